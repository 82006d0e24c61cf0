"""The board of an edition: its catalogues as they are now, and who waits for which language."""

from collections.abc import Mapping
from functools import cache

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.fallbacks import Offer, language_of
from newsletter.i18n.locale import Languages, Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.progress import Progress, tell_nobody
from newsletter.revision.language_gate import GateResult
from newsletter.translation.edition_catalogues import Translations
from newsletter.translation.gate import gate
from newsletter.translation.interface import interface_messages, interface_words
from newsletter.translation.readiness import Readiness
from newsletter.translation.status import Board, board_of


def edition_board(
    folder: NewsroomFolder,
    slug: str,
    *,
    members_by_languages: Mapping[Languages, int] | None,
    on_progress: Progress = tell_nobody,
) -> Board:
    """Return the board of an edition. A catalogue that cannot be read is shown as such.

    Args:
        folder: the newsroom.
        slug: of the edition.
        members_by_languages: members by their ordered languages; None where
            nobody counted them.
        on_progress: told of each locale that was looked at.
    """
    manuscript = folder.manuscript(slug)
    translations = Translations(folder, manuscript)
    messages = interface_messages(folder.templates())

    def readiness_of(domain: str, locale: Locale) -> Readiness | tuple[Fault, ...]:
        try:
            return translations.readiness(domain, locale)
        except TranslationError as error:
            return error.faults

    @cache
    def gate_of(locale: Locale) -> GateResult | None:
        try:
            interface = interface_words(folder, locale).completeness(messages)
            return gate(manuscript, locale=locale, readiness_of=translations.readiness, interface=interface)
        except TranslationError:
            return None

    for locale in manuscript.newsroom.languages:
        gate_of(locale)
        on_progress(locale, len(manuscript.newsroom.languages))
    return board_of(
        manuscript,
        gate_of=gate_of,
        readiness_of=readiness_of,
        member_counts=_by_first_language(manuscript.newsroom.languages, members_by_languages),
    )


def _by_first_language(
    offered: Languages, members_by_languages: Mapping[Languages, int] | None
) -> Mapping[Locale, int] | None:
    """Count members by the offered language that they read first; who reads none of them, nowhere."""
    if members_by_languages is None:
        return None
    counts: dict[Locale, int] = {}
    for languages, count in members_by_languages.items():
        first = language_of(languages, Offer(offered))
        if first is not None:
            counts[first] = counts.get(first, 0) + count
    return counts
