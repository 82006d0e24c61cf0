"""An engine sees words only, and what it was not shown stands in its place afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.newsroom.glossary import Glossary, Term
from newsletter.translation.protected_text import masked_text, unmasked_text

GLOSSARY = Glossary((Term(source="Polycentra", is_kept=True), Term(source="city")))


def hidden(text, *, is_markdown=True):
    """Return what an engine sees of a text."""
    return masked_text(text, is_markdown=is_markdown, glossary=GLOSSARY)


SEEN = [
    # text                                     what an engine sees                   why
    ("Dear {name},", "Dear [X1X],", "a placeholder"),
    ("By Polycentra in a city", "By [X1X] in a city", "a kept term; other terms are translated"),
    ("See [the plan](https://x.org/a_(b)).", "See [X1X]the plan[X2X].", "a link: its words are translated"),
    ("![A map](m.png) [x][ref]", "[X1X]A map[X2X] [X3X]x[X4X]", "an image, a link by reference"),
    ("**a *b* c**", "[X1X]a [X2X]b[X3X] c[X4X]", "emphasis in emphasis"),
    ("`code {x}` ``a ` b``", "[X1X] [X2X]", "code"),
    ("<https://a.b/c> https://e.org/x_y.", "[X1X] [X2X].", "addresses"),
    ("a@b.org &amp; \\* it", "[X1X] [X2X] [X3X] it", "mail, an entity, an escape"),
    ("one  \ntwo", "one[X1X]two", "a hard line break"),
    ("2 * 3, a_b_c, [note] and a ] b", "2 * 3, a_b_c, [note] and a ] b", "signs that mark nothing"),
    ("[X7X] is text", "[X1X] is text", "what looks like a token"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "seen"), [row[:2] for row in SEEN], ids=[row[2] for row in SEEN])
def test_hiding(text, seen):
    """The engine sees the second, and the first comes back if it changes nothing."""
    found = hidden(text)
    assert found.text == seen
    assert unmasked_text(found.text, found) == text


def test_a_text_without_markup():
    """In a title stars and brackets are text; placeholders and addresses are hidden all the same."""
    found = hidden("*a* [b](c) {name} https://x.org", is_markdown=False)
    assert found.text == "*a* [b](c) [X1X] [X2X]"


@pytest.mark.parametrize(("text", "says"), [("Polycentra {name}", False), ("{name} is", True), ("12", False)])
def test_what_has_words(text, says):
    """Without any there is nothing to translate."""
    assert hidden(text).has_words is says


ANSWERS = [
    # answer                                         draft                          why
    ("Voir [X1X]le plan[X2X] de [X3X]", "Voir [le plan](u) de {name}", "as it should be"),
    ("[X3X] : [X1X]plan[X2X]", "{name} : [plan](u)", "another order of what stands alone"),
    ("Voir [X1X] le plan [X2X] de [ x3x ]", "Voir [le plan](u) de {name}", "spaces and small letters"),
    (
        "Voir ［X１X］le plan【X2X】de [Х٣Х]",
        "Voir [le plan](u)de {name}",
        "other digits, other brackets",
    ),
    ("Voir le plan[X2X] de [X3X]", None, "a token is lost"),
    ("Voir [X1X]le[X1X] plan[X2X] de [X3X]", None, "a token comes twice"),
    ("Voir [X2X]le plan[X1X] de [X3X]", None, "a link that closes before it opens"),
    ("Voir [X1X]le plan[X2X] de [X3X] [X9X]", None, "a token that nobody gave"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("answer", "draft"), [row[:2] for row in ANSWERS], ids=[row[2] for row in ANSWERS])
def test_putting_back(answer, draft):
    """Everything in its place, or no draft."""
    assert unmasked_text(answer, hidden("See [the plan](u) of {name}")) == draft


@given(st.text("aX1{n}[]()*_`~\\\n<&;!.@:/", max_size=40), st.booleans())
def test_an_engine_that_changes_nothing(text, is_markdown):
    """Any text comes back as it was, but for the white space at its ends."""
    found = hidden(text, is_markdown=is_markdown)
    assert "{n}" not in found.text
    assert unmasked_text(found.text, found) == text.strip()
