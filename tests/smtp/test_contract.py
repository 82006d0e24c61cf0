"""Every transport keeps the promise of `submission.Transport`; the receiving side's log is the judge."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.smtp.fake import MemoryTransport, RelayScript
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Tls

ACCEPTED, DEFERRED, REFUSED = Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.REFUSED
UNKNOWN, NOT_TRIED = Outcome.UNKNOWN, Outcome.NOT_TRIED

WHILE_BODY = b"Subject: long\r\n\r\n" + (b"x" * 70 + b"\r\n") * 200_000
"""More than the kernel buffers, so that the server's reaction comes before the body's end."""

CASES = {
    # why: script, outcome, code, enhanced status, mails that the relay has, times that the permit was asked
    "the ordinary yes": (RelayScript(), ACCEPTED, 250, "2.0.0", 1, 1),
    "yes without text": (RelayScript(dot="250"), ACCEPTED, 250, None, 1, 1),
    "yes in latin-1": (RelayScript(dot="250 d\xe9j\xe0"), ACCEPTED, 250, None, 1, 1),
    "sender refused": (RelayScript(mail="550 5.7.1 no"), REFUSED, 550, "5.7.1", 0, 0),
    "sender deferred": (RelayScript(mail="451 4.3.0 later"), DEFERRED, 451, "4.3.0", 0, 0),
    "nobody of that name": (RelayScript(rcpt="550 5.1.1 no such user"), REFUSED, 550, "5.1.1", 0, 0),
    "greylisted": (RelayScript(rcpt="450 4.7.1 wait"), DEFERRED, 450, "4.7.1", 0, 0),
    "old too many recipients": (RelayScript(rcpt="552 5.5.3 too many"), DEFERRED, 552, "5.5.3", 0, 0),
    "the status contradicts 450": (RelayScript(rcpt="450 5.1.1 what"), DEFERRED, 450, None, 0, 0),
    "the status contradicts 550": (RelayScript(rcpt="550 4.2.2 what"), REFUSED, 550, None, 0, 0),
    "DATA refused": (RelayScript(data="554 5.5.0 no"), REFUSED, 554, "5.5.0", 0, 0),
    "DATA deferred": (RelayScript(data="452 4.3.1 full"), DEFERRED, 452, "4.3.1", 0, 0),
    "DATA answered by a yes": (RelayScript(data="250 what"), NOT_TRIED, 250, None, 0, 0),
    "RCPT answered by go on": (RelayScript(rcpt="354 what"), NOT_TRIED, 354, None, 0, 0),
    "refused, yet 354": (RelayScript(rcpt="550 no", data="354 go on"), REFUSED, 550, None, 0, 0),
    "farewell to MAIL": (RelayScript(mail="421 4.3.2 bye"), NOT_TRIED, 421, "4.3.2", 0, 0),
    "farewell to RCPT": (RelayScript(rcpt="421 4.3.2 bye"), NOT_TRIED, 421, "4.3.2", 0, 0),
    "farewell to DATA": (RelayScript(data="421 4.3.2 bye"), NOT_TRIED, 421, "4.3.2", 0, 0),
    "lost at MAIL": (RelayScript(mail=None), NOT_TRIED, None, None, 0, 0),
    "lost at RCPT": (RelayScript(rcpt=None), NOT_TRIED, None, None, 0, 0),
    "lost at DATA": (RelayScript(data=None), NOT_TRIED, None, None, 0, 0),
    "lost in the body": (RelayScript(body=None), NOT_TRIED, None, None, 0, 0),
    "refused in the body": (RelayScript(body="552 5.3.4 too big"), REFUSED, 552, "5.3.4", 0, 0),
    "deferred in the body": (RelayScript(body="452 4.3.1 full"), DEFERRED, 452, "4.3.1", 0, 0),
    "farewell in the body": (RelayScript(body="421 4.3.2 bye"), NOT_TRIED, 421, "4.3.2", 0, 0),
    "a yes in the body": (RelayScript(body="250 thanks"), NOT_TRIED, 250, None, 0, 0),
    "garbage at MAIL": (RelayScript(mail="2x0 ok"), NOT_TRIED, None, None, 0, 0),
    "refused after the dot": (RelayScript(dot="554 5.7.1 spam"), REFUSED, 554, "5.7.1", 0, 1),
    "552 after the dot": (RelayScript(dot="552 5.2.2 full"), REFUSED, 552, "5.2.2", 0, 1),
    "deferred after the dot": (RelayScript(dot="451 4.3.0 later"), DEFERRED, 451, "4.3.0", 0, 1),
    "a farewell is a reply": (RelayScript(dot="421 4.3.2 bye"), DEFERRED, 421, "4.3.2", 0, 1),
    "lost after the dot": (RelayScript(dot=None), UNKNOWN, None, None, 0, 1),
    "lost after storing": (RelayScript(dot=None, stores=True), UNKNOWN, None, None, 1, 1),
    "garbage after the dot": (RelayScript(dot="2x0 ok", stores=True), UNKNOWN, None, None, 1, 1),
    "go on after the dot": (RelayScript(dot="354 go on"), UNKNOWN, None, None, 0, 1),
    "first 150, then yes": (RelayScript(dot="150 working\r\n250 ok", stores=True), ACCEPTED, 250, None, 1, 1),
    "yes, then garbage": (RelayScript(dot="250 ok\r\n2x0"), ACCEPTED, 250, None, 1, 1),
}

WAYS = ["memory", "pipelined", "step by step", "encrypted"]


@pytest.fixture(params=WAYS)
def transport(request, server, certificates):
    """Each transport in turn, with a function that gives its receiving side's log."""

    @asynccontextmanager
    async def in_memory(*scripts):
        memory = MemoryTransport({"maria@example.org": scripts[0]} if scripts else None)
        yield memory, lambda: len(memory.taken_mails)

    @asynccontextmanager
    async def real(*scripts):
        encrypted = request.param == "encrypted"
        offers = ("STARTTLS", "SIZE 0") + (("PIPELINING",) if request.param == "pipelined" else ())
        context = certificates.context() if encrypted else None
        async with server(scripts or (RelayScript(),), offers=offers, context=context) as other:
            relay = other.relay(
                tls=Tls.STARTTLS if encrypted else Tls.NONE,
                ca_file=certificates.ca_file if encrypted else None,
            )
            async with SmtpPool(relay) as pool:
                yield pool, lambda: len(other.messages)

    return in_memory if request.param == "memory" else real


@pytest.mark.parametrize(
    ("script", "outcome", "code", "status", "taken", "asked"), CASES.values(), ids=CASES.keys()
)
def test_each_end_of_an_attempt_is_told_as_it_was(
    transport, mail, script, outcome, code, status, taken, asked
):
    """Outcome, code and status are the relay's; the permit is asked when only the dot is missing."""
    asked_count = 0

    async def permit():
        nonlocal asked_count
        asked_count += 1
        return True

    async def attempt():
        content = mail().content if script.body == "" else WHILE_BODY
        async with transport(script) as (side, count_taken):
            return await side.submit(mail(7, content=content), permit=permit), count_taken()

    receipt, taken_count = asyncio.run(attempt())

    assert (receipt.outcome, receipt.code, receipt.enhanced_status) == (outcome, code, status)
    assert (receipt.delivery_id, taken_count, asked_count) == (7, taken, asked)


def test_without_a_permit_nothing_leaves(transport, mail):
    """A permit that is not given leaves the mail as it was, and the next mail is taken."""

    async def attempt():
        answers = iter([False, True])

        async def permit():
            return next(answers)

        async with transport() as (side, count_taken):
            first = await side.submit(mail(1), permit=permit)
            between = count_taken()
            second = await side.submit(mail(2), permit=permit)
            return first.outcome, between, second.outcome, count_taken()

    assert asyncio.run(attempt()) == (NOT_TRIED, 0, ACCEPTED, 1)


def test_the_relays_own_name_for_the_mail_is_kept(transport, mail, yes):
    """The queue id finds the mail again in the relay's log."""

    async def attempt():
        async with transport() as (side, _):
            return await side.submit(mail(), permit=yes)

    assert asyncio.run(attempt()).queue_id == "000001"


def test_what_cannot_be_said_is_refused_before_anything_is_said(transport, mail, yes):
    """A bare line feed, which some relays take for a line's end, is a refusal of this mail only."""

    async def attempt():
        async with transport() as (side, count_taken):
            bad = await side.submit(mail(content=b"a\n.\nMAIL FROM:<x@y>\r\n"), permit=yes)
            good = await side.submit(mail(), permit=yes)
            return bad, good.outcome, count_taken()

    bad, good, taken_count = asyncio.run(attempt())

    assert (bad.outcome, bad.code, bad.enhanced_status) == (REFUSED, None, "5.6.0")
    assert (good, taken_count) == (ACCEPTED, 1)


@pytest.mark.parametrize("script", [case[0] for case in CASES.values()], ids=CASES.keys())
def test_what_became_of_one_mail_does_not_touch_the_next(server, mail, yes, script):
    """After each of these ends the same pool hands over the next mail, once."""

    async def attempts():
        async with server((script, RelayScript())) as other, SmtpPool(other.relay()) as pool:
            first = mail(1, content=b"1\r\n" if script.body == "" else WHILE_BODY)
            await pool.submit(first, permit=yes)
            receipt = await pool.submit(mail(2, content=b"2\r\n"), permit=yes)
            return receipt.outcome, [message for message in other.messages if message == b"2\r\n"]

    assert asyncio.run(attempts()) == (ACCEPTED, [b"2\r\n"])


def test_no_relay_is_nobodys_refusal(mail, yes):
    """Where nobody answers the loop is told to stop, and no permit is asked."""
    memory = MemoryTransport()
    memory.is_up = False

    with pytest.raises(Exception, match="No SMTP server"):
        asyncio.run(memory.submit(mail(), permit=yes))
    assert asyncio.run(memory.close()) is None
