"""The newsroom on disk: found, read, written whole or not at all."""

import pytest

from newsletter.errors import ArticleError, NotFoundError, Place, SourceError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder, find_newsroom
from newsletter.resources import built_in_templates, shipped_path

SETTINGS = """\
name = "N"
source_language = "en"
languages = ["en", "fr"]
website = "https://www.example.org/"
postal_address = "Somewhere"
[sender]
name = "N"
address = "n@example.org"
"""
ARTICLE = "---\ntitle: T\nsummary: S\nlanguage: en\n---\n\nBody.\n"
EDITION = "---\nsubject: S\npreheader: P\ngreeting: Hello\nlanguage: en\narticles: [a, b]\n---\n"


@pytest.fixture
def folder(tmp_path):
    """A newsroom with two articles and an edition."""
    for path, text in {
        "newsroom.toml": SETTINGS,
        "articles/a.md": ARTICLE,
        "articles/b.md": ARTICLE,
        "editions/e.md": EDITION,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return NewsroomFolder(tmp_path)


def test_a_newsroom_is_found_from_anywhere_inside(folder):
    """As git finds its repository."""
    inside = folder.root / "articles"

    assert find_newsroom(inside) == NewsroomFolder(folder.root.resolve())
    assert find_newsroom(folder.root.parent) is None


def test_a_manuscript_is_read_whole(folder):
    """Settings, edition, and its articles in order."""
    found = folder.manuscript("e")

    assert ([one.slug for one in found.articles], found.newsroom.name) == (["a", "b"], "N")
    assert list(found.texts) == ["edition-e", "article-a", "article-b"]


def test_the_faults_of_all_articles_are_told_together(folder):
    """An editor mends both before trying again."""
    for slug in ("a", "b"):
        (folder.root / f"articles/{slug}.md").write_text("nothing", encoding="utf-8")

    with pytest.raises(ArticleError) as caught:
        folder.manuscript("e")

    assert {fault.where.partition(":")[0] for fault in caught.value.faults} == {
        "articles/a.md",
        "articles/b.md",
    }


def test_an_edition_that_there_is_not_names_those_that_there_are(folder):
    """With the way to make one."""
    with pytest.raises(NotFoundError, match="Known: e"):
        folder.edition("other")


def test_catalogues_that_there_are_not_are_left_out(folder):
    """A language without files is not an error but a shut gate."""
    french = Locale("fr")

    assert folder.shelf([(french, "article-a")]).require([french]) == {french: {}}


def test_a_catalogue_that_cannot_be_read_leaves_the_others_on_the_shelf(folder):
    """Its faults are told by who needs its language, all of them together, and by nobody else."""
    french, spanish = Locale("fr"), Locale("es")
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    names = [(french, "article-a"), (spanish, "article-a"), (french, "article-b"), (french, "edition-e")]
    for locale, domain in names:
        path = folder.root / folder.catalogue_path(locale, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        is_broken = (locale, domain) in names[2:]
        path.write_text(f'{header}\nmsgid "x\n' if is_broken else header, encoding="utf-8")

    shelf = folder.shelf(names)

    assert list(shelf.faults) == names[2:]
    assert shelf.find(french, "article-a").path == folder.catalogue_path(french, "article-a")
    assert shelf.find(french, "article-b") is None
    assert list(shelf.require([spanish])[spanish]) == ["article-a"]
    with pytest.raises(TranslationError) as caught:
        shelf.require([french])
    assert {fault.where.partition(":")[0] for fault in caught.value.faults} == {
        folder.catalogue_path(french, domain) for domain in ("article-b", "edition-e")
    }


def test_a_locale_folder_named_after_no_language_is_a_fault(folder):
    """It would be skipped silently otherwise."""
    path = folder.root / "locales/xx/LC_MESSAGES/article-a.po"
    path.parent.mkdir(parents=True)
    path.write_text("", encoding="utf-8")

    with pytest.raises(TranslationError, match="locales/xx"):
        folder.catalogue_names()


def test_own_templates_lie_over_the_built_in_ones(folder):
    """One file replaces one file."""
    own = folder.root / "templates/web/home.html"
    own.parent.mkdir(parents=True)
    own.write_text("own", encoding="utf-8")

    found = folder.templates()

    assert found["web/home.html"] == "own"
    assert found.keys() == built_in_templates().keys()


class TestImages:
    """A picture lies in the newsroom and is of a kind that mail shows."""

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("gone.png", "there is no image gone.png"),
            ("../secret.png", "leads out of the newsroom"),
            ("link.png", "leads out of the newsroom"),
            ("articles", "articles: this is no file, but a folder"),
        ],
    )
    def test_what_is_not_in_the_newsroom_is_a_fault(self, folder, path, words):
        """Neither a path nor a link leads outside."""
        outside = folder.root.parent / "secret.png"
        outside.write_bytes(b"secret")
        (folder.root / "link.png").symlink_to(outside)

        with pytest.raises(ArticleError, match=rf"articles/a\.md:3: .*{words}"):
            folder.image(path, named_in=Place("articles/a.md", 3))

    @pytest.mark.parametrize("name", ["x.svg", "x.webp", "x.html", "x"])
    def test_other_kinds_are_refused(self, folder, name):
        """Mail programs show PNG, JPEG and GIF."""
        (folder.root / name).write_bytes(b"x")

        with pytest.raises(ArticleError, match="do not show"):
            folder.image(name, named_in=Place("articles/a.md", 3))


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("articles/link.md", lambda folder: folder.article("link")),
        ("locales/fr/LC_MESSAGES/article-a.po", lambda folder: folder.catalogue(Locale("fr"), "article-a")),
    ],
    ids=["an article", "a catalogue"],
)
def test_a_link_that_leads_out_is_not_followed(folder, path, read):
    """Faults quote what they read: nothing of the machine may stand in them."""
    outside = folder.root.parent / "secret"
    outside.write_text("secret words", encoding="utf-8")
    (folder.root / path).parent.mkdir(parents=True, exist_ok=True)
    (folder.root / path).unlink(missing_ok=True)
    (folder.root / path).symlink_to(outside)

    with pytest.raises(SourceError, match="leads out of the newsroom") as caught:
        read(folder)

    assert "secret" not in str(caught.value)


class TestWriting:
    """A file is written whole or not at all."""

    def test_the_same_content_is_not_written_again(self, folder):
        """Version control sees no change where there is none."""
        assert folder.write("locales/x.pot", "text")
        before = (folder.root / "locales/x.pot").stat().st_mtime_ns

        assert not folder.write("locales/x.pot", "text")
        assert (folder.root / "locales/x.pot").stat().st_mtime_ns == before

    def test_a_write_that_fails_leaves_the_old_file(self, folder, monkeypatch):
        """Disk full: yesterday's catalogue is still there."""
        folder.write("x.po", "old")

        def full(*_args, **_options):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("pathlib.Path.write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            folder.write("x.po", "new")

        assert (folder.root / "x.po").read_text(encoding="utf-8") == "old"


def test_what_ships_is_found():
    """Templates, interface catalogues and the example are part of the installation."""
    assert shipped_path("examples", "metropolis", "newsroom.toml").is_file()
    with pytest.raises(FileNotFoundError, match="install newsletter again"):
        shipped_path("nothing")


def test_what_is_hidden_is_no_part_of_the_newsroom(folder):
    """An editor's lock is a link to nowhere; version control keeps its own folders."""
    (folder.root / "articles/.#a.md").symlink_to("someone@host.1234")
    for hidden in ("locales/fr/LC_MESSAGES/.#article-a.po", "locales/.git/LC_MESSAGES/article-a.po"):
        (folder.root / hidden).parent.mkdir(parents=True, exist_ok=True)
        (folder.root / hidden).write_text("no catalogue", encoding="utf-8")

    assert folder.article_slugs() == ["a", "b"]
    assert folder.catalogue_names() == []
