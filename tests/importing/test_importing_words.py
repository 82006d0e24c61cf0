"""The words that importing looks for: a file with one table a purpose, in it one list a language."""

import re
import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing.word_lists import (
    WordPurpose,
    any_of,
    folded_text,
    words_for,
    words_in,
    words_of_purpose,
)

# It folds to "schliessen", so nothing is ever found by it.
NEVER_FOUND = {"schließen"}
TABLES = tomllib.loads(files("newsletter.importing").joinpath("words.toml").read_text(encoding="utf-8"))


def test_every_table_has_a_purpose_and_every_purpose_a_table():
    """A misspelt table would be looked for in vain."""
    assert set(TABLES) == set(get_args(WordPurpose))


@pytest.mark.parametrize("purpose", TABLES)
def test_a_table_has_lists_of_words_by_language(purpose):
    """Keys are language tags; `mul` is any language."""
    for language, words in TABLES[purpose].items():
        assert Locale.parse(language).tag == language or language == "mul"
        assert words
        assert all(isinstance(word, str) and word == word.strip() for word in words)


@pytest.mark.parametrize("purpose", ["boilerplate", "home"])
def test_words_that_are_compared_folded_are_written_so(purpose):
    """Another spelling would never be found."""
    assert {word for word in words_of_purpose(purpose) if word != folded_text(word)} <= NEVER_FOUND


@pytest.mark.parametrize("purpose", ["doubled", "sentence_opening", "name_particle", "stop"])
def test_words_that_are_compared_in_small_letters_are_written_so(purpose):
    """Another spelling would never be found."""
    assert [word for word in words_of_purpose(purpose) if word != word.casefold()] == []


def test_words_are_taken_of_one_language_or_of_all():
    """A language that a table does not know has none."""
    assert "nous" in words_in("fr", "doubled")
    assert words_in("en", "sentence_opening") == ()
    assert {"nous", "that"} <= words_for("doubled")


def test_a_star_is_any_ending_and_a_full_stop_itself():
    """Words are no patterns."""
    assert re.fullmatch(any_of("photo_credit"), "fotografia")
    assert re.fullmatch(any_of("caption"), "fig.")
    assert not re.fullmatch(any_of("caption"), "figs")
