"""The SMTP server when the disk fails it, and when it has to leave its clients."""

import asyncio
import errno
import socket

import pytest

from newsletter.local.inbox.mailbox import InboxMailbox
from newsletter.local.inbox.receiving import InboxRules, Receiver
from newsletter.local.inbox.serving import ListenAddress, open_listener

MAIL = b"EHLO c\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n"
TURNS_OF_THE_LOOP = 100


class FailingMailbox(InboxMailbox):
    """One whose disk answers each mail with an error."""

    def __init__(self, directory, number):
        super().__init__(directory)
        self._number = number

    def keep(self, envelope, content):
        """Fail."""
        raise OSError(self._number, "")


async def served(mailbox, talk):
    """Return what a client hears from a server in the same loop."""
    listener = open_listener(ListenAddress("127.0.0.1", 0), purpose="smtp")
    with mailbox, listener, socket.create_connection(listener.getsockname()) as client:
        client.settimeout(0)
        receiver = Receiver(mailbox, InboxRules())
        server = await asyncio.get_running_loop().create_server(receiver.connect, sock=listener)
        try:
            return await talk(receiver, client)
        finally:
            server.close()
            await receiver.hang_up()


async def heard(client):
    """Return everything that the server still says."""
    octets = b""
    while chunk := await asyncio.get_running_loop().sock_recv(client, 65536):
        octets += chunk
    return octets


STORAGE = [
    (errno.ENOSPC, b"452 4.3.1", "the disk is full"),
    (errno.EDQUOT, b"452 4.3.1", "the quota is full"),
    (errno.EIO, b"451 4.3.0", "the disk is broken"),
]


@pytest.mark.parametrize(("number", "reply"), [row[:2] for row in STORAGE], ids=[row[2] for row in STORAGE])
def test_storage(number, reply, tmp_path):
    """A mail that could not be kept is not accepted, and the client may try again."""

    async def talk(_, client):
        client.send(MAIL)
        return await heard(client)

    replies = asyncio.run(served(FailingMailbox(tmp_path, number), talk)).splitlines()
    assert [line[:9] for line in replies[-2:]] == [reply, b"221 Bye"]


class TestHangingUp:
    """The server says why it closes, and closes."""

    def test_when_the_server_stops_its_clients_are_told(self, tmp_path):
        """They may try again later."""

        async def talk(receiver, client):
            await asyncio.get_running_loop().sock_recv(client, 100)
            await receiver.hang_up()
            return await heard(client)

        assert asyncio.run(served(InboxMailbox(tmp_path), talk)).startswith(b"421 4.3.2 ")

    def test_nothing_is_left_running(self, tmp_path):
        """Who stops the server may close the loop at once."""

        async def talk(receiver, client):
            await asyncio.get_running_loop().sock_recv(client, 100)
            await receiver.hang_up()
            return asyncio.all_tasks() - {asyncio.current_task()}

        assert asyncio.run(served(InboxMailbox(tmp_path), talk)) == set()

    def test_half_a_mail_is_no_mail(self, tmp_path):
        """What had come of it is forgotten."""
        mailbox = InboxMailbox(tmp_path)

        async def talk(receiver, client):
            client.send(MAIL.partition(b".\r\n")[0])
            replies = b""
            while b"354" not in replies:
                replies += await asyncio.get_running_loop().sock_recv(client, 100)
            await receiver.hang_up()
            return await heard(client)

        assert asyncio.run(served(mailbox, talk)).startswith(b"421 4.3.2 ")
        assert len(mailbox) == 0

    def test_who_does_not_read_its_replies_does_not_keep_it(self, tmp_path):
        """Its connection is closed with the replies that it left lying."""

        async def talk(receiver, client):
            turns = 0
            while turns < TURNS_OF_THE_LOOP:
                turns = turns + 1 if is_full(client) else 0
                await asyncio.sleep(0)
            await receiver.hang_up()
            return True

        assert asyncio.run(served(InboxMailbox(tmp_path), talk))


def is_full(client):
    """Tell whether the server takes nothing more for now; give it commands as long as it does."""
    try:
        client.send(b"HELP\r\n" * 1000)
    except BlockingIOError:
        return True
    return False
