"""The text of PO files: entries to lines, as GNU gettext writes them.

    CatalogueEntry ──▶ entry_text() ──▶ str

Lines are wrapped at 79 columns where UAX #14 allows it, the way msgcat and Weblate do, so that a
catalogue that goes to a translator and comes back differs only in what was translated. The same
entries always give the same text.

Sources: gettext's write-po.c (`message_print`, `wrap`); UAX #14; UAX #11 (wide characters).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import regex

from newsletter.po.escapes import FORBIDDEN, excerpt
from newsletter.po.parser import CatalogueEntry, PreviousSource

_COLUMNS = 79
_MOST_LETTERS = 16_384
"""Of which classes and widths are remembered: more than any catalogue has."""
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
_SPECIAL = re.compile(r'[\a-\r"\\]')
# Dashes and quotes among it; no combining marks, nothing that is invisible.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u05d0-\u05ea\u060c\u061b\u061f-\u064a\u0660-\u066f\u0671-\u06d5\u2010-\u2027]*"
)
# One letter for each of UAX #14's classes that matters in running text; all others never break.
_CLASSES = {
    "S": r"\p{lb=SP}",
    "A": r"[\p{lb=AL}\u00b7]",  # the Catalan point, which Unicode 17 made a stop and gettext does not
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
_CLASS = regex.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES.items()))
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


def entry_text(entry: CatalogueEntry) -> str:
    """Return an entry as it stands in a PO file, with the line end of its last line.

    Raises:
        ValueError: a text holds NUL or U+0004, which no catalogue can carry.
    """
    return "".join(f"{line}\n" for line in _lines(entry))


def closing_text(comments: Iterable[str]) -> str:
    """Return the translator comments that stand after the last entry."""
    return "".join(f"{line}\n" for line in _comments("#", comments))


def _lines(entry: CatalogueEntry) -> Iterator[str]:
    yield from _comments("#", entry.comments)
    yield from _comments("#.", entry.extracted)
    yield from _place_lines(entry.places)
    if entry.flags:
        yield "#, " + ", ".join(_ordered_flags(entry.flags))
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


def _ordered_flags(flags: Iterable[str]) -> list[str]:
    """Return flags as gettext orders them: "fuzzy" first."""
    return sorted(flags, key=lambda flag: flag != "fuzzy")


def _place_lines(places: Iterable[str]) -> Iterator[str]:
    line = "#:"
    for place in places:
        shown = _isolated_place(place)
        # gettext counts bytes here.
        if line != "#:" and len(f"{line} {shown}".encode()) > _COLUMNS:
            yield line
            line = "#:"
        line += f" {shown}"
    if line != "#:":
        yield line


def _isolated_place(place: str) -> str:
    """Return a place as it is written: a path with spaces stands between U+2068 and U+2069."""
    path, colon, line = place.rpartition(":")
    if not colon or not line.isdigit():
        path, colon, line = place, "", ""
    return f"\u2068{path}\u2069{colon}{line}" if any(map(str.isspace, path)) else place


def _previous_lines(previous: PreviousSource, mark: str, columns: int | None) -> Iterator[str]:
    for name, text in (
        ("msgctxt", previous.context),
        ("msgid", previous.text),
        ("msgid_plural", previous.plural),
    ):
        if text is not None:
            yield from _field_lines(mark, name, text, columns)


def _translation_lines(entry: CatalogueEntry, mark: str, columns: int | None) -> Iterator[str]:
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
    portions = [_escaped_text(portion) for portion in _portions(text)]
    if len(portions) == 1 and next(_wrapped_pieces(portions[0], columns, used=len(head) + 2)) == portions[0]:
        yield f'{head}"{portions[0]}"'
        return
    yield f'{head}""'
    for portion in portions:
        for piece in _wrapped_pieces(portion, columns, used=len(mark) + 2, after=len(mark) + 2):
            yield f'{mark}"{piece}"'


def _escaped_text(text: str) -> str:
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def _portions(text: str) -> list[str]:
    """Return a text's lines, each with its end; an empty text is one line."""
    ended = [f"{line}\n" for line in text.split("\n")]
    ended[-1] = ended[-1][:-1]
    return ended if ended[-1] or len(ended) == 1 else ended[:-1]


def _wrapped_pieces(portion: str, columns: int | None, *, used: int, after: int = 2) -> Iterator[str]:
    """Yield a portion in pieces that fit, where it can be broken.

    `used` is how many columns of the first line are taken, `after` of those that follow.
    """
    if columns is None or used + _width(portion) <= columns:
        yield portion
        return
    widths, classes = _widths(portion), _classes(portion)
    # The line end stays with the last piece.
    last = len(portion) - len("\\n") if portion.endswith("\\n") else len(portion)
    start, room = 0, columns - used
    while start < len(portion):
        end = _line_end(classes, start, limit=bisect_right(widths, widths[start] + room) - 1, last=last)
        yield portion[start:end]
        start, room = end, columns - after


def _line_end(classes: str, start: int, *, limit: int, last: int) -> int:
    """Return the last place up to `limit` where a line may be broken, or else the first one after it.

    Only the places near the end of the line are looked at, and none from `last` on.
    """
    if limit >= len(classes):
        return limit
    for place in range(min(limit, last - 1), start, -1):
        if _BREAK.match(classes, place):
            return place
    match = _BREAK.search(classes, max(limit, start) + 1)
    return match.start() if match and match.start() < last else len(classes)


class _LineClasses(dict[str, str]):
    """The class of each letter, worked out when it is first met."""

    def __missing__(self, letter: str) -> str:
        match = _CLASS.match(letter)
        name = str(match.lastgroup) if match else "X"
        return self.setdefault(letter, name) if len(self) < _MOST_LETTERS else name


class _Columns(dict[str, int]):
    """How many columns each letter takes on a terminal, worked out when it is first met."""

    def __missing__(self, letter: str) -> int:
        count = 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1
        if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
            count = 0
        return self.setdefault(letter, count) if len(self) < _MOST_LETTERS else count


_LINE_CLASSES = _LineClasses()
_COLUMNS_OF = _Columns()
_ASCII_CLASSES = "".join(_LINE_CLASSES[chr(code)] for code in range(128))


def _classes(text: str) -> str:
    """Return the class of each letter of a text."""
    if text.isascii():
        return text.translate(_ASCII_CLASSES)
    return "".join(map(_LINE_CLASSES.__getitem__, text))


def _width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return len(text) if _is_narrow(text) else sum(map(_COLUMNS_OF.__getitem__, text))


def _widths(text: str) -> Sequence[int]:
    """Return how many columns the first n letters of a text take, for each n from 0."""
    if _is_narrow(text):
        return range(len(text) + 1)
    return list(accumulate(map(_COLUMNS_OF.__getitem__, text), initial=0))


def _is_narrow(text: str) -> bool:
    """Tell whether every letter takes one column, which is quick to know of most alphabets."""
    return text.isascii() or _NARROW.fullmatch(text) is not None
