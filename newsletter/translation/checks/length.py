"""Checks: a translation is about as long as its source, and no longer than there is room for."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

_WIDEST_SUBJECT = 70
"""Columns; a mailbox shows about 60 of a subject, a telephone half of it."""
_TIMES_LONGER, _MORE_CHARACTERS = 2.2, 40
_TIMES_SHORTER, _FEWER_CHARACTERS = 0.4, 15
_DENSITY = {
    "zh": 0.33, "yue": 0.33, "ja": 0.48, "ko": 0.55, "bo": 1.1, "he": 0.8, "ar": 0.85, "fa": 0.95,
    "hi": 1.0, "my": 1.3, "km": 1.2, "ta": 1.25, "ml": 1.25, "fr": 1.2, "es": 1.2, "de": 1.2, "el": 1.2,
}  # fmt: skip
"""Characters that a text has for each character of the same in English, measured on long articles."""


@lru_cache(maxsize=512)
def _expected_ratio(source: Locale, target: Locale) -> float:
    return _DENSITY.get(target.language, 1.1) / _DENSITY.get(
        source.language, 1.0 if source.language == "en" else 1.1
    )


class IsAboutAsLong(Check):
    """The length is what texts of the two languages have to each other, give or take a lot."""

    code = "length"
    severity = Severity.WARNS
    good = (
        TextPair(source="Yes", translation="Certainement"),
        TextPair(
            source="A plan for the climate of all cities of the region",
            translation="该地区所有城市的气候计划",
            locale=Locale("zh-Hans"),
        ),
        TextPair(
            source="该地区所有城市的气候计划",
            translation="A plan for the climate of all cities of the region",
            source_locale=Locale("zh-Hans"),
            locale=Locale("en"),
        ),
    )
    bad = (
        TextPair(source="A plan for the climate of all cities of the region", translation="Un plan"),
        TextPair(
            source="A plan", translation="Un plan pour le climat de toutes les villes de la région entière"
        ),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield at most one fault."""
        source_length, translation_length = len(pair.said.text), len(pair.shown.text)
        expected = source_length * _expected_ratio(pair.source_locale, pair.locale)
        if translation_length > max(
            source_length, expected * _TIMES_LONGER + _MORE_CHARACTERS
        ):  # names keep their length
            yield FindingText(
                f"the translation has {translation_length} characters, the source {source_length}",
                "Remove what the source does not say",
            )
        elif (
            translation_length
            + _FEWER_CHARACTERS * min(1.0, expected / source_length if source_length else 1.0)
            < expected * _TIMES_SHORTER
        ):
            yield FindingText(
                f"the translation has only {translation_length} characters, the source {source_length}",
                "Translate the whole text",
            )


class KeepsToMaxLength(Check):
    """The flag `max-length:N` allows N characters."""

    code = "max-length"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="News", translation="Actualités", flags=("max-length:10",)),
        TextPair(source="News", translation="Actualités", flags=("max-length:x",)),
    )
    bad = (TextPair(source="News", translation="Actualités", flags=("max-length:9",)),)

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per flag that is not kept to."""
        for flag in pair.flags:
            if flag.startswith("max-length:"):
                limit = flag.removeprefix("max-length:").strip()
                if limit.isdecimal() and len(pair.translation) > int(limit[:9]):
                    yield FindingText(
                        f"the translation has {len(pair.translation)} characters, allowed are {limit}",
                        "Shorten it",
                    )


class FitsTheMailbox(Check):
    """A subject is as wide as mailboxes show, or no wider than the author's."""

    code = "subject-length"
    severity = Severity.WARNS
    good = (
        TextPair(source="News", translation="Actualités", context="subject"),
        TextPair(source="N" * 90, translation="A" * 90, context="subject"),
        TextPair(source="News", translation="A" * 90, context="title"),
    )
    bad = (
        TextPair(source="News", translation="A" * 71, context="subject"),
        TextPair(source="News", translation="新" * 40, context="subject", locale=Locale("zh-Hans")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield at most one fault."""
        if pair.context == "subject":
            width = _columns(pair.translation)
            if width > max(_WIDEST_SUBJECT, _columns(pair.source)):
                yield FindingText(
                    f"the subject is {width} columns wide; mailboxes show about 60",
                    "Shorten it, or begin with what matters",
                )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
