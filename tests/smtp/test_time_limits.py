"""Each phase has its limit; a silent relay costs time and never a mail."""

import asyncio
import socket
import time
from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.errors import UnavailableError
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay, Timeouts, Tls
from servers.waiting import FOR_EVER_S

PHASES = {
    # what the relay answers before it falls silent, whether PIPELINING is offered: the mail's fate
    "silent at once": ([], False, UnavailableError),
    "silent at EHLO": (["220 a"], False, UnavailableError),
    "silent at MAIL": (["220 a", "250 b"], False, Outcome.NOT_TRIED),
    "silent at RCPT": (["220 a", "250 b", "250 c"], False, Outcome.NOT_TRIED),
    "silent at DATA": (["220 a", "250 b", "250 c", "250 d"], False, Outcome.NOT_TRIED),
    "silent in a group": (["220 a", "250-b\r\n250 PIPELINING", "250 c"], True, Outcome.NOT_TRIED),
    "half a reply": (["220 a", "250 b", "250 c", "250-d"], False, Outcome.NOT_TRIED),
    "silent after the dot": (["220 a", "250 b", "250 c", "250 d", "354 e"], False, Outcome.UNKNOWN),
}


class Loop(asyncio.SelectorEventLoop):
    """A loop whose clock can be put forward: every limit is that of the standard, and none is waited for."""

    ahead_s = 0.0

    def time(self):
        """Return the time of its clock."""
        return super().time() + self.ahead_s


def run(coroutine):
    """Run a coroutine in such a loop."""
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(coroutine)


async def when_time_passes(waiting, *, after=None):
    """Return what comes of an attempt when, `after` an event, hour after hour goes by."""
    task, latest = asyncio.create_task(waiting), time.monotonic() + FOR_EVER_S
    if after is not None:
        await after.wait()
    while not task.done():
        assert time.monotonic() < latest, "it is not given up"
        asyncio.get_running_loop().ahead_s += 3600
        await asyncio.sleep(0)
    return await task


class Silent:
    """A server that gives one answer a line as long as it has any, and then reads without a word.

    `is_waited_for`: nothing but its next answer, which never comes, can help the client any more.
    """

    def __init__(self, answers, *, reads=True):
        self.may_read = asyncio.Event()
        self.is_waited_for = asyncio.Event()
        self._answers = answers
        self._talks = []
        if reads:
            self.may_read.set()

    async def __aenter__(self):
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=100)
        return self

    async def __aexit__(self, *_):
        """Read what is left, so that every connection ends."""
        self.may_read.set()
        self._server.close()
        await asyncio.gather(*self._talks)
        await self._server.wait_closed()

    def relay(self, **changes):
        """Return how a pool finds it, however long connecting takes."""
        port, limits = self._server.sockets[0].getsockname()[1], Timeouts(connect_s=1e9)
        relay = Relay(host="127.0.0.1", port=port, tls=Tls.NONE, connections_count=1, timeouts=limits)
        return replace(relay, **changes)

    async def _talk(self, reader, writer):
        self._talks.append(asyncio.current_task())
        with suppress(ConnectionError):
            for n, answer in enumerate(self._answers):
                if n:
                    await reader.readline()
                writer.write(f"{answer}\r\n".encode())
            if self._answers and "-" not in self._answers[-1]:
                await reader.read(1)  # the client has had the last answer, and goes on
            self.is_waited_for.set()
            await self.may_read.wait()
            while await reader.read(2**20):
                pass
        writer.transport.abort()


@pytest.mark.parametrize(("answers", "pipelining", "fate"), PHASES.values(), ids=PHASES.keys())
def test_a_silent_relay_is_left_when_the_phases_time_is_up(mail, yes, answers, pipelining, fate):
    """Before the dot the mail is as before, after it unknown; not being let in stops the sending."""

    async def attempt():
        async with Silent(answers) as other, SmtpPool(other.relay()) as pool:
            attempt = pool.submit(mail(), permit=yes)
            try:
                return (await when_time_passes(attempt, after=other.is_waited_for)).outcome
            except UnavailableError as error:
                return type(error)

    assert run(attempt()) == fate


def test_a_relay_that_does_not_even_accept_is_left(mail, yes):
    """A host that swallows the first packet is not waited for longer than connecting may take."""
    with ExitStack() as stack:
        full = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(full.getsockname())
        relay = Relay(host="127.0.0.1", port=full.getsockname()[1], tls=Tls.NONE)

        async def attempt():
            await when_time_passes(SmtpPool(relay).submit(mail(), permit=yes))

        with pytest.raises(UnavailableError, match="no answer in time"):
            run(attempt())


def test_a_handshake_that_is_not_answered_is_left(mail, yes):
    """TLS with a relay that says nothing ends when a command's time is up."""

    async def attempt():
        async with Silent([]) as other:
            attempt = SmtpPool(other.relay(tls=Tls.IMPLICIT)).submit(mail(), permit=yes)
            with pytest.raises(UnavailableError, match="TLS with the SMTP server"):
                await when_time_passes(attempt, after=other.is_waited_for)

    run(attempt())


def test_a_body_that_makes_no_progress_is_given_up(mail, yes):
    """A relay that stops reading in the middle of a mail has not got it."""

    async def attempt():
        answers = ["220 a", "250 b", "250 c", "250 d", "354 e"]
        async with Silent(answers, reads=False) as other, SmtpPool(other.relay()) as pool:
            content = (b"x" * 70 + b"\r\n") * 200_000
            attempt = pool.submit(mail(content=content), permit=yes)
            return (await when_time_passes(attempt, after=other.is_waited_for)).outcome

    assert run(attempt()) is Outcome.NOT_TRIED


def test_a_body_that_makes_progress_may_take_its_time(mail):
    """The limit is for each stretch without progress, not for the whole mail."""
    content = (b"x" * 70 + b"\r\n") * 200_000

    async def attempt():
        permit = asyncio.Event()

        async def asked():
            permit.set()
            return False

        answers = ["220 a", "250 b", "250 c", "250 d", "354 e"]
        async with Silent(answers, reads=False) as other, SmtpPool(other.relay()) as pool:
            task = asyncio.create_task(pool.submit(mail(content=content), permit=asked))
            await other.is_waited_for.wait()
            (connection,) = pool._open_connections  # noqa: SLF001 - instead of a clock
            connection._on_timeout(60.0, connection._unwritten_bytes() + 1)  # noqa: SLF001 - instead of a clock
            other.may_read.set()
            await task
            return permit.is_set()

    assert run(attempt())


def test_a_relay_that_does_not_answer_the_goodbye_is_left(mail, yes):
    """Closing the pool waits for a moment, not for ever."""

    async def attempt():
        async with Silent(["220 a", "250 b", "550 no"]) as other:
            pool = SmtpPool(other.relay())
            receipt = await pool.submit(mail(), permit=yes)
            await when_time_passes(pool.close(), after=other.is_waited_for)
            return receipt.outcome

    assert run(attempt()) is Outcome.REFUSED


def test_the_limits_are_those_of_the_standard():
    """RFC 5321 §4.5.3.2: greeting, MAIL and RCPT five minutes, DATA two, a block three, the dot ten."""
    limits = Timeouts()

    assert (limits.greeting_s, limits.command_s, limits.data_s, limits.block_s, limits.dot_s) == (
        300,
        300,
        120,
        180,
        600,
    )
