"""An article: one text in its source language, Markdown with front matter.

articles/<slug>.md ──▶ parse_article() ──▶ Article ──▶ article_text() ──▶ the same file again
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsletter.i18n.locale import Locale
from newsletter.newsroom.fields import Fields
from newsletter.newsroom.front_matter import FENCE, read_source
from newsletter.newsroom.plural_phrases import FRONT_KEY, Count, counts_of, note_unused
from newsletter.newsroom.plural_phrases import KEYS as COUNT_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as its author wrote it."""

    slug: str
    path: str
    """Below the newsroom, such as `articles/congress.md`: what messages and faults point to."""
    language: Locale
    title: str
    summary: str
    date: dt.date | None = None
    category: str | None = None
    image: str | None = None
    """Path below the newsroom (`images/congress.png`)."""
    image_alt: str | None = None
    author: str | None = None
    source_url: str | None = None
    do_not_translate: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    """Phrases that count something; every text of the article may say their names in braces."""
    body: str
    """Markdown."""
    body_line: int = 1
    """1-based line of the file on which the body starts."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """1-based line of each front matter key."""


KEYS = (
    "title",
    "summary",
    "date",
    "language",
    "category",
    "image",
    "image_alt",
    "author",
    "source_url",
    "do_not_translate",
    FRONT_KEY,
)
# A letter or digit first, and nothing that means something to YAML later.
_BARE = re.compile(r"\w(?:[\w /().,;!?’-]*[\w/().,;!?’-])?")


def parse_article(text: str, *, slug: str, path: str) -> Article:
    """Return the article that a source file holds.

    Args:
        text: the file, as `decode_source` returns it.
        slug: its name without `.md`.
        path: below the newsroom; faults point to it.

    Raises:
        ArticleError: everything that is wrong with the file.
    """
    fields = Fields(read_source(text, path, nested=(FRONT_KEY,)), known=KEYS)
    fields.check_own_slug(slug)
    article = Article(
        slug=slug,
        path=path,
        title=fields.required_text("title", '"What happened, in one line"'),
        summary=fields.required_text("summary", '"The news in one or two sentences"'),
        date=fields.day("date"),
        language=fields.language("language"),
        category=fields.text("category"),
        image=fields.path("image"),
        image_alt=_image_alt(fields),
        author=fields.text("author"),
        source_url=fields.web_address("source_url"),
        do_not_translate=fields.texts("do_not_translate"),
        counts=counts_of(fields),
        body=fields.source.body,
        body_line=fields.source.body_line,
        lines=fields.lines,
    )
    note_unused(fields, article.counts, _texts(article))
    fields.raise_faults()
    return article


def _texts(article: Article) -> tuple[str | None, ...]:
    """Return everything that is translated of an article."""
    front = (article.title, article.summary, article.category, article.image_alt, article.author)
    return (*front, article.body)


def _image_alt(fields: Fields) -> str | None:
    """Return what the image shows; a picture without it says nothing to who cannot see it (WCAG 2, 1.1.1)."""
    if "image" in fields.source.entries:
        return fields.required_text("image_alt", '"What the picture shows"')
    return fields.text("image_alt")


def article_text(article: Article) -> str:
    """Return the source file of an article; `parse_article` reads the same values from it."""
    values = ((key, getattr(article, key)) for key in KEYS)
    front = [line for key, value in values if value for line in _yaml_lines(key, value)]
    body = ["", article.body] if article.body else []
    return "\n".join([FENCE, *front, FENCE, *body, ""])


def _yaml_lines(
    key: str, value: str | dt.date | Locale | tuple[str, ...] | tuple[Count, ...]
) -> Iterator[str]:
    """Yield the YAML of one key; a list has a line per text, a counted phrase one per key of its own."""
    if isinstance(value, tuple):
        yield f"{key}:"
        for item in value:
            yield from _count_lines(item) if isinstance(item, Count) else [f"  - {yaml_scalar(item)}"]
    else:
        yield f"{key}: {yaml_scalar(str(value))}"


def _count_lines(count: Count) -> Iterator[str]:
    yield f"  {count.name}:"
    yield from (f"    {key}: {yaml_scalar(str(getattr(count, key)))}" for key in COUNT_KEYS)


def yaml_scalar(text: str) -> str:
    r"""Return the text as YAML: bare where no rule of YAML could mistake it, else in double quotes.

    >>> print(yaml_scalar("Metropolis 2021"), yaml_scalar('The "new" plan: first steps'))
    Metropolis 2021 "The \"new\" plan: first steps"
    """
    if _BARE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
