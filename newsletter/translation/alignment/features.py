"""What a block shows in any language: its length, its ending, and the marks that no translator changes.

Segment ──▶ features_of() ──▶ Features ──▶ scoring.py compares two
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from newsletter.newsroom.markdown import gap_between
from newsletter.translation.alignment.segments import Segment

_ADDRESS = re.compile(r"\]\(<?(?P<target>[^()\s<>]*)>?[^()]*\)|<?(?P<bare>https?://[^\s<>()\[\]]+)>?")
_REFERENCE = re.compile(r"\]\[(?P<label>[^\[\]\n]{1,200})\]")
_CODE = re.compile(r"(`+)(?!`)(?P<code>.+?)(?<!`)\1(?!`)")
_PLACEHOLDER = re.compile(r"\{\{?\s{0,3}[\w.]{1,80}\s{0,3}\}?\}|%\(?\w{0,40}\)?[sd]\b")
_HANDLE = re.compile(r"(?<![\w.])[@#][\w-]{2,60}")
_NUMBER = re.compile(r"\d+(?:[.,'’٬\u00a0\u202f]\d{3}(?!\d))*")
# Latin letters only: in other scripts a word is the same in two languages by chance or never.
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]{2,}")
_LANGUAGE_STEP = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2,4})?(?=/|$)")
_SITE_IN_LANGUAGE = re.compile(r"^[a-z]{2}(?:-[a-z]{2,4})?\.(?=[^/]+\.)")
_SCHEME = re.compile(r"^[a-z][a-z+.-]*://(?:www\.)?")
_ENDINGS = {
    **dict.fromkeys("?？؟;՞።", "?"),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys(":：", ":"),
    **dict.fromkeys(".。．۔।॥…։", "."),
}
_CLOSING = "\"'“”„«»‘’)）]】」』*_~` \u200e\u200f\u00a0"


class SegmentKind(IntEnum):
    """What a mark is: how surely a translator keeps it."""

    ADDRESS = 0
    CODE = 1
    NUMBER = 2
    WORD = 3


Mark = tuple[SegmentKind, str]


@dataclass(frozen=True, slots=True)
class Features:
    """What one block shows."""

    weight: int
    """Letters and digits that a reader sees; at least 1."""
    marks: frozenset[Mark]
    ending: str
    """`.`, `?`, `!`, `:`, or "" where no sentence ends."""
    link_count: int
    begins_bold: bool


@lru_cache(maxsize=4096)  # two passes ask for the same blocks
def features_of(segment: Segment) -> Features:
    """Return what a block shows."""
    text = segment.text
    bare, marks = _bare_text_and_marks(text)
    return Features(
        weight=max(1, sum(map(_weight, bare))),
        marks=frozenset(marks),
        ending=_ENDINGS.get(text.rstrip(_CLOSING)[-1:], ""),
        link_count=text.count("]("),
        begins_bold=text.startswith(("**", "__")),
    )


def joined_segment(first: Segment, second: Segment) -> Segment:
    """Return two blocks as the one that a translator made of them."""
    text = f"{first.text}{gap_between(first.text, second.text)}{second.text}"
    return Segment(first.role, text, first.line, first.level)


def _weight(char: str) -> int:
    """Count letters and digits; combining vowels are letters too in the scripts that have them."""
    return 1 if char.isalnum() or unicodedata.category(char)[0] == "M" else 0


def _bare_text_and_marks(text: str) -> tuple[str, list[Mark]]:
    """Return a text without addresses and code, and its marks."""
    marks: list[Mark] = []
    for match in _ADDRESS.finditer(text):
        address = _address(match["target"] or match["bare"] or "")
        if address:
            marks.append((SegmentKind.ADDRESS, address))
    marks += [(SegmentKind.ADDRESS, match["label"].casefold()) for match in _REFERENCE.finditer(text)]
    bare = _REFERENCE.sub("] ", _ADDRESS.sub("] ", text))
    marks += [(SegmentKind.CODE, match["code"].strip()) for match in _CODE.finditer(bare)]
    words = _CODE.sub(" ", bare)
    marks += [(SegmentKind.CODE, match[0]) for match in _PLACEHOLDER.finditer(words)]
    marks += [(SegmentKind.CODE, match[0].casefold()) for match in _HANDLE.finditer(words)]
    marks += _numbers(words)
    marks += [(SegmentKind.WORD, match[0].casefold()) for match in _WORD.finditer(words)]
    return words, marks


def _numbers(text: str) -> Iterator[Mark]:
    """Yield numbers in the digits of ASCII, without separators of thousands."""
    for match in _NUMBER.finditer(text):
        digits = "".join(str(unicodedata.digit(char)) for char in match[0] if char.isdigit())
        yield (SegmentKind.NUMBER, digits)


def _address(url: str) -> str:
    """Return an address without what depends on the language of the page that it stands on.

    >>> _address("https://fr.example.org/fr/guide/#debut"), _address("../guide/")
    ('example.org/guide', '../guide')
    """
    if url.startswith("#"):
        return ""
    path = _SCHEME.sub("", url.casefold().split("#")[0])
    return _LANGUAGE_STEP.sub("", _SITE_IN_LANGUAGE.sub("", path)).rstrip("/")
