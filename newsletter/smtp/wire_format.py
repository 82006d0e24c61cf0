"""Turn one mail into the octets that go over the wire, or say why it cannot go at all.

    OutgoingMail + ServerExtensions ──▶ fault_in() ──▶ wire_message() ──▶ transaction.py

What cannot be sent correctly is refused here, visibly and before anything is said to the relay.
The content may hold no line end but CRLF: that makes the terminator impossible to forge (SMTP
smuggling, CVE-2023-51764 and its siblings), for whatever the relay takes for a line end. No IO.

Source: RFC 5321 §2.3.8 (CRLF only), §4.1.2 (mailbox), §4.5.2 (dot-stuffing); RFC 1870 §5 (SIZE);
RFC 6152 (8BITMIME); RFC 6531 §3.4 (SMTPUTF8); RFC 3463 §3 and RFC 6531 §4.2 (the statuses).
"""

import re
from dataclasses import dataclass

from newsletter.mime.outgoing import OutgoingMail

_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f-\x9f]|\\[^\x00-\x1f\x7f-\x9f])*"'
_ATOMS = r'[^\s"<>()\[\],;:\\@\x00-\x1f\x7f-\x9f]+'
_DOMAIN = r"[^\s<>@\x00-\x1f\x7f-\x9f]+"
_MAILBOX = re.compile(rf"(?:{_QUOTED}|{_ATOMS})@{_DOMAIN}")

BAD_RECIPIENT = "5.1.3"
BAD_SENDER = "5.1.7"
BAD_CONTENT = "5.6.0"
NO_8BITMIME = "5.6.3"
NO_SMTPUTF8 = "5.6.7"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerExtensions:
    """What a server's EHLO reply offered, as far as we use it."""

    pipelining: bool = False
    size: bool = False
    eightbitmime: bool = False
    smtputf8: bool = False
    starttls: bool = False
    auth: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireMessage:
    """One mail as octets. `body` ends with CRLF (or is empty) and lacks only the dot."""

    mail_command: bytes
    rcpt_command: bytes
    body: bytes


def fault_in(mail: OutgoingMail, extensions: ServerExtensions) -> str | None:
    """Return the enhanced status of what forbids sending this mail to this relay, or None."""
    if not _MAILBOX.fullmatch(mail.recipient):
        return BAD_RECIPIENT
    if mail.envelope_sender and not _MAILBOX.fullmatch(mail.envelope_sender):
        return BAD_SENDER
    if not _has_only_whole_line_ends(mail.content):
        return BAD_CONTENT
    if not extensions.smtputf8 and _needs_smtputf8(mail):
        return NO_SMTPUTF8
    if not extensions.eightbitmime and not mail.content.isascii():
        return NO_8BITMIME
    return None


def wire_message(mail: OutgoingMail, extensions: ServerExtensions) -> WireMessage:
    """Return the commands and the stuffed body of a mail without a `fault_in` it."""
    parameters = ""
    if extensions.size:
        parameters += f" SIZE={len(mail.content)}"  # without stuffing and dot, RFC 1870 §5
    if not mail.content.isascii():
        parameters += " BODY=8BITMIME"
    if _needs_smtputf8(mail):
        parameters += " SMTPUTF8"
    return WireMessage(
        mail_command=f"MAIL FROM:<{mail.envelope_sender}>{parameters}\r\n".encode(),
        rcpt_command=f"RCPT TO:<{mail.recipient}>\r\n".encode(),
        body=_dot_stuffed(mail.content),
    )


def _needs_smtputf8(mail: OutgoingMail) -> bool:
    return not (mail.recipient.isascii() and mail.envelope_sender.isascii())


def _has_only_whole_line_ends(content: bytes) -> bool:
    """Tell whether every CR and LF is half of a CRLF, and there is no NUL."""
    pairs = content.count(b"\r\n")
    return pairs == content.count(b"\n") == content.count(b"\r") and b"\0" not in content


def _dot_stuffed(content: bytes) -> bytes:
    """Return the content with a dot before every line that begins with one, ending with CRLF."""
    stuffed_content = content.replace(b"\r\n.", b"\r\n..")
    if stuffed_content.startswith(b"."):
        stuffed_content = b"." + stuffed_content
    return (
        stuffed_content
        if not stuffed_content or stuffed_content.endswith(b"\r\n")
        else stuffed_content + b"\r\n"
    )
