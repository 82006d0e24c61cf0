"""The text part: an article's Markdown as plain text that reads well in 72 columns.

    Markdown ──▶ tokens ──▶ plain_text() ──▶ Plain(text, notes)

Links become numbered notes on lines of their own, so that an address never stands inside a sentence
of another direction and can be clicked whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from newsletter.newsroom.markdown import Markdown, tokens
from newsletter.rendering.article_html import leads_somewhere
from newsletter.rendering.wrap import LINE_WIDTH, display_width, wrapped_text

_RULE = "* * *"
_CODE_INDENT = "    "


@dataclass(slots=True)
class LinkNotes:
    """The addresses of a mail's text part, numbered in the order of their first mention."""

    addresses: list[str] = field(default_factory=list)
    shown_count: int = 0

    def number(self, address: str) -> int:
        """Return the number of an address, a new one for a new address."""
        if address not in self.addresses:
            self.addresses.append(address)
        return self.addresses.index(address) + 1

    def new_lines(self) -> str:
        """Return the notes that have been added since the last call, one a line."""
        new = list(enumerate(self.addresses, start=1))[self.shown_count :]
        self.shown_count = len(self.addresses)
        return "\n".join(f"[{number}] {address.removeprefix('mailto:')}" for number, address in new)


def plain_text(body: Markdown, notes: LinkNotes) -> str:
    """Return a text as plain text, blocks parted by empty lines; its links go into the notes."""
    root = SyntaxTreeNode(tokens(body))
    return _Blocks(notes).rendered_text(root.children, first="", rest="")


def underlined_heading(title: str, line: str, *, measure: Callable[[str], int] = display_width) -> str:
    """Return a heading with a line under it, as wide as its longest line, and no wider than the page."""
    heading = wrapped_text(title, measure=measure)
    width = max(measure(part) for part in heading.split("\n"))
    return f"{heading}\n{line * min(width, LINE_WIDTH)}"


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Blocks of one text, rendered below an indent."""

    notes: LinkNotes

    def rendered_text(
        self, nodes: list[SyntaxTreeNode], *, first: str, rest: str, is_tight: bool = False
    ) -> str:
        """Return blocks one below the other: the first line after `first`, all others after `rest`."""
        leads = [first, *(rest for _ in nodes[1:])]
        blocks = [self._block(node, lead, rest) for node, lead in zip(nodes, leads, strict=False)]
        gap = "\n" if is_tight else f"\n{rest.rstrip()}\n"
        return gap.join(blocks or [first.rstrip()])

    def _block(self, node: SyntaxTreeNode, first: str, rest: str) -> str:
        match node.type:
            case "bullet_list" | "ordered_list":
                return self._list(node, first, rest)
            case "blockquote":
                return self.rendered_text(node.children, first=f"{first}> ", rest=f"{rest}> ")
            case "paragraph":
                return self._paragraph(node, first, rest)
            case _:
                return _indented_text(self._lines(node), first, rest)

    def _lines(self, node: SyntaxTreeNode) -> str:
        """Return a block whose lines end where they end."""
        match node.type:
            case "heading":
                return underlined_heading(self._inline(node), "-")
            case "table":
                return self._table(node)
            case "hr":
                return _RULE
            case _:
                return _indented_text(node.content.rstrip("\n"), _CODE_INDENT, _CODE_INDENT)

    def _paragraph(self, node: SyntaxTreeNode, first: str, rest: str) -> str:
        lines = self._inline(node).split("\n")
        firsts = [first, *(rest for _ in lines[1:])]
        return "\n".join(
            wrapped_text(line, first=lead, rest=rest) for line, lead in zip(lines, firsts, strict=True)
        )

    def _list(self, node: SyntaxTreeNode, first: str, rest: str) -> str:
        items: list[str] = []
        for item, mark in zip(node.children, _marks(node), strict=True):
            indent = " " * display_width(mark)
            lead = f"{rest if items else first}{mark}"
            is_tight = all(child.hidden or child.type.endswith("list") for child in item.children)
            items.append(self.rendered_text(item.children, first=lead, rest=rest + indent, is_tight=is_tight))
        return "\n".join(items)

    def _table(self, node: SyntaxTreeNode) -> str:
        """Return the rows as groups of lines "heading: cell"; columns do not survive a narrow screen."""
        heads, *rows = [
            [self._inline(cell) for cell in row.children] for part in node.children for row in part.children
        ]
        groups = [
            "\n".join(
                wrapped_text(f"{head}: {cell}" if head else cell, rest="  ")
                for head, cell in zip(heads, row, strict=True)
            )
            for row in rows
        ]
        return "\n\n".join(groups or [" | ".join(heads)])

    def _inline(self, node: SyntaxTreeNode) -> str:
        """Return the words of a block; hard line breaks are the only line ends in it."""
        return "".join(part for child in node.children for part in self._words(child))

    def _words(self, node: SyntaxTreeNode) -> Iterator[str]:
        match node.type:
            case "image":
                alt = self._inline(node)
                yield f"[{alt}]" if alt else ""
            case "link":
                yield self._link(node)
            case "strong":
                yield f"*{self._inline(node)}*"
            case "hardbreak":
                yield "\n"
            case _:
                yield self._inline(node) if node.children else node.content

    def _link(self, node: SyntaxTreeNode) -> str:
        """Return the words of a link and the number of its note; a bare address needs none."""
        address, words = str(node.attrs["href"]), self._inline(node)
        if not leads_somewhere(address):
            return words
        if node.markup == "autolink":
            return address.removeprefix("mailto:")
        return f"{words} [{self.notes.number(address)}]"


def _marks(node: SyntaxTreeNode) -> Iterator[str]:
    """Yield what stands before each item of a list: its number, or a bullet."""
    if node.type == "ordered_list":
        start = int(node.attrs.get("start", 1))
        return (f"{number}. " for number, _ in enumerate(node.children, start=start))
    return ("- " for _ in node.children)


def _indented_text(text: str, first: str, rest: str) -> str:
    return first + f"\n{rest}".join(text.split("\n"))
