"""The SMTP server says what RFC 5321 wants it to say, however the octets arrive."""

import errno
import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.inbox.conversation import Conversation, Rules

NOON = datetime(2019, 12, 3, 12, tzinfo=UTC)
REFUSED = {"Gone@City.example": "550 5.1.1 No such mailbox"}


class Kept(list):
    """What a conversation kept; fails with `errno` when that is set."""

    errno = None

    def __call__(self, envelope, content):
        """Keep one mail."""
        if self.errno:
            raise OSError(self.errno, "")
        self.append((envelope, content))
        return str(len(self))


def conversation(keep=None, **rules):
    """Return one that has heard EHLO."""
    talk = Conversation(
        Rules(**{"refuse": REFUSED} | rules),
        keep=Kept() if keep is None else keep,
        now=lambda: NOON,
        peer="p",
    )
    talk.receive(b"EHLO client.example\r\n")
    return talk


def codes(replies):
    """Return code and enhanced code of each line, and 354 alone: it has none."""
    lines = [line.split() for line in replies.decode("ascii").splitlines()]
    return [words[0] if words[0] == "354" else " ".join(words[:2]) for words in lines]


ORDINARY = b"MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n"

COMMANDS = [
    # said before                   command                                reply     why
    (b"", b"MAIL FROM:<>", "250 2.1.0", "a bounce has the null reverse-path"),
    (b"", b"mail from: <a@b>", "250 2.1.0", "case and a space do not matter"),
    (b"", b'MAIL FROM:<"odd > one"@b>', "250 2.1.0", "a quoted local part may hold anything"),
    (b"", b"MAIL FROM:<a@b> SIZE=1000 BODY=8BITMIME", "250 2.1.0", "parameters that are announced"),
    (b"", b"MAIL FROM:<a@b> SIZE=99999999", "552 5.3.4", "RFC 1870 §6.1: too big is said at once"),
    (b"", b"MAIL FROM:<a@b> SIZE=many", "501 5.5.4", "a size is a number"),
    (b"", b"MAIL FROM:<a@b> BODY=BINARYMIME", "501 5.5.4", "BINARYMIME is not announced"),
    (b"", b"MAIL FROM:<a@b> RET=HDRS", "555 5.5.4", "DSN is not announced"),
    (b"", b"MAIL a@b", "501 5.1.7", "FROM: is missing"),
    (b"", b"MAIL FROM:a@b", "501 5.1.7", "the brackets are missing"),
    (b"", b"MAIL FROM:<b>", "553 5.1.7", "only a recipient may be without a domain"),
    (b"", "MAIL FROM:<josé@b> SMTPUTF8".encode(), "250 2.1.0", "RFC 6531 §3.4"),
    (b"", "MAIL FROM:<josé@b>".encode(), "553 5.6.7", "RFC 6531 §3.5: not without the parameter"),
    (b"", b"MAIL FROM:<jos\xe9@b> SMTPUTF8", "500 5.5.2", "Latin-1 is no UTF-8"),
    (b"MAIL FROM:<a@b>\r\n", b"MAIL FROM:<c@d>", "503 5.5.1", "one at a time"),
    (b"", b"RCPT TO:<c@d>", "503 5.5.1", "no MAIL yet"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<c@d>", "250 2.1.5", "the ordinary yes"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<@x,@y:c@d>", "250 2.1.5", "a source route is ignored"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<Postmaster>", "250 2.1.5", "RFC 5321 §4.5.1"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<>", "553 5.1.3", "nobody"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<c@>", "553 5.1.3", "no domain"),
    (b"MAIL FROM:<a@b>\r\n", b'RCPT TO:<"a\x07"@d>', "553 5.1.3", "a control character"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<c@d> NOTIFY=NEVER", "555 5.5.4", "DSN is not announced"),
    (b"MAIL FROM:<a@b>\r\n", "RCPT TO:<c@dé>".encode(), "553 5.6.7", "the mail is not SMTPUTF8"),
    (b"MAIL FROM:<a@b>\r\n", b"RCPT TO:<gone@city.EXAMPLE>", "550 5.1.1", "refused on purpose"),
    (b"", b"DATA", "503 5.5.1", "no MAIL yet"),
    (b"MAIL FROM:<a@b>\r\n", b"DATA", "554 5.5.1", "RFC 5321 §3.3: nobody to send to"),
    (b"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n", b"DATA now", "501 5.5.4", "DATA stands alone"),
    (b"MAIL FROM:<a@b>\r\nRSET\r\n", b"RCPT TO:<c@d>", "503 5.5.1", "RSET forgets"),
    (b"MAIL FROM:<a@b>\r\nEHLO again\r\n", b"RCPT TO:<c@d>", "503 5.5.1", "EHLO is an RSET, §4.1.4"),
    (b"", b"HELO", "501 5.5.4", "a client has a name"),
    (b"", b"HELO client.example", "250 inbox.localhost", "the old greeting"),
    (b"", b"noop", "250 2.0.0", "nothing"),
    (b"", b"VRFY someone", "252 2.1.5", "RFC 5321 §3.5.3"),
    (b"", b"HELP", "214 2.0.0", "a word for a person"),
    (b"", b"STARTTLS", "500 5.5.2", "not announced"),
    (b"", b"", "500 5.5.2", "an empty line"),
    (b"", b"NOOP " + b"x" * 5000, "500 5.5.2", "longer than any command"),
]


@pytest.mark.parametrize(
    ("before", "command", "reply"),
    [row[:3] for row in COMMANDS],
    ids=[f"{command[:30].decode('latin-1')}: {why}" for _, command, _, why in COMMANDS],
)
def test_command(before, command, reply):
    """Each command gets the reply in the table, and the conversation goes on."""
    talk = conversation()
    talk.receive(before)

    assert codes(talk.receive(command + b"\r\n")) == [reply]
    assert codes(talk.receive(b"NOOP\n")) == ["250 2.0.0"]


def test_a_mail_before_any_greeting_is_declined():
    """RFC 5321 §4.1.4: EHLO comes first."""
    talk = Conversation(Rules(), keep=Kept(), now=lambda: NOON, peer="p")

    assert talk.greeting().startswith(b"220 ")
    assert codes(talk.receive(b"MAIL FROM:<a@b>\r\n")) == ["503 5.5.1"]


def test_the_extensions_are_announced():
    """A client uses what it is told of."""
    announced = conversation().receive(b"EHLO again\r\n").split(b"\r\n")

    assert {b"250-PIPELINING", b"250-8BITMIME", b"250-SMTPUTF8", b"250-SIZE 26214400"} < set(announced)
    assert announced[-2:] == [b"250 ENHANCEDSTATUSCODES", b""]


def test_goodbye_ends_it():
    """After QUIT nothing is heard."""
    talk = conversation()

    assert codes(talk.receive(b"QUIT\r\nNOOP\r\n")) == ["221 2.0.0"]
    assert talk.over


def test_a_line_without_end_is_dropped_until_it_ends():
    """Memory stays bounded, and the next command is heard."""
    talk = conversation()

    assert talk.receive(b"x" * 5000) == b""
    assert codes(talk.receive(b"x" * 5000 + b"\r\nNOOP\r\n")) == ["500 5.5.2", "250 2.0.0"]


def test_the_envelope_says_what_the_client_said():
    """Who looks at a mail wants to know how it came."""
    keep = Kept()
    talk = conversation(keep)
    talk.receive("MAIL FROM:<é@b> SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\n".encode())
    talk.receive(b"RCPT TO:<gone@city.example>\r\nDATA\r\nSubject: x\r\n\r\n.\r\n")

    ((envelope, content),) = keep
    assert (envelope.sender, envelope.recipients) == ("é@b", ("c@d", "e@f"))
    assert (envelope.smtputf8, envelope.body, envelope.received_at) == (True, "8BITMIME", NOON)
    assert (envelope.hello, envelope.peer) == ("client.example", "p")
    assert content == b"Subject: x\r\n\r\n"


STORAGE = [
    (errno.ENOSPC, "452 4.3.1", "the disk is full"),
    (errno.EDQUOT, "452 4.3.1", "the quota is full"),
    (errno.EIO, "451 4.3.0", "the disk is broken"),
    (None, "250 2.0.0", "and all is well"),
]


@pytest.mark.parametrize(("number", "reply"), [row[:2] for row in STORAGE], ids=[row[2] for row in STORAGE])
def test_storage(number, reply):
    """A mail that could not be kept is not accepted, and the client may try again."""
    keep = Kept()
    keep.errno = number

    assert codes(conversation(keep).receive(ORDINARY + b"x\r\n.\r\n"))[-1] == reply


SIZES = [
    (b"x" * 98 + b"\r\n", True, "just the limit"),
    (b"x" * 99 + b"\r\n", False, "one more"),
    (b"..\r\n" * 33, True, "doubled dots do not count, RFC 1870 §4"),
    (b"x" * 100_000 + b"\r\n", False, "far more, which is not even remembered"),
]


@pytest.mark.parametrize(("sent", "fits"), [row[:2] for row in SIZES], ids=[row[2] for row in SIZES])
def test_size(sent, fits):
    """A mail over the limit is declined after its end; the next one is taken."""
    talk = conversation(size_limit_bytes=100)
    talk.receive(ORDINARY)
    for start in range(0, len(sent), 1000):
        assert talk.receive(sent[start : start + 1000]) == b""

    assert codes(talk.receive(b".\r\n")) == ["250 2.0.0" if fits else "552 5.3.4"]
    assert codes(talk.receive(ORDINARY + b"x\r\n.\r\n"))[-1] == "250 2.0.0"


NO_ENDS = [
    (b"\n.\n", b"\n.\n", "bare LF on both sides"),
    (b"\n.\r\n", b"\n.\r\n", "bare LF before"),
    (b"\r\n.\n", b"\r\n\n", "bare LF after: the dot starts a line, so it is undone"),
    (b"\r.\r\n", b"\r.\r\n", "bare CR before"),
]


@pytest.mark.parametrize(("sent", "kept"), [row[:2] for row in NO_ENDS], ids=[row[2] for row in NO_ENDS])
def test_only_cr_lf_ends_a_mail(sent, kept):
    """No second mail can be smuggled in behind an end that is none (RFC 5321 §2.3.8)."""
    keep = Kept()
    conversation(keep).receive(ORDINARY + b"x" + sent + b"MAIL FROM:<evil@b>\r\n.\r\n")

    assert [content for _, content in keep] == [b"x" + kept + b"MAIL FROM:<evil@b>\r\n"]


LINES = st.lists(st.one_of(st.sampled_from([b"", b".", b"..", b".\r", b"\n.", b"\r"]), st.binary(max_size=9)))


@given(lines=LINES, cuts=st.lists(st.integers(0, 400)))
def test_any_content_arrives_as_it_left_in_any_pieces(lines, cuts):
    """Dots are undone, and where the network cuts makes no difference, pipelined commands included."""
    content = b"".join(line.replace(b"\r\n", b"") + b"\r\n" for line in lines)
    stuffed = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    octets = (ORDINARY + stuffed + b".\r\n") * 2 + b"QUIT\r\n"
    keep, edges = Kept(), [0, *sorted(cuts), len(octets)]

    talk = conversation(keep)
    replies = b"".join(talk.receive(octets[a:b]) for a, b in itertools.pairwise(edges) if a < b)

    assert [kept for _, kept in keep] == [content, content]
    assert [reply[:3] for reply in codes(replies)] == ["250", "250", "354", "250"] * 2 + ["221"]


def test_octet_by_octet_is_the_same():
    """The end is found wherever it is cut."""
    keep = Kept()
    talk = conversation(keep)
    replies = b"".join(talk.receive(bytes([octet])) for octet in ORDINARY + b"x\r\n.\r\nNOOP\r\n")

    assert codes(replies) == ["250 2.1.0", "250 2.1.5", "354", "250 2.0.0", "250 2.0.0"]
    assert [content for _, content in keep] == [b"x\r\n"]


@given(st.binary(max_size=300))
def test_no_octets_break_the_conversation(octets):
    """Whatever comes gets ASCII replies, or none."""
    talk = conversation()

    assert talk.receive(octets + b"\r\n").isascii()


@pytest.mark.parametrize("reply", ["250 OK", "550", "550 5.1.1 né", "550 a\r\n250 b", ""])
def test_a_refusal_that_refuses_nothing_is_declined(reply):
    """A slip in a rehearsal's script shows before the rehearsal."""
    with pytest.raises(ValueError, match="refuses nothing"):
        Rules(refuse={"a@b": reply})
