"""Make any markup harmless to parse: comments gone, stray `<` escaped, in linear time.

markup ──▶ tame() ──▶ soup_of() ──▶ BeautifulSoup ──▶ lines_of_page(), lines_of_markdown()

The parser of the standard library looks again and again for the end of what never ends (many
unclosed comments or tags: quadratic time, CPython issue 135462); what is removed here keeps its line
ends, so that lines are still those of the original. Which line every tag comes from is told here too.
"""

import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag

# The elements that begin a block of their own (HTML Living Standard §15.3, rendering).
HEADING = re.compile(r"h[1-6]")
# fmt: off
BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
        "hgroup", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)
# fmt: on

MARK = "data-line"
"""Attribute of HTML that was made from Markdown: the 1-based line of the Markdown."""
_LINE = re.compile(r"[0-9]{1,8}")
_LONGEST_TAG = 8_000
_PASSAGE = re.compile(r"<!--|<!\[CDATA\[|<\?|<!|<")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_ENDS = {"<!--": "-->", "<?": ">", "<!": ">"}
# Character references that no character has; Python refuses to read numbers of more than 4,300 digits.
_ENDLESS_REFERENCE = re.compile(r"&#\d{8,}")


def soup_of(markup: str) -> BeautifulSoup:
    """Return the parsed markup; every tag knows its `sourceline`."""
    return _ShallowSoup(tame(markup), "html.parser")


# Which open tags a new one closes, and within what they are looked for (HTML §13.1.2.4, optional tags).
_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}
_STRUCTURE = {"body", "caption", "html", "li", "tbody", "td", "tfoot", "th", "thead", "tr"}
_CLOSES_PARAGRAPH = (BLOCKS - _STRUCTURE) | {"hr"}
_SCOPE = {"td", "th", "li", "body", "html"}
_DEEPEST = 100


class _ShallowSoup(BeautifulSoup):
    """Parsed HTML that closes what HTML closes by itself, and nests no deeper than any page needs."""

    def handle_starttag(self, name: str, *rest: Any, **named: Any) -> Tag | None:  # noqa: ANN401  # handed on
        self.endData()  # the text read so far belongs to what is open now
        if name in BLOCKS:
            # A block of text ends a drawing around it (HTML §13.2.6.5, foreign content).
            self._close({"svg", "math"}, set())
        if name in _CLOSES_PARAGRAPH or HEADING.fullmatch(name):
            self._close({"p"}, _SCOPE)
        if name in _CLOSES:
            self._close(*_CLOSES[name])
        if len(self.tagStack) > _DEEPEST:
            return None
        return super().handle_starttag(name, *rest, **named)

    def _close(self, names: set[str], within: set[str]) -> None:
        """Close the innermost open tag of these names, if nothing that bounds it is open inside."""
        for tag in reversed(self.tagStack):
            if tag.name in names:
                self._popToTag(tag.name)
            if tag.name in names | within:
                return


def tame(markup: str) -> str:
    """Return markup without comments and instructions, in which every `<` begins a tag that ends.

    >>> tame("a < b <!-- c --><p>d")
    'a &lt; b <p>d'
    """
    parts, done = list[str](), 0
    markup = _ENDLESS_REFERENCE.sub("\ufffd", markup)
    while match := _PASSAGE.search(markup, done):
        parts.append(markup[done : match.start()])
        kept, done = _passage(markup, match)
        parts.append(kept)
    return "".join([*parts, markup[done:]])


def _passage(markup: str, match: re.Match[str]) -> tuple[str, int]:
    """Return what stays of the passage that begins with a `<`, and where to go on."""
    start, opening = match.start(), match[0]
    if opening == "<![CDATA[":
        return "", match.end()
    if opening in _ENDS:
        end = markup.find(_ENDS[opening], match.end())
        if end < 0:
            return "", len(markup)
        return "\n" * markup.count("\n", start, end), end + len(_ENDS[opening])
    if not _TAG_START.match(markup, start) or markup.find(">", start, start + _LONGEST_TAG) < 0:
        return "&lt;", match.end()
    return "<", match.end()


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
