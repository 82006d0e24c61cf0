"""Editions, templates and an interface for tests that compile mails."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from given_templates import interface_of, shipped_templates
from newsletter.i18n.formats import format_day
from newsletter.i18n.locale import Locale
from newsletter.newsroom.markdown import Markdown
from newsletter.newsroom.settings import Look, Newsroom
from newsletter.rendering.compile import compile_mail
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.templating.interface import Interface
from newsletter.templating.templates import Templates
from newsletter.translation.localise import LocalisedArticle, LocalisedEdition

NEWSROOM = Newsroom(
    name="Network of Metropolitan Regions",
    source_language=Locale("en"),
    languages=(Locale("en"),),
    sender_name="The network",
    sender_address="news@example.org",
    postal_address="1 Example Square\nBarcelona",
    website="https://www.example.org/",
    look=Look(logo="images/logo.png"),
)
ARTICLE: Mapping[str, Any] = {
    "slug": "plan",
    "locale": "en",
    "fell_back": False,
    "title": "A plan",
    "summary": "What it says.",
    "date": date(2026, 11, 27),
    "category": "Governance",
    "image": "images/plan.png",
    "image_alt": "A round table",
    "author": "The secretariat",
    "source_url": "https://example.org/plan?a=1&b=2",
    "body": "The [report](https://example.org/report) is open.",
}
EDITION: Mapping[str, Any] = {
    "slug": "2026-12",
    "locale": "en",
    "subject": "News for {name}",
    "preheader": "A plan for three years",
    "greeting": "Dear {name},",
    "body": "Welcome.",
    "articles": (),
    "date": date(2026, 12, 1),
    "newsroom": NEWSROOM,
    "template": "bulletin",
}


def given_article(**differences: Any) -> LocalisedArticle:
    """Return an article; `locale` and `body` may be given as text."""
    return LocalisedArticle(**_values(ARTICLE, differences))


def given_edition(*articles: LocalisedArticle, **differences: Any) -> LocalisedEdition:
    """Return an edition; `locale` and `body` may be given as text."""
    return LocalisedEdition(**_values(EDITION, {"articles": articles, **differences}))


def _values(usual: Mapping[str, Any], differences: Mapping[str, Any]) -> dict[str, Any]:
    values = {**usual, **differences}
    locale = Locale.parse(values["locale"])
    date_text = format_day(values["date"], locale=locale) if values["date"] else ""
    return {**values, "locale": locale, "date_text": date_text, "body": Markdown(values["body"])}


def asset(path: str) -> str:
    """Return where an image of the newsroom would be on the web."""
    return f"https://cdn.example.org/{path}"


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """The built-in templates by name."""
    return shipped_templates()


@pytest.fixture
def article() -> Callable[..., LocalisedArticle]:
    """Makes an article that differs from the usual one as told."""
    return given_article


@pytest.fixture
def edition() -> Callable[..., LocalisedEdition]:
    """Makes an edition that differs from the usual one as told."""
    return given_edition


@pytest.fixture
def interface() -> Callable[..., Interface]:
    """Makes an interface in a locale from what it says there."""
    return interface_of


@pytest.fixture
def compiled(templates: dict[str, str]) -> Callable[..., CompiledMail]:
    """Compiles an edition with the built-in templates, own ones over them."""

    def compile_(
        edition: LocalisedEdition,
        *,
        words: Mapping[str, str] | None = None,
        own: Mapping[str, str] | None = None,
    ) -> CompiledMail:
        return compile_mail(
            edition,
            templates=Templates({**templates, **(own or {})}),
            interface=interface_of(edition.locale.tag, words),
            assets=asset,
        )

    return compile_


@pytest.fixture
def page() -> Callable[[CompiledMail], BeautifulSoup]:
    """Parses the HTML part of a mail."""
    return lambda mail: BeautifulSoup(mail.html, "html.parser")
