"""How ready every text of an edition is in every language: one frozen table, made once for an edition.

    Yardstick, CatalogueShelf of a language ──▶ measured_column() ──▶ ReadinessTable ──▶ gate(), board_of()

Its rows are the edition, its articles and the interface, by domain; its columns are locales. A catalogue
that cannot be read breaks its own cell, and stops whoever needs that cell. Nothing here reads a file but
the interface that ships with the package.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.catalogue_shelf import CatalogueShelf
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.glossary import Glossary, with_kept_terms
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, Manuscript
from newsletter.newsroom.markdown import references
from newsletter.po.catalogue import Catalogue
from newsletter.translation.checks.base import Finding
from newsletter.translation.checks.runner import findings
from newsletter.translation.interface import InterfaceWords, interface_words
from newsletter.translation.messages import Message
from newsletter.translation.readiness import Readiness, complete_readiness, readiness


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """What stands where a text could not be measured: its catalogue or the glossary cannot be read."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class ReadinessTable:
    """How ready each text is in each locale, or why nobody can tell."""

    columns: Mapping[Locale, Mapping[str, Readiness | UnreadableCell]]
    """By locale, then by domain."""

    def readiness(self, domain: str, locale: Locale) -> Readiness:
        """Return how ready a text is in a locale; in its own language it is whole.

        Raises:
            TranslationError: what it depends on cannot be read, whatever the rest of its language is like.
        """
        cell = self.columns[locale][domain]
        if isinstance(cell, UnreadableCell):
            raise TranslationError(cell.faults)
        return cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What the texts of an edition are measured by, the same in every language."""

    manuscript: Manuscript
    messages: Mapping[str, Sequence[Message]]
    """Of every row of the table, by domain."""
    glossary: Glossary | UnreadableCell
    """Needed where there is something to check, so a broken one breaks those cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One language of the table, and the words of the interface that it was counted by."""

    locale: Locale
    cells: Mapping[str, Readiness | UnreadableCell]
    words: InterfaceWords | None
    """None where they cannot be read."""


def measured_column(yardstick: Yardstick, locale: Locale, shelf: CatalogueShelf) -> Column:
    """Return how ready every text is in a locale, by the catalogues on a shelf."""
    words = _words(yardstick, locale, shelf)
    cells: dict[str, Readiness | UnreadableCell] = {
        domain: _text_cell(yardstick, domain, locale, shelf) for domain in yardstick.manuscript.texts
    }
    if isinstance(words, UnreadableCell):
        return Column(locale=locale, cells={**cells, INTERFACE_DOMAIN: words}, words=None)
    cells[INTERFACE_DOMAIN] = words.readiness(yardstick.messages[INTERFACE_DOMAIN])
    return Column(locale=locale, cells=cells, words=words)


def _words(yardstick: Yardstick, locale: Locale, shelf: CatalogueShelf) -> InterfaceWords | UnreadableCell:
    own, glossary = _catalogue(shelf, locale, INTERFACE_DOMAIN), yardstick.glossary
    if isinstance(own, UnreadableCell):
        return own
    if own is None:
        return interface_words(locale)
    return (
        glossary if isinstance(glossary, UnreadableCell) else interface_words(locale, own, glossary=glossary)
    )


def _text_cell(
    yardstick: Yardstick, domain: str, locale: Locale, shelf: CatalogueShelf
) -> Readiness | UnreadableCell:
    text = yardstick.manuscript.texts[domain]
    if text.language == locale:
        return complete_readiness(len(yardstick.messages[domain]))
    catalogue, glossary = _catalogue(shelf, locale, domain), yardstick.glossary
    if isinstance(catalogue, UnreadableCell):
        return catalogue
    if catalogue is None:
        return _readiness(yardstick, domain, None)
    if isinstance(glossary, UnreadableCell):
        return glossary
    return _readiness(yardstick, domain, catalogue, _findings(text, catalogue, glossary))


def _readiness(
    yardstick: Yardstick, domain: str, catalogue: Catalogue | None, text_findings: Collection[Finding] = ()
) -> Readiness:
    return readiness(
        yardstick.messages[domain],
        catalogue,
        source=yardstick.manuscript.texts[domain].language,
        findings=text_findings,
        needs_approval=yardstick.manuscript.newsroom.translation.needs_approval,
    )


def _findings(text: Article | Edition, catalogue: Catalogue, glossary: Glossary) -> list[Finding]:
    """Return what the checks say of a text's catalogue."""
    return findings(
        [catalogue],
        source_locale=text.language,
        glossary=with_kept_terms(glossary, text.do_not_translate),
        references=references(text.body),
    )


def _catalogue(shelf: CatalogueShelf, locale: Locale, domain: str) -> Catalogue | UnreadableCell | None:
    faults = shelf.faults.get((locale, domain))
    return UnreadableCell(faults) if faults else shelf.find(locale, domain)
