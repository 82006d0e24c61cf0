"""The gate: whether an edition may go out in a locale, and which of its articles fall back.

    Manuscript, ReadinessTable ──▶ gate() ──▶ LanguageGate ──▶ localise()

It opens when the mail's frame is ready in that language (the edition's own messages and the interface)
and at least one article is. An article that is not ready falls back as a whole, to the first language of
its chain that is ready, or the edition as a whole does, as the newsroom rules. A locale whose gate is
shut is offered to nobody: its members read the next of their languages.
"""

from collections.abc import Mapping

from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, Manuscript, article_domain, edition_domain
from newsletter.newsroom.translation_settings import FallsBack
from newsletter.revision.language_gate import LanguageGate
from newsletter.translation.readiness import Readiness
from newsletter.translation.readiness_table import ReadinessTable


def gate(manuscript: Manuscript, table: ReadinessTable, locale: Locale) -> LanguageGate:
    """Decide for one locale.

    Raises:
        TranslationError: a catalogue cannot be read that the decision, or an article's language, hangs on.
    """
    interface = table.readiness(INTERFACE_DOMAIN, locale)
    frame = table.readiness(edition_domain(manuscript.edition.slug), locale)
    articles = {a.slug: table.readiness(article_domain(a.slug), locale) for a in manuscript.articles}
    fell_back = tuple(slug for slug, ready in articles.items() if not ready.is_ready)
    why_shut = _why_frame_shut(manuscript, frame, interface, locale) or _why_articles_shut(
        manuscript, articles, fell_back
    )
    texts = (frame, *articles.values())
    translated_count, message_count = (
        sum(text.ready_count for text in texts),
        sum(text.message_count for text in texts),
    )
    return LanguageGate(
        locale=locale,
        is_open=not why_shut,
        why=why_shut or f"{translated_count} of {message_count} messages translated",
        message_count=message_count,
        translated_count=translated_count,
        fell_back=fell_back,
        article_locales={
            article.slug: _article_locale(manuscript, table, article, locale)
            for article in manuscript.articles
        },
    )


def _article_locale(
    manuscript: Manuscript, table: ReadinessTable, article: Article, locale: Locale
) -> Locale:
    """Return the first locale in which an article is ready, of the one wanted and those that stand in."""
    domain = article_domain(article.slug)
    return next(
        (
            stand_in
            for stand_in in (locale, *manuscript.stand_ins(article, locale))
            if stand_in == article.language or table.readiness(domain, stand_in).is_ready
        ),
        article.language,
    )


def _why_frame_shut(manuscript: Manuscript, frame: Readiness, interface: Readiness, locale: Locale) -> str:
    folder = f"locales/{locale.gettext_name}/LC_MESSAGES"
    if not frame.is_ready:
        return f"the edition itself: {frame.why_not} in {folder}/edition-{manuscript.edition.slug}.po"
    if not interface.is_ready:
        missing = interface.message_count - interface.ready_count
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
