"""From MJML to HTML: checked first, because mjml-python checks nothing.

    MJML with places ──▶ to_html() ──▶ Html(source, css to inline)

All faults of a template are reported at once, each with the file and line that wrote the element.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import mjml as mjml_python

from newsletter.errors import Fault, Place, TemplateError
from newsletter.rendering.mjml_rules import (
    CHILDREN,
    REFUSED,
    REQUIRED,
    holds_html,
    is_of_kind,
    kind_in_words,
    kinds_of,
    kinds_of_all,
)
from newsletter.rendering.mjml_source import (
    Closing,
    MjmlPiece,
    MjmlText,
    Opening,
    markup_faults,
    mjml_text,
    pieces,
)

_LOADS_FROM_ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//", re.IGNORECASE)
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_LINKS = frozenset(["href", "src", "action", "background"])


@dataclass(frozen=True, slots=True)
class Html:
    """What MJML became, and the rules of `<mj-style inline="inline">`, which are still to be inlined."""

    source: str
    inline_css: str


def to_html(source: str, *, path: str) -> Html:
    """Return the HTML of a whole MJML document.

    Args:
        source: as `markup.render` made it, with places in its tags.
        path: the template's, for faults that no tag's place can tell.

    Raises:
        TemplateError: with every fault of the document.
    """
    document, where = list(pieces(source)), Place(path)
    faults = markup_faults(document, where=where) or rule_faults(document, where=where)
    if faults:
        raise TemplateError(faults)
    css, rest = _split_inline_css(document)
    try:
        html: str = mjml_python.mjml2html(mjml_text(rest), fonts={}, disable_comments=False)
    except ValueError as error:
        raise TemplateError([Fault(*where, f"mjml cannot read it: {error}", "Mend the markup")]) from error
    return Html(html, css)


def _split_inline_css(source: list[MjmlPiece]) -> tuple[str, list[MjmlPiece]]:
    """Return the style sheets to inline, and the pieces without them.

    mjml-python ignores `inline="inline"` and would leave the rules in the head.
    """
    css: list[str] = []
    rest: list[MjmlPiece] = []
    is_inside = False
    for piece in source:
        if isinstance(piece, Opening) and piece.name == "mj-style" and dict(piece.attributes).get("inline"):
            is_inside = True
        elif not is_inside:
            rest.append(piece)
        elif isinstance(piece, MjmlText):
            css.append(piece.content)
        else:
            is_inside = False
    return "\n".join(css), rest


def rule_faults(source: list[MjmlPiece], *, where: Place) -> list[Fault]:
    """Return what MJML or this project does not allow in well-formed pieces, in their order."""
    faults: list[Fault] = []
    around: list[Opening] = []
    for piece in source:
        if isinstance(piece, Opening):
            faults += _opening_faults(piece, around, where)
            if not piece.is_empty:
                around.append(piece)
        elif isinstance(piece, Closing) and around and around[-1].name == piece.name:
            around.pop()
        elif isinstance(piece, MjmlText):
            faults += _text_faults(piece, around, where)
    return [*faults, *_document_faults(source, where)]


def _opening_faults(tag: Opening, around: list[Opening], where: Place) -> Iterator[Fault]:
    place = tag.place or _place(around, where)
    parent = around[-1].name if around else ""
    if tag.name in REFUSED:
        why, remedy = REFUSED[tag.name]
        yield Fault(*place, f"<{tag.name}> cannot be used: {why}", remedy)
    elif parent == "mj-attributes":
        yield from _default_faults(tag, place)
    elif any(holds_html(opening.name) for opening in around):
        yield from _html_faults(tag, place)
    elif tag.name not in CHILDREN.get(parent, ()):
        yield _misplacement_fault(tag.name, parent, place)
    else:
        yield from _attribute_faults(tag, kinds_of(tag.name) or {}, place)
        yield from _missing_attribute_faults(tag, place)


def _misplacement_fault(name: str, parent: str, place: Place) -> Fault:
    allowed = ", ".join(sorted(CHILDREN.get(parent, ()))) or "nothing"
    inside = f"in <{parent}>" if parent else "at the top"
    if kinds_of(name) is None and not name.startswith("mj"):
        return Fault(*place, f"<{name}> cannot stand {inside}", "Put HTML into mj-text, mj-table or mj-raw")
    return Fault(*place, f"<{name}> cannot stand {inside}", f"There stands only: {allowed}")


def _default_faults(tag: Opening, place: Place) -> Iterator[Fault]:
    """Yield what is wrong with an element of `mj-attributes`, which sets defaults."""
    if tag.name == "mj-all":
        yield from _attribute_faults(tag, kinds_of_all(), place)
    elif tag.name == "mj-class":
        yield from _attribute_faults(tag, {**kinds_of_all(), "name": "string"}, place)
    else:
        kinds = kinds_of(tag.name)
        if kinds is None:
            yield Fault(*place, f"MJML has no element <{tag.name}>", "Mend the name")
        else:
            yield from _attribute_faults(tag, kinds, place)


def _html_faults(tag: Opening, place: Place) -> Iterator[Fault]:
    if tag.name.startswith("mj-"):
        yield Fault(*place, f"<{tag.name}> cannot stand inside HTML", "Close the element around it first")
    for name, _ in tag.attributes:
        if name.startswith("on"):
            yield Fault(*place, f"{name} runs a script, which no mail client does", "Remove it")
    yield from _script_link_faults(tag, place)
    yield from _missing_attribute_faults(tag, place)


def _attribute_faults(tag: Opening, kinds: Mapping[str, str], place: Place) -> Iterator[Fault]:
    for name, value in tag.attributes:
        if name not in kinds:
            known = ", ".join(sorted(kinds)) or "none"
            yield Fault(*place, f"<{tag.name}> has no attribute {name}", f"It has: {known}")
        elif not is_of_kind(value, kinds[name]):
            what = f"{name}=“{value}” of <{tag.name}> is not {kind_in_words(kinds[name])}"
            yield Fault(*place, what, "Mend the value")
        elif name == "mj-class" and len(value.split()) > 1:
            what = f"mj-class=“{value}” names several classes, and renderers differ in which one wins"
            yield Fault(*place, what, "Name one class")
    yield from _script_link_faults(tag, place)


def _script_link_faults(tag: Opening, place: Place) -> Iterator[Fault]:
    for name, value in tag.attributes:
        if name in _LINKS and _RUNS.match(value):
            yield Fault(
                *place, f"{name} of <{tag.name}> runs a script or holds its content", "Link to https://…"
            )


def _missing_attribute_faults(tag: Opening, place: Place) -> Iterator[Fault]:
    given = dict(tag.attributes)
    for name, why in REQUIRED.get(tag.name, {}).items():
        if name not in given or (name != "alt" and not given[name].strip()):
            yield Fault(*place, f"<{tag.name}> lacks {name}: {why}", f"Add {name}=“…”")


def _text_faults(text: MjmlText, around: list[Opening], where: Place) -> Iterator[Fault]:
    parent = around[-1].name if around else ""
    place = _place(around, where)
    if parent in {"mj-style", "style"}:
        if _LOADS_FROM_ELSEWHERE.search(text.content):
            yield Fault(*place, "the style sheet loads something from elsewhere", "Remove @import and url(…)")
    elif text.content.strip() and not text.is_comment and not _is_html(around):
        excerpt = " ".join(text.content.split())[:40]
        yield Fault(*place, f"text stands outside of any content: “{excerpt}”", "Put it into mj-text")


def _is_html(around: list[Opening]) -> bool:
    return any(holds_html(opening.name) for opening in around)


def _document_faults(source: list[MjmlPiece], where: Place) -> Iterator[Fault]:
    names = [piece.name for piece in source if isinstance(piece, Opening)]
    for name in ("mjml", "mj-head", "mj-title", "mj-body"):
        if names.count(name) != 1:
            what = f"there must be exactly one <{name}>, not {names.count(name)}"
            yield Fault(*where, what, 'Start from {% extends "mail/base.mjml" %}')


def _place(around: list[Opening], where: Place) -> Place:
    return next((opening.place for opening in reversed(around) if opening.place), where)
