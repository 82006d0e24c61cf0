"""An article's file: what its author may write, and what comes back from it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article, article_text, parse_article
from newsletter.newsroom.front_matter import normalise_source
from newsletter.newsroom.plural_phrases import Count

GOOD = """\
---
title: "First steps: the plan"
summary: What happened in Barcelona.
date: 2019-12-04
language: no
category: Governance
image: images/plan.png
image_alt: People around a table
author: Ana Puig
source_url: https://www.example.org/news?id=1
do_not_translate: [Metropolis, Paris]
counts:
  seats: {n: 12, one: "{n} seat is left", other: "{n} seats are left"}
---

Body with a [link](https://a.example/), {seats}.
"""


def parse(text, slug="plan"):
    """Parse an article of the folder `articles`."""
    return parse_article(text, slug=slug, path=f"articles/{slug}.md")


def faults(text, slug="plan"):
    """Return the faults of an article as texts."""
    with pytest.raises(ArticleError) as caught:
        parse(text, slug)
    return [str(fault) for fault in caught.value.faults]


def with_line(key, value):
    """Return a minimal article in which one key has another value."""
    values = {"title": "A title", "summary": "A summary", "language": "en", key: value}
    if key == "image" and value != "images/x.png":
        values["image_alt"] = "An x"
    return "\n".join(["---", *(f"{name}: {text}" for name, text in values.items()), "---", ""])


def test_every_key_is_read():
    """The dataclass is the file."""
    assert parse(GOOD) == Article(
        slug="plan",
        path="articles/plan.md",
        title="First steps: the plan",
        summary="What happened in Barcelona.",
        date=date(2019, 12, 4),
        language=Locale.parse("no"),
        category="Governance",
        image="images/plan.png",
        image_alt="People around a table",
        author="Ana Puig",
        source_url="https://www.example.org/news?id=1",
        do_not_translate=("Metropolis", "Paris"),
        counts=(Count(name="seats", n=12, one="{n} seat is left", other="{n} seats are left"),),
        body="Body with a [link](https://a.example/), {seats}.",
        body_line=16,
        lines={
            "title": 2,
            "summary": 3,
            "date": 4,
            "language": 5,
            "category": 6,
            "image": 7,
            "image_alt": 8,
            "author": 9,
            "source_url": 10,
            "do_not_translate": 11,
            "counts": 12,
        },
    )


FAULTS = [
    ("language", "en glish", "is not a language tag", "no tag"),
    ("language", "xx", "CLDR", "no language"),
    ("date", "04/12/2019", "is not a date", "another spelling"),
    ("date", "2019-02-30", "is in no calendar", "no day"),
    ("date", "٢٠١٩-١٢-٠٤", "is not a date", "native digits are for readers"),
    ("source_url", "www.example.org", "is not an http address", "no scheme"),
    ("source_url", "javascript:alert(1)", "is not an http address", "a script"),
    ("source_url", "https://", "is not an http address", "no host"),
    ("source_url", "https://a b.example", "is not an http address", "a space"),
    ("source_url", "https://[::1", "source_url", "half an IPv6 address"),
    ("source_url", "https://me:secret@a.example", "user name or password", "a password"),
    ("image", "/etc/passwd", "is not a path below the newsroom", "an absolute path"),
    ("image", "../x.png", "is not a path below the newsroom", "a path out of the newsroom"),
    ("image", "https://a.example/x.png", "is not a path below the newsroom", "an address"),
    ("image", r"images\x.png", "is not a path below the newsroom", "a Windows path"),
    ("image", '"images/x\u200b.png"', "has invisible characters", "an unseen letter"),
    ("image", "images/x.png", "`image_alt` is missing", "a picture without words"),
    ("title", '"\u202eabc"', "unbalanced bidirectional control", "an override"),
    ("title", "[a, b]", "is a list where one text is expected", "a list"),
    ("title", "", "`title` is empty", "an empty title"),
    ("summary", "~", "`summary` is empty", "YAML's nothing"),
    ("do_not_translate", "[a, a]", "names 'a' more than once", "a doubled term"),
    ("do_not_translate", '[a, ""]', "has an empty line", "an empty term"),
    ("do_not_translate", '["\u2066a"]', "unbalanced bidirectional control", "an open isolate in a list"),
    ("image-alt", "x", "Did you mean `image_alt`", "a hyphen for an underscore"),
    ("Autor", "x", "Did you mean `author`", "a slip"),
    ("counts", "12", "holds a text where each phrase has a name", "a number alone"),
    ("counts", "[a, b]", "holds a text where each phrase has a name", "a list of phrases"),
    ("counts", "{a: 12}", "the count `a` is a text alone", "a number under a name"),
    ("counts", '{a: {n: 1, other: "{n}"}}', "the text does not say {a}", "a phrase that nobody uses"),
    ("counts", "{a: {n: 1, other: {n}}}", "`other` holds nested values", "a text without its quotes"),
    ("counts", "{a: {n: 1, other: {n} b}}", "the YAML is broken", "a longer one"),
    ("permalink", "x", "the keys are title, summary", "a key of somewhere else"),
]


@pytest.mark.parametrize(
    ("key", "value", "says"), [row[:3] for row in FAULTS], ids=[row[3] for row in FAULTS]
)
def test_a_wrong_value_is_told_with_its_line_and_a_remedy(key, value, says):
    """Each fault names file and line, what is wrong, and what to write instead."""
    found = faults(with_line(key, value))

    assert len(found) == 1, found
    assert found[0].startswith("articles/plan.md:")
    assert says in found[0]


def test_missing_keys_are_told_together():
    """An author mends a file once."""
    assert [fault.split(". ")[0] for fault in faults("---\ncategory: x\n---\n")] == [
        "articles/plan.md:1: `title` is missing",
        "articles/plan.md:1: `summary` is missing",
        "articles/plan.md:1: `language` is missing",
    ]


def test_a_key_that_is_there_in_another_spelling_is_not_called_missing_too():
    """One slip is one fault."""
    assert len(faults(with_line("x", "y").replace("title:", "Title:").replace("x: y\n", ""))) == 1


def test_a_broken_line_is_not_called_missing_too():
    """The key is there, only its value cannot be read."""
    assert len(faults(with_line("title", "a: b"))) == 1


def test_without_front_matter_there_is_one_fault():
    """What a file lacks altogether is not listed key by key."""
    assert len(faults("Hello")) == 1


def test_the_name_of_the_file_is_a_slug():
    """The slug goes into addresses and catalogue names."""
    assert "is not a slug" in faults(with_line("title", "a"), slug="My article")[0]


def test_a_single_term_is_a_list_of_one():
    """`do_not_translate: Paris, Texas` is one name with a comma."""
    assert parse(with_line("do_not_translate", '"Paris, Texas"')).do_not_translate == ("Paris, Texas",)


def test_windows_files_are_read_alike():
    """Byte order mark and CRLF change nothing, not even the lines."""
    assert parse("\ufeff" + GOOD.replace("\n", "\r\n")) == parse(GOOD)


_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"))).map(
    lambda text: normalise_source(
        " ".join(text.replace("\ufffe", "").replace("\uffff", "").split(" ")).strip(" \t\n")
    )
)
_TEXT = _LINE.filter(lambda text: text.strip(" ") and "  " not in text and text != "~")


@given(n=st.integers(0, 10**15 - 1), one=_TEXT, other=_TEXT)
def test_counts_are_read_again(n, one, other):
    """Whatever their words are, in the form in which a person would write them."""
    one, other = one.replace("{", "("), other.replace("{", "(") + "{n}"
    counts = (
        Count(name="a", n=n, one=one, other=other),
        Count(name="b2_c", n=0, one=other, other=other),
    )
    article = replace(parse(with_line("title", "{a} {b2_c}".join('""'))), counts=counts)

    assert parse(article_text(article)).counts == counts


@pytest.mark.parametrize("key", ["title", "summary", "category", "author", "image_alt"])
def test_every_text_of_an_article_may_use_a_count(key):
    """Not only its body."""
    text = with_line(key, "\"{a}\"\ncounts: {a: {n: 1, other: '{n}'}}")

    assert [count.name for count in parse(text).counts] == ["a"]


@given(title=_TEXT, summary=_TEXT, author=st.none() | _TEXT, terms=st.sets(_TEXT, max_size=3))
def test_what_is_written_is_read_again(title, summary, author, terms):
    """Quotes, colons, dashes, emoji, any script: a title survives its file."""
    article = Article(
        slug="a",
        path="a.md",
        language=Locale.parse("ar"),
        title=title,
        summary=summary,
        author=author,
        do_not_translate=tuple(sorted(terms)),
        body="# Body\n\n---\n\nmore",
    )

    read = parse_article(article_text(article), slug="a", path="a.md")

    assert (read.title, read.summary, read.author) == (title, summary, author)
    assert (read.do_not_translate, read.body) == (article.do_not_translate, article.body)


def test_a_written_file_is_as_an_author_would_write_it():
    """Values stand bare where YAML allows, and the body below a blank line."""
    written = article_text(parse(GOOD))

    assert written.startswith('---\ntitle: "First steps: the plan"\nsummary: What happened in Barcelona.\n')
    assert "language: no\n" in written or "language: nb\n" in written
    assert '\ncounts:\n  seats:\n    n: 12\n    one: "{n} seat is left"\n' in written
    assert written.endswith("---\n\nBody with a [link](https://a.example/), {seats}.\n")


def test_an_article_may_have_no_body():
    """A short piece of news is title and summary."""
    assert article_text(parse(with_line("category", "x"))).endswith("category: x\n---\n")
