"""Numbers in a text, whatever digits and marks they are written with.

    "1,234.5", "1 234,5", "١٬٢٣٤٫٥" ──▶ numbers_in() ──▶ Number("1234.5")

Sources: CLDR number symbols as Babel ships them; Unicode, "Nd" (decimal digits of all scripts).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsletter.i18n.locale import Locale

_SPACES = " \u00a0\u202f\u2009"
_APOSTROPHES = "'’"
_RUN = re.compile(rf"\d+(?:[.,٫٬{_APOSTROPHES}{_SPACES}]\d+)*")
_PIECE = re.compile(r"(\d+)(\D?)")
_GROUP = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number: its canonical spelling, and what it is made of should it be a date, time or version."""

    value: str
    pieces: tuple[str, ...]


@lru_cache(maxsize=16384)
def numbers_in(text: str, locale: Locale) -> tuple[Number, ...]:
    """Return the numbers of a text as its language writes them, in their order."""
    decimal = _decimal_mark(locale)
    return tuple(number for run in _RUN.findall(text) for number in _numbers(run, decimal))


@lru_cache(maxsize=512)
def _decimal_mark(locale: Locale) -> str:
    symbols = locale.cldr.number_symbols
    mark: str = symbols.get("latn", {}).get("decimal", ".")
    return mark


def _numbers(run: str, decimal: str) -> Iterator[Number]:
    """Yield the numbers of a run of digits and marks; spaces part numbers unless they part thousands."""
    parts = _PIECE.findall(run)
    pieces = [_ascii_digits(digits) for digits, _ in parts]
    marks = [mark for _, mark in parts[:-1]]
    start, has_marks = 0, False
    for place, mark in enumerate(marks):
        if mark not in _SPACES:
            has_marks = True
        elif has_marks or not _parts_thousands(pieces[start], pieces[place + 1]):
            yield from _number(pieces[start : place + 1], marks[start:place], decimal)
            start, has_marks = place + 1, False
    yield from _number(pieces[start:], marks[start:], decimal)


def _parts_thousands(first: str, after: str) -> bool:
    return len(after) == _GROUP and len(first) <= _GROUP and first != "0"


def _number(pieces: list[str], marks: list[str], decimal: str) -> Iterator[Number]:
    """Yield one number, or several where the marks are those of a date or a version."""
    if not marks:
        yield _plain_number(pieces)
    elif _are_groups(pieces, marks, decimal):
        yield _plain_number(["".join(pieces)])
    elif _is_decimal(pieces, marks):
        integer_part, fraction = _digits_without_zeros("".join(pieces[:-1])), pieces[-1].rstrip("0") or "0"
        yield Number(f"{integer_part}.{fraction}", tuple(map(_digits_without_zeros, pieces)))
    else:
        yield from (_plain_number([piece]) for piece in pieces)


def _plain_number(pieces: list[str]) -> Number:
    value = _digits_without_zeros(pieces[0])
    return Number(value, (value,))


def _digits_without_zeros(digits: str) -> str:
    """Return a number without leading zeros; `int` refuses those of more than 4300 digits."""
    return digits.lstrip("0") or "0"


def _are_groups(pieces: list[str], marks: list[str], decimal: str) -> bool:
    """Tell whether all marks part thousands; a single mark does unless it is the decimal mark."""
    if len(set(marks)) > 1 or marks[0] == "٫" or pieces[0] == "0" or len(pieces[0]) > _GROUP:
        return False
    if len(marks) == 1 and marks[0] == decimal:
        return False
    *middle, last = pieces[1:]
    return len(last) == _GROUP and all(len(piece) in (2, _GROUP) for piece in middle)


def _is_decimal(pieces: list[str], marks: list[str]) -> bool:
    """Tell whether the last mark is a decimal one: the only one of its kind, after thousands if any."""
    *grouping, last = marks
    if last in _SPACES or last in _APOSTROPHES:
        return False
    return not grouping or (last not in grouping and _are_groups(pieces[:-1], grouping, ""))


def _ascii_digits(digits: str) -> str:
    if digits.isascii():
        return digits
    return "".join(str(unicodedata.digit(char)) for char in digits)
