"""An edition is made in each locale once; what has not changed is not made again, whatever the order."""

import json
import pickle

import pytest

from newsletter.errors import ArticleError, Place, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom import folder as newsroom_folder
from newsletter.newsroom.create import init_example
from newsletter.newsroom.folder import KEPT_RESULTS_FOLDER, NewsroomFolder
from newsletter.publishing import build as editions
from newsletter.publishing.build import build
from newsletter.publishing.fingerprint import Fingerprints
from newsletter.publishing.render import EditionBuilder, LocaleBuild

URL = "https://news.example.org"
FR, HI = Locale("fr"), Locale("hi")
SLUG = "2026-12"


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def built(folder, *tags):
    """Build the edition, in some locales or in all."""
    return build(folder, SLUG, public_url=URL, locales=tuple(Locale(tag) for tag in tags) or None)


def made(folder, locale):
    """Return what comes of the edition in a locale, made here and kept nowhere."""
    maker = EditionBuilder(folder, SLUG, URL)
    return maker.build_locale(maker.proof(maker.catalogues([locale]), locale))


def append(folder, path, text):
    """Add text to a file of the newsroom, which there may not be yet."""
    file = folder.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(before + text, encoding="utf-8")


def print_of(folder, locale=FR, **changes):
    """Return the fingerprint of the edition in a locale."""
    return Fingerprints(
        EditionBuilder(folder, changes.get("slug", SLUG), changes.get("public_url", URL))
    ).edition_fingerprint(locale)


class TestKept:
    """Results of earlier runs."""

    def test_what_has_not_changed_is_taken_as_it_was_made(self, folder):
        """A mark in the kept result shows that it was not made again."""
        first = built(folder, "fr")
        (kept,) = (folder.root / KEPT_RESULTS_FOLDER).iterdir()
        marked = json.loads(kept.read_bytes())
        marked["gate_seen"] = marked["why"] = "kept"
        kept.write_text(json.dumps(marked), encoding="utf-8")

        again = built(folder, "fr")

        assert again.gates[0].why == "kept"
        assert again.mails == first.mails
        assert again.images == first.images

    def test_a_made_edition_survives_being_kept(self, folder):
        """Gate, mail and pictures, of an open gate and of a shut one."""
        is_open = made(folder, HI)
        append(folder, "locales/hi/LC_MESSAGES/edition-2026-12.po", "")
        (folder.root / "locales/hi/LC_MESSAGES/edition-2026-12.po").unlink()
        is_shut = made(folder, HI)

        assert (is_open.mail is None, is_shut.mail is None) == (False, True)
        assert (bool(is_open.words), bool(is_shut.words)) == (True, False)
        assert LocaleBuild.from_json(is_open.to_json()) == is_open
        assert LocaleBuild.from_json(is_shut.to_json()) == is_shut

    def test_a_picture_that_changed_makes_the_mail_again(self, folder):
        """Its address is made of its content."""
        first = built(folder, "fr")
        for file in (folder.root / "images").iterdir():
            file.write_bytes(file.read_bytes() + b"\0")

        assert set(built(folder, "fr").images).isdisjoint(first.images)

    def test_only_so_many_results_are_kept(self, folder, monkeypatch):
        """The oldest go first."""
        monkeypatch.setattr(newsroom_folder, "MOST_KEPT_RESULTS", 2)

        built(folder, "fr", "es", "ar")

        assert len(list((folder.root / KEPT_RESULTS_FOLDER).iterdir())) == 2

    def test_a_newsroom_that_cannot_be_written_to_is_built_all_the_same(self, folder):
        """A file stands where the folder would."""
        append(folder, "var", "no folder")

        assert built(folder, "fr").gates[0].is_open


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("image: images/", "image: images/gone-"),
        ("The method is simple", "![A map](images/gone.png)\n\nThe method is simple"),
    ],
    ids=["in the front matter", "in the text"],
)
def test_a_picture_that_is_not_there_is_told_where_it_is_named(folder, before, after):
    """With file and line of the text, not of the edition that it stands in."""
    file = folder.root / "articles" / "urban-heat.md"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    line = file.read_text(encoding="utf-8").split("gone")[0].count("\n") + 1

    with pytest.raises(ArticleError) as caught:
        built(folder, "en")

    assert caught.value.faults[0].where == f"articles/urban-heat.md:{line}"


def test_a_picture_that_no_text_names_is_the_newsroom_s(folder):
    """The masthead's."""
    assert EditionBuilder(folder, SLUG, URL).manuscript.place_of_image("images/logo.png") == Place(
        "newsroom.toml"
    )


CHANGES = [
    # file, is the French print another?, why
    ("newsroom.toml", True, "settings"),
    ("editions/2026-12.md", True, "the edition"),
    ("articles/urban-heat.md", True, "one of its articles"),
    ("articles/other.md", False, "an article of another edition"),
    ("glossary.csv", True, "the words"),
    ("templates/mail/style.css", True, "an own template"),
    ("locales/fr/LC_MESSAGES/article-urban-heat.po", True, "its catalogue"),
    ("locales/fr/LC_MESSAGES/interface.po", True, "its own interface"),
    ("locales/es/LC_MESSAGES/article-urban-heat.po", True, "what an article may fall back to"),
    ("locales/ar/LC_MESSAGES/article-urban-heat.po", False, "another language"),
]


@pytest.mark.parametrize(("path", "is_other"), [row[:2] for row in CHANGES], ids=[row[2] for row in CHANGES])
def test_the_print_changes_with_what_a_mail_is_made_of(folder, path, is_other):
    """And with nothing else."""
    append(folder, "newsroom.toml", '\n[fallback]\nfr = ["es"]\n')
    before = print_of(folder)

    append(folder, path, "\n# x\n")

    assert (print_of(folder) != before) is is_other


def test_the_print_knows_locale_and_address(folder):
    """Two mails that differ have two prints."""
    assert (
        len({print_of(folder), print_of(folder, HI), print_of(folder, public_url="https://x.example")}) == 3
    )


class TestProcesses:
    """Many locales are made by several processes."""

    @pytest.fixture
    def many(self, monkeypatch):
        """Let three locales be worth two processes."""
        monkeypatch.setattr(editions, "_WORTH_A_PROCESS", 1)
        monkeypatch.setattr("os.cpu_count", lambda: 2)

    def test_they_make_what_one_makes(self, folder, many):
        """To the byte."""
        several = built(folder, "fr", "ar", "hi")
        for file in (folder.root / KEPT_RESULTS_FOLDER).iterdir():
            file.unlink()
        alone = {locale: made(folder, locale).mail for locale in several.mails}

        assert dict(several.mails) == alone

    @pytest.mark.parametrize("worth", [1, 10_000], ids=["several", "one"])
    def test_the_faults_of_all_languages_are_told_together(self, folder, many, monkeypatch, worth):
        """Whoever makes them."""
        monkeypatch.setattr(editions, "_WORTH_A_PROCESS", worth)
        for tag in ("fr", "ar"):
            append(folder, f"locales/{tag}/LC_MESSAGES/edition-2026-12.po", '\nmsgid "x\n')
            append(folder, f"locales/{tag}/LC_MESSAGES/article-urban-heat.po", '\nmsgid "x\n')

        with pytest.raises(TranslationError) as caught:
            built(folder, "fr", "ar", "hi")

        assert len({fault.where.partition(".po")[0] for fault in caught.value.faults}) == 4

    def test_what_travels_to_another_process_is_the_same_there(self, folder):
        """Catalogues that were counted and localised from, too: what they remember stays at home."""
        maker = EditionBuilder(folder, SLUG, URL)
        catalogues = maker.catalogues([FR])
        proof = maker.proof(catalogues, FR)

        there, travelled, read = pickle.loads(pickle.dumps((maker, proof, catalogues)))

        assert (travelled, read) == (proof, catalogues)
        assert there.build_locale(travelled) == maker.build_locale(proof)


class TestReading:
    """What is read of a newsroom for an edition."""

    @pytest.fixture
    def reads(self, monkeypatch):
        """Note every catalogue that is read, by locale and domain."""
        noted = []
        reading = NewsroomFolder.catalogue
        monkeypatch.setattr(
            NewsroomFolder,
            "catalogue",
            lambda folder, locale, domain: noted.append((locale, domain)) or reading(folder, locale, domain),
        )
        return noted

    def test_each_catalogue_is_read_once(self, folder, reads):
        """However many articles fall back to it, and the interface's as well."""
        append(folder, "newsroom.toml", '\n[fallback]\nhi = ["fr"]\nfa = ["fr"]\n')

        built(folder)

        assert len(reads) == len(set(reads))
        assert (FR, "interface") in reads

    def test_languages_that_nobody_needs_are_not_read(self, folder, reads):
        """French is whole: nothing stands in for it. Hindi is not."""
        append(folder, "newsroom.toml", '\n[fallback]\nhi = ["es"]\nfr = ["es"]\n')

        built(folder, "fr")
        french = {str(locale) for locale, _ in reads}
        reads.clear()
        built(folder, "hi")

        assert french == {"fr"}
        assert {str(locale) for locale, _ in reads} == {"hi", "es", "en"}

    def test_what_has_not_changed_is_not_read(self, folder, reads):
        """Not the interface either, which pages are made with."""
        first = built(folder)
        reads.clear()

        again = built(folder)

        assert reads == []
        assert again.words == first.words
