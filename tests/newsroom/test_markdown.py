"""Markdown: what translators see of it, and what readers get, whatever a translation holds."""

import pytest
from markdown_it import MarkdownIt

from newsletter.newsroom.markdown import Markdown, tokens, units

UNITS = [
    # source                        units                                               why
    ("# A *title*", [("heading", "A *title*")], "inline marks stay, structure goes"),
    ("Setext\n======", [("heading", "Setext")], "the other kind of heading"),
    ("one\ntwo", [("paragraph", "one two")], "re-wrapping a source loses no translation"),
    ("one  \ntwo", [("paragraph", "one  \ntwo")], "a hard break is meant"),
    ("one\\\ntwo", [("paragraph", "one\\\ntwo")], "the other hard break"),
    ("一行\n二行", [("paragraph", "一行二行")], "Chinese lines join without a space"),
    ("한글\n한글", [("paragraph", "한글 한글")], "Korean lines join with one"),
    ("- a\n- b", [("list item", "a"), ("list item", "b")], "a list"),
    ("1. a\n\n   more", [("list item", "a"), ("list item", "more")], "a paragraph in an item"),
    ("> q\n> r", [("quote", "q r")], "a quote"),
    ("> - a", [("list item", "a")], "the innermost container counts"),
    (
        "| a | b |\n|---|---|\n| c | 12 |",
        [("table heading", "a"), ("table heading", "b"), ("table cell", "c")],
        "a table; numbers need no translator",
    ),
    ("```\ncode\n```", [], "code is not translated"),
    ("---", [], "a rule has no words"),
    ("![Alt](x.png)", [("image alt", "Alt")], "an image alone: only its words"),
    ("[![Alt](x.png)](https://x.example)", [("image alt", "Alt")], "a linked image"),
    ("See ![Alt](x.png) there", [("paragraph", "See ![Alt](x.png) there")], "an image in a sentence"),
    ("![](x.png)", [], "an image without words"),
    ("[a][r]\n\n[r]: https://x.example", [("paragraph", "[a][r]")], "reference links keep their reference"),
    ("<script>x</script>", [("paragraph", "<script>x</script>")], "HTML is text"),
    ("2027 – 30 %", [], "numbers alone"),
    ("", [], "nothing"),
]


def html(body):
    """Return what a browser would get."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return renderer.renderer.render(tokens(body), renderer.options, {})


@pytest.mark.parametrize(("source", "expected"), [row[:2] for row in UNITS], ids=[row[2] for row in UNITS])
def test_translators_see_sentences(source, expected):
    """Each source has the units of the table, in reading order."""
    assert [(unit.role, unit.text) for unit in units(source)] == expected


def test_units_are_the_caller_s_own():
    """What is remembered of a text does not change when a caller changes its list."""
    units("# One\n\ntwo").clear()

    assert [unit.text for unit in units("# One\n\ntwo")] == ["One", "two"]


def test_tokens_are_the_caller_s_own():
    """A renderer may change them; the next one starts from the source again."""
    for token in tokens("One ![two](x.png)"):
        token.content, token.children = "", []

    assert html("One ![two](x.png)") == '<p>One <img src="x.png" alt="two" /></p>\n'


def test_pictures_of_a_row_come_after_its_words():
    """Translators see the words of a line first, in the order of a reader, then what its pictures show."""
    row = "| ![One](a.png) | two |\n|---|---|\n| ![Three](b.png) | four |"

    assert [unit.text for unit in units(row)] == ["two", "One", "four", "Three"]


def test_units_know_their_line():
    """A fault can be found in the file."""
    assert [unit.line for unit in units("# A\n\nb\n\n![c](x.png)\n\n- d")] == [1, 3, 5, 7]


TRANSLATIONS = [
    (
        "# A",
        ("heading", "A"),
        "# not\n\n- a list",
        "<h1># not - a list</h1>\n",
        "structure in a translation is text",
    ),
    ("- a", ("list item", "a"), "x\n\ny", "<ul>\n<li>x y</li>\n</ul>\n", "no new paragraph"),
    ("| a |\n|---|", ("table heading", "a"), "x | y", "<th>x | y</th>", "no new column"),
    ("a", ("paragraph", "a"), "<b onclick=x>b</b>", "&lt;b onclick=x&gt;b&lt;/b&gt;", "HTML is text"),
    (
        "a",
        ("paragraph", "a"),
        "[x](javascript:alert(1))",
        "<p>[x](javascript:alert(1))</p>",
        "no script behind a link",
    ),
    ("a", ("paragraph", "a"), "*x* **y**", "<em>x</em> <strong>y</strong>", "emphasis works"),
    (
        "![a](x.png)",
        ("image alt", "a"),
        'b "c" <d>',
        'alt="b &quot;c&quot; &lt;d&gt;"',
        "alt texts are escaped",
    ),
    ("![a](x.png)", ("image alt", "a"), "*b*", 'alt="b"', "alt texts have no marks"),
    (
        "[a][r]\n\n[r]: https://x.example",
        ("paragraph", "[a][r]"),
        "[b][r]",
        'href="https://x.example">b</a>',
        "references work",
    ),
]


@pytest.mark.parametrize(
    ("source", "key", "translation", "expected"),
    [row[:4] for row in TRANSLATIONS],
    ids=[row[4] for row in TRANSLATIONS],
)
def test_a_translation_replaces_words_and_nothing_else(source, key, translation, expected):
    """Whatever a translator writes, the structure is the source's."""
    assert expected in html(Markdown(source, {key: translation}))


def test_a_unit_without_translation_stays_as_it_is():
    """Half a catalogue gives no half sentence."""
    assert html(Markdown("a\n\nb", {("paragraph", "a"): "x"})) == "<p>x</p>\n<p>b</p>\n"


def test_a_text_without_words_is_false():
    """Templates ask whether there is anything to show."""
    assert not Markdown(" \n ")
    assert Markdown("x")


def test_plain_source_needs_no_wrapping():
    """A text that is not translated can be given as it is."""
    assert html("*x*") == html(Markdown("*x*"))
