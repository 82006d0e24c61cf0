"""Replies are read leniently where servers are sloppy, and never guessed."""

import pytest

from newsletter.smtp.replies import Reply, ReplyParser

LEGAL = {
    "ordinary": (b"250 ok\r\n", [(250, ("ok",))]),
    "without text": (b"250\r\n", [(250, ("",))]),
    "with a space only": (b"250 \r\n", [(250, ("",))]),
    "bare line feed": (b"250 ok\n", [(250, ("ok",))]),
    "several lines": (b"250-one\r\n250-\r\n250 three\r\n", [(250, ("one", "", "three"))]),
    "codes differ: the last line decides": (b"250-fine\r\n550 no\r\n", [(550, ("fine", "no"))]),
    "600 octets": (b"250 " + b"x" * 600 + b"\r\n", [(250, ("x" * 600,))]),
    "UTF-8": ("250 прийнято\r\n".encode(), [(250, ("прийнято",))]),
    "not UTF-8": (b"250 d\xe9j\xe0\r\n", [(250, ("d\N{REPLACEMENT CHARACTER}j\N{REPLACEMENT CHARACTER}",))]),
    "several at once": (b"250 a\r\n550 b\r\n354 c\r\n", [(250, ("a",)), (550, ("b",)), (354, ("c",))]),
    "preliminary first": (b"150 wait\r\n250 ok\r\n", [(250, ("ok",))]),
    "a bare carriage return in the text": (b"250 a\rb\r\n", [(250, ("a\rb",))]),
}


@pytest.mark.parametrize(("octets", "replies"), LEGAL.values(), ids=LEGAL.keys())
def test_replies_are_the_same_however_they_are_split(octets, replies):
    """In one packet, in two at any place, or octet by octet: the same replies, and none is left half way."""
    cuts = [[octets], [octets[i : i + 1] for i in range(len(octets))]]
    cuts += [[octets[:i], octets[i:]] for i in range(1, min(len(octets), 40))]
    for pieces in cuts:
        parser = ReplyParser()
        heard = [reply for piece in pieces for reply in parser.feed(piece)]
        assert [(reply.code, reply.lines) for reply in heard] == replies
        assert not parser.is_half_way
        assert not parser.is_garbled


GARBAGE = [
    b"2x0 ok\r\n",
    b"\r\n",
    b"25\r\n",
    b"0250 ok\r\n",
    b"600 ok\r\n",
    b"250ok\r\n",
    b" 250 ok\r\n",
    b"SSH-2.0-x\r\n",
    b"250_ok\r\n",
    b"\xff\xff\xff\r\n",
    "٢٥٠ ok\r\n".encode(),
    b"250-a\r\nfoo\r\n",
]


@pytest.mark.parametrize("octets", GARBAGE)
def test_what_is_no_reply_is_never_taken_for_one(octets):
    """Garbage gives no reply, and nothing after it does, not even a yes."""
    parser = ReplyParser()

    assert parser.feed(octets + b"250 ok\r\n") == []
    assert parser.is_garbled


def test_a_reply_before_garbage_counts():
    """A complete yes stays a yes, whatever nonsense follows."""
    parser = ReplyParser()

    assert [reply.code for reply in parser.feed(b"250 ok\r\nwhat\r\n")] == [250]
    assert parser.is_garbled


@pytest.mark.parametrize("octets", [b"2", b"250 ok", b"250-more to come\r\n", b"250 ok\r"])
def test_an_unfinished_reply_is_none_yet(octets):
    """Nothing is concluded from a part, and the part is known to be there."""
    parser = ReplyParser()

    assert parser.feed(octets) == []
    assert parser.is_half_way


@pytest.mark.parametrize("piece", [b"250-" + b"x" * 1000 + b"\r\n", b"x" * 1000])
def test_a_reply_that_never_ends_is_given_up(piece):
    """An endless reply cannot fill the memory; many finished ones may come."""
    endless, busy = ReplyParser(), ReplyParser()

    for _ in range(70):
        endless.feed(piece)
        busy.feed(b"250 " + b"x" * 1000 + b"\r\n")

    assert (endless.is_garbled, busy.is_garbled) == (True, False)


STATUSES = [
    ("250 2.0.0 Ok", "2.0.0"),
    ("550 5.1.1", "5.1.1"),
    ("550 5.7.515 Access denied", "5.7.515"),
    ("450 5.1.1 contradicts", None),
    ("550 4.2.2 contradicts", None),
    ("550 user unknown 5.1.1", None),
    ("550 5.1.1.7 what", None),
    ("550 5.1.1x", None),
    ("550 192.0.2.1 blocked", None),
    ("550", None),
]


@pytest.mark.parametrize(("line", "status"), STATUSES)
def test_the_enhanced_status_counts_only_where_it_agrees_with_the_code(line, status):
    """Class, subject and detail stand at the text's beginning; a class that contradicts is no evidence."""
    (reply,) = ReplyParser().feed(f"{line}\r\n".encode())

    assert reply.enhanced_status == status


QUEUE_IDS = [
    ("2.0.0 Ok: queued as 4XyZ12AbCdz3q", "4XyZ12AbCdz3q", "Postfix"),
    ("OK id=1tYx2A-0001bC-Xy", "1tYx2A-0001bC-Xy", "Exim"),
    ("2.0.0 5AB1cdEF012345 Message accepted for delivery", "5AB1cdEF012345", "Sendmail"),
    ("2.0.0 1a2b3c4d Message accepted for delivery", "1a2b3c4d", "OpenSMTPD"),
    ("Message Queued (6C1F2A44-2D3E.1)", "6C1F2A44-2D3E.1", "Haraka"),
    ("2.6.0 <x@y> [InternalId=1234567890, Hostname=a.b] Queued mail for delivery", "1234567890", "Exchange"),
    ("Ok 0100018f2b1c-5d-000000", "0100018f2b1c-5d-000000", "Amazon SES"),
    ("ok 1700000000 qp 12345", "qp 12345", "qmail"),
    ("OK", None, "aiosmtpd"),
    ("2.0.0 Ok", None, "smtp-sink"),
    ("2.1.5 delivered to maria@example.org", None, "an address is no name of a mail"),
    ("2.0.0 Ok: queued as maria@example.org", None, "nor is half an address"),
    ("OK id=maria_perez@example.org", None, "of whatever letters"),
    ("OK id=maria%40example.org", None, "however it is written"),
    ("OK id=maria=example.org", None, "as a bounce address has it"),
    ("2.0.0 Ok: queued as " + "x" * 101, None, "more than the ledger has room for"),
    ("Ok QWxsIG9mIGl0Cg==", "QWxsIG9mIGl0Cg==", "base64"),
]


@pytest.mark.parametrize(
    ("text", "queue_id"), [row[:2] for row in QUEUE_IDS], ids=[row[2] for row in QUEUE_IDS]
)
def test_the_servers_name_for_the_mail_is_found(text, queue_id):
    """Each usual server's way of telling the queue id is known."""
    assert Reply(250, (text,)).queue_id == queue_id


def test_a_reply_is_shown_by_its_code_and_status_alone():
    """Its words may name a member, and whoever formats a reply need not think of that."""
    reply = Reply(550, ("5.1.1 <maria@example.org>: no such user",))

    assert str(reply) == f"{reply}" == "550 5.1.1"
    assert str(Reply(530, ("maria@example.org",))) == "530"
    assert "maria" not in repr(reply)
