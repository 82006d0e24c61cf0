r"""Inline Markdown taken apart: what people read, and what only programs read.

    "see [our *page*](https://a.example) or {name}" ──▶ text_runs() ──▶ ("see [our *page", True), …

What programs read must come through every change of the words unharmed: `{placeholders}`, code, link
targets, addresses, character references, backslash escapes. Marks of emphasis are with the words:
they stay as long as nobody touches punctuation.

Source: CommonMark 0.31.2, "Inlines".
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_KINDS = (
    r"(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)",  # code
    r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)",  # the target of a link
    r"\]\[[^\[\]]*\]",  # the name of a link's target
    r"(?<!\\)\[[^\[\]]*\](?![(\[])",  # a text that may be such a name itself
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[^\s<>@]{1,64}@[^\s<>]{1,255}>",
    r"(?:https?://|www\.)[^\s<>]+|[^\s<>@()]{1,64}@[^\s<>@()]{1,255}",
    r"&(?:\#[0-9]+|\#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);",
    r"\{\w+\}",
    r"\\[!-/:-@\[-`{-~]",
)
_FOR_PROGRAMS = "|".join(_KINDS)


class TextRun(NamedTuple):
    """A run of an inline text. `is_read` tells whether its letters are for people."""

    text: str
    is_read: bool


def text_runs(text: str, *, kept: Sequence[str] = ()) -> Iterator[TextRun]:
    """Yield a text in pieces that make it up again; `kept` are words that nobody may change.

    >>> [piece.text for piece in text_runs("Dear {name}, see [us](https://a.example).") if piece.is_read]
    ['Dear ', ', see [us', '.']
    """
    words = "|".join(re.escape(word) for word in sorted(kept, key=len, reverse=True) if word)
    end = 0
    for match in re.finditer(f"{_FOR_PROGRAMS}|{words}" if words else _FOR_PROGRAMS, text, re.DOTALL):
        if match.start() > end:
            yield TextRun(text[end : match.start()], is_read=True)
        yield TextRun(match[0], is_read=False)
        end = match.end()
    if end < len(text):
        yield TextRun(text[end:], is_read=True)
