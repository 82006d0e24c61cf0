"""PO templates and catalogues, written: what translators receive, and what goes back into the newsroom.

    list[Message] ──▶ template_text() ──▶ POT
    Catalogue, list[Message] ──▶ updated_catalogue() ──▶ Catalogue ──▶ po/writer.py

Both are functions of their arguments alone, without a clock: a run in which nothing changed changes no
byte. (So there is no POT-Creation-Date; PO-Revision-Date is the translator's tool's.)

Source: GNU gettext manual, "Filling in the Header Entry", "Invoking the msgmerge Program".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsletter.errors import Fault, Place, SourceError
from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import Catalogue, header_field
from newsletter.po.parser import EntryKey
from newsletter.po.plural_forms import parse_plural_forms, plural_forms_field
from newsletter.po.writer import (
    FORMAT_FIELDS,
    file_text,
    header_entry,
    header_text,
    with_fields,
)
from newsletter.translation.merge import fresh_entry, merged_entries, message_key
from newsletter.translation.messages import Message

_PLACEHOLDER = "nplurals=INTEGER; plural=EXPRESSION;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the header of a new file says about it."""

    title: str
    """Of the article, the edition or the interface, in its source language."""
    project: str
    """The newsroom's name."""
    bugs_to: str = ""
    """Address or URL for translators who find a fault in the source text."""


def template_text(messages: Sequence[Message], *, heading: Heading) -> str:
    """Return a PO template: every message once, untranslated, in the order in which they were met.

    Raises:
        SourceError: two messages of one context and text have different plurals.
    """
    merged = merged_messages(messages)
    header = _new_header(heading, language="")
    if any(message.plural is not None for message in merged):
        header["Plural-Forms"] = _PLACEHOLDER
    return file_text(
        header_entry(header, (_one_line(heading.title),)),
        [fresh_entry(message, form_count=2) for message in merged],
    )


def updated_catalogue(
    existing: Catalogue | None, messages: Sequence[Message], *, locale: Locale, heading: Heading
) -> Catalogue:
    """Return the catalogue of one locale, brought up to what the source says now.

    What becomes of each entry is `merge.py`'s to say; the translator's own header fields stay.

    Raises:
        SourceError: two messages of one context and text have different plurals.
    """
    merged = merged_messages(messages)
    header = _renewed_header(existing, locale, heading)
    count = parse_plural_forms(header_field(header, "Plural-Forms")).count
    entries = tuple(merged_entries(existing.entries if existing else (), merged, form_count=count))
    if existing is None:
        first = header_entry(header, (_one_line(heading.title),))
        return Catalogue(language=str(locale), path="", header_entry=first, entries=entries)
    renewed = replace(existing.header_entry, translations=(header_text(header),))
    return replace(existing, header_entry=renewed, entries=entries)


def merged_messages(messages: Iterable[Message]) -> list[Message]:
    """Return one message for each context and text, with all its places and comments.

    Empty texts are left out: nobody can translate them, and an empty `msgid` is the header.
    """
    merged: dict[EntryKey, Message] = {}
    for message in messages:
        if message.text:
            first = merged.get(message_key(message))
            merged[message_key(message)] = message if first is None else _joined_message(first, message)
    return list(merged.values())


def _joined_message(first: Message, second: Message) -> Message:
    if None not in (first.plural, second.plural) and first.plural != second.plural:
        raise SourceError(
            Fault(
                *place,
                f"{first.text!r} has the plural {second.plural!r} here and {first.plural!r} elsewhere",
                "Use one",
            )
            for place in second.places[:1] or (Place("?"),)
        )
    comments = dict.fromkeys(
        line for text in (first.comment, second.comment) for line in text.split("\n") if line
    )
    return replace(
        first,
        plural=first.plural if first.plural is not None else second.plural,
        places=tuple(dict.fromkeys([*first.places, *second.places])),
        comment="\n".join(comments),
        flags=tuple(dict.fromkeys([*first.flags, *second.flags])),
    )


def _new_header(heading: Heading, *, language: str) -> dict[str, str]:
    """Return the fields of a new file; those for the translator's tool to fill are empty."""
    return {
        "Project-Id-Version": _one_line(f"{heading.project} {heading.title}"),
        "Report-Msgid-Bugs-To": _one_line(heading.bugs_to),
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": language,
        **FORMAT_FIELDS,
    }


def _renewed_header(existing: Catalogue | None, locale: Locale, heading: Heading) -> dict[str, str]:
    """Return a catalogue's header fields: the translator's own, and what reading it needs."""
    header = existing.header if existing else _new_header(heading, language=locale.gettext_language)
    needed = {"Language": locale.gettext_language, "Plural-Forms": plural_forms_field(str(locale))}
    fields = {name: header_field(header, name) or value for name, value in needed.items()}
    return with_fields(header, {**FORMAT_FIELDS, **fields})


def _one_line(text: str) -> str:
    return " ".join(text.split())
