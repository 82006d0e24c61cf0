"""Celery entry points. No rule lives here.

Workers start as `celery --app newsletter.worker.tasks worker`. Each worker process keeps one event loop, one
database and one pool of connections for its life.
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
from newsletter.campaigns.dispatch import DispatchTools, SliceReport
from newsletter.delivery.nudges import SEND_SLICE, SLICE_S
from newsletter.errors import NewsletterError
from newsletter.identifiers import WaveId
from newsletter.logs import log_as_json
from newsletter.wiring.workers import dispatch_tools

_ONE_MORE = {WaveId(0): 1}
"""A nudge for this process itself: it knows of no wave, and there is more to lease."""
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
def send_slice(*_: object) -> None:
    """Send what is owed for at most half a minute, and ask for another slice while there is more.

    May run twice, late, or not at all: the ledger row is the job and this message only a nudge. It carries
    nothing; what it is sent with is ignored.
    """
    try:
        _send_slice(_process())
    except NewsletterError as error:  # what a person can mend; the next tick asks again
        log.error("slice.stopped", trouble=str(error))  # noqa: TRY400 -- it is no fault of the program


def _send_slice(process: _Process) -> None:
    report = process.runner.run(_send_until_stopped(process.tools))
    _log_slice(report)
    campaigns.note_slice(process.tools.database, report.troubles, now=process.tools.clock())
    if report.has_more:
        _installation.nudge(_ONE_MORE)


def _log_slice(report: SliceReport) -> None:
    log.info(
        "slice.sent",
        wave_ids=sorted(report.troubles),
        trouble=report.trouble,
        quarantined_count=report.quarantined_count,
        **{f"{outcome.name.lower()}_count": count for outcome, count in report.outcomes.items()},
    )


async def _send_until_stopped(tools: DispatchTools) -> SliceReport:
    """Run a slice; when this process is asked to end, let what is under way finish and take no more."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    try:
        return await dispatch.send_slice(tools, at_most_s=SLICE_S, stop=stop)
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
