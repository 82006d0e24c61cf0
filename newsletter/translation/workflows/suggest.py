"""Translation memory of a newsroom: what its catalogues know is suggested, and filled in as fuzzy.

    all catalogues of a locale ──▶ Memory ──▶ suggest() ──▶ list[Suggested] ──▶ fill() ──▶ the same files

Reads everything before it writes anything. Nothing that is there is overwritten, so a second run changes
nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsletter.errors import NotFoundError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.memory import LEAST_PERCENT, Memory, Suggestion, filled_entry, is_untranslated
from newsletter.translation.workflows.update_catalogues import domains


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSuggestions:
    """A message that nobody has translated, and what may serve for it, the best first."""

    path: str
    entry: CatalogueEntry
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionOrder:
    """What suggestions are wanted for."""

    locale: Locale
    edition: str | None = None
    """Only this one and its articles; None for all texts."""
    least_percent: float = LEAST_PERCENT


def suggest(
    folder: NewsroomFolder,
    order: SuggestionOrder,
    *,
    on_progress: Progress = tell_nobody,
) -> list[MessageSuggestions]:
    """Return every untranslated message of a locale with its suggestions; those without any are there too.

    `on_progress` is told of each message that is done.

    Raises:
        NotFoundError: there is no such edition, or no catalogue for it in this locale.
        TranslationError: with the faults of all catalogues of the locale that cannot be read.
    """
    catalogues = catalogues_of(folder, order.locale)
    chosen = wanted_catalogues(folder, catalogues, locale=order.locale, edition=order.edition)
    memory = Memory.from_catalogues(catalogues)
    untranslated = [
        (catalogue.path, entry)
        for catalogue in chosen
        for entry in catalogue.entries
        if is_untranslated(entry)
    ]
    message_suggestions = []
    for path, entry in untranslated:
        suggestions = tuple(memory.suggestions(entry, least_percent=order.least_percent))
        message_suggestions.append(MessageSuggestions(path=path, entry=entry, suggestions=suggestions))
        on_progress(entry, len(untranslated))
    return message_suggestions


def fill(
    folder: NewsroomFolder, message_suggestions: Iterable[MessageSuggestions], *, locale: Locale
) -> list[str]:
    """Write the best suggestion of each message into its catalogue, fuzzy; return the paths that changed."""
    best = {
        (message.path, message.entry.key): message.suggestions[0]
        for message in message_suggestions
        if message.suggestions
    }
    by_path = {catalogue.path: catalogue for catalogue in catalogues_of(folder, locale)}
    changed = []
    for path in dict.fromkeys(path for path, _ in best):
        catalogue = by_path[path]
        entries = tuple(_filled_entry(entry, best.get((path, entry.key))) for entry in catalogue.entries)
        if folder.write(path, catalogue_text(replace(catalogue, entries=entries))):
            changed.append(path)
    return changed


def catalogues_of(folder: NewsroomFolder, locale: Locale) -> list[Catalogue]:
    """Return all catalogues of a locale, those of articles that are no more included.

    Raises:
        TranslationError: with the faults of all that cannot be read.
    """
    names = [domain for catalogue_locale, domain in folder.catalogue_names() if catalogue_locale == locale]
    shelf = folder.shelf((locale, domain) for domain in names)
    return list(shelf.require([locale])[locale].values())


def wanted_catalogues(
    folder: NewsroomFolder, catalogues: Sequence[Catalogue], *, locale: Locale, edition: str | None
) -> list[Catalogue]:
    """Return those of an edition and its articles; where none is named, of all texts and the interface.

    A catalogue whose article is gone is remembered, but nobody needs it translated.

    Raises:
        NotFoundError: there is no such edition, or no catalogue for it.
    """
    names = [domain.name for domain in domains(folder, edition=edition)]
    names += [INTERFACE_DOMAIN] if edition is None else []
    paths = {folder.catalogue_path(locale, name) for name in names}
    wanted = [catalogue for catalogue in catalogues if catalogue.path in paths]
    if not wanted:
        raise NotFoundError(
            f"There is no catalogue in {locale} below {folder.root / 'locales'} for what is asked. "
            "Name a language of the newsroom, and run: newsletter catalogue update"
        )
    return wanted


def _filled_entry(entry: CatalogueEntry, suggestion: Suggestion | None) -> CatalogueEntry:
    return filled_entry(entry, suggestion) if suggestion and is_untranslated(entry) else entry
