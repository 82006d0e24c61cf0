"""The board of an edition: its catalogues as they are now, and who waits for which language."""

from collections.abc import Mapping

from newsletter.i18n.fallbacks import Offer, language_of
from newsletter.i18n.locale import Languages, Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.edition_catalogues import edition_catalogues
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
    languages = manuscript.newsroom.languages
    catalogues = edition_catalogues(folder, manuscript, languages, on_progress=on_progress)
    return board_of(
        manuscript,
        catalogues.table,
        member_counts=_by_first_language(languages, members_by_languages),
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
