"""Catalogues of a newsroom, checked: everything is looked at, whatever else is broken."""

import pytest

from newsletter.errors import NotFoundError, SourceError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import init_example
from newsletter.translation.checks.base import Severity
from newsletter.translation.workflows.check import check_catalogues

FR, AR = Locale("fr"), Locale("ar")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ARTICLE = "locales/fr/LC_MESSAGES/article-urban-heat.po"


@pytest.fixture
def folder(tmp_path):
    """A copy of the example."""
    return init_example(tmp_path / "newsroom")


def write(folder, path, text):
    """Write a file of the newsroom."""
    (folder.root / path).parent.mkdir(parents=True, exist_ok=True)
    (folder.root / path).write_text(text, encoding="utf-8")


def entry(text, translation, context="paragraph", flags=""):
    """Return an entry of a PO file."""
    head = f"\n#, {flags}\n" if flags else "\n"
    return f'{head}msgctxt "{context}"\nmsgid "{text}"\nmsgstr "{translation}"\n'


def said(report, path):
    """Return (line, check) of what was found in a file."""
    return [(one.line, one.check) for file in report.files if file.path == path for one in file.findings]


def test_the_example_blocks_nothing(folder):
    """What ships is good; every language and every text was looked at."""
    report = check_catalogues(folder)

    assert report.blocking_count == 0
    assert len(report.files) == 36
    assert report.message_count == 562


def test_a_fault_is_told_with_its_line(folder):
    """And only files of the languages asked for are looked at."""
    write(folder, ARTICLE, HEADER + entry("See {n}", "Voir"))

    report = check_catalogues(folder, locales=[FR])

    assert said(report, ARTICLE) == [(5, "placeholders")]
    assert all("/fr/" in file.path for file in report.files)
    assert (report.blocking_count, report.warning_count) == (1, 0)


def test_what_cannot_be_read_does_not_hide_the_rest(folder):
    """A broken catalogue, a broken article and a strange folder are faults like others."""
    write(folder, "locales/ar/LC_MESSAGES/article-urban-heat.po", 'msgid "x\n')
    write(folder, "articles/action-plan.md", "---\nnothing: true\n---\n")
    write(folder, "locales/zz9/LC_MESSAGES/x.po", HEADER)
    write(folder, ARTICLE, HEADER + entry("See {n}", "Voir"))

    report = check_catalogues(folder)

    found = {
        (one.path, one.check)
        for file in report.files
        for one in file.findings
        if one.severity == Severity.BLOCKS
    }
    assert {
        ("locales/ar/LC_MESSAGES/article-urban-heat.po", "unreadable"),
        ("articles/action-plan.md", "unreadable"),
        ("locales/zz9", "unreadable"),
        (ARTICLE, "placeholders"),
    } <= found


def test_one_edition_is_its_own_messages_and_its_articles(folder):
    """Nothing else of the newsroom."""
    write(
        folder,
        "articles/other.md",
        "---\ntitle: A title\nsummary: A text\ndate: 2026-01-01\nlanguage: en\n---\nWords.\n",
    )
    write(folder, "locales/fr/LC_MESSAGES/article-other.po", HEADER + entry("See {n}", "Voir"))
    write(folder, "locales/fr/LC_MESSAGES/interface.po", HEADER + entry("See {n}", "Voir", context=""))

    everything = check_catalogues(folder)
    of_edition = check_catalogues(folder, edition="2026-12")

    assert {"article-other.po", "interface.po"} <= {file.path.rsplit("/", 1)[1] for file in everything.files}
    assert len(of_edition.files) == 36


def test_what_there_is_not_is_refused(folder):
    """With what there is instead."""
    with pytest.raises(NotFoundError, match="fr"):
        check_catalogues(folder, locales=[Locale("sw")])
    with pytest.raises(NotFoundError, match="2026-12"):
        check_catalogues(folder, edition="2099-01")


def test_a_broken_glossary_stops_the_check(folder):
    """Half a check would look like a whole one."""
    write(folder, "glossary.csv", "nothing,of,use\n")

    with pytest.raises(SourceError, match="glossary"):
        check_catalogues(folder)


def test_names_of_the_article_and_words_of_the_newsroom_count(folder):
    """`do_not_translate` of the front matter, and glossary.csv."""
    article = folder.root / "articles" / "urban-heat.md"
    text = article.read_text(encoding="utf-8").replace("[Polycentra]", "[HeatNet]")
    article.write_text(text, encoding="utf-8")
    write(folder, ARTICLE, HEADER + entry("HeatNet is ready", "Le réseau est prêt"))

    assert said(check_catalogues(folder, locales=[FR]), ARTICLE) == [(5, "kept-terms")]


def test_links_of_an_article_s_references_are_links(folder):
    """A translation may not lose the label of a reference."""
    article = folder.root / "articles" / "urban-heat.md"
    with article.open("a", encoding="utf-8") as file:
        file.write("\nSee [the map][m].\n\n[m]: https://maps.example/\n")
    write(folder, ARTICLE, HEADER + entry("See [the map][m].", "Voir la carte."))

    assert {check for _, check in said(check_catalogues(folder, locales=[FR]), ARTICLE)} == {
        "links",
        "markup",
    }


class TestFixing:
    """Safe fixes are written, and nothing else."""

    def test_a_second_run_has_nothing_left_to_fix(self, folder):
        """What stays is for a person."""
        write(
            folder, ARTICLE, HEADER + entry("Where are we?", " Où sommes-nous? ") + entry("See {n}", "Voir")
        )

        first = check_catalogues(folder, fixes=True)
        second = check_catalogues(folder, fixes=True)

        assert {one.check for one in first.fixed if one.path == ARTICLE} == {"outer-space", "french-space"}
        assert folder.catalogue(FR, "article-urban-heat").translation("paragraph", "Where are we?") == (
            "Où sommes-nous\u202f?"
        )
        assert second.fixed == ()
        assert [check for _, check in said(second, ARTICLE)] == ["placeholders"]

    def test_lines_are_those_of_the_file_as_it_is_now(self, folder):
        """Writing may wrap other lines than a translator's tool."""
        write(folder, ARTICLE, HEADER + "\n\n\n" + entry("A city", " Une ville") + entry("See {n}", "Voir"))

        ((line, _),) = said(check_catalogues(folder, fixes=True), ARTICLE)

        lines = (folder.root / ARTICLE).read_text(encoding="utf-8").splitlines()
        assert lines[line - 1] == 'msgid "See {n}"'

    def test_a_file_without_a_fix_is_not_touched(self, folder):
        """Not even its line ends."""
        text = (HEADER + entry("See {n}", "Voir")).replace("\n", "\r\n")
        (folder.root / ARTICLE).write_bytes(text.encode())

        check_catalogues(folder, fixes=True)

        assert (folder.root / ARTICLE).read_bytes() == text.encode()


def test_progress_is_told_for_each_catalogue(folder):
    """With how many there are."""
    told = []

    check_catalogues(folder, locales=[FR, AR], on_progress=lambda item, total: told.append((item, total)))

    assert told[-1] == ("interface", 10)
    assert len(told) == 10
