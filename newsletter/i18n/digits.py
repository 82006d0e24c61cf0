"""Digits: which ten signs a language writes numbers with.

    Locale, Digits ──▶ numbering_system() ──▶ in_digits("2026", "arabext") ──▶ "۲۰۲۶"

Sources: Unicode LDML part 3, "Numbering Systems" (`default` and `native`, as Babel ships them);
The Unicode Standard, decimal digits (where each set of digits begins).
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from newsletter.i18n.locale import Locale


class Digits(StrEnum):
    """Which of a language's digits: CLDR's choice, those of its script, or 0 to 9."""

    DEFAULT = "default"
    NATIVE = "native"
    LATIN = "latin"


# Every set that is some language's default or native one in CLDR 48, but for Latin digits.
_ZEROS: Mapping[str, str] = {
    "adlm": "\U0001e950",
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",  # codespell:ignore beng
    "cakm": "\U00011136",
    "deva": "\u0966",
    "gujr": "\u0ae6",
    "guru": "\u0a66",
    "hmnp": "\U0001e140",
    "java": "\ua9d0",
    "khmr": "\u17e0",
    "knda": "\u0ce6",
    "laoo": "\u0ed0",
    "mlym": "\u0d66",
    "mong": "\u1810",
    "mtei": "\uabf0",
    "mymr": "\u1040",
    "nkoo": "\u07c0",
    "olck": "\u1c50",
    "orya": "\u0b66",
    "tamldec": "\u0be6",
    "telu": "\u0c66",
    "thai": "\u0e50",
    "tibt": "\u0f20",
    "vaii": "\ua620",
}
# Alone in that they do not follow each other in Unicode.
_HAN_DIGITS = "〇一二三四五六七八九"


def numbering_system(locale: Locale, digits: Digits) -> str:
    """Return CLDR's name of the digits that a language writes with, such as `latn` or `arabext`.

    A native set that is no row of ten digits is Latin here.

    >>> numbering_system(Locale("fa"), Digits.DEFAULT), numbering_system(Locale("hi"), Digits.NATIVE)
    ('arabext', 'deva')
    """
    if digits is Digits.LATIN:
        return "latn"
    cldr, is_native = locale.cldr, digits is Digits.NATIVE
    wanted: str = cldr.other_numbering_systems["native"] if is_native else cldr.default_numbering_system
    return wanted if wanted in _ZEROS or wanted == "hanidec" else "latn"


def in_digits(text: str, system: str) -> str:
    """Return the text with its Latin digits written in another numbering system.

    >>> in_digits("12 kg", "deva")
    '१२ kg'
    """
    return text.translate(_table(system))


@lru_cache(maxsize=64)
def _table(system: str) -> dict[int, str]:
    if system == "hanidec":
        return {ord("0") + value: sign for value, sign in enumerate(_HAN_DIGITS)}
    zero = ord(_ZEROS.get(system, "0"))
    return {ord("0") + value: chr(zero + value) for value in range(10)}
