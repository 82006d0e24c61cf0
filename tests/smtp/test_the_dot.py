"""Nothing leaves before the permit, and after the dot only a complete reply is an outcome."""

import asyncio
import signal
import socket
import struct
import sys
import threading

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.smtp.fake import RelayScript
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay, Tls

ACCEPTED, DEFERRED, UNKNOWN, NOT_TRIED = (
    Outcome.ACCEPTED,
    Outcome.DEFERRED,
    Outcome.UNKNOWN,
    Outcome.NOT_TRIED,
)
BODY = b"Subject: s\r\n\r\nbody\r\n"


class TestBeforeTheDot:
    """Whatever ends an attempt here, the relay has no complete message."""

    @pytest.mark.parametrize("content", [BODY, b"", b".", b".\r\n", b"x\r\n.\r\n", b"no line end"])
    def test_a_permit_that_is_not_given_leaves_no_message(self, server, mail, content):
        """The relay sees the body and then the end of the connection, whatever the body looks like."""

        async def attempt():
            async def no():
                return False

            async with server() as other, SmtpPool(other.relay()) as pool:
                receipt = await pool.submit(mail(content=content), permit=no)
                await other.quiet()
                return receipt.outcome, other.messages

        assert asyncio.run(attempt()) == (NOT_TRIED, [])

    def test_an_error_while_asking_leaves_no_message(self, server, mail, yes):
        """What the ledger raises goes on to the caller, and the next mail is not touched by it."""

        async def attempt():
            async def broken():
                raise LookupError("the ledger is gone")

            async with server() as other, SmtpPool(other.relay()) as pool:
                with pytest.raises(LookupError):
                    await pool.submit(mail(1), permit=broken)
                await pool.submit(mail(2), permit=yes)
                return other.messages

        assert asyncio.run(attempt()) == [BODY]

    def test_a_task_that_is_cancelled_while_asking_leaves_no_message(self, server, mail, yes):
        """Cancellation cuts the connection; its place is free for the next mail."""

        async def attempt():
            asked = asyncio.Event()

            async def endless():
                asked.set()
                await asyncio.Event().wait()

            async with server() as other, SmtpPool(other.relay()) as pool:
                task = asyncio.create_task(pool.submit(mail(1), permit=endless))
                await asked.wait()
                task.cancel()
                await asyncio.wait([task])
                await other.quiet()
                before = list(other.messages)
                return task.cancelled(), before, (await pool.submit(mail(2), permit=yes)).outcome

        assert asyncio.run(attempt()) == (True, [], ACCEPTED)

    def test_a_task_that_is_cancelled_while_connecting_frees_its_place(self, server, mail, yes):
        """A pool of one connection still works afterwards."""

        async def attempt():
            async with server() as other, SmtpPool(other.relay()) as pool:
                task = asyncio.create_task(pool.submit(mail(1), permit=yes))
                while not other.connections_count:  # noqa: ASYNC110 - the server's count has no event
                    await asyncio.sleep(0)
                task.cancel()
                await asyncio.wait([task])
                return (await pool.submit(mail(2), permit=yes)).outcome, len(other.messages)

        assert asyncio.run(attempt()) == (ACCEPTED, 1)

    @pytest.mark.parametrize(
        ("farewell", "outcome", "code"),
        [
            (None, DEFERRED, None),
            ("421 4.4.2 too slow", DEFERRED, 421),
            ("554 5.7.1 spam", Outcome.REFUSED, 554),
            ("530 5.7.0 late wish for a login", Outcome.REFUSED, 530),
            ("250 thanks", DEFERRED, 250),
        ],
    )
    def test_a_connection_that_is_lost_while_asking_gets_no_dot(self, mail, farewell, outcome, code):
        """The ledger says submitting then; what certainly never left may be tried again later."""

        async def attempt():
            ended, received = asyncio.Event(), []

            async def talk(reader, writer):
                writer.write(b"220 a\r\n")
                for answer in (b"250 b", b"250 c", b"250 d", b"354 e"):
                    await reader.readline()
                    writer.write(answer + b"\r\n")
                await reader.readline()
                writer.write(f"{farewell}\r\n".encode() if farewell else b"")
                writer.close()
                received.append(await reader.read())
                ended.set()

            async def permit():
                (connection,) = pool._open_connections  # noqa: SLF001 - whoever asks the ledger does not see this
                await connection.closed_event.wait()
                return True

            listening = await asyncio.start_server(talk, "127.0.0.1", 0)
            async with listening:
                port = listening.sockets[0].getsockname()[1]
                pool = SmtpPool(Relay(host="127.0.0.1", port=port, tls=Tls.NONE))
                receipt = await pool.submit(mail(), permit=permit)
                await ended.wait()
                await pool.close()
                return receipt.outcome, receipt.code, b"".join(received)

        assert asyncio.run(attempt()) == (outcome, code, BODY.partition(b"\r\n")[2])

    def test_the_permit_is_asked_when_the_whole_body_is_written(self, server, mail):
        """However slow the relay reads, asking means that only the dot is missing."""
        content = (b"x" * 70 + b"\r\n") * 200_000

        async def attempt():
            async def permit():
                (connection,) = pool._open_connections  # noqa: SLF001 - what is still unwritten shows nowhere else
                return not connection._unwritten_bytes()  # noqa: SLF001 - see above

            async with server() as other, SmtpPool(other.relay()) as pool:
                receipt = await pool.submit(mail(content=content), permit=permit)
                return receipt.outcome, other.messages == [content]

        assert asyncio.run(attempt()) == (ACCEPTED, True)


PROGRAM = """
import asyncio, os, signal, sys
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay

async def permit():
    if sys.argv[2] == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    return True

mail = OutgoingMail(delivery_id=1, envelope_sender="", recipient="m@example.org", content=b"body\\r\\n")
asyncio.run(SmtpPool(Relay.parse("smtp://127.0.0.1:" + sys.argv[1])).submit(mail, permit=permit))
"""


@pytest.mark.parametrize(("moment", "messages"), [("before", []), ("after", [b"body\r\n"])])
def test_a_kill_at_the_permit_has_sent_nothing_and_after_the_dot_all(server, moment, messages):
    """SIGKILL between body and dot leaves the relay with a fragment; the dot is what hands the mail over."""

    async def attempt():
        async with server((RelayScript(dot=None, stores=True),)) as other:
            program = await asyncio.create_subprocess_exec(
                sys.executable, "-c", PROGRAM, str(other.port), moment
            )
            status = await program.wait()
            await other.quiet()
            return status, other.messages

    status, received = asyncio.run(attempt())

    assert received == messages
    assert status == (-signal.SIGKILL if moment == "before" else 0)


class TestAfterTheDot:
    """Only the absence of a complete reply is unknown."""

    @pytest.mark.parametrize("stores", [True, False])
    def test_a_reset_after_the_dot_is_unknown(self, mail, yes, stores):
        """A RST instead of a reply tells nothing, whether the relay has stored the mail or not."""
        listening = socket.create_server(("127.0.0.1", 0))
        stored = []

        def talk():
            connection, _ = listening.accept()
            with connection, connection.makefile("rwb", buffering=0) as file:
                file.write(b"220 a\r\n")
                for answer in (b"250 b", b"250 c", b"250 d", b"354 e"):
                    file.readline()
                    file.write(answer + b"\r\n")
                lines = list(iter(file.readline, b".\r\n"))
                if stores:
                    stored.append(b"".join(lines))
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        async def attempt():
            relay = Relay(host="127.0.0.1", port=listening.getsockname()[1], tls=Tls.NONE)
            async with SmtpPool(relay) as pool:
                return await pool.submit(mail(), permit=yes)

        with listening:
            thread = threading.Thread(target=talk)
            thread.start()
            receipt = asyncio.run(attempt())
            thread.join()

        assert (receipt.outcome, receipt.code) == (UNKNOWN, None)
        assert stored == ([BODY] if stores else [])

    @pytest.mark.parametrize(
        ("pieces", "outcome"),
        [
            ([b"2", b"5", b"0", b" ", b"o", b"k", b"\r", b"\n"], ACCEPTED),
            ([b"250-one\r\n25", b"0 two\r\n"], ACCEPTED),
            ([b"250-one\r\n", b"250-and then nothing\r\n"], UNKNOWN),
            ([b"250 ok"], UNKNOWN),
            ([b"451-one\r\n451", b"\r\n"], DEFERRED),
        ],
    )
    def test_a_reply_in_drops_counts_when_it_is_complete(self, mail, yes, pieces, outcome):
        """Each piece is a packet of its own; half a yes before the end of the connection is none."""

        async def attempt():
            async def talk(reader, writer):
                writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                writer.write(b"220 a\r\n")
                for answer in (b"250 b", b"250 c", b"250 d", b"354 e"):
                    await reader.readline()
                    writer.write(answer + b"\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                writer.close()
                await writer.wait_closed()

            listening = await asyncio.start_server(talk, "127.0.0.1", 0)
            async with listening:
                port = listening.sockets[0].getsockname()[1]
                async with SmtpPool(Relay(host="127.0.0.1", port=port, tls=Tls.NONE)) as pool:
                    return (await pool.submit(mail(), permit=yes)).outcome

        assert asyncio.run(attempt()) is outcome

    def test_a_task_that_is_cancelled_after_the_dot_is_told_nothing(self, server, mail, yes):
        """The caller gets no receipt, though the relay has the mail: its row becomes unknown."""

        async def attempt():
            arrived = asyncio.Event()

            async def talk(reader, writer):
                writer.write(b"220 a\r\n")
                for answer in (b"250 b", b"250 c", b"250 d", b"354 e"):
                    await reader.readline()
                    writer.write(answer + b"\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                arrived.set()
                await reader.read()
                writer.close()

            listening = await asyncio.start_server(talk, "127.0.0.1", 0)
            async with listening:
                port = listening.sockets[0].getsockname()[1]
                pool = SmtpPool(Relay(host="127.0.0.1", port=port, tls=Tls.NONE))
                task = asyncio.create_task(pool.submit(mail(), permit=yes))
                await arrived.wait()
                task.cancel()
                await asyncio.wait([task])
                await pool.close()
                return task.cancelled()

        assert asyncio.run(attempt())
