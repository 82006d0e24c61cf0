"""The characters of a PO or MO file: what the header declares, held against the bytes.

    bytes ──▶ decoded_text() ──▶ DecodedText(text, faults) ──▶ parser.py

A declaration that does not fit the bytes is a fault with line and offset. Nothing is guessed: text
read in the wrong charset is mojibake in somebody's mail.

Source: GNU gettext manual, "Filling in the Header Entry" (the charsets that a PO file may have).
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.po.faults import PoFault

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
# An empty msgid and its msgstr, in any charset in which the ASCII letters are themselves.
_HEADER = re.compile(
    rb'^[ \t]*msgid[ \t]*(?:""\s*)+msgstr\s*((?:"(?:[^"\\\n]|\\.)*"\s*)+)', re.MULTILINE | re.DOTALL
)
_CHARSET = re.compile(rb"charset=([^\s\\;\"]*)", re.IGNORECASE)
_SEAM = re.compile(rb'"\s*"')
_EVERY_OTHER_NUL = re.compile(rb"(?:\x00[^\x00]){2}|(?:[^\x00]\x00){2}")
_C1 = re.compile("[\x80-\x9f]")
_NON_ASCII = re.compile(rb"[\x80-\xff]")
# By the names of Python's codecs; of gettext's list, those that Python has.
_ONE_BYTE = frozenset(
    ["koi8-r", "koi8-u", "koi8-t", "cp850", "cp866", "cp874", "tis-620", "ptcp154", "ascii"]
    + [f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))]
    + [f"cp{page}" for page in range(1250, 1259)]
)
_MANY_BYTES = frozenset(
    [
        "utf-8",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "big5hkscs",
        "euc_jp",
        "euc_kr",
        "shift_jis",
        "cp932",
        "cp949",
        "cp950",
        "johab",
    ]
)
_MOST_LINES = 10
_AS_UTF8 = "Save the file as UTF-8, and declare charset=UTF-8 in its header"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text, as far as it can be read, and what is wrong with its bytes."""

    text: str
    faults: tuple[PoFault, ...]


def decoded_text(octets: bytes, *, path: str) -> DecodedText:
    """Return the text of a PO file, in the charset that its header declares."""
    wide = _wide_charset(octets)
    if wide:
        what = f"the file is {wide}, which gettext cannot read"
        return DecodedText("", (PoFault(path, 1, what, _AS_UTF8),))
    has_mark = octets.startswith(codecs.BOM_UTF8)
    # Three spaces for the mark keep all offsets true.
    body = b"   " + octets[3:] if has_mark else octets
    charset, faults = _declared_codec(body, path=path)
    if has_mark and charset != "utf-8":
        what = f"the file begins with UTF-8's mark but declares {charset}"
        faults = [PoFault(path, 1, what, _AS_UTF8)]
        charset = "utf-8"
    faults += _nul_faults(body, path=path)
    faults += _limited_faults(list(_byte_faults(body, charset, path=path)), path=path)
    return DecodedText(body.decode(charset, "replace").replace("\0", "\ufffd"), tuple(faults))


def charset_named(name: str) -> str | None:
    """Return the codec for a charset that a catalogue may declare, or None."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return codec if codec in _ONE_BYTE or codec in _MANY_BYTES else None


def _wide_charset(octets: bytes) -> str | None:
    """Return the name of a charset with 2 or 4 bytes to a letter, where the file is in one."""
    for mark, name in _MARKS:
        if octets.startswith(mark):
            return name
    return "UTF-16" if _EVERY_OTHER_NUL.match(octets) else None


def _declared_codec(body: bytes, *, path: str) -> tuple[str, list[PoFault]]:
    """Return the codec to read with, and what is wrong with the declaration."""
    for header in _HEADER.finditer(body):
        line_before = body[: header.start()].rstrip().rpartition(b"\n")[2]
        if not line_before.lstrip().startswith(b"msgctxt"):
            charset = _CHARSET.search(_SEAM.sub(b"", header[1]))
            at = header.start(1) + max(0, header[1].lower().find(b"charset"))
            name = charset[1].decode("latin-1") if charset else None
            return _codec(name, path=path, line=_line(body, at))
    return "utf-8", []  # catalogue.py says that there is no header


def _codec(name: str | None, *, path: str, line: int) -> tuple[str, list[PoFault]]:
    if not name:
        what = "the header declares no charset"
    elif name == "CHARSET":
        what = "the header still has the placeholder charset=CHARSET"
    elif (codec := charset_named(name)) is None:
        what = f"the header declares the charset {name}, which no catalogue can have"
    else:
        return codec, []
    remedy = 'Write "Content-Type: text/plain; charset=UTF-8\\n" in the header, and save the file as UTF-8'
    return "utf-8", [PoFault(path, line, what, remedy)]


def _nul_faults(body: bytes, *, path: str) -> list[PoFault]:
    """Name the first NUL of a file: what has one was damaged, or is no text."""
    at = body.find(0)
    if at < 0:
        return []
    what = f"the byte at offset {at} is NUL"
    return [PoFault(path, _line(body, at), what, "Remove it, or fetch the file again if it is damaged")]


def _byte_faults(body: bytes, charset: str, *, path: str) -> Iterator[PoFault]:
    """Yield a fault for each line that is not in the declared charset."""
    match = _NON_ASCII.search(body)
    if match and charset in _ONE_BYTE and _fits(body, "utf-8"):
        what = f"the header declares {charset}, but the letter at byte offset {match.start()} is in UTF-8"
        yield PoFault(path, _line(body, match.start()), what, "Declare charset=UTF-8 in the header")
        return
    if _fits(body, charset):
        return
    start = 0
    for number, line in enumerate(body.split(b"\n"), start=1):
        bad = _bad_byte(line, charset)
        if bad is not None:
            what = f"the byte at offset {start + bad} (0x{line[bad]:02x}) is no {charset}"
            remedy = f"Declare the charset that the file is in, or better: {_AS_UTF8}"
            yield PoFault(path, number, what, remedy)
        start += len(line) + 1


def _fits(body: bytes, charset: str) -> bool:
    return _bad_byte(body, charset) is None


def _bad_byte(octets: bytes, charset: str) -> int | None:
    """Return the place of the first byte that means nothing in a charset."""
    try:
        text = octets.decode(charset)
    except UnicodeDecodeError as error:
        return error.start
    # ISO 8859 has control characters where windows-125x has letters and quotes: no text has them.
    control = _C1.search(text) if charset.startswith("iso8859") else None
    return control.start() if control else None


def _limited_faults(faults: list[PoFault], *, path: str) -> list[PoFault]:
    """Return the first faults of one cause, and how many more there are."""
    if len(faults) <= _MOST_LINES:
        return faults
    what = f"{len(faults) - _MOST_LINES} more lines are in another charset"
    return [*faults[:_MOST_LINES], PoFault(path, None, what, _AS_UTF8)]


def _line(body: bytes, at: int) -> int:
    return 1 + body.count(b"\n", 0, at)
