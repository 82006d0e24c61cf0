"""The sockets of the inbox's SMTP server: each connection feeds one conversation."""

import asyncio
from datetime import UTC, datetime
from typing import cast

from newsletter.inbox.conversation import Conversation, Rules
from newsletter.inbox.mailbox import Envelope, Mailbox


class SmtpServer:
    """All connections of one server. Give `connect` to `loop.create_server`."""

    def __init__(self, mailbox: Mailbox, rules: Rules, *, idle_limit_s: float = 300.0) -> None:
        """Serve into a mailbox; a client that says nothing for `idle_limit_s` is sent away.

        RFC 5321 §4.5.3.2.7 asks for five minutes at least.
        """
        self.mailbox = mailbox
        self.rules = rules
        self.idle_limit_s = idle_limit_s
        self.connections: set[SmtpConnection] = set()

    def connect(self) -> "SmtpConnection":
        """Return the protocol of a new connection."""
        return SmtpConnection(self)

    def hang_up(self) -> None:
        """Tell every client that the server stops; a mail that is not complete is not kept."""
        for connection in tuple(self.connections):
            connection.hang_up(b"421 4.3.2 The inbox stops\r\n")


class SmtpConnection(asyncio.Protocol):
    """One client."""

    _transport: asyncio.Transport
    _conversation: Conversation
    _timer: asyncio.TimerHandle

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self._transport = cast("asyncio.Transport", transport)
        peer = str((transport.get_extra_info("peername") or ("",))[0])
        self._conversation = Conversation(self._server.rules, keep=self._keep, now=_now, peer=peer)
        self._server.connections.add(self)
        self._transport.write(self._conversation.greeting())
        self._watch()

    def data_received(self, octets: bytes) -> None:
        """Answer."""
        self._heard_at = self._loop.time()
        self._transport.write(self._conversation.receive(octets))
        if self._conversation.over:
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        """Forget the client, and the mail that it did not finish."""
        self._timer.cancel()
        self._server.connections.discard(self)

    def pause_writing(self) -> None:
        """Hear nothing more from a client that does not read its replies."""
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Hear it again."""
        self._transport.resume_reading()

    def hang_up(self, farewell: bytes) -> None:
        """Say why, and close."""
        self._transport.write(farewell)
        self._transport.close()

    def _keep(self, envelope: Envelope, content: bytes) -> str:
        return self._server.mailbox.keep(envelope, content).id

    def _watch(self) -> None:
        """Look again when the client could have been idle for too long; one timer, not one a chunk."""
        left_s = self._heard_at + self._server.idle_limit_s - self._loop.time()
        if left_s > 0:
            self._timer = self._loop.call_later(left_s, self._watch)
        else:
            self.hang_up(b"421 4.4.2 You have been silent for too long\r\n")


def _now() -> datetime:
    return datetime.now(UTC)
