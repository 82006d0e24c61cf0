"""`[fallback]` and `[translation]` in newsroom.toml: which language stands in for which, and when."""

from dataclasses import replace

import pytest

from newsletter.errors import ArticleError
from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.locale import Locale
from newsletter.newsroom.settings import newsroom_text, parse_newsroom
from newsletter.newsroom.translation_settings import FallsBack, TranslationRules
from newsletter.revision.not_ready import NotReadyPolicy

REST = """\
name = "Polycentra"
source_language = "en"
languages = ["es", "fr"]
website = "https://www.example.org"
postal_address = "1 Main Street"
[sender]
name = "News"
address = "news@example.org"
"""
FIRST_LINE = REST.count("\n") + 1


def parse(text):
    """Parse a newsroom's settings that end with this."""
    return parse_newsroom(REST + text, path="newsroom.toml")


def test_a_newsroom_without_edges():
    """Then members get what they named, or the source."""
    assert parse("").fallbacks == Fallbacks()
    assert parse("").translation.not_ready is NotReadyPolicy.FALLBACK


def test_edges_keep_their_order_and_become_canonical():
    """A deprecated code is what it stands for."""
    found = parse('[fallback]\nca = ["es", "en"]\niw = ["en"]\nzh_Hant_HK = ["zh_Hans"]\n').fallbacks

    assert found.to_json() == {"ca": ["es", "en"], "he": ["en"], "zh-Hant-HK": ["zh-Hans"]}
    assert found.stand_ins(Locale("he")) == (Locale("en"),)


FAULTY = [
    # lines below [fallback]             line  fault
    (['es = ["ca"]', 'ca = ["es"]'], 1, "the fallback runs in a circle: es → ca → es"),
    (['ca = ["ca"]'], 1, "the fallback runs in a circle: ca → ca"),
    (['fr = ["en"]', 'iw = ["he"]'], 2, "the fallback runs in a circle: he → he"),
    (['iw = ["en"]', 'he = ["en"]'], 2, "`fallback.he` is he, which the table has already"),
    (['sp = ["en"]'], 1, "'sp' names no language that CLDR knows"),
    (['ca = ["xx"]'], 1, "'xx' names no language that CLDR knows"),
    (['ca = "es"'], 1, "`fallback.ca` is not a list of texts"),
    (["ca = [1]"], 1, "`fallback.ca` is not a list of texts"),
    (['ca = ["es", "es"]'], 1, "`fallback.ca` names es more than once"),
]


@pytest.mark.parametrize(("lines", "line", "words"), FAULTY, ids=[row[2] for row in FAULTY])
def test_what_makes_no_graph_is_refused_with_its_line(lines, line, words):
    """All faults of the file are told; each names file and line."""
    with pytest.raises(ArticleError) as caught:
        parse("\n".join(["[fallback]", *lines]))

    [fault] = caught.value.faults
    assert fault.where == f"newsroom.toml:{FIRST_LINE + line}"
    assert words in fault.what


def test_what_is_no_table_is_refused():
    """The remedy says how to write one."""
    with pytest.raises(ArticleError, match=r"`fallback` is not a table. Write \[fallback\]"):
        parse_newsroom("fallback = 3\n" + REST, path="newsroom.toml")


@pytest.mark.parametrize("text", ["", '[fallback]\nca = ["es", "en"]\nzh-HK = ["zh-Hans"]\n'])
def test_the_written_file_reads_the_same(text):
    """`newsletter init` writes what was asked for."""
    newsroom = parse(text)

    assert parse_newsroom(newsroom_text(newsroom), path="newsroom.toml") == newsroom


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('not_ready = "Skip"', "there is no 'Skip'. Write one of: fallback, skip, hold, block."),
        ('falls_back = "articles"', "there is no 'articles'. Write one of: article, edition."),
        (
            'preview_url = "https://x.org/{edition}/{page}"',
            "'https://x.org/{edition}/{page}' is not an http address",
        ),
        ('preview_url = "https://u:p@x.org/{slug}"', "'https://u:p@x.org/{slug}' is not an http address"),
    ],
    ids=["capitals", "plural", "a placeholder that there is not", "a password"],
)
def test_a_rule_that_is_none_is_said_in_the_editor_s_words(line, words):
    """With what was written and what can be written; no name of the program's own types."""
    with pytest.raises(ArticleError) as caught:
        parse(f"[translation]\n{line}\n")

    (fault,) = caught.value.faults
    assert words in str(fault)


def test_every_rule_for_translations_is_read_and_written_again():
    """What `init` writes says what was meant."""
    rules = TranslationRules(
        not_ready=NotReadyPolicy.HOLD,
        falls_back=FallsBack.EDITION,
        least_ready_percent=40,
        needs_approval=True,
        preview_url="https://preview.example.org/{edition}/{slug}",
    )
    newsroom = replace(parse(""), translation=rules)

    assert parse_newsroom(newsroom_text(newsroom), path="newsroom.toml") == newsroom
