"""The catalogues of one edition, each read once, and how ready all its texts are by them.

    NewsroomFolder, Manuscript ──▶ edition_catalogues() ──▶ EditionCatalogues ──▶ gate, localise, the board

Only languages that are asked for are read, and those in which a text is looked for that is not ready.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.catalogue_shelf import CatalogueShelf
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import Glossary
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, Manuscript, domain_of
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.interface import InterfaceWords, interface_messages
from newsletter.translation.messages import messages_of
from newsletter.translation.readiness import Readiness
from newsletter.translation.readiness_table import (
    Column,
    ReadinessTable,
    UnreadableCell,
    Yardstick,
    measured_column,
)

Item = TypeVar("Item")
Result = TypeVar("Result")


class MapFunction(Protocol):
    """Does a task with each of several things and yields the results in their order, as `map` does."""

    def __call__(self, task: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Yield what comes of each item; where it is done is the caller's choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionCatalogues:
    """What a newsroom has of one edition in some languages, as it was when it was read."""

    shelf: CatalogueShelf
    table: ReadinessTable
    words: Mapping[Locale, InterfaceWords]
    """Of the interface, by locale, where they can be read."""


def edition_catalogues(
    folder: NewsroomFolder,
    manuscript: Manuscript,
    locales: Sequence[Locale],
    *,
    each: MapFunction = map,
    on_progress: Progress = tell_nobody,
) -> EditionCatalogues:
    """Return what a newsroom has of an edition in these locales, and in those that stand in for them.

    A catalogue that cannot be read is part of the answer; whoever needs it is told its faults.

    Args:
        folder: the newsroom.
        manuscript: the edition.
        locales: what it is wanted in.
        each: does the measuring: here, or in several processes.
        on_progress: told of each locale that is wanted.
    """
    yardstick = _yardstick(folder, manuscript)
    shelf, columns = _shelf(folder, yardstick, locales), []
    for language_column in each(partial(_column, yardstick), _by_locale(shelf, locales)):
        columns.append(language_column)
        on_progress(language_column.locale, len(locales))
    stand_ins = _stand_ins(manuscript, columns)
    further = _shelf(folder, yardstick, stand_ins)
    columns += each(partial(_column, yardstick), _by_locale(further, stand_ins))
    return EditionCatalogues(
        shelf=shelf | further,
        table=ReadinessTable({language_column.locale: language_column.cells for language_column in columns}),
        words={
            language_column.locale: language_column.words
            for language_column in columns
            if language_column.words
        },
    )


def _yardstick(folder: NewsroomFolder, manuscript: Manuscript) -> Yardstick:
    messages = {domain: messages_of(text) for domain, text in manuscript.texts.items()}
    messages[INTERFACE_DOMAIN] = interface_messages(folder.templates())
    return Yardstick(manuscript=manuscript, messages=messages, glossary=_glossary(folder))


def _shelf(folder: NewsroomFolder, yardstick: Yardstick, locales: Iterable[Locale]) -> CatalogueShelf:
    return folder.shelf((locale, domain) for locale in locales for domain in yardstick.messages)


def _by_locale(shelf: CatalogueShelf, locales: Iterable[Locale]) -> list[tuple[Locale, CatalogueShelf]]:
    return [(locale, shelf.of(locale)) for locale in locales]


def _column(yardstick: Yardstick, locale_and_shelf: tuple[Locale, CatalogueShelf]) -> Column:
    return measured_column(yardstick, *locale_and_shelf)


def _stand_ins(manuscript: Manuscript, columns: Sequence[Column]) -> list[Locale]:
    """Return the languages, besides those of the columns, in which to look for what is not ready there."""
    stand_ins = [
        stand_in
        for language_column in columns
        for article in manuscript.articles
        if _is_not_ready(language_column.cells[domain_of(article)])
        for stand_in in manuscript.stand_ins(article, language_column.locale)
    ]
    known = {language_column.locale for language_column in columns}
    return [locale for locale in dict.fromkeys(stand_ins) if locale not in known]


def _is_not_ready(cell: Readiness | UnreadableCell) -> bool:
    return isinstance(cell, Readiness) and not cell.is_ready


def _glossary(folder: NewsroomFolder) -> Glossary | UnreadableCell:
    try:
        return folder.glossary()
    except TranslationError as error:
        return UnreadableCell(error.faults)
