"""A mail becomes exactly the octets that end where they should, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.identifiers import DeliveryId
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.wire_format import ServerExtensions, fault_in, wire_message

ALL = ServerExtensions(pipelining=True, size=True, eightbitmime=True, smtputf8=True)

BODIES = [
    (b"", b"", "nothing"),
    (b"a\r\n", b"a\r\n", "ordinary"),
    (b"a", b"a\r\n", "the last line end is missing"),
    (b".", b"..\r\n", "a lone dot"),
    (b".\r\n", b"..\r\n", "a lone dot's line"),
    (b"a\r\n.\r\nb\r\n", b"a\r\n..\r\nb\r\n", "the terminator inside"),
    (b"a\r\n..\r\n", b"a\r\n...\r\n", "two dots"),
    (b"a\r\n.\r\n.\r\n", b"a\r\n..\r\n..\r\n", "twice in a row"),
    (b"a.b\r\nc.\r\n", b"a.b\r\nc.\r\n", "dots elsewhere"),
]


@pytest.mark.parametrize(("content", "body"), [row[:2] for row in BODIES], ids=[row[2] for row in BODIES])
def test_dots_are_stuffed(mail, content, body):
    """Each line that begins with a dot gets another; the body ends with a line end (RFC 5321 §4.5.2)."""
    assert wire_message(mail(content=content), ALL).body == body


@given(st.lists(st.text(alphabet=".ab ", max_size=4)))
def test_a_server_gets_back_what_was_written(lines):
    """Taking the stuffing off gives the content, and nothing but the real dot can end it."""
    content = b"".join(line.encode() + b"\r\n" for line in lines)
    mail = OutgoingMail(
        delivery_id=DeliveryId(1), envelope_sender="", recipient="a@b.example", content=content
    )

    wire = wire_message(mail, ALL).body.split(b"\r\n")

    assert b"." not in wire
    assert b"\r\n".join(line.removeprefix(b".") for line in wire) == content


COMMANDS = [
    # changes of the mail, offers, MAIL, RCPT
    ({}, ALL, "MAIL FROM:<b@news.example> SIZE=20", "RCPT TO:<maria@example.org>"),
    ({}, ServerExtensions(), "MAIL FROM:<b@news.example>", "RCPT TO:<maria@example.org>"),
    ({"sender": ""}, ServerExtensions(), "MAIL FROM:<>", "RCPT TO:<maria@example.org>"),
    (
        {"content": b".\r\n"},
        ServerExtensions(size=True),
        "MAIL FROM:<b@news.example> SIZE=3",
        "RCPT TO:<maria@example.org>",
    ),
    (
        {"recipient": "用户@xn--r8jz45g.jp"},
        ServerExtensions(smtputf8=True),
        "MAIL FROM:<b@news.example> SMTPUTF8",
        "RCPT TO:<用户@xn--r8jz45g.jp>",
    ),
    (
        {"content": "дякую\r\n".encode()},
        ServerExtensions(eightbitmime=True),
        "MAIL FROM:<b@news.example> BODY=8BITMIME",
        "RCPT TO:<maria@example.org>",
    ),
    (
        {"recipient": '"a b>"@ex.org'},
        ServerExtensions(),
        "MAIL FROM:<b@news.example>",
        'RCPT TO:<"a b>"@ex.org>',
    ),
]


@pytest.mark.parametrize(("changes", "offers", "mail_command", "rcpt_command"), COMMANDS)
def test_only_what_is_offered_and_needed_is_said(mail, changes, offers, mail_command, rcpt_command):
    """Parameters of MAIL follow the server's offers; ASCII mail never asks for SMTPUTF8."""
    letter = wire_message(mail(**changes), offers)

    assert letter.mail_command.decode() == f"{mail_command}\r\n"
    assert letter.rcpt_command.decode() == f"{rcpt_command}\r\n"
    assert fault_in(mail(**changes), offers) is None


FAULTS = [
    ({"content": b"a\nb\r\n"}, ALL, "5.6.0", "bare LF"),
    ({"content": b"a\rb\r\n"}, ALL, "5.6.0", "bare CR"),
    ({"content": b"a\r\n.\r\r\n"}, ALL, "5.6.0", "CR CR LF"),
    ({"content": b"a\r\n.\r"}, ALL, "5.6.0", "CR at the end"),
    ({"content": b"a\n.\n"}, ALL, "5.6.0", "smuggling by LF"),
    ({"content": b"a\r.\r"}, ALL, "5.6.0", "smuggling by CR"),
    ({"content": b"a\n\rb\r\n"}, ALL, "5.6.0", "the pair turned round"),
    ({"content": b"a\0\r\n"}, ALL, "5.6.0", "NUL"),
    ({"content": b"\xff\r\n"}, ServerExtensions(smtputf8=True), "5.6.3", "eight bits to a seven bit relay"),
    ({"recipient": "用户@example.jp"}, ServerExtensions(eightbitmime=True), "5.6.7", "no SMTPUTF8"),
    ({"recipient": ""}, ALL, "5.1.3", "nobody"),
    ({"recipient": "maria"}, ALL, "5.1.3", "no domain"),
    ({"recipient": "a@b>\r\nDATA"}, ALL, "5.1.3", "a second command"),
    ({"recipient": "a@b> NOTIFY=NEVER"}, ALL, "5.1.3", "a parameter"),
    ({"recipient": 'a"b@c.example'}, ALL, "5.1.3", "a stray quote"),
    ({"recipient": "a@b\x85.example"}, ALL, "5.1.3", "NEL"),
    ({"sender": "a@b>\r\nRCPT TO:<x@y"}, ALL, "5.1.7", "a second command in the sender"),
]


@pytest.mark.parametrize(
    ("changes", "offers", "status"), [row[:3] for row in FAULTS], ids=[row[3] for row in FAULTS]
)
def test_what_cannot_be_said_correctly_has_a_status(mail, changes, offers, status):
    """The enhanced status of RFC 3463 and RFC 6531 names what forbids sending this mail."""
    assert fault_in(mail(**changes), offers) == status
