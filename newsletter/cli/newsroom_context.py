"""What commands that only read and write files ask of the context: the newsroom, and no setting.

`context.py` has the whole installation, which costs the import of its libraries.
"""

import typer

from newsletter.newsroom import create
from newsletter.newsroom.folder import NewsroomFolder


def current_newsroom(context: typer.Context) -> NewsroomFolder:
    """Return the newsroom that the command works on.

    Raises:
        SettingsError: the one named is none, or none is named and we stand in none.
    """
    return create.require_newsroom(create.named_or_nearest_newsroom(context.obj))
