"""Options that several commands share, and what their texts mean."""

from typing import Annotated

import typer

from newsletter.locale import Locale

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def locale_of(text: str) -> Locale:
    """Return the locale that an option names."""
    try:
        return Locale.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
