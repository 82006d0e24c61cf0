"""Markdown as this project reads it: CommonMark, tables, strikethrough; HTML is text.

    source ──▶ units() ──▶ what a translator sees
    Markdown(source, translations) ──▶ tokens() ──▶ HTML part and text part of the mail
    one unit, references() of its text ──▶ inline_tokens() ──▶ what the checks compare

A translation replaces the *inline* content of a block that the source made. Whatever a translator
writes, headings stay headings and tables keep their columns.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, block, inline, normalize, text_join
from markdown_it.token import Token

UnitKey = tuple[str, str]
"""(role of the block, source text): how a message is identified."""

References = tuple[tuple[str, str], ...]
"""(label, target) of each link reference definition of a text (CommonMark 0.31.2, §4.7)."""
NO_REFERENCES: References = ()

_ROLES = {"heading_open": "heading", "th_open": "table heading", "td_open": "table cell"}
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
# Of which the units are remembered: all articles of an edition, in every language that is made of it.
_MOST_TEXTS = 256
_CONTAINERS = {"list_item_open": "list item", "blockquote_open": "quote"}


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text and what its blocks say in another language; false when there is nothing to show."""

    source: str
    translations: Mapping[UnitKey, str] = field(default_factory=dict)

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
    return list(_units(source))


def tokens(body: Markdown | str) -> list[Token]:
    """Return markdown-it's tokens of a text, translated. Soft line breaks are already joined."""
    if isinstance(body, str):
        body = Markdown(body)
    state = _blocks(body.source)
    for role, token in _tokens_with_roles(state.tokens):
        text = _joined_lines(token.content)
        token.content = text if _is_only_images(state, text) else _translated_text(body, role, text)
    inline(state)
    for token in state.tokens:
        if token.type == "inline":
            for image in _lone_images(token.children or []):
                _replace_alt(state, image, _translated_text(body, "image alt", image.content))
    text_join(state)
    return state.tokens


@lru_cache(maxsize=_MOST_TEXTS)
def references(source: str) -> References:
    """Return the link reference definitions of a text."""
    if "]:" not in source:
        return NO_REFERENCES
    definitions = _blocks(source).env.get("references", {})
    return tuple((label, definition["href"]) for label, definition in definitions.items())


def inline_tokens(text: str, known: References = NO_REFERENCES) -> list[Token]:
    """Return markdown-it's tokens of one unit, as it stands in a text with these link references."""
    env = {"references": {label: {"href": target, "title": ""} for label, target in known}}
    parsed_tokens: list[Token] = []
    _PARSER.inline.parse(_joined_lines(text), _PARSER, env, parsed_tokens)
    return parsed_tokens


@lru_cache(maxsize=_MOST_TEXTS)
def _units(source: str) -> tuple[Unit, ...]:
    """Return the units of a text. Only texts with pictures are parsed beyond their blocks."""
    state, words, alts = _blocks(source), [], []
    for role, token in _tokens_with_roles(state.tokens):
        text, line = _joined_lines(token.content), _line_of(token)
        images = _lone_images(_inlines(state, text)) if "![" in text else []
        alts += [Unit("image alt", image.content, line) for image in images]
        words += [] if images else [Unit(role, text, line)]
    readable_units = [unit for unit in (*words, *alts) if _has_letters(unit.text)]
    return tuple(sorted(readable_units, key=lambda unit: unit.line))


def _blocks(source: str) -> StateCore:
    """Return a text in blocks, whose inline content is still as it was written."""
    state = StateCore(source, _PARSER, {})
    normalize(state)
    block(state)
    return state


def _inlines(state: StateCore, text: str) -> list[Token]:
    children: list[Token] = []
    state.md.inline.parse(text, state.md, state.env, children)
    return children


def _translated_text(body: Markdown, role: str, text: str) -> str:
    return _joined_lines(body.translations.get((role, text), text))


def _tokens_with_roles(stream: list[Token]) -> Iterator[tuple[str, Token]]:
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


def _joined_lines(text: str) -> str:
    """Join soft line breaks, so that re-wrapping a source loses no translation; keep hard ones.

    Scripts written without spaces are joined without one.
    """
    lines = text.split("\n")
    out = lines[0]
    for line in lines[1:]:
        if out.endswith(("  ", "\\")):
            out = f"{out}\n{line}"
        else:
            out = f"{out.rstrip()}{gap_between(out.rstrip(), line)}{line}"
    return out


def gap_between(before: str, after: str) -> str:
    """Return what joins two texts to one: a space, or "" in scripts that are written without."""
    return "" if _is_wide(before[-1:]) and _is_wide(after[:1]) else " "


def _is_wide(char: str) -> bool:
    """Tell whether a character belongs to a script written without spaces (not Korean)."""
    return bool(char) and unicodedata.east_asian_width(char) in "WF" and not _is_hangul(char)


def _is_hangul(char: str) -> bool:
    return "HANGUL" in unicodedata.name(char, "")


def _is_only_images(state: StateCore, text: str) -> bool:
    return "![" in text and bool(_lone_images(_inlines(state, text)))


def _lone_images(children: list[Token]) -> list[Token]:
    """Return the images of a block that has no words of its own: then only alt texts are translated."""
    if any(child.content.strip() for child in children if child.type in ("text", "code_inline")):
        return []
    return [child for child in children if child.type == "image"]


def _replace_alt(state: StateCore, image: Token, alt: str) -> None:
    if image.content:
        image.content = alt
        image.children = _inlines(state, alt)


def _line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _has_letters(text: str) -> bool:
    return any(unicodedata.category(char).startswith("L") for char in text)
