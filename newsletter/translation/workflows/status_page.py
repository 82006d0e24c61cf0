"""The board as a page that needs nothing beside it: to be looked at, mailed, or put on a wall.

Board ──▶ board_page() ──▶ HTML
"""

from datetime import datetime
from functools import cache

import jinja2

from newsletter.i18n.locale import Locale
from newsletter.resources import shipped_path
from newsletter.translation.readiness import Standing
from newsletter.translation.status import Board

_ENGLISH = Locale("en")
_SEGMENTS = {
    Standing.READY: "ready",
    Standing.DRAFT: "machine draft",
    Standing.FUZZY: "fuzzy",
    Standing.FAULTY: "fails a check",
    Standing.COPIED: "copy of the source",
    Standing.MISSING: "missing",
}


def board_page(board: Board, *, now: datetime) -> str:
    """Return the board as one HTML file. `now`: when it was asked for."""
    return _template().render(board=board, now=now, segments=_SEGMENTS, english=_ENGLISH)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped_path("templates", "board")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("board.html")
