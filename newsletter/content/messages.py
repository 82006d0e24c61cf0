"""The messages that a translator sees: title, paragraphs, alt texts, subject.

    Article, Edition ──▶ messages_of_article(), messages_of_edition() ──▶ list[Message] ──▶ catalogue.py

A message is identified by (context, source text), the pair gettext itself uses. The context is the
block's role ("title", "paragraph", "image alt"), never its position: moving a paragraph must not
orphan its translation.

Source: GNU gettext manual, "The Format of PO Files" (msgctxt, msgid, "#.", "#:", "#,").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsletter.content.article import Article
from newsletter.content.edition import Edition
from newsletter.content.markdown import units


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One translatable unit."""

    context: str
    text: str
    plural: str | None = None
    """The plural source text, for interface messages that count something."""
    places: Sequence[str] = ()
    """`path:line`, one per place where the message stands."""
    comment: str = ""
    """What a translator should know."""
    flags: tuple[str, ...] = ()
    """Such as `md-text` (inline Markdown) and `python-brace-format` (`{name}`)."""


def messages_of_article(article: Article) -> list[Message]:
    """Return the messages of an article, in the order a reader meets them; equal ones once."""
    said = {
        "title": article.title,
        "summary": article.summary,
        "category": article.category,
        "image alt": article.image_alt,
        "author": article.author,
    }
    keys = {"image alt": "image_alt"}
    found = [
        _message(role, text, article, line=article.lines.get(keys.get(role, role), 1))
        for role, text in said.items()
        if text
    ]
    return _merged(found + _messages_of_body(article))


def messages_of_edition(edition: Edition) -> list[Message]:
    """Return the messages of an edition itself: subject, preheader, greeting, opening words."""
    said = {"subject": edition.subject, "preheader": edition.preheader, "greeting": edition.greeting}
    found = [_message(role, text, edition, line=edition.lines.get(role, 1)) for role, text in said.items()]
    return _merged(found + _messages_of_body(edition))


def _messages_of_body(source: Article | Edition) -> list[Message]:
    return [
        _message(unit.role, unit.text, source, line=source.body_line + unit.line - 1, flags=("md-text",))
        for unit in units(source.body)
    ]


def _message(
    role: str, text: str, source: Article | Edition, *, line: int, flags: tuple[str, ...] = ()
) -> Message:
    kept = [term for term in source.do_not_translate if term in text]
    if "{name}" in text:
        flags = (*flags, "python-brace-format")
    return Message(
        context=role,
        text=text,
        places=(f"{source.path}:{line}",),
        comment=f"Keep as it is: {', '.join(kept)}" if kept else "",
        flags=flags,
    )


def _merged(messages: list[Message]) -> list[Message]:
    """Make one message of equal ones: all their places, one after the other."""
    by_key: dict[tuple[str, str], Message] = {}
    for message in messages:
        key = (message.context, message.text)
        known = by_key.get(key)
        by_key[key] = replace(known, places=(*known.places, *message.places)) if known else message
    return list(by_key.values())
