"""Calendars: each day is the day that ICU 78.2 said it was, on every machine; days follow without a gap."""

import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel import Locale as BabelLocale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.calendars import UNKNOWN_TO_ICU, Calendar
from newsletter.i18n.formats import Conventions, format_day
from newsletter.i18n.locale import Locale

GOLDEN = json.loads((Path(__file__).parent / "calendars" / "golden.json").read_text(encoding="utf-8"))
FOREIGN = [calendar for calendar in Calendar if calendar is not Calendar.GREGORIAN]
FIRST_OF_ROC = date(1912, 1, 1)
ENGLISH, HEBREW = Locale("en"), Locale("he")
# "Azar 10, 1405 AP"; "Tevet 3, 5780" is written as "3 Tevet 5780".
ENGLISH_DATE = re.compile(r"(?P<month>\D+) (?P<day>\d+), (?P<year>\d+)")
ENGLISH_HEBREW_DATE = re.compile(r"(?P<day>\d+) (?P<month>\D+) (?P<year>\d+)")


def written(day, calendar, locale=ENGLISH):
    """Return a day in a calendar."""
    return format_day(day, locale=locale, conventions=Conventions(calendar=calendar))


def reckoned(day, calendar):
    """Return (year, month, day of the month), as English says them."""
    pattern = ENGLISH_HEBREW_DATE if calendar is Calendar.HEBREW else ENGLISH_DATE
    found = pattern.match(written(day, calendar))
    return int(found["year"]), found["month"], int(found["day"])


def told(day, calendar):
    """Return a day as the oracle tells it, in English and without an era."""
    year, month, number = reckoned(day, calendar)
    return f"{year} {month} {number}"


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
    (Calendar.BUDDHIST, date(1582, 10, 14), "before the reform: ICU's months are Julian there"),
    (Calendar.PERSIAN, date(622, 3, 20), "before the Hijra, by the sun"),
    (Calendar.ISLAMIC_CIVIL, date(622, 7, 18), "before the Hijra, by the moon"),
    (Calendar.ISLAMIC_UMALQURA, date(622, 7, 18), "before the Hijra, outside the table"),
    (Calendar.COPTIC, date(284, 8, 28), "before Diocletian"),
    (Calendar.ETHIOPIC, date(8, 8, 26), "before the Incarnation as Ethiopia counts it"),
    (Calendar.INDIAN, date(79, 3, 21), "before the Shaka era"),
]


@pytest.mark.parametrize(
    ("calendar", "day"), [row[:2] for row in NO_YEAR], ids=[f"{row[0]}: {row[2]}" for row in NO_YEAR]
)
def test_a_day_without_a_year_is_gregorian(calendar, day):
    """The last day that a calendar has no year for, and the first that it has one for; never a year 0."""
    next_day = day + timedelta(days=1)

    assert written(day, calendar) == written(day, Calendar.GREGORIAN)
    assert written(date.min, calendar) == written(date.min, Calendar.GREGORIAN)
    assert written(next_day, calendar) != written(next_day, Calendar.GREGORIAN)


def test_the_hebrew_calendar_has_every_day():
    """Its years began before ours did."""
    assert written(date.min, Calendar.HEBREW) == "18 Tevet 3761"


@given(day=st.dates(max_value=date.max - timedelta(days=1)), calendar=st.sampled_from(Calendar))
def test_days_follow_each_other(day, calendar):
    """On any day there ever is: tomorrow is the next day of the month, or the first of another one."""
    _, month, number = reckoned(day, calendar)
    _, next_month, next_number = reckoned(day + timedelta(days=1), calendar)

    assert 1 <= number <= 31
    assert next_number == (number + 1 if next_month == month else 1)


def test_a_hebrew_leap_year_has_two_adars():
    """5787 has thirteen months, 5786 twelve; the names tell Adar from Adar I and Adar II."""
    days = date(2027, 2, 20), date(2027, 3, 22), date(2026, 3, 1)

    assert [written(day, Calendar.HEBREW) for day in days] == [
        "13 Adar I 5787",
        "13 Adar II 5787",
        "12 Adar 5786",
    ]


NUMERALS = [
    (date(2026, 9, 12), "א׳ בתשרי תשפ״ז", "one letter has a mark behind it; a year without its thousands"),
    (date(2026, 9, 26), "ט״ו בתשרי תשפ״ז", "not with the letters of the name of God"),
    (date(2026, 9, 27), "ט״ז בתשרי תשפ״ז", "nor sixteen"),
    (date(2026, 10, 2), "כ״א בתשרי תשפ״ז", "the mark stands before the last letter"),
    (date(2019, 10, 1), "ב׳ בתשרי תש״ף", "a last letter in its final form"),
    (date(2238, 9, 12), "ג׳ בתשרי תתקצ״ט", "above eight hundred"),
]


@pytest.mark.parametrize(
    ("day", "text"), [row[:2] for row in NUMERALS], ids=[f"{row[0]}: {row[2]}" for row in NUMERALS]
)
def test_hebrew_numerals(day, text):
    """Numbers in letters, as days and years are written."""
    assert written(day, Calendar.HEBREW, HEBREW) == text


def test_umm_al_qura_ends_where_its_table_does():
    """300 years and one: from 1300 to 1600 AH; the civil calendar goes on from there."""
    first, last = date(1882, 11, 12), date(2174, 11, 25)

    assert told(first, Calendar.ISLAMIC_UMALQURA) == "1300 Muharram 1"
    assert told(last, Calendar.ISLAMIC_UMALQURA).startswith("1600 Dhuʻl-Hijjah")
    for outside in (first - timedelta(days=1), last + timedelta(days=1), date(2200, 1, 1)):
        assert told(outside, Calendar.ISLAMIC_UMALQURA) == told(outside, Calendar.ISLAMIC_CIVIL)


def said_by(program, **env):
    """Return what a program prints as JSON in a process of its own, in an environment."""
    command = [sys.executable, "-c", f"import json, sys; {program}"]
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, check=True)
    return json.loads(done.stdout)


# One locale a language and script.
TAGS = sorted(
    {
        "-".join(filter(None, (found.language, found.script)))
        for found in map(BabelLocale.parse, set(locale_identifiers()) - {"root"})
    }
)
DATES = f"""
from datetime import date
from newsletter.i18n.formats import Conventions
from newsletter.i18n.formats import format_day
from newsletter.i18n.locale import Locale
days = [date(1980, 5, 2), date(2026, 12, 1)]
asked = [Conventions(calendar=calendar) for calendar in ("persian", "buddhist")]
told = [(Locale(tag), one, day) for tag in {TAGS} for one in asked for day in days]
said = [format_day(day, locale=locale, conventions=one) for locale, one, day in told]
json.dump(said, sys.stdout)
"""
MONTHS = f"""
from datetime import UTC, datetime
from icu4py.messageformat import MessageFormat
day = {{"day": datetime(2026, 12, 1, tzinfo=UTC)}}
said = [MessageFormat("{{day, date, long}}", f"{{tag}}-u-ca-gregory").format(day) for tag in {TAGS}]
json.dump(said, sys.stdout)
"""


def test_a_day_is_the_same_on_every_machine():
    """Whatever its time zone and language: ICU would take both from it."""
    east = said_by(DATES, TZ="Pacific/Kiritimati", LC_ALL="fr_FR.UTF-8")
    west = said_by(DATES, TZ="Pacific/Pago_Pago", LC_ALL="de_DE.UTF-8")

    assert east == west


def test_what_icu_does_not_know_is_listed():
    """It answers for these in the language of the machine, or with M12 for a month; English stands in."""
    french, german = (said_by(MONTHS, LC_ALL=name) for name in ("fr_FR.UTF-8", "de_DE.UTF-8"))
    unknown = {
        tag for tag, a, b in zip(TAGS, french, german, strict=True) if a != b or re.search(r"\bM12\b", a)
    }

    assert {tag for tag in unknown if tag.partition("-")[0] not in unknown - {tag}} == UNKNOWN_TO_ICU
