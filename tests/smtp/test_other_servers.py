"""What we say is understood by a server that is not ours, and by uvloop's transports too."""

import asyncio
import threading
from contextlib import contextmanager

import pytest
import uvloop
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

from newsletter.delivery.outcomes import Outcome
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay, Tls

LOOPS = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}

HOSTILE = [
    b".\r\n",
    b"..\r\n...\r\n",
    b"\r\n.\r\n\r\n",
    b"a\r\n.\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<x@example.org>\r\nDATA\r\nsmuggled\r\n.\r\n",
    b"a\r\n.\r\n\r\n.\r\nQUIT\r\n",
    b"." * 500 + b"\r\n",
    b"a\r\n .\r\n. \r\n",
    b"",
]
SMUGGLED = [
    b"a\n.\nMAIL",
    b"a\r\n.\rMAIL",
    b"a\n.\r\nMAIL",
    b"a\r.\rMAIL",
    b"a\r\r\n.\r\r\nMAIL",
    b"\n.\n",
    b"a\r\n.\nb",
]


class Inbox:
    """Keeps what aiosmtpd calls a complete message; refuses the recipients that its script names."""

    def __init__(self):
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's
        """Refuse by local part: `550@…` is refused with 550."""
        code = address.partition("@")[0]
        if code.isdigit():
            return f"{code} 5.1.1 no"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's
        """Keep the message."""
        self.envelopes.append(envelope)
        return "250 2.0.0 Ok: queued as ABC123"


@contextmanager
def inbox(**settings):
    """Run aiosmtpd on loopback; give its inbox and a relay that points to it."""
    box = Inbox()
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(
        loop.create_server(lambda: SMTP(box, enable_SMTPUTF8=True, loop=loop, **settings), "127.0.0.1", 0)
    )
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield (
            box,
            Relay(
                host="127.0.0.1",
                port=listening.sockets[0].getsockname()[1],
                tls=Tls.NONE,
                connections_count=2,
            ),
        )
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        loop.run_until_complete(_ended(loop))
        loop.close()


async def _ended(loop):
    while others := asyncio.all_tasks(loop) - {asyncio.current_task()}:
        await asyncio.wait(others)


def _submit_all(relay, mails, permit, loop="asyncio"):
    async def attempt():
        async with SmtpPool(relay) as pool:
            return [await pool.submit(mail, permit=permit) for mail in mails]

    with asyncio.Runner(loop_factory=LOOPS[loop]) as runner:
        return runner.run(attempt())


@pytest.mark.parametrize("loop", LOOPS)
def test_every_body_arrives_as_it_was_and_once(mail, yes, loop):
    """Bodies made to end DATA early or to smuggle a second mail arrive octet for octet, or not at all."""
    mails = [mail(n, content=content) for n, content in enumerate(HOSTILE + SMUGGLED)]
    with inbox() as (box, relay):
        receipts = _submit_all(relay, mails, yes, loop)

    assert [envelope.content for envelope in box.envelopes] == HOSTILE
    assert [receipt.outcome for receipt in receipts] == [Outcome.ACCEPTED] * len(HOSTILE) + [
        Outcome.REFUSED
    ] * len(SMUGGLED)


@pytest.mark.parametrize("loop", LOOPS)
def test_one_refused_recipient_does_not_touch_the_others(mail, yes, loop):
    """Accepted, refused and deferred recipients take turns on the same connection."""
    names = ["maria", "550", "jón", "450", "ana"]
    with inbox() as (box, relay):
        receipts = _submit_all(relay, [mail(recipient=f"{name}@example.org") for name in names], yes, loop)

    assert [receipt.code for receipt in receipts] == [250, 550, 250, 450, 250]
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [
        ["maria@example.org"],
        ["jón@example.org"],
        ["ana@example.org"],
    ]
    assert receipts[0].queue_id == "ABC123"


@pytest.mark.parametrize("loop", LOOPS)
def test_we_log_in_over_starttls(mail, yes, loop, certificates):
    """STARTTLS, a second EHLO and AUTH, as an independent server wants them."""
    logins = []

    def authenticator(server, session, envelope, mechanism, auth_data):
        logins.append((mechanism, auth_data.login, auth_data.password))
        return AuthResult(success=True)

    settings = {"tls_context": certificates.context(), "require_starttls": True, "auth_required": True}
    with inbox(authenticator=authenticator, **settings) as (box, relay):
        safe = Relay(
            host=relay.host,
            port=relay.port,
            tls=Tls.STARTTLS,
            user="news",
            password="s3cret",
            ca_file=certificates.ca_file,
        )
        (receipt,) = _submit_all(safe, [mail()], yes, loop)

    assert logins == [("PLAIN", b"news", b"s3cret")]
    assert (receipt.outcome, len(box.envelopes)) == (Outcome.ACCEPTED, 1)


@pytest.mark.parametrize("loop", LOOPS)
def test_a_connection_stays_open_while_its_loop_rests(mail, yes, loop):
    """Between two slices of a worker nobody runs the loop; the next slice uses the same connections."""
    with inbox() as (box, relay), asyncio.Runner(loop_factory=LOOPS[loop]) as runner:

        async def start():
            return SmtpPool(relay)

        pool = runner.run(start())
        first = runner.run(pool.submit(mail(1), permit=yes))
        second = runner.run(pool.submit(mail(2), permit=yes))
        runner.run(pool.close())

    assert first.outcome is second.outcome is Outcome.ACCEPTED
    assert len(box.envelopes) == 2
