"""An edition in one locale: everything that both parts of the mail are made from.

    Manuscript, Catalogues ──▶ localise() ──▶ LocalisedEdition

An article whose catalogue is not complete falls back to its source *as a whole*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from newsletter.content.article import Article
from newsletter.content.catalogue import Catalogue
from newsletter.content.completeness import completeness
from newsletter.content.manuscript import Manuscript, article_domain, edition_domain
from newsletter.content.markdown import Markdown, units
from newsletter.content.messages import messages_of_article
from newsletter.content.newsroom import Newsroom
from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedArticle:
    """One article as its reader meets it. `locale` is the one it is really written in."""

    slug: str
    locale: Locale
    fell_back: bool
    """True where the reader's language was not ready, so this is the source text."""
    title: str
    summary: str
    date: date | None
    category: str | None
    image: str | None
    image_alt: str
    author: str | None
    source_url: str | None
    body: Markdown
    """In `locale`; the structure is the source's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedEdition:
    """One edition in one locale."""

    slug: str
    locale: Locale
    subject: str
    """May hold `{name}`."""
    preheader: str
    greeting: str
    """May hold `{name}`."""
    body: Markdown
    """The editor's opening words, may be empty."""
    articles: tuple[LocalisedArticle, ...]
    date: date | None
    newsroom: Newsroom
    template: str


Catalogues = Mapping[str, Catalogue]
"""The catalogues of one locale by domain (`article-<slug>`, `edition-<slug>`)."""


def localise(manuscript: Manuscript, *, locale: Locale, catalogues: Catalogues) -> LocalisedEdition:
    """Return the edition in one locale.

    Whether it may go out like this is the gate's question (`gate.py`): what the edition's own
    catalogue does not translate stands here in the source language.
    """
    edition = manuscript.edition
    said = _Said(catalogues.get(edition_domain(edition.slug)) if edition.language != locale else None)
    return LocalisedEdition(
        slug=edition.slug,
        locale=locale,
        subject=said.text("subject", edition.subject),
        preheader=said.text("preheader", edition.preheader),
        greeting=said.text("greeting", edition.greeting),
        body=said.markdown(edition.body),
        articles=tuple(
            localise_article(article, locale=locale, catalogue=catalogues.get(article_domain(article.slug)))
            for article in manuscript.articles
        ),
        date=edition.date,
        newsroom=manuscript.newsroom,
        template=edition.template,
    )


def localise_article(article: Article, *, locale: Locale, catalogue: Catalogue | None) -> LocalisedArticle:
    """Return the article in the locale, or wholly in its source language where that is not ready."""
    is_source = article.language == locale
    is_ready = is_source or completeness(messages_of_article(article), catalogue).is_whole
    said = _Said(catalogue if is_ready and not is_source else None)
    return LocalisedArticle(
        slug=article.slug,
        locale=locale if is_ready else article.language,
        fell_back=not is_ready,
        title=said.text("title", article.title),
        summary=said.text("summary", article.summary),
        date=article.date,
        category=said.text("category", article.category) if article.category else None,
        image=article.image,
        image_alt=said.text("image alt", article.image_alt or ""),
        author=said.text("author", article.author) if article.author else None,
        source_url=article.source_url,
        body=said.markdown(article.body),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says in the language of a catalogue; without one, what its author wrote."""

    catalogue: Catalogue | None

    def text(self, context: str, source: str) -> str:
        if self.catalogue is None:
            return source
        return self.catalogue.translation(context, source) or source

    def markdown(self, source: str) -> Markdown:
        if self.catalogue is None:
            return Markdown(source)
        return Markdown(
            source, {(unit.role, unit.text): self.text(unit.role, unit.text) for unit in units(source)}
        )
