"""The dispatch loop: one slice of what is owed, from leased chunks to recorded outcomes.

    lease_chunk ─▶ Portion ─▶ senders (MessageComposer.compose ─▶ Transport.submit) ─▶ LedgerWriter ─▶ ledger

A slice asks for work again and again for at most some seconds: about five seconds of it at a time, of the
campaign that is owed most. It sends over all connections at once, and gives each lease back when nothing of
it is in hand any more. It may be killed at any moment: what it had leased is leased again, what it was
submitting becomes `unknown` (ARCHITECTURE.md, "The life of a delivery").
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection

from newsletter.campaigns.compose import Composers, MessageComposer
from newsletter.campaigns.ledger_writer import LedgerWriter
from newsletter.campaigns.portions import Portion, RowInHand
from newsletter.database import ledger
from newsletter.database.database import Database
from newsletter.database.ledger import Lease, LeasedRow
from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.delivery.pace import low_water, portion_size
from newsletter.errors import DatabaseUnavailableError, UnavailableError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import WaveId
from newsletter.revision.fit_for_world import sending_trouble
from newsletter.smtp.transport import Transport

log = structlog.get_logger(__name__)

_GIVE_BACK_AGAIN_S = (0.1, 0.5, 1.0, 2.0)
"""Waits between the tries to give leases back to a database that is away; the last one again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceReport:
    """What a slice did."""

    outcomes: Counter[Outcome]
    quarantined_count: int
    trouble: str | None
    """Why it ended before its time."""
    troubles: Mapping[WaveId, str | None]
    """Of each wave that it took up: why that does not get on."""
    has_more: bool
    """Whether there may be more to lease this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchTools:
    """What dispatching needs from outside: adapters, the clock, who we are."""

    database: Database
    transport: Transport
    connection_count: int
    composers: Composers
    world_url: str | None = None
    """Where links begin, where the transport delivers to the world; None where it does not."""
    worker: str
    """Says to a person and to `broker/worker_names.py` which process holds a lease."""
    clock: Callable[[], datetime]
    """The database's: leases are judged by it."""
    is_dead: Callable[[str], bool]
    """Tells whether a worker that holds a lease is known not to run any more: only its own host knows."""


async def send_slice(
    tools: DispatchTools, *, at_most_s: float, stop: asyncio.Event | None = None
) -> SliceReport:
    """Send what is owed for at most that long, or until `stop` is set. Safe to run twice or late."""
    return await _Slice(tools, stop or asyncio.Event()).run(at_most_s)


class _Slice:
    """One run of `send_slice`."""

    def __init__(self, tools: DispatchTools, stop: asyncio.Event) -> None:
        self._tools, self._stop = tools, stop
        self._rows: asyncio.Queue[RowInHand | None] = asyncio.Queue()
        self._changed = asyncio.Event()
        self._leases: set[Lease] = set()
        self._over_leases: set[Lease] = set()
        self._outcomes: Counter[Outcome] = Counter()
        self._permitted: set[LeasedRow] = set()
        self._unpermitted_rows: set[LeasedRow] = set()
        self._quarantined_count = self._busy_count = self._portion_count = 0
        self._trouble: str | None = None
        self._troubles: dict[WaveId, str | None] = {}
        self._is_exhausted = self._has_leased = False
        self._started_at_s = 0.0
        self._writer = LedgerWriter(
            tools.database, clock=tools.clock, open_count=lambda: max(self._busy_count, 1)
        )

    async def run(self, at_most_s: float) -> SliceReport:
        self._started_at_s = asyncio.get_running_loop().time()
        writing = asyncio.create_task(self._writer.run())
        writing.add_done_callback(self._end_without_writer)
        renewing = asyncio.create_task(self._renew())
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._feed(at_most_s))
                for _ in range(self._tools.connection_count):
                    tasks.create_task(self._send())
        finally:
            renewing.cancel()
            self._writer.close()
            await asyncio.wait([writing, renewing])
            await self._give_back()
        if (error := writing.exception()) is not None and not isinstance(error, UnavailableError):
            raise error
        return self._report()

    def _end_without_writer(self, writing: "asyncio.Task[None]") -> None:
        """Take up nothing more when the ledger cannot be written."""
        if not writing.cancelled() and (error := writing.exception()) is not None:
            self._trouble = str(error)
        self._changed.set()

    def _report(self) -> SliceReport:
        return SliceReport(
            outcomes=self._outcomes,
            quarantined_count=self._quarantined_count,
            trouble=self._trouble,
            troubles={wave_id: self._trouble or trouble for wave_id, trouble in self._troubles.items()},
            has_more=not self._trouble and not self._is_exhausted,
        )

    async def _feed(self, at_most_s: float) -> None:
        """Lease portion after portion and put their rows where the senders take them."""
        loop = asyncio.get_running_loop()
        until = loop.time() + at_most_s
        while not self._is_over() and loop.time() < until:
            if await self._lease_more():
                await self._wait_until(lambda: self._rows.qsize() < self._low_water())
            elif self._portion_count or self._over_leases:
                await self._wait_until(lambda: bool(self._over_leases) or not self._portion_count)
            else:
                self._is_exhausted = not self._trouble
                break
        for _ in range(self._tools.connection_count):
            self._rows.put_nowait(None)

    async def _wait_until(self, is_so: Callable[[], bool]) -> None:
        while not is_so() and not self._is_over():
            self._changed.clear()
            await self._changed.wait()

    def _is_over(self) -> bool:
        return self._trouble is not None or self._stop.is_set()

    def _low_water(self) -> int:
        return low_water(pace_per_s=self._pace_per_s(), connection_count=self._tools.connection_count)

    def _pace_per_s(self) -> float | None:
        done_count = self._outcomes.total()
        elapsed_s = asyncio.get_running_loop().time() - self._started_at_s
        return done_count / elapsed_s if done_count and elapsed_s else None

    async def _lease_more(self) -> bool:
        """Lease a portion and put it before the senders; False when there is nothing to lease."""
        at_most = portion_size(
            pace_per_s=self._pace_per_s(),
            ahead_count=self._rows.qsize(),
            connection_count=self._tools.connection_count,
        )
        over, self._over_leases = self._over_leases, set()
        try:
            portion = await asyncio.to_thread(self._lease_next, at_most, over)
        except DatabaseUnavailableError as error:
            self._trouble = str(error)
            return False
        if portion is None:
            return False
        self._take_up(portion)
        return True

    def _lease_next(self, at_most: int, over: set[Lease]) -> Portion | None:
        """Give back what is over, and lease what is owed most."""
        with self._tools.database.write() as db:
            if not self._has_leased:
                self._end_left_over_leases(db)
            for lease in over:
                ledger.give_back(db, lease)
            next_lease = ledger.lease_chunk(db, worker=self._tools.worker, now=self._tools.clock())
            rows = ledger.rows_of(db, next_lease, at_most=at_most) if next_lease else []
        self._has_leased = True
        self._leases -= over
        if next_lease is None:
            return None
        self._leases.add(next_lease)
        composer = self._tools.composers.of(next_lease.wave_id)
        locales = {row.locale for row in rows}
        unprepared = self._unfit(composer, locales) or _unprepared(composer, locales)
        kept_rows = [row for row in rows if row.locale not in unprepared]
        return Portion(next_lease, kept_rows, composer, unprepared, on_over=self._end_portion)

    def _end_left_over_leases(self, db: Connection) -> None:
        """End the leases of workers known to be dead, and those that a slice of ours could not give back."""
        now = self._tools.clock()
        dead_workers = [worker for worker in ledger.lessees(db, now=now) if self._tools.is_dead(worker)]
        ledger.end_leases_of(db, [self._tools.worker, *dead_workers], now=now)

    def _unfit(self, composer: MessageComposer, locales: set[Locale]) -> Mapping[Locale, str]:
        """Return why nothing of a revision may go out to the world, for each locale."""
        world_url = self._tools.world_url
        trouble = sending_trouble(composer.context.settings, public_url=world_url) if world_url else None
        return dict.fromkeys(locales, trouble) if trouble else {}

    def _take_up(self, portion: Portion) -> None:
        reasons = "; ".join(dict.fromkeys(portion.unprepared.values()))
        self._troubles[portion.lease.wave_id] = reasons or self._troubles.get(portion.lease.wave_id)
        if portion.rows:
            self._portion_count += 1
        for row in portion.rows:
            self._rows.put_nowait(RowInHand(row, portion))

    def _end_portion(self, portion: Portion) -> None:
        """Nothing of a portion is in hand: its lease can be given back, unless it would only come again."""
        if portion.cut_off_rows:
            self._end_cut_off(portion)
            return
        self._portion_count -= 1
        if not portion.is_kept:
            self._over_leases.add(portion.lease)
        self._changed.set()

    def _end_cut_off(self, portion: Portion) -> None:
        """Let mails at which the relay ends the connection wait, while others get through.

        Otherwise one such mail would be tried again with every slice, for ever.
        """
        rows, portion.cut_off_rows = portion.cut_off_rows, []
        if not self._done_count() and not self._trouble:
            self._trouble = "The relay ends every connection before it takes a mail"
        if self._trouble:
            self._end_portion(portion)
            return
        portion.take_again(len(rows))
        for row in rows:
            receipt = Receipt(delivery_id=row.delivery_id, outcome=Outcome.DEFERRED)
            self._writer.record(receipt, row.attempt(is_permitted=False), on_written=portion.finish)

    def _done_count(self) -> int:
        return self._outcomes.total() - self._outcomes[Outcome.NOT_TRIED]

    async def _renew(self) -> None:
        """Keep the leases from ending while a slow relay takes its time."""
        while True:
            await asyncio.sleep(ledger.LEASE_S / 4)
            await asyncio.to_thread(self._renew_once)

    def _renew_once(self) -> None:
        with suppress(DatabaseUnavailableError), self._tools.database.write() as db:
            for lease in tuple(self._leases):
                ledger.renew(db, lease, now=self._tools.clock())

    async def _send(self) -> None:
        """Take rows and send them, one at a time, until there are no more."""
        while (in_hand := await self._rows.get()) is not None:
            self._changed.set()
            if self._is_over():
                in_hand.portion.finish()
                continue
            self._busy_count += 1
            await self._send_row(in_hand.row, in_hand.portion)
            self._busy_count -= 1

    async def _send_row(self, row: LeasedRow, portion: Portion) -> None:
        try:
            mail = portion.composer.compose(row)
        except Exception as error:  # noqa: BLE001 -- one mail that cannot be built must not stop the others
            await asyncio.to_thread(self._quarantine, row, error)
            portion.finish()
            return
        try:
            receipt = await self._tools.transport.submit(mail, permit=lambda: self._permit(row))
        except UnavailableError as error:
            self._trouble = str(error)
            portion.finish()
            return
        self._outcomes[receipt.outcome] += 1
        if receipt.outcome is not Outcome.NOT_TRIED:
            attempt = row.attempt(is_permitted=row in self._permitted)
            self._writer.record(receipt, attempt, on_written=portion.finish)
            return
        if row not in self._unpermitted_rows:
            portion.cut_off_rows.append(row)
        portion.finish()

    async def _permit(self, row: LeasedRow) -> bool:
        is_permitted = await self._writer.permit(row)
        (self._permitted if is_permitted else self._unpermitted_rows).add(row)
        return is_permitted

    def _quarantine(self, row: LeasedRow, error: Exception) -> None:
        """Set the row aside; where the database is away, it stays as it was."""
        log.warning("delivery.quarantined", delivery_id=row.delivery_id, error=type(error).__name__)
        reason = f"the mail cannot be built ({type(error).__name__})"
        with suppress(DatabaseUnavailableError), self._tools.database.write() as db:
            ledger.quarantine(db, row.delivery_id, reason=reason, now=self._tools.clock())
            self._quarantined_count += 1

    async def _give_back(self) -> None:
        """End the leases: a worker without a slice holds none. Waits for the database until told to stop."""
        waits_s = iter(_GIVE_BACK_AGAIN_S)
        while self._leases and not await asyncio.to_thread(self._give_back_once) and not self._stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), next(waits_s, _GIVE_BACK_AGAIN_S[-1]))

    def _give_back_once(self) -> bool:
        try:
            with self._tools.database.write() as db:
                for lease in self._leases:
                    ledger.give_back(db, lease)
        except DatabaseUnavailableError:
            return False
        self._leases.clear()
        return True


def _unprepared(composer: MessageComposer, locales: set[Locale]) -> Mapping[Locale, str]:
    """Prepare the mails in some locales; return why those cannot be had that cannot.

    That is trouble of the installation, and of no member's mail: their rows wait for its end.
    """
    reasons = {}
    for locale in sorted(locales):
        try:
            composer.prepare(locale)
        except DatabaseUnavailableError:
            raise
        except Exception as error:
            log.exception("mail.unprepared", locale=str(locale))
            reasons[locale] = f"The mail in {locale} cannot be made ready ({type(error).__name__})"
    return reasons
