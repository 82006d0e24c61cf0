"""The quoted strings of PO files: one line's strings to the text that they mean.

Sources: GNU gettext manual, "The Format of PO Files"; escapes as `control_sequence` of gettext's
po-lex.c knows them.
"""

import re

_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"[ \t\f\v]*')
_ESCAPE = re.compile(r"\\(?:([abfnrtv\\\"])|([0-7]{1,3})|x([0-9A-Fa-f]+)|(.))")
_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
# NUL ends a string in a compiled catalogue, and U+0004 separates context from text there.
_LAST_ASCII = 0x7F
_EXCERPT_LENGTH = 50
FORBIDDEN = re.compile("[\x00\x04]")


class StringError(ValueError):
    """A line's strings cannot be understood."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def strings_text(line: str) -> str:
    r"""Return what the quoted strings on one line mean, joined.

    >>> strings_text('"Metropolis " "\\"35 years\\""')
    'Metropolis "35 years"'

    Raises:
        StringError: a quote is not closed, something stands outside quotes, an escape is unknown.
    """
    only = _STRING.fullmatch(line)  # as nearly all are
    text = only[1] if only else _joined_strings(line)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped_letter, text)
    if FORBIDDEN.search(text):
        raise StringError("the text holds a NUL or U+0004 character", "Remove that character")
    return text


def excerpt(text: str) -> str:
    """Return as much of a text as a fault can show."""
    return text if len(text) <= _EXCERPT_LENGTH else text[:_EXCERPT_LENGTH] + "…"


def _joined_strings(line: str) -> str:
    pieces, at = [], 0
    while match := _STRING.match(line, at):
        pieces.append(match[1])
        at = match.end()
    if at < len(line) or not pieces:
        raise _outside_error(line[at:], first=not pieces)
    return "".join(pieces)


def _outside_error(rest: str, *, first: bool) -> StringError:
    shown = excerpt(rest)
    if rest.startswith('"'):
        return StringError(
            f"the quote that opens {shown} is not closed",
            'End the line with a straight quote ("); a backslash just before it would take it for text',
        )
    if first:
        return StringError(
            f"{shown or 'nothing'} stands where a quoted text should be",
            'Put the text between straight quotes (")',
        )
    return StringError(
        f"{shown} stands after the closing quote",
        'Write \\" for a quote inside the text, and begin each keyword on a line of its own',
    )


def _unescaped_letter(match: re.Match[str]) -> str:
    simple, octal, hexadecimal, _ = match.groups()
    if simple:
        return _SIMPLE[simple]
    number = int(octal, 8) if octal else int(hexadecimal[-8:], 16) if hexadecimal else None
    if number is None:
        raise StringError(
            f"the escape {match[0]} means nothing",
            "Write \\\\ for a backslash, \\n for a line end, \\t for a tab",
        )
    if number > _LAST_ASCII:
        raise StringError(f"the escape {match[0]} names a byte, not a letter", "Write the letter itself")
    return chr(number)
