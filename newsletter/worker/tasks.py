"""Celery entry points. No rule lives here.

Workers and beat start as `celery --app newsletter.worker.tasks worker` (or `beat`).
Each worker process keeps one event loop, one database and one pool of connections for its life.
"""

import asyncio
import os
import signal
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from celery.signals import setup_logging, worker_process_shutdown, worker_ready

from newsletter import wiring
from newsletter.campaigns import campaigns, dispatch
from newsletter.campaigns.dispatch import DispatchTools
from newsletter.clock import now
from newsletter.delivery.nudges import SEND_SLICE, SLICE_S, TICK
from newsletter.identifiers import WaveId
from newsletter.logs import log_as_json
from newsletter.wiring.workers import dispatch_tools

log = structlog.get_logger(__name__)
_newsroom = os.environ.get("NEWSLETTER_NEWSROOM")
_installation = wiring.load_installation(Path(_newsroom) if _newsroom else None)
app = _installation.workers.celery
app.set_default()


@dataclass(frozen=True, slots=True)
class _Process:
    """What one worker process keeps for its life."""

    runner: asyncio.Runner
    tools: DispatchTools


@cache
def _process() -> _Process:
    runner = asyncio.Runner(loop_factory=_new_loop)
    database = _installation.open_database()

    async def tools() -> DispatchTools:
        return dispatch_tools(_installation, database)

    return _Process(runner, runner.run(tools()))


@app.task(name=SEND_SLICE)
def send_slice(wave_id: int) -> None:
    """Send from one wave for at most half a minute, and ask for another slice while rows are open.

    May run twice, late, or not at all: the ledger row is the job and this message only a nudge. The
    argument is an id, never a body or an address.
    """
    process, wave = _process(), WaveId(wave_id)
    report = process.runner.run(_send_until_stopped(process.tools, wave))
    campaigns.note_slice(process.tools.database, wave, trouble=report.trouble, now=now())
    log.info(
        "slice.sent",
        wave_id=wave_id,
        trouble=report.trouble,
        quarantined_count=report.quarantined_count,
        **{f"{outcome.name.lower()}_count": count for outcome, count in report.outcomes.items()},
    )
    if report.wait_s == 0.0:
        _installation.nudge({wave: 1})


@app.task(name=TICK)
def tick() -> None:
    """Find what is due in the database, and nudge as many slices as there are free chunks."""
    report = campaigns.tick(
        _process().tools.database,
        now=now(),
        is_dead=_installation.workers.is_dead,
        world_url=_installation.world_url,
    )
    _installation.nudge(report.nudges)
    if report.released or report.unknown_count or report.finished:
        log.info(
            "tick",
            released=list(report.released),
            unknown_count=report.unknown_count,
            finished=list(report.finished),
        )


async def _send_until_stopped(tools: DispatchTools, wave_id: WaveId) -> dispatch.SliceReport:
    """Run a slice; when this process is asked to end, let what is under way finish and take no more."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    try:
        return await dispatch.send_slice(tools, wave_id, at_most_s=SLICE_S, stop=stop)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop  # noqa: PLC0415 -- not on every platform
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


@worker_process_shutdown.connect
def _say_goodbye(**_: Any) -> None:  # noqa: ANN401 -- Celery's signal
    """Close the connections to the relay politely."""
    if _process.cache_info().currsize:
        process = _process()
        process.runner.run(process.tools.transport.close())
        process.runner.close()
        process.tools.database.close()


@setup_logging.connect
def _log_as_json(**_: Any) -> None:  # noqa: ANN401 -- Celery's signal
    """Give Celery's own warnings the same form as our events."""
    log_as_json()


@worker_ready.connect
def _say_ready(**_: Any) -> None:  # noqa: ANN401 -- Celery's signal
    log.info("worker.ready", processes=_installation.settings.worker_processes)
