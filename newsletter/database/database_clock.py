"""The database's clock: by it leases are given and judged, on whatever host a worker runs.

    database, clock of this host ──▶ DatabaseClock ──▶ now, for the ledger

A host's own clock may be wrong, or be set while it runs. SQLite has no other clock than its host's; it too is
read once in a while only, and carried on by the monotonic clock, which nobody sets.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from newsletter.database.database import Database
from newsletter.errors import DatabaseUnavailableError

_READ_EVERY_S = 30.0


class DatabaseClock:
    """Tells the present of a database. For any thread."""

    def __init__(
        self,
        database: Database,
        *,
        host_clock: Callable[[], datetime],
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read the clock.

        Raises:
            DatabaseUnavailableError: the database is away.
        """
        self._database, self._host_clock, self._monotonic_s = database, host_clock, monotonic_s
        self._reading = self._read()

    def __call__(self) -> datetime:
        """Return the present as aware UTC."""
        if self._monotonic_s() - self._reading[1] > _READ_EVERY_S:
            with suppress(DatabaseUnavailableError):  # away: what was read before goes on
                self._reading = self._read()
        read_at, at_s = self._reading
        return read_at + timedelta(seconds=self._monotonic_s() - at_s)

    def _read(self) -> tuple[datetime, float]:
        """Return what the clock says, and when on the monotonic clock it said so."""
        if not self._database.is_postgresql:
            return self._host_clock(), self._monotonic_s()
        with self._database.read() as db:
            read_at: datetime = db.execute(select(func.clock_timestamp())).scalar_one()
        return read_at.astimezone(UTC), self._monotonic_s()
