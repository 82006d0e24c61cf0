"""Real clients over real sockets: what they send is kept, what they leave unfinished is not."""

import asyncio
import smtplib
import socket
import threading
from email.message import EmailMessage

import pytest

from newsletter.inbox.connection import SmtpServer
from newsletter.inbox.conversation import Rules
from newsletter.inbox.mailbox import Mailbox

BODY = b"Subject: x\r\n\r\n" + b"line\r\n" * 500
MAIL = b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n" + BODY + b".\r\n"


def read_to_end(connection):
    """Return everything that the server still says."""
    with connection, connection.makefile("rb") as replies:
        return replies.read()


class TestKeeping:
    """What arrives is what is kept."""

    def test_a_mail_of_the_standard_library(self, inbox):
        """The envelope and every octet arrive."""
        message = EmailMessage()
        message["Subject"] = "مدن العالم"
        message.set_content(".a dot, and ünïcode\n..two\n", cte="8bit")
        with inbox.smtp() as smtp:
            smtp.send_message(message, "news@metropolis.example", ["mayor@city.example", "b@city.example"])

        (kept,) = inbox.mailbox.newest_first()
        assert kept.envelope.recipients == ("mayor@city.example", "b@city.example")
        assert kept.envelope.peer == "127.0.0.1"
        assert inbox.mailbox.content(kept.id).endswith("\r\n\r\n.a dot, and ünïcode\r\n..two\r\n".encode())

    def test_an_address_in_utf_8(self, inbox):
        """SMTPUTF8 is offered and kept."""
        with inbox.smtp() as smtp:
            smtp.sendmail("ñ@b.example", ["दिल्ली@d.example"], b"x", ["SMTPUTF8", "BODY=8BITMIME"])

        (kept,) = inbox.mailbox.newest_first()
        assert (kept.envelope.sender, kept.envelope.recipients) == ("ñ@b.example", ("दिल्ली@d.example",))

    def test_one_refused_recipient_does_not_hinder_the_other(self, inbox):
        """The rehearsal's refusals reach the client as a relay's would."""
        with inbox.smtp() as smtp:
            refused = smtp.sendmail("a@b", ["Gone@city.example", "full@city.example", "c@d"], b"x")

        assert {address: code for address, (code, _) in refused.items()} == {
            "Gone@city.example": 550,
            "full@city.example": 452,
        }
        assert inbox.mailbox.newest_first()[0].envelope.recipients == ("c@d",)

    def test_a_hundred_mails_in_one_write(self, inbox):
        """Pipelining needs no waiting in between."""
        with inbox.socket() as connection:
            connection.sendall(b"EHLO c\r\n" + MAIL * 100 + b"QUIT\r\n")
            replies = read_to_end(connection)

        assert replies.count(b"queued as") == len(inbox.mailbox) == 100

    def test_several_clients_at_once(self, inbox):
        """No mail of one gets into another's."""

        def send(name):
            with inbox.smtp() as smtp:
                for number in range(20):
                    smtp.sendmail(f"{name}@b", [f"{number}@d"], f"{name} {number}")

        threads = [threading.Thread(target=send, args=(name,)) for name in "abcde"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        found = {inbox.mailbox.content(mail.id) for mail in inbox.mailbox.newest_first()}
        assert found == {f"{name} {number}\r\n".encode() for name in "abcde" for number in range(20)}

    def test_a_mail_over_the_limit_is_declined(self, inbox):
        """SIZE is announced, and smtplib minds it."""
        with inbox.smtp() as smtp, pytest.raises(smtplib.SMTPSenderRefused, match=r"5\.3\.4"):
            smtp.sendmail("a@b", ["c@d"], b"x" * 6_000_001)

        assert len(inbox.mailbox) == 0


class TestLeaving:
    """However a client leaves, half a mail is no mail."""

    def test_a_client_that_dies_before_the_dot(self, inbox):
        """Nothing is kept of what it sent."""
        with inbox.socket() as connection:
            connection.sendall(b"EHLO c\r\n" + MAIL + MAIL[:-3])
            connection.shutdown(socket.SHUT_WR)
            read_to_end(connection)

        assert len(inbox.mailbox) == 1


async def served(directory, talk, **limits):
    """Return what a client hears from a server in the same loop, whose socket takes little at once."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    with Mailbox(directory) as mailbox, listener:
        server = SmtpServer(mailbox, Rules(), **limits)
        listening = await asyncio.get_running_loop().create_server(server.connect, sock=listener)
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        try:
            return await talk(server, reader, writer)
        finally:
            writer.close()
            await writer.wait_closed()
            listening.close()


class TestHangingUp:
    """The server says why it closes."""

    def test_a_silent_client_is_sent_away(self, tmp_path):
        """It is told so with the code for it."""

        async def talk(_, reader, __):
            return await reader.read()

        heard = asyncio.run(served(tmp_path, talk, idle_limit_s=0.02))
        assert heard.splitlines()[-1].startswith(b"421 4.4.2 ")

    def test_when_the_server_stops_its_clients_are_told(self, tmp_path):
        """They may try again later."""

        async def talk(server, reader, _):
            await reader.readline()
            server.hang_up()
            return await reader.read()

        assert asyncio.run(served(tmp_path, talk)).startswith(b"421 4.3.2 ")


def test_a_client_that_reads_late_gets_every_reply(tmp_path):
    """It is not heard while its replies wait, and is heard again once it has read them."""
    commands = 50_000

    async def talk(_, reader, writer):
        writer.write(b"HELP\r\n" * commands + b"QUIT\r\n")
        return await reader.read()

    assert asyncio.run(served(tmp_path, talk)).count(b"\r\n214 ") == commands
