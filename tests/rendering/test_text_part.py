"""The text part reads well in 72 columns, in any script, and says all that the HTML part says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.newsroom.markdown import Markdown
from newsletter.rendering.text_part import LinkNotes, plain_text, underlined_heading
from newsletter.rendering.wrap import LINE_WIDTH, display_width, wrapped_text

BLOCKS = [
    # Markdown, text, why
    ("# A *heading*", "A heading\n---------", "headings are underlined"),
    ("a  \nb", "a\nb", "hard breaks stay"),
    ("a\nb", "a b", "soft breaks are spaces"),
    ("a **b** *c* ~~d~~ `e`", "a *b* c d e", "strong words keep stars"),
    ("- a\n- b\n  - c\n  - d\n\n    e", "- a\n- b\n  - c\n  - d\n\n    e", "lists nest"),
    ("- a\n\n- b", "- a\n- b", "short items stand close"),
    ("3. a\n4. b", "3. a\n4. b", "numbers go on"),
    ("-\n- a", "-\n- a", "an empty item is an item"),
    ("> a\n>\n> > b", "> a\n>\n> > b", "quotes nest"),
    ("- a\n\n  > b", "- a\n\n  > b", "a quote in a list"),
    ("```\na\n\n  b\n```", "    a\n    \n      b", "code keeps its lines"),
    ("    x", "    x", "indented code"),
    ("***", "* * *", "a rule"),
    ("![A table](images/x.png)", "[A table]", "an image is its words"),
    ("a ![](images/x.png) b", "a b", "a silent image is nothing"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | |", "a: 1\nb: 2\n\na: 3\nb:", "tables are rows of named cells"),
    ("| a | b |\n|---|---|", "a | b", "a table without rows"),
    ("| | b |\n|---|---|\n| 1 | 2 |", "1\nb: 2", "a column without a name"),
    ("<b>&amp;", "<b>&", "nothing is markup"),
    ("[a](/x) [b](#y)", "a b", "links that lead nowhere are words"),
    ("<https://x.org/ä>", "https://x.org/%C3%A4", "a bare address stands where it stands"),
    ("<a@example.org>", "a@example.org", "so does a bare mail address"),
    ("", "", "nothing is nothing"),
]


@pytest.mark.parametrize(("source", "text"), [row[:2] for row in BLOCKS], ids=[row[2] for row in BLOCKS])
def test_blocks(source, text):
    """Each kind of block has its plain form."""
    assert plain_text(Markdown(source), LinkNotes()) == text


def test_links_are_numbered_notes_through_the_whole_mail():
    """An address has one number, however often and wherever it is mentioned."""
    notes = LinkNotes()

    first = plain_text(Markdown("[a](https://x.org/1) [b](mailto:b@x.org) [c](https://x.org/1)"), notes)
    first_notes = notes.new_lines()
    second = plain_text(Markdown("[d](https://x.org/1) [e](https://x.org/2)"), notes)

    assert first == "a [1] b [2] c [1]"
    assert first_notes == "[1] https://x.org/1\n[2] b@x.org"
    assert second == "d [1] e [3]"
    assert notes.new_lines() == "[3] https://x.org/2"


WRAPPED = [
    # text, width, lines, why
    ("to be or not to be", 9, ["to be or", "not to be"], "at spaces"),
    (
        "a https://example.org/very/long b",
        9,
        ["a", "https://example.org/very/long", "b"],
        "an address stays whole",
    ),
    ("a\u00a0b c", 3, ["a\u00a0b", "c"], "not at a no-break space"),
    ("中文换行测试", 6, ["中文换", "行测试"], "between Han letters, two columns each"),
    ("中文换。测试", 6, ["中文", "换。测", "试"], "not before a full stop"),
    ("中文（换）测", 6, ["中文", "（换）", "测"], "not after what opens, nor before what closes"),
    ("カーかっか", 4, ["カー", "かっ", "か"], "not before small kana or a long mark"),
    ("한국어 문장", 6, ["한국어", "문장"], "in Korean at spaces only"),
    ("한국어문장", 6, ["한국어문장"], "in Korean at spaces only"),
    ("用Python写", 8, ["用Python", "写"], "between Han and Latin letters"),
    ("e\u0301e\u0301 e\u0301 e", 4, ["e\u0301e\u0301 e\u0301", "e"], "marks take no room"),
    (
        "👩\u200d👩\u200d👧👩\u200d👩\u200d👧",
        4,
        ["👩\u200d👩\u200d👧👩\u200d👩\u200d👧"],
        "a family stays together",
    ),
    ("", 9, [""], "nothing is one empty line"),
]


@pytest.mark.parametrize(
    ("text", "width", "lines"), [row[:3] for row in WRAPPED], ids=[f"{row[3]}: {row[0]}" for row in WRAPPED]
)
def test_wrapping(text, width, lines):
    """Lines end where a reader of that script expects it."""
    assert wrapped_text(text, width=width).split("\n") == lines


def test_slots_are_measured_as_what_will_stand_there():
    """A token of fifty letters does not push words to the next line."""
    token = "t" * 50
    measure = lambda word: display_width(word.replace(token, "Ana"))  # noqa: E731 as short as its meaning

    assert wrapped_text(f"Dear {token} and friends", width=20, measure=measure) == f"Dear {token} and friends"
    assert underlined_heading(token, "=", measure=measure) == f"{token}\n==="


def test_a_heading_is_underlined_as_far_as_the_page():
    """Wide letters count twice, and a very long word does not stretch the line."""
    assert underlined_heading("市長", "=") == "市長\n===="
    assert underlined_heading("x" * 300, "=").split("\n")[1] == "=" * LINE_WIDTH


WORDS = st.lists(st.text(alphabet="abc中文。「」カァ한ह\u093f👩\u200d", min_size=1, max_size=30), max_size=30)


@given(words=WORDS, indent=st.integers(0, 8))
def test_wrapping_loses_nothing_and_keeps_to_the_width(words, indent):
    """Joined again the text is the same; a line that is too long is one piece."""
    text = " ".join(words)

    lines = wrapped_text(text, width=20, first=" " * indent, rest=" " * indent).split("\n")

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert display_width(line) <= 20 or " " not in line.strip()


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "> ",
            "  ",
            "\n",
            "\n\n",
            "a ",
            "**",
            "[x](https://x.org)",
            "| a | b |\n|--|--|\n",
            "```",
            "![i](i.png)",
            "  \n",
            "\\",
        ]
    ),
    max_size=30,
).map("".join)


@given(source=MARKDOWN)
def test_any_markdown_has_a_text(source):
    """Whatever nesting an author makes, no block breaks another."""
    assert isinstance(plain_text(Markdown(source), LinkNotes()), str)
