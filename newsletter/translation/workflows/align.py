"""Start a catalogue from a document that is translated already.

source, translated document ──▶ alignment ──▶ PO file, and what a person must look at
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from newsletter.errors import Place, RuleError
from newsletter.i18n.locale import Locale
from newsletter.importing import ForeignText, import_article
from newsletter.importing.blocks import excerpt
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.article import Article, parse_article
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.manuscript import article_domain
from newsletter.po.catalogue import Catalogue
from newsletter.po.writer import catalogue_text
from newsletter.translation.alignment import Alignment, Certainty, align
from newsletter.translation.alignment.fill_catalogue import filled_catalogue
from newsletter.translation.alignment.read_target import read_translation
from newsletter.translation.alignment.segments import TargetText, segments_of_article
from newsletter.translation.messages import Message, messages_of
from newsletter.translation.update import Heading, updated_catalogue
from newsletter.translation.workflows.update_catalogues import domains, heading_of

_SLUG = "source"
_UNKNOWN = Locale("en")
"""Blocks are read alike in every language; only plain text is not."""


@dataclass(frozen=True, slots=True)
class SegmentToReview:
    """One piece that a person must look at. `where` is `file:line`."""

    where: str
    text: str
    """Its beginning, in quotation marks."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentReport:
    """What an alignment wrote. Counts are of messages, `left_over` of blocks of the document."""

    path: str
    locale: Locale
    is_changed: bool
    certain_count: int
    doubtful_count: int
    copy_count: int
    """Of messages that the document says in the source's language."""
    missing_count: int
    kept_count: int
    """Of translations that stood in the catalogue already in other words, and were left."""
    aligned_share: float
    """Certain and doubtful among all messages; 0.0 to 1.0."""
    doubtful: tuple[SegmentToReview, ...]
    missing: tuple[SegmentToReview, ...]
    """Copies too."""
    left_over: tuple[SegmentToReview, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _TargetCatalogue:
    """Where an alignment goes: a catalogue as it is, or None where there is no file yet."""

    path: str
    existing: Catalogue | None
    messages: Sequence[Message]
    heading: Heading
    lines: Mapping[str, int] = field(default_factory=dict)
    """Of the original, by text, where the article is not a file itself."""


def slug_of(folder: NewsroomFolder | None, source: Path) -> str | None:
    """Return the slug of the newsroom's article that a file is; None for any other file."""
    if folder is None or source.resolve().parent != (folder.root / "articles").resolve():
        return None
    return source.stem if source.stem in folder.article_slugs() else None


def declared_language(text: bytes, *, name: str) -> str | None:
    """Return what a text says of its own language, None where it says nothing.

    Raises:
        ArticleError: it cannot be decoded.
    """
    return read_translation(text, name=name, language=_UNKNOWN).language


def align_article(
    folder: NewsroomFolder, slug: str, translated: ForeignText, *, overwrite: bool = False
) -> AlignmentReport:
    """Write the catalogue of an article of the newsroom: `locales/<locale>/LC_MESSAGES/article-<slug>.po`.

    Raises:
        ArticleError: one of the two texts cannot be read.
        TranslationError: the catalogue that is there cannot be read; it is left as it is.
        RuleError: the article is written in the language that was asked for.
    """
    domain = next(domain for domain in domains(folder) if domain.name == article_domain(slug))
    target = _TargetCatalogue(
        path=folder.catalogue_path(translated.language, domain.name),
        existing=folder.catalogue(translated.language, domain.name),
        messages=domain.messages,
        heading=heading_of(domain, folder.newsroom()),
    )
    return _write_catalogue(folder, folder.article(slug), translated, target, overwrite=overwrite)


def align_texts(
    source: ForeignText, translated: ForeignText, *, out: Path, overwrite: bool = False
) -> AlignmentReport:
    """Write the catalogue of any text, with the messages that its import would give.

    Raises:
        ArticleError: one of the two texts cannot be read.
        TranslationError: the catalogue that is there cannot be read; it is left as it is.
        RuleError: both texts are in one language.
    """
    imported = import_article(source.content, name=source.name, language=source.language, slug=_SLUG)
    article = parse_article(imported.text, slug=_SLUG, path=source.name)
    existing = (
        read_catalogue_file(out.read_bytes(), path=str(out), locale=translated.language)
        if out.exists()
        else None
    )
    lines = _lines_of(source)
    target = _TargetCatalogue(
        path=out.name,
        existing=existing,
        messages=[_message_at_original(message, lines, source.name) for message in messages_of(article)],
        heading=Heading(title=article.title, project=source.name),
        lines=lines,
    )
    report = _write_catalogue(NewsroomFolder(out.parent), article, translated, target, overwrite=overwrite)
    return replace(report, path=str(out))


def _lines_of(source: ForeignText) -> dict[str, int]:
    """Return the line of the original on which each text stands, as far as its import left it alone."""
    original = read_translation(source.content, name=source.name, language=source.language)
    return {segment.text: segment.line for segment in (*original.fields.values(), *original.blocks)}


def _message_at_original(message: Message, lines: Mapping[str, int], name: str) -> Message:
    """Return a message that points into the original, not into the article that its import would write."""
    return replace(message, places=(Place(name, lines.get(message.text, 1)),))


def _write_catalogue(
    folder: NewsroomFolder,
    article: Article,
    translated: ForeignText,
    target: _TargetCatalogue,
    *,
    overwrite: bool,
) -> AlignmentReport:
    locale = translated.language
    other = read_translation(translated.content, name=translated.name, language=locale)
    alignment = _article_alignment(article, other, locale)
    fresh = updated_catalogue(target.existing, target.messages, locale=locale, heading=target.heading)
    done = filled_catalogue(fresh, alignment.pairs_by_key, overwrite=overwrite)
    return AlignmentReport(
        path=target.path,
        locale=locale,
        is_changed=folder.write(target.path, catalogue_text(done.catalogue)),
        certain_count=alignment.count(Certainty.CERTAIN),
        doubtful_count=alignment.count(Certainty.DOUBTFUL),
        copy_count=alignment.count(Certainty.COPY),
        missing_count=alignment.count(Certainty.MISSING),
        kept_count=done.kept_count,
        aligned_share=alignment.aligned_share,
        doubtful=_segments_to_review(alignment, article, target.lines, {Certainty.DOUBTFUL}),
        missing=_segments_to_review(alignment, article, target.lines, {Certainty.COPY, Certainty.MISSING}),
        left_over=_left_over_segments(alignment, translated.name),
        warnings=tuple(_warnings(other.language, locale, translated.name)),
    )


def _article_alignment(article: Article, other: TargetText, locale: Locale) -> Alignment:
    if article.language == locale:
        raise RuleError(f"{article.path} is written in {locale} itself; name another --locale")
    return align(
        segments_of_article(article),
        other,
        same_language=article.language.language == locale.language,
        kept=article.do_not_translate,
    )


def _left_over_segments(alignment: Alignment, name: str) -> tuple[SegmentToReview, ...]:
    why = "it stands for nothing of the source"
    return tuple(
        SegmentToReview(f"{name}:{segment.line}", excerpt(segment.text), why)
        for segment in alignment.left_over
    )


_WHY = {
    Certainty.COPY: "the document has the source's own words",
    Certainty.MISSING: "the document has nothing for it",
}


def _segments_to_review(
    alignment: Alignment, article: Article, lines: Mapping[str, int], certainties: Collection[Certainty]
) -> tuple[SegmentToReview, ...]:
    return tuple(
        SegmentToReview(
            f"{article.path}:{lines.get(pair.source.text, 1) if lines else pair.source.line}",
            excerpt(pair.source.text),
            pair.why or _WHY[pair.certainty],
        )
        for pair in alignment.pairs_by_key.values()
        if pair.certainty in certainties
    )


def _warnings(declared: str | None, locale: Locale, name: str) -> list[str]:
    """Return a warning where a document says that it is in another language than was asked for."""
    try:
        declared_locale = Locale.parse(declared) if declared else locale
    except ValueError:
        return [f"{name} names {declared!r} as its language, which is none"]
    if (declared_locale.language, declared_locale.script) == (locale.language, locale.script):
        return []
    return [f"{name} says that it is in {declared_locale}, and was taken as {locale}"]
