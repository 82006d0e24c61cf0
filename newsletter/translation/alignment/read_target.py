"""Read the other document of a pair: a translation as it was published, with what its site put around it.

    bytes ──▶ read_translation() ──▶ Text

An article of a newsroom is read as one. Everything else is read as `article import` reads it, but
without the rules that mend or leave out: what the translator wrote is what the catalogue must say.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.importing.blocks import Block, BlockKind, ImportFaults, ParsedText, plain_words
from newsletter.importing.cleanup import cleaned_text, visible_text
from newsletter.importing.decode import decode, kind_of
from newsletter.importing.html import read_html
from newsletter.importing.images import with_pictures
from newsletter.importing.markdown import read_markdown
from newsletter.importing.markdown_writer import markdown_of
from newsletter.importing.plain_text import read_plain
from newsletter.importing.urls import with_live_links
from newsletter.importing.word_lists import folded_text
from newsletter.newsroom.article import parse_article
from newsletter.newsroom.front_matter import read_source
from newsletter.newsroom.markdown import units
from newsletter.translation.alignment.segments import Segment, TargetText, segments_of_article

_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:", re.MULTILINE)
_FIELDS = ("title", "summary", "category", "author")
_ALT_KEYS = ("image_alt", "image-alt", "imageAlt", "image_description", "alt")
_TITLE_LEVEL = 1
_HEAD_BLOCKS = 8


def read_translation(content: bytes, *, name: str, language: Locale) -> TargetText:
    """Return the fields and blocks of a translated document: Markdown, HTML or plain text.

    Args:
        content: the file, UTF-8 or what it declares.
        name: what the file is called.
        language: what it is written in.

    Raises:
        ArticleError: it cannot be decoded.
    """
    text = decode(content, name)
    return _article_text(text, name) or _foreign_text(text, name, language)


def _article_text(text: str, name: str) -> TargetText | None:
    """Return the segments of an article of a newsroom; None where the text is none.

    One that defines addresses (`[1]: https://…`) is read as foreign, which writes them into its
    links: what it defines is not defined in the source.
    """
    try:
        article = parse_article(text, slug="translation", path=name)
    except ArticleError:
        return None
    return None if _REFERENCE.search(article.body) else segments_of_article(article)


def _foreign_text(text: str, name: str, language: Locale) -> TargetText:
    notes = ImportFaults(name, language)
    clean = cleaned_text(text, notes)
    reading = _read(clean, notes, name)
    blocks = with_pictures(
        with_live_links(list(reading.blocks), notes, reading.base_url), notes, reading.base_url
    )
    fields = {field.role: field for field in [*_fields(reading), *_image_alt(clean, name)]}
    title = _title_block(blocks)
    if title is not None:
        fields["title"] = Segment("title", " ".join(plain_words(title.text).split()), title.line)
        blocks = [block for block in blocks if block is not title]
    named = {folded_text(field.text) for field in fields.values() if field.role == "title"}
    kept = [
        block
        for block in blocks
        if block.kind is BlockKind.IMAGE or folded_text(plain_words(block.text)) not in named
    ]
    return TargetText(fields, tuple(_segments(kept)), reading.language)


def _read(text: str, notes: ImportFaults, name: str) -> ParsedText:
    kind = kind_of(text, name)
    if kind == "html":
        return read_html(text, notes)
    return read_markdown(text, notes, name) if kind == "markdown" else read_plain(text, notes.language)


def _fields(reading: ParsedText) -> Iterator[Segment]:
    """Yield what the front matter, or the head of a page, says."""
    for role in _FIELDS:
        value, line = reading.meta.get(role, ("", 1))
        text = " ".join(visible_text(value).split())
        if text:
            yield Segment(role, text, line)


def _image_alt(text: str, name: str) -> Iterator[Segment]:
    """Yield the alt text of the picture above an article, which `article import` has no use for."""
    entries = read_source(text, name).entries
    for key in _ALT_KEYS:
        value = entries[key].value if key in entries else None
        if value and isinstance(value, str):
            yield Segment("image alt", value, entries[key].line)
            return


def _title_block(blocks: list[Block]) -> Block | None:
    """Return the one heading of the first level, if it opens the text: it is the title, as in an import."""
    top = [block for block in blocks if block.kind is BlockKind.HEADING and block.level == _TITLE_LEVEL]
    return top[0] if len(top) == 1 and top[0] in blocks[:_HEAD_BLOCKS] else None


def _segments(blocks: Iterable[Block]) -> Iterator[Segment]:
    """Yield the translatable segments of blocks, as this project's own Markdown has them."""
    written = [(block, text) for block in blocks if (text := markdown_of([block])).strip()]
    # Each block begins two lines below the end of the one before it.
    starts = list(accumulate((text.count("\n") + 2 for _, text in written), initial=1))
    for unit in units("\n\n".join(text for _, text in written)):
        number = bisect_right(starts, unit.line) - 1
        block = written[number][0]
        # The second paragraph of an item has no marker, and stands alone here.
        role = "list item" if block.kind is BlockKind.ITEM and unit.role == "paragraph" else unit.role
        yield Segment(role, unit.text, block.line, block.level)
