"""The gate: whether an edition may go out in a locale, and which of its articles fall back.

    Manuscript, Readiness of its texts ──▶ gate() ──▶ GateResult ──▶ localise()

It opens when the mail's frame is ready in that language (the edition's own messages and the interface)
and at least one article is. An article that is not ready falls back as a whole, to the first language of
its chain that is ready, or the edition as a whole does, as the newsroom rules. A locale whose gate is
shut is offered to nobody: its members read the next of their languages.
"""

from collections.abc import Callable, Mapping

from newsletter.i18n.fallbacks import article_chain
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.manuscript import Manuscript, article_domain, edition_domain
from newsletter.newsroom.translation_settings import FallsBack
from newsletter.revision.language_gate import GateResult
from newsletter.translation.completeness import Completeness
from newsletter.translation.readiness import Readiness

ReadinessOf = Callable[[str, Locale], Readiness]
"""(domain, locale) → how ready that text is; in its own language a text is whole."""


def gate(
    manuscript: Manuscript, *, locale: Locale, readiness_of: ReadinessOf, interface: Completeness
) -> GateResult:
    """Decide for one locale. `interface` counts mail chrome and pages in that locale."""
    edition = manuscript.edition
    frame = readiness_of(edition_domain(edition.slug), locale)
    articles = {a.slug: readiness_of(article_domain(a.slug), locale) for a in manuscript.articles}
    fell_back = tuple(slug for slug, ready in articles.items() if not ready.is_ready)
    why_shut = _why_frame_shut(manuscript, frame, interface, locale) or _why_articles_shut(
        manuscript, articles, fell_back
    )
    texts = (frame, *articles.values())
    translated_count, message_count = (
        sum(text.ready_count for text in texts),
        sum(text.message_count for text in texts),
    )
    return GateResult(
        locale=locale,
        is_open=not why_shut,
        why=why_shut or f"{translated_count} of {message_count} messages translated",
        message_count=message_count,
        translated_count=translated_count,
        fell_back=fell_back,
        article_locales={
            article.slug: _article_locale(manuscript, article, locale, readiness_of)
            for article in manuscript.articles
        },
    )


def _article_locale(
    manuscript: Manuscript, article: Article, locale: Locale, readiness_of: ReadinessOf
) -> Locale:
    """Return the first locale in which an article is ready, of the one wanted and its chain."""
    newsroom, domain = manuscript.newsroom, article_domain(article.slug)
    chain = article_chain(locale, newsroom.fallbacks, article.language, offered=newsroom.languages)
    return next(
        (one for one in (locale, *chain) if one == article.language or readiness_of(domain, one).is_ready),
        article.language,
    )


def _why_frame_shut(manuscript: Manuscript, frame: Readiness, interface: Completeness, locale: Locale) -> str:
    folder = f"locales/{locale.gettext_name}/LC_MESSAGES"
    if not frame.is_ready:
        return f"the edition itself: {frame.why_not} in {folder}/edition-{manuscript.edition.slug}.po"
    if not interface.is_whole:
        missing = interface.message_count - interface.translated_count
        count = f"{missing} of {interface.message_count}"
        return f"{count} messages of the interface are not translated in {folder}/interface.po"
    return ""


def _why_articles_shut(
    manuscript: Manuscript, articles: Mapping[str, Readiness], fell_back: tuple[str, ...]
) -> str:
    if not fell_back:
        return ""
    if manuscript.newsroom.translation.falls_back is FallsBack.EDITION:
        return f"the article {fell_back[0]}: {articles[fell_back[0]].why_not}"
    least = manuscript.newsroom.translation.least_ready_percent
    ready_count = len(articles) - len(fell_back)
    if ready_count and ready_count * 100 < least * len(articles):
        return f"{ready_count} of {len(articles)} articles are ready; the newsroom asks for {least} %"
    if not ready_count:
        return f"no article is ready; {fell_back[0]}: {articles[fell_back[0]].why_not}"
    return ""
