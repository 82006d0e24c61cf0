"""Walk through parsed HTML, from tag to tag, without recursion: pages nest ten thousand deep.

soup ──▶ walk_steps() ──▶ Walker ──▶ blocks
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from bs4 import Tag
from bs4.element import PageElement

from newsletter.importing.blocks import BREAK, NEW_PARAGRAPH, Block, BlockKind, is_only_pictures, spans
from newsletter.importing.html_markup import BLOCKS, HEADING
from newsletter.importing.inline import InlineBuilder
from newsletter.importing.tables import TableBuilder

_MARKS = {
    "b": "**",
    "strong": "**",
    "em": "*",
    "i": "*",
    "cite": "*",
    "dfn": "*",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
}
_IS_CAPTION = re.compile(r"(?<![a-z])captions?(?![a-z])|wp-caption-text", re.IGNORECASE)
_DOUBLE_BREAK = re.compile(rf"{BREAK}\s*(?:{BREAK}\s*)+")
_DEEPEST_LIST = 6

StepKind = Literal["open", "close", "text"]


class WalkStep(NamedTuple):
    """One step of the walk."""

    what: StepKind
    node: PageElement


def walk_steps(root: Tag) -> Iterator[WalkStep]:
    """Yield the opening and closing of every tag below one, and the texts between them."""
    stack: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(list(root.children)))]
    while stack:
        tag, children = stack[-1]
        for child in children:
            if isinstance(child, Tag):
                yield WalkStep("open", child)
                stack.append((child, iter(list(child.children))))
                break
            yield WalkStep("text", child)
        else:
            stack.pop()
            if stack:
                yield WalkStep("close", tag)


class Walker:
    """Collects blocks on a walk. `lines` tells the line of the original of every tag, by its `id()`."""

    def __init__(self, lines: Mapping[int, int]) -> None:
        """Begin with no block."""
        self.blocks: list[Block] = []
        self._inline = InlineBuilder()
        self._lines = lines
        self._line = 1
        self._start: int | None = None
        self._heading = 0
        self._lists: list[list[int]] = []  # per open list: [is ordered, number of the last item]
        self._marker = ""
        self._captions = 0
        self._quotes: list[tuple[int, bool]] = []  # per open quote: blocks before it, whether it is an aside
        self._speaker = ""
        self._table: TableBuilder | None = None
        self._raw = 0

    def walk(self, root: Tag) -> list[Block]:
        """Return the blocks below a tag."""
        for what, node in walk_steps(root):
            if isinstance(node, Tag):
                self._line = self._lines[id(node)] if what == "open" else self._line
                (self._open if what == "open" else self._close)(node)
            else:
                self._text(str(node))
        self._flush()
        return self.blocks

    def _text(self, text: str) -> None:
        if self._start is None and text.strip():
            self._start = self._line + text[: len(text) - len(text.lstrip())].count("\n")
        self._inline.add_text(text, raw=bool(self._raw))
        self._line += text.count("\n")

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if name in BLOCKS or HEADING.fullmatch(name):
            self._flush()
            self._open_block(tag, name)
        elif name == "br":
            self._inline.add(BREAK)
        elif name == "hr":
            self._flush()
            self._put(BlockKind.RULE, "")
        elif name == "img":
            self._start = self._start or self._line
            self._inline.add_image(str(tag.get("alt") or ""), str(tag.get("src") or ""))
        elif name == "a" and tag.get("href") is not None:
            self._inline.open_link(str(tag.get("href")))
        elif name in _MARKS:
            self._inline.open_mark(_MARKS[name])
        elif name in {"code", "kbd", "samp", "tt"}:
            self._inline.open_code()
        elif name == "q":
            self._inline.add("“")
        self._raw += "markdown" in tag.attrs

    def _close(self, tag: Tag) -> None:
        name = tag.name
        self._raw -= "markdown" in tag.attrs
        if name in BLOCKS or HEADING.fullmatch(name):
            self._flush_of(tag)
            self._close_block(name)
        elif name == "a" and tag.get("href") is not None:
            self._inline.close_link()
        elif name in _MARKS:
            self._inline.close_mark(_MARKS[name])
        elif name in {"code", "kbd", "samp", "tt"}:
            self._inline.close_code()
        elif name == "q":
            self._inline.add("”")

    def _open_block(self, tag: Tag, name: str) -> None:
        if HEADING.fullmatch(name):
            self._heading = int(name[1])
        elif name in {"ul", "ol"}:
            self._lists.append([name == "ol", _number(tag.get("start")) - 1])
        elif name == "li" and self._lists:
            self._lists[-1][1] += 1
            self._marker = f"{self._lists[-1][1]}." if self._lists[-1][0] else "-"
        elif name in {"blockquote", "aside"}:
            self._quotes.append((len(self.blocks), name == "aside"))
        elif name == "table" and self._table is None and _is_table_of_values(tag):
            self._table = TableBuilder(self._line)
        elif name == "pre":
            self._inline.open_code()
        elif self._table:
            self._table.open(name)
        self._captions += name in {"figcaption", "caption"}

    def _close_block(self, name: str) -> None:
        if HEADING.fullmatch(name):
            self._heading = 0
        elif name in {"ul", "ol"}:
            self._lists = self._lists[:-1]
            self._marker = ""
        elif name in {"blockquote", "aside"} and self._quotes:
            self._close_quote(*self._quotes.pop())
        elif name == "table" and self._table and self._table.close():
            table, self._table = self._table, None
            if table.markdown():
                self.blocks.append(Block(kind=BlockKind.TABLE, text=table.markdown(), line=table.line))
        self._captions -= name in {"figcaption", "caption"}

    def _close_quote(self, first: int, is_aside: bool) -> None:  # noqa: FBT001  # the two values of one open quote
        """Make one quote of the paragraphs since it was opened; an aside is one if it names its speaker."""
        inside = self.blocks[first:]
        texts = [
            block.text
            for block in inside
            if block.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.ITEM}
        ]
        is_nested = any(not around_is_aside for _, around_is_aside in self._quotes)
        if (
            is_nested
            or not texts
            or any(b.kind in {BlockKind.TABLE, BlockKind.CODE, BlockKind.HEADING} for b in inside)
        ):
            return
        speaker = self._speaker or _dashed_speaker(texts[-1])
        if is_aside and not speaker:
            return
        if not self._speaker and speaker and len(texts) > 1:
            texts = texts[:-1]
        elif not self._speaker:
            speaker = ""
        self._speaker = ""
        line = next(block.line for block in inside if block.text in texts)
        images = [] if is_aside else [block for block in inside if block.kind is BlockKind.IMAGE]
        quote = Block(kind=BlockKind.QUOTE, text=NEW_PARAGRAPH.join(texts), line=line, speaker=speaker)
        self.blocks[first:] = [*images, quote]

    def _flush_of(self, tag: Tag) -> None:
        """End the block of a tag; the footer of a quote names its speaker, a class may say "caption"."""
        if self._quotes and tag.name in {"footer", "figcaption"}:
            self._speaker = _undashed_speaker(self._inline.take())
            self._start = None
            return
        is_caption = bool(_IS_CAPTION.search(str(tag.get("class") or "")))
        self._captions += is_caption
        self._flush(code=tag.name == "pre")
        self._captions -= is_caption

    def _flush(self, *, code: bool = False) -> None:
        """Make a block, or several, of the inline text gathered so far."""
        if code:
            text, self._start = self._inline.take_code(), self._start
            if text.strip():
                self._put(BlockKind.CODE, text)
            self._start = None
            return
        text = self._inline.take()
        if text.strip(f"{BREAK} \n\t"):
            self._put_text(text)
        self._start = None

    def _put_text(self, text: str) -> None:
        if self._table and self._table.take(text):
            return
        if is_only_pictures(text):
            for image in spans(text):
                self._put(BlockKind.IMAGE, image[0])
            return
        if self._heading:
            self.blocks.append(self._block(BlockKind.HEADING, text.replace(BREAK, " "), self._heading))
        elif self._lists:
            self._put(BlockKind.ITEM, text)
        else:
            self._put_paragraphs(text)

    def _put_paragraphs(self, text: str) -> None:
        kind = BlockKind.CAPTION if self._captions else BlockKind.PARAGRAPH
        line = self._start or self._line
        done = 0
        for part in _DOUBLE_BREAK.split(text):
            if part.strip(f"{BREAK} \n\t"):
                start = line + text.count("\n", 0, text.find(part, done))
                self.blocks.append(Block(kind=kind, text=part.strip(f"{BREAK} \t"), line=start))
            done += len(part)

    def _put(self, kind: BlockKind, text: str) -> None:
        self.blocks.append(self._block(kind, text, min(len(self._lists), _DEEPEST_LIST)))
        if kind is BlockKind.ITEM:
            self._marker = ""

    def _block(self, kind: BlockKind, text: str, level: int) -> Block:
        marker = self._marker if kind is BlockKind.ITEM else ""
        line = self._start or self._line
        return Block(
            kind=kind,
            text=text.strip("\n \t") if kind is not BlockKind.CODE else text,
            line=line,
            level=level,
            marker=marker,
        )


def _number(start: object) -> int:
    return int(str(start)) if str(start).isascii() and str(start).isdecimal() and len(str(start)) < 9 else 1  # noqa: PLR2004  # CommonMark §5.2


_DASH = re.compile(r"\s*(?:[-–—―‒]|⸺|--)+\s*(?=\S)")


def _dashed_speaker(text: str) -> str:
    """Return who speaks, where a paragraph begins with a dash and is short; else nothing."""
    match = _DASH.match(text)
    return text[match.end() :].strip() if match and len(text) < 300 else ""  # noqa: PLR2004  # a name with a role


def _undashed_speaker(text: str) -> str:
    return _dashed_speaker(text) or text.strip()


def _is_table_of_values(tag: Tag) -> bool:
    """Return whether a table has columns of short values, and is no scaffold for a layout."""
    if tag.find(["table", "h1", "h2", "h3", "p", "ul", "ol", "blockquote", "div"]) and not tag.find("th"):
        return False
    rows = tag.find_all("tr")
    return len(rows) > 1 and any(len(row.find_all(["td", "th"], recursive=False)) > 1 for row in rows)
