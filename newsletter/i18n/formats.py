"""How a language writes days, numbers, lists and the names of languages.

    day, Locale, Conventions ──▶ format_day() ──▶ "۱۰ آذر ۱۴۰۵"

What CLDR says, through Babel; other calendars than the Gregorian through ICU (`calendars`).
We leave CLDR where a language's own rule of writing asks for it: see `_FIRST_OF_MONTH`.

Sources: Unicode LDML part 4, "Date Format Patterns", "Calendar Elements"; part 3, "Numbering
Systems", "minimumGroupingDigits"; part 2, "List Patterns".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from babel.dates import format_date
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal

from newsletter.i18n.calendars import Calendar, written_in
from newsletter.i18n.digits import Digits, in_digits, numbering_system
from newsletter.i18n.locale import Locale, lineage

_Value = TypeVar("_Value")

# The first of a month is an ordinal: Imprimerie nationale, "Lexique des règles typographiques" (1er
# janvier); EU Interinstitutional Style Guide, Italian edition (1º gennaio); Manual de Redação da
# Presidência da República (1º de janeiro; Portugal writes 1). CLDR has no rule for one day.
_FIRST_OF_MONTH: Mapping[str, str] = {"fr": "1er", "it": "1º", "pt": "1º", "pt-PT": "1"}
# CLDR's minimumGroupingDigits, which Babel does not carry: 1234 and 12.345. True where it is two.
_GROUPS_FROM_FIVE_DIGITS: Mapping[str, bool] = {
    **dict.fromkeys(
        ("be", "bg", "ee", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "pt-PT", "sl", "sq"),
        True,
    ),
    "es-419": False,
}
_FIVE_DIGITS = 10_000
_E_SOUND = ("i", "í", "hi", "hí")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What a newsroom asks for in one language, where CLDR's own choice will not do."""

    calendar: Calendar = Calendar.GREGORIAN
    digits: Digits = Digits.DEFAULT


USUAL_CONVENTIONS = Conventions()


def conventions_for(locale: Locale, asked_for: Mapping[Locale, Conventions]) -> Conventions:
    """Return what is asked for in a locale or its nearest ancestor: those of `ar` hold for `ar-EG` too."""
    return next(
        (asked_for[ancestor] for ancestor in lineage(locale) if ancestor in asked_for), USUAL_CONVENTIONS
    )


def format_day(day: date, *, locale: Locale, conventions: Conventions = USUAL_CONVENTIONS) -> str:
    """Return a day as a text of this language says it, the month by its name.

    A day that the calendar has no year for is written in the Gregorian one.

    >>> format_day(date(2026, 12, 1), locale=Locale("fr"))
    '1er décembre 2026'
    >>> persian = Conventions(calendar=Calendar.PERSIAN)
    >>> format_day(date(2026, 12, 1), locale=Locale("fa"), conventions=persian)
    '۱۰ آذر ۱۴۰۵'
    """
    system = numbering_system(locale, conventions.digits)
    text = written_in(conventions.calendar, day, locale=locale, system=system)
    return _text_with_ordinal(text or in_digits(_gregorian_text(day, locale), system), locale)


def format_number(
    number: int | Decimal, *, locale: Locale, conventions: Conventions = USUAL_CONVENTIONS
) -> str:
    """Return a number, of up to 24 digits, with the language's digits, groups and decimal sign.

    >>> format_number(1234567, locale=Locale("mr")), format_number(1234, locale=Locale("es"))
    ('१२,३४,५६७', '1234')
    """
    system = numbering_system(locale, conventions.digits)
    is_long = number >= _FIVE_DIGITS or number <= -_FIVE_DIGITS
    grouped = is_long or not _nearest_value(locale, _GROUPS_FROM_FIVE_DIGITS, usual=False)
    signs = system if system in locale.cldr.number_symbols else "latn"
    text = format_decimal(number, locale=locale.cldr, numbering_system=signs, group_separator=grouped)
    return in_digits(text, system)


def format_list(names: Sequence[str], *, locale: Locale) -> str:
    """Return names as one phrase, "a, b and c"; nothing for none.

    Spanish says "e" before an i, and Hebrew puts a hyphen before what it does not write in its letters.

    >>> format_list(["Francia", "Italia"], locale=Locale("es"))
    'Francia e Italia'
    """
    if locale.language == "he" and len(names) > 1 and not _is_hebrew(names[-1]):
        names = [*names[:-1], f"-{names[-1]}"]
    phrase = babel_list(names, locale=locale.cldr)
    ending = f" y {names[-1]}" if names else ""
    if locale.language == "es" and phrase.endswith(ending) and len(names) > 1 and _begins_with_i(names[-1]):
        return f"{phrase.removesuffix(ending)} e {names[-1]}"
    return phrase


def _gregorian_text(day: date, locale: Locale) -> str:
    pattern = locale.cldr.date_formats["long"].pattern
    if "MMM" in pattern and not _names_months(locale):
        return day.isoformat()
    return format_date(day, format="long", locale=locale.cldr)


def _text_with_ordinal(text: str, locale: Locale) -> str:
    """Return the text of a day, the first of a month as the language writes it."""
    first = _nearest_value(locale, _FIRST_OF_MONTH, usual="")
    return re.sub(r"^0?1\b", first, text) if first else text


def _names_months(locale: Locale) -> bool:
    """Tell whether CLDR knows a language's months; else Babel calls them M01 to M12."""
    return bool(locale.cldr.months["format"]["wide"][1] != "M01")


def _nearest_value(locale: Locale, table: Mapping[str, _Value], *, usual: _Value) -> _Value:
    """Return what a table says of a locale or its nearest ancestor."""
    return next((table[ancestor.tag] for ancestor in lineage(locale) if ancestor.tag in table), usual)


def _is_hebrew(text: str) -> bool:
    return "\u05d0" <= text[:1] <= "\u05ea"


def _begins_with_i(text: str) -> bool:
    """Tell whether a Spanish word begins with the sound of i: Italia, hijos, but not hielo."""
    start = text.lower()
    return start.startswith(_E_SOUND) and not start.startswith(("hia", "hie", "hiá", "hié", "ia", "ie", "io"))
