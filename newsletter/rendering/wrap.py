"""Lines of the text part: wrapped by the width that letters have on a screen.

Sources: UAX #11 (East Asian Width), UAX #14 (line breaking: the classes CL, CP, EX, NS and OP only,
as far as plain text needs them), RFC 5322 §2.1.1 (78 columns).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

LINE_WIDTH = 72

_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥％‰℃,.:;?!%"
)
_WHITE = re.compile(r"[ \t\n]+")
# The first wide letters of Unicode are Hangul's; between them and U+231A there is none.
_MAYBE_WIDE = re.compile("[\u1100-\u115f\u231a-\U0010ffff]")


def display_width(text: str) -> int:
    """Return how many columns a text takes: wide letters two, combining marks and joiners none.

    >>> display_width("市長 A"), display_width("e\u0301")
    (6, 1)
    """
    return len(text) if text.isascii() else sum(map(_char_width, text))


@lru_cache(maxsize=16_384)
def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrapped_text(
    text: str,
    *,
    width: int = LINE_WIDTH,
    first: str = "",
    rest: str = "",
    measure: Callable[[str], int] = display_width,
) -> str:
    """Return one paragraph in lines; a word that is longer than a line stays whole (an address).

    Args:
        text: line breaks in it are white space, as in a paragraph.
        width: columns of a line, its indent included.
        first: what stands before the first line.
        rest: what stands before the others.
        measure: the width of a word; another one where words stand for other words (slots).

    >>> print(wrapped_text("to be or not to be", width=10, first="- ", rest="  "))
    - to be or
      not to
      be
    """
    lines: list[str] = []
    line, line_width = first, measure(first)
    is_empty = True
    for gap, piece in _pieces(text):
        piece_width = measure(piece)
        if not is_empty and line_width + len(gap) + piece_width > width:
            lines.append(line)
            line, line_width, is_empty = rest, measure(rest), True
        line += piece if is_empty else gap + piece
        line_width += piece_width + (0 if is_empty else len(gap))
        is_empty = False
    return "\n".join([*lines, line])


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield what no line may end within, each with the space before it ("" or " ")."""
    for word in _WHITE.split(text.strip(" \t\n")):
        gap = " "
        for piece in _breakable_pieces(word):
            yield gap, piece
            gap = ""


def _breakable_pieces(word: str) -> Iterator[str]:
    """Yield the pieces of a word: between Han and Kana a line may end, not before closing marks."""
    start = 0
    for at in range(1, len(word)) if _MAYBE_WIDE.search(word) else ():
        if _may_break(word[at - 1], word[at]):
            yield word[start:at]
            start = at
    yield word[start:]


def _may_break(before: str, after: str) -> bool:
    return (
        (_is_ideographic(before) or _is_ideographic(after))
        and after not in _NEVER_FIRST
        and unicodedata.category(after) not in {"Pe", "Pf", "Mn", "Me", "Cf"}
        and unicodedata.category(before) not in {"Ps", "Pi", "Cf"}
        and not _is_spaced(before)
        and not _is_spaced(after)
    )


def _is_ideographic(char: str) -> bool:
    """Tell whether lines may end beside a letter: wide ones, but Korean has spaces for that."""
    return unicodedata.east_asian_width(char) in "WF" and not _is_spaced(char)


def _is_spaced(char: str) -> bool:
    """Tell whether a wide character belongs to no text without spaces: Hangul and emoji."""
    if unicodedata.east_asian_width(char) not in "WF":
        return False
    return "HANGUL" in unicodedata.name(char, "") or unicodedata.category(char) in {"So", "Sk"}
