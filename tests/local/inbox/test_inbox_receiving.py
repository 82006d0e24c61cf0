"""What the SMTP server takes, what it declines, and that every octet of a mail stays as it came."""

import pytest

from newsletter.local.inbox.receiving import InboxRules

FROM, TO = b"MAIL FROM:<a@b.example>\r\n", b"RCPT TO:<c@d.example>\r\n"
ORDINARY = FROM + TO + b"DATA\r\n"

COMMANDS = [
    # said before  command                                              reply  why
    (b"", b"MAIL FROM:<>", "250", "a bounce has the null reverse-path"),
    (b"", b"mail from:<a@b>", "250", "case does not matter"),
    (b"", b"MAIL FROM:<a@b> SIZE=1000 BODY=8BITMIME", "250", "parameters that are announced"),
    (b"", b"MAIL FROM:<a@b> SIZE=99999999", "552", "RFC 1870 §6.1: too big is said at once"),
    (b"", b"MAIL FROM:<a@b> BODY=BINARYMIME", "501", "BINARYMIME is not announced"),
    (b"", b"MAIL FROM:<a@b> RET=HDRS", "555", "DSN is not announced"),
    (b"", "MAIL FROM:<josé@b> SMTPUTF8".encode(), "250", "RFC 6531 §3.4"),
    (b"", "MAIL FROM:<josé@b>".encode(), "553", "RFC 6531 §3.5: not without the parameter"),
    (b"", b"MAIL FROM:<jos\xe9@b> SMTPUTF8", "553", "Latin-1 is no UTF-8"),
    (FROM, FROM[:-2], "503", "one mail at a time"),
    (b"", TO[:-2], "503", "no MAIL yet"),
    (FROM, TO[:-2], "250", "the ordinary yes"),
    (FROM, b"RCPT TO:<Postmaster>", "250", "RFC 5321 §4.5.1"),
    (FROM, b"RCPT TO:<>", "553", "nobody"),
    (FROM, b"RCPT TO:<c@>", "553", "no domain"),
    (FROM, b"RCPT TO:<c@d> NOTIFY=NEVER", "555", "DSN is not announced"),
    (FROM, "RCPT TO:<c@dé>".encode(), "553", "the mail is not SMTPUTF8"),
    (FROM, b"RCPT TO:<gone@city.EXAMPLE>", "550", "refused on purpose"),
    (FROM, b"RCPT TO:<full@city.example>", "452", "put off on purpose"),
    (b"", b"DATA", "503", "no MAIL yet"),
    (FROM, b"DATA", "503", "nobody to send to"),
    (FROM + b"RCPT TO:<gone@city.example>\r\n", b"DATA", "503", "the only one was refused"),
    (FROM + b"RSET\r\n", TO[:-2], "503", "RSET forgets"),
    (FROM + b"EHLO again\r\n", TO[:-2], "503", "EHLO is an RSET, RFC 5321 §4.1.4"),
    (b"", b"STARTTLS", "454", "not announced"),
    (b"", b"NONSENSE", "500", "no command"),
    (b"", b"NOOP " + b"x" * 5000, "500", "longer than any command"),
]


@pytest.mark.parametrize(
    ("before", "command", "reply"),
    [row[:3] for row in COMMANDS],
    ids=[f"{command[:30].decode('latin-1')}: {why}" for _, command, _, why in COMMANDS],
)
def test_command(before, command, reply, inbox):
    """Each command gets the reply in the table, and the conversation goes on."""
    heard = inbox.replies_to(before + command + b"\r\nNOOP\r\n").decode().splitlines()

    assert [line[:3] for line in heard[-3:]] == [reply, "250", "221"]


def test_the_extensions_are_announced(inbox):
    """A client uses what it is told of; the limit is the one that was set."""
    with inbox.smtp() as smtp:
        smtp.ehlo()

    assert {"pipelining", "8bitmime", "smtputf8"} < smtp.esmtp_features.keys()
    assert smtp.esmtp_features["size"] == "6000000"


def test_the_envelope_says_what_the_client_said(inbox):
    """Who looks at a mail wants to know how it came."""
    said = "EHLO first\r\nMAIL FROM:<é@b> SMTPUTF8 BODY=8BITMIME\r\nRCPT TO:<c@d>\r\nRCPT TO:<é@f>\r\n"
    inbox.replies_to(said.encode() + b"RCPT TO:<gone@city.example>\r\nDATA\r\nx\r\n.\r\n")

    (envelope,) = [kept.envelope for kept in inbox.mailbox.mails_newest_first()]
    assert (envelope.sender, envelope.recipients) == ("é@b", ("c@d", "é@f"))
    assert (envelope.smtputf8, envelope.body) == (True, "8BITMIME")
    assert (envelope.hello, envelope.peer) == ("first", "127.0.0.1")


def test_what_was_not_said_is_not_kept(inbox):
    """A bounce has no sender, HELO no parameters; a name in Latin-1 is shown as far as it can be."""
    inbox.replies_to(b"HELO d\xe9j\xe0\r\nMAIL FROM:<>\r\n" + TO + b"DATA\r\n.\r\n")

    (envelope,) = [kept.envelope for kept in inbox.mailbox.mails_newest_first()]
    assert (envelope.sender, envelope.smtputf8, envelope.body) == ("", False, "7BIT")
    assert (envelope.hello, inbox.contents()) == ("d?j?", [b""])


CONTENTS = [
    (b"", b"", "nothing at all"),
    (b"..\r\n...two\r\n.. \r\n", b".\r\n..two\r\n. \r\n", "doubled dots are undone"),
    (b"\r\n\r\n \t\r\n", b"\r\n\r\n \t\r\n", "blank ends of lines stay"),
    (bytes(range(14, 256)) + b"\0\r\n", bytes(range(14, 256)) + b"\0\r\n", "any octet"),
    (b"x" * 998 + b"\r\n", b"x" * 998 + b"\r\n", "the longest line of RFC 5321 §4.5.3.1.6"),
    (b"." * 999 + b"\r\n", b"." * 998 + b"\r\n", "its doubled dot does not count"),
    (b"x\n.\ny\r\n", b"x\n.\ny\r\n", "bare LF on both sides ends nothing"),
    (b"x\n.\r\ny\r\n", b"x\n.\r\ny\r\n", "bare LF before"),
    (b"x\r\n.\ny\r\n", b"x\r\n\ny\r\n", "bare LF after: the dot starts a line, so it is undone"),
    (b"x\r.\r\ny\r\n", b"x\r.\r\ny\r\n", "bare CR before"),
]


@pytest.mark.parametrize(("sent", "kept"), [row[:2] for row in CONTENTS], ids=[row[2] for row in CONTENTS])
def test_content(sent, kept, inbox):
    """Nothing is added, and no second mail is smuggled in behind an end that is none (§2.3.8)."""
    inbox.replies_to(ORDINARY + sent + b"MAIL FROM:<evil@b>\r\n.\r\n")
    inbox.replies_to(ORDINARY + sent + b".\r\n")

    assert inbox.contents() == [kept + b"MAIL FROM:<evil@b>\r\n", kept]


DECLINED = [
    (b"x" * 1000 + b"\r\n", "500", "a line too long, RFC 5321 §4.5.3.1.6"),
    (b"x" * 100_000 + b"\r\n", "500", "far too long"),
    ((b"x" * 998 + b"\r\n") * 6_001, "552", "over the limit that was announced"),
]


@pytest.mark.parametrize(("sent", "reply"), [row[:2] for row in DECLINED], ids=[row[2] for row in DECLINED])
def test_declined_content(sent, reply, inbox):
    """It is declined after its end, nothing of it is kept, and the next mail is taken."""
    heard = inbox.replies_to(ORDINARY + sent + b".\r\n" + ORDINARY + b"x\r\n.\r\n").decode().splitlines()

    codes = [line[:3] for line in heard[-9:]]
    assert codes == ["250", "250", "354", reply, "250", "250", "354", "250", "221"]
    assert inbox.contents() == [b"x\r\n"]


@pytest.mark.parametrize("reply", ["250 OK", "550", "550 5.1.1 né", "550 a\r\n250 b", ""])
def test_a_refusal_that_refuses_nothing_is_declined(reply):
    """A slip in a rehearsal's script shows before the rehearsal."""
    with pytest.raises(ValueError, match="refuses nothing"):
        InboxRules(refuse={"a@b": reply})
