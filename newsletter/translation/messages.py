"""The messages that a translator sees: title, paragraphs, alt texts, subject, counted phrases.

    Article, Edition ──▶ messages_of_article(), messages_of_edition() ──▶ list[Message] ──▶ po/catalogue.py

A message is identified by (context, source text), the pair gettext itself uses. The context is the
block's role ("title", "paragraph", "image alt"), never its position: moving a paragraph must not
orphan its translation. Where it stands is told in comments, which may change freely.

Sources: GNU gettext manual, "The Format of PO Files" (msgctxt, msgid, "#.", "#:", "#,"); Weblate's
documentation, "Customizing behavior using flags" (`md-text`, `max-length`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsletter.errors import Place
from newsletter.newsroom.article import Article
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary, terms_in, with_kept_terms
from newsletter.newsroom.markdown import units
from newsletter.newsroom.plural_phrases import CONTEXT, Count, is_used_in

_FRONT_KEYS = {"image alt": "image_alt"}
_LONGEST = {"subject": 120, "preheader": 160}
"""Characters. Mailboxes show about 60 of a subject; what is twice as long in translation is no subject."""
_SOURCE_FLAGS = frozenset(["md-text", "python-brace-format"])
_KINDS = {
    "title": "Title of the article",
    "summary": "Summary of the article, below its title",
    "category": "Kind of news, a small label above the title",
    "image alt": "What the picture shows, for readers who cannot see it",
    "author": "Author; translate or transliterate a name only where that is usual",
    "subject": "Subject of the mail",
    "preheader": "What a mailbox shows beside the subject",
    "greeting": "Greeting; {name} becomes the member's name",
    "heading": "Heading",
    "paragraph": "Paragraph",
    "list item": "List item",
    "quote": "Quotation",
    "table heading": "Heading of a table column",
    "table cell": "Cell of a table",
    CONTEXT: "Counted phrase, part of a sentence; {n} becomes the number",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One translatable unit."""

    context: str
    text: str
    plural: str | None = None
    """The plural source text, for messages that count something."""
    places: Sequence[Place] = ()
    """Where the message stands, once or more often."""
    comment: str = ""
    """What a translator should know, one thing a line."""
    flags: tuple[str, ...] = ()
    """Such as `md-text` (inline Markdown), `python-brace-format` (`{name}`) and `max-length:120`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What translators are told of a text besides what stands in it."""

    preview_url: str = ""
    """Where it is seen as readers will see it; "" where there is no such place."""
    glossary: Glossary = NO_GLOSSARY


NO_HINTS = Hints()


def is_source_flag(flag: str) -> bool:
    """Tell whether the source decides about a flag; all others are the translator's."""
    return flag in _SOURCE_FLAGS or flag.startswith("max-length:")


def messages_of(text: Article | Edition, *, hints: Hints = NO_HINTS) -> list[Message]:
    """Return the messages of an article or an edition, in the order a reader meets them."""
    if isinstance(text, Article):
        return messages_of_article(text, hints=hints)
    return messages_of_edition(text, hints=hints)


def messages_of_article(article: Article, *, hints: Hints = NO_HINTS) -> list[Message]:
    """Return the messages of an article, in the order a reader meets them; equal ones once.

    `hints`: what translators are told besides what stands in the article.
    """
    return _merged_messages(_messages_in(article, front_texts(article), hints))


def front_texts(article: Article) -> dict[str, str]:
    """Return what the front matter of an article says to readers, by role, without what it leaves out."""
    texts_by_role = {
        "title": article.title,
        "summary": article.summary,
        "category": article.category,
        "image alt": article.image_alt,
        "author": article.author,
    }
    return {role: text for role, text in texts_by_role.items() if text}


def messages_of_edition(edition: Edition, *, hints: Hints = NO_HINTS) -> list[Message]:
    """Return the messages of an edition itself: subject, preheader, greeting, opening words."""
    texts_by_role = {"subject": edition.subject, "preheader": edition.preheader, "greeting": edition.greeting}
    return _merged_messages(_messages_in(edition, texts_by_role, hints))


@dataclass(frozen=True, slots=True)
class _MessagePlace:
    """Where a message stands. `heading` is the one above it, "" where there is none."""

    line: int
    heading: str = ""
    is_body: bool = False


def _messages_in(source: Article | Edition, texts_by_role: dict[str, str], hints: Hints) -> Iterator[Message]:
    """Yield what the front matter and the body say."""
    hints = replace(hints, glossary=with_kept_terms(hints.glossary, source.do_not_translate))
    for role, text in texts_by_role.items():
        place = _MessagePlace(source.lines.get(_FRONT_KEYS.get(role, role), 1))
        yield _message(role, text, source, place=place, hints=hints)
    heading = ""
    for unit in units(source.body):
        place = _MessagePlace(source.body_line + unit.line - 1, heading, is_body=True)
        yield _message(unit.role, unit.text, source, place=place, hints=hints)
        if unit.role == "heading":
            heading = " ".join(unit.text.split())
    yield from messages_of_counts(source, hints=hints)


def messages_of_counts(source: Article | Edition, *, hints: Hints = NO_HINTS) -> Iterator[Message]:
    """Yield a message with a plural for each counted phrase; phrases of the same words are one message."""
    alike = dict[str, list[Count]]()
    for count in source.counts:
        alike.setdefault(count.one, []).append(count)
    for text, counts in alike.items():
        place = _MessagePlace(counts[0].line)
        message = _message(CONTEXT, text, source, place=place, hints=hints)
        uses_of = [f"Stands for {{{count.name}}}; the number is {count.n} this time" for count in counts]
        yield replace(
            message,
            plural=counts[0].other,
            places=tuple(Place(source.path, count.line) for count in counts),
            comment="\n".join([message.comment, *uses_of]),
        )


def _message(
    role: str, text: str, source: Article | Edition, *, place: _MessagePlace, hints: Hints
) -> Message:
    return Message(
        context=role,
        text=text,
        places=(Place(source.path, place.line),),
        comment="\n".join(_comments(role, text, place.heading, hints)),
        flags=tuple(_flags(role, text, source, is_body=place.is_body)),
    )


def _comments(role: str, text: str, heading: str, hints: Hints) -> Iterator[str]:
    kind = _KINDS[role]
    yield f"{kind}, below “{heading}”" if heading and role != "heading" else kind
    terms = terms_in(text, hints.glossary)
    kept = [term.source for term in terms if term.is_kept]
    if kept:
        yield f"Keep as it is: {', '.join(dict.fromkeys(kept))}"
    if hints.preview_url:
        yield f"Preview: {hints.preview_url}"


def _flags(role: str, text: str, source: Article | Edition, *, is_body: bool) -> Iterator[str]:
    if is_body:
        yield "md-text"
    if role == CONTEXT or "{name}" in text or any(is_used_in(count, text) for count in source.counts):
        yield "python-brace-format"
    if role in _LONGEST:
        yield f"max-length:{_LONGEST[role]}"


def _merged_messages(messages: Iterator[Message]) -> list[Message]:
    """Make one message of equal ones: all their places, one after the other, and the first one's comment."""
    by_key: dict[tuple[str, str], Message] = {}
    for message in messages:
        key = (message.context, message.text)
        known = by_key.get(key)
        by_key[key] = replace(known, places=(*known.places, *message.places)) if known else message
    return list(by_key.values())
