"""`newsletter status`: the board of an edition."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.context import current_installation
from newsletter.cli.options import AsJson
from newsletter.cli.output import board as show_board
from newsletter.cli.output import console
from newsletter.clock import now
from newsletter.i18n.locale import Languages
from newsletter.subscriptions.lists import count_readers
from newsletter.translation.workflows import edition_status, status_page
from newsletter.wiring import Installation


def status(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition.")],
    html: Annotated[Path | None, typer.Option(help="Write the board as a page into this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which texts of an edition are ready in which languages, and what the others wait for.

    Example: newsletter status 2026-12 --html board.html
    """
    installation = current_installation(context)
    folder = installation.require_newsroom()
    with console.progress("Languages", to_stderr=True) as advance:
        board = edition_status.edition_board(
            folder, edition, members_by_languages=_count_readers(installation, edition), on_progress=advance
        )
    if html is not None:
        html.write_text(status_page.board_page(board, now=now()), encoding="utf-8")
        console.print_note(f"Wrote {html}")
    if as_json:
        console.print_json(show_board.board_json(board))
    elif html is None:
        show_board.print_board(board)


def _count_readers(installation: Installation, edition: str) -> dict[Languages, int] | None:
    """Count the members of the edition's lists by their languages; None where there is no database yet."""
    if not installation.has_database:
        return None
    names = installation.require_newsroom().edition(edition).lists
    with installation.database() as database:
        return count_readers(database, names)
