"""`newsletter status`: the board of an edition."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.context import installation
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
    found = installation(context)
    folder = found.require_newsroom()
    with console.progress("Languages", to_stderr=True) as advance:
        made = edition_status.edition_board(
            folder, edition, members_by_languages=_readers(found, edition), on_progress=advance
        )
    if html is not None:
        html.write_text(status_page.page(made, now=now()), encoding="utf-8")
        console.note(f"Wrote {html}")
    if as_json:
        console.as_json(show_board.as_value(made))
    elif html is None:
        show_board.board(made)


def _readers(found: Installation, edition: str) -> dict[Languages, int] | None:
    """Count the members of the edition's lists by their languages; None where there is no database yet."""
    if not found.has_database:
        return None
    names = found.require_newsroom().edition(edition).lists
    with found.database() as database:
        return count_readers(database, names)
