"""Words of many languages that the rules look for: `words.toml`, read when the first rule asks for a word.

words.toml ──▶ words_of_purpose(), words_in(), words_for(), any_of() ──▶ rules

How a rule looks for its words stands with the rule. Here too: how a text is folded to be looked up.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

WordPurpose = Literal[
    "boilerplate",
    "home",
    "caption",
    "caption_article",
    "caption_unspaced",
    "caption_numbered",
    "photo_credit",
    "byline",
    "date_label",
    "doubled",
    "sentence_opening",
    "name_particle",
    "stop",
    "points_at_picture",
    "points_at_table",
    "points_at_video",
    "points_elsewhere",
    "after_this_thing",
    "thing_was_followed",
]
"""The tables of the file, whose comments say what each is for."""


@cache
def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the file: purpose → language → entries."""
    text = files("newsletter.importing").joinpath("words.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, Sequence[str]]] = tomllib.loads(text)
    return tables


def words_of_purpose(purpose: WordPurpose) -> tuple[str, ...]:
    """Return every entry of a table, in the order of the file."""
    return tuple(entry for of_language in _tables()[purpose].values() for entry in of_language)


def words_in(language: str, purpose: WordPurpose) -> Sequence[str]:
    """Return the entries of one language; none where the table does not know it."""
    return _tables()[purpose].get(language, ())


@cache
def words_for(purpose: WordPurpose) -> frozenset[str]:
    """Return the words of all languages."""
    return frozenset(words_of_purpose(purpose))


def any_of(purpose: WordPurpose) -> str:
    """Return a regular expression for the words of all languages, the first that fits in the file's order."""
    words = (re.escape(word).replace(r"\*", r"\w*") for word in dict.fromkeys(words_of_purpose(purpose)))
    return f"(?:{'|'.join(words)})"


def folded_text(text: str) -> str:
    """Return a text for comparing: no case, no outer punctuation, single spaces, one apostrophe.

    >>> folded_text("  Read  more » ")
    'read more'
    """
    words = " ".join(text.replace("’", "'").casefold().split())
    start, end = 0, len(words)
    while start < end and _is_outer(words[start]):
        start += 1
    while end > start and _is_outer(words[end - 1]):
        end -= 1
    return words[start:end]


def _is_outer(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] in "PSZ"
