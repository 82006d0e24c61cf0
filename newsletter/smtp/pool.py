"""Keep connections to one relay open, and give each mail one of them.

A pool belongs to one event loop and lives as long as the process. A connection that the relay has closed
meanwhile costs a mail nothing: as long as no permit was asked, the mail simply goes to a new one.
A relay that takes fewer connections than we would like is used with as many as it takes.
"""

import asyncio
from typing import Self

from newsletter.delivery.outcomes import Receipt
from newsletter.errors import UnavailableError
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.connection import SmtpConnection
from newsletter.smtp.relay import Relay
from newsletter.smtp.transport import Permit

_Place = SmtpConnection | None
"""The right to use one connection; None where it has still to be opened."""


class SmtpPool:
    """At most `relay.connections_count` connections, for as many concurrent `submit` calls as one likes."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._open_connections: set[SmtpConnection] = set()
        self._free_places: asyncio.LifoQueue[_Place] = (
            asyncio.LifoQueue()
        )  # the last one used is the likeliest alive
        self._withheld_count = 0
        self._trusts_pipelining = True
        self._has_pipelined = False
        self._add_places(relay.connections_count)

    async def __aenter__(self) -> Self:
        """Return the pool; connections are opened when they are needed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self.close()

    async def submit(self, mail: OutgoingMail, *, permit: Permit) -> Receipt:
        """Hand over one mail; the promise is written in `submission.Transport`."""
        while True:
            connection = await self._take()
            try:
                receipt = await connection.submit(mail, permit=permit)
            finally:
                self._give_back(connection)
            if receipt is not None:
                return receipt

    async def close(self) -> None:
        """Say goodbye on every connection and wait until all are closed. No `submit` may be under way."""
        await asyncio.gather(*(connection.quit() for connection in tuple(self._open_connections)))

    async def _take(self) -> SmtpConnection:
        """Return a connection that nobody else uses, opened now if need be."""
        while True:
            place = await self._free_places.get()
            if place is not None and place.is_usable and not place.is_spent:
                return place
            try:
                return await self._open_connection(place)
            except UnavailableError:
                if self._is_last_place():
                    self._add_places(1)
                    raise
                self._withheld_count += 1  # the relay takes no more than it has: wait for one of those
            except BaseException:
                self._add_places(1)
                raise

    async def _open_connection(self, place: _Place) -> SmtpConnection:
        """Return a new connection in the place of a spent or broken one."""
        if place is not None:
            await place.quit()
        connection = await SmtpConnection.open(
            self._relay, pipelining=self._trusts_pipelining, on_lost=self._forget
        )
        self._open_connections = {
            each for each in (*self._open_connections, connection) if not each.closed_event.is_set()
        }
        self._add_places(self._withheld_count)
        self._withheld_count = 0
        return connection

    def _give_back(self, connection: SmtpConnection) -> None:
        """Let the next mail have this connection, or the right to open another one."""
        self._has_pipelined = self._has_pipelined or connection.has_pipelined
        if connection.was_pipelining_in_vain and not self._has_pipelined:
            self._trusts_pipelining = False  # offered, and then not understood: one command at a time
        if not connection.is_usable:
            connection.abort()
        self._free_places.put_nowait(connection if connection.is_usable else None)

    def _forget(self, connection: SmtpConnection) -> None:
        self._open_connections.discard(connection)

    def _is_last_place(self) -> bool:
        """Tell whether waiting for another connection would be waiting for ever."""
        return not self._open_connections or self._withheld_count + 1 == self._relay.connections_count

    def _add_places(self, count: int) -> None:
        for _ in range(count):
            self._free_places.put_nowait(None)
