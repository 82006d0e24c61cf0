"""Runs first in every Python process of an installation under fault: what `NEWSLETTER_LAB` (JSON) says.

Shorter leases and waits, so that minutes are seconds; a clock that a file sets; and, for the negative
controls, the product without one of its guards. Nothing of the product knows of this.
"""

import json
import os
from datetime import timedelta
from pathlib import Path

LAB = json.loads(os.environ.get("NEWSLETTER_LAB", "null"))


def _shorten(lab: dict) -> None:
    from newsletter.database import ledger
    from newsletter.delivery import nudges, retry

    nudges.TICK_EVERY_S = 0.5
    retry._WAITS_S = tuple(lab.get("waits_s", (1.0,) * 11))
    if lease_s := lab.get("lease_s"):
        ledger.LEASE_S = lease_s
        for function in (ledger.lease_chunk, ledger.renew):
            function.__kwdefaults__["length_s"] = lease_s


def _step_the_clock(file: Path) -> None:
    from newsletter import clock

    real = clock.now

    def stepped():
        hours = float(file.read_text(encoding="ascii")) if file.exists() else 0.0
        return real() + timedelta(hours=hours)

    clock.now = stepped


def _without_attempts() -> None:
    """Outcomes are guarded by state, not by attempt."""
    from sqlalchemy import or_, true

    from newsletter.database import outcomes
    from newsletter.database.schema import delivery
    from newsletter.delivery.states import DeliveryState, sources_of

    def conditions(outcome, *, is_permitted):
        del is_permitted
        sources = sources_of(DeliveryState(outcome)) | {DeliveryState.UNKNOWN}
        return (or_(*(delivery.c.state == source for source in sorted(sources))), true())

    outcomes._attempt_conditions = conditions


def _without_commit_before_the_dot() -> None:
    """The permit is given at once, and the ledger hears of it half a second later."""
    import asyncio

    from newsletter.campaigns import ledger_writer

    real = ledger_writer.LedgerWriter.permit

    async def permit(self, row):
        async def later():
            await asyncio.sleep(0.5)
            await real(self, row)

        self._later = [*getattr(self, "_later", []), asyncio.create_task(later())]
        return True

    ledger_writer.LedgerWriter.permit = permit


def _without_asking_the_subscription(*, only_the_row: bool) -> None:
    """Unsubscribing does not find the member's rows, as where plan has not committed; nobody asks again."""
    from sqlalchemy import true

    from newsletter.database import ledger, outcomes, planning

    planning.skip_member = lambda *_, **__: 0
    if not only_the_row:
        outcomes.is_subscribed = ledger.is_subscribed = true


if LAB is not None:
    _shorten(LAB)
    if "clock" in LAB:
        _step_the_clock(Path(LAB["clock"]))
    for guard in LAB.get("without", ()):
        {
            "attempts": _without_attempts,
            "commit": _without_commit_before_the_dot,
            "rows": lambda: _without_asking_the_subscription(only_the_row=True),
            "subscription": lambda: _without_asking_the_subscription(only_the_row=False),
        }[guard]()
