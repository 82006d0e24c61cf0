"""What commands ask of the context that need more than files: the installation, with its settings."""

import typer

from newsletter import wiring
from newsletter.wiring import Installation


def current_installation(context: typer.Context) -> Installation:
    """Return the installation that the command works on.

    Raises:
        SettingsError: a setting is wrong, or the newsroom named is none.
    """
    return wiring.load_installation(context.obj)
