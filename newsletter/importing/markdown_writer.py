"""Write blocks as clean Markdown.

blocks ──▶ markdown_of() ──▶ the body of an article
"""

import re
from collections.abc import Iterator

from newsletter.importing.blocks import BREAK, NEW_PARAGRAPH, Block, BlockKind
from newsletter.importing.inline import escape_line_starts

_UNSPACED = (
    "\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-"
    "\uffef\u0e00-\u0eff\u1780-\u17ff\u1000-\u109f"
)
# A line end between two letters of a script without spaces is none (CSS Text 4 §4.1.3).
_UNSPACED_BREAK = re.compile(rf"(?<=[{_UNSPACED}])[ \t]*\n\s*(?=[{_UNSPACED}])")
_BREAKS = re.compile(rf"[ \t\n]*{BREAK}[{BREAK} \t\n]*")
_URL_AS_TEXT = re.compile(r"(?<!!)\[(https?://[^\s\[\]\\()<>]+)\]\(\1\)")
_SPACES = re.compile(r"[ \t\n]+")


def markdown_of(blocks: list[Block]) -> str:
    """Return the Markdown of a body: headings from the second level on, lists tight, one line a paragraph."""
    shift = max(0, 2 - min((block.level for block in blocks if block.kind is BlockKind.HEADING), default=2))
    parts: list[str] = []
    above: Block | None = None
    indents: list[int] = []
    level = 1
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            level = min(level + 1, block.level + shift, 6)
            text = f"{'#' * level} {_inline(block.text).replace(chr(10), ' ')}"
        elif block.kind is BlockKind.ITEM:
            text = _item(block, indents)
        else:
            text = _block(block)
        if not text.strip():
            continue
        is_tight = (
            block.kind is BlockKind.ITEM
            and above is not None
            and above.kind is BlockKind.ITEM
            and block.marker
        )
        parts.append(("\n" if is_tight else "\n\n") if above else "")
        parts.append(text)
        above = block
    return "".join(parts)


def _block(block: Block) -> str:
    if block.kind is BlockKind.QUOTE:
        return "\n".join(_quote(block))
    if block.kind is BlockKind.CODE:
        return _code(block.text)
    if block.kind is BlockKind.TABLE:
        return block.text
    if block.kind is BlockKind.RULE:
        return "***"
    return escape_line_starts(_inline(block.text))


def _inline(text: str) -> str:
    r"""Return inline Markdown on one line, or on several that end in a backslash (CommonMark §6.7)."""
    text = _URL_AS_TEXT.sub(r"<\1>", text)
    text = _UNSPACED_BREAK.sub("", text.strip(f" \t\n{BREAK}{NEW_PARAGRAPH}").replace(NEW_PARAGRAPH, " "))
    return "\\\n".join(_SPACES.sub(" ", line).strip(" ") for line in _BREAKS.split(text))


def _quote(block: Block) -> Iterator[str]:
    """Yield the lines of a quote, its speaker in a paragraph of their own."""
    paragraphs = [escape_line_starts(_inline(text)) for text in block.text.split(NEW_PARAGRAPH)]
    if block.speaker:
        paragraphs.append(f"— {_inline(block.speaker).replace(chr(92) + chr(10), ' ')}")
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ">"
        yield from (f"> {line}" for line in paragraph.split("\n"))


def _item(block: Block, indents: list[int]) -> str:
    """Return an item below the marker of the item around it; `indents` are the open items' widths."""
    depth = max(1, min(block.level, len(indents) + 1))
    if block.marker:
        del indents[depth - 1 :]
        indents.append(len(block.marker) + 1)
        lead = f"{block.marker} "
    else:
        del indents[depth:]
        depth = len(indents)
        lead = " " * (indents[-1] if indents else 0)
    outer = " " * sum(indents[: depth - 1])
    lines = escape_line_starts(_inline(block.text)).split("\n")
    continued = " " * sum(indents)
    return "\n".join([f"{outer}{lead}{lines[0]}", *(continued + line for line in lines[1:])])


def _code(text: str) -> str:
    """Return code between fences longer than any in it (CommonMark §4.5)."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"
