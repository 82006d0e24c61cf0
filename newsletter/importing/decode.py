"""Decode a foreign text by what it declares about itself, and refuse it rather than guess.

bytes ──▶ decode() ──▶ text

Sources: WHATWG Encoding and HTML §13.2.3.2 (prescan of a byte stream), XML 1.0 appendix F.
"""

import codecs
import re

from newsletter.errors import ArticleError, Fault
from newsletter.newsroom.front_matter import normalise

MAX_BYTES = 8 * 1024 * 1024
_PRESCAN_BYTES = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_OF_TEXTS = re.compile(
    r"utf-8|ascii|cp(125\d|866|874|932|949|950)|iso8859-\d+|koi8-[rut]|gb\w+|hz|big5\w*|euc_\w+|shift_\w+"
    r"|iso2022_jp\w*|tis-620|mac-\w+"
)
# WHATWG: pages that say Latin-1 or ASCII mean windows-1252, and so on.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def decode(source: bytes, name: str) -> str:
    r"""Return the text with `\n` line ends, in NFC.

    Raises:
        ArticleError: too large, an encoding that is not known, or bytes that do not fit theirs.
    """
    if len(source) > MAX_BYTES:
        what = f"the file has {len(source):,} bytes"
        raise ArticleError(
            [Fault(name, None, what, f"Cut it down to the article; {MAX_BYTES:,} bytes are the limit")]
        )
    encoding, start = _encoding(source, name)
    nul = source.find(b"\x00") if not encoding.startswith(("utf-16", "utf-32")) else -1
    if nul >= 0:
        raise ArticleError(
            [_fault(source, name, nul, "is NUL, so this is no text, or UTF-16 without its mark")]
        )
    try:
        text = source[start:].decode(encoding)
    except UnicodeDecodeError as error:
        what = f"(0x{source[start + error.start]:02x}) does not fit {encoding}"
        raise ArticleError([_fault(source, name, start + error.start, what)]) from None
    return normalise(text)


def _fault(source: bytes, name: str, offset: int, what: str) -> Fault:
    line = source.count(b"\n", 0, offset) + 1
    return Fault(name, line, f"byte {offset} {what}", "Save the text as UTF-8 and import it again")


def _encoding(source: bytes, name: str) -> tuple[str, int]:
    """Return the encoding, and where the text begins behind a byte order mark."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return encoding, len(mark)
    found = _DECLARED.search(source[:_PRESCAN_BYTES])
    if found is None:
        return "utf-8", 0
    declared = (found[1] or found[2]).decode("ascii")
    codec = _codec(declared)
    if codec is None:
        fault = Fault(name, 1, f"the encoding {declared!r} is unknown", "Save the text as UTF-8")
        raise ArticleError([fault])
    return ("utf-8" if _is_utf8_after_all(source) else codec), 0


def _codec(declared: str) -> str | None:
    """Return the codec that is meant by an encoding's name, None where no web page is written in it."""
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        return None
    # A page that can be read as ASCII and says UTF-16 cannot be UTF-16 (HTML §13.2.3.2).
    if codec.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return _MEANT.get(codec, codec) if _OF_TEXTS.fullmatch(codec) else None


def _is_utf8_after_all(source: bytes) -> bool:
    """Return whether the text is UTF-8 whatever it declares: other encodings hardly ever look like it."""
    try:
        return not source.isascii() and bool(source.decode("utf-8"))
    except UnicodeDecodeError:
        return False
