"""Texts in pieces: words, and what a CAT tool must protect as an inline code.

    text ──▶ coded_pieces() ──▶ [Piece] ──▶ write_v12.py, write_v21.py

Codes are `{placeholders}`, and the characters that XML cannot carry. Markdown stays text: a translator
can read it, and may have to change it.
"""

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from newsletter.translation.xliff.units import needs_code

_CODE = re.compile("(\\{[A-Za-z_]\\w*\\}|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")
_SURROGATES = range(0xD800, 0xE000)
_LAST_CHARACTER = 0x10FFFF
# No catalogue can carry these (po/escapes.py).
_NOT_IN_CATALOGUES = (0x00, 0x04)


@dataclass(frozen=True, slots=True)
class InlinePiece:
    """A run of words, or one code."""

    text: str
    number: int | None = None
    """Of a code: 1-based; a target's code has the number of the source's code that it repeats."""

    @property
    def is_character(self) -> bool:
        """Whether this is a single character that XML cannot carry."""
        return self.number is not None and needs_code(self.text)


class UnreadableUnit(Exception):  # noqa: N818 -- a reason for one unit, caught by the readers, never an error of ours
    """A unit's text cannot be understood; `what` and `remedy` as in a fault."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        self.line, self.what, self.remedy = line, what, remedy
        super().__init__(what)


def coded_pieces(text: str, *, like: Sequence[InlinePiece] = ()) -> list[InlinePiece]:
    """Return a text in pieces. `like`: the pieces of the source, whose codes a target repeats.

    >>> [piece.number for piece in coded_pieces("{a} and {b}")]
    [1, None, 2]
    >>> [piece.number for piece in coded_pieces("{b}, {a}, {b}", like=coded_pieces("{a} and {b}"))]
    [2, None, 1, None, 3]
    """
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for piece in like:
        if piece.number is not None:
            waiting[piece.text].append(piece.number)
    following = count(1 + max((piece.number or 0 for piece in like), default=0))
    return [
        InlinePiece(
            part, None if place % 2 == 0 else waiting[part].popleft() if waiting[part] else next(following)
        )
        for place, part in enumerate(_CODE.split(text))
        if part
    ]


def character(hexadecimal: str, *, line: int) -> str:
    """Return the character that a code names by its number.

    Raises:
        Unreadable: it is no character, or one that no catalogue can carry.
    """
    try:
        number = int(hexadecimal, 16)
    except ValueError:
        number = -1
    if not 0 <= number <= _LAST_CHARACTER or number in _SURROGATES or number in _NOT_IN_CATALOGUES:
        what = f"the code {hexadecimal!r} stands for no character that a catalogue can carry"
        raise UnreadableUnit(line, what, "Copy the code from the source")
    return chr(number)
