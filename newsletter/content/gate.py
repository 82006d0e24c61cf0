"""The gate: whether an edition may go out in a locale.

    Manuscript, Catalogues ──▶ gate() ──▶ GateResult

It opens when the mail's frame is whole in that language (the edition's own messages and the
interface) and at least one article is. An article that is not whole falls back to its source as a
whole, marked as such. A locale whose gate is shut is offered to nobody: its members read the next of
their languages.
"""

from dataclasses import dataclass

from newsletter.content.catalogue import Catalogue
from newsletter.content.completeness import Completeness, completeness
from newsletter.content.localise import Catalogues
from newsletter.content.manuscript import Manuscript, article_domain, edition_domain
from newsletter.content.messages import Message, messages_of_article, messages_of_edition
from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """The decision for one locale, with its evidence."""

    locale: Locale
    is_open: bool
    why: str
    """A sentence for the editor."""
    message_count: int
    translated_count: int
    fell_back: tuple[str, ...]
    """Slugs of the articles that stand in their source language."""


def gate(
    manuscript: Manuscript, *, locale: Locale, catalogues: Catalogues, interface: Completeness
) -> GateResult:
    """Decide for one locale. `interface` counts mail chrome and pages in that locale."""
    edition = manuscript.edition
    frame = _count(
        edition.language, locale, messages_of_edition(edition), catalogues.get(edition_domain(edition.slug))
    )
    articles = {
        article.slug: _count(
            article.language,
            locale,
            messages_of_article(article),
            catalogues.get(article_domain(article.slug)),
        )
        for article in manuscript.articles
    }
    total = sum(articles.values(), start=frame)
    why_shut = _why_shut(frame, interface, articles, locale=locale, slug=edition.slug)
    return GateResult(
        locale=locale,
        is_open=not why_shut,
        why=why_shut or f"{total.translated_count} of {total.message_count} messages translated",
        message_count=total.message_count,
        translated_count=total.translated_count,
        fell_back=tuple(slug for slug, count in articles.items() if not count.is_whole),
    )


def _count(
    source: Locale, locale: Locale, messages: list[Message], catalogue: Catalogue | None
) -> Completeness:
    """Count; a text in its own language is whole."""
    return (
        Completeness(len(messages), len(messages)) if source == locale else completeness(messages, catalogue)
    )


def _why_shut(
    frame: Completeness,
    interface: Completeness,
    articles: dict[str, Completeness],
    *,
    locale: Locale,
    slug: str,
) -> str:
    folder = f"locales/{locale.gettext_name}/LC_MESSAGES"
    if not frame.is_whole:
        missing = frame.message_count - frame.translated_count
        count = f"{missing} of {frame.message_count}"
        return f"{count} messages of the edition itself are not translated in {folder}/edition-{slug}.po"
    if not interface.is_whole:
        missing = interface.message_count - interface.translated_count
        count = f"{missing} of {interface.message_count}"
        return f"{count} messages of the interface are not translated in {folder}/interface.po"
    if not any(count.is_whole for count in articles.values()):
        return "no article is wholly translated"
    return ""
