"""An edition in one locale: everything that both parts of the mail are made from.

    Edition, Articles, Catalogues ──▶ localise() ──▶ LocalisedEdition

An article whose catalogue is not complete falls back to its source *as a whole*.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

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
    body: str
    """Markdown in `locale`; the structure is the source's."""


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
    body: str
    """Markdown: the editor's opening words, may be empty."""
    articles: tuple[LocalisedArticle, ...]
    date: date | None
    newsroom: Newsroom
    template: str


Translate = Callable[[str, str], str]
"""(context, source text) → text in the reader's language; the source text where there is none."""
