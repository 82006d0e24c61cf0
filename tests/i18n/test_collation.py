"""Words stand in the order of each language's own alphabet, as ICU 78.2 sorts them."""

import json
from pathlib import Path

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.collation import collation_key
from newsletter.i18n.locale import Locale

ORDER = json.loads((Path(__file__).parent / "calendars" / "order.json").read_text(encoding="utf-8"))["found"]
LETTERS = {tag: found["letters"] for tag, found in ORDER.items() if found["letters"]}
LANGUAGES = {tag: found["languages"] for tag, found in ORDER.items()}
# Big5 orders characters of equally many strokes by radical, ICU by Unihan's order: 法 and 波 have eight.
EQUAL_STROKES = "zh-Hant"
# ICU's Arabic tells forms of alef apart before anything else; here they are accents, told apart last.
ALEFS = set("أإا")
LOCALES = [Locale(name.replace("_", "-")) for name in sorted(locale_identifiers()) if name != "root"]


def sorted_for(locale, texts):
    """Return texts in the order of a language."""
    return sorted(texts, key=collation_key(locale))


@pytest.mark.parametrize("tag", sorted(set(LETTERS) - {EQUAL_STROKES}))
def test_letters_stand_where_the_language_has_them(tag):
    """å after z, ñ after n, ch after h: from any order."""
    letters = [letter for letter in LETTERS[tag] if not (tag == "ar" and letter in ALEFS)]

    assert sorted_for(Locale(tag), sorted(letters)) == letters


@pytest.mark.parametrize("tag", sorted(set(LANGUAGES) - {EQUAL_STROKES}))
def test_names_of_languages_are_sorted_as_icu_does(tag):
    """Forty names in the language's own words: what lists of languages are made of."""
    assert sorted_for(Locale(tag), sorted(LANGUAGES[tag])) == LANGUAGES[tag]


def test_traditional_chinese_is_ordered_by_strokes():
    """As ICU does, but for three names whose first character has eight strokes."""
    ours, theirs = sorted_for(Locale("zh-Hant"), LANGUAGES["zh-Hant"]), LANGUAGES["zh-Hant"]

    differing = {a for a, b in zip(ours, theirs, strict=True) if a != b}
    assert {name[0] for name in differing} == set("法波")


SORTED = [
    # language   in order   why
    ("en", ["co-op art", "CO2", "coop"], "punctuation before digits before letters"),
    ("en", ["Zoë", "zoo"], "accents count only where letters are equal"),
    ("en", ["resume", "Resume", "résumé"], "small before capital, plain before accent"),
    ("de", ["Muller", "Müller", "Mütze"], "an umlaut is an accent in German"),
    ("sv", ["Zürich", "Åbo", "Ängelholm", "Öland"], "but ends the alphabet in Swedish"),
    ("cs", ["cukr", "hora", "chleba", "ibis"], "two letters that are one"),
    ("tr", ["ILICA", "ışık", "iz", "İzmir"], "capitals of the two i"),
    ("vi", ["ba", "bà", "bã", "bă", "bắ", "bâ", "bậ"], "tones are accents, hats make letters"),
    ("da", ["Zealand", "Ærø", "Øresund", "Århus", "Aarhus"], "aa is å"),
    ("ja", ["スウェーデン", "スーダン", "スペイン"], "a long vowel counts as its vowel"),
    ("zh", ["阿", "波", "中", "龘"], "pinyin; a rare character at the end"),
    ("ko", ["가나", "각", "나"], "syllables by their letters"),
    ("ja-Latn", ["b", "亜"], "Han characters come after letters, without any reading"),
]


@pytest.mark.parametrize(
    ("tag", "texts"), [row[:2] for row in SORTED], ids=[f"{row[0]}: {row[2]}" for row in SORTED]
)
def test_texts_are_sorted(tag, texts):
    """From the reverse of their order."""
    assert sorted_for(Locale(tag), reversed(texts)) == texts


@given(st.lists(st.text(max_size=12), max_size=8), st.sampled_from(LOCALES))
def test_any_texts_can_be_sorted(texts, locale):
    """Whatever is written in whatever language: the same order from any start, nothing lost."""
    found = sorted_for(locale, texts)

    assert sorted_for(locale, reversed(texts)) == found
    assert sorted(found) == sorted(texts)


def test_things_are_sorted_by_their_names():
    """The key serves whatever has a name."""
    key = collation_key(Locale("es"))

    assert sorted([{"es": "ñu"}, {"es": "nz"}, {"es": "oso"}], key=lambda it: key(it["es"]))[1] == {
        "es": "ñu"
    }
