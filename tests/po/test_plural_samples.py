"""The plural rules that new catalogues get are CLDR's, in every language, or a line here says why not.

Two rules agree when they sort the same numbers together, whatever order the forms have.
"""

from collections import defaultdict
from functools import lru_cache

import pytest
from babel.localedata import locale_identifiers

from newsletter.i18n.locale import Locale
from newsletter.po.plural_forms import parse_plural_forms, plural_forms_field

MILLION = 10**6
# What CLDR's integer samples are made of: all small ones, round ones, and their neighbours.
NUMBERS = [
    *range(1201),
    *(10**power + more for power in range(3, 16) for more in (0, 1, 2, 3, 5, 11, 12, 21, 100)),
    *(many * MILLION for many in range(2, 30)),
]


def languages():
    """Return every language that Babel has data for, and European Portuguese, which has its own rule."""
    tags = {name.partition("_")[0] for name in locale_identifiers()} - {"root"}
    found = []
    for tag in sorted({*tags, "pt-PT"}):
        try:
            found.append(str(Locale.parse(tag)))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


@lru_cache
def differing(tag, *, numbers=tuple(NUMBERS)):
    """Return numbers that only one of the two rules keeps apart from others, one of each kind."""
    locale = Locale(tag)
    forms, rule = parse_plural_forms(plural_forms_field(str(locale))), locale.cldr.plural_form
    first_of = {}
    of_form, of_category = defaultdict(set), defaultdict(set)
    for n in numbers:
        form, category = forms.index(n), rule(n)
        first_of.setdefault((form, category), n)
        of_form[form].add(category)
        of_category[category].add(form)
    return sorted(
        n for (form, cat), n in first_of.items() if len(of_form[form]) > 1 or len(of_category[cat]) > 1
    )


def has_cldr_rule(tag):
    """Tell whether CLDR says anything about a language; Babel gives an empty rule for the others."""
    return bool(Locale(tag).cldr.plural_form.rules)


# (languages, why a catalogue's rule is another one than CLDR's)
EXPLAINED = {
    "millions": (
        {"ca", "es", "fr", "it", "pt", "pt-PT", "scn", "vec"},
        (
            "CLDR has `many` for whole millions (un millón de euros), which no gettext tool writes; a count "
            "of mails or seats that is a whole million stands under `other`"
        ),
    ),
    "nothing": (
        {"bn", "hi", "ht", "pa", "pt"},
        "CLDR says `one` of 0 too; the gettext manual and every translator's tool say n != 1",
    ),
    "one form": (
        {"fa", "hu", "ka", "tr"},
        "nouns stay in the singular behind a number, so Babel's table has one form where CLDR has two",
    ),
    "tradition": (
        {"br", "cy", "fur", "gv", "he", "lv", "mt"},
        (
            "gettext's traditional rule is older than CLDR's and differs in kind: br has forms for 21 and "
            "31, cy none for 0, he none for 2, lv takes 11 for many, gv knows one and the rest, fur has 0 "
            "with 1, mt takes 101 for few"
        ),
    ),
}
TOLD = set().union(*(tags for tags, _ in EXPLAINED.values()))


@pytest.mark.parametrize("tag", sorted(set(languages()) - TOLD))
def test_the_rule_is_cldrs(tag):
    """Numbers that CLDR keeps apart have different forms, and no others have."""
    if has_cldr_rule(tag):
        assert differing(tag) == []


@pytest.mark.parametrize("tag", sorted(TOLD))
def test_an_explained_difference_is_still_there(tag):
    """A line of the table that explains nothing any more must go."""
    assert differing(tag) != []


@pytest.mark.parametrize("tag", sorted(EXPLAINED["millions"][0] - EXPLAINED["nothing"][0]))
def test_millions_are_all_that_differs(tag):
    """Below a million, and beside whole millions, the rule is CLDR's."""
    assert differing(tag, numbers=tuple(n for n in NUMBERS if not n or n % MILLION)) == []


@pytest.mark.parametrize("tag", sorted(EXPLAINED["nothing"][0]))
def test_nothing_is_all_that_differs(tag):
    """From 1 on the rule is CLDR's, millions of Portuguese and Haitian left out."""
    assert differing(tag, numbers=tuple(n for n in NUMBERS if n % MILLION)) == []


@pytest.mark.parametrize("tag", sorted(EXPLAINED["one form"][0]))
def test_one_form_is_one_form(tag):
    """The table's explanation is true of these languages."""
    assert plural_forms_field(tag) == "nplurals=1; plural=0;"


def test_a_language_without_a_rule_in_cldr_has_two_forms_or_one():
    """What nobody knows is guessed as in English, unless gettext knows better."""
    without = [tag for tag in languages() if not has_cldr_rule(tag)]
    counts = {parse_plural_forms(plural_forms_field(tag)).count for tag in without}

    assert counts == {1, 2}


def test_a_territory_changes_no_rule():
    """Only Portuguese has two; everywhere else the language decides."""
    own = set()
    for name in locale_identifiers():
        if "_" in name and name != "root":
            language = name.partition("_")[0]
            try:
                locale, parent = Locale.parse(name), Locale.parse(language)
            except ValueError:
                continue
            if plural_forms_field(str(locale)) != plural_forms_field(str(parent)):
                own.add(str(locale))

    assert own == {"pt-BR"}
