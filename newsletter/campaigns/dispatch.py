"""The dispatch loop: one slice of a wave, from leased chunks to recorded outcomes.

    lease_chunk ─▶ rows ─▶ senders (MessageComposer.compose ─▶ Transport.submit) ─▶ LedgerWriter ─▶ ledger

A slice leases chunk after chunk for at most some seconds, sends them over all connections at once,
and gives the leases back. It may be killed at any moment: what it had leased is leased again, what it was
submitting becomes `unknown` (ARCHITECTURE.md, "The life of a delivery").
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from newsletter.campaigns.compose import MessageComposer, WaveContext
from newsletter.campaigns.ledger_writer import LedgerWriter
from newsletter.database import campaigns, ledger, revisions
from newsletter.database.database import Database
from newsletter.database.ledger import Lease, LeasedRow
from newsletter.delivery.campaign import Wave
from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.delivery.states import WaveState
from newsletter.errors import UnavailableError
from newsletter.identifiers import WaveId
from newsletter.mime.keys import Keys
from newsletter.revision.fit_for_world import sending_trouble
from newsletter.smtp.transport import Transport

log = structlog.get_logger(__name__)

TROUBLE_WAIT_S = 10.0
"""After a slice that could not get on at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceReport:
    """What a slice did. `wait_s`: when to send the next one; None when there is nothing to lease."""

    outcomes: Counter[Outcome]
    quarantined_count: int
    trouble: str | None
    wait_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchTools:
    """What dispatching needs from outside: adapters, keys, the clock, who we are."""

    database: Database
    transport: Transport
    connection_count: int
    keys: Keys
    public_url: str
    world_url: str | None = None
    """The same, where the transport delivers to the world; None where it does not."""
    worker: str
    """Says to a person and to `broker/worker_names.py` which process holds a lease."""
    clock: Callable[[], datetime]


async def send_slice(
    tools: DispatchTools, wave_id: WaveId, *, at_most_s: float, stop: asyncio.Event | None = None
) -> SliceReport:
    """Send from one wave for at most that long, or until `stop` is set. Safe to run twice or late."""
    with tools.database.read() as db:
        wave = campaigns.find_wave(db, wave_id)
        context = _wave_context(db, wave) if wave and wave.state is WaveState.RELEASED else None
    if context is None:
        return _empty_report(trouble=None)
    if tools.world_url and (trouble := sending_trouble(context.settings, public_url=tools.world_url)):
        return _empty_report(trouble=trouble)
    composer = MessageComposer(tools.database, context, keys=tools.keys, public_url=tools.public_url)
    wave_slice = _Slice(tools, wave_id, composer, stop or asyncio.Event())
    return await wave_slice.run(at_most_s)


def _empty_report(*, trouble: str | None) -> SliceReport:
    wait_s = TROUBLE_WAIT_S if trouble else None
    return SliceReport(outcomes=Counter(), quarantined_count=0, trouble=trouble, wait_s=wait_s)


def _wave_context(db: Connection, wave: Wave) -> WaveContext:
    campaign = campaigns.find(db, wave.occasion_id)
    assert campaign is not None
    assert wave.date_at is not None
    return WaveContext(
        campaign=campaign,
        revision_id=wave.revision_id,
        settings=revisions.load_revision(db, wave.revision_id).settings,
        date_at=wave.date_at,
    )


class _Slice:
    """One run of `send_slice`."""

    def __init__(
        self, tools: DispatchTools, wave_id: WaveId, composer: MessageComposer, stop: asyncio.Event
    ) -> None:
        self._tools, self._wave_id, self._composer, self._stop = tools, wave_id, composer, stop
        # Read so far ahead that no connection waits for the next lease.
        self._rows: asyncio.Queue[LeasedRow | None] = asyncio.Queue(maxsize=tools.connection_count * 20)
        self._leases: set[Lease] = set()
        self._outcomes: Counter[Outcome] = Counter()
        self._cut_off_rows: list[LeasedRow] = []
        self._permitted: set[LeasedRow] = set()
        self._unpermitted_rows: set[LeasedRow] = set()
        self._quarantined_count = self._busy_count = 0
        self._trouble: str | None = None
        self._is_exhausted = False
        self._writer = LedgerWriter(
            tools.database, clock=tools.clock, open_count=lambda: max(self._busy_count, 1)
        )

    async def run(self, at_most_s: float) -> SliceReport:
        writing = asyncio.create_task(self._writer.run())
        renewing = asyncio.create_task(self._renew())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._feed(at_most_s))
                for _ in range(self._tools.connection_count):
                    tasks.create_task(self._send())
            self._defer_cut_off()
        finally:
            renewing.cancel()
            self._writer.close()
            await asyncio.wait([writing, renewing])
        if isinstance(error := writing.exception(), UnavailableError):
            self._trouble = str(error)
        elif error is not None:
            raise error
        await asyncio.to_thread(self._give_back)
        return self._report()

    def _report(self) -> SliceReport:
        if self._cut_off_rows and not self._done_count() and not self._trouble:
            self._trouble = "The relay ends every connection before it takes a mail"
        wait_s = TROUBLE_WAIT_S if self._trouble else None if self._is_exhausted else 0.0
        return SliceReport(
            outcomes=self._outcomes,
            quarantined_count=self._quarantined_count,
            trouble=self._trouble,
            wait_s=wait_s,
        )

    async def _feed(self, at_most_s: float) -> None:
        """Lease chunk after chunk and put their rows where the senders take them."""
        loop = asyncio.get_running_loop()
        until = loop.time() + at_most_s
        while not self._is_over() and loop.time() < until:
            rows = await asyncio.to_thread(self._lease_next)
            if rows is None:
                self._is_exhausted = True
                break
            for row in rows:
                await self._rows.put(row)
        for _ in range(self._tools.connection_count):
            await self._rows.put(None)

    def _is_over(self) -> bool:
        return self._trouble is not None or self._stop.is_set()

    def _lease_next(self) -> list[LeasedRow] | None:
        """Lease a chunk and return its rows; None when there is nothing to lease."""
        with self._tools.database.write() as db:
            lease = ledger.lease_chunk(db, self._wave_id, worker=self._tools.worker, now=self._tools.clock())
            rows = ledger.rows_of(db, lease) if lease else None
        if lease:
            self._leases.add(lease)
        return rows

    async def _renew(self) -> None:
        """Keep the leases from ending while a slow relay takes its time."""
        while True:
            await asyncio.sleep(ledger.LEASE_S / 4)
            await asyncio.to_thread(self._renew_once)

    def _renew_once(self) -> None:
        with suppress(DBAPIError), self._tools.database.write() as db:
            for lease in tuple(self._leases):
                ledger.renew(db, lease, now=self._tools.clock())

    async def _send(self) -> None:
        """Take rows and send them, one at a time, until there are no more."""
        while (row := await self._rows.get()) is not None:
            if not self._is_over():
                self._busy_count += 1
                await self._send_row(row)
                self._busy_count -= 1

    async def _send_row(self, row: LeasedRow) -> None:
        try:
            mail = self._composer.compose(row)
        except Exception as error:  # noqa: BLE001 -- one mail that cannot be built must not stop the others
            await asyncio.to_thread(self._quarantine, row, error)
            return
        try:
            receipt = await self._tools.transport.submit(mail, permit=lambda: self._permit(row))
        except UnavailableError as error:
            self._trouble = str(error)
            return
        self._outcomes[receipt.outcome] += 1
        if receipt.outcome is not Outcome.NOT_TRIED:
            self._writer.record(receipt, row.attempt(is_permitted=row in self._permitted))
        elif row not in self._unpermitted_rows:
            self._cut_off_rows.append(row)

    async def _permit(self, row: LeasedRow) -> bool:
        is_permitted = await self._writer.permit(row)
        (self._permitted if is_permitted else self._unpermitted_rows).add(row)
        return is_permitted

    def _defer_cut_off(self) -> None:
        """Let mails at which the relay ends the connection wait, while others get through.

        Otherwise one such mail would be tried again with every slice, for ever.
        """
        if self._cut_off_rows and self._done_count() and not self._trouble:
            for row in self._cut_off_rows:
                receipt = Receipt(delivery_id=row.delivery_id, outcome=Outcome.DEFERRED)
                self._writer.record(receipt, row.attempt(is_permitted=False))

    def _done_count(self) -> int:
        return self._outcomes.total() - self._outcomes[Outcome.NOT_TRIED]

    def _quarantine(self, row: LeasedRow, error: Exception) -> None:
        self._quarantined_count += 1
        log.warning("delivery.quarantined", delivery_id=row.delivery_id, error=type(error).__name__)
        with self._tools.database.write() as db:
            ledger.quarantine(
                db,
                row.delivery_id,
                reason=f"the mail cannot be built ({type(error).__name__})",
                now=self._tools.clock(),
            )

    def _give_back(self) -> None:
        """End the leases; where the database is away, they end by themselves."""
        with suppress(DBAPIError), self._tools.database.write() as db:
            for lease in self._leases:
                ledger.give_back(db, lease)
