"""The one writer of the ledger while a slice runs: permits and outcomes, many in one durable commit.

    senders ── permit(), record() ──▶ LedgerWriter ── commit_group ──▶ database
                    ◀── may say the dot ──┘

Step 7 of the mails before goes into the same transaction as step 5 of the mails after (ARCHITECTURE.md,
"The life of a delivery"): one fsync a group.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from newsletter.database import ledger
from newsletter.database.database import Database
from newsletter.database.ledger import LeasedRow
from newsletter.database.outcomes import AttemptReceipt
from newsletter.delivery.outcomes import Attempt, Receipt
from newsletter.delivery.retry import QUIET_S, flush_due
from newsletter.errors import DatabaseUnavailableError
from newsletter.identifiers import DeliveryId

# A database that restarts is back within this time; the leases last longer.
_RETRY_S = (0.1, 0.5, 1.0, 2.0, 5.0, 5.0, 5.0, 10.0, 10.0, 10.0, 10.0)


@dataclass(slots=True)
class _Group:
    """What waits for the next commit."""

    heard: list[AttemptReceipt] = field(default_factory=list)
    on_written: list[Callable[[], None]] = field(default_factory=list)
    ready: list[tuple[LeasedRow, asyncio.Future[bool]]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.heard) + len(self.ready)


class LedgerWriter:
    """Collects what senders say, and commits it when enough is there or nothing more comes."""

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime], open_count: Callable[[], int]
    ) -> None:
        """Keep where to write, who tells the time, and who knows how many mails are in hand."""
        self._database, self._clock, self._open_count = database, clock, open_count
        self._group = _Group()
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._is_closing = self._has_ended = False

    async def permit(self, row: LeasedRow) -> bool:
        """Return True once the ledger durably says that this mail is being submitted."""
        if self._has_ended:
            return False
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._group.ready.append((row, answer))
        self._wake.set()
        return await answer

    def record(self, receipt: Receipt, attempt: Attempt, *, on_written: Callable[[], None]) -> None:
        """Have an outcome written with the next group, and say so when it is."""
        self._group.heard.append((receipt, attempt))
        self._group.on_written.append(on_written)
        self._wake.set()

    async def run(self) -> None:
        """Write until `close` was called and everything is written.

        Raises:
            DatabaseUnavailableError: the database stayed away. What it was to record is then `unknown`
                when the leases end; mails that asked for a permit are not sent.
        """
        try:
            while await self._wait_for_group():
                group, self._group = self._group, _Group()
                await self._commit(group)
        finally:
            self._has_ended = True
            _refuse(self._group)
            self._thread.shutdown()

    def close(self) -> None:
        """Let `run` end once it has written what there is."""
        self._is_closing = True
        self._wake.set()

    async def _wait_for_group(self) -> bool:
        """Wait until a commit is due; False when there will be none any more."""
        while not self._group and not self._is_closing:
            await self._wake.wait()
            self._wake.clear()
        quiet_s = 0.0
        while not self._is_closing and not flush_due(
            ready_count=len(self._group), open_count=self._open_count(), quiet_s=quiet_s
        ):
            quiet_s = await self._wait_for_more()
        return bool(self._group)

    async def _wait_for_more(self) -> float:
        """Wait a moment for more; return how long nothing came: 0.0 when something did."""
        try:
            async with asyncio.timeout(QUIET_S):
                await self._wake.wait()
        except TimeoutError:
            return QUIET_S
        self._wake.clear()
        return 0.0

    async def _commit(self, group: _Group) -> None:
        try:
            permitted_ids = await self._write_with_retries(group)
        except BaseException:
            _refuse(group)
            raise
        for row, answer in group.ready:
            if not answer.done():
                answer.set_result(row.delivery_id in permitted_ids)
        for tell in group.on_written:
            tell()

    async def _write_with_retries(self, group: _Group) -> set[DeliveryId]:
        """Commit a group; try again while the database is away."""
        loop = asyncio.get_running_loop()
        for attempt, wait_s in enumerate((*_RETRY_S, None)):
            try:
                return await loop.run_in_executor(self._thread, self._write, group, attempt > 0)
            except DatabaseUnavailableError:
                if wait_s is None:
                    raise
                await asyncio.sleep(wait_s)
        raise AssertionError("the last attempt returns or raises")

    def _write(self, group: _Group, is_repeated: bool) -> set[DeliveryId]:  # noqa: FBT001 -- run_in_executor passes positions only
        with self._database.write() as db:
            return ledger.commit_group(
                db,
                group.heard,
                [(row.delivery_id, row.lease) for row, _ in group.ready],
                now=self._clock(),
                is_repeated=is_repeated,
            )


def _refuse(group: _Group) -> None:
    """Let nothing of a group be sent."""
    for _, answer in group.ready:
        if not answer.done():
            answer.set_result(False)
