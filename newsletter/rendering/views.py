"""What templates see: one view of an edition for the HTML part, one for the text part.

    LocalisedEdition ──▶ html_values(), text_values() ──▶ markup.render()

Both are made from the same edition and name the same things, so the two parts say the same. Texts in
the HTML view are escaped by Jinja, but for passages, which are HTML already.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from newsletter.i18n.formats import conventions_for, format_list, format_number
from newsletter.i18n.locale import Direction, Locale
from newsletter.newsroom.markdown import Markdown
from newsletter.rendering.article_html import Assets, Surroundings, passage
from newsletter.rendering.palette import day_palette, night_palette
from newsletter.rendering.text_part import LinkNotes, plain_text, underlined_heading
from newsletter.rendering.typeface import Typeface, typeface
from newsletter.rendering.wrap import display_width, wrapped_text
from newsletter.revision.placeholders import Slot, SlotTokens
from newsletter.templating.interface import isolated_value
from newsletter.translation.localise import LocalisedArticle, LocalisedEdition

IMAGE_WIDTH_PX = 576
_NAME = "{name}"
_EDGES: Mapping[Direction, tuple[str, str]] = {"ltr": ("left", "right"), "rtl": ("right", "left")}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article as templates see it. What an article does not have is an empty string."""

    marks: Markup
    """` lang="…" dir="…"` where the article is not in the language around it."""
    dir: Direction
    start: str
    """`left` or `right`: where its lines begin."""
    face: Typeface
    case: str
    fell_back: bool
    title: str
    summary: str
    date: str
    category: str
    author: str
    image_url: str
    image_alt: str
    source_url: str
    source_name: str
    body: str
    notes: str = ""
    """The addresses of its links, in the text part only."""


def html_values(
    edition: LocalisedEdition, *, slots: tuple[Slot, ...], tokens: SlotTokens, assets: Assets
) -> dict[str, object]:
    """Return the values of a `.mjml` template."""

    def body_of(body: Markdown, direction: Direction, top_heading: int) -> Markup:
        around = Surroundings(
            direction=direction, top_heading=top_heading, image_width_px=IMAGE_WIDTH_PX, assets=assets
        )
        return passage(body, around)

    look = edition.newsroom.look
    return {
        **_shared_values(edition, slots, tokens),
        "subject": addressed_text(edition.subject, tokens, as_html=True),
        "greeting": addressed_text(edition.greeting, tokens, as_html=True),
        "opening": body_of(edition.body, edition.locale.direction, 2),
        "articles": [
            _article(article, edition, assets, body_of(article.body, article.locale.direction, 3))
            for article in edition.articles
        ],
        "logo_url": assets(look.logo) if look.logo else "",
        "day": day_palette(look),
        "night": night_palette(look),
    }


def text_values(
    edition: LocalisedEdition, *, slots: tuple[Slot, ...], tokens: SlotTokens, assets: Assets
) -> dict[str, object]:
    """Return the values of a `.txt` template: passages are wrapped, their links are numbered notes."""
    notes = LinkNotes()
    measure = _measure(slots, tokens)
    return {
        **_shared_values(edition, slots, tokens),
        "subject": addressed_text(edition.subject, tokens, as_html=False),
        "greeting": addressed_text(edition.greeting, tokens, as_html=False),
        "opening": plain_text(edition.body, notes),
        "opening_notes": notes.new_lines(),
        "articles": [
            _article(article, edition, assets, plain_text(article.body, notes), notes=notes)
            for article in edition.articles
        ],
        "wrap": lambda text: wrapped_text(text, measure=measure),
        "underline": lambda text, line: underlined_heading(text, line, measure=measure),
    }


def addressed_text(text: str, tokens: SlotTokens, *, as_html: bool) -> str:
    """Return a text with the member's name where it says `{name}`, so that no name turns the rest round."""
    name = isolated_value(tokens.token("name"), as_html=as_html)
    parts = text.split(_NAME)
    return Markup(name).join(map(escape, parts)) if as_html else name.join(parts)  # noqa: S704 a token of ours


def text_without_name(text: str, neutral: str) -> str:
    """Return a text with the neutral value where it says `{name}`: for a title, which has no slots."""
    return text.replace(_NAME, neutral)


def _shared_values(
    edition: LocalisedEdition, slots: tuple[Slot, ...], tokens: SlotTokens
) -> dict[str, object]:
    locale, newsroom = edition.locale, edition.newsroom
    conventions = conventions_for(locale, newsroom.conventions)
    face = typeface(locale)
    start, end = _EDGES[locale.direction]
    neutral = {slot.name: slot.neutral for slot in slots}
    return {
        "lang": locale.tag,
        "dir": locale.direction,
        "start": start,
        "end": end,
        "face": face,
        "case": _case(face),
        "language": locale.name_in(locale),
        "title": text_without_name(edition.subject, neutral["name"]),
        "preheader": edition.preheader,
        "date": edition.date_text,
        "number": partial(format_number, locale=locale, conventions=conventions),
        "listed": partial(format_list, locale=locale),
        "newsroom": newsroom,
        "postal_lines": [line for line in newsroom.postal_address.splitlines() if line != newsroom.name],
        "website_name": _host(newsroom.website),
        "slots": {slot.name: tokens.token(slot.name) for slot in slots},
    }


def _article(
    article: LocalisedArticle,
    edition: LocalisedEdition,
    assets: Assets,
    body: str,
    *,
    notes: LinkNotes | None = None,
) -> ArticleView:
    face = typeface(article.locale)
    return ArticleView(
        marks=_marks(article.locale, edition.locale),
        dir=article.locale.direction,
        start=_EDGES[article.locale.direction][0],
        face=face,
        case=_case(face),
        fell_back=article.fell_back,
        title=article.title,
        summary=article.summary,
        date=article.date_text,
        category=article.category or "",
        author=article.author or "",
        image_url=assets(article.image) if article.image else "",
        image_alt=article.image_alt,
        source_url=article.source_url or "",
        source_name=_host(article.source_url or ""),
        body=body,
        notes=notes.new_lines() if notes else "",
    )


def _marks(locale: Locale, around: Locale) -> Markup:
    if locale == around:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(locale.tag, locale.direction)


def _case(face: Typeface) -> str:
    return "cased" if face.is_cased else "uncased"


def _host(url: str) -> str:
    """Return what a person calls a website: its host, without `www.`."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _measure(slots: tuple[Slot, ...], tokens: SlotTokens) -> Callable[[str], int]:
    """Return a measure that takes a slot for as wide as its neutral value."""
    neutral = {slot.name: slot.neutral for slot in slots}

    def width(word: str) -> int:
        return display_width("".join(text + neutral.get(name or "", "") for text, name in tokens.split(word)))

    return width
