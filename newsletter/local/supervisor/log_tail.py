"""A child's log file: the child writes it itself, we read along.

    child ──(its stdout and stderr)──▶ NAME.log ──▶ LogTail.lines() ──▶ terminal

There is no pipe between us, on purpose: a full or broken pipe would stop a child, or kill it, because
the one who watches is slow or dead. What a child says after we were killed is in its log as well.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

_LARGEST_LOG_BYTES = 10 * 1024 * 1024
_READ_AT_MOST_BYTES = 256 * 1024
_LONGEST_LINE_CHARS = 2000
_LAST_PART_BYTES = 64 * 1024
# What a child prints may come from a mail; it must not steer the terminal (C0 and C1 controls).
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def open_log(path: Path) -> int:
    """Return a file descriptor that appends to the log; a log of more than 10 MiB starts afresh.

    The old one is kept as NAME.log.1. Appending makes each write of a child land whole at the end.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _LARGEST_LOG_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


@dataclass(slots=True)
class LogTail:
    """The lines that a log has got since we looked last, from `offset_bytes` on."""

    path: Path
    offset_bytes: int
    _rest: bytes = field(default=b"", init=False)
    _is_skipping: bool = field(default=False, init=False)

    def lines(self, *, last: bool = False) -> list[str]:
        """Return the new complete lines, fit for a terminal; with `last` also one without an end.

        At most 256 KiB a call, so that a child that floods its log does not hold us up. Bytes that
        are no UTF-8 show as U+FFFD; a line above 2,000 characters is cut here, and whole in the log.
        """
        *complete_lines, self._rest = (self._rest + self._read()).split(b"\n")
        if self._is_skipping and complete_lines:
            complete_lines, self._is_skipping = complete_lines[1:], False
        if len(self._rest) > _LAST_PART_BYTES or (last and self._rest):
            complete_lines += [] if self._is_skipping else [self._rest]
            self._rest, self._is_skipping = b"", not last
        return [_printable_line(line) for line in complete_lines]

    def _read(self) -> bytes:
        try:
            with self.path.open("rb") as log:
                if os.fstat(log.fileno()).st_size < self.offset_bytes:  # somebody has emptied it
                    self.offset_bytes = 0
                log.seek(self.offset_bytes)
                chunk = log.read(_READ_AT_MOST_BYTES)
        except OSError:  # somebody has cleared it away; the child goes on writing
            return b""
        self.offset_bytes += len(chunk)
        return chunk


def last_lines(path: Path, *, since_bytes: int, count: int = 15) -> list[str]:
    """Return the last lines that a log got after `since_bytes`, to be shown with an error."""
    try:
        end_bytes = path.stat().st_size
    except OSError:
        return []
    tail = LogTail(path, max(since_bytes, end_bytes - _LAST_PART_BYTES))
    return [line for line in tail.lines(last=True) if line.strip()][-count:]


def _printable_line(line: bytes) -> str:
    text = _CONTROLS.sub("", line.decode("utf-8", errors="replace"))
    return text if len(text) <= _LONGEST_LINE_CHARS else f"{text[:_LONGEST_LINE_CHARS]} …"
