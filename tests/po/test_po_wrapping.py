"""Lines of PO files are wrapped as by the plain way of doing it, which is slow and easy to read."""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.po.entry_text import entry_text
from newsletter.po.parser import CatalogueEntry

CLASSES = {
    "S": r"\p{lb=SP}",
    "A": r"[\p{lb=AL}\u00b7]",
    "D": r"\p{lb=NU}",
    "W": r"[\p{lb=ID}\p{lb=H2}\p{lb=H3}\p{lb=EB}]",
    "O": r"\p{lb=OP}",
    "Q": r"\p{lb=QU}",
    "C": r"\p{lb=CL}",
    "P": r"\p{lb=CP}",
    "E": r"\p{lb=EX}",
    "I": r"[\p{lb=IS}\p{lb=SY}]",
    "H": r"\p{lb=HY}",
    "B": r"\p{lb=BA}",
    "K": r"[\p{lb=NS}\p{lb=CJ}]",
    "R": r"[\p{lb=PR}\p{lb=PO}]",
    "Z": r"[\p{lb=WJ}\p{lb=ZW}]",
    "G": r"[\p{lb=GL}\p{lb=CM}\p{lb=ZWJ}\p{lb=IN}]",
}
BREAKS = [
    r"(?<=S)(?<!OS)(?![CPEIZS])(?!(?<=QS)O)",
    r"(?<=B)(?![CPEIZSBHKGQ])",
    r"(?<=H)(?![CPEIZSBHKGQD])",
    r"(?<=[IEC])(?=[ARO])",
    r"(?<=P)(?=O)",
    r"(?<=[WCEK])(?=[ADOW])",
    r"(?<=[ADPI])(?=W)",
]


@cache
def class_of(letter):
    """Return the line-breaking class of a letter, "X" for those that never break."""
    return next((name for name, pattern in CLASSES.items() if regex.match(pattern, letter)), "X")


def columns(text):
    """Return the width of a text; a text of ASCII letters alone is as wide as it is long."""
    if text.isascii():
        return len(text)
    invisible = {"Mn", "Me", "Cf", "Cc"}
    return sum(
        0 if unicodedata.category(c) in invisible else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def pieces(text):
    """Return a text cut wherever a line may end."""
    classes = "".join(map(class_of, text))
    places = {found.start() for one in BREAKS for found in re.finditer(one, classes)}
    cuts = [0, *sorted(place for place in places if 0 < place < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def wrapped(text, *, used):
    """Return the lines of a text: piece after piece, as long as they fit into 79 columns."""
    if used + columns(text) <= 79:
        return [text]
    lines = [""]
    for piece in pieces(text):
        if lines[-1] and used + sum(map(columns, (lines[-1], piece))) > 79:
            lines.append("")
            used = 2
        lines[-1] += piece
    return lines


def plainly(text):
    """Return what an entry's `msgid` looks like: on its line where it fits, below it otherwise."""
    if len(wrapped(text, used=8)) == 1:
        return [f'msgid "{text}"']
    return ['msgid ""', *(f'"{line}"' for line in wrapped(text, used=2))]


def ours(text):
    """Return the lines that are written for an entry's `msgid`."""
    return entry_text(CatalogueEntry(text=text)).split("\n")[:-2]


# No quotes, backslashes and control characters: escapes are tests/po/test_catalogue_gnu.py's.
LETTERS = st.one_of(
    st.sampled_from(list("  aaa-,.;/()«»!?%{}1城市、（）خبر\u0301\u200d\u00a0ї한あ\U0001f600")),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='"\\'),
)


@settings(max_examples=300)
@given(st.text(LETTERS, min_size=1, max_size=300))
def test_any_text_is_wrapped_the_plain_way(text):
    """In every script and at every length, to the byte."""
    assert ours(text) == plainly(text)


@given(st.text("ab -/.,(%", min_size=60, max_size=400))
def test_ascii_is_wrapped_the_plain_way(text):
    """The short way for ASCII is the same way."""
    assert ours(text) == plainly(text)


@pytest.mark.parametrize(
    ("first", "end"), [(0xA0, 0x600), (0x600, 0x780), (0x2000, 0x2070)], ids=["Europe", "Arabic", "dashes"]
)
def test_a_letter_is_as_wide_as_unicode_says(first, end):
    """The short way for alphabets counts no letter that is invisible, combines or is wide."""
    for code in range(first, end):
        text = f"a {chr(code) * 37}é " * 3
        assert ours(text) == plainly(text), hex(code)
