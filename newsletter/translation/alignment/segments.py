"""The pieces of a text that can stand for one another in two languages: fields and blocks, in order.

    Article ──▶ segments_of_article() ──▶ Text ◀── read_target.py ◀── a translated document

A text's fields (title, summary …) pair by their name, its blocks by what they look like.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.newsroom.article import Article
from newsletter.newsroom.markdown import UnitKey, units
from newsletter.translation.messages import front_texts

_HASHES = re.compile(r"#{1,6}(?=\s)")
_INDENT_WIDTH = 2


@dataclass(frozen=True, slots=True)
class Segment:
    """One field or block. `line` is the 1-based line of its file."""

    role: str
    text: str
    line: int
    level: int = 0
    """Of a heading, 1 to 6; of a list item, how deep it stands, from 1; 0 where that is not known."""

    @property
    def key(self) -> UnitKey:
        """What identifies the segment among the messages of its text."""
        return (self.role, self.text)


@dataclass(frozen=True, slots=True)
class TargetText:
    """A text taken apart."""

    fields: Mapping[str, Segment]
    """By role: title, summary, category, image alt, author, as far as the text names them."""
    blocks: tuple[Segment, ...]
    language: str | None = None
    """What the text says of its own language."""


def segments_of_article(article: Article) -> TargetText:
    """Return the fields and blocks of an article; their keys are those of its messages."""
    fields = {
        role: Segment(role, text, article.lines.get(role.replace(" ", "_"), 1))
        for role, text in front_texts(article).items()
    }
    lines = article.body.split("\n")
    blocks = tuple(
        Segment(
            unit.role, unit.text, article.body_line + unit.line - 1, _level(unit.role, lines[unit.line - 1])
        )
        for unit in units(article.body)
    )
    return TargetText(fields, blocks, str(article.language))


def _level(role: str, line: str) -> int:
    """Return the level of a heading or a list item by the line that it begins on."""
    if role == "heading":
        match = _HASHES.match(line.lstrip())
        return len(match[0]) if match else 0
    return (len(line) - len(line.lstrip())) // _INDENT_WIDTH + 1 if role == "list item" else 0
