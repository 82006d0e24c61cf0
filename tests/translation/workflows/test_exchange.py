"""A newsroom's catalogues go to a translator's tool and come back, whole or not at all."""

import re
from dataclasses import replace

import pytest

from newsletter.errors import NotFoundError, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom import create
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.settings import Newsroom
from newsletter.po.writer import catalogue_text
from newsletter.translation.workflows.exchange import (
    ExchangeFormat,
    ExportOrder,
    export_catalogues,
    import_file,
)
from newsletter.translation.workflows.update_catalogues import update_catalogues
from newsletter.translation.xliff.zip_bundle import read_bundle, zip_bytes

FRENCH, ENGLISH, ARABIC = (Locale.parse(tag) for tag in ("fr", "en", "ar"))
FORMATS = list(ExchangeFormat)
SUBJECT = ("subject", "Our first edition")
EDITION = "edition-first-edition"


@pytest.fixture
def folder(tmp_path):
    """A new newsroom in English, French, Arabic and Brazilian Portuguese, with empty catalogues."""
    root = tmp_path / "newsroom"
    newsroom: Newsroom = create.plain_newsroom(
        name="Metropolis",
        language=ENGLISH,
        languages=(ENGLISH, FRENCH, ARABIC, Locale.parse("pt-BR")),
    )
    create.init(root, newsroom=newsroom, today="2026-11-24")
    found = NewsroomFolder(root)
    update_catalogues(found)
    return found


def exported(folder, tmp_path, file_format, *, tag="fr", edition=None):
    """Export a locale, and return the file."""
    out = tmp_path / ("out.zip" if file_format is ExchangeFormat.PO else "out.xlf")
    order = ExportOrder(locale=Locale.parse(tag), file_format=file_format, edition=edition)
    export_catalogues(folder, order, out=out)
    return out


def translate(folder, domain=EDITION, key=SUBJECT, text="Notre première édition"):
    """Translate one message in the newsroom itself."""
    catalogue = folder.catalogue(FRENCH, domain)
    entries = tuple(
        replace(entry, translations=(text,)) if entry.key == key else entry for entry in catalogue.entries
    )
    folder.write(catalogue.path, catalogue_text(replace(catalogue, entries=entries)))


def contents(folder):
    """Return every catalogue's bytes."""
    return {path: path.read_bytes() for path in sorted(folder.root.rglob("*.po"))}


def only_faults(folder, file, **options):
    """Import what must be refused; return the faults, nothing having been changed."""
    before = contents(folder)
    with pytest.raises(TranslationError) as refused:
        import_file(folder, file, **{"locale": None, **options})
    assert contents(folder) == before
    return refused.value.faults


class TestExport:
    """One file for one language."""

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_the_same_newsroom_makes_the_same_bytes(self, folder, tmp_path, file_format):
        """So a file that changed says that the texts did."""
        once = exported(folder, tmp_path, file_format).read_bytes()

        assert exported(folder, tmp_path, file_format).read_bytes() == once

    def test_po_files_have_their_paths_in_the_newsroom(self, folder, tmp_path):
        """Whoever unpacks the zip over the newsroom has imported it."""
        files = read_bundle(exported(folder, tmp_path, ExchangeFormat.PO)).files

        assert list(files) == [
            "locales/fr/LC_MESSAGES/article-first-article.po",
            "locales/fr/LC_MESSAGES/edition-first-edition.po",
        ]
        assert all((folder.root / path).read_bytes() == content for path, content in files.items())

    def test_an_edition_goes_with_its_articles(self, folder, tmp_path):
        """In its own order; what belongs to others stays at home."""
        text = (folder.root / "articles/first-article.md").read_text(encoding="utf-8")
        folder.write("articles/second-article.md", text)
        update_catalogues(folder)

        found = exported(folder, tmp_path, ExchangeFormat.XLIFF_12, edition="first-edition").read_text(
            "utf-8"
        )

        assert re.findall(r'original="[^"]*/([^"]+)\.po"', found) == [EDITION, "article-first-article"]

    def test_the_report_counts(self, folder, tmp_path):
        """Messages, and what is translated already."""
        translate(folder)
        order = ExportOrder(locale=FRENCH, file_format=ExchangeFormat.XLIFF_21)

        report = export_catalogues(folder, order, out=tmp_path / "fr.xlf")

        assert report.domains == ("article-first-article", EDITION)
        assert (report.message_count > 5, report.translated_count) == (True, 1)

    @pytest.mark.parametrize(
        ("tag", "edition", "said"),
        [("de", None, "no catalogues of this newsroom in de"), ("fr", "spring", "no edition 'spring'")],
    )
    def test_what_there_is_not(self, folder, tmp_path, tag, edition, said):
        """The text says what there is."""
        with pytest.raises(NotFoundError, match=said):
            exported(folder, tmp_path, ExchangeFormat.PO, tag=tag, edition=edition)

    def test_texts_in_two_languages_are_no_xliff_2(self, folder, tmp_path):
        """A document has one source language; XLIFF 1.2 has one a file, and a gone text the newsroom's."""
        article = folder.root / "articles/first-article.md"
        folder.write(
            "articles/b.md", article.read_text(encoding="utf-8").replace("language: en", "language: ar")
        )
        folder.write("articles/gone.md", article.read_text(encoding="utf-8"))
        update_catalogues(folder)
        (folder.root / "articles/gone.md").unlink()
        catalogue = folder.catalogue(FRENCH, EDITION)
        folder.write("locales/fr/LC_MESSAGES/interface.po", catalogue_text(catalogue))

        text = exported(folder, tmp_path, ExchangeFormat.XLIFF_12).read_text(encoding="utf-8")

        assert re.findall(r'source-language="(\w+)"', text) == ["ar", "en", "en", "en", "en"]
        with pytest.raises(RuleError, match="one source language"):
            exported(folder, tmp_path, ExchangeFormat.XLIFF_21)

    def test_catalogues_without_messages_are_no_xliff(self, folder, tmp_path):
        """A document without a unit would be invalid."""
        for domain in ("article-first-article", EDITION):
            catalogue = replace(folder.catalogue(FRENCH, domain), entries=())
            folder.write(catalogue.path, catalogue_text(catalogue))

        with pytest.raises(RuleError, match="no messages"):
            exported(folder, tmp_path, ExchangeFormat.XLIFF_12)


class TestImport:
    """What comes back is taken where it belongs."""

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_a_translation_comes_back(self, folder, tmp_path, file_format):
        """Into the catalogue it is from, whose other bytes stay as they are."""
        before = contents(folder)
        translate(folder)
        file = exported(folder, tmp_path, file_format)
        after = contents(folder)
        for path, content in before.items():
            path.write_bytes(content)

        reports = import_file(folder, file, locale=None)

        assert contents(folder) == after
        counts = {one.domain: (one.taken_count, one.refused_count) for one in reports}
        assert counts == {EDITION: (1, 0), "article-first-article": (0, 0)}

    @pytest.mark.parametrize("file_format", FORMATS)
    def test_a_dry_run_only_says_it(self, folder, tmp_path, file_format):
        """The report is the same, the newsroom too."""
        before = contents(folder)
        translate(folder)
        file = exported(folder, tmp_path, file_format)
        for path, content in before.items():
            path.write_bytes(content)

        reports = import_file(folder, file, locale=FRENCH, is_dry_run=True)

        assert sum(one.taken_count for one in reports) == 1
        assert contents(folder) == before

    def test_a_text_that_is_gone_is_refused_whole(self, folder, tmp_path):
        """Its catalogue is not made again; the others are taken."""
        translate(folder)
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_12)
        (folder.root / "locales/fr/LC_MESSAGES/article-first-article.po").unlink()

        gone, edition = import_file(folder, file, locale=None)

        assert (gone.taken_count, gone.refused_count > 1, len(gone.refusals)) == (0, True, 1)
        assert "there is no catalogue" in gone.refusals[0].what
        assert edition.refused_count == 0

    def test_a_changed_source_is_reported(self, folder, tmp_path):
        """With the text as it is now."""
        translate(folder)
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_21)
        source = folder.root / "editions/first-edition.md"
        source.write_text(
            source.read_text(encoding="utf-8").replace("Our first edition", "Our second edition"),
            encoding="utf-8",
        )
        (folder.root / f"locales/fr/LC_MESSAGES/{EDITION}.po").unlink()
        update_catalogues(folder)

        report = next(one for one in import_file(folder, file, locale=None) if one.domain == EDITION)

        assert "it is 'Our second edition' now" in report.refusals[0].what

    def test_a_domain_that_a_tool_has_split_is_one(self, folder, tmp_path):
        """Two <file> elements for one catalogue."""
        translate(folder)
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_12, edition="first-edition")
        text = file.read_text(encoding="utf-8").replace("article-first-article", EDITION)
        file.write_text(text, encoding="utf-8")

        assert [one.domain for one in import_file(folder, file, locale=None)] == [EDITION]

    def test_what_the_disk_refuses_is_put_back(self, folder, tmp_path):
        """All catalogues or none."""
        before = contents(folder)
        translate(folder)
        translate(folder, "article-first-article", ("title", "A first article"), "Un premier article")
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_12)
        for path, content in before.items():
            path.write_bytes(content)
        (folder.root / f"locales/fr/LC_MESSAGES/.{EDITION}.po.unfinished").mkdir()

        with pytest.raises(OSError, match="unfinished"):
            import_file(folder, file, locale=None)

        assert contents(folder) == before


class TestLocales:
    """A file comes back into the language it is in, and into no other."""

    @pytest.mark.parametrize("tag", ["fr-FR", "fr_CA", "FR"])
    def test_tools_add_territories(self, folder, tmp_path, tag):
        """French as in Canada is the newsroom's only French."""
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_12)
        text = file.read_text(encoding="utf-8").replace('target-language="fr"', f'target-language="{tag}"')
        file.write_text(text.replace("locales/fr/LC_MESSAGES/", ""), encoding="utf-8")

        assert {one.locale for one in import_file(folder, file, locale=None)} == {FRENCH}

    @pytest.mark.parametrize(
        ("old", "new", "locale", "said"),
        [
            ('target-language="fr"', 'target-language="ar"', None, "folder is fr, where ar is expected"),
            ("-", "-", ARABIC, "language is fr, where ar is expected"),
            ('target-language="fr"', 'target-language="klingon"', None, "'klingon' is no language tag"),
            ("locales/fr/", "locales/bak up/", FRENCH, "'bak up' is no language tag"),
            (
                'locales/fr/LC_MESSAGES/article-first-article.po" source-language="en" target-language="fr"',
                'article-first-article.po"',
                None,
                "does not say its target language",
            ),
            ("fr", "de", None, "de is no language of this newsroom"),
        ],
    )
    def test_what_does_not_agree_is_refused(self, folder, tmp_path, old, new, locale, said):
        """The language of the file, its folder, and what was asked for."""
        file = exported(folder, tmp_path, ExchangeFormat.XLIFF_12)
        text = file.read_text(encoding="utf-8")
        if old == "fr":
            text = text.replace('"fr"', '"de"').replace("locales/fr/", "locales/de/")
        file.write_text(text.replace(old, new) if old not in ("fr", "-") else text, encoding="utf-8")

        assert said in only_faults(folder, file, locale=locale)[0].what

    def test_a_po_file_in_another_language(self, folder, tmp_path):
        """Its header says so."""
        file = exported(folder, tmp_path, ExchangeFormat.PO)

        faults = only_faults(folder, file, locale=ARABIC)

        assert "the header's Language is fr, where ar is expected" in faults[0].what


class TestZips:
    """Weblate, Crowdin and people pack as they like; file names decide the domain."""

    def back(self, folder, tmp_path, *names, content=None):
        """Return a zip with the edition's French catalogue, translated, under these names."""
        before = contents(folder)
        translate(folder)
        po = (folder.root / f"locales/fr/LC_MESSAGES/{EDITION}.po").read_bytes()
        for path, old in before.items():
            path.write_bytes(old)
        file = tmp_path / "back.zip"
        file.write_bytes(zip_bytes(dict.fromkeys(names, po if content is None else content)))
        return file

    @pytest.mark.parametrize(
        "name", [f"{EDITION}.po", f"project/any/fr/LC_MESSAGES/{EDITION}.po", f"fr/{EDITION}.po"]
    )
    def test_any_folder_above(self, folder, tmp_path, name):
        """What is translated is taken."""
        (report,) = import_file(folder, self.back(folder, tmp_path, name), locale=None)

        assert (report.domain, report.locale, report.taken_count) == (EDITION, FRENCH, 1)

    def test_a_folder_says_the_language_where_the_header_does_not(self, folder, tmp_path):
        """Crowdin's folders are languages."""
        header = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        content = header + b'msgctxt "subject"\nmsgid "Our first edition"\nmsgstr "x"\n'
        file = self.back(folder, tmp_path, f"export/fr/main/{EDITION}.po", content=content)

        (report,) = import_file(folder, file, locale=None)

        assert (report.locale, report.taken_count) == (FRENCH, 1)
        nowhere = self.back(folder, tmp_path, f"{EDITION}.po", content=content)
        assert "neither its path" in only_faults(folder, nowhere)[0].what

    def test_a_single_po_file(self, folder, tmp_path):
        """Nobody has to pack one."""
        zipped_file = self.back(folder, tmp_path, f"{EDITION}.po")
        file = tmp_path / f"{EDITION}.po"
        file.write_bytes(read_bundle(zipped_file).files[f"{EDITION}.po"])

        assert import_file(folder, file, locale=None)[0].taken_count == 1

    def test_a_zip_of_xliff(self, folder, tmp_path):
        """Some tools pack that too."""
        content = exported(folder, tmp_path, ExchangeFormat.XLIFF_12).read_bytes()
        file = tmp_path / "back.zip"
        file.write_bytes(zip_bytes({"fr/all.xlf": content}))

        assert len(import_file(folder, file, locale=None)) == 2

    def test_templates_and_compiled_catalogues_are_left_out(self, folder, tmp_path):
        """They hold nothing that a catalogue does not; alone they are no import."""
        file = self.back(folder, tmp_path, "a.pot", "fr/a.mo", content=b"")

        assert "no translations" in only_faults(folder, file)[0].what

    def test_what_is_no_catalogue_is_refused(self, folder, tmp_path):
        """By its name, or by its content."""
        assert "no PO file" in only_faults(folder, self.back(folder, tmp_path, "fr/README.txt"))[0].what
        broken = self.back(folder, tmp_path, f"fr/{EDITION}.po", content=b"<html>")
        assert only_faults(folder, broken)[0].where == f"back.zip:fr/{EDITION}.po:1"

    def test_two_files_for_one_catalogue(self, folder, tmp_path):
        """Which of them is right is not ours to say."""
        file = self.back(folder, tmp_path, f"a/{EDITION}.po", f"b/{EDITION}.po")

        assert "for the same catalogue" in only_faults(folder, file)[0].what

    def test_one_bad_file_stops_all(self, folder, tmp_path):
        """All or nothing."""
        file = self.back(folder, tmp_path, f"fr/{EDITION}.po", "fr/virus.exe")

        assert len(only_faults(folder, file)) == 1
