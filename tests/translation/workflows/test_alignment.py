"""From two documents to a PO file in its place."""

from pathlib import Path

import pytest

from newsletter.errors import RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.importing import ForeignText
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom import create
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.translation.workflows.align import align_article, align_texts, declared_language, slug_of
from newsletter.translation.workflows.update_catalogues import update_catalogues

ARTICLE = """\
---
title: City congress
summary: Forty cities met in Lima.
date: 2026-03-01
language: en
---

The congress began on 4 March with a speech by the mayor.

Members find the report on [the site](https://example.org/report).
"""
FRENCH = """\
---
lang: fr
title: Congrès des villes
excerpt: Quarante villes se sont réunies à Lima.
---
Le congrès a commencé le 4 mars avec un discours du maire.

Les membres trouvent le rapport sur [le site](https://example.org/report).

Une phrase que personne n’a écrite en anglais, et qui ne traduit donc rien.
"""
FR = Locale("fr")


def text(content, name="fr.md", language=FR):
    """Return a text from elsewhere."""
    return ForeignText(content=content.encode(), name=name, language=language)


@pytest.fixture
def folder(tmp_path):
    """A newsroom with one article."""
    made = create.plain_newsroom(name="News", language=Locale("en"), languages=(Locale("en"), FR))
    create.init(tmp_path / "news", newsroom=made, today="2026-03-01")
    (tmp_path / "news/articles/congress.md").write_text(ARTICLE, encoding="utf-8")
    return NewsroomFolder(tmp_path / "news")


class TestAnArticle:
    """An article of the newsroom."""

    def test_its_catalogue_is_whole(self, folder):
        """The article can go out in the language at once."""
        report = align_article(folder, "congress", text(FRENCH))

        catalogue = folder.catalogue(FR, "article-congress")
        assert all(entry.is_translated for entry in catalogue.entries)
        assert catalogue.translation("title", "City congress") == "Congrès des villes"
        assert (report.path, report.aligned_share) == ("locales/fr/LC_MESSAGES/article-congress.po", 1.0)
        assert [piece.where for piece in report.left_over] == ["fr.md:10"]
        assert report.warnings == ()

    def test_an_update_changes_no_byte_of_it(self, folder):
        """It is the file that `catalogue update` would have written, with translations in it."""
        align_article(folder, "congress", text(FRENCH))

        reports = {one.domain: one for one in update_catalogues(folder)}
        assert not reports["article-congress"].is_changed

    def test_a_second_run_changes_nothing(self, folder):
        """The same documents make the same bytes."""
        align_article(folder, "congress", text(FRENCH))

        assert not align_article(folder, "congress", text(FRENCH)).is_changed

    def test_confirmed_translations_stay(self, folder):
        """What the translators have confirmed since is kept and counted, unless asked otherwise."""
        align_article(folder, "congress", text(FRENCH))
        other = text(FRENCH.replace("Congrès des villes", "Le congrès"))

        assert align_article(folder, "congress", other).kept_count == 1
        assert align_article(folder, "congress", other, overwrite=True).is_changed

    def test_its_own_language_is_refused(self, folder):
        """There is no catalogue of an article in the language that it is written in."""
        with pytest.raises(RuleError, match="written in en itself"):
            align_article(folder, "congress", text(ARTICLE, language=Locale("en")))

    def test_a_broken_catalogue_is_left_as_it_is(self, folder):
        """Its translator mends it first."""
        path = folder.catalogue_path(FR, "article-congress")
        folder.write(path, 'msgid "a')

        with pytest.raises(TranslationError):
            align_article(folder, "congress", text(FRENCH))
        assert (folder.root / path).read_text() == 'msgid "a'

    def test_only_files_of_the_newsroom_are_its_articles(self, folder, tmp_path):
        """A file of the same name elsewhere is another text."""
        assert slug_of(folder, folder.root / "articles/congress.md") == "congress"
        assert slug_of(folder, folder.root / "articles/none.md") is None
        assert slug_of(folder, tmp_path / "congress.md") is None
        assert slug_of(None, Path("articles/congress.md")) is None


class TestAnyText:
    """Two files from somewhere else."""

    def test_a_po_file_is_written(self, tmp_path):
        """Its places are lines of the original."""
        out = tmp_path / "fr.po"
        source = ARTICLE.replace("language:", "layout: post\nlang:")
        report = align_texts(text(source, "en.md", Locale("en")), text(FRENCH), out=out)

        catalogue = read_catalogue_file(out.read_bytes(), path="fr.po", locale=FR)
        entry = catalogue.entries_by_key[
            "paragraph", "The congress began on 4 March with a speech by the mayor."
        ]
        assert (entry.places, report.path) == (("en.md:9",), str(out))

    def test_a_po_file_that_is_there_is_brought_up_to_date(self, tmp_path):
        """It is read before it is written."""
        out = tmp_path / "fr.po"
        source = text(ARTICLE, "en.md", Locale("en"))
        align_texts(source, text(FRENCH), out=out)

        assert not align_texts(source, text(FRENCH), out=out).is_changed

    def test_what_is_missing_is_told_with_its_line(self, tmp_path):
        """Lines are those of the original; a copy is told as one."""
        source = text(ARTICLE, "en.md", Locale("en"))
        english = "The congress began on 4 March with a speech by the mayor."
        french = text(FRENCH.replace("Le congrès a commencé le 4 mars avec un discours du maire.", english))
        report = align_texts(source, french, out=tmp_path / "fr.po")

        assert [(piece.where, piece.why) for piece in report.missing] == [
            ("en.md:8", "the document has the source's own words")
        ]

    @pytest.mark.parametrize(
        ("declared", "warning"),
        [("lang: de", "says that it is in de"), ("lang: klingon-x", "which is none"), ("lang: fr-CA", "")],
    )
    def test_a_document_in_another_language_is_told(self, declared, warning, tmp_path):
        """The wrong file is the likeliest mistake."""
        french = text(FRENCH.replace("lang: fr", declared))
        report = align_texts(text(ARTICLE, "en.md", Locale("en")), french, out=tmp_path / "fr.po")

        assert [warning in told for told in report.warnings] == [True] * bool(warning)

    def test_a_text_says_its_own_language(self):
        """As front matter of site generators does."""
        assert declared_language(FRENCH.encode(), name="fr.md") == "fr"
        assert declared_language(b"Only words here.", name="a.txt") is None
