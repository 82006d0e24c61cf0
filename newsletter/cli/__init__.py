"""Commands: parse, call one service, show.

newsletter init | article | catalogue | publish | preview     the newsroom
newsletter list | member | campaign                            the audience
newsletter up | demo                                           everything on one machine
newsletter web | worker | beat | db                            the parts of an installation
"""

import sys
from typing import NoReturn

from newsletter.cli.app import app
from newsletter.errors import FileAccessError, NewsletterError

__all__ = ["main"]


def main() -> None:
    """Run the command line; what can go wrong becomes one clear text and an exit code.

    A file that cannot be read or written is among it, wherever that shows; any other `OSError` is a bug.
    """
    try:
        app()
    except NewsletterError as error:
        _end(error)
    except OSError as error:
        if error.filename is None:
            raise
        _end(FileAccessError(str(error.filename), str(error.strerror)))


def _end(error: NewsletterError) -> NoReturn:
    from newsletter.cli.output import console  # noqa: PLC0415 -- rich, which most runs need not wait for

    console.print_error(error)
    sys.exit(error.exit_code)
