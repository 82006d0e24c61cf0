"""Options that several commands share, and what their texts mean."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.errors import RuleError
from newsletter.i18n.locale import Locale
from newsletter.revision.not_ready import NotReadyPolicy

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
OfEdition = Annotated[
    str | None, typer.Option(help="Only this edition and its articles; without it, everything.")
]
NotReady = Annotated[
    NotReadyPolicy | None,
    typer.Option(
        "--not-ready",
        help="What becomes of members whose language is offered but not ready: they get the next best "
        "(fallback), nothing (skip), wait for it (hold), or everybody waits (block).",
    ),
]


def locale_of(text: str) -> Locale:
    """Return the locale that an option names."""
    try:
        return Locale.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def content_of(file: Path, *, wanted: str) -> bytes:
    """Return what the file that an argument names holds. `wanted`: what it should be, for the remedy.

    Raises:
        RuleError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise RuleError(f"{file} cannot be read ({error.strerror}). Name {wanted}") from error
