"""What a reader sees of a message: its words, its inline constructs, where its links lead.

    text ──▶ visible_markdown(), visible_plain_text() ──▶ VisibleText(text, constructs, links)

Most messages have no markup and are never parsed. Those that have are parsed once per text: a source is
read once for all its languages.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token

from newsletter.newsroom.markdown import NO_REFERENCES, References, inline_tokens

_MAY_BE_MARKUP = re.compile(r"[*_`\[<~\\&\n]")
_CONSTRUCTS = {
    "em_open": "emphasis",
    "strong_open": "strong",
    "s_open": "strikethrough",
    "code_inline": "code",
    "hardbreak": "line break",
    "link_open": "link",
    "image": "image",
}
_NO_PROSE = re.compile(
    r"\w+://[^\s<>]+|www\.[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+|\{\w+\}|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|int|eu)\b\S*"
)
_MAY_BE_NO_PROSE = re.compile(r"[:@{]|\w\.\w")


@dataclass(frozen=True, slots=True)
class VisibleLink:
    """A link or an image, and what stands there for it."""

    kind: str
    """`link` or `image`."""
    target: str
    shown: str


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A message without its markup."""

    text: str
    constructs: tuple[str, ...] = ()
    """Sorted names of the inline constructs, each as often as it occurs."""
    links: tuple[VisibleLink, ...] = ()
    code: tuple[str, ...] = ()

    @property
    def prose(self) -> str:
        """The words, without code, addresses and placeholders."""
        text = self.text
        for piece in self.code:
            text = text.replace(piece, " ", 1) if piece else text
        return prose_of(text)


def prose_of(text: str) -> str:
    """Return a text without addresses and placeholders."""
    return _NO_PROSE.sub(" ", text) if _MAY_BE_NO_PROSE.search(text) else text


def visible_plain_text(text: str) -> VisibleText:
    """Return the reading of a text that is no Markdown."""
    return VisibleText(text)


def visible_markdown(text: str, known: References = NO_REFERENCES) -> VisibleText:
    """Return the reading of inline Markdown, as it stands in an article with these references."""
    return _visible_marked_up_text(text, known) if _MAY_BE_MARKUP.search(text) else VisibleText(text)


@lru_cache(maxsize=8192)
def _visible_marked_up_text(text: str, known: References) -> VisibleText:
    tokens = list(_flat_tokens(inline_tokens(text, known)))
    return VisibleText(
        text="".join(map(_visible_token_text, tokens)),
        constructs=tuple(sorted(_CONSTRUCTS[token.type] for token in tokens if token.type in _CONSTRUCTS)),
        links=tuple(_links(tokens)),
        code=tuple(token.content for token in tokens if token.type == "code_inline"),
    )


def _flat_tokens(stream: Iterable[Token]) -> Iterator[Token]:
    """Yield tokens; what an image shows comes after it."""
    for token in stream:
        yield token
        if token.type == "image":
            yield from _flat_tokens(token.children or [])


def _visible_token_text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "" if token.type == "image" else token.content


def _links(stream: list[Token]) -> Iterator[VisibleLink]:
    """Yield links and images in the order of their beginnings."""
    for place, token in enumerate(stream):
        if token.type == "image":
            yield VisibleLink("image", str(token.attrs.get("src", "")), token.content)
        elif token.type == "link_open":
            inside = stream[place + 1 :]
            end = next((at for at, other in enumerate(inside) if other.type == "link_close"), len(inside))
            yield VisibleLink(
                "link", str(token.attrs.get("href", "")), "".join(map(_visible_token_text, inside[:end]))
            )
