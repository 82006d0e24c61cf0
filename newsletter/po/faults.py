"""What is wrong with a PO or MO file: every fault with place and remedy, and the error that holds them.

charset.py, parser.py, catalogue.py, mo.py ──▶ PoFault ──▶ PoError
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PoFault:
    """One thing that is wrong in a file. `what` and `remedy` are sentences without the closing full stop."""

    path: str
    line: int | None
    """1-based; None where the file as a whole is wrong."""
    what: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}. {self.remedy}."


class PoError(ValueError):
    """A file cannot be used as it stands. `faults` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[PoFault]) -> None:
        """Keep the faults in the order of the file; there is at least one."""
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    @property
    def path(self) -> str:
        """The file."""
        return self.faults[0].path

    @property
    def line(self) -> int | None:
        """The line of the first fault, None where the file as a whole is wrong."""
        return self.faults[0].line
