"""Checks: the newsroom's words are said as its glossary says them, and its names are kept.

    Glossary ──▶ terms that a source says ──▶ what a translation must say

Languages bend words, so a term that is translated is looked for by its beginning, on both sides: `cities`
says `city`, `plans climat` says `plan climat`, `Straßenbahnnetz` says `Straßenbahn`. A name is no word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text
from newsletter.newsroom.glossary import Glossary, Term, terms_in
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair
from newsletter.translation.checks.visible_text import prose_of

_WORD = re.compile(r"[^\W_]+")
_STEM_SHARE = 0.7
_SHORTEST_STEM = 3
_MOST_ENDING = 4
"""Letters that an ending may add in the source: cities, planning."""
_NO_SPACES = frozenset(["zh", "ja", "th", "lo", "my", "km", "bo", "dz", "yue"])
_PREFIXES = re.compile(r"^(?:ال|وال|بال|لل)")  # Arabic articles and what is written in one word with them

_TermsByBeginning = Mapping[str, tuple[Term, ...]]
"""Beginning of a term's first word ──▶ the terms."""


class _GlossaryKey:
    """A glossary as the key of a cache: it holds mappings, so it has no hash of its own."""

    __slots__ = ("glossary",)

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    def __hash__(self) -> int:
        return id(self.glossary)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _GlossaryKey) and other.glossary is self.glossary


@lru_cache(maxsize=64)
def _terms_by_beginning(key: _GlossaryKey) -> _TermsByBeginning:
    """Return where to look for the terms that are translated."""
    by_beginning: dict[str, tuple[Term, ...]] = {}
    for term in key.glossary.terms:
        word = _WORD.search(term.source)
        if word and not term.is_kept and term.translations:
            beginning = word[0].casefold()[:_SHORTEST_STEM]
            by_beginning[beginning] = (*by_beginning.get(beginning, ()), term)
    return by_beginning


@lru_cache(maxsize=64)
def _all_kept_terms(key: _GlossaryKey) -> tuple[Term, ...]:
    return tuple(term for term in key.glossary.terms if term.is_kept)


@lru_cache(maxsize=8192)
def _kept_terms(key: _GlossaryKey, text: str) -> tuple[Term, ...]:
    """Return the terms that a source text says, and that are never translated."""
    prose = normalised_text(prose_of(text))
    if not any(term.source in prose for term in _all_kept_terms(key)):
        return ()
    return tuple(term for term in terms_in(prose, key.glossary) if term.is_kept)


@lru_cache(maxsize=8192)
def _translated_terms(key: _GlossaryKey, text: str, language: str) -> tuple[Term, ...]:
    """Return the terms that a source text says, and that have a translation somewhere."""
    by_beginning = _terms_by_beginning(key)
    folded = normalised_text(prose_of(text)).casefold()
    if language in _NO_SPACES:
        groups = list(by_beginning.values())
    else:
        words = _WORD.findall(folded)
        beginnings = {word[:length] for word in words for length in range(1, _SHORTEST_STEM + 1)}
        groups = [by_beginning[beginning] for beginning in beginnings if beginning in by_beginning]
    candidates = [term for terms in groups for term in terms if _stem(term.source) in folded]
    return tuple(term for term in candidates if _pattern(term.source, language).search(folded))


@lru_cache(maxsize=16384)
def _stem(source: str) -> str:
    """Return what is in every text that says a term, however it is bent."""
    first = normalised_text(source).casefold().partition(" ")[0]
    return first.removesuffix("y") or first


@lru_cache(maxsize=16384)
def _pattern(source: str, language: str) -> re.Pattern[str]:
    """Return what finds a term in a source text, with whatever endings."""
    name = normalised_text(source).casefold()
    if language in _NO_SPACES:
        return re.compile(re.escape(name))
    return re.compile(rf"(?<!\w){' '.join(map(_bent_word_pattern, name.split(' ')))}(?!\w)")


def _bent_word_pattern(word: str) -> str:
    if len(word) <= _SHORTEST_STEM:
        return rf"{re.escape(word)}s?"
    if word.endswith("y"):
        return rf"{re.escape(word[:-1])}(?:y|ies)"
    return rf"{re.escape(word)}(?:['’]?[^\W\d_]{{0,{_MOST_ENDING}}})?"


def _folded_text(text: str) -> str:
    """Return a text without capitals, accents and vowel signs."""
    text = text.casefold()
    if text.isascii():
        return text
    letters = (char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(letters))


@lru_cache(maxsize=4096)
def _stems(accepted: str, language: str) -> tuple[str, ...]:
    """Return the beginnings of the words of an accepted translation."""
    text = _folded_text(accepted)
    if language in _NO_SPACES:
        return (text,)
    words = [_PREFIXES.sub("", word) or word for word in _WORD.findall(text)]
    return tuple(word[: max(_SHORTEST_STEM, round(len(word) * _STEM_SHARE))] for word in words)


class KeepsToTheGlossary(Check):
    """Where the source says a term, the translation says one of its accepted translations."""

    code = "glossary"
    severity = Severity.WARNS
    _GLOSSARY = Glossary(
        (
            Term(
                source="climate plan",
                translations={Locale("fr"): ("plan climat",), Locale("zh-Hans"): ("气候计划",)},
            ),
            Term(source="tram", translations={Locale("de"): ("Straßenbahn",), Locale("ar"): ("الترام",)}),
            Term(source="EV", translations={Locale("fr"): ("VE",)}),
            Term(source="city", translations={Locale("fr"): ("ville", "cité")}),
        )
    )
    good = (
        TextPair(source="A Climate Plan", translation="Un plan climat", glossary=_GLOSSARY),
        TextPair(source="All climate plans", translation="Tous les plans climat", glossary=_GLOSSARY),
        TextPair(
            source="The climate plan",
            translation="这个气候计划",
            glossary=_GLOSSARY,
            locale=Locale("zh-Hans"),
        ),
        TextPair(
            source="The trams", translation="Das Straßenbahnnetz", glossary=_GLOSSARY, locale=Locale("de")
        ),
        TextPair(source="By tram", translation="بالترام", glossary=_GLOSSARY, locale=Locale("ar")),
        TextPair(source="Trampolines", translation="Des trampolines", glossary=_GLOSSARY),
        TextPair(source="Two EVs", translation="Deux VE", glossary=_GLOSSARY),
        TextPair(source="Cities", translation="Les cités", glossary=_GLOSSARY, locale=Locale("fr-CA")),
        TextPair(source="A climate plan", translation="Un plano", glossary=_GLOSSARY, locale=Locale("pt")),
    )
    bad = (
        TextPair(source="A climate plan", translation="Un projet vert", glossary=_GLOSSARY),
        TextPair(source="The cities", translation="Les communes", glossary=_GLOSSARY),
        TextPair(source="Two EVs", translation="Deux autos", glossary=_GLOSSARY),
        TextPair(source="The tram", translation="Die Bahn", glossary=_GLOSSARY, locale=Locale("de")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per term that is said in another way."""
        if not pair.glossary.terms:
            return
        key = _GlossaryKey(pair.glossary.base or pair.glossary)
        for term in _translated_terms(key, pair.said.text, pair.source_locale.language):
            accepted = () if _is_kept(term, pair.glossary) else term.accepted_translations(pair.locale)
            if accepted and not any(_says(pair, wording) for wording in accepted):
                wordings = " or ".join(f"“{wording}”" for wording in accepted)
                where = f"{pair.glossary.path}:{term.line}" if term.line else pair.glossary.path
                yield FindingText(
                    f"“{term.source}” is {wordings} in {pair.locale} ({where})", "Use the newsroom's word"
                )


def _is_kept(term: Term, glossary: Glossary) -> bool:
    """Tell whether the article itself keeps a term, whatever the newsroom's glossary says of it."""
    return glossary.base is not None and any(
        kept.source == term.source for kept in _all_kept_terms(_GlossaryKey(glossary))
    )


def _says(pair: TextPair, accepted: str) -> bool:
    text = _folded_text(pair.shown.text)
    return all(stem in text for stem in _stems(accepted, pair.locale.language))


class KeepsNames(Check):
    """What is never translated stands in the translation letter by letter, whatever stands around it."""

    code = "kept-terms"
    severity = Severity.BLOCKS
    _GLOSSARY = Glossary(
        (Term(source="Polycentra", is_kept=True), Term(source="Open Data Day", is_kept=True))
    )
    good = (
        TextPair(source="By Polycentra", translation="Von Polycentras Leuten", glossary=_GLOSSARY),
        TextPair(source="By Polycentra", translation="Polycentra가", glossary=_GLOSSARY, locale=Locale("ko")),
        TextPair(source="By Polycentra", translation="«Polycentra»", glossary=_GLOSSARY),
        TextPair(source="Open Data Day", translation="L’Open\u00a0Data\u00a0Day", glossary=_GLOSSARY),
        TextPair(source="Polycentraville", translation="Une ville", glossary=_GLOSSARY),
        TextPair(source="https://polycentra.org/Polycentra", translation="Ici", glossary=_GLOSSARY),
    )
    bad = (
        TextPair(source="By Polycentra", translation="Par Polycentre", glossary=_GLOSSARY),
        TextPair(source="By Polycentra", translation="Par polycentra", glossary=_GLOSSARY),
        TextPair(source="Open Data Day", translation="Journée des données ouvertes", glossary=_GLOSSARY),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per name that was changed."""
        if not pair.glossary.terms:
            return
        kept_terms = _kept_terms(_GlossaryKey(pair.glossary), pair.said.text)
        text = normalised_text(pair.shown.text) if kept_terms else ""
        for term in kept_terms:
            if not any(
                normalised_text(wording) in text
                for wording in (term.source, *term.accepted_translations(pair.locale))
            ):
                yield FindingText(f"“{term.source}” is missing", "Keep it as it is, letter by letter")
