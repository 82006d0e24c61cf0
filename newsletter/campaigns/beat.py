"""The beat: finds due work in the database every few seconds, and has workers nudged about it.

    tick ─▶ what was released, taken up, tried again, finished ─▶ nudges ─▶ wait for the next, or what is due

It waits neither for slices nor for the broker. Two of these do no harm.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from newsletter.campaigns import ticks
from newsletter.campaigns.ticks import Tick
from newsletter.database.database import Database
from newsletter.delivery.nudges import TICK_EVERY_S, Nudges
from newsletter.errors import DatabaseUnavailableError

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatTools:
    """What ticking needs from outside."""

    database: Database
    clock: Callable[[], datetime]
    """The database's."""
    is_dead: Callable[[str], bool]
    """Tells whether a worker that holds a lease is known not to run any more."""
    nudge: Callable[[Nudges], None]
    world_url: str | None = None
    """Where links begin, where mail goes out to the world; None where nothing is delivered."""


def tick_until(stop: threading.Event, tools: BeatTools) -> None:
    """Tick again and again until `stop` is set. What one tick could not do, the next one may."""
    is_away = False
    while not stop.is_set():
        wait_s = TICK_EVERY_S
        try:
            wait_s = _tick(tools)
            is_away = False
        except DatabaseUnavailableError as error:
            if not is_away:
                log.warning("beat.database_away", trouble=str(error))
            is_away = True
        except Exception:
            log.exception("beat.tick_failed")
        stop.wait(wait_s)


def _tick(tools: BeatTools) -> float:
    """Do one tick, and return how long to wait for the next."""
    report = ticks.tick(tools.database, now=tools.clock(), is_dead=tools.is_dead, world_url=tools.world_url)
    tools.nudge(report.nudges)
    _log_tick(report)
    return report.wait_s(tools.clock(), at_most_s=TICK_EVERY_S)


def _log_tick(report: Tick) -> None:
    if report.released or report.unknown_count or report.finished:
        log.info(
            "tick",
            released=list(report.released),
            unknown_count=report.unknown_count,
            finished=list(report.finished),
        )
