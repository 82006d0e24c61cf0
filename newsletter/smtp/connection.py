"""Carry a conversation over one TCP connection: octets out, replies in, clocks, TLS.

    pool.py ──▶ SmtpConnection.open() ──▶ submit(), mail after mail ──▶ quit()

An `asyncio.Protocol` and no streams: a mail costs three writes and two wake-ups. After any exception,
cancellation included, the connection is cut (`abort`): a late reply must never meet the next command.
"""

import asyncio
import os
import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Self, TypeVar, cast

from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.errors import UnavailableError
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.handshake import open_conversation
from newsletter.smtp.protocol import SendStep, ServerAnswer, StartTls, Steps
from newsletter.smtp.relay import Relay, Tls
from newsletter.smtp.replies import Reply, ReplyParser
from newsletter.smtp.transaction import Transactions
from newsletter.smtp.transport import Permit

_Result = TypeVar("_Result")
_LOOK_EVERY_S = 0.005
# X509_V_ERR_* of OpenSSL's x509_vfy.h: what a certificate authority must say of itself (RFC 5280 §4.2.1).
# Python demands it since 3.13 (VERIFY_X509_STRICT); what `openssl req -x509` makes lacks the key's use.
_LAX_AUTHORITY = frozenset({32, 79, 86, 89, 91, 92})
_NO_HINT_AT_ITS_SIGNER = 85


class SmtpConnection(asyncio.Protocol):
    """One open connection to the relay, used by one mail at a time."""

    def __init__(self, relay: Relay, *, on_lost: Callable[["SmtpConnection"], None]) -> None:
        self.mails_count = 0
        self.closed_event = asyncio.Event()
        self._relay = relay
        self._on_lost = on_lost
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport
        self._below_tls: asyncio.Transport | None = None
        self._transactions: Transactions
        self._parser = ReplyParser()
        self._replies: list[Reply] = []
        self._is_cut_off = False
        self._is_writing_paused = False
        self._wanted_count = 0
        self._waiter: asyncio.Future[None] | None = None
        self._timer: asyncio.TimerHandle
        self._look_timer: asyncio.TimerHandle | None = None

    @classmethod
    async def open(
        cls, relay: Relay, *, pipelining: bool, on_lost: Callable[["SmtpConnection"], None]
    ) -> Self:
        """Return a connection that is ready for MAIL.

        Raises:
            UnavailableError: nobody answers, or the server does not take us on the relay's terms.
        """
        connection = cls(relay, on_lost=on_lost)
        await connection._connect()
        try:
            await connection._greet(pipelining=pipelining)
        except BaseException:
            connection.abort()
            raise
        return connection

    @property
    def is_usable(self) -> bool:
        """Tell whether another mail may begin here: nothing is broken and nothing was said unasked."""
        is_silent = not self._replies and not self._parser.is_half_way
        return self._transactions.is_usable and is_silent and not self._is_cut_off

    @property
    def is_spent(self) -> bool:
        """Tell whether this connection has carried as many mails as the relay's settings allow."""
        limit = self._relay.mails_per_connection
        return limit is not None and self.mails_count >= limit

    @property
    def has_pipelined(self) -> bool:
        """Tell whether the server has kept its promise of PIPELINING at least once."""
        return self._transactions.has_pipelined

    @property
    def was_pipelining_in_vain(self) -> bool:
        """Tell whether a group of commands was left without its replies, and without a farewell."""
        return self._transactions.was_pipelining_in_vain

    async def submit(self, mail: OutgoingMail, *, permit: Permit) -> Receipt | None:
        """Hand over one mail (`submission.Transport`), or return None when this connection proves stale.

        Stale: it has served before, and failed now before the mail was judged and the permit asked.
        """
        is_new = self.mails_count == 0
        self.mails_count += 1
        try:
            receipt = await self._carry(self._transactions.send_until_dot(mail))
            if receipt is None:
                return await self._say_dot_if_permitted(mail, permit)
        except BaseException:
            self.abort()
            raise
        return None if receipt.outcome is Outcome.NOT_TRIED and not is_new else receipt

    async def _say_dot_if_permitted(self, mail: OutgoingMail, permit: Permit) -> Receipt:
        """Say the dot if it is permitted; if not, cut the connection, for SMTP has no other way back."""
        if await permit():
            return await self._carry(self._transactions.send_dot(mail))
        self.abort()
        return Receipt(delivery_id=mail.delivery_id, outcome=Outcome.NOT_TRIED)

    def abort(self) -> None:
        """Cut the connection at once. What was not written yet is thrown away, so no dot can leave."""
        self._is_cut_off = True
        self._transport.abort()

    async def quit(self) -> None:
        """Say goodbye, wait for the answer for a moment, and close."""
        if self.is_usable:
            await self._exchange(SendStep(b"QUIT\r\n", replies=1, within_s=self._relay.timeouts.quit_s))
        self.abort()
        await self.closed_event.wait()

    async def _connect(self) -> None:
        relay = self._relay
        try:
            async with asyncio.timeout(relay.timeouts.connect_s):
                await self._loop.create_connection(lambda: self, relay.host, relay.port)
        except OSError as trouble:  # TimeoutError is one
            raise UnavailableError(
                f"No SMTP server at {relay.address} ({_reason(trouble)}). "
                "Start it, or set NEWSLETTER_SMTP_URL"
            ) from trouble

    async def _greet(self, *, pipelining: bool) -> None:
        if self._relay.tls is Tls.IMPLICIT:
            await self._start_tls()
        ehlo_name = self._relay.ehlo_name or _address_literal(self._transport.get_extra_info("sockname")[0])
        extensions = await self._carry(open_conversation(self._relay, ehlo_name=ehlo_name))
        self._transactions = Transactions(
            extensions if pipelining else replace(extensions, pipelining=False),
            relay_address=self._relay.address,
            timeouts=self._relay.timeouts,
        )

    async def _carry(self, steps: Steps[_Result]) -> _Result:
        """Do what the conversation asks, step by step, and return its result."""
        try:
            step = next(steps)
            while True:
                if isinstance(step, StartTls):
                    await self._start_tls()
                    step = steps.send(ServerAnswer())
                else:
                    step = steps.send(await self._exchange(step))
        except StopIteration as end:
            result: _Result = end.value
            return result

    async def _exchange(self, step: SendStep) -> ServerAnswer:
        if step.octets and not self._is_cut_off:
            self._transport.write(step.octets)
        self._wanted_count = step.replies
        if not self._is_settled():
            await self._wait_until_settled(step.within_s)
        count = step.replies or len(self._replies)
        answer = ServerAnswer(tuple(self._replies[:count]), self._is_cut_off)
        del self._replies[:count]
        return answer

    def _is_settled(self) -> bool:
        """Tell whether the present step has all that it waits for, or will never have it."""
        if self._is_cut_off:
            return True
        if self._wanted_count == 0:
            return bool(self._replies) or self._is_all_written()
        return len(self._replies) >= self._wanted_count or any(reply.is_goodbye for reply in self._replies)

    async def _wait_until_settled(self, within_s: float) -> None:
        """Return when the step is settled; cut the connection when that takes too long."""
        self._waiter = self._loop.create_future()
        self._timer = self._loop.call_later(within_s, self._on_timeout, within_s, self._unwritten_bytes())
        if self._below_tls is not None and self._wanted_count == 0:
            self._look_below_tls()
        try:
            await self._waiter
        finally:
            self._waiter = None
            self._timer.cancel()
            if self._look_timer is not None:
                self._look_timer.cancel()

    def _on_timeout(self, within_s: float, unwritten_bytes: int) -> None:
        """Cut the connection, unless a body is being written and part of it has left meanwhile."""
        now_unwritten_bytes = self._unwritten_bytes()
        if self._wanted_count == 0 and now_unwritten_bytes < unwritten_bytes:
            self._timer = self._loop.call_later(within_s, self._on_timeout, within_s, now_unwritten_bytes)
            return
        self.abort()
        self._wake()

    def _is_all_written(self) -> bool:
        below = self._below_tls
        return not self._is_writing_paused and (below is None or below.get_write_buffer_size() == 0)

    def _look_below_tls(self) -> None:
        """Look again and again whether everything is written.

        `pause_writing` tells only about what is not encrypted yet; nothing tells about what the
        transport below still holds (asyncio of 3.11, uvloop 0.23), and a permit must not be asked before.
        """
        self._look_timer = self._loop.call_later(_LOOK_EVERY_S, self._look_below_tls)
        self._wake()

    def _unwritten_bytes(self) -> int:
        below_bytes = 0 if self._below_tls is None else self._below_tls.get_write_buffer_size()
        return self._transport.get_write_buffer_size() + below_bytes

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done() and self._is_settled():
            self._waiter.set_result(None)

    async def _start_tls(self) -> None:
        """Encrypt, unless something was said before that nobody asked for: an injection (CVE-2011-0411)."""
        relay = self._relay
        if self._replies or self._parser.is_half_way:
            raise UnavailableError(
                f"The SMTP server at {relay.address} speaks before TLS has begun. "
                "Somebody may be tampering with the connection; check the network"
            )
        try:
            tls_transport = await self._loop.start_tls(
                self._transport,
                self,
                _tls_context(relay),
                server_hostname=relay.host,
                ssl_handshake_timeout=relay.timeouts.command_s,
            )
        except OSError as trouble:  # ssl.SSLError is one
            raise _tls_failure(relay, trouble) from trouble
        if tls_transport is None or self._is_cut_off:
            raise _tls_failure(relay, ConnectionResetError("connection closed"))
        self._below_tls, self._transport = self._transport, tls_transport
        self._flush_eagerly(tls_transport)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (called by asyncio)."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but its base class
        self._flush_eagerly(self._transport)

    @staticmethod
    def _flush_eagerly(transport: asyncio.Transport) -> None:
        """Have `pause_writing` called for every octet that the kernel did not take at once."""
        transport.set_write_buffer_limits(high=1, low=0)

    def data_received(self, data: bytes) -> None:
        """Read replies (called by asyncio)."""
        self._replies += self._parser.feed(data)
        if self._parser.is_garbled:
            self.abort()
        self._wake()

    def pause_writing(self) -> None:
        """Note that octets are waiting in our buffer (called by asyncio)."""
        self._is_writing_paused = True

    def resume_writing(self) -> None:
        """Note that everything is written (called by asyncio)."""
        self._is_writing_paused = False
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Note the end of the connection (called by asyncio). Replies that came before it still count."""
        self._is_cut_off = True
        self._on_lost(self)
        self._wake()
        self.closed_event.set()


def _tls_context(relay: Relay) -> ssl.SSLContext:
    """Return what the relay's certificate is judged by. Made anew, so that a renewed `ca_file` counts."""
    try:
        context = ssl.create_default_context(cafile=relay.ca_file)
    except OSError as trouble:
        raise UnavailableError(
            f"The authority file {relay.ca_file} cannot be read ({trouble.strerror or trouble}). "
            "Give a PEM file in ?ca="
        ) from trouble
    if not relay.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _tls_failure(relay: Relay, trouble: OSError) -> UnavailableError:
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return UnavailableError(
            f"The certificate of the SMTP server at {relay.address} is not good ({trouble.verify_message}). "
            f"{_remedy_for(trouble.verify_code)}"
        )
    return UnavailableError(
        f"TLS with the SMTP server at {relay.address} fails ({_reason(trouble)}). "
        "Check port and tls in NEWSLETTER_SMTP_URL: smtps:// for port 465, tls=starttls for 587"
    )


def _remedy_for(verify_code: int) -> str:
    """Say what helps against a reason of OpenSSL's for not believing a certificate."""
    if verify_code in _LAX_AUTHORITY:
        return (
            "Issue that authority again from its own key, with basicConstraints=critical,CA:TRUE, "
            "keyUsage=critical,keyCertSign,cRLSign and subjectKeyIdentifier=hash, and name the new file in "
            "?ca=; what it has signed stays good (docs/how-to/relay-and-secrets.md has the commands)"
        )
    if verify_code == _NO_HINT_AT_ITS_SIGNER:
        return "Have its authority sign it again, with authorityKeyIdentifier=keyid"
    return "Mend it, or name its authority with ?ca=/path/to/ca.pem"


def _address_literal(address: str) -> str:
    """Return our end's address as EHLO wants it where there is no name (RFC 5321 §4.1.3)."""
    bare_address = address.partition("%")[0]
    return f"[IPv6:{bare_address}]" if ":" in bare_address else f"[{bare_address}]"


def _reason(trouble: OSError) -> str:
    if isinstance(trouble, TimeoutError):
        return "no answer in time"
    if isinstance(trouble, ConnectionError) and trouble.errno:
        return os.strerror(trouble.errno).lower()
    return trouble.strerror or str(trouble)
