"""Every error this package raises on purpose.

    NewsletterError
    ├── SettingsError          the installation is wrong; start-up stops
    ├── SourceError            a file of the newsroom is wrong; it carries all faults of that file
    │   ├── ArticleError       an article or an edition; its author can mend it
    │   ├── TranslationError   a catalogue; its translator can mend it
    │   ├── TemplateError      a mail or page template; its designer can mend it
    │   └── MemberFileError    an address file; whoever exported it can mend it
    ├── RuleError              the request is understood but not allowed in the present state
    │   └── NotFoundError      what was named does not exist
    ├── FileAccessError        a file or a folder cannot be read or written
    └── UnavailableError       a server that is needed does not answer
        └── DatabaseUnavailableError  the database is away, full, locked or may not be written

A message says where, what is wrong, and what to do next, in that order. What happens to a single
mail is no error but an `Outcome` (`delivery/outcomes.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class NewsletterError(Exception):
    """Base class. Catch it at the edges (cli, web, tasks) and nowhere else."""

    exit_code = 1


class Place(NamedTuple):
    """Where something stands: a path, and the 1-based line, None where no line can be named."""

    path: str
    line: int | None = None

    def __str__(self) -> str:
        """Return `path:line`, or the path alone: for people, never to be taken apart again."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, and its remedy.

    `what` and `remedy` are sentences without the closing full stop. Whoever has a `Place` writes
    `Fault(*place, what, remedy)`.
    """

    path: str
    line: int | None
    what: str
    remedy: str

    @property
    def where(self) -> str:
        """The place as it is shown."""
        return str(Place(self.path, self.line))

    def __str__(self) -> str:
        """Return the fault as one line for a person."""
        return f"{self.where}: {self.what}. {self.remedy}."


def by_line(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults of one file in its order; those of the file as a whole come first."""
    return sorted(faults, key=lambda fault: fault.line or 0)


class SettingsError(NewsletterError):
    """The installation is wrong. Start-up stops, nothing has been done."""

    exit_code = 78  # EX_CONFIG of sysexits.h


class SourceError(NewsletterError):
    """A file cannot be used as it stands. `faults` holds everything that is wrong with it."""

    exit_code = 65  # EX_DATAERR of sysexits.h

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order of the file."""
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ArticleError(SourceError):
    """An article, an edition or the newsroom's settings cannot be used; its author can mend it."""


class TranslationError(SourceError):
    """A catalogue cannot be used; its translator can mend it."""


class TemplateError(SourceError):
    """A template cannot be used; its designer can mend it."""


class MemberFileError(SourceError):
    """An address file cannot be used; whoever exported it can mend it."""


class RuleError(NewsletterError):
    """The request is understood but not allowed in the present state."""

    exit_code = 2


class NotFoundError(RuleError):
    """What was named does not exist. The text says what there is instead."""


class UnavailableError(NewsletterError):
    """A server that is needed does not answer. The text says which, and how to start it."""

    exit_code = 69  # EX_UNAVAILABLE of sysexits.h


class DatabaseUnavailableError(UnavailableError):
    """The database cannot do its work just now: it is away, full, locked, or read-only for us."""


class FileAccessError(NewsletterError):
    """A file or a folder cannot be read or written: its place, its kind, its permissions, a full disk."""

    exit_code = 74  # EX_IOERR of sysexits.h

    def __init__(self, path: str | None, why: str) -> None:
        """Keep the path (None: the system does not say which), and what the operating system says of it."""
        self.path = path
        super().__init__(
            f"{path or 'A file, or what the output goes to'}: {why}. "
            "Name another place, or see to what stands there and who may use it, and whether its disk is full"
        )
