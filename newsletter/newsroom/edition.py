"""An edition: an ordered set of articles with subject, preheader and greeting; what one mail contains.

editions/<slug>.md ──▶ parse_edition() ──▶ Edition
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsletter.i18n.locale import Locale
from newsletter.newsroom.fields import Fields, checked_slug
from newsletter.newsroom.front_matter import read_source
from newsletter.newsroom.plural_phrases import FRONT_KEY, Count, counts_of, has_count, note_unused


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
    date: dt.date | None = None
    do_not_translate: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    """Phrases that count something; subject, preheader, greeting and body may say their names in braces."""
    body: str = ""
    body_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)


KEYS = (
    "language",
    "subject",
    "preheader",
    "greeting",
    "articles",
    "template",
    "lists",
    "date",
    "do_not_translate",
    FRONT_KEY,
)
_BRACED = re.compile(r"\{[^{}]*\}|[{}]")


def parse_edition(text: str, *, slug: str, path: str) -> Edition:
    """Return the edition that a source file holds.

    Args:
        text: the file, as `decode_source` returns it.
        slug: its name without `.md`.
        path: below the newsroom; faults point to it.

    Raises:
        ArticleError: everything that is wrong with the file.
    """
    fields = Fields(read_source(text, path, nested=(FRONT_KEY,)), known=KEYS)
    fields.check_own_slug(slug)
    counts = counts_of(fields)
    edition = Edition(
        slug=slug,
        path=path,
        language=fields.language("language"),
        subject=_text_with_name(fields, "subject", '"December: first steps towards the action plan"'),
        preheader=_text_without_name(fields, "preheader", '"What a mailbox shows beside the subject"'),
        greeting=_text_with_name(fields, "greeting", '"Dear {name},"'),
        articles=_article_slugs(fields),
        template=fields.read("template", checked_slug, "Name a folder of templates/mail/") or "bulletin",
        lists=fields.texts("lists"),
        date=fields.day("date"),
        do_not_translate=fields.texts("do_not_translate"),
        counts=counts,
        body=fields.source.body,
        body_line=fields.source.body_line,
        lines=fields.lines,
    )
    note_unused(fields, counts, (edition.subject, edition.preheader, edition.greeting, edition.body))
    fields.raise_faults()
    return edition


def _text_with_name(fields: Fields, key: str, example: str) -> str:
    """Return a text that may hold `{name}` and counts; any other brace would reach the member as it is."""
    text = fields.required_text(key, example)
    for braced in dict.fromkeys(_BRACED.findall(text)):
        if braced != "{name}" and not has_count(fields, braced[1:-1]):
            remedy = "The only placeholder is {name}, besides the names of counts; write no other brace"
            fields.note_fault(key, f"`{key}` has {braced!r}", remedy)
    return text


def _text_without_name(fields: Fields, key: str, example: str) -> str:
    """Return a text that is the same for every member."""
    text = fields.required_text(key, example)
    if "{name}" in text:
        fields.note_fault(key, f"`{key}` has {{name}}", "Only the subject and the greeting can hold the name")
    return text


def _article_slugs(fields: Fields) -> tuple[str, ...]:
    """Return the slugs of at least one article."""
    slugs = fields.slugs("articles")
    if not slugs and not fields.is_explained("articles"):
        remedy = "List the slugs of the articles, in the order of the mail, each after a dash"
        fields.note_fault("articles", "`articles` is missing or empty", remedy)
    return slugs
