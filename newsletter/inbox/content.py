"""The content of one mail, collected from the wire up to the lone dot.

Only CR LF ends a line here (RFC 5321 §2.3.8): a server that takes a bare LF for one lets a sender
smuggle a second mail in. No line is too long: what to think of it is for the reader of the mail.
"""

_END = b"\r\n.\r\n"


class ContentReader:
    """Collects one mail. Feed it with `take` until that says that the mail is complete."""

    def __init__(self, *, size_limit_bytes: int) -> None:
        self._limit_bytes = size_limit_bytes
        # A dot is doubled on at most one octet in three ("\r\n."), so more than this is too much.
        self._stuffed_limit_bytes = size_limit_bytes * 4 // 3 + len(_END) + 2
        self._stuffed = bytearray(b"\r\n")  # so that a dot on the first line starts a line as well
        self._overflowed = False

    def take(self, received: bytearray) -> bool:
        """Move octets out of `received`; True at the lone dot, what follows it is left there."""
        search_from = max(0, len(self._stuffed) - len(_END) + 1)
        self._stuffed += received
        received.clear()
        end = self._stuffed.find(_END, search_from)
        if end < 0:
            self._stay_bounded()
            return False
        received += self._stuffed[end + len(_END) :]
        del self._stuffed[end + 2 :]
        return True

    def content(self) -> bytes | None:
        """Return the octets of the complete mail, or None when they are over the limit.

        Doubled dots do not count towards the size (RFC 1870 §4).
        """
        if self._overflowed:
            return None
        plain = bytes(self._stuffed).replace(b"\r\n.", b"\r\n")[2:]  # RFC 5321 §4.5.2
        return plain if len(plain) <= self._limit_bytes else None

    def _stay_bounded(self) -> None:
        """Forget a mail that is too big; go on looking for its end."""
        if self._overflowed or len(self._stuffed) > self._stuffed_limit_bytes:
            self._overflowed = True
            del self._stuffed[: -len(_END) + 1]
