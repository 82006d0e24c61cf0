"""Dates are understood in the spellings of many languages, and doubt is told."""

from datetime import date

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing.dates import find_date

FOURTH = date(2019, 12, 4)

DATES = [
    ("Wednesday 04/12/2019", "en", FOURTH, "the weekday beside it agrees"),
    ("Thursday 12/04/2019", "en", date(2019, 4, 12), "no weekday beside it tells"),
    ("Wednesday 12/04/2019", "en", FOURTH, "the weekday beside it agrees"),
    ("Mercredi 04/12/2019", "fr", FOURTH, "the weekday beside it agrees"),
    ("04/12/2019", "en", FOURTH, "could be 2019-04-12; no weekday beside it tells"),
    ("04/12/2019", "en-US", date(2019, 4, 12), "could be 2019-12-04"),
    ("04-12-2019", "en", FOURTH, "could be"),
    ("04.12.2019", "de", FOURTH, ""),
    ("04.12.19", "de", FOURTH, "its year was written 19"),
    ("25/12/2019", "en", date(2019, 12, 25), ""),
    ("12/25/2019", "en", date(2019, 12, 25), ""),
    ("05/05/2020", "en", date(2020, 5, 5), ""),
    ("2019-12-04", "en", FOURTH, ""),
    ("2019-12-04T10:00:00+01:00", "en", FOURTH, ""),
    ("2019/12/4", "ja", FOURTH, ""),
    ("4 December 2019", "en", FOURTH, ""),
    ("Dec. 4, 2019", "en", FOURTH, ""),
    ("December 4, 2019, 10:30", "en", FOURTH, ""),
    ("Friday, 4 December 2019", "en", FOURTH, "another day of the week"),
    ("4 December 2019", "sw", FOURTH, ""),
    ("4 décembre 2019", "fr", FOURTH, ""),
    ("1er janvier 2020", "fr", date(2020, 1, 1), ""),
    ("4 de diciembre de 2019", "es", FOURTH, ""),
    ("4 de desembre de 2019", "ca", FOURTH, ""),
    ("4 de dezembro de 2019", "pt", FOURTH, ""),
    ("4. Dezember 2019", "de", FOURTH, ""),
    ("2019. december 4.", "hu", FOURTH, ""),
    ("4 декабря 2019 г.", "ru", FOURTH, ""),
    ("4 Aralık 2019 Çarşamba", "tr", FOURTH, ""),
    ("٤ ديسمبر ٢٠١٩", "ar", FOURTH, ""),
    ("٤ كانون الأول ٢٠١٩", "ar", FOURTH, ""),
    ("٠٤.١٢.٢٠١٩", "ar", FOURTH, ""),
    ("۴ دسامبر ۲۰۱۹", "fa", FOURTH, ""),
    ("4 दिसंबर 2019", "hi", FOURTH, ""),
    ("2019年12月4日", "zh-Hans", FOURTH, ""),
    ("２０１９年１２月４日", "ja", FOURTH, ""),
    ("2019년 12월 4일 수요일", "ko", FOURTH, ""),
    ("4 ธันวาคม 2562", "th", FOURTH, "read as Buddhist: 2019"),
]


@pytest.mark.parametrize(
    ("text", "language", "day", "doubt"), DATES, ids=[f"{row[1]} {row[0]}" for row in DATES]
)
def test_a_date_is_found(text, language, day, doubt):
    """Each spelling has its day; doubt is said in words, and empty where there is none."""
    found = find_date(text, Locale.parse(language))

    assert found is not None
    assert found.day == day
    assert doubt in found.doubt
    assert bool(doubt) == bool(found.doubt)


@pytest.mark.parametrize(
    "text",
    [
        "2018-2020",
        "May 2020",
        "31/02/2019",
        "۱۳۹۸/۰۹/۱۳",
        "30 February 2019",
        "version 1.2.3",
        "4 December",
        "",
        "10/1999",
    ],
)
def test_what_is_no_date_is_not_made_one(text):
    """Half dates, days of no calendar, and years of another one are left alone."""
    assert find_date(text, Locale.parse("en")) is None


def test_a_language_whose_months_are_numbers_finds_no_month_in_every_number():
    """CLDR calls the months of Dzongkha by their number."""
    assert find_date("page 12 of 40 in 2019", Locale.parse("dz")) is None
