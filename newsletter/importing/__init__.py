"""Import of foreign texts: from a page or a file of somewhere else to an article of the newsroom.

    bytes ──▶ decode ──▶ clean ──▶ read (HTML, Markdown, plain) ──▶ rules ──▶ head, body ──▶ Imported
    ForeignText ──▶ import_text() ──▶ articles/<slug>.md in the newsroom, ImportReport

Nothing that looks broken is hidden: it is a fault, with the line of the original, what was done
about it (left out, mended, kept) and what a person should do.
"""

from dataclasses import dataclass

from newsletter.errors import Fault, RuleError
from newsletter.i18n.locale import Locale
from newsletter.importing.blocks import Block, ImportFaults, ParsedText, excerpt
from newsletter.importing.boilerplate import without_boilerplate
from newsletter.importing.cleanup import cleaned_text
from newsletter.importing.dangling_references import tell_dangling_references
from newsletter.importing.decode import decode, kind_of
from newsletter.importing.duplicates import tell_doubled_words, without_repeats
from newsletter.importing.fragments import tell_loose_lines, without_fragments
from newsletter.importing.html import read_html
from newsletter.importing.images import with_pictures
from newsletter.importing.markdown import read_markdown
from newsletter.importing.markdown_writer import markdown_of
from newsletter.importing.metadata import take_metadata
from newsletter.importing.plain_text import read_plain, with_headings
from newsletter.importing.quotes import tell_unbalanced_quotes, with_quotes
from newsletter.importing.urls import with_live_links
from newsletter.newsroom.article import Article, article_text, parse_article
from newsletter.newsroom.fields import checked_slug
from newsletter.newsroom.folder import NewsroomFolder


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article made of a foreign text, and everything about the original that a person should know."""

    text: str
    """The whole article file, front matter included."""
    faults: tuple[Fault, ...]
    """In the order of the original, whose lines they name."""


@dataclass(frozen=True, slots=True)
class ArticleImportReport:
    """What an import wrote, and the faults of its source: a person looks at each."""

    path: str
    title: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignText:
    """A text from elsewhere. `name` says where it came from, for the report."""

    content: bytes
    name: str
    language: Locale


def import_text(
    folder: NewsroomFolder, text: ForeignText, *, slug: str, overwrite: bool
) -> ArticleImportReport:
    """Write `articles/<slug>.md`.

    Raises:
        ArticleError: the text cannot be read at all.
        RuleError: the article exists already, or the slug is none.
    """
    try:
        checked_slug(slug)
    except ValueError as error:
        raise RuleError(f"{error}; write one such as autumn-congress") from error
    path = f"articles/{slug}.md"
    if slug in folder.article_slugs() and not overwrite:
        raise RuleError(f"{path} exists. Choose another --slug, or overwrite it with --force")
    imported = import_article(text.content, name=text.name, language=text.language, slug=slug)
    title = parse_article(imported.text, slug=slug, path=path).title
    folder.write(path, imported.text)
    return ArticleImportReport(path, title, imported.faults)


def import_article(source: bytes, *, name: str, language: Locale, slug: str) -> ImportedArticle:
    """Return the article that a foreign text holds: plain text, HTML or Markdown, told by its content.

    Args:
        source: the file as it came; UTF-8, or what it declares.
        name: what the original is called; faults point to its lines.
        language: what the article is written in.
        slug: the article's name in the newsroom.

    Raises:
        ArticleError: no text, an encoding that does not fit, or a slug that is none.
    """
    notes = ImportFaults(name, language)
    text = cleaned_text(decode(source, name), notes)
    kind = kind_of(text, name)
    reading = _read(text, kind, notes, name)
    _tell_language(reading, notes)
    metadata, body = take_metadata(_without_noise(reading, notes), notes, name)
    body = _mended_blocks(body, notes, is_plain=kind == "plain")
    tell_dangling_references(body, notes, known=f"{metadata.title} {metadata.summary}")
    article = Article(
        slug=slug,
        path=name,
        language=language,
        title=metadata.title,
        summary=metadata.summary,
        date=metadata.date,
        author=metadata.author,
        category=metadata.category,
        source_url=metadata.source_url,
        body=markdown_of(body),
    )
    file_text = article_text(article)
    parse_article(file_text, slug=slug, path=name)
    return ImportedArticle(file_text, notes.faults())


def _read(text: str, kind: str, notes: ImportFaults, name: str) -> ParsedText:
    if kind == "html":
        return read_html(text, notes)
    return read_markdown(text, notes, name) if kind == "markdown" else read_plain(text, notes.language)


def _without_noise(reading: ParsedText, notes: ImportFaults) -> ParsedText:
    """Return the reading without what stands around and between an article's own blocks."""
    blocks = without_repeats(without_boilerplate(list(reading.blocks), notes), notes)
    blocks = with_pictures(with_live_links(blocks, notes, reading.base_url), notes, reading.base_url)
    return ParsedText(
        blocks=tuple(blocks), meta=reading.meta, language=reading.language, base_url=reading.base_url
    )


def _mended_blocks(blocks: list[Block], notes: ImportFaults, *, is_plain: bool) -> list[Block]:
    """Return the body after the rules that look at sentences."""
    tell_unbalanced_quotes(blocks, notes)
    blocks = without_fragments(with_quotes(blocks, notes), notes)
    blocks = with_headings(blocks) if is_plain else blocks
    tell_loose_lines(blocks, notes)
    tell_doubled_words(blocks, notes)
    return blocks


def _tell_language(reading: ParsedText, notes: ImportFaults) -> None:
    """Note where the text says that it is in another language than was asked for."""
    try:
        declared = Locale.parse(reading.language) if reading.language else None
    except ValueError:
        notes.add(
            1,
            f"the language {excerpt(reading.language or '')} is unknown",
            "Check `language:`",
            kind="language",
        )
        return
    if declared and (declared.language, declared.script) != (notes.language.language, notes.language.script):
        what = f"the text says that it is in {declared}, and was imported as {notes.language}"
        notes.add(1, what, "Correct `language:` if the text is right", kind="language")
