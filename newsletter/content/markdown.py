"""Markdown as this project reads it: CommonMark, tables, strikethrough; HTML is text.

    source ──▶ units() ──▶ what a translator sees
    Markdown(source, translations) ──▶ tokens() ──▶ HTML part and text part of the mail

A translation replaces the *inline* content of a block that the source made. Whatever a translator
writes, headings stay headings and tables keep their columns.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Key = tuple[str, str]
"""(role of the block, source text): how a message is identified."""

_ROLES = {"heading_open": "heading", "th_open": "table heading", "td_open": "table cell"}
_CONTAINERS = {"list_item_open": "list item", "blockquote_open": "quote"}


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text and what its blocks say in another language; false when there is nothing to show."""

    source: str
    translations: Mapping[Key, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.source.strip())


@dataclass(frozen=True, slots=True)
class Unit:
    """One translatable piece of a text. `line` is 1-based within the text."""

    role: str
    text: str
    line: int


def units(source: str) -> list[Unit]:
    """Return what a translator should see of a text, in its order; equal units once per place."""
    found: list[Unit] = []

    def note(role: str, text: str, line: int) -> str:
        if _has_letters(text):
            found.append(Unit(role, text, line))
        return text

    _parse(source, note)
    return sorted(found, key=lambda unit: unit.line)


def tokens(body: Markdown | str) -> list[Token]:
    """Return markdown-it's tokens of a text, translated. Soft line breaks are already joined."""
    if isinstance(body, str):
        body = Markdown(body)
    return _parse(body.source, lambda role, text, _line: _joined(body.translations.get((role, text), text)))


def _parse(source: str, replace: Callable[[str, str, int], str]) -> list[Token]:
    """Parse, handing the (role, text, line) of every unit to `replace`, which gives the text to use."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])

    def before_inline(state: StateCore) -> None:
        for role, token in _with_roles(state.tokens):
            text = _joined(token.content)
            token.content = text if _is_only_images(state, text) else replace(role, text, _line_of(token))

    def after_inline(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline" and _shows_only_images(token.children or []):
                _replace_alts(state, token, replace)

    parser.core.ruler.before("inline", "translate", before_inline)
    parser.core.ruler.after("inline", "translate_alts", after_inline)
    return parser.parse(source)


def _with_roles(stream: list[Token]) -> Iterator[tuple[str, Token]]:
    """Yield each inline token with the role of the block around it."""
    around: list[str] = []
    for before, token in zip([None, *stream], stream, strict=False):
        if token.nesting == 1:
            around.append(token.type)
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline" and before is not None:
            yield _ROLES.get(before.type) or _container(around), token


def _container(around: list[str]) -> str:
    return next((_CONTAINERS[name] for name in reversed(around) if name in _CONTAINERS), "paragraph")


def _joined(text: str) -> str:
    """Join soft line breaks, so that re-wrapping a source loses no translation; keep hard ones.

    Scripts written without spaces are joined without one.
    """
    lines = text.split("\n")
    out = lines[0]
    for line in lines[1:]:
        if out.endswith(("  ", "\\")):
            out = f"{out}\n{line}"
        else:
            out = f"{out.rstrip()}{'' if _is_wide(out.rstrip()[-1:]) and _is_wide(line[:1]) else ' '}{line}"
    return out


def _is_wide(char: str) -> bool:
    """Tell whether a character belongs to a script written without spaces (not Korean)."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF" and not _is_hangul(char)


def _is_hangul(char: str) -> bool:
    return "HANGUL" in unicodedata.name(char, "")


def _is_only_images(state: StateCore, text: str) -> bool:
    if "![" not in text:
        return False
    children: list[Token] = []
    state.md.inline.parse(text, state.md, state.env, children)
    return _shows_only_images(children)


def _shows_only_images(children: list[Token]) -> bool:
    """Tell whether a block shows images and no words of its own; then only alt texts are translated."""
    return any(child.type == "image" for child in children) and not any(
        child.content.strip() for child in children if child.type in ("text", "code_inline")
    )


def _replace_alts(state: StateCore, token: Token, replace: Callable[[str, str, int], str]) -> None:
    for child in token.children or []:
        if child.type == "image" and child.content:
            child.content = replace("image alt", child.content, _line_of(token))
            child.children = []
            state.md.inline.parse(child.content, state.md, state.env, child.children)


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _has_letters(text: str) -> bool:
    return any(unicodedata.category(char).startswith("L") for char in text)
