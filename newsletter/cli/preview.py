"""`newsletter preview`: the mails of an edition as files. No database is needed."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import locale_of
from newsletter.cli.output import console
from newsletter.cli.output import newsroom as show_newsroom
from newsletter.publishing import preview as previews


def preview(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition.")],
    locale: Annotated[
        list[str] | None, typer.Option("--locale", help="A language; may be repeated. Default: all.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Directory for the files.")] = Path("var/preview"),
) -> None:
    """Write the mails of an edition as files to look at: HTML with its pictures, text, subject.

    The same functions make them as make what is sent, with neutral values for the personal ones.

    Example: newsletter preview 2026-12 --locale ar --out /tmp/preview
    """
    folder = current_newsroom(context)
    locales = tuple(locale_of(tag) for tag in locale or ())
    with console.progress("Languages") as advance:
        written_previews = previews.write_previews(
            folder, edition, out=out, locales=locales, on_progress=advance
        )
    show_newsroom.print_previews(written_previews)
