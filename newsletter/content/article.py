"""An article: one text in its source language, Markdown with front matter.

articles/<slug>.md ──▶ parse_article() ──▶ Article
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as its author wrote it."""

    slug: str
    path: str
    """Below the newsroom, such as `articles/congress.md`: what messages and faults point to."""
    language: Locale
    title: str
    summary: str
    date: date | None = None
    category: str | None = None
    image: str | None = None
    """Path below the newsroom (`images/congress.png`)."""
    image_alt: str | None = None
    author: str | None = None
    source_url: str | None = None
    do_not_translate: tuple[str, ...] = ()
    body: str
    """Markdown."""
    body_line: int = 1
    """1-based line of the file on which the body starts."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """1-based line of each front matter key."""
