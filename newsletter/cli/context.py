"""What every command can ask of the context: the installation, read when it is needed."""

import typer

from newsletter.wiring import Installation


def installation(context: typer.Context) -> Installation:
    """Return the installation that the command works on."""
    found: Installation = context.obj()
    return found
