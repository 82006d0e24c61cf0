"""An edition: an ordered set of articles with subject, preheader and greeting; what one mail contains.

editions/<slug>.md ──▶ parse_edition() ──▶ Edition
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition as its editor wrote it. The body is the editor's opening words, may be empty."""

    slug: str
    path: str
    language: Locale
    subject: str
    preheader: str
    greeting: str
    """May hold `{name}`, the member's name."""
    articles: tuple[str, ...]
    """Slugs, in the order of the mail."""
    template: str = "bulletin"
    """Name of a template folder under `templates/mail/`."""
    lists: tuple[str, ...] = ()
    date: date | None = None
    do_not_translate: tuple[str, ...] = ()
    body: str = ""
    body_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
