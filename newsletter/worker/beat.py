"""The process that ticks: `newsletter beat`. No rule lives here."""

import os
import signal
import threading
from pathlib import Path

import structlog

from newsletter import wiring
from newsletter.campaigns.beat import tick_until
from newsletter.logs import log_as_json
from newsletter.wiring.workers import beat_tools

log = structlog.get_logger("newsletter.worker.beat")  # run as a program, its name is another


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    log_as_json()
    newsroom = os.environ.get("NEWSLETTER_NEWSROOM")
    installation = wiring.load_installation(Path(newsroom) if newsroom else None)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with installation.database() as database:
        log.info("beat.ready")
        tick_until(stop, beat_tools(installation, database))


if __name__ == "__main__":
    main()
