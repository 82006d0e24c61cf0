"""Days, numbers, lists and names are written as ICU 78.2 writes them, but for what is explained here."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ArticleError
from newsletter.i18n.calendars import Calendar
from newsletter.i18n.digits import Digits, in_digits, numbering_system
from newsletter.i18n.formats import (
    USUAL_CONVENTIONS,
    Conventions,
    conventions_for,
    format_day,
    format_list,
    format_number,
)
from newsletter.i18n.locale import Locale
from newsletter.newsroom.settings import newsroom_text, parse_newsroom

GOLDEN = json.loads((Path(__file__).parent / "calendars" / "golden.json").read_text(encoding="utf-8"))
DAYS = [date.fromisoformat(text) for text in GOLDEN["days"]]
# ICU's names where they are not Babel's.
CALENDARS = {"gregory": Calendar.GREGORIAN}
OLD_MONTHS = {
    # CLDR 47, which Babel 2.18 has, named these months otherwise than CLDR 48, which ICU 78 has.
    "bn",
    "si",
    "uz-Arab",
}
OLD_LISTS = {"ckb", "ne"}  # CLDR 47 joined these lists otherwise
ORDINAL_FIRST = {"fr": "1er", "fr-CA": "1er", "it": "1º", "pt": "1º"}
TAGS = sorted(name.replace("_", "-") for name in locale_identifiers() if name != "root")
LOCALES = [Locale(tag) for tag in TAGS]


def cases():
    """Yield (calendar, locale, day, ICU's text) of the golden table, Babel's old months left out."""
    for name, by_tag in GOLDEN["dates"].items():
        calendar = CALENDARS.get(name) or Calendar(name)
        for tag, said in by_tag.items():
            if not (tag in OLD_MONTHS and calendar is Calendar.GREGORIAN):
                yield from ((calendar, tag, day, text) for day, text in zip(DAYS, said, strict=True))


def test_dates_are_icus():
    """3,450 dates in 63 locales and 11 calendars; only the first of a month is ours in four of them."""
    differing = {
        (calendar, tag): (ours, text)
        for calendar, tag, day, text in cases()
        if (ours := format_day(day, locale=Locale(tag), conventions=Conventions(calendar=calendar))) != text
    }

    unexplained = {
        key: (ours, text)
        for key, (ours, text) in differing.items()
        if ours not in (text.replace(one, ORDINAL_FIRST.get(key[1], ""), 1) for one in ("01", "1"))
    }
    assert unexplained == {}
    assert {tag for _, tag in differing} == set(ORDINAL_FIRST)


WRITTEN = [
    # locale   conventions   text of 1 December 2026   why
    ("fr", USUAL_CONVENTIONS, "1er décembre 2026", "the first is an ordinal in French"),
    ("it", USUAL_CONVENTIONS, "1º dicembre 2026", "and in Italian"),
    ("pt-BR", USUAL_CONVENTIONS, "1º de dezembro de 2026", "and in Brazil"),
    ("pt-AO", USUAL_CONVENTIONS, "1 de dezembro de 2026", "but not where Portugal's rules are followed"),
    ("ca", USUAL_CONVENTIONS, "1 de desembre del 2026", "nor in Catalan"),
    ("mr", USUAL_CONVENTIONS, "१ डिसेंबर, २०२६", "Marathi has its own digits"),
    ("hi", USUAL_CONVENTIONS, "1 दिसंबर 2026", "Hindi writes Latin ones"),
    ("hi", Conventions(digits=Digits.NATIVE), "१ दिसंबर २०२६", "unless its own are asked for"),
    ("ar-EG", USUAL_CONVENTIONS, "١ ديسمبر ٢٠٢٦", "Egypt writes Arabic digits"),
    ("ar-EG", Conventions(digits=Digits.LATIN), "1 ديسمبر 2026", "unless Latin ones are asked for"),
    ("fa", Conventions(calendar=Calendar.PERSIAN), "۱۰ آذر ۱۴۰۵", "an Iranian date"),
    ("fa-AF", Conventions(calendar=Calendar.PERSIAN), "۱۰ قوس ۱۴۰۵", "the same day in Kabul"),
    ("ja", Conventions(calendar=Calendar.JAPANESE), "令和8年12月1日", "an era"),
    ("th", Conventions(calendar=Calendar.BUDDHIST), "1 ธันวาคม 2569", "the Buddhist year"),
    ("he", Conventions(calendar=Calendar.HEBREW), "כ״א בכסלו תשפ״ז", "in letters"),
    ("am", Conventions(calendar=Calendar.ETHIOPIC), "22 ኅዳር 2019 AM", "Ethiopia"),
    ("zh-HK", Conventions(calendar=Calendar.PERSIAN), "波斯曆1405年9月10日", "found under zh-Hant-HK"),
    ("ts", Conventions(calendar=Calendar.PERSIAN), "10 Azar 1405 AP", "a language that ICU does not know"),
    ("ts", Conventions(calendar=Calendar.BUDDHIST), "1 December 2569 BE", "nor its months: English ones"),
    ("vai-Latn", Conventions(calendar=Calendar.BUDDHIST), "1 December 2569 BE", "better than M12"),
    ("bgn", Conventions(calendar=Calendar.PERSIAN), "۱۰ Azar ۱۴۰۵ AP", "the digits are its own all the same"),
    ("vi", Conventions(digits=Digits.NATIVE), "1 tháng 12, 2026", "no native digits but the Latin ones"),
    ("zh", Conventions(digits=Digits.NATIVE), "二〇二六年一二月一日", "digit by digit, as ICU does"),
    ("shn", USUAL_CONVENTIONS, "2026-12-01", "CLDR 47 knows no months in Shan: better ISO 8601 than M12"),
    ("en-XA", USUAL_CONVENTIONS, "December 1, 2026", "a made-up language has its parent's dates"),
]


@pytest.mark.parametrize(
    ("tag", "conventions", "text"),
    [row[:3] for row in WRITTEN],
    ids=[f"{row[0]}: {row[3]}" for row in WRITTEN],
)
def test_a_day_is_written(tag, conventions, text):
    """The language, the calendar and the digits asked for."""
    assert format_day(date(2026, 12, 1), locale=Locale(tag), conventions=conventions) == text


def test_the_first_year_of_an_era_has_its_own_sign():
    """Japanese writes 元, other languages 1."""
    japanese = Conventions(calendar=Calendar.JAPANESE)
    day = date(2019, 5, 2)

    assert format_day(day, locale=Locale("ja"), conventions=japanese) == "令和元年5月2日"
    assert format_day(day, locale=Locale("en"), conventions=japanese) == "May 2, 1 Reiwa"


def test_months_without_a_name_are_numbers():
    """Other calendars with Gregorian months, in a language whose months CLDR 47 does not know."""
    buddhist = Conventions(calendar=Calendar.BUDDHIST)

    assert "M12" not in format_day(date(2026, 12, 1), locale=Locale("shn"), conventions=buddhist)


def test_a_day_that_a_calendar_does_not_know_is_gregorian():
    """Nobody reads of a year before the first."""
    roc = Conventions(calendar=Calendar.ROC)

    assert format_day(date(1900, 5, 2), locale=Locale("en"), conventions=roc) == "May 2, 1900"


@given(day=st.dates(), locale=st.sampled_from(LOCALES), calendar=st.sampled_from(Calendar))
def test_every_language_can_write_every_day(day, locale, calendar):
    """Whatever Babel knows, in every calendar: a text without a gap, never a nameless month."""
    text = format_day(day, locale=locale, conventions=Conventions(calendar=calendar))

    assert text == text.strip()
    assert "M0" not in text
    assert "{" not in text


@pytest.mark.parametrize("tag", GOLDEN["numbers"])
def test_numbers_are_icus(tag):
    """Digits, groups, and no group in four digits where a language wants none."""
    numbers = (0, 7, 999, 1234, 12345, 1234567)

    assert [format_number(n, locale=Locale(tag)) for n in numbers] == GOLDEN["numbers"][tag]


NUMBERS = [
    ("de", Decimal("-1234.5"), USUAL_CONVENTIONS, "-1.234,5", "a decimal, below zero"),
    ("es", -1234, USUAL_CONVENTIONS, "-1234", "four digits below zero"),
    ("es-MX", 1234, USUAL_CONVENTIONS, "1,234", "Latin America groups them"),
    ("fa", Decimal("1.5"), USUAL_CONVENTIONS, "۱٫۵", "the decimal sign goes with the digits"),
    ("fa", 1234, Conventions(digits=Digits.LATIN), "1,234", "so does the grouping sign"),
    ("km", 12, Conventions(digits=Digits.NATIVE), "១២", "native digits whose signs CLDR does not list"),
    ("en", 10**21, USUAL_CONVENTIONS, "1" + 7 * ",000", "a large number"),
]


@pytest.mark.parametrize(
    ("tag", "number", "conventions", "text"),
    [row[:4] for row in NUMBERS],
    ids=[f"{row[0]}: {row[4]}" for row in NUMBERS],
)
def test_a_number_is_written(tag, number, conventions, text):
    """The signs that go with the digits."""
    assert format_number(number, locale=Locale(tag), conventions=conventions) == text


@pytest.mark.parametrize("tag", sorted(set(GOLDEN["lists"]) - OLD_LISTS))
def test_lists_are_icus(tag):
    """One, two, three and four names."""
    lists = [format_list("ABCD"[:length], locale=Locale(tag)) for length in (1, 2, 3, 4)]

    assert lists == GOLDEN["lists"][tag]


LISTS = [
    ("en", [], "", "nothing"),
    ("es", ["Francia", "Italia"], "Francia e Italia", "before the sound of i"),
    ("es", ["padres", "hijos"], "padres e hijos", "before a silent h"),
    ("es", ["agua", "hielo"], "agua y hielo", "not before a diphthong"),
    ("es", ["Italia"], "Italia", "one alone"),
    ("es-MX", ["A", "B", "Índigo"], "A, B e Índigo", "at the end of three"),
    ("he", ["צרפת", "ישראל"], "צרפת וישראל", "a Hebrew word takes the letter to itself"),
    ("he", ["צרפת", "Metropolis"], "צרפת ו-Metropolis", "a foreign one needs the hyphen"),
]


@pytest.mark.parametrize(
    ("tag", "names", "text"), [row[:3] for row in LISTS], ids=[f"{row[0]}: {row[3]}" for row in LISTS]
)
def test_a_list_is_written(tag, names, text):
    """The last "and" as the language says it."""
    assert format_list(names, locale=Locale(tag)) == text


def test_conventions_hold_for_what_descends_from_a_locale():
    """What is asked for in ar holds for ar-EG, unless that has its own."""
    latin, native = Conventions(digits=Digits.LATIN), Conventions(digits=Digits.NATIVE)
    asked = {Locale("ar"): latin, Locale("ar-MA"): native}

    found = [conventions_for(Locale(tag), asked) for tag in ("ar", "ar-EG", "ar-MA", "fa")]
    assert found == [latin, latin, native, USUAL_CONVENTIONS]


@pytest.mark.parametrize("digits", Digits, ids=str)
def test_every_language_has_ten_digits(digits):
    """Whatever set CLDR names, ten different signs come out."""
    systems = {numbering_system(locale, digits) for locale in LOCALES}

    assert all(len(set(in_digits("0123456789", system))) == 10 for system in systems)
    assert (systems == {"latn"}) == (digits is Digits.LATIN)


NEWSROOM = """\
name = "Polycentra"
source_language = "en"
website = "https://www.example.org"
postal_address = "Barcelona"
[sender]
name = "News"
address = "news@example.org"
"""


def test_a_newsroom_asks_for_conventions_by_language():
    """A table a language; what is written is read again."""
    text = f'{NEWSROOM}[conventions.fa]\ncalendar = "persian"\ndigits = "native"\n[conventions.pt-BR]\n'

    newsroom = parse_newsroom(text, path="newsroom.toml")

    persian = Conventions(calendar=Calendar.PERSIAN, digits=Digits.NATIVE)
    assert newsroom.conventions == {Locale("fa"): persian, Locale("pt-BR"): USUAL_CONVENTIONS}
    assert parse_newsroom(newsroom_text(newsroom), path="newsroom.toml") == newsroom


WRONG = [
    # table   line   words   why
    ('[conventions.fa]\ncalendar = "persan"', 9, "Write one of: gregorian, persian", "a slip in a calendar"),
    ('[conventions.fa]\ndigits = "arabic"', 9, "Write one of: default, native, latin", "unknown digits"),
    ('[conventions.fa]\ncalender = "persian"', 9, "Did you mean `calendar`", "a slip in a key"),
    ('[conventions.xx]\ncalendar = "persian"', 8, "CLDR", "no language"),
    ('[conventions]\nfa = "persian"', 9, "`conventions.fa` is not a table", "no table"),
    ("[conventions.fa]\n[conventions.fa-arab]\n[conventions.FA]", 10, "which has a table already", "twice"),
    ("[conventions.fa]\ncalendar = 7", 9, "is not a text", "a number"),
]


@pytest.mark.parametrize(
    ("table", "line", "words"), [row[:3] for row in WRONG], ids=[row[3] for row in WRONG]
)
def test_a_wrong_convention_is_told(table, line, words):
    """With its line, and what to write."""
    with pytest.raises(ArticleError) as caught:
        parse_newsroom(f"{NEWSROOM}{table}\n", path="newsroom.toml")

    assert [str(fault) for fault in caught.value.faults if words in str(fault)] != [], caught.value.faults
    assert any(fault.where == f"newsroom.toml:{line}" for fault in caught.value.faults)
