"""`python -m newsletter.web`: the web service as a process of its own; `newsletter web` becomes it."""

import os
import sys
from pathlib import Path

from newsletter import wiring
from newsletter.errors import NewsletterError
from newsletter.logs import log_as_json
from newsletter.web import serve


def main() -> int:
    """Serve until told to stop, and return the exit code."""
    log_as_json()
    newsroom = os.environ.get("NEWSLETTER_NEWSROOM")
    try:
        serve(wiring.load_installation(Path(newsroom) if newsroom else None))
    except NewsletterError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
