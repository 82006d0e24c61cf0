"""Numbers mean the same however they are written: digits of all scripts, marks of all languages."""

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.number_formats import numbers_in

TAGS = ["en", "fr", "de", "de-CH", "es", "pl", "ar-EG", "fa", "hi", "bn", "mr", "my", "ne", "sv", "zh-Hans"]
WRITTEN = [
    ("en", "1,234.5", ["1234.5"], "English"),
    ("fr", "1 234,5", ["1234.5"], "French, a plain space"),
    ("fr", "1\u202f234,5", ["1234.5"], "French, as CLDR has it"),
    ("de", "1.234,5", ["1234.5"], "German"),
    ("de-CH", "1’234.5", ["1234.5"], "Swiss"),
    ("ar", "١٬٢٣٤٫٥", ["1234.5"], "Arabic"),
    ("hi", "12,34,567", ["1234567"], "lakhs"),
    ("fr", "1,234.5", ["1234.5"], "English within French, as two kinds of mark can only mean this"),
    ("en", "1,234,567", ["1234567"], "millions"),
    ("de", "3.000", ["3000"], "thousands in German"),
    ("en", "3.000", ["3.0"], "a decimal in English"),
    ("en", "0,5", ["0.5"], "half, in Europe's way"),
    ("en", "in 2019 200 cities", ["2019", "200"], "a year before a number"),
    ("en", "12.03.2020", ["12", "3", "2020"], "a date"),
    ("en", "10:30", ["10", "30"], "a time"),
    ("en", "007", ["7"], "zeros in front"),
    ("en", "1,2,3", ["1", "2", "3"], "a list"),
    ("en", "9" * 5000, ["9" * 5000], "longer than Python reads"),
    ("en", "1,234 567", ["1234", "567"], "two numbers"),
    ("en", "1.234'567", ["1", "234", "567"], "marks that mean nothing together"),
    ("en", "none", [], "no number"),
]


@pytest.mark.parametrize(
    ("tag", "text", "values"),
    [row[:3] for row in WRITTEN],
    ids=[f"{tag}: {why}" for tag, _, _, why in WRITTEN],
)
def test_a_number(tag, text, values):
    """Each spelling means what the table says."""
    assert [number.value for number in numbers_in(text, Locale(tag))] == values


@given(number=st.decimals(min_value=1, max_value=10**9, places=1), tag=st.sampled_from(TAGS))
def test_what_cldr_writes_is_read(number, tag):
    """A number as each language writes it is the number that English writes."""
    ours = format_decimal(number, locale="en")
    theirs = format_decimal(number, locale=Locale(tag).cldr, numbering_system="default")

    assert [n.value for n in numbers_in(theirs, Locale(tag))] == [
        n.value for n in numbers_in(ours, Locale("en"))
    ]
