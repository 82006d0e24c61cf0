"""Passages: an article's Markdown as HTML that mail clients show well.

    Markdown ──▶ tokens ──▶ adapted tokens ──▶ passage() ──▶ HTML inside a block of the mail

Markdown-it renders; this module changes the tokens before: headings move below the block's own,
images get their public address, links that lead nowhere in a mail become text.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from newsletter.i18n.locale import Direction
from newsletter.newsroom.markdown import Markdown, tokens
from newsletter.rendering.wrap import display_width

Assets = Callable[[str], str]
"""Path below the newsroom, such as `images/x.png` → absolute public URL."""

_DEEPEST_HEADING = 6
# A phone of 320 px less the margins of the mail; an average letter at 15 px; left and right of a cell.
_PHONE_COLUMN_PX, _LETTER_WIDTH_PX, _CELL_PADDING_PX = 280, 8, 20
_MIRRORED = {"text-align:left": "text-align:right", "text-align:right": "text-align:left"}
_OPTIONS = OptionsDict(
    {
        "maxNesting": 20,
        "html": False,
        "linkify": False,
        "typographer": False,
        "quotes": "“”‘’",
        "xhtmlOut": True,
        "breaks": False,
        "langPrefix": "language-",
        "highlight": None,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a passage must know of the mail around it."""

    direction: Direction
    top_heading: int
    """Level of the passage's own highest headings, 2 or 3."""
    image_width_px: int
    assets: Assets


def passage(body: Markdown, surroundings: Surroundings) -> Markup:
    """Return the HTML of a text, well-formed as XML; every image has `alt` and a width."""
    adapted = _adapted_tokens(tokens(body), surroundings)
    html = RendererHTML().render(list(adapted), _OPTIONS, {})
    return Markup(html)  # noqa: S704 markdown-it has escaped it: HTML in Markdown is off


def heading_levels(written: list[int], *, top: int) -> list[int]:
    """Return the levels to show headings at: nesting as written, none skipped, from `top` down.

    >>> heading_levels([1, 3, 2, 1], top=3)
    [3, 4, 4, 3]
    """
    shown, around = [], list[int]()
    for level in written:
        around = [*(outer for outer in around if outer < level), level]
        shown.append(min(top + len(around) - 1, _DEEPEST_HEADING))
    return shown


def _adapted_tokens(stream: list[Token], surroundings: Surroundings) -> Iterator[Token]:
    levels = heading_levels(
        [int(token.tag[1:]) for token in stream if token.type == "heading_open"],
        top=surroundings.top_heading,
    )
    shown = iter(levels)
    tag = ""
    for at, token in enumerate(stream):
        if token.type == "heading_open":
            tag = f"h{next(shown)}"
        if token.type in {"heading_open", "heading_close"}:
            yield token.copy(tag=tag)
        elif token.type == "table_open" and _is_crowded(stream[at:]):
            yield token.copy(attrs={"class": "crowded"})
        elif token.type in {"th_open", "td_open"} and surroundings.direction == "rtl":
            yield _mirrored_cell(token)
        elif token.children:
            yield token.copy(children=list(_adapted_inline_tokens(token.children, surroundings)))
        else:
            yield token


def _is_crowded(stream: list[Token]) -> bool:
    """Tell whether the longest words of the columns of a table have no room beside each other on a phone.

    Only then may words break in it: elsewhere a browser would rather break "Time" than a longer cell.
    """
    end = next(at for at, token in enumerate(stream) if token.type == "table_close")
    columns: dict[int, int] = {}
    column = 0
    for before, token in itertools.pairwise(stream[:end]):
        column = 0 if token.type == "tr_open" else column + (token.type in {"th_close", "td_close"})
        if before.type in {"th_open", "td_open"}:
            longest = max(map(display_width, token.content.split() or [""]))
            columns[column] = max(columns.get(column, 0), longest)
    width_px = sum(longest * _LETTER_WIDTH_PX + _CELL_PADDING_PX for longest in columns.values())
    return width_px > _PHONE_COLUMN_PX


def _mirrored_cell(cell: Token) -> Token:
    """Return the cell aligned to the side that its author's side is in the other direction."""
    style = str(cell.attrs.get("style", ""))
    return cell.copy(attrs={**cell.attrs, "style": _MIRRORED[style]}) if style in _MIRRORED else cell


def _adapted_inline_tokens(stream: list[Token], surroundings: Surroundings) -> Iterator[Token]:
    is_kept = True
    for token in stream:
        if token.type == "link_open":
            is_kept = leads_somewhere(str(token.attrs["href"]))
        if token.type in {"link_open", "link_close"}:
            if is_kept:
                yield _link(token)
        elif token.type == "image":
            yield from _image(token, surroundings)
        else:
            yield token


def _link(token: Token) -> Token:
    """Return the token; a bare address reads from left to right in any text."""
    if token.type == "link_open" and token.markup == "autolink":
        return token.copy(attrs={**token.attrs, "dir": "ltr"})
    return token


def _image(token: Token, surroundings: Surroundings) -> Iterator[Token]:
    """Yield an own image with its public address; of anybody else's only what it shows.

    An image from elsewhere would tell a third party who reads the mail, and when.
    """
    path = own_path(str(token.attrs["src"]))
    if path is None:
        yield Token("text", "", 0, content=alt_text(token))
        return
    yield token.copy(
        attrs={
            "src": surroundings.assets(path),
            "alt": "",  # the renderer writes the alternative text here
            "width": surroundings.image_width_px,
            "class": "picture",
        }
    )


def alt_text(image: Token) -> str:
    """Return what an image of a text shows, in words."""
    return RendererHTML().renderInlineAsText(image.children, _OPTIONS, {}).replace("\n", " ")


def leads_somewhere(href: str) -> bool:
    """Tell whether a link means the same in a mail as in the article: it names its whole address."""
    return urlsplit(href).scheme in {"http", "https", "mailto", "tel"}


def own_path(src: str) -> str | None:
    """Return the path below the newsroom that an image's address means; None for one from elsewhere.

    >>> own_path("images/%C3%A9t%C3%A9.png"), own_path("https://example.org/x.png"), own_path("/x.png")
    ('images/été.png', None, None)
    """
    parts = urlsplit(src)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return unquote(parts.path)
