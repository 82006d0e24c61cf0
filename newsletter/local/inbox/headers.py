"""The head of a mail as a person reads it, however broken it is.

The standard library's parsers raise on some hostile headers and guess at others; nothing here
raises, and what cannot be decoded is shown as it stands.

Sources: RFC 5322 §2.2 (fields, folding), RFC 2047 §2 and §6.2 (encoded words), RFC 2231 §5 (their
language), RFC 6532 (UTF-8 in headers).
"""

import binascii
import codecs
import itertools
import re
from dataclasses import dataclass

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:(.*(?:\n[ \t].*)*)", re.MULTILINE)
_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=", re.IGNORECASE)
_WORDS = re.compile(rf"{_WORD.pattern}(?:\s+{_WORD.pattern})*", re.IGNORECASE)
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# More of one field is nothing that a person reads; decoding 5 MB of it takes a second.
_VALUE_CHARACTERS = 20_000
# Python codecs that are no charset of a mail: idna and punycode take quadratic time, the escapes
# warn, and undefined always fails.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})


@dataclass(frozen=True, slots=True)
class Header:
    """One field of the head: its name, what it says (cut when it is endless), and that as it came."""

    name: str
    value: str
    raw: str


def headers_of(content: bytes) -> tuple[Header, ...]:
    """Return the fields of a mail's head in their order; lines that are none are left out."""
    return tuple(_header(match) for match in _FIELD.finditer(head_of(content)))


def head_of(content: bytes) -> bytes:
    """Return everything before the first empty line, or the whole where there is none."""
    if content.startswith((b"\r\n", b"\n")):
        return b""
    end = _HEAD_END.search(content)
    return content[: end.start()] if end else content


def has_whole_head(content: bytes) -> bool:
    """Tell whether the first octets of a mail reach to the end of its head."""
    return content.startswith((b"\r\n", b"\n")) or _HEAD_END.search(content) is not None


def first_value(headers: tuple[Header, ...], name: str) -> str:
    """Return what the first field of a name says, empty where there is none."""
    return next((header.value for header in headers if header.name.lower() == name.lower()), "")


def decode_words(text: str) -> str:
    """Return a header's text with its encoded words decoded.

    >>> decode_words("=?utf-8?q?Villes_=C3=A0?= =?utf-8?q?_vivre?= 2019")
    'Villes à vivre 2019'
    """
    return _WORDS.sub(lambda run: _decode_run(run[0]), text)


def decode_text(octets: bytes, charset: str) -> str:
    """Return octets as text; a charset that is unknown or untrue is taken for UTF-8."""
    try:
        codec = codecs.lookup(charset)
        if codec.name not in _NO_CHARSETS:
            return octets.decode(charset, "replace")
    except (LookupError, ValueError):  # ValueError: a NUL in the name, or a codec that never replaces
        pass
    return octets.decode("utf-8", "replace")


def showable_text(text: str) -> str:
    """Return text that a page can hold: controls and stray surrogates become U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text)


def _header(match: re.Match[bytes]) -> Header:
    raw = match[2].decode("utf-8", "replace").strip("\r\n \t")
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", raw)
    if len(unfolded) > _VALUE_CHARACTERS:
        unfolded = unfolded[:_VALUE_CHARACTERS] + "…"
    return Header(match[1].decode("ascii"), showable_text(decode_words(unfolded)), showable_text(raw))


def _decode_run(run: str) -> str:
    """Decode words that stand together; the space between them is not shown.

    Neighbours of one charset are joined first: many senders cut a character in two.
    """
    words = _WORD.finditer(run)
    groups = itertools.groupby(words, key=lambda word: word[1].lower())
    return "".join(decode_text(b"".join(map(_octets_of, group)), charset) for charset, group in groups)


def _octets_of(word: re.Match[str]) -> bytes:
    encoded = word[3].encode("utf-8", "replace")
    if word[2].lower() == "q":
        return binascii.a2b_qp(encoded, header=True)
    try:
        return binascii.a2b_base64(encoded + b"==")
    except binascii.Error:
        return word[0].encode("utf-8", "replace")
