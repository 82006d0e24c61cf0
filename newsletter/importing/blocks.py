r"""The blocks that a foreign text consists of, and the notes about what is wrong with it.

reader (html, markdown, plain) ──▶ ParsedText ──▶ rules ──▶ head ──▶ writer

A block's text is Markdown. Until it is written, `\n` stands where the original had a line end (so a
fault inside a long paragraph still finds its line). Below: what a reader sees of it, and its links and
pictures, found in time that grows with the text only.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from newsletter.errors import Fault
from newsletter.i18n.locale import Locale

BREAK = "\u2028"
"""A line end that is meant."""
NEW_PARAGRAPH = "\u2029"
"""Between the paragraphs of one quote."""
_NOTES_OF_A_KIND = 40
_SHOWN_CHARACTERS = 80

# A search that may begin at any bracket reads a row of escaped ones (`\[\[\[`) again from each of
# them. Here an escape is a match too, so every letter is looked at once.
_SPAN = re.compile(
    r"\\.|(?P<mark>!?)\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<url>[^()\s]*)\)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"(?<!\\)(?:\*\*|~~|`+|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w))")


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    TABLE = "table"
    IMAGE = "image"
    CAPTION = "caption"
    CODE = "code"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a text. `line` is the 1-based line of the original that it begins on."""

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    """Of a heading, 1 to 6; of an item, how deep its list is, from 1."""
    marker: str = ""
    """Of an item, `-` or `1.`; empty where a paragraph continues the item above."""
    speaker: str = ""
    """Of a quote: who says it, with their role."""

    @property
    def is_prose(self) -> bool:
        """Whether the block is made of sentences that rules may look into."""
        return self.kind in {
            BlockKind.PARAGRAPH,
            BlockKind.HEADING,
            BlockKind.QUOTE,
            BlockKind.CAPTION,
            BlockKind.ITEM,
        }

    def with_text(self, text: str) -> "Block":
        """Return the same block with another text."""
        return replace(self, text=text)

    def line_at(self, offset: int) -> int:
        """Return the line of the original that a place of the text comes from."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """What a reader found in a foreign text: its blocks, and what the text says about itself."""

    blocks: tuple[Block, ...]
    meta: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Key of an article's front matter → (value as found, line of the original)."""
    language: str | None = None
    """As the text declares it."""
    base_url: str | None = None
    """What relative addresses are relative to, where the text says so."""


class Places:
    """The line of every place of a text, found fast however many places are asked for."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        """Remember where the lines end."""
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._first_line = first_line

    def line_at(self, offset: int) -> int:
        """Return the 1-based line that an offset is on."""
        return self._first_line + bisect_left(self._ends, offset)


class ImportFaults:
    """What is wrong with the original, line by line. A flood of one kind is cut short and counted."""

    def __init__(self, name: str, language: Locale) -> None:
        """Begin without a note; `name` is what the original is called."""
        self.language = language
        self._name = name
        self._faults: list[Fault] = []
        self._counts = Counter[str]()

    def add(self, line: int, what: str, remedy: str, *, kind: str) -> None:
        """Note one fault. Notes of one `kind` are counted together."""
        self._counts[kind] += 1
        if self._counts[kind] <= _NOTES_OF_A_KIND:
            self._faults.append(Fault(self._name, line, what, remedy))

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults in the order of the original, each once."""
        ordered = sorted(self._faults, key=lambda one: (one.line or 0, one.what, one.remedy))
        more = [
            Fault(
                self._name,
                None,
                f"{count - _NOTES_OF_A_KIND} more of this kind: {kind}",
                "Look for the others too",
            )
            for kind, count in sorted(self._counts.items())
            if count > _NOTES_OF_A_KIND
        ]
        return (*dict.fromkeys(ordered), *more)


def excerpt(text: str) -> str:
    """Return the beginning of a text in quotation marks, short enough for a fault.

    >>> excerpt("ed participants  to bring")
    '"ed participants to bring"'
    """
    words = " ".join(plain_words(text).split())
    return (
        f'"{words}"' if len(words) <= _SHOWN_CHARACTERS else f'"{words[: _SHOWN_CHARACTERS - 1].rstrip()}…"'
    )


@lru_cache(maxsize=512)  # every rule asks it of the same blocks
def plain_words(text: str) -> str:
    """Return inline Markdown as the words that a reader sees, without pictures.

    >>> plain_words("See **[the plan](https://a.example/)**")
    'See the plan'
    """
    return words_of(text).replace(BREAK, " ").replace(NEW_PARAGRAPH, " ")


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield the links and pictures of a text: groups `mark` (`!` of a picture), `words`, `url`."""
    return (match for match in _SPAN.finditer(text) if match["words"] is not None)


def with_spans(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    """Return the text with every link and picture replaced."""
    return _SPAN.sub(lambda match: match[0] if match["words"] is None else replace(match), text)


def unescaped_text(text: str) -> str:
    r"""Return a text without the backslashes before punctuation (CommonMark §2.4).

    >>> unescaped_text(r"\[sic\]")
    '[sic]'
    """
    return _ESCAPE.sub(lambda match: match[1], text)


def words_of(text: str) -> str:
    """Return what a reader sees of inline Markdown: no addresses, no marks, no pictures."""
    return unescaped_text(
        with_spans(_MARKS.sub("", text), lambda match: "" if match["mark"] else match["words"])
    )


def is_only_pictures(text: str) -> bool:
    """Return whether a text has pictures and nothing else."""
    rest = with_spans(text, lambda match: "" if match["mark"] else match[0])
    return rest != text and not rest.strip()
