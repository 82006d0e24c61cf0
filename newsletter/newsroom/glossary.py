"""The newsroom's words: how each term is said in a language, and what is never translated.

    glossary.csv, TBX ──▶ … ──▶ Glossary ──▶ terms_in(text, glossary) ──▶ checks, comments for translators

A term is found as a whole word. One with a capital letter is found as it is written ("Metropolis" is no
"metropolis"), one in small letters is found in any case. Where two terms begin at the same place or lie
in one another, the longer one is meant. Scripts that are written without spaces have no word ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import regex

from newsletter.i18n.locale import Locale, lineage
from newsletter.i18n.normalise import normalised_text

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
# The joiners of Persian and Indic scripts stand inside words.
_IN_WORDS = r"\p{L}\p{M}\p{N}_\u200c\u200d"
_PIECE = regex.compile(rf"[{_UNSPACED}]|[{_IN_WORDS}--[{_UNSPACED}]]++|[^\s]", regex.VERSION1)
_SPACED_LETTER = regex.compile(rf"[{_IN_WORDS}--[{_UNSPACED}]]", regex.VERSION1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the source language."""

    source: str
    translations: Mapping[Locale, tuple[str, ...]] = field(default_factory=dict)
    """The accepted ways to say it, the preferred one first."""
    is_kept: bool = False
    """True where it is never translated: a name, a brand."""
    note: str = ""
    line: int = 0
    """1-based line of the file that it is from; 0 for what was never in a file."""

    def accepted_translations(self, locale: Locale) -> tuple[str, ...]:
        """Return how the term may be said in a locale, the preferred way first; () where nothing is said.

        A regional locale inherits from its CLDR ancestors. A kept term is itself everywhere, except in
        languages for which the glossary says something else (a name is transliterated into Arabic).
        """
        own = next((self.translations[near] for near in lineage(locale) if near in self.translations), ())
        return own or ((self.source,) if self.is_kept else ())


@dataclass(frozen=True)
class Glossary:
    """All terms of a newsroom. `path` is below the newsroom."""

    terms: tuple[Term, ...] = ()
    path: str = "glossary.csv"
    locales: tuple[Locale, ...] = ()
    """The languages that the file has columns for, in its order; also those without a translation yet."""
    base: "Glossary | None" = field(default=None, compare=False, repr=False)
    """A glossary whose terms are the first ones of this one, place by place: its index is used again."""

    @cached_property
    def index(self) -> "TermIndex":
        """Where to look a word up."""
        return _index(self.terms, self.base)


NO_GLOSSARY = Glossary()

TermIndex = Mapping[str, tuple[tuple[str, int], ...]]
"""First word of a term, in small letters ──▶ (the term, its place in the glossary), the longest first."""


def with_kept_terms(glossary: Glossary, terms: Sequence[str]) -> Glossary:
    """Return the glossary with further terms that are never translated: an article's `do_not_translate`.

    What the glossary says of the same term gives way: the article knows better.
    """
    wanted = dict.fromkeys(filter(None, map(normalised_text, terms)))
    if not wanted:
        return glossary
    known = {term.source for term in glossary.terms}
    changed = [
        replace(term, is_kept=True, translations={}) if term.source in wanted else term
        for term in glossary.terms
    ]
    added = [Term(source=source, is_kept=True) for source in wanted if source not in known]
    return replace(glossary, terms=(*changed, *added), base=glossary)


def terms_in(text: str, glossary: Glossary) -> list[Term]:
    """Return the terms that a text uses, each once, in the order in which they come."""
    if not glossary.terms:
        return []
    places = dict.fromkeys(place for place, _ in _term_uses(normalised_text(text), glossary.index))
    return [glossary.terms[place] for place in places]


def term_spans(text: str, glossary: Glossary) -> list[tuple[int, int, Term]]:
    """Return (start, end, term) of every use in a text, left to right; they never overlap.

    The text is taken letter by letter as it stands, so a use across a line end is not found.
    """
    return [(start, end, glossary.terms[place]) for place, (start, end) in _term_uses(text, glossary.index)]


def _index(terms: Sequence[Term], base: Glossary | None) -> TermIndex:
    """Return the index of all terms; of those that the base has at the same place it takes the base's."""
    entries_by_word: dict[str, list[tuple[str, int]]] = {}
    for place in range(len(base.terms) if base is not None else 0, len(terms)):
        if piece := _PIECE.search(terms[place].source):
            entries_by_word.setdefault(piece[0].casefold(), []).append((terms[place].source, place))
    index = dict(base.index) if base is not None else {}
    for first, entries in entries_by_word.items():
        index[first] = tuple(sorted((*index.get(first, ()), *entries), key=_longest_first))
    return index


def _longest_first(entry: tuple[str, int]) -> tuple[int, int]:
    return (-len(entry[0]), entry[1])


def _term_uses(text: str, index: TermIndex) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield (place of the term, (start, end)) of every use in a text."""
    behind = 0
    for piece in _PIECE.finditer(text):
        candidates = index.get(piece[0].casefold())
        if candidates is None or piece.start() < behind:
            continue
        start = piece.start()
        for source, place in candidates:
            end = start + len(source)
            if _is_use(source, text[start:end]) and _ends_word(text, end):
                yield place, (start, end)
                behind = end
                break


def _is_use(source: str, text: str) -> bool:
    """Tell whether a text is the term; small letters stand for any."""
    return text == source or (source == source.lower() and text.casefold() == source.casefold())


def _ends_word(text: str, end: int) -> bool:
    """Tell whether no word goes on over this place."""
    return not (
        0 < end < len(text) and _SPACED_LETTER.match(text[end - 1]) and _SPACED_LETTER.match(text[end])
    )
