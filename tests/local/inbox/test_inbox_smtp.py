"""Real clients over real sockets: what they send is kept, what they leave unfinished is not."""

import smtplib
import socket
import threading
from email.message import EmailMessage

import pytest

BODY = b"Subject: x\r\n\r\n" + b"line\r\n" * 500
MAIL = b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n" + BODY + b".\r\n"


class TestKeeping:
    """What arrives is what is kept."""

    def test_a_mail_of_the_standard_library(self, inbox):
        """The envelope and every octet arrive."""
        message = EmailMessage()
        message["Subject"] = "مدن العالم"
        message.set_content(".a dot, and ünïcode\n..two\n", cte="8bit")
        with inbox.smtp() as smtp:
            smtp.send_message(message, "news@metropolis.example", ["mayor@city.example", "b@city.example"])

        (kept,) = inbox.mailbox.mails_newest_first()
        assert kept.envelope.recipients == ("mayor@city.example", "b@city.example")
        assert kept.envelope.peer == "127.0.0.1"
        assert inbox.mailbox.content(kept.id).endswith("\r\n\r\n.a dot, and ünïcode\r\n..two\r\n".encode())

    def test_an_address_in_utf_8(self, inbox):
        """SMTPUTF8 is offered and kept."""
        with inbox.smtp() as smtp:
            smtp.sendmail("ñ@b.example", ["दिल्ली@d.example"], b"x", ["SMTPUTF8", "BODY=8BITMIME"])

        (kept,) = inbox.mailbox.mails_newest_first()
        assert (kept.envelope.sender, kept.envelope.recipients) == ("ñ@b.example", ("दिल्ली@d.example",))

    def test_one_refused_recipient_does_not_hinder_the_other(self, inbox):
        """The rehearsal's refusals reach the client as a relay's would."""
        with inbox.smtp() as smtp:
            refused = smtp.sendmail("a@b", ["Gone@city.example", "full@city.example", "c@d"], b"x")

        assert {address: code for address, (code, _) in refused.items()} == {
            "Gone@city.example": 550,
            "full@city.example": 452,
        }
        assert inbox.mailbox.mails_newest_first()[0].envelope.recipients == ("c@d",)

    def test_a_hundred_mails_in_one_write(self, inbox):
        """Pipelining needs no waiting in between."""
        assert inbox.replies_to(MAIL * 100).count(b"queued as") == len(inbox.mailbox) == 100

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

        assert set(inbox.contents()) == {
            f"{name} {number}\r\n".encode() for name in "abcde" for number in range(20)
        }

    def test_a_mail_over_the_limit_is_declined(self, inbox):
        """SIZE is announced, and smtplib minds it."""
        with inbox.smtp() as smtp, pytest.raises(smtplib.SMTPSenderRefused, match="552"):
            smtp.sendmail("a@b", ["c@d"], b"x" * 6_000_001)

        assert len(inbox.mailbox) == 0


class TestLeaving:
    """However a client leaves, half a mail is no mail."""

    def test_a_client_that_dies_before_the_dot(self, inbox):
        """Nothing is kept of what it sent."""
        inbox.replies_to(MAIL)
        with inbox.socket() as connection, connection.makefile("rb") as replies:
            connection.sendall(b"EHLO c\r\n" + MAIL[:-3])
            connection.shutdown(socket.SHUT_WR)
            replies.read()

        assert len(inbox.mailbox) == 1
