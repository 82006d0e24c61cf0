"""Commands: parse, call one service, show.

newsletter init | article | catalogue | publish | preview     the newsroom
newsletter list | member | campaign                            the audience
newsletter up | demo                                           everything on one machine
newsletter web | worker | beat | db                            the parts of an installation
"""

import sys

from newsletter.cli.app import app
from newsletter.errors import NewsletterError

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors that we raise on purpose become one clear text and an exit code."""
    try:
        app()
    except NewsletterError as error:
        from newsletter.cli import show  # noqa: PLC0415 -- rich, which most runs need not wait for

        show.error(error)
        sys.exit(error.exit_code)
