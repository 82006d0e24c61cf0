"""The SMTP side of the inbox: aiosmtpd speaks, and what it has received goes into the mailbox.

    client ──SMTP──▶ aiosmtpd ──hooks──▶ Receiver ──▶ mailbox

Octets stay octets: the content is kept as it was between DATA and the lone dot, doubled dots undone
(RFC 5321 §4.5.2), nothing added. A line over 998 octets is answered with 500 (§4.5.3.1.6).

Sources: RFC 5321, 1870 (SIZE), 2920 (PIPELINING), 3463 (enhanced codes), 6152 (8BITMIME),
6531 (SMTPUTF8); for the hooks https://aiosmtpd.aio-libs.org/en/latest/handlers.html.
"""

import asyncio
import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from aiosmtpd import smtp

from newsletter.local.inbox.mailbox import Envelope, InboxMailbox

_REFUSAL = re.compile(r"[45]\d\d [\x20-\x7e]+")
_NULL_PATH = "<>"  # what aiosmtpd calls the empty path of a bounce
_BODY = "BODY="
_NO_SPACE = "452 4.3.1 Insufficient system storage"
_STORAGE_REPLIES = {errno.ENOSPC: _NO_SPACE, errno.EDQUOT: _NO_SPACE}


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRules:
    """What a server announces, and whom it refuses on purpose.

    `refuse` maps a recipient to the reply that it gets, such as `550 5.1.1 No such mailbox`: that is
    how a rehearsal meets the refusals of real relays.
    """

    hostname: str = "inbox.localhost"
    size_limit_bytes: int = 25 * 1024 * 1024
    refuse: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is no refusal; compare addresses without regard to case."""
        for address, reply in self.refuse.items():
            if not _REFUSAL.fullmatch(reply):
                raise ValueError(
                    f"{address}: {reply!r} refuses nothing; write such as 550 5.1.1 No such mailbox"
                )
        folded = {address.casefold(): reply for address, reply in self.refuse.items()}
        object.__setattr__(self, "refuse", folded)


class Receiver:
    """All connections of one server. Give `connect` to `loop.create_server`."""

    def __init__(self, mailbox: InboxMailbox, rules: InboxRules) -> None:
        self._mailbox = mailbox
        self._rules = rules
        self._connections: set[_Connection] = set()

    def connect(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        return _Connection(self, self._rules, self._connections)

    async def hang_up(self) -> None:
        """Return when every client was told that the server stops; an incomplete mail is not kept."""
        ends = [connection.hang_up() for connection in self._connections]
        await asyncio.gather(*ends, return_exceptions=True)

    async def handle_EHLO(  # noqa: N802 - the hook's name
        self,
        _server: smtp.SMTP,
        session: smtp.Session,
        _envelope: smtp.Envelope,
        hello: str,
        reply: list[str],
    ) -> list[str]:
        """Greet. aiosmtpd loses nothing that comes early, which is all that PIPELINING promises."""
        session.host_name = hello
        return [reply[0], "250-PIPELINING", *reply[1:]]

    async def handle_MAIL(  # noqa: N802 - the hook's name
        self,
        _server: smtp.SMTP,
        _session: smtp.Session,
        envelope: smtp.Envelope,
        sender: str,
        mail_options: list[str],
    ) -> str:
        """Take the sender, whoever it is."""
        if not _is_readable(sender, smtputf8=envelope.smtp_utf8):
            return "553 5.6.7 An address in UTF-8 needs SMTPUTF8"
        envelope.mail_from = sender
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802 - the hook's name
        self,
        _server: smtp.SMTP,
        _session: smtp.Session,
        envelope: smtp.Envelope,
        recipient: str,
        _: list[str],
    ) -> str:
        """Take a recipient, or refuse it on purpose."""
        if not _is_readable(recipient, smtputf8=envelope.smtp_utf8):
            return "553 5.6.7 An address in UTF-8 needs SMTPUTF8"
        if recipient == _NULL_PATH:
            return "553 5.1.3 Nobody has this address"
        refusal = self._rules.refuse.get(recipient.casefold())
        if refusal is None:
            envelope.rcpt_tos.append(recipient)
        return refusal or "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - the hook's name
        self, _server: smtp.SMTP, session: smtp.Session, envelope: smtp.Envelope
    ) -> str:
        """Keep the mail; 250 says that it is kept."""
        try:
            mail = self._mailbox.keep(_envelope_of(session, envelope), envelope.original_content or b"")
        except OSError as error:
            return _STORAGE_REPLIES.get(error.errno or 0, "451 4.3.0 The mail could not be kept")
        return f"250 2.0.0 OK: queued as {mail.id}"


class _Connection(smtp.SMTP):
    """One client, which can be told that the server stops."""

    def __init__(self, receiver: Receiver, rules: InboxRules, connections: "set[_Connection]") -> None:
        super().__init__(
            receiver,
            data_size_limit=rules.size_limit_bytes,
            enable_SMTPUTF8=True,
            hostname=rules.hostname,
            ident="ESMTP inbox",
            loop=asyncio.get_running_loop(),
        )
        self._connections = connections

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the client among those that are connected."""
        super().connection_made(transport)
        self._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """Forget the client, and the mail that it did not finish."""
        super().connection_lost(error)
        self._connections.discard(self)

    def hang_up(self) -> "asyncio.Task[None]":
        """Say why, close at once, and return what is then still ending.

        Who does not read its replies may not keep the server.
        """
        transport = cast("asyncio.Transport", self.transport)
        transport.write(b"421 4.3.2 The inbox stops\r\n")
        transport.abort()
        return cast("asyncio.Task[None]", self._handler_coroutine)


def _is_readable(address: str, *, smtputf8: bool) -> bool:
    """Tell whether an address is in ASCII, or in UTF-8 where the client said so (RFC 6531 §3.5)."""
    return address.isascii() or (smtputf8 and _utf8_text(address) == address)


def _utf8_text(text: str) -> str:
    """Return what a client said with a question mark for each octet that is no UTF-8."""
    return text.encode(errors="replace").decode()


def _envelope_of(session: smtp.Session, envelope: smtp.Envelope) -> Envelope:
    bodies = [option.removeprefix(_BODY) for option in envelope.mail_options if option.startswith(_BODY)]
    return Envelope(
        sender="" if envelope.mail_from in (None, _NULL_PATH) else envelope.mail_from,
        recipients=tuple(envelope.rcpt_tos),
        received_at=datetime.now(UTC),
        smtputf8=envelope.smtp_utf8,
        body=bodies[0] if bodies else "7BIT",
        hello=_utf8_text(session.host_name or ""),
        peer=str((session.peer or ("",))[0]),
    )
