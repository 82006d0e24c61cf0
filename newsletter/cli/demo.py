"""`newsletter demo`: the whole way once, on this machine, in some seconds."""

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from newsletter.campaigns import campaigns
from newsletter.campaigns.plans import CampaignStatus
from newsletter.cli.output import console
from newsletter.cli.output import demo as show_demo
from newsletter.cli.wait import follow
from newsletter.clock import now
from newsletter.errors import UnavailableError
from newsletter.local import demo as demonstration
from newsletter.local import stack
from newsletter.local.supervisor.service import ServiceEvent
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.newsroom import create
from newsletter.wiring import Installation
from newsletter.wiring.embedded import embedded_plan, throwaway_installation

_LOOK_EVERY_S = 0.2
_STUCK_AFTER_S = 600.0
"""A machine that is slow or busy takes minutes to start a worker. Ours is there: we have started it."""


def demo(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    keep: Annotated[Path | None, typer.Option(help="Directory to keep the mails in, as .eml files.")] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Stay up afterwards and show the inbox, until Ctrl-C.")
    ] = False,
) -> None:
    """Send the example's edition to its sample members, each in their own language, and show the result.

    Makes a throwaway newsroom, starts broker, inbox, web, worker and beat on free ports, and ends all
    of them. Touches nothing else; settings in the environment are not used.

    Example: newsletter demo --keep /tmp/mails
    """
    with _sigterm_as_interrupt(), tempfile.TemporaryDirectory(prefix="newsletter-demo-") as scratch:
        folder = create.init_example(Path(scratch) / "newsroom")
        installation = throwaway_installation(folder)
        plan = embedded_plan(installation)
        supervisor = stack.supervisor(plan, on_event=_show_failure)
        try:
            console.print_note("Starting broker, inbox, web, worker and beat …")
            supervisor.start()
            report = demonstration.report(_send_edition(installation, supervisor), plan)
            kept_count = demonstration.keep_mails(plan, keep) if keep else 0
            show_demo.print_report(report, as_json=as_json)
            if keep:
                console.print_note(f"{kept_count} mails are in {keep}")
            if serve:
                _serve(supervisor, demonstration.inbox_url(plan))
            elif not keep:
                console.print_note("To look at the mails: newsletter demo --serve, or --keep DIR")
        finally:
            supervisor.stop()
    if not report.is_complete:
        raise UnavailableError("Not every mail arrived. Look at them: newsletter demo --serve")


def _send_edition(installation: Installation, supervisor: Supervisor) -> CampaignStatus:
    """Publish, create and send; return the status once every mail has its outcome."""
    with installation.database() as database:
        folder, sent_at = installation.require_newsroom(), now()
        console.print_note("Publishing the edition in every language …")
        campaign = demonstration.prepare(database, folder, public_url=installation.public_url, now=sent_at)
        console.print_note("Sending it to the sample members …")
        installation.nudge(campaigns.send(database, campaign, at=None, now=sent_at))
        return follow(
            lambda: campaigns.status(database, campaign),
            quiet=True,
            meanwhile=supervisor.keep_up,
            stuck_after_s=_STUCK_AFTER_S,
        )


def _serve(supervisor: Supervisor, inbox_url: str) -> None:
    """Stay up until Ctrl-C or SIGTERM."""
    console.print_note(f"The mails are at {inbox_url}. Ctrl-C ends everything.")
    with suppress(KeyboardInterrupt):
        while True:
            supervisor.keep_up()
            time.sleep(_LOOK_EVERY_S)


def _show_failure(event: ServiceEvent) -> None:
    """Show what went wrong; everything else is in the log files."""
    if event.kind in ("died", "stuck"):
        console.print_note(f"{event.service}: {event.text}")


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does, so that nothing is left running."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    handler_before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, handler_before)
