"""An inbox that really listens, and the two ways to talk to it."""

import asyncio
import smtplib
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest

from newsletter.local.inbox.mailbox import Envelope, InboxMailbox
from newsletter.local.inbox.receiving import InboxRules
from newsletter.local.inbox.serving import (
    ListenAddress,
    ListeningSockets,
    OpenPorts,
    open_listener,
    run_inbox,
)
from servers.waiting import FOR_EVER_S

ENVELOPE = Envelope(
    sender="news@metropolis.example",
    recipients=("mayor@city.example",),
    received_at=datetime(2019, 12, 3, 10, 0, tzinfo=UTC),
)
REFUSED = {"gone@city.example": "550 5.1.1 No such mailbox", "full@city.example": "452 4.2.2 Mailbox full"}


@dataclass(frozen=True)
class Inbox:
    """One that listens on loopback."""

    mailbox: InboxMailbox
    ports: OpenPorts

    def smtp(self):
        """Return a client that is connected."""
        return smtplib.SMTP("127.0.0.1", self.ports.smtp_port, timeout=FOR_EVER_S)

    def socket(self):
        """Return a bare connection to the SMTP port."""
        return socket.create_connection(("127.0.0.1", self.ports.smtp_port), timeout=FOR_EVER_S)

    def replies_to(self, octets):
        """Return what a client hears that says all this at once, between EHLO and QUIT."""
        with self.socket() as connection, connection.makefile("rb") as replies:
            connection.sendall(b"EHLO client.example\r\n" + octets + b"QUIT\r\n")
            return replies.read()

    def web(self):
        """Return a browser without JavaScript."""
        return httpx.Client(
            base_url=f"http://127.0.0.1:{self.ports.web_port}",
            timeout=FOR_EVER_S,
            trust_env=False,
            verify=False,
        )

    def get(self, path):
        """Return the answer to one GET."""
        with self.web() as web:
            return web.get(path)

    def contents(self):
        """Return the octets of all mails, the oldest first."""
        return [self.mailbox.content(kept.id) for kept in reversed(self.mailbox.mails_newest_first())]

    def keep(self, content, **said):
        """Put a mail into the mailbox, and return its id."""
        fields = {name: getattr(ENVELOPE, name) for name in ("sender", "recipients", "received_at")}
        return self.mailbox.keep(Envelope(**(fields | said)), content).id


@contextmanager
def listening_inbox(directory, rules):
    """Run an inbox in a thread of its own for the length of a block."""
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    with (
        InboxMailbox(directory) as mailbox,
        open_listener(ListenAddress("127.0.0.1", 0), purpose="smtp") as smtp,
        open_listener(ListenAddress("127.0.0.1", 0), purpose="web") as web,
    ):
        sockets = ListeningSockets(smtp, web)
        inbox = Inbox(mailbox, sockets.ports())
        running = run_inbox(sockets, mailbox, rules, stop=stop)
        thread = threading.Thread(target=loop.run_until_complete, args=(running,))
        thread.start()
        try:
            yield inbox
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join()
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()


@pytest.fixture(scope="module")
def _listening(tmp_path_factory):
    rules = InboxRules(size_limit_bytes=6_000_000, refuse=REFUSED)
    with listening_inbox(tmp_path_factory.mktemp("inbox"), rules) as inbox:
        yield inbox


@pytest.fixture
def inbox(_listening):
    """An inbox that listens and is empty."""
    _listening.mailbox.clear()
    return _listening


@pytest.fixture
def envelope():
    """What a client says about an ordinary mail."""
    return ENVELOPE
