"""`newsletter pseudo`: an edition in made-up languages, to see what real ones will do to its layout."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.output import console
from newsletter.cli.output import newsroom as show_newsroom
from newsletter.publishing import pseudo_preview as made_up


class PseudoKindOption(StrEnum):
    """Which made-up languages."""

    ACCENTS = "accents"
    RTL = "rtl"
    BOTH = "both"


def pseudo(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition.")],
    kind: Annotated[
        PseudoKindOption,
        typer.Option(help="Longer and with accents (en-XA), right to left (ar-XB), or both."),
    ] = PseudoKindOption.BOTH,
    out: Annotated[Path, typer.Option(help="Directory for the files.")] = Path("var/preview"),
) -> None:
    """Write an edition's mails in made-up languages: find faults of the layout before translators start.

    Every text stands between brackets and is two fifths longer or more. A text without brackets was
    never given to translators; one with a single bracket is cut off. No catalogue is read or written.

    Example: newsletter pseudo 2026-12 --kind rtl --out /tmp/preview
    """
    kinds = made_up.ALL_KINDS if kind is PseudoKindOption.BOTH else (kind,)
    folder = current_newsroom(context)
    with console.progress("Languages") as advance:
        written_previews = made_up.write_pseudo_previews(
            folder, edition, kinds=kinds, out=out, on_progress=advance
        )
    show_newsroom.print_previews(written_previews)
