"""Checks: a translation says something, and is no copy of its source; which catalogues are copies."""

import re
import unicodedata
from collections.abc import Iterator

from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import Catalogue
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair
from newsletter.translation.checks.visible_text import prose_of

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LENIENT = frozenset(["author", "category"])
_FEWEST_WORDS = 3
_SMALL_WORDS = 4
"""Letters of the words that a name may have between its capitals: of, and, the, pour."""
_READABLE = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo", "Nd", "Nl", "No", "So"])
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by their class that show nothing: fillers of Hangul, the empty Braille cell."""
_LONG = 5
"""Words from which on no honest translation is the same as its source."""


def _is_name(words: list[str], source_locale: Locale) -> bool:
    """Tell whether a text consists of names only. German writes all nouns with a capital, so there never."""
    if source_locale.language == "de":
        return False
    long = [word for word in words if len(word) > _SMALL_WORDS]
    return all(not word[0].islower() for word in long) and words[0][0].isupper() and len(words) > 1


class SaysSomething(Check):
    """There is something to read where the source has words: no translator's space, full stop or dash."""

    code = "empty"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="The city of the future", translation="La ville du futur"),
        TextPair(source="Dear {name},", translation="{name}:"),
        TextPair(source="We like it", translation="👍"),
        TextPair(source="…", translation="—"),
    )
    bad = (
        TextPair(source="The city of the future", translation=" "),
        TextPair(source="The city of the future", translation="\u200b\u00a0"),
        TextPair(source="The city of the future", translation="."),
        TextPair(source="The city of the future", translation="\u3164"),
        TextPair(source="2027", translation="** **"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield at most one fault."""
        if _says_something(pair.source) and not _says_something(pair.translation):
            yield FindingText(
                "there is nothing to read in the translation", "Translate it, or leave it empty"
            )


def _says_something(text: str) -> bool:
    """Tell whether there is a letter, a digit or a pictograph that can be seen."""
    return any(char not in _UNSEEN and unicodedata.category(char) in _READABLE for char in text)


class IsTranslated(Check):
    """The translation differs from the source, unless there is nothing to translate."""

    code = "untranslated"
    severity = Severity.WARNS
    good = (
        TextPair(source="The city of the future", translation="La ville du futur"),
        TextPair(source="Contact", translation="Contact"),
        TextPair(source="https://example.org/ 2019", translation="https://example.org/ 2019"),
        TextPair(source="Ana de la Cruz Moreno", translation="Ana de la Cruz Moreno", context="author"),
        TextPair(source="World Association of Cities", translation="World Association of Cities"),
        TextPair(
            source="The colour of the city", translation="The colour of the city", locale=Locale("en-GB")
        ),
    )
    bad = (
        TextPair(source="The city of the future", translation="The city of the future"),
        TextPair(source="The city of the future.", translation="the City of the future"),
        TextPair(source="Ein Plan der Stadt", translation="Ein Plan der Stadt", source_locale=Locale("de")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield at most one fault."""
        if abs(len(pair.source) - len(pair.translation)) > _SMALL_WORDS or pair.context in _LENIENT:
            return
        if pair.source[:_SMALL_WORDS].casefold() != pair.translation[:_SMALL_WORDS].casefold():
            return
        if pair.locale.language == pair.source_locale.language:
            return
        if not _has_same_words(pair.source, pair.translation):
            return
        words = _WORD.findall(_source_prose_without_kept_terms(pair))
        if len(words) >= _FEWEST_WORDS and not _is_name(words, pair.source_locale):
            yield FindingText("the translation is the source", "Translate it, or leave it empty")


def _source_prose_without_kept_terms(pair: TextPair) -> str:
    text = pair.said_prose
    for term in pair.glossary.terms:
        if term.is_kept:
            text = text.replace(term.source, " ")
    return text


def _has_same_words(source: str, translation: str) -> bool:
    """Tell whether two texts have the same words, whatever the capitals and marks."""
    if source == translation:
        return True
    return _WORD.findall(source.casefold()) == _WORD.findall(translation.casefold())


def untranslated_share(catalogue: Catalogue, *, source_locale: Locale) -> float:
    """Return which share of the longer messages, 0.0 to 1.0, only repeat their source.

    0.0 where there are none, and for another spelling of the same language. A catalogue most of whose
    longer messages do is a copy: nobody has translated it.
    """
    if Locale(catalogue.language).language == source_locale.language:
        return 0.0
    long = [
        entry
        for entry in catalogue.entries
        if entry.is_translated and len(_WORD.findall(prose_of(entry.text))) >= _LONG
    ]
    copies = sum(
        all(_has_same_words(entry.text, translation) for translation in entry.translations[:1])
        for entry in long
    )
    return copies / len(long) if long else 0.0


def is_copied_catalogue(catalogue: Catalogue, *, source_locale: Locale) -> bool:
    """Tell whether most of a catalogue's longer messages only repeat their source."""
    return untranslated_share(catalogue, source_locale=source_locale) > 0.5  # noqa: PLR2004 -- "most"
