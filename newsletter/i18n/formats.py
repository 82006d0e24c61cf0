"""How a language writes days, numbers, lists and the names of languages.

    day, Locale, Conventions ──▶ format_day() ──▶ "۱۰ آذر ۱۴۰۵"

What CLDR says, through Babel for the Gregorian calendar and through `calendar_words` for the others.
We leave CLDR where a language's own rule of writing asks for it: see `_FIRST_OF_MONTH`.

Sources: Unicode LDML part 4, "Date Format Patterns", "Calendar Elements"; part 3, "Numbering
Systems", "minimumGroupingDigits"; part 2, "List Patterns".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from babel.dates import format_date
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal

from newsletter.i18n.calendar_words import Words, words_for
from newsletter.i18n.calendars import Calendar, Reckoned, reckoned
from newsletter.i18n.digits import Digits, in_digits, numbering_system
from newsletter.i18n.hebrew_calendar import hebrew_numeral
from newsletter.i18n.locale import Locale, lineage

Value = TypeVar("Value")

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
# The languages whose own calendar is counted in letters (LDML: `numbers="hebr"`).
_HEBREW_NUMERALS = frozenset(["he", "yi"])
_FIRST_YEAR_OF_ERA = "元"  # LDML: `numbers="y=jpanyear"`
_E_SOUND = ("i", "í", "hi", "hí")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What a newsroom asks for in one language, where CLDR's own choice will not do."""

    calendar: Calendar = Calendar.GREGORIAN
    digits: Digits = Digits.DEFAULT


USUAL = Conventions()


def conventions_for(locale: Locale, asked_for: Mapping[Locale, Conventions]) -> Conventions:
    """Return what is asked for in a locale or its nearest ancestor: those of `ar` hold for `ar-EG` too."""
    return next((asked_for[found] for found in lineage(locale) if found in asked_for), USUAL)


def format_day(day: date, *, locale: Locale, conventions: Conventions = USUAL) -> str:
    """Return a day as a text of this language says it, the month by its name.

    A day that the calendar has no year for is written in the Gregorian one.

    >>> format_day(date(2026, 12, 1), locale=Locale("fr"))
    '1er décembre 2026'
    >>> persian = Conventions(calendar=Calendar.PERSIAN)
    >>> format_day(date(2026, 12, 1), locale=Locale("fa"), conventions=persian)
    '۱۰ آذر ۱۴۰۵'
    """
    system = numbering_system(locale, conventions.digits)
    found = reckoned(day, conventions.calendar)
    if conventions.calendar is Calendar.GREGORIAN or found is None:
        return _gregorian(day, locale, system)
    return _written(found, words_for(locale, conventions.calendar), locale, conventions.calendar, system)


def format_number(number: int | Decimal, *, locale: Locale, conventions: Conventions = USUAL) -> str:
    """Return a number, of up to 24 digits, with the language's digits, groups and decimal sign.

    >>> format_number(1234567, locale=Locale("mr")), format_number(1234, locale=Locale("es"))
    ('१२,३४,५६७', '1234')
    """
    system = numbering_system(locale, conventions.digits)
    is_long = number >= _FIVE_DIGITS or number <= -_FIVE_DIGITS
    grouped = is_long or not _nearest(locale, _GROUPS_FROM_FIVE_DIGITS, usual=False)
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


def language_name(locale: Locale, *, reader: Locale, stands_alone: bool = False) -> str:
    """Return what a language is called in the reader's.

    `stands_alone`: it is an entry of a list or a label, and begins with a capital where there are any.

    >>> language_name(Locale("tr"), reader=Locale("fr"), stands_alone=True)
    'Turc'
    """
    name = locale.name_in(reader)
    if not stands_alone or not name:
        return name
    first = "İ" if name[0] == "i" and reader.language in ("tr", "az") else name[0].title()
    # Georgian has capitals, but for whole words only (The Unicode Standard, 7.7).
    return name if "\u10d0" <= name[0] <= "\u10ff" else first + name[1:]


def _gregorian(day: date, locale: Locale, system: str) -> str:
    pattern = locale.cldr.date_formats["long"].pattern
    if "MMM" in pattern and not _names_months(locale):
        return in_digits(day.isoformat(), system)
    text = format_date(day, format="long", locale=locale.cldr)
    if day.day == 1:
        text = text.replace("1", _nearest(locale, _FIRST_OF_MONTH, usual="1"), 1)
    return in_digits(text, system)


def _names_months(locale: Locale) -> bool:
    """Tell whether CLDR knows a language's months; else Babel calls them M01 to M12."""
    return bool(locale.cldr.months["format"]["wide"][1] != "M01")


def _written(found: Reckoned, words: Words, locale: Locale, calendar: Calendar, system: str) -> str:
    """Return a day of another calendar than the Gregorian."""
    day, year = str(found.day), str(found.year)
    if found.day == 1:
        day = _nearest(locale, _FIRST_OF_MONTH, usual=day)
    if calendar is Calendar.HEBREW and locale.language in _HEBREW_NUMERALS:
        day, year = hebrew_numeral(found.day), hebrew_numeral(found.year)
    elif calendar is Calendar.JAPANESE and locale.language == "ja" and found.year == 1:
        year = _FIRST_YEAR_OF_ERA
    return words.pattern.format(
        d=in_digits(day, system),
        dd=in_digits(day.rjust(2, "0"), system),
        m=in_digits(str(found.month), system),
        mm=in_digits(f"{found.month:02}", system),
        M=words.months[found.name] if words.months else _month_of(locale, found.name),
        y=in_digits(year, system),
        G=words.eras[found.era],
    ).strip()


def _month_of(locale: Locale, name: int) -> str:
    """Return the name of a Gregorian month; its number in a language whose months CLDR does not know."""
    return str(locale.cldr.months["format"]["wide"][name + 1]) if _names_months(locale) else str(name + 1)


def _nearest(locale: Locale, table: Mapping[str, Value], *, usual: Value) -> Value:
    """Return what a table says of a locale or its nearest ancestor."""
    return next((table[found.tag] for found in lineage(locale) if found.tag in table), usual)


def _is_hebrew(text: str) -> bool:
    return "\u05d0" <= text[:1] <= "\u05ea"


def _begins_with_i(text: str) -> bool:
    """Tell whether a Spanish word begins with the sound of i: Italia, hijos, but not hielo."""
    start = text.lower()
    return start.startswith(_E_SOUND) and not start.startswith(("hia", "hie", "hiá", "hié", "ia", "ie", "io"))
