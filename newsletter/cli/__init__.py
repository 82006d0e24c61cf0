"""Commands: parse, call one service, show.

newsletter init | article | catalogue | publish | preview     the newsroom
newsletter list | member | campaign                            the audience
newsletter up | demo                                           everything on one machine
newsletter web | worker | beat | db                            the parts of an installation
"""

import errno
import os
import sys
from typing import NoReturn

from newsletter.cli.app import app
from newsletter.errors import FileAccessError, NewsletterError

__all__ = ["main"]

# What a disk or a kernel refuses while a file is being read or written, when Python knows no name of it.
_OF_FILES = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS", "EACCES", "EPERM", "EMFILE", "ENFILE", "ESTALE")
    if hasattr(errno, name)
)


def main() -> None:
    """Run the command line; what can go wrong becomes one clear text and an exit code.

    A file that cannot be read or written is among it, wherever that shows, and so is a full disk behind
    standard output; any other `OSError` is a bug.
    """
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except NewsletterError as error:
        _end(error)
    except BrokenPipeError:  # whoever reads has seen enough
        _leave_what_cannot_be_written()
        sys.exit(1)
    except OSError as error:
        if error.filename is None and error.errno not in _OF_FILES:
            raise
        _leave_what_cannot_be_written()
        _end(FileAccessError(None if error.filename is None else str(error.filename), str(error.strerror)))


def _leave_what_cannot_be_written() -> None:
    """Let the interpreter's last flush of standard output go nowhere, where it cannot go where it should."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end(error: NewsletterError) -> NoReturn:
    from newsletter.cli.output import console  # noqa: PLC0415 -- rich, which most runs need not wait for

    console.print_error(error)
    sys.exit(error.exit_code)
