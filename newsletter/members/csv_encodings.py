"""What a line could say that is in none of the encodings that we read: proposals for a person, never a guess.

    bytes ──▶ possible_readings() ──▶ a sentence's part, for the fault in csv_lines.py

The likelihood is rough on purpose. It decides which three readings are shown, and nothing else.
"""

import codecs
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

_SHOWN_COUNT = 3
_LEAD_CHARACTERS, _SHOWN_CHARACTERS = 40, 120
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding that spreadsheets write where nobody asked for UTF-8."""

    name: str
    codec: str
    common: str | None = None
    """The standard that holds its everyday letters alone."""
    last_lead: int = 0
    """The highest first byte of an everyday letter in that standard: its "level 1"."""


# Most usual first.
_CANDIDATES = (
    _Candidate("windows-1252", "cp1252"),
    _Candidate("GB18030", "gb18030", "gb2312", 0xD7),
    _Candidate("Shift_JIS", "cp932", "shift_jis", 0x97),
    _Candidate("Big5", "cp950", "big5", 0xC6),
    _Candidate("EUC-KR", "cp949", "euc_kr", 0xC8),
    _Candidate("windows-1251", "cp1251"),
    _Candidate("windows-1256", "cp1256"),
    _Candidate("windows-1250", "cp1250"),
    _Candidate("Mac Roman", "mac_roman"),
)


def possible_readings(line: bytes) -> str:
    """Return what a line could say in the three encodings that fit it best; empty where none fits."""
    decodings = []
    for candidate in _CANDIDATES:
        try:
            # Incremental: where the line was cut, the half letter at its end is no objection.
            text = codecs.getincrementaldecoder(candidate.codec)().decode(line)
        except UnicodeDecodeError:
            continue
        decodings.append((_oddness(text, candidate), candidate.name, text))
    # Sorted by oddness alone: what is as likely stays in the order of the table.
    best = sorted(decodings, key=itemgetter(0))[:_SHOWN_COUNT]
    return ", ".join(f"as {name} “{_excerpt(text)}”" for _, name, text in best)


def _oddness(text: str, candidate: _Candidate) -> int:
    """Return how unlike a person's writing a text is, as the number of places that look wrong."""
    foreign = [letter for letter in text if not letter.isascii()]
    signs = sum(not letter.isalpha() for letter in foreign)
    rare = sum(not _is_common(letter, candidate) for letter in foreign)
    return signs + rare + sum(_is_odd_pair(previous, next_) for previous, next_ in pairwise(text))


def _is_common(letter: str, candidate: _Candidate) -> bool:
    if candidate.common is None:
        return True
    try:
        return letter.encode(candidate.common)[0] <= candidate.last_lead
    except UnicodeEncodeError:
        return False


def _is_odd_pair(previous: str, next_: str) -> bool:
    """Return whether two neighbours are letters of different scripts, or a capital follows a small letter."""
    if not (previous.isalpha() and next_.isalpha()) or (previous + next_).isascii():
        return False
    return _script(previous) != _script(next_) or (previous.islower() and next_.isupper())


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "").split(" ")[0]
    return "CJK" if script in _EAST_ASIAN else script


def _excerpt(text: str) -> str:
    """Return the part of a line around its first letter that is not ASCII, without control characters."""
    first = next((at for at, letter in enumerate(text) if not letter.isascii()), 0)
    start = max(0, first - _LEAD_CHARACTERS)
    excerpt = text[start : start + _SHOWN_CHARACTERS]
    return "".join(letter if letter.isprintable() else " " for letter in excerpt)
