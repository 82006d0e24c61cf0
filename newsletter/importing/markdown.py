"""Read foreign Markdown, with or without the front matter of a site generator.

text ──▶ front matter apart ──▶ templates out ──▶ markdown-it ──▶ HTML that knows its lines ──▶ blocks

Going through HTML makes every link direct, drops raw HTML, and leaves one way to write Markdown.
"""

import re
import tomllib
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from newsletter.importing.blocks import ImportFaults, ParsedText
from newsletter.importing.html import blocks_of_markup
from newsletter.importing.html_markup import MARK
from newsletter.importing.template_tags import without_templates
from newsletter.importing.urls import MISSING
from newsletter.newsroom.front_matter import FENCE, read_source

_KEYS = {
    "title": ("title", "headline"),
    "summary": ("summary", "description", "excerpt", "subtitle", "abstract", "lead"),
    "date": ("date", "published", "pubdate", "published_at", "created"),
    "author": ("author", "authors", "byline"),
    "category": ("category", "categories", "section"),
    "source_url": ("source_url", "canonical_url", "canonical", "source", "url", "link"),
    "language": ("lang", "language", "locale"),
}
_MEANING = {word: key for key, words in _KEYS.items() for word in words}
_REFERENCE = re.compile(r"\[((?:[^\[\]\\]|\\.){1,400})\]\[((?:[^\[\]\\]|\\.){0,400})\]")
_TOML_FENCE = "+++"


def read_markdown(text: str, notes: ImportFaults, name: str) -> ParsedText:
    """Return a Markdown text in blocks, with what its front matter says."""
    meta, body, first_line = _front_matter(text, notes, name)
    clean = without_templates(body, notes, first_line)
    reading = blocks_of_markup(_html(clean), notes, first_line)
    language = meta.pop("language", ("", 0))[0] or None
    return ParsedText(blocks=reading.blocks, meta=meta, language=language)


def _front_matter(text: str, notes: ImportFaults, name: str) -> tuple[dict[str, tuple[str, int]], str, int]:
    """Return the meaning of the front matter, the text below it, and the line that this begins on."""
    lead = text.lstrip("\n")
    skipped = len(text) - len(lead)
    first = lead.split("\n", 1)[0].rstrip()
    if first == _TOML_FENCE:
        return _toml_front_matter(lead, notes, skipped)
    if first != FENCE:
        return {}, text, 1
    source = read_source(text, name)
    if not source.entries:
        return {}, text, 1
    for fault in source.faults:
        notes.add(fault.line or 1, fault.what, fault.remedy, kind="front matter")
    values = {key: (_joined_value(entry.value), entry.line) for key, entry in source.entries.items()}
    return _meaning(values, notes), source.body, source.body_line


def _joined_value(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _toml_front_matter(
    text: str, notes: ImportFaults, skipped: int
) -> tuple[dict[str, tuple[str, int]], str, int]:
    """Return what TOML front matter says; broken TOML is noted, and left out."""
    _, _, rest = text.partition("\n")
    head, closed, body = rest.partition(f"\n{_TOML_FENCE}\n")
    if not closed:
        return {}, text, skipped + 1
    first_line = skipped + head.count("\n") + 4
    try:
        settings = tomllib.loads(head)
    except (tomllib.TOMLDecodeError, RecursionError):
        notes.add(
            skipped + 1,
            "the front matter is broken TOML",
            "Write title, summary and date",
            kind="front matter",
        )
        settings = {}
    values = {
        key: (str(value), skipped + 1) for key, value in settings.items() if not isinstance(value, dict)
    }
    return _meaning(values, notes), body, first_line


def _meaning(values: dict[str, tuple[str, int]], notes: ImportFaults) -> dict[str, tuple[str, int]]:
    """Return the values by the keys of an article; keys that mean nothing here are noted."""
    meta = dict[str, tuple[str, int]]()
    for key, (value, line) in values.items():
        article_key = _MEANING.get(key.casefold().replace("-", "_"))
        if article_key is None:
            what = f"`{key}` of the front matter was left out"
            notes.add(
                line, what, _REMEDIES.get(key, "Nothing: newsletters have no use for it"), kind="front matter"
            )
        elif value:
            meta.setdefault(article_key, (value, line))
    return meta


_REMEDIES = {
    "image": "Copy the picture to images/, then write image: and image_alt:",
    "permalink": "Write source_url: with the whole address, if readers should find the original",
}


def _html(text: str) -> str:
    """Return the HTML of a Markdown text, in which every block knows its line."""
    parser = _parser()
    env: MutableMapping[str, Any] = {"references": _references(text)}
    tokens = parser.parse(text, env)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet(MARK, str(token.map[0] + 1))
    return str(parser.renderer.render(tokens, parser.options, env))


def _references(text: str) -> dict[str, Any]:
    """Return the link references that a text defines, and stand-ins for those it only uses."""
    env: MutableMapping[str, Any] = {}
    uses = [normalizeReference(match[2] or match[1]) for match in _REFERENCE.finditer(text)]
    if uses:
        _parser().disable("inline").parse(text, env)
    missing = {label: {"href": MISSING, "title": "", "map": [0, 0]} for label in uses}
    return {**missing, **env.get("references", {})}


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # All addresses pass here, so that the dead and dangerous ones can be told to the editor.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # how markdown-it-py is configured
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]  # same
    parser.add_render_rule("html_block", _html_block)
    return parser


def _html_block(
    _renderer: RendererHTML, tokens: Sequence[Token], number: int, _options: object, _env: object
) -> str:
    """Return raw HTML behind a mark with its line."""
    token = tokens[number]
    line = token.attrGet(MARK) or 1
    return f'<span {MARK}="{line}"></span>{token.content}'
