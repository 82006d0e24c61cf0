"""Calendars: which day of which month of which year a day is.

    day, calendar ──▶ reckoned() ──▶ Reckoned ──▶ conventions.format_day()

Arithmetic only; the words are in `calendar_words`. The results are those of ICU 78.2
(tests/i18n/calendars/golden.json). Days are counted as `date.toordinal` does: 1 is 1 January of
the year 1.

Sources: Unicode LDML part 4, "Calendar Elements" and BCP 47 key `ca` (which calendars, their names);
E. M. Reingold, N. Dershowitz: Calendrical Calculations (epochs and rules of leap years).
"""

from bisect import bisect_right
from calendar import isleap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from newsletter.i18n.hebrew_calendar import hebrew_date
from newsletter.i18n.umm_al_qura import umm_al_qura


class Calendar(StrEnum):
    """The calendars that a day can be written in, by their names in BCP 47."""

    GREGORIAN = "gregorian"
    PERSIAN = "persian"
    ISLAMIC_UMALQURA = "islamic-umalqura"
    ISLAMIC_CIVIL = "islamic-civil"
    HEBREW = "hebrew"
    BUDDHIST = "buddhist"
    JAPANESE = "japanese"
    ROC = "roc"
    ETHIOPIC = "ethiopic"
    COPTIC = "coptic"
    INDIAN = "indian"


_PERSIAN_EPOCH = date(622, 3, 21).toordinal()
_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()
_COPTIC_EPOCH = date(284, 8, 29).toordinal()
_ETHIOPIC_EPOCH = date(8, 8, 27).toordinal()
_LONG_PERSIAN_DAYS = 186  # of the six months with 31 days
_INDIAN_OFFSET = 78
# The first days of the eras since Japan keeps the Gregorian calendar (from 1873).
_ERAS = tuple(
    date(*start) for start in ((1868, 10, 23), (1912, 7, 30), (1926, 12, 25), (1989, 1, 8), (2019, 5, 1))
)
_GREGORIAN_JAPAN = date(1873, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One day in a calendar. All numbers begin at 1."""

    year: int
    month: int
    """Which month of this year."""
    day: int
    name: int = 0
    """Which of the calendar's month names, from 0: Hebrew has fourteen, and twelve or thirteen a year."""
    era: int = -1
    """Which of the calendar's eras, from 0; only the Japanese calendar has more than one."""


def reckoned(day: date, calendar: Calendar) -> Reckoned | None:
    """Return a day in a calendar, None where the calendar has no year for it or was not yet kept.

    >>> reckoned(date(2026, 12, 1), Calendar.PERSIAN)
    Reckoned(year=1405, month=9, day=10, name=8, era=-1)
    """
    found = _RECKONERS[calendar](day)
    return found if found and found.year > 0 else None


def _of(year: int, month: int, day: int) -> Reckoned:
    return Reckoned(year=year, month=month, day=day, name=month - 1)


def _gregorian(day: date) -> Reckoned:
    return _of(day.year, day.month, day.day)


def _persian(day: date) -> Reckoned:
    """Leap years by the cycle of 33: what Iran keeps, from 1206 to 1501 AP (1827 to 2123)."""
    days = day.toordinal() - _PERSIAN_EPOCH
    year = (33 * days + 3) // 12053 + 1
    of_year = days - (365 * (year - 1) + (8 * year + 21) // 33)
    if of_year < _LONG_PERSIAN_DAYS:
        return _of(year, of_year // 31 + 1, of_year % 31 + 1)
    rest = of_year - _LONG_PERSIAN_DAYS
    return _of(year, rest // 30 + 7, rest % 30 + 1)


def _islamic_civil(day: date) -> Reckoned:
    """Eleven leap years in thirty."""
    days = day.toordinal() - _ISLAMIC_EPOCH
    year = (30 * days + 10646) // 10631
    of_year = days - (354 * (year - 1) + (3 + 11 * year) // 30)
    month = min(12, 2 * of_year // 59 + 1)
    return _of(year, month, of_year - (59 * (month - 1) + 1) // 2 + 1)


def _islamic_umalqura(day: date) -> Reckoned:
    found = umm_al_qura(day)
    return _of(*found) if found else _islamic_civil(day)


def _hebrew(day: date) -> Reckoned:
    found = hebrew_date(day)
    return Reckoned(year=found.year, month=found.month, day=found.day, name=found.name)


def _alexandrian(day: date, epoch: int) -> Reckoned:
    """Twelve months of thirty days and a short one, a leap day every fourth year."""
    days = day.toordinal() - epoch
    year = (4 * days + 1463) // 1461
    of_year = days - (365 * (year - 1) + year // 4)
    return _of(year, of_year // 30 + 1, of_year % 30 + 1)


def _indian(day: date) -> Reckoned | None:
    """Chaitra begins on 22 March, on the 21st in leap years, and has a day more then."""
    if day.year <= _INDIAN_OFFSET:
        return None
    first = day.year if day >= _indian_new_year(day.year) else day.year - 1
    of_year = (day - _indian_new_year(first)).days
    lengths = (30 + isleap(first), 31, 31, 31, 31, 31, 30, 30, 30, 30, 30)
    starts = list(accumulate(lengths, initial=0))
    month = bisect_right(starts, of_year)
    return _of(first - _INDIAN_OFFSET, month, of_year - starts[month - 1] + 1)


def _indian_new_year(year: int) -> date:
    return date(year, 3, 21 if isleap(year) else 22)


def _japanese(day: date) -> Reckoned | None:
    if day < _GREGORIAN_JAPAN:
        return None
    era = bisect_right(_ERAS, day) - 1
    return replace(_gregorian(day), year=day.year - _ERAS[era].year + 1, era=era)


def _gregorian_from(year_before: int) -> Callable[[date], Reckoned]:
    """Return the Gregorian calendar with another first year."""
    return lambda day: replace(_gregorian(day), year=day.year - year_before)


_RECKONERS: Mapping[Calendar, Callable[[date], Reckoned | None]] = {
    Calendar.GREGORIAN: _gregorian,
    Calendar.PERSIAN: _persian,
    Calendar.ISLAMIC_UMALQURA: _islamic_umalqura,
    Calendar.ISLAMIC_CIVIL: _islamic_civil,
    Calendar.HEBREW: _hebrew,
    Calendar.BUDDHIST: _gregorian_from(-543),
    Calendar.JAPANESE: _japanese,
    Calendar.ROC: _gregorian_from(1911),
    Calendar.ETHIOPIC: lambda day: _alexandrian(day, _ETHIOPIC_EPOCH),
    Calendar.COPTIC: lambda day: _alexandrian(day, _COPTIC_EPOCH),
    Calendar.INDIAN: _indian,
}
