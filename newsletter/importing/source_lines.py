"""Which line of the original every tag of parsed HTML comes from."""

import re
from collections.abc import Mapping

from bs4 import Tag

MARK = "data-line"
"""Attribute of HTML that was made from Markdown: the 1-based line of the Markdown."""
_LINE = re.compile(r"[0-9]{1,8}")


def lines_of_page(root: Tag) -> Mapping[int, int]:
    """Return the 1-based line of every tag, by its `id()`."""
    return {id(tag): tag.sourceline or 1 for tag in root.find_all(is_tag)}


def lines_of_markdown(root: Tag, first_line: int) -> Mapping[int, int]:
    """Return the same for HTML that was made from Markdown, which begins on `first_line` of the original.

    Marked tags know their line; the others count on from the mark before them, because line ends
    inside a block are those of the Markdown.
    """
    lines: dict[int, int] = {}
    marked, rendered = first_line, 1
    for tag in root.find_all(is_tag):
        own = tag.sourceline or 1
        mark = str(tag.get(MARK) or "")
        if _LINE.fullmatch(mark):
            marked, rendered = int(mark) + first_line - 1, own
        lines[id(tag)] = marked + own - rendered
    return lines


def is_tag(_tag: Tag) -> bool:
    """Return True: `find_all` wants a question."""
    return True
