"""Plural rules come from strangers: they are followed exactly, or refused when the file is read."""

import gettext

import pytest
from babel.messages.plurals import PLURALS
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.po.plural_forms import parse_plural_forms, plural_forms_field

BAD = [
    # field   part of the error   why
    ("", "not of the shape", "nothing"),
    ("nplurals=2", "not of the shape", "no expression"),
    ("nplurals=2; plural=;", "not of the shape", "an empty expression"),
    ("nplurals=INTEGER; plural=EXPRESSION;", "not of the shape", "the template's placeholder"),
    ("nplurals=0; plural=0;", "nplurals is 0", "no form at all"),
    ("nplurals=17; plural=0;", "1 to 16 are possible", "more forms than any language has"),
    (f"nplurals={'9' * 5000}; plural=0;", "1 to 16 are possible", "a number longer than Python reads"),
    ("nplurals=2; plural=n%0;", "divides by zero for n=0", "remainder of nothing"),
    ("nplurals=2; plural=n/0;", "divides by zero for n=0", "division by nothing"),
    ("nplurals=2; plural=1/(n-700);", "divides by zero for n=700", "a zero that comes late"),
    ("nplurals=2; plural=n;", "gives form 2 for n=2", "more answers than forms"),
    ("nplurals=2; plural=n-1;", "gives form 18446744073709551615 for n=0", "C has no negative numbers here"),
    ("nplurals=1; plural=n==999;", "gives form 1 for n=999", "one answer too many, late"),
    ("nplurals=2; plural=while(1);", "which means nothing there", "a program"),
    ("nplurals=2; plural=__import__('os');", "which means nothing there", "Python"),
    ("nplurals=2; plural=n=1;", "which means nothing there", "an assignment"),
    ("nplurals=2; plural=n&1;", "which means nothing there", "an operator that gettext does not know"),
    ("nplurals=2; plural=nn;", "which means nothing there", "an unknown name"),
    ("nplurals=2; plural=0x1;", "which means nothing there", "hexadecimal"),
    ("nplurals=2; plural=n 1;", "where its end should be", "two operands side by side"),
    ("nplurals=2; plural=(n>1;", "where ) should be", "a bracket is not closed"),
    ("nplurals=2; plural=n>1);", "has ) where its end should be", "a bracket is not opened"),
    ("nplurals=2; plural=n?1;", "where : should be", "half a condition"),
    ("nplurals=2; plural=n>;", "its end where a number or n", "an operand is missing"),
    ("nplurals=2; plural=-1;", "has - where a number or n", "no signs"),
    ("nplurals=2; plural=18446744073709551616;", "above 18446744073709551615", "65 bits"),
    (f"nplurals=2; plural={'9' * 5000};", "above 18446744073709551615", "a number longer than Python reads"),
    (f"nplurals=2; plural={'n>1||' * 2000}0;", "more than 300", "10 KB of expression"),
    (f"nplurals=2; plural={'(' * 100}n{')' * 100};", "deeper than 40", "nested brackets"),
    (f"nplurals=2; plural={'!' * 250}n;", "deeper than 40", "nested negations"),
    (f"nplurals=2; plural={'n?n:' * 60}n;", "deeper than 40", "nested conditions"),
    ("nplurals=2; plural=n>1; plural=0;", "not of the shape", "two expressions"),
]


@pytest.mark.parametrize(("field", "error"), [row[:2] for row in BAD], ids=[row[2] for row in BAD])
def test_a_bad_rule_is_refused(field, error):
    """Each row of the table is refused, in words that say why."""
    with pytest.raises(ValueError, match=r"[Pp]lural") as refused:
        parse_plural_forms(field)

    assert error in str(refused.value)


MEANINGS = [
    # expression   n   form   why
    ("n==1?0:n==2?1:2", 2, 1, "?: groups from the right"),
    ("0||1&&0", 0, 0, "&& binds closer than ||"),
    ("1||1/0", 0, 1, "|| stops at the first yes"),
    ("0&&1/0", 0, 0, "&& stops at the first no"),
    ("1?0:1/0", 0, 0, "only one branch is looked at"),
    ("2==2==1", 0, 1, "== groups from the left"),
    ("1<2==1", 0, 1, "< binds closer than =="),
    ("3-1-1", 0, 1, "- groups from the left"),
    ("1+2*0", 0, 1, "* binds closer than +"),
    ("7/2%2", 0, 1, "division drops the rest"),
    ("!n", 0, 1, "! makes 1 of 0"),
    ("!!n", 7, 1, "! makes 0 of all else"),
    ("!n==1", 0, 1, "! binds closest"),
    ("(n!=1)", 1, 0, "!="),
    ("n>=2", 2, 1, ">="),
    ("n<=2", 3, 0, "<="),
    ("0-1>5", 0, 1, "below 0 comes the largest number of 64 bits"),
]


@pytest.mark.parametrize(
    ("expression", "n", "form"),
    [row[:3] for row in MEANINGS],
    ids=[f"{row[0]}: {row[3]}" for row in MEANINGS],
)
def test_the_expression_is_c(expression, n, form):
    """Operators bind, group and stop as C's do."""
    assert parse_plural_forms(f"nplurals=3; plural={expression};").index(n) == form


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_what_gettext_programs_use_is_followed(name):
    """All rules of Babel's table give, for many numbers, what Python's own reader gives."""
    count, expression = PLURALS[name]
    ours, theirs = parse_plural_forms(f"nplurals={count}; plural={expression};"), gettext.c2py(expression)

    numbers = [*range(2500), 10**6, 10**6 + 1, 10**9]
    assert [ours.index(n) for n in numbers] == [theirs(n) for n in numbers]


def test_a_number_below_zero_is_what_c_makes_of_it():
    """Nobody counts below zero, but nobody crashes either."""
    assert parse_plural_forms("nplurals=2; plural=n>1;").index(-1) == 1


def test_a_form_that_only_rare_numbers_lack_is_the_first():
    """Beyond the numbers that were tried, libintl's answer to the impossible is form 0."""
    late_zero = parse_plural_forms("nplurals=2; plural=1/(n-5000);")
    late_index = parse_plural_forms("nplurals=2; plural=n>5000?7:1;")

    assert (late_zero.index(5000), late_index.index(5001), late_index.index(1)) == (0, 0, 1)


@given(st.text(alphabet="n0123456789()?:!=<>&|+-*/% ;", max_size=60))
def test_any_line_of_signs_is_a_rule_or_an_error(text):
    """No expression crashes the reader, and an accepted one answers within its forms."""
    try:
        forms = parse_plural_forms(f"nplurals=2; plural={text}")
    except ValueError:
        return
    assert all(forms.index(n) in (0, 1) for n in (0, 1, 2, 5, 10**6))


FIELDS = [
    # locale   forms   samples as {n: form}   why
    ("fr", 2, {0: 0, 1: 0, 2: 1}, "French: 0 is singular"),
    ("en", 2, {0: 1, 1: 0, 2: 1}, "English"),
    ("uk", 3, {1: 0, 2: 1, 5: 2, 11: 2, 21: 0}, "Ukrainian: no fourth form for fractions"),
    ("pl", 3, {1: 0, 2: 1, 5: 2, 22: 1}, "Polish"),
    ("ar", 6, {0: 0, 1: 1, 2: 2, 3: 3, 11: 4, 99: 4, 100: 5}, "Arabic, in the order of the gettext manual"),
    ("zh-Hans", 1, {1: 0}, "Chinese, script and all"),
    ("pt-BR", 2, {0: 0, 1: 0, 2: 1}, "Brazil counts 0 as singular"),
    ("pt", 2, {0: 1, 1: 0}, "Portugal does not"),
    ("sr-Latn", 3, {1: 0, 2: 1, 5: 2}, "Serbian in Latin letters"),
    ("ca", 2, {0: 1, 1: 0}, "Catalan"),
    ("hy", 2, {0: 0, 1: 0, 2: 1}, "Armenian, which Babel's table has wrong"),
    ("id", 1, {2: 0}, "Indonesian, which Babel's table lacks"),
    ("kg", 2, {0: 1, 1: 0}, "Kongo, of which CLDR has only the name"),
    ("gd", 4, {1: 0, 11: 0, 2: 1, 3: 2, 20: 3}, "Gaelic, from CLDR"),
    ("zu", 2, {0: 0, 1: 0, 2: 1}, "Zulu, from CLDR"),
    ("gv", 2, {1: 0}, "Manx has a form for fractions only: Babel's default"),
    ("ht", 2, {1: 0}, "Haitian's rule counts exponents: Babel's default"),
]


@pytest.mark.parametrize(
    ("tag", "count", "samples"), [row[:3] for row in FIELDS], ids=[row[3] for row in FIELDS]
)
def test_a_new_catalogue_gets_its_language_s_rule(tag, count, samples):
    """The field for a locale is one that we read, and gives the table's forms."""
    forms = parse_plural_forms(plural_forms_field(tag))

    assert (forms.count, {n: forms.index(n) for n in samples}) == (count, samples)


CLDR_AGREES = [
    "ar",
    "ca",
    "cs",
    "de",
    "el",
    "en",
    "es",
    "fr",
    "hr",
    "it",
    "ja",
    "ko",
    "lt",
    "nl",
    "pl",
    "ro",
    "ru",
    "sk",
    "sl",
    "sv",
    "uk",
    "vi",
    "zh",
]


@pytest.mark.parametrize("tag", CLDR_AGREES)
def test_common_languages_group_numbers_as_cldr_does(tag):
    """Two whole numbers share a form exactly when CLDR puts them into one category."""
    locale = Locale.parse(tag)
    forms = parse_plural_forms(plural_forms_field(str(locale)))
    pairs = {(locale.cldr.plural_form(n), forms.index(n)) for n in range(1000)}

    assert len({category for category, _ in pairs}) == len(pairs) == len({form for _, form in pairs})
