"""What programs read in an inline text is told from what people read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsletter.newsroom.inline import text_runs

KEPT = [
    # text   what nobody may touch   why
    ("Dear {name},", ["{name}"], "a placeholder"),
    ("{ name } and {}", [], "braces that are none"),
    ("run `make all` now", ["`make all`"], "code"),
    ("``a ` b`` c", ["``a ` b``"], "code with a backtick"),
    ("a ` b", [], "a backtick alone"),
    (
        'see [us](https://a.example/x_(y) "t")',
        ['](https://a.example/x_(y) "t")'],
        "a link with brackets, a title",
    ),
    ("![a map](images/map.png)", ["](images/map.png)"], "a picture"),
    ("see [us][here]", ["][here]"], "a reference"),
    ("see [us]", ["[us]"], "what may be a reference"),
    ("see [us][]", ["][]"], "a collapsed one keeps its name in its text"),
    ("<https://a.example> <a@b.example>", ["<https://a.example>", "<a@b.example>"], "autolinks"),
    ("www.a.example or a@b.example", ["www.a.example", "a@b.example"], "bare addresses"),
    ("fish &amp; chips &#39;n&#x27; peas; R&D", ["&amp;", "&#39;", "&#x27;"], "character references"),
    (r"2 \* 3 \a", [r"\*"], "a backslash escape, and a backslash"),
    ("the Metropolis Awards", ["Metropolis"], "a word that is asked for"),
]


@pytest.mark.parametrize(("text", "kept"), [row[:2] for row in KEPT], ids=[row[2] for row in KEPT])
def test_what_programs_read_is_kept(text, kept):
    """Each row names it."""
    found = list(text_runs(text, kept=("Metropolis",)))

    assert [piece.text for piece in found if not piece.is_read] == kept


@given(st.text(alphabet="ab[](){}<>`&;\\!@:/.* \n{name}", max_size=60))
def test_the_pieces_make_up_the_text(text):
    """Whatever was written, nothing is lost and nothing is added."""
    assert "".join(piece.text for piece in text_runs(text)) == text


@given(st.text(alphabet="ab[]()<>`&;\\*_ ", max_size=40))
def test_capitals_leave_the_markup_alone(text):
    """Changing the letters that are read changes no mark: the same elements come out."""
    parser = MarkdownIt("commonmark", {"html": False})
    changed = "".join(piece.text.upper() if piece.is_read else piece.text for piece in text_runs(text))

    def shape(source):
        (token,) = parser.parseInline(source)
        return [(child.type, child.attrs) for child in token.children]

    assert shape(changed) == shape(text)


@pytest.mark.parametrize("sign", ["[", "](", "`", "](a(", "<a:", "\\", "a@", "&#", "{a"])
def test_hostile_texts_are_read_to_their_end(sign):
    """Twenty thousand openings that never close; to look from each of them for its end would take minutes."""
    assert "".join(piece.text for piece in text_runs(sign * 20_000)) == sign * 20_000
