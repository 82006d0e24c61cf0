r"""MJML as a row of pieces: read strictly, and written so that mjml-python keeps every character.

    MJML text ──▶ pieces() ──▶ Opening, Closing, MjmlText ──▶ mjml_text() ──▶ MJML text

What mjml-python 1.4.2 (mrml 6.0.1) does to a mail, and `mjml_text` prevents:

- It writes attribute values, and the title, with Rust's debug formatting: combining marks, joiners,
  no-break spaces and `\` come out as `\u{94d}`. They go in as character references instead.
- It drops white space that holds a line break between two inline elements and so glues words
  together. Line breaks outside of `<pre>` become spaces.

Both end when mrml writes attributes verbatim and keeps white space as npm mjml does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape

from newsletter.errors import Fault, Place
from newsletter.rendering.mjml_rules import holds_html
from newsletter.templating.templates import PLACE, place_in

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
VERBATIM = frozenset(["mj-style", "style", "script"])
"""Elements whose content is no markup."""

_NAME = r"[A-Za-z_:][\w:.-]*"
_VALUE = r"\s*=\s*(\"[^\"]*\"|'[^']*')"
_ATTRIBUTE = rf"{_NAME}(?:{_VALUE.replace('(', '(?:')})?"
_TAG = re.compile(
    rf"<(?:(?P<closing>/)(?P<closed>[A-Za-z][\w:-]*)\s*|"
    rf"(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:\s+{_ATTRIBUTE})*)\s*(?P<empty>/?))>",
    re.ASCII,
)
_ONE_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_VALUE})?", re.ASCII)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLACE_IN_TEXT = re.compile(rf' {PLACE}="([^"]*)"')
_REMEDY = 'Close every tag, write attributes as name="value" and a lone "<" as &lt;'


@dataclass(frozen=True, slots=True)
class Opening:
    """A start tag. `attributes` hold values as they mean, not as they were escaped."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    is_empty: bool
    """True for `<x/>` and for HTML's void elements: no closing tag follows."""
    place: Place | None
    """In the template; None where no template wrote this tag."""


@dataclass(frozen=True, slots=True)
class Closing:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class MjmlText:
    """Character data as it stands (escaped), a style sheet, or a conditional comment of Outlook's."""

    content: str
    is_comment: bool = False


@dataclass(frozen=True, slots=True)
class BrokenMarkup:
    """A place where the text is no markup."""

    excerpt: str
    place: Place | None


MjmlPiece = Opening | Closing | MjmlText | BrokenMarkup


def pieces(source: str) -> Iterator[MjmlPiece]:
    """Yield the pieces of a text; authors' comments are left out, Outlook's conditions stay."""
    at = 0
    while at < len(source):
        piece, at = _comment(source, at) if source.startswith("<!--", at) else _next_piece(source, at)
        if piece is not None:
            yield piece
        if isinstance(piece, Opening) and piece.name in VERBATIM and not piece.is_empty:
            end = source.find(f"</{piece.name}", at)
            end = len(source) if end < 0 else end
            yield MjmlText(source[at:end], is_comment=True)
            at = end


def _comment(source: str, at: int) -> tuple[MjmlText | BrokenMarkup | None, int]:
    match = _COMMENT.match(source, at)
    if match is None:
        return BrokenMarkup("<!--", None), len(source)
    is_conditional = match[0].startswith(("<!--[if", "<!--<!["))
    comment = MjmlText(_TAG.sub(_repaired_tag, match[0]), is_comment=True) if is_conditional else None
    return comment, match.end()


def _repaired_tag(tag: re.Match[str]) -> str:
    """Return a tag of a conditional comment, where mjml-python reads and writes tags as well."""
    return tag[0] if tag["closing"] else _start_tag(_opening(tag))


def _next_piece(source: str, at: int) -> tuple[MjmlPiece, int]:
    if source[at] != "<":
        end = source.find("<", at)
        end = len(source) if end < 0 else end
        return MjmlText(source[at:end]), end
    match = _TAG.match(source, at)
    if match is None:
        return _broken_piece(source, at), at + 1
    if match["closing"]:
        return Closing(match["closed"].lower()), match.end()
    return _opening(match), match.end()


def _opening(tag: re.Match[str]) -> Opening:
    name = tag["name"].lower()
    values = {key.lower(): unescape(value[1:-1]) for key, value in _ONE_ATTRIBUTE.findall(tag["attributes"])}
    place = place_in(values.pop(PLACE, ""))
    return Opening(name, tuple(values.items()), bool(tag["empty"]) or name in VOID, place)


def _broken_piece(source: str, at: int) -> BrokenMarkup:
    end = source.find("<", at + 1)
    excerpt = source[at : end if end > 0 else None]
    place = _PLACE_IN_TEXT.search(excerpt)
    return BrokenMarkup(_PLACE_IN_TEXT.sub("", excerpt)[:40].strip(), place_in(place[1] if place else ""))


def markup_faults(source: Iterable[MjmlPiece], *, where: Place) -> list[Fault]:
    """Return what keeps the pieces from being well-formed: broken tags, elements left open or crossed.

    `where` names the template for faults above its first tag.
    """
    faults: list[Fault] = []
    around: list[Opening] = []
    place = where
    for piece in source:
        if isinstance(piece, BrokenMarkup):
            what = f"“{piece.excerpt}” is no valid markup"
            faults.append(Fault(*(piece.place or place), what, _REMEDY))
        elif isinstance(piece, Opening):
            place = piece.place or place
            if not piece.is_empty:
                around.append(piece)
        elif isinstance(piece, Closing):
            faults += _closing_faults(piece, around, place)
    return faults + [_left_open_fault(opening, place) for opening in around]


def _closing_faults(piece: Closing, around: list[Opening], place: Place) -> list[Fault]:
    """Take what the end tag ends off the stack, and return the elements that it crosses."""
    if piece.name not in [opening.name for opening in around]:
        return [] if piece.name in VOID else [Fault(*place, f"</{piece.name}> closes nothing", _REMEDY)]
    crossed: list[Fault] = []
    while (opening := around.pop()).name != piece.name:
        crossed.append(_left_open_fault(opening, place))
    return crossed


def _left_open_fault(opening: Opening, place: Place) -> Fault:
    return Fault(*(opening.place or place), f"<{opening.name}> is never closed", _REMEDY)


def mjml_text(source: Iterable[MjmlPiece]) -> str:
    """Return well-formed pieces as MJML from which mjml-python loses nothing."""
    out: list[str] = []
    around: list[str] = []
    for piece in source:
        if isinstance(piece, Opening):
            out.append(_start_tag(piece))
            if not piece.is_empty:
                around.append(piece.name)
        elif isinstance(piece, Closing) and piece.name not in VOID:
            around.pop()
            out.append(f"</{piece.name}>")
        elif isinstance(piece, MjmlText):
            out.append(piece.content if piece.is_comment else _kept_text(piece.content, around))
    return "".join(out)


def _start_tag(tag: Opening) -> str:
    attributes = "".join(f' {name}="{text_with_references(escape(value))}"' for name, value in tag.attributes)
    return f"<{tag.name}{attributes}{' /' if tag.is_empty else ''}>"


def _kept_text(text: str, around: list[str]) -> str:
    if not any(map(holds_html, around)):
        return ""  # white space between MJML elements, where mrml wants none at the top
    if "mj-title" in around:
        return text_with_references(escape(re.sub(r"[ \t\r\n]+", " ", unescape(text)).strip(" ")))
    if "pre" in around:
        return text.replace("\n", "&#10;")
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text)


def text_with_references(text: str) -> str:
    """Return the text with a character reference for all that mjml-python would not keep.

    >>> text_with_references("हिन्दी"[:3])
    '&#x939;&#x93f;&#x928;'
    """
    return "".join(char if " " <= char <= "~" and char != "\\" else f"&#x{ord(char):x};" for char in text)
