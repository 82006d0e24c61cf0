"""An edition in one locale: everything that both parts of the mail are made from.

    Manuscript, Catalogues, LanguageGate.article_locales ──▶ localise() ──▶ LocalisedEdition

An article that is not ready in a language stands in another one *as a whole*, marked as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from newsletter.i18n.formats import USUAL_CONVENTIONS, Conventions, conventions_for, format_day
from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import Article
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.manuscript import Manuscript, article_domain, edition_domain
from newsletter.newsroom.markdown import Markdown, units
from newsletter.newsroom.settings import Newsroom
from newsletter.po.catalogue import Catalogue
from newsletter.translation.plural_text import counted_phrases, markdown_with_phrases, text_with_phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedArticle:
    """One article as its reader meets it. `locale` is the one it is really in."""

    slug: str
    locale: Locale
    fell_back: bool
    """True where the reader's language was not ready, so it stands in another one."""
    title: str
    summary: str
    date: date | None
    date_text: str = field(repr=False)
    """`date` as `locale` writes it; "" where there is none. What a mail's tokens are made of has `date`."""
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
    """May hold `{name}`; counted phrases are filled in, here and everywhere."""
    preheader: str
    greeting: str
    """May hold `{name}`."""
    body: Markdown
    """The editor's opening words, may be empty."""
    articles: tuple[LocalisedArticle, ...]
    date: date | None
    date_text: str = field(repr=False)
    """`date` as `locale` writes it; "" where there is none."""
    newsroom: Newsroom
    template: str


Catalogues = Mapping[str, Catalogue]
"""The catalogues of one locale by domain (`article-<slug>`, `edition-<slug>`)."""


def localise(
    manuscript: Manuscript,
    *,
    locale: Locale,
    catalogues: Mapping[Locale, Catalogues],
    article_locales: Mapping[str, Locale],
) -> LocalisedEdition:
    """Return the edition in one locale.

    Whether it may go out like this is the gate's question (`gate.py`): what the edition's own
    catalogue does not translate stands here in the source language.

    Args:
        manuscript: what people wrote.
        locale: of the mail.
        catalogues: of that locale, and of those that articles fall back to.
        article_locales: in which locale each article stands, by slug, as the gate has found.
    """
    edition, asked_for = manuscript.edition, manuscript.newsroom.conventions
    conventions = conventions_for(locale, asked_for)
    catalogue = catalogues.get(locale, {}).get(edition_domain(edition.slug))
    edition_text = _localised_text(edition, locale, catalogue, conventions)
    return LocalisedEdition(
        slug=edition.slug,
        locale=locale,
        subject=edition_text.text("subject", edition.subject),
        preheader=edition_text.text("preheader", edition.preheader),
        greeting=edition_text.text("greeting", edition.greeting),
        body=edition_text.markdown(edition.body),
        articles=tuple(
            localise_article(
                article,
                locale=article_locales[article.slug],
                fell_back=article_locales[article.slug] != locale,
                catalogues=catalogues,
                conventions=conventions_for(article_locales[article.slug], asked_for),
            )
            for article in manuscript.articles
        ),
        date=edition.date,
        date_text=_date_text(edition.date, locale, conventions),
        newsroom=manuscript.newsroom,
        template=edition.template,
    )


def localise_article(
    article: Article,
    *,
    locale: Locale,
    fell_back: bool,
    catalogues: Mapping[Locale, Catalogues],
    conventions: Conventions = USUAL_CONVENTIONS,
) -> LocalisedArticle:
    """Return the article in the locale. `fell_back`: its reader asked for another one.

    `conventions`: how this locale writes days and numbers, where not as CLDR says.
    """
    catalogue = catalogues.get(locale, {}).get(article_domain(article.slug))
    article_text = _localised_text(article, locale, catalogue, conventions)
    return LocalisedArticle(
        slug=article.slug,
        locale=locale,
        fell_back=fell_back,
        title=article_text.text("title", article.title),
        summary=article_text.text("summary", article.summary),
        date=article.date,
        date_text=_date_text(article.date, locale, conventions),
        category=article_text.text("category", article.category) if article.category else None,
        image=article.image,
        image_alt=article_text.text("image alt", article.image_alt or ""),
        author=article_text.text("author", article.author) if article.author else None,
        source_url=article.source_url,
        body=article_text.markdown(article.body),
    )


@dataclass(frozen=True, slots=True)
class _LocalisedText:
    """What a text says in the language of a catalogue; without one, what its author wrote."""

    catalogue: Catalogue | None
    phrases: Mapping[str, str] = field(default_factory=dict)
    """The counted phrases by name, in that language."""

    def text(self, context: str, source: str) -> str:
        return text_with_phrases(self._translated_text(context, source), self.phrases)

    def markdown(self, source: str) -> Markdown:
        return markdown_with_phrases(self._translated_markdown(source), self.phrases)

    def _translated_text(self, context: str, source: str) -> str:
        if self.catalogue is None:
            return source
        return self.catalogue.translation(context, source) or source

    def _translated_markdown(self, source: str) -> Markdown:
        if self.catalogue is None:
            return Markdown(source)
        return Markdown(
            source,
            {(unit.role, unit.text): self._translated_text(unit.role, unit.text) for unit in units(source)},
        )


def _localised_text(
    text: Article | Edition, locale: Locale, catalogue: Catalogue | None, conventions: Conventions
) -> _LocalisedText:
    """Return what a text says in a locale; in its own language, what its author wrote."""
    text_catalogue = None if text.language == locale else catalogue
    return _LocalisedText(
        text_catalogue, counted_phrases(text.counts, text_catalogue, locale=locale, conventions=conventions)
    )


def _date_text(day: date | None, locale: Locale, conventions: Conventions) -> str:
    return format_day(day, locale=locale, conventions=conventions) if day else ""
