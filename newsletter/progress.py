"""How long work tells whoever waits how far it is.

Work calls its `on_progress` after each thing that is done; `cli/output/console.py` makes a bar of that.
"""

from collections.abc import Callable

Progress = Callable[[object, int], None]
"""(what was done, how many there are in all)"""


def tell_nobody(_done: object, _total: int) -> None:
    """Tell nobody."""
