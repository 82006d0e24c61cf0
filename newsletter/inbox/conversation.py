"""One SMTP conversation as octets in and replies out: no socket, no clock, no file.

    octets ──▶ Conversation.receive() ──▶ replies
                      │ at the lone dot
                      ▼
               keep(Envelope, content) ──▶ the id that the reply names

What comes in one read or in a hundred gets the same replies, so pipelining costs nothing.

Why not aiosmtpd: it reads content line by line and has no PIPELINING. Measured on one core with
30 KB mails over ten connections, keeping nothing: aiosmtpd 1,000 mails a second; this 5,000, and
7,200 when the client pipelines.

Sources: RFC 5321, 1870 (SIZE), 2920 (PIPELINING), 3463 (enhanced codes), 6152 (8BITMIME),
6531 (SMTPUTF8).
"""

import errno
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsletter.inbox.content import ContentReader
from newsletter.inbox.mailbox import Envelope

Keep = Callable[[Envelope, bytes], str]
"""Keeps a mail and returns its id, or raises OSError and has kept nothing."""

# RFC 5321 §4.5.3.1.4 asks for 512 octets, and extensions add to it.
_LINE_LIMIT_BYTES = 4096
_PATH = re.compile(
    r'<(?:@[^:<>"\s]+:)?(?P<address>(?:"(?:[^"\\]|\\.)*"|[^<>"\s])*)>(?:[ \t]+(?P<rest>.*))?', re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REFUSAL = re.compile(r"[45]\d\d [\x20-\x7e]+")
_NO_SPACE = {
    errno.ENOSPC: "452 4.3.1 Insufficient system storage",
    errno.EDQUOT: "452 4.3.1 Insufficient system storage",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a server announces, and whom it refuses on purpose.

    `refuse` maps a recipient to the reply that it gets, such as `550 5.1.1 No such mailbox`: that is
    how a rehearsal meets the refusals of real relays.
    """

    hostname: str = "inbox.localhost"
    size_limit_bytes: int = 25 * 1024 * 1024
    refuse: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what is no refusal; compare addresses without regard to case."""
        for address, reply in self.refuse.items():
            if not _REFUSAL.fullmatch(reply):
                raise ValueError(
                    f"{address}: {reply!r} refuses nothing; write such as 550 5.1.1 No such mailbox"
                )
        folded = {address.casefold(): reply for address, reply in self.refuse.items()}
        object.__setattr__(self, "refuse", folded)


class _DeclinedError(Exception):
    """A command is answered with a refusal; the text is the reply."""


class Conversation:
    """The server's side of one connection. `over` becomes True when it has said goodbye."""

    def __init__(self, rules: Rules, *, keep: Keep, now: Callable[[], datetime], peer: str) -> None:
        self.over = False
        self._rules, self._keep, self._now, self._peer = rules, keep, now, peer
        self._received = bytearray()
        self._line_too_long = False
        self._reader: ContentReader | None = None
        self._hello = ""
        self._forget_mail()
        self._commands: Mapping[str, Callable[[str], str]] = {
            "EHLO": self._ehlo,
            "HELO": self._helo,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "RSET": self._rset,
            "NOOP": lambda _: "250 2.0.0 OK",
            "HELP": lambda _: "214 2.0.0 This inbox keeps what it receives and delivers nothing",
            "VRFY": lambda _: "252 2.1.5 Send a mail and see",
            "QUIT": self._quit,
        }

    def greeting(self) -> bytes:
        """Return what the server says first."""
        return f"220 {self._rules.hostname} ESMTP inbox\r\n".encode()

    def receive(self, octets: bytes) -> bytes:
        """Return the replies to whatever is complete now; the rest waits for more."""
        self._received += octets
        replies = []
        while not self.over:
            reply = self._next_command() if self._reader is None else self._next_content(self._reader)
            if reply is None:
                break
            replies.append(f"{reply}\r\n")
        return "".join(replies).encode("ascii")

    def _next_command(self) -> str | None:
        end = self._received.find(b"\n")
        if end < 0:
            if len(self._received) > _LINE_LIMIT_BYTES:
                self._line_too_long = True
                self._received.clear()
            return None
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        if self._line_too_long or end > _LINE_LIMIT_BYTES:
            self._line_too_long = False
            return "500 5.5.2 Line too long"
        return self._answer(line)

    def _answer(self, line: bytes) -> str:
        try:
            verb, _, argument = line.decode("utf-8").strip("\r \t").partition(" ")
        except UnicodeDecodeError:
            return "500 5.5.2 A command is ASCII, or UTF-8 with SMTPUTF8"
        command = self._commands.get(verb.upper())
        if command is None:
            return "500 5.5.2 Command not recognised"
        try:
            return command(argument.strip())
        except _DeclinedError as declined:
            return str(declined)

    def _next_content(self, reader: ContentReader) -> str | None:
        if not reader.take(self._received):
            return None
        self._reader = None
        content, envelope = reader.content(), self._envelope()
        self._forget_mail()
        if content is None:
            return self._too_big()
        try:
            return f"250 2.0.0 OK: queued as {self._keep(envelope, content)}"
        except OSError as error:
            return _NO_SPACE.get(error.errno or 0, "451 4.3.0 The mail could not be kept")

    def _envelope(self) -> Envelope:
        return Envelope(
            sender=self._sender or "",
            recipients=tuple(self._recipients),
            received_at=self._now(),
            smtputf8=self._smtputf8,
            body=self._body,
            hello=self._hello,
            peer=self._peer,
        )

    def _forget_mail(self) -> None:
        self._sender: str | None = None
        self._recipients: list[str] = []
        self._smtputf8 = False
        self._body = "7BIT"

    def _ehlo(self, argument: str) -> str:
        self._helo(argument)
        extensions = ["PIPELINING", f"SIZE {self._rules.size_limit_bytes}", "8BITMIME", "SMTPUTF8"]
        lines = [self._rules.hostname, *extensions]
        return "".join(f"250-{line}\r\n" for line in lines) + "250 ENHANCEDSTATUSCODES"

    def _helo(self, argument: str) -> str:
        if not argument:
            raise _DeclinedError("501 5.5.4 Say who you are: EHLO your.host.name")
        self._hello = argument
        self._forget_mail()
        return f"250 {self._rules.hostname}"

    def _mail(self, argument: str) -> str:
        if not self._hello:
            raise _DeclinedError("503 5.5.1 Say EHLO first")
        if self._sender is not None:
            raise _DeclinedError("503 5.5.1 There is a mail already; RSET forgets it")
        path, parameters = _path_in(argument, keyword="FROM:", code="5.1.7")
        self._note(parameters)
        self._sender = _address_in(path, smtputf8=self._smtputf8, code="5.1.7") if path else ""
        return "250 2.1.0 OK"

    def _note(self, parameters: Mapping[str, str]) -> None:
        """Take in the parameters of MAIL, or decline; nothing is noted of a declined one."""
        unknown = parameters.keys() - {"SIZE", "BODY", "SMTPUTF8"}
        if unknown:
            raise _DeclinedError("555 5.5.4 A parameter of MAIL is not known here")
        size, body = parameters.get("SIZE", "0"), parameters.get("BODY", "7BIT").upper()
        if not re.fullmatch(r"[0-9]{1,20}", size) or body not in ("7BIT", "8BITMIME"):
            raise _DeclinedError("501 5.5.4 A parameter of MAIL has a value that it cannot have")
        if int(size) > self._rules.size_limit_bytes:
            raise _DeclinedError(self._too_big())
        self._smtputf8, self._body = "SMTPUTF8" in parameters, body

    def _rcpt(self, argument: str) -> str:
        if self._sender is None:
            raise _DeclinedError("503 5.5.1 Say MAIL first")
        path, parameters = _path_in(argument, keyword="TO:", code="5.1.3")
        if parameters:
            raise _DeclinedError("555 5.5.4 RCPT has no parameters here")
        recipient = _address_in(path, smtputf8=self._smtputf8, code="5.1.3")
        refusal = self._rules.refuse.get(recipient.casefold())
        if refusal is not None:
            raise _DeclinedError(refusal)
        self._recipients.append(recipient)
        return "250 2.1.5 OK"

    def _data(self, argument: str) -> str:
        if argument:
            raise _DeclinedError("501 5.5.4 DATA stands alone")
        if self._sender is None:
            raise _DeclinedError("503 5.5.1 Say MAIL first")
        if not self._recipients:
            raise _DeclinedError("554 5.5.1 No valid recipients")
        self._reader = ContentReader(size_limit_bytes=self._rules.size_limit_bytes)
        return "354 End with a dot on a line by itself"

    def _rset(self, _: str) -> str:
        self._forget_mail()
        return "250 2.0.0 OK"

    def _quit(self, _: str) -> str:
        self.over = True
        return "221 2.0.0 Goodbye"

    def _too_big(self) -> str:
        return f"552 5.3.4 The mail is over the limit of {self._rules.size_limit_bytes} bytes"


def _path_in(argument: str, *, keyword: str, code: str) -> tuple[str, dict[str, str]]:
    """Return the address between the angle brackets, its source route left out, and the parameters."""
    found = _PATH.fullmatch(argument[len(keyword) :].lstrip())
    if found is None or argument[: len(keyword)].upper() != keyword:
        raise _DeclinedError(f"501 {code} Syntax: {keyword}<address>")
    pairs = (word.partition("=") for word in (found["rest"] or "").split())
    return found["address"], {name.upper(): value for name, _, value in pairs}


def _address_in(path: str, *, smtputf8: bool, code: str) -> str:
    """Return an address that can be one: not its existence is looked at, only its shape."""
    local, at, domain = path.rpartition("@")
    well_formed = bool(local and domain) if at else path.lower() == "postmaster"
    if not well_formed or _CONTROL.search(path):
        raise _DeclinedError(f"553 {code} Not an address")
    if not smtputf8 and not path.isascii():
        raise _DeclinedError("553 5.6.7 An address in UTF-8 needs SMTPUTF8")
    return path
