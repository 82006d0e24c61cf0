"""Write any text into a header: encoded words, or plain ASCII where that is safe.

    text ──▶ unstructured_value() ──▶ value of a Subject
    name ──▶ phrase()       ──▶ display name of a From, To, Reply-To

Ours, because both ways of the standard library break RFC 2047: its words grow over 75 characters
and doubled spaces get lost. Here every word is whole grapheme clusters, so no reader ever sees half
a Hangul syllable or half a family emoji, and a space is always inside a word, never between two.

Sources: RFC 2047 §2 (75 characters a word, 76 a line), §4 (B and Q), §5 (where words may stand);
RFC 5322 §2.1.1 (78 a line), §3.2.3 and §3.2.4 (atoms, quoted strings); UAX #29 (clusters).
"""

import re
import string
from binascii import b2a_base64
from collections.abc import Iterator

import regex

FOLD = "\r\n "

_WORD_MAX = 75
_ENCODED_LINE_MAX = 76
_LINE_MAX = 78
_OVERHEAD = len("=?utf-8?q??=")
_QUOTED_STRING_MAX = 60
# Letters, digits and what RFC 2047 §5 (3) allows in a phrase; the narrower set serves both places.
_CLEAR = (string.ascii_letters + string.digits + "!*+-/").encode()
_Q_OF = tuple(
    "_" if byte == ord(" ") else chr(byte) if byte in _CLEAR else f"={byte:02X}" for byte in range(256)
)
# What ends or could end a header line for some reader, and lone surrogates, which are no text.
_REFUSED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SINGLE_SPACED = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)


def unstructured_value(text: str, *, column: int) -> str:
    """Return the text as a header value, folded, that starts at this column of its first line.

    Raises:
        ValueError: the text holds a control character, a line or paragraph separator.

    >>> unstructured_value("Cities in 2026", column=9)
    'Cities in 2026'
    >>> unstructured_value("مدن", column=9)
    '=?utf-8?b?2YXYr9mG?='
    """
    _refuse_controls(text)
    if not text:
        return ""
    if _is_plain(text):
        lines = _folded_lines(text, column)
        if max(column + len(lines[0]), *(len(line) + 1 for line in lines)) <= _LINE_MAX:
            return FOLD.join(lines)
    return _words(text, column)


def phrase(name: str, *, column: int) -> str:
    """Return a display name as atoms, a quoted string or encoded words, whatever carries it exactly.

    Raises:
        ValueError: the name holds a control character, a line or paragraph separator.

    >>> phrase("Ada Lovelace", column=4), phrase("Lovelace, A.", column=4)
    ('Ada Lovelace', '"Lovelace, A."')
    """
    _refuse_controls(name)
    if len(name) > _QUOTED_STRING_MAX or not _is_plain(name):
        return _words(name, column) if name else ""
    if _ATOMS.fullmatch(name):
        return name
    return '"' + name.replace("\\", r"\\").replace('"', r"\"") + '"'


def words(text: str, *, column: int) -> str:
    """Return the text as encoded words, one a line, even where plain ASCII would do.

    Raises:
        ValueError: the text holds a control character, a line or paragraph separator.
    """
    _refuse_controls(text)
    return _words(text, column)


def _refuse_controls(text: str) -> None:
    match = _REFUSED.search(text)
    if match:
        raise ValueError(f"U+{ord(match[0]):04X} at {match.start()} cannot stand in a header; remove it")


def _is_plain(text: str) -> bool:
    """Tell whether every reader gives this back as it is: single spaces, nothing like an encoded word."""
    return "=?" not in text and _SINGLE_SPACED.fullmatch(text) is not None


def _folded_lines(text: str, column: int) -> list[str]:
    """Return the lines of plain text, each as long as fits, cut at spaces."""
    first, *others = text.split(" ")
    lines, used = [first], column + len(first)
    for word in others:
        used += 1 + len(word)
        if used > _LINE_MAX:
            lines.append(word)
            used = 1 + len(word)
        else:
            lines[-1] += f" {word}"
    return lines


def _words(text: str, column: int) -> str:
    """Return encoded words; the first line stays empty where not one cluster fits behind the column."""
    first_room = _ENCODED_LINE_MAX - column - _OVERHEAD
    single_word = _word(text)
    if len(single_word) <= first_room + _OVERHEAD:
        return single_word
    return FOLD.join(_word(part) if part else "" for part in _parts(text, first_room))


def _word(text: str) -> str:
    """Return one encoded word, however long, by the shorter of the two encodings."""
    raw = text.encode()
    quoted = "".join([_Q_OF[byte] for byte in raw])
    if len(quoted) <= _b_length(len(raw)):
        return f"=?utf-8?q?{quoted}?="
    return f"=?utf-8?b?{b2a_base64(raw, newline=False).decode()}?="


def _parts(text: str, first_room: int) -> Iterator[str]:
    """Yield the text in parts, each as long as fits into one encoded word."""
    room, start, end, q_used, raw_used = first_room, 0, 0, 0, 0
    for piece in _pieces(text):
        raw = piece.encode()
        quoted_length = sum(len(_Q_OF[byte]) for byte in raw)
        q_used, raw_used = q_used + quoted_length, raw_used + len(raw)
        if min(q_used, _b_length(raw_used)) > room:
            yield text[start:end]
            room, start, q_used, raw_used = _WORD_MAX - _OVERHEAD, end, quoted_length, len(raw)
        end += len(piece)
    yield text[start:]


def _pieces(text: str) -> Iterator[str]:
    """Yield grapheme clusters, and code points where a cluster is longer than any word."""
    for cluster in regex.findall(r"\X", text):
        if _b_length(len(cluster.encode())) <= _WORD_MAX - _OVERHEAD:
            yield cluster
        else:
            yield from cluster


def _b_length(raw_length: int) -> int:
    """Return how many characters this many bytes take in base64."""
    return (raw_length + 2) // 3 * 4
