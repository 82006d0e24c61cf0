"""Digits: which ten signs a language writes numbers with.

    Locale, Digits ──▶ numbering_system() ──▶ in_digits("2026", "arabext") ──▶ "۲۰۲۶"

Sources: Unicode LDML part 3, "Numbering Systems" (`default` and `native`, as Babel ships them); the signs
are ICU's (BCP 47, key `nu` of extension U).
"""

from enum import StrEnum
from functools import lru_cache

from newsletter.i18n.locale import Locale

_LATIN = "latn"


class Digits(StrEnum):
    """Which of a language's digits: CLDR's choice, those of its script, or 0 to 9."""

    DEFAULT = "default"
    NATIVE = "native"
    LATIN = "latin"


def numbering_system(locale: Locale, digits: Digits) -> str:
    """Return CLDR's name of the digits that a language writes with, such as `latn` or `arabext`.

    >>> numbering_system(Locale("fa"), Digits.DEFAULT), numbering_system(Locale("hi"), Digits.NATIVE)
    ('arabext', 'deva')
    """
    if digits is Digits.LATIN:
        return _LATIN
    cldr, is_native = locale.cldr, digits is Digits.NATIVE
    return str(cldr.other_numbering_systems["native"] if is_native else cldr.default_numbering_system)


def in_digits(text: str, system: str) -> str:
    """Return the text with its Latin digits written in another numbering system.

    >>> in_digits("12 kg", "deva")
    '१२ kg'
    """
    return text if system == _LATIN else text.translate(_table(system))


@lru_cache(maxsize=64)
def _table(system: str) -> dict[int, str]:
    from icu4py.messageformat import MessageFormat  # noqa: PLC0415 -- 14 ms, and most languages need none

    signs = MessageFormat("{value, number}", f"und-u-nu-{system}")
    return {ord(str(value)): signs.format({"value": value}) for value in range(10)}
