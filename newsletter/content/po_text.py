"""The text of PO files: entries to lines, as GNU gettext writes them.

    Entry ──▶ entry_text() ──▶ str

Lines are wrapped at 79 columns where UAX #14 allows it, the way msgcat and Weblate do, so that a
catalogue that goes to a translator and comes back differs only in what was translated. The same
entries always give the same text.

Sources: gettext's write-po.c (`message_print`, `wrap`); UAX #14; UAX #11 (wide characters).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from newsletter.content.po_strings import FORBIDDEN, excerpt
from newsletter.content.po_syntax import Entry, Previous

_COLUMNS = 79
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\a": "\\a",
        "\b": "\\b",
        "\t": "\\t",
        "\n": "\\n",
        "\v": "\\v",
        "\f": "\\f",
        "\r": "\\r",
    }
)
# One letter for each of UAX #14's classes that matters in running text; all others never break.
_CLASSES = {
    "S": r"\p{lb=SP}",
    "A": r"\p{lb=AL}",
    "D": r"\p{lb=NU}",
    "W": r"[\p{lb=ID}\p{lb=H2}\p{lb=H3}\p{lb=EB}]",
    "O": r"\p{lb=OP}",
    "Q": r"\p{lb=QU}",
    "C": r"\p{lb=CL}",
    "P": r"\p{lb=CP}",
    "E": r"\p{lb=EX}",
    "I": r"[\p{lb=IS}\p{lb=SY}]",
    "H": r"\p{lb=HY}",
    "B": r"\p{lb=BA}",
    "K": r"[\p{lb=NS}\p{lb=CJ}]",
    "R": r"[\p{lb=PR}\p{lb=PO}]",
    "Z": r"[\p{lb=WJ}\p{lb=ZW}]",
    "G": r"[\p{lb=GL}\p{lb=CM}\p{lb=ZWJ}\p{lb=IN}]",
}
# Between which classes a line may be broken; never inside an escape, which begins with PR or QU.
_BREAK = re.compile(
    """
    (?<=S) (?<!OS) (?![CPEIZS]) (?!(?<=QS)O)     # after a space
    | (?<=B) (?![CPEIZSBHKGQ])                   # after a hyphen
    | (?<=H) (?![CPEIZSBHKGQD])
    | (?<=[IEC]) (?=[ARO]) | (?<=P) (?=O)        # after a stop or a bracket
    | (?<=[WCEK]) (?=[ADOW])                     # after an ideograph
    | (?<=[ADPI]) (?=W)                          # before one
    """,
    re.VERBOSE,
)


def entry_text(entry: Entry) -> str:
    """Return an entry as it stands in a PO file, with the line end of its last line.

    Raises:
        ValueError: a text holds NUL or U+0004, which no catalogue can carry.
    """
    return "".join(f"{line}\n" for line in _lines(entry))


def closing_text(comments: Iterable[str]) -> str:
    """Return the translator comments that stand after the last entry."""
    return "".join(f"{line}\n" for line in _comments("#", comments))


def _lines(entry: Entry) -> Iterator[str]:
    yield from _comments("#", entry.comments)
    yield from _comments("#.", entry.extracted)
    yield from _place_lines(entry.places)
    if entry.flags:
        yield "#, " + ", ".join(_ordered(entry.flags))
    columns = None if "no-wrap" in entry.flags else _COLUMNS
    mark = "#~ " if entry.obsolete else ""
    if entry.previous is not None:
        yield from _previous_lines(entry.previous, "#~| " if entry.obsolete else "#| ", columns)
    if entry.context is not None:
        yield from _field_lines(mark, "msgctxt", entry.context, columns)
    yield from _field_lines(mark, "msgid", entry.text, columns)
    yield from _translation_lines(entry, mark, columns)


def _comments(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark} {line}" if line else mark


def _ordered(flags: Iterable[str]) -> list[str]:
    """Return flags as gettext orders them: "fuzzy" first."""
    return sorted(flags, key=lambda flag: flag != "fuzzy")


def _place_lines(places: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for place in places:
        shown = _isolated(place)
        # gettext counts bytes here.
        if line != "#:" and len(f"{line} {shown}".encode()) > _COLUMNS:
            yield line
            line = "#:"
        line += f" {shown}"
    if line != "#:":
        yield line


def _isolated(place: str) -> str:
    """Return a place as it is written: a path with spaces stands between U+2068 and U+2069."""
    path, colon, line = place.rpartition(":")
    if not colon or not line.isdigit():
        path, colon, line = place, "", ""
    return f"\u2068{path}\u2069{colon}{line}" if any(map(str.isspace, path)) else place


def _previous_lines(previous: Previous, mark: str, columns: int | None) -> Iterator[str]:
    for name, text in (
        ("msgctxt", previous.context),
        ("msgid", previous.text),
        ("msgid_plural", previous.plural),
    ):
        if text is not None:
            yield from _field_lines(mark, name, text, columns)


def _translation_lines(entry: Entry, mark: str, columns: int | None) -> Iterator[str]:
    if entry.plural is None:
        yield from _field_lines(mark, "msgstr", entry.translations[0], columns)
        return
    yield from _field_lines(mark, "msgid_plural", entry.plural, columns)
    for number, translation in enumerate(entry.translations):
        yield from _field_lines(mark, f"msgstr[{number}]", translation, columns)


def _field_lines(mark: str, name: str, text: str, columns: int | None) -> Iterator[str]:
    """Yield a keyword and its text: on one line if it fits, else the text below an empty first line."""
    if FORBIDDEN.search(text):
        raise ValueError(f"{excerpt(text)!r} holds NUL or U+0004, which no catalogue can carry")
    head = f"{mark}{name} "
    portions = [portion.translate(_ESCAPES) for portion in _portions(text)]
    if len(portions) == 1 and next(_wrapped(portions[0], columns, used=len(head) + 2)) == portions[0]:
        yield f'{head}"{portions[0]}"'
        return
    yield f'{head}""'
    for portion in portions:
        for piece in _wrapped(portion, columns, used=len(mark) + 2, after=len(mark) + 2):
            yield f'{mark}"{piece}"'


def _portions(text: str) -> list[str]:
    """Return a text's lines, each with its end; an empty text is one line."""
    ended = [f"{line}\n" for line in text.split("\n")]
    ended[-1] = ended[-1][:-1]
    return ended if ended[-1] or len(ended) == 1 else ended[:-1]


def _wrapped(portion: str, columns: int | None, *, used: int, after: int = 2) -> Iterator[str]:
    """Yield a portion in pieces that fit, where it can be broken.

    `used` is how many columns of the first line are taken, `after` of those that follow.
    """
    if columns is None or used + _width(portion) <= columns:
        yield portion
        return
    line, line_width = "", used
    for piece in _unbreakable(portion):
        width = _width(piece)
        if line and line_width + width > columns:
            yield line
            line, line_width = "", after
        line += piece
        line_width += width
    yield line


def _unbreakable(portion: str) -> Iterator[str]:
    """Yield the pieces between places where a line may be broken; the line end stays with the last."""
    last = len(portion) - len("\\n") if portion.endswith("\\n") else len(portion)
    start = 0
    for place in _BREAK.finditer("".join(map(_line_class, portion))):
        if 0 < place.start() < last:
            yield portion[start : place.start()]
            start = place.start()
    yield portion[start:]


@lru_cache(maxsize=16384)
def _line_class(letter: str) -> str:
    return next((name for name, pattern in _CLASSES.items() if regex.match(pattern, letter)), "X")


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=16384)
def _columns(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
