"""Plain text: paragraphs, lists, tables and headings by their shape."""

# ruff: noqa: E501  # a source and what becomes of it stand side by side

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.importing.decode import kind_of
from newsletter.newsroom.article import parse_article


def body(source, language="en"):
    """Return the Markdown of what stands below a title and a summary."""
    text = f"A title of the text\n\nThe first paragraph is its summary.\n\n{source}\n\nThe last paragraph of the text.\n"
    result = import_article(text.encode(), name="a.txt", language=Locale.parse(language), slug="a")
    article = parse_article(result.text, slug="a", path="a.md")
    return article.body.removesuffix("The last paragraph of the text.").strip()


WRAPPED = "This paragraph was wrapped by a program at about sixty columns,\nas mail programs and editors of the last century have done it\nevery day."
WRITTEN = [
    (WRAPPED, WRAPPED.replace("\n", " "), "a wrapped paragraph"),
    ("First line.\nSecond line.", "First line.\n\nSecond line.", "a paragraph a line"),
    ("- one\n- two\nmore\n* three", "- one\n- two more\n- three", "a list"),
    ("Some things:\n• one\n• two", "Some things:\n\n- one\n- two", "a list below its words"),
    ("1. one\n2) two\n10. ten", "1. one\n2. two\n10. ten", "numbers"),
    ("– One speaks.\n– Another answers.", "– One speaks.\n\n– Another answers.", "a dialogue"),
    ("1986. It was a great year.", "1986\\. It was a great year.", "a year that is no list"),
    ("City\tYear\nDakar\t2019", "| City | Year |\n| --- | --- |\n| Dakar | 2019 |", "a table"),
    ("A heading\n\nA paragraph below it.", "## A heading\n\nA paragraph below it.", "a heading"),
    ("See https://a.example/x_(y), and (https://b.example).", r"See [https://a.example/x\_(y)](https://a.example/x_%28y%29), and (<https://b.example>).", "bare addresses"),
    ('See [this](https://a.example/x_(y) "T") and [that](<https://b.example>).', "See [this](https://a.example/x_%28y%29) and [that](https://b.example).", "links"),
    (r"See \[no\] link * here_.", r"See \\\[no\\\] link \* here\_.", "signs are words"),
    ("![A map](https://a.example/m.png)", "![A map](https://a.example/m.png)", "a picture"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "markdown"), [row[:2] for row in WRITTEN], ids=[row[2] for row in WRITTEN]
)
def test_plain_text_is_written_as_markdown(source, markdown):
    """Each shape has one way to be written."""
    assert body(source) == markdown


def test_lines_of_a_script_without_spaces_are_joined_without_one():
    """A Chinese paragraph that was wrapped has no gaps (CSS Text §4.1.3)."""
    line = "来自四十个城市的代表齐聚广州讨论公共交通和住房的未来"

    assert body(f"{line}\n{line}\n结束了。", "zh-Hans") == f"{line}{line}结束了。"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("<!doctype html>x", "a.md", "html"),
        ("<!-- c --><html>", "a", "html"),
        ("<p>Hello</p>", "a.txt", "html"),
        ("a <b>c</b> d", "a.html", "html"),
        ("a <b>c</b> d", "a.md", "markdown"),
        ("# Title\n\n<p>x</p>", "a.txt", "markdown"),
        ("Title\n=====\n", "a", "markdown"),
        ("---\ntitle: x\n---\n<p>a</p><p>b</p>", "a.html", "markdown"),
        ("a {% x %}", "a", "markdown"),
        ("see [x](#) 3 < 4", "a.txt", "plain"),
        ("see [x](#)", "a.MD", "markdown"),
    ],
)
def test_a_text_is_told_by_its_content(text, name, kind):
    """The name decides only where it could be both."""
    assert kind_of(text, name) == kind
