"""A manuscript: an edition with its articles and the newsroom's settings, as they were written.

Newsroom, Edition, Articles ──▶ manuscript_of() ──▶ Manuscript ──▶ localise(), gate()
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from newsletter.errors import ArticleError, Fault, Place
from newsletter.i18n.fallbacks import article_chain
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.settings import Newsroom


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """Everything of one edition that people wrote in its source language."""

    newsroom: Newsroom
    edition: Edition
    articles: tuple[Article, ...]

    @cached_property
    def texts(self) -> Mapping[str, Article | Edition]:
        """The edition and its articles by domain, the edition first."""
        texts: tuple[Article | Edition, ...] = (self.edition, *self.articles)
        return {domain_of(text): text for text in texts}

    def place_of_image(self, path: str) -> Place:
        """Return where an image is named: for the fault of one that is not there."""
        for text in self.texts.values():
            if isinstance(text, Article) and text.image == path:
                return Place(text.path, text.lines.get("image", 1))
            if path in text.body:
                line = text.body_line + text.body.count("\n", 0, text.body.index(path))
                return Place(text.path, line)
        return Place("newsroom.toml")

    def stand_ins(self, text: Article | Edition, locale: Locale) -> tuple[Locale, ...]:
        """Return the locales in which to look for a text that is not ready in one, its own language last."""
        newsroom = self.newsroom
        return article_chain(locale, newsroom.fallbacks, text.language, offered=newsroom.languages)


def article_domain(slug: str) -> str:
    """Return the gettext domain of an article."""
    return f"article-{slug}"


def edition_domain(slug: str) -> str:
    """Return the gettext domain of an edition."""
    return f"edition-{slug}"


def domain_of(text: Article | Edition) -> str:
    """Return the gettext domain of an article or an edition."""
    return article_domain(text.slug) if isinstance(text, Article) else edition_domain(text.slug)


INTERFACE_DOMAIN = "interface"


def manuscript_of(newsroom: Newsroom, edition: Edition, articles: Mapping[str, Article]) -> Manuscript:
    """Return the edition with the articles that it names, in its order.

    Raises:
        ArticleError: the edition names articles that there are not; all of them are told.
    """
    missing = [slug for slug in edition.articles if slug not in articles]
    if missing:
        known = ", ".join(sorted(articles)) or "none"
        raise ArticleError(
            Fault(
                edition.path,
                edition.lines.get("articles", 1),
                f"there is no article {slug!r}",
                f"Write articles/{slug}.md, or name one of: {known}",
            )
            for slug in missing
        )
    return Manuscript(
        newsroom=newsroom, edition=edition, articles=tuple(articles[slug] for slug in edition.articles)
    )
