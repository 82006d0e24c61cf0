"""The Hebrew calendar, and numbers written in Hebrew letters.

    day ──▶ hebrew_date() ──▶ (year, month, day, name)
    21 ──▶ hebrew_numeral() ──▶ כ״א

Sources: E. M. Reingold, N. Dershowitz: Calendrical Calculations, "The Hebrew Calendar"; Academy of the
Hebrew Language, "Gershayim" (the marks of a numeral).
"""

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

_EPOCH = -1373427  # 1 Tishri 1, counted as `date.toordinal` does
_DAY_PARTS = 25920  # an hour has 1080
_FIRST_NEW_MOON_PARTS = 12084
_MONTH_PARTS = 13753  # by which a month is longer than 29 days
# Names from 0, as ICU orders them: Adar I (5) and Adar II (7) of leap years, Adar (6) of the others.
_COMMON_NAMES = (0, 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13)
_LEAP_NAMES = (0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13)
_LONG_YEAR_DAYS = (355, 385)
_SHORT_YEAR_DAYS = (353, 383)

_LETTERS = {
    400: "ת",
    300: "ש",
    200: "ר",
    100: "ק",
    90: "צ",
    80: "פ",
    70: "ע",
    60: "ס",
    50: "נ",
    40: "מ",
    30: "ל",
    20: "כ",
    10: "י",
    9: "ט",
    8: "ח",
    7: "ז",
    6: "ו",
    5: "ה",
    4: "ד",
    3: "ג",
    2: "ב",
    1: "א",
}
# Not with the letters of the name of God.
_INSTEAD = {"יה": "טו", "יו": "טז"}
_AT_THE_END = str.maketrans("כמנפצ", "ךםןףץ")
_GERESH, _GERSHAYIM = "׳", "״"


class HebrewDate(NamedTuple):
    """A day. `year`, `month` (of the year) and `day` from 1; `name` of the month from 0, of fourteen."""

    year: int
    month: int
    day: int
    name: int


def hebrew_date(day: date) -> HebrewDate:
    """Return the day in the Hebrew calendar.

    >>> hebrew_date(date(2027, 3, 10))
    HebrewDate(year=5787, month=7, day=1, name=7)
    """
    ordinal = day.toordinal()
    year = day.year + 3760
    if _new_year(year + 1) <= ordinal:
        year += 1
    starts = _month_starts(year)
    month = bisect_right(starts, ordinal)
    names = _LEAP_NAMES if len(starts) == len(_LEAP_NAMES) else _COMMON_NAMES
    return HebrewDate(year, month, ordinal - starts[month - 1] + 1, names[month - 1])


@lru_cache(maxsize=64)
def _month_starts(year: int) -> tuple[int, ...]:
    start = _new_year(year)
    length = _new_year(year + 1) - start
    heshvan = 30 if length in _LONG_YEAR_DAYS else 29
    kislev = 29 if length in _SHORT_YEAR_DAYS else 30
    adar = (30, 29) if length > _LONG_YEAR_DAYS[0] else (29,)
    lengths = (30, heshvan, kislev, 29, 30, *adar, 30, 29, 30, 29, 30)
    return tuple(accumulate(lengths, initial=start))


def _new_year(year: int) -> int:
    """Return the ordinal of 1 Tishri."""
    before, this, after = (_days_to_molad(other) for other in (year - 1, year, year + 1))
    if after - this == 356:  # noqa: PLR2004 -- a year too long: two days later
        return _EPOCH + this + 2
    return _EPOCH + this + (this - before == 382)  # noqa: PLR2004 -- the year before too short: a day later


def _days_to_molad(year: int) -> int:
    """Return the days from the epoch to the year's first new moon, not on Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    days = 29 * months + (_FIRST_NEW_MOON_PARTS + _MONTH_PARTS * months) // _DAY_PARTS
    return days + (3 * (days + 1) % 7 < 3)  # noqa: PLR2004 -- the three days of the week, by remainder


def hebrew_numeral(number: int) -> str:
    """Return a number in Hebrew letters, without its thousands, as years are written.

    >>> hebrew_numeral(5787), hebrew_numeral(15), hebrew_numeral(3)
    ('תשפ״ז', 'ט״ו', 'ג׳')
    """
    letters, rest = "", number % 1000
    for value, letter in _LETTERS.items():
        letters += letter * (rest // value)
        rest %= value
    tail = letters[-2:]
    letters = letters[:-2] + _INSTEAD.get(tail, tail)
    if not letters[1:]:
        return f"{letters}{_GERESH}"
    return f"{letters[:-1]}{_GERSHAYIM}{letters[-1].translate(_AT_THE_END)}"
