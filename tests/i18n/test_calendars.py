"""Calendars: each day is the day that ICU says it is, and days follow each other without a gap."""

import hashlib
import json
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.calendar_words import words_for
from newsletter.i18n.calendars import Calendar, Reckoned, reckoned
from newsletter.i18n.hebrew_calendar import hebrew_numeral
from newsletter.i18n.locale import Locale
from newsletter.i18n.umm_al_qura import umm_al_qura

GOLDEN = json.loads((Path(__file__).parent / "calendars" / "golden.json").read_text(encoding="utf-8"))
FOREIGN = [calendar for calendar in Calendar if calendar is not Calendar.GREGORIAN]
GREGORIAN_MONTHS = Locale("en").cldr.months["format"]["wide"]
FIRST_OF_ROC = date(1912, 1, 1)


def told(day, calendar):
    """Return a day as the oracle tells it, in English and without an era."""
    found = reckoned(day, calendar)
    return f"{found.year} {months_of(calendar)[found.name]} {found.day}"


@lru_cache
def months_of(calendar):
    """Return the English names of a calendar's months; those of Gregorian ones are Babel's."""
    return words_for(Locale("en"), calendar).months or list(GREGORIAN_MONTHS.values())


@pytest.mark.parametrize("calendar", FOREIGN, ids=str)
def test_every_day_of_two_centuries_is_icus(calendar):
    """From 1912 to 2111: the whole arithmetic in one sum, ICU 78.2."""
    days = (date(1912, 1, 1) + timedelta(days=number) for number in range(73_049))
    said = "".join(f"{told(day, calendar)}\n" for day in days)

    assert hashlib.sha256(said.encode()).hexdigest() == GOLDEN["digests"][calendar]


@pytest.mark.parametrize("calendar", FOREIGN, ids=str)
def test_edges_are_icus(calendar):
    """Changes of era, leap days, New Year's days, the end of the Umm al-Qura table."""
    edges = {date.fromisoformat(text): said for text, said in GOLDEN["reckoned"][calendar].items()}
    if calendar is Calendar.ROC:
        edges = {day: said for day, said in edges.items() if day >= FIRST_OF_ROC}

    assert {day: told(day, calendar) for day in edges} == edges


NO_YEAR = [
    # calendar   day   why
    (Calendar.ROC, date(1911, 12, 31), "before the Republic of China"),
    (Calendar.JAPANESE, date(1872, 12, 31), "before Japan took the Gregorian calendar"),
    (Calendar.PERSIAN, date(622, 3, 20), "before the Hijra, by the sun"),
    (Calendar.ISLAMIC_CIVIL, date(622, 7, 18), "before the Hijra, by the moon"),
    (Calendar.ISLAMIC_UMALQURA, date(600, 1, 1), "before the Hijra, outside the table"),
    (Calendar.COPTIC, date(284, 8, 28), "before Diocletian"),
    (Calendar.ETHIOPIC, date(8, 8, 26), "before the Incarnation as Ethiopia counts it"),
    (Calendar.INDIAN, date(79, 3, 21), "before the Shaka era"),
    (Calendar.INDIAN, date(1, 1, 1), "before the Shaka era, at the beginning of time"),
]


@pytest.mark.parametrize(
    ("calendar", "day"), [row[:2] for row in NO_YEAR], ids=[f"{row[0]}: {row[2]}" for row in NO_YEAR]
)
def test_no_year_is_none(calendar, day):
    """A calendar that has no year for a day says so; nobody reads of a year 0."""
    assert reckoned(day, calendar) is None


@given(day=st.dates(max_value=date.max - timedelta(days=1)), calendar=st.sampled_from(Calendar))
def test_days_follow_each_other(day, calendar):
    """On any day there ever is: tomorrow is the next day, or the first of a month."""
    today, tomorrow = reckoned(day, calendar), reckoned(day + timedelta(days=1), calendar)

    if today is None:
        return
    assert 1 <= today.day <= 31
    assert 1 <= today.month <= 13
    if tomorrow.day != today.day + 1:
        assert tomorrow.day == 1
        assert (tomorrow.year, tomorrow.month) in {(today.year, today.month + 1), (today.year + 1, 1)}


def test_a_hebrew_leap_year_has_two_adars():
    """5787 has thirteen months, 5786 twelve; the names tell Adar from Adar I and Adar II."""
    found = [reckoned(date(2027, 2, 20), Calendar.HEBREW), reckoned(date(2026, 3, 1), Calendar.HEBREW)]

    assert found == [
        Reckoned(year=5787, month=6, day=13, name=5),
        Reckoned(year=5786, month=6, day=12, name=6),
    ]


def test_hebrew_years_are_of_lawful_lengths():
    """353 to 355 days, or 383 to 385: over a whole cycle and more."""
    days = (date(1900, 1, 1) + timedelta(days=number) for number in range(40_000))
    found = [(day, reckoned(day, Calendar.HEBREW)) for day in days]
    starts = [day for day, at in found if at.month == at.day == 1]

    assert {(b - a).days for a, b in pairwise(starts)} == {353, 354, 355, 383, 384, 385}


NUMERALS = [
    (1, "א׳", "one letter has a mark behind it"),
    (15, "ט״ו", "not with the letters of the name of God"),
    (16, "ט״ז", "nor sixteen"),
    (21, "כ״א", "the mark stands before the last letter"),
    (5780, "תש״ף", "a last letter in its final form"),
    (5787, "תשפ״ז", "without the thousands"),
    (5999, "תתקצ״ט", "above eight hundred"),
]


@pytest.mark.parametrize(
    ("number", "letters"), [row[:2] for row in NUMERALS], ids=[f"{row[0]}: {row[2]}" for row in NUMERALS]
)
def test_hebrew_numerals(number, letters):
    """Numbers in letters, as days and years are written."""
    assert hebrew_numeral(number) == letters


def test_umm_al_qura_ends_where_its_table_does():
    """300 years and one: from 1300 to 1600 AH; the civil calendar goes on from there."""
    first, last = date(1882, 11, 12), date(2174, 11, 25)

    assert umm_al_qura(first) == (1300, 1, 1)
    assert umm_al_qura(first - timedelta(days=1)) is None
    assert umm_al_qura(last)[:2] == (1600, 12)
    assert umm_al_qura(last + timedelta(days=1)) is None
    assert reckoned(date(2200, 1, 1), Calendar.ISLAMIC_UMALQURA) == reckoned(
        date(2200, 1, 1), Calendar.ISLAMIC_CIVIL
    )
