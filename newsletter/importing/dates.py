"""Find a date in the words of any language, and say so where it could be another day.

text ──▶ find_date() ──▶ FoundDate

Numbers in any digits; months by name as CLDR spells them, in the article's language and in English.
`04/12/2019` is day first unless the weekday beside it says otherwise (or, without one, the territory
writes the month first); it is marked as ambiguous either way.

Source: CLDR `dates/calendars/gregorian` as Babel ships it; ISO 8601.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import babel
from babel.dates import get_day_names, get_month_names

from newsletter.i18n.locale import Locale

# Spellings that only some territories use: كانون الأول in the Levant, دجنبر in Morocco.
_MORE_SPELLINGS = {
    "ar": ("ar_LB", "ar_MA", "ar_DZ", "ar_SA"),
    "pt": ("pt_PT",),
    "de": ("de_AT",),
    "es": ("es_MX",),
}
_MONTH_FIRST_TERRITORIES = ("-US", "-PH", "-FM", "-MH", "-PW")
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_BUDDHIST_YEARS = 543

_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일號号]?")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DAY = re.compile(r"(?<![\d:.,])(\d{1,2})(?![\d:]|[.,]\d)")
_LETTER = r"[^\W\d_]"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day, the words that say it, and what a person should know about the reading."""

    day: date
    words: str
    doubt: str = ""
    """Empty where there is only one reading."""


def find_date(text: str, language: Locale) -> FoundDate | None:
    """Return the first date in a text, or None.

    >>> find_date("Wednesday 04/12/2019", Locale.parse("en")).day
    datetime.date(2019, 12, 4)
    >>> find_date("٤ ديسمبر ٢٠١٩", Locale.parse("ar")).day
    datetime.date(2019, 12, 4)
    """
    words = _with_ascii_digits(
        unicodedata.normalize("NFKC", text).replace("\u200f", "").replace("\u200e", "")
    )
    for found_date in (
        _year_first_date(words, language),
        _date_by_name(words, language),
        _day_first_date(words, language),
    ):
        if found_date:
            return found_date
    return None


def _with_ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in text)


def _year_first_date(words: str, language: Locale) -> FoundDate | None:
    match = _CJK.search(words)
    numbers = match.groups() if match else ()
    if not match and (match := _ISO.search(words)):
        numbers = (match[1], match[3], match[4])
    if not match:
        return None
    year, doubt = _gregorian_year(int(numbers[0]), language)
    day = _day(year, int(numbers[1]), int(numbers[2]))
    return FoundDate(day, match[0], doubt) if day else None


def _date_by_name(words: str, language: Locale) -> FoundDate | None:
    """Return a date whose month is a word; day and year stand on either side of it."""
    names = _month_names(language.tag)
    for match in _names_pattern(language.tag).finditer(words.casefold()):
        # casefold() may lengthen a text; near enough, for the window is generous.
        window = words[max(0, match.start() - 24) : match.end() + 24]
        year = _YEAR.search(window)
        day_number = _DAY.search(window)
        if year and day_number:
            full_year, doubt = _gregorian_year(int(year[0]), language)
            day = _day(full_year, names[match[0]], int(day_number[1]))
            if day:
                weekday = _weekday(words, language)
                if weekday not in {None, day.weekday()}:
                    doubt = f"it was read as {day}, but that is another day of the week"
                return FoundDate(day, window.strip(), doubt)
    return None


def _day_first_date(words: str, language: Locale) -> FoundDate | None:
    """Return a date in numbers; where both orders are a day, the weekday decides, else custom."""
    match = _NUMBERS.search(words)
    if not match:
        return None
    year, doubt = _gregorian_year(int(match[4]), language)
    usual, other = _day(year, int(match[3]), int(match[1])), _day(year, int(match[1]), int(match[3]))
    if language.tag.endswith(_MONTH_FIRST_TERRITORIES):
        usual, other = other, usual
    day = usual or other
    if day is None:
        return None
    # Points stand between numbers only where the day comes first.
    if usual and other and usual != other and match[2] != ".":
        day, why = _date_by_weekday(usual, other, _weekday(words, language))
        doubt = "; ".join(filter(None, (why, doubt)))
    return FoundDate(day, match[0], doubt)


def _date_by_weekday(usual: date, other: date, weekday: int | None) -> tuple[date, str]:
    """Return which of two readings is meant, and how sure that is."""
    if weekday == other.weekday() != usual.weekday():
        usual, other = other, usual
    why = "the weekday beside it agrees" if weekday == usual.weekday() else "no weekday beside it tells"
    return usual, f"it was read as {usual}, and could be {other}; {why}"


def _gregorian_year(year: int, language: Locale) -> tuple[int, str]:
    """Return the year of our calendar, and a doubt where it was written in another way."""
    if year < 100:  # noqa: PLR2004  # two digits
        return 2000 + year, f"its year was written {year:02}, and read as {2000 + year}"
    if language.language == "th" and year > _LATEST_YEAR:
        return year - _BUDDHIST_YEARS, f"its year {year} was read as Buddhist: {year - _BUDDHIST_YEARS}"
    return year, ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _EARLIEST_YEAR <= year <= _LATEST_YEAR else None
    except ValueError:
        return None


def _weekday(words: str, language: Locale) -> int | None:
    """Return which weekday (Monday is 0) stands in a text, None where none or several do."""
    folded = words.casefold()
    days = {number for name, number in _weekday_names(language.tag) if re.search(_word_pattern(name), folded)}
    return days.pop() if len(days) == 1 else None


def _word_pattern(name: str) -> str:
    escaped = re.escape(name)
    return rf"(?<!{_LETTER}){escaped}(?!{_LETTER})" if name.isascii() or not _is_unspaced(name) else escaped


def _is_unspaced(name: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(("CJK", "HANGUL", "THAI")) for letter in name)


def _cldr_locales(tag: str) -> Iterator[babel.Locale]:
    """Yield the CLDR locales to take names from."""
    locale = Locale(tag)
    yield locale.cldr
    yield babel.Locale("en")
    for name in _MORE_SPELLINGS.get(locale.language, ()):
        yield babel.Locale.parse(name)


@lru_cache(maxsize=64)
def _month_names(tag: str) -> Mapping[str, int]:
    """Return the number of each month by its casefolded name, full or abbreviated."""
    names: dict[str, int] = {}
    for cldr in _cldr_locales(tag):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, cldr).items():
                    spelling = unicodedata.normalize("NFKC", name).casefold().rstrip(".")
                    if not spelling.isdecimal() and re.search(_LETTER, spelling):
                        names.setdefault(spelling, number)
    return names


@lru_cache(maxsize=64)
def _names_pattern(tag: str) -> re.Pattern[str]:
    longest_first = sorted(_month_names(tag), key=len, reverse=True)
    return re.compile("|".join(_word_pattern(name) for name in longest_first))


@lru_cache(maxsize=64)
def _weekday_names(tag: str) -> tuple[tuple[str, int], ...]:
    names: dict[str, int] = {}
    for cldr in (Locale(tag).cldr, babel.Locale("en")):
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, "format", cldr).items():
                names.setdefault(unicodedata.normalize("NFKC", name).casefold().rstrip("."), number)
    return tuple(names.items())
