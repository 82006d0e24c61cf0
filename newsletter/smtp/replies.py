"""Read the replies of an SMTP server from the octets that arrive, however they are split.

    octets ──▶ ReplyParser.feed() ──▶ list[Reply] ──▶ transaction.py judges them

Lenient where servers are known to be sloppy (no text, bare LF, long or non-ASCII text, lines whose
codes differ: the last one counts), strict where a guess could send a mail twice: what is not
three digits is no reply at all. No IO.

Source: RFC 5321 §4.2 (replies), §4.5.3.1.5 (512 octets a line, which we do not insist on),
RFC 2034 §4 and RFC 3463 §2 (enhanced status).
"""

import re
from dataclasses import dataclass, field

_LINE = re.compile(rb"([1-5]\d\d)(?:([ -])(.*))?", re.DOTALL)
_ENHANCED = re.compile(r"([245])\.\d{1,3}\.\d{1,3}(?=\s|$)", re.ASCII)
_MAX_UNFINISHED_BYTES = 65_536
_PRELIMINARY, _YES, _GO_ON = 1, 2, 3  # first digits, RFC 5321 §4.2.1
_GOODBYE = 421

# At most what the ledger's column takes, and whole: the first half of `maria@…` is no mail but a person.
_ID = r"([A-Za-z0-9][A-Za-z0-9._+/-]{2,97}={0,2})(?=[\s,;)\]>]|$)"
_QUEUE_IDS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"\bqueued as {_ID}",  # Postfix and most that imitate it
        rf"\bid={_ID}",  # Exim: "OK id=1tYx2A-0001bC-Xy"; Exchange: "InternalId=…" is not at a word's start
        rf"\bInternalId={_ID}",  # Exchange
        rf"\bQueued \({_ID}\)",  # Haraka
        rf"^{_ID} Message accepted for delivery",  # Sendmail, OpenSMTPD
        rf"^OK {_ID}$",  # Amazon SES
        r"^ok \d+ (qp \d+)$",  # qmail
    )
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One complete reply: its three digits and the text of its lines, the digits taken off.

    The text may name a member, so it stands in no repr and no `str`; see `redaction.py`.
    """

    code: int
    lines: tuple[str, ...] = field(repr=False)

    @property
    def is_yes(self) -> bool:
        """Tell whether the server has done what was asked (2xx)."""
        return self.code // 100 == _YES

    @property
    def is_go_on(self) -> bool:
        """Tell whether the server waits for more (3xx)."""
        return self.code // 100 == _GO_ON

    @property
    def is_goodbye(self) -> bool:
        """Tell whether the server is closing the connection, whatever was asked (421, RFC 5321 §3.8)."""
        return self.code == _GOODBYE

    @property
    def enhanced_status(self) -> str | None:
        """Return `class.subject.detail`, or None where the reply has none that agrees with its code.

        A class that contradicts the code (`450 5.1.1`) is no evidence of anything: the code decides
        about the retry, and nobody may be struck off a list for such a status (RFC 2034 §4 wants them equal).
        """
        match = _ENHANCED.match(self.lines[-1].lstrip())
        return match[0] if match and int(match[1]) == self.code // 100 else None

    @property
    def queue_id(self) -> str | None:
        """Return the server's own name for an accepted mail, in the spellings of the usual servers."""
        text = _ENHANCED.sub("", self.lines[-1].lstrip(), count=1).lstrip()
        return next((match[1] for pattern in _QUEUE_IDS if (match := pattern.search(text))), None)

    def __str__(self) -> str:
        """Return code and enhanced status and nothing else: whoever the text names is nobody's affair."""
        return f"{self.code} {self.enhanced_status or ''}".rstrip()


class ReplyParser:
    """Collects octets and gives complete replies. `is_garbled` once something was no reply."""

    __slots__ = ("_lines", "_rest", "_size_bytes", "is_garbled")

    def __init__(self) -> None:
        self.is_garbled = False
        self._rest = b""
        self._lines: list[str] = []
        self._size_bytes = 0

    @property
    def is_half_way(self) -> bool:
        """Tell whether a reply has begun and not ended."""
        return bool(self._rest or self._lines)

    def feed(self, octets: bytes) -> list[Reply]:
        """Return the replies that these octets complete; what comes after garbage is not read.

        Preliminary replies (1xx) are passed over: no command of ours has one, and the final one follows.
        """
        *lines, self._rest = (self._rest + octets).split(b"\n")
        self._size_bytes += len(octets)
        replies = []
        for line in lines:
            reply = None if self.is_garbled else self._read(line)
            if reply is not None and reply.code // 100 != _PRELIMINARY:
                replies.append(reply)
        self.is_garbled = self.is_garbled or self._size_bytes > _MAX_UNFINISHED_BYTES
        return replies

    def _read(self, line: bytes) -> Reply | None:
        """Return the reply that this line ends, or None."""
        match = _LINE.fullmatch(line.removesuffix(b"\r"))
        if match is None:
            self.is_garbled = True
            return None
        code, mark, text = match.groups()
        self._lines.append((text or b"").decode("utf-8", "replace"))
        if mark == b"-":
            return None
        reply = Reply(int(code), tuple(self._lines))
        self._lines.clear()
        self._size_bytes = len(self._rest)
        return reply
