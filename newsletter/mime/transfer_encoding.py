"""Bodies pre-encoded for the wire, with gaps where the values of one member are spliced in.

    constants and slot names ──▶ part_of() ──▶ QuotedPart | Base64Part ──▶ splice(values) ──▶ pieces of bytes

The constant text is encoded once per edition and locale; what is left for each member is a join.
Quoted-printable puts a soft line break on both sides of a value. Base64 knows each constant in
three phases, because what stands before it may end after one, two or three bytes of a triple; the
lines then have unequal lengths, which RFC 2045 §6.8 allows (at most 76, line ends are ignored).

Sources: RFC 2045 §6.7 (quoted-printable), §6.8 (base64); RFC 2046 §5.1.1 (the line end before a
boundary belongs to the boundary); RFC 2049 §3 (lines that mail gateways are known to damage).
"""

import re
from binascii import b2a_base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import ClassVar

Pieces = Sequence[tuple[str, str | None]]
"""Constant text and the name of the slot after it; the last name is None (`SlotTokens.split`)."""

_BASE64_LINE = 76
_ROOM = 73  # 76 without the "=" of a soft line break and the two characters that _FRAGILE may add
_CRLF = b"\r\n"
_SOFT_BREAK = b"=\r\n"
_LINE_END = re.compile(r"\r\n|\r|\n")
# Mail stores put ">" before "From "; careless relays lose a full stop: both break the DKIM signature.
_FRAGILE = re.compile(r"^(?:From |\.)", re.MULTILINE)
_CLEAR_VALUE = re.compile(rf"(?!From |\.)[ -<>-~]{{0,{_ROOM}}}")


@dataclass(frozen=True, slots=True)
class QuotedPart:
    """A body in quoted-printable; a constant carries the soft line breaks towards its neighbours."""

    encoding: ClassVar[str] = "quoted-printable"
    opening: bytes
    rest: tuple[tuple[str, bytes], ...]

    def splice(self, values: Mapping[str, str]) -> list[bytes]:
        """Return the body with its values in pieces, with CRLF at its end. A value holds no line end."""
        spliced = [self.opening]
        for name, constant in self.rest:
            spliced += (_quoted_value(values[name]), constant)
        return spliced

    @property
    def length_bytes(self) -> int:
        """How long the body is without values."""
        return len(self.opening) + sum(len(constant) for _, constant in self.rest)


@dataclass(frozen=True, slots=True)
class _Phase:
    """A constant of which the first bytes complete the triple before it."""

    head: bytes
    lines: bytes
    tail: bytes
    """Up to two bytes that wait for the triple to be completed."""


@dataclass(frozen=True, slots=True)
class Base64Part:
    """A body in base64; each constant but the first in the three phases it may be needed in."""

    encoding: ClassVar[str] = "base64"
    opening: _Phase
    rest: tuple[tuple[str, tuple[_Phase, _Phase, _Phase]], ...]

    def splice(self, values: Mapping[str, str]) -> list[bytes]:
        """Return the body with its values in pieces, with CRLF at its end."""
        spliced, waiting = [self.opening.lines], self.opening.tail
        for name, phases in self.rest:
            waiting += values[name].encode()
            phase = phases[-len(waiting) % 3]
            waiting += phase.head
            # A constant of one byte or none may be too short to complete the triple.
            complete_bytes = len(waiting) // 3 * 3
            spliced += (_base64_lines(waiting[:complete_bytes]), phase.lines)
            waiting = waiting[complete_bytes:] + phase.tail
        spliced.append(_base64_lines(waiting))
        return spliced

    @property
    def length_bytes(self) -> int:
        """How long the body is without values."""
        return len(self.opening.lines) + sum(len(phases[0].lines) for _, phases in self.rest)


def part_of(pieces: Pieces) -> QuotedPart | Base64Part:
    """Return the body in whichever of the two encodings is shorter for this text."""
    canonical = [(_LINE_END.sub("\r\n", constant), name) for constant, name in pieces]
    quoted, base64 = _quoted_part(canonical), _base64_part(canonical)
    return quoted if quoted.length_bytes <= base64.length_bytes else base64


def _quoted_part(pieces: Pieces) -> QuotedPart:
    names = [name for _, name in pieces if name is not None]
    *softly_ended, last = [constant for constant, _ in pieces]
    constants = [_quoted_bytes(constant) + _SOFT_BREAK for constant in softly_ended]
    constants.append(_quoted_bytes(last) + _CRLF)
    opening, *others = constants
    return QuotedPart(opening, tuple(zip(names, (_SOFT_BREAK + other for other in others), strict=True)))


def _quoted_value(value: str) -> bytes:
    """Return a value in quoted-printable; most names and URLs need nothing done."""
    return value.encode("ascii") if _CLEAR_VALUE.fullmatch(value) else _quoted_bytes(value)


def _quoted_bytes(text: str) -> bytes:
    """Return text in quoted-printable; a soft line break or the end of the body is to follow."""
    lines = "\r\n".join(map(_soft_wrapped_line, text.split("\r\n")))
    return _FRAGILE.sub(_escaped_first_character, lines).encode("ascii")


def _soft_wrapped_line(line: str) -> str:
    """Return one line, broken softly between characters; a blank at its end is encoded."""
    quoted = [_quoted_character(character) for character in line]
    if line.endswith((" ", "\t")):
        quoted[-1] = f"={ord(line[-1]):02X}"
    wrapped, used = [], 0
    for character in quoted:
        used += len(character)
        if used > _ROOM:
            wrapped.append("=\r\n")
            used = len(character)
        wrapped.append(character)
    return "".join(wrapped)


@lru_cache(maxsize=8192)
def _quoted_character(character: str) -> str:
    if character == "\t" or (" " <= character <= "~" and character != "="):
        return character
    return "".join(f"={byte:02X}" for byte in character.encode())


def _escaped_first_character(start: re.Match[str]) -> str:
    return f"={ord(start[0][0]):02X}{start[0][1:]}"


def _base64_part(pieces: Pieces) -> Base64Part:
    raw = [(constant.encode(), name) for constant, name in pieces]
    opening = _phase(raw[0][0], 0)
    rest = []
    for (_, name), (constant, _) in pairwise(raw):
        assert name is not None, "only the last constant has no slot after it"
        phases = (_phase(constant, 0), _phase(constant, 1), _phase(constant, 2))
        rest.append((name, phases))
    return Base64Part(opening, tuple(rest))


def _phase(constant: bytes, head_bytes: int) -> _Phase:
    body = constant[head_bytes:]
    complete_bytes = len(body) // 3 * 3
    return _Phase(constant[:head_bytes], _base64_lines(body[:complete_bytes]), body[complete_bytes:])


def _base64_lines(raw: bytes) -> bytes:
    """Return bytes as base64 in lines of at most 76, each with its CRLF; nothing for nothing."""
    encoded = b2a_base64(raw, newline=False)
    if len(encoded) <= _BASE64_LINE:
        return encoded + _CRLF if encoded else b""
    starts = range(0, len(encoded), _BASE64_LINE)
    return b"".join(encoded[start : start + _BASE64_LINE] + _CRLF for start in starts)
