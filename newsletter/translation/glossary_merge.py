"""Take another tool's terms into the newsroom's glossary; what the newsroom has said already stands.

    Glossary, ForeignTerms ──▶ merge_terms() ──▶ GlossaryMerge(glossary, added, completed, conflicts)

A term that is new is added, a language that a term lacks is filled in, further ways to say it go behind the
newsroom's own. Where both prefer another word, or one keeps what the other translates, nothing is changed
and a person decides. A second merge of the same terms changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsletter.errors import Fault, Place
from newsletter.i18n.locale import Locale, relatives
from newsletter.newsroom.glossary import Glossary, Term
from newsletter.newsroom.glossary_csv import ForeignTerms

_DECIDE = "Change glossary.csv if the other is right; nothing was changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryMerge:
    """The glossary as it is to be, and what has come of the other's terms."""

    glossary: Glossary
    added: tuple[str, ...]
    completed: tuple[str, ...]
    """Terms that were there, and have got translations or a note."""
    conflicts: tuple[Fault, ...]
    left_out: tuple[Locale, ...]
    """Languages of the other file that the newsroom does not publish in."""


def merge_terms(glossary: Glossary, foreign: ForeignTerms, *, languages: Sequence[Locale]) -> GlossaryMerge:
    """Return the glossary with another tool's terms.

    Args:
        glossary: the newsroom's own.
        foreign: what the other file says.
        languages: those that the newsroom publishes in. `fr-FR` of the other file is `fr` here, where the
            newsroom has no nearer one.
    """
    terms = {term.source: term for term in glossary.terms}
    added: list[str] = []
    completed: list[str] = []
    conflicts: list[Fault] = []
    for other in foreign.terms:
        wanted = replace(other, translations=_translations_in_languages(other.translations, languages))
        known = terms.get(other.source)
        if known is None:
            if wanted.translations or wanted.is_kept:
                terms[other.source] = wanted
                added.append(other.source)
            continue
        joined_term, faults = _join_terms(known, wanted, where=Place(foreign.path, other.line))
        conflicts += faults
        if joined_term != known:
            terms[other.source] = joined_term
            completed.append(other.source)
    return GlossaryMerge(
        glossary=replace(glossary, terms=tuple(terms.values())),
        added=tuple(added),
        completed=tuple(term for term in dict.fromkeys(completed) if term not in added),
        conflicts=tuple(dict.fromkeys(conflicts)),
        left_out=_left_out_locales(foreign.terms, languages),
    )


def _translations_in_languages(
    translations: Mapping[Locale, tuple[str, ...]], languages: Sequence[Locale]
) -> dict[Locale, tuple[str, ...]]:
    """Return the translations under the newsroom's own tags; the nearest variant wins."""
    nearest = {}
    for language in languages:
        near = [locale for locale in relatives(language, list(translations)) if locale.agrees_with(language)]
        if near:
            nearest[language] = translations[near[0]]
    return nearest


def _left_out_locales(terms: Iterable[Term], languages: Sequence[Locale]) -> tuple[Locale, ...]:
    known_locales = {locale for term in terms for locale in term.translations}
    return tuple(
        sorted(
            candidate
            for candidate in known_locales
            if not any(candidate.agrees_with(language) for language in languages)
        )
    )


def _join_terms(known: Term, other: Term, *, where: Place) -> tuple[Term, list[Fault]]:
    """Return a term with what the other says besides, and where the two disagree."""
    if known.is_kept != other.is_kept:
        ours, theirs = ("kept", "translated") if known.is_kept else ("translated", "kept")
        what = f"{known.source!r} is {ours} in glossary.csv, and {theirs} here"
        return known, [Fault(*where, what, _DECIDE)]
    translations, faults = dict(known.translations), []
    for locale, their_words in other.translations.items():
        our_words = translations.get(locale, ())
        if not our_words or our_words[0] == their_words[0]:
            translations[locale] = tuple(dict.fromkeys([*our_words, *their_words]))
        elif not set(their_words) <= set(our_words):
            what = (
                f"{known.source!r} is {' | '.join(our_words)!r} in {locale} in glossary.csv, "
                f"and {' | '.join(their_words)!r} here"
            )
            faults.append(Fault(*where, what, _DECIDE))
    return replace(known, translations=translations, note=known.note or other.note), faults
