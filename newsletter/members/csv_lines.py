"""The lines of an address file, decoded strictly. Memory stays flat, whatever the file is.

    bytes ──▶ lines_of() ──▶ lines ──▶ csv_records.py

UTF-8 with or without its mark, and UTF-16 with its mark. Every other encoding is refused with a proposal
of what it could be, never guessed: a name read in the wrong encoding is mojibake in somebody's mail.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from newsletter.errors import Fault, MemberFileError, Place
from newsletter.members.csv_encodings import possible_readings

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_LINE_CHARACTERS = 64 * 1024
_CHUNK_BYTES = 64 * 1024
_SAVE_AS_UTF8 = "Save the file as UTF-8 (a spreadsheet offers “CSV UTF-8”), and import it again"

# Longer marks first: the one of UTF-32 begins like that of UTF-16.
_REFUSED = (
    (codecs.BOM_UTF32_LE, "text in UTF-32"),
    (codecs.BOM_UTF32_BE, "text in UTF-32"),
    (b"PK\x03\x04", "a workbook or another zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a workbook of an old Excel"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"%PDF-", "a PDF"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECODERS = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
}


class Readable(Protocol):
    """A file opened in binary mode, or whatever gives bytes until it gives none."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size` of them; none at the end."""
        ...


def lines_of(source: Readable, *, path: str) -> Iterator[str]:
    r"""Yield the lines without their ends, which may be `\r\n`, `\n` or `\r`.

    Raises:
        MemberFileError: the file is too large or no text in UTF-8 or UTF-16, or a line is too long.
    """
    ends = io.IncrementalNewlineDecoder(None, translate=True)
    number, rest = 1, ""
    for text, refusal in _texts(source, path):
        is_last = not text or refusal is not None
        *lines, rest = (rest + ends.decode(text, final=is_last)).split("\n")
        for line in lines:
            _check_length(line, Place(path, number))
            yield line
            number += 1
        if refusal:
            raise MemberFileError([refusal.fault(Place(path, number), before=rest)])
        _check_length(rest, Place(path, number))
    if rest:
        yield rest


@dataclass(frozen=True, slots=True)
class _Refusal:
    """The place where a file stops being text."""

    offset_bytes: int
    octets: bytes
    """From there on, as far as they are read."""
    encoding: str

    def fault(self, where: Place, *, before: str) -> Fault:
        """Return what is wrong, for a person; `before` is what stands earlier in the same line."""
        place = f"the byte at offset {self.offset_bytes}"
        if self.octets.startswith("\0".encode(self.encoding)):
            what = f"{place} is NUL: the file is damaged, no text, or UTF-16 without its mark"
            return Fault(*where, what, _SAVE_AS_UTF8)
        what = f"{place} (0x{self.octets[0]:02x}) is not {self.encoding.upper()}"
        line = (before.encode() + self.octets).partition(b"\n")[0].partition(b"\r")[0]
        proposals = possible_readings(line) if self.encoding == "utf-8" else ""
        return Fault(*where, what + (f"; the line reads {proposals}" if proposals else ""), _SAVE_AS_UTF8)


def _texts(source: Readable, path: str) -> Iterator[tuple[str, _Refusal | None]]:
    """Yield the text piece by piece, an empty one at the end; beside the last, why it ends early."""
    chunks = _chunks(source, path)
    head = next(chunks, b"")
    mark, encoding = next(
        (candidate for candidate in _MARKS if head.startswith(candidate[0])), (b"", "utf-8")
    )
    decoder = _Decoder(encoding, offset_bytes=len(mark))
    for chunk in chain([head[len(mark) :]], chunks):
        text, refusal = decoder.decode(chunk)
        if refusal:
            refusal = replace(refusal, octets=refusal.octets + next(chunks, b""))
        if text or refusal:
            yield text, refusal  # with a refusal, nobody asks for more
    yield decoder.decode(b"", is_last=True)


def _chunks(source: Readable, path: str) -> Iterator[bytes]:
    """Yield the file in full chunks, in however small pieces it is read."""
    size_bytes = 0
    while chunk := _read_chunk(source):
        if not size_bytes:
            _refuse_other_formats(chunk, path)
        size_bytes += len(chunk)
        if size_bytes > MAX_FILE_BYTES:
            raise MemberFileError([too_large_fault(path)])
        yield chunk


def _read_chunk(source: Readable) -> bytes:
    pieces, missing = [], _CHUNK_BYTES
    while missing and (piece := source.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def too_large_fault(path: str) -> Fault:
    """Return the fault of a file over `MAX_FILE_BYTES`, also for whoever knows its size before it is read."""
    what = f"the file is larger than {MAX_FILE_BYTES // 1024**2} MiB"
    return Fault(
        path, None, what, "Check that it is the address file; if it is, split it and import the parts"
    )


def _refuse_other_formats(head: bytes, path: str) -> None:
    for signature, what in _REFUSED:
        if head.startswith(signature):
            raise MemberFileError([Fault(path, None, f"the file is {what}, not a CSV file", _SAVE_AS_UTF8)])


def _check_length(line: str, where: Place) -> None:
    if len(line) > MAX_LINE_CHARACTERS:
        what = f"the line has more than {MAX_LINE_CHARACTERS:,} characters"
        remedy = "Check that the file is a CSV file with one member to a line"
        raise MemberFileError([Fault(*where, what, remedy)])


class _Decoder:
    """Decodes chunk by chunk, and knows at which byte of the file it is."""

    def __init__(self, encoding: str, *, offset_bytes: int) -> None:
        self._encoding = encoding
        self._offset_bytes = offset_bytes
        self._pending_octets = b""

    def decode(self, octets: bytes, *, is_last: bool = False) -> tuple[str, _Refusal | None]:
        """Return the text as far as it is one, and where it stops being one."""
        octets = self._pending_octets + octets
        text, used_bytes = self._readable_part(octets, is_last=is_last)
        refusal = None
        if used_bytes < 0:
            used_bytes = len(text.encode(self._encoding))
            refusal = _Refusal(self._offset_bytes + used_bytes, octets[used_bytes:], self._encoding)
        self._offset_bytes += used_bytes
        self._pending_octets = octets[used_bytes:]
        return text, refusal

    def _readable_part(self, octets: bytes, *, is_last: bool) -> tuple[str, int]:
        """Return the text before the first NUL or fault, and how many bytes it took: -1 with either."""
        decode = _DECODERS[self._encoding]
        try:
            text, used_bytes = decode(octets, "strict", is_last)
        except UnicodeDecodeError as error:
            text, used_bytes = octets[: error.start].decode(self._encoding), -1
        readable_text, nul, _ = text.partition("\0")
        return readable_text, -1 if nul else used_bytes
