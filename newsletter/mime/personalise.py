"""The last step before the relay: one member's values into a prepared message.

    PreparedMessage + PersonalValues ──▶ personalise() ──▶ OutgoingMail
    CompiledMail             ──▶ neutral_mail()     ──▶ ReadableMail (preview, reading online)

A value is what somebody typed into a form or an address file, so it is cleaned here, whatever
other doors it came through: nothing in it may end a line, reorder the letters around it or be markup.

Sources: UAX #9 §2 (bidirectional controls); UAX #29 (where a long value may be cut).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import NamedTuple

import regex

from newsletter.identifiers import DeliveryId
from newsletter.mime.headers import (
    Mailbox,
    date_line,
    is_uri,
    list_unsubscribe_lines,
    mailbox_line,
    message_id_line,
    wire_address,
)
from newsletter.mime.outgoing import OutgoingMail
from newsletter.mime.prepared import PreparedMessage
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot, SlotKind

NAME_MAX_CHARS = 100

_LINE_ENDS = re.compile("[\t-\r\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalValues:
    """What one mail has of its own. `date` is aware; `values` has what there is, by slot name."""

    recipient: str
    name: str | None
    values: Mapping[str, str]
    message_id: str
    date: datetime
    envelope_sender: str
    unsubscribe_uris: tuple[str, ...] = ()
    """First the page that takes one-click posts, then perhaps a mailto URI; none in a notice."""


class ReadableMail(NamedTuple):
    """A mail as a person reads it, before any encoding."""

    subject: str
    html: str
    text: str


def personalise(
    prepared: PreparedMessage, personal: PersonalValues, *, delivery_id: DeliveryId
) -> OutgoingMail:
    """Return the mail of one member, the same to the byte whenever it is asked for again.

    Raises:
        ValueError: an address, Message-ID, URL or date that cannot go over the wire.
    """
    values = _shown_values(prepared.slots, personal.values)
    to = Mailbox(_cleaned_value(personal.name or "", NAME_MAX_CHARS), personal.recipient)
    html_values = {name: escape(value) for name, value in values.items()}
    content = (
        _headers(prepared, personal, values, to).encode(),
        prepared.text_opening,
        *prepared.text.splice(values),
        prepared.html_opening,
        *prepared.html.splice(html_values),
        prepared.closing,
    )
    return OutgoingMail(
        delivery_id=delivery_id,
        envelope_sender=wire_address(personal.envelope_sender),
        recipient=to.address,
        content=b"".join(content),
    )


def neutral_mail(compiled: CompiledMail) -> ReadableMail:
    """Return the mail with the neutral value in every slot: what preview and reading online show."""
    return filled_mail(compiled, {})


def filled_mail(compiled: CompiledMail, values: Mapping[str, str]) -> ReadableMail:
    """Return the mail with these values, neutral ones where there is none, as `personalise` would send it."""
    shown = _shown_values(compiled.slots, values)
    in_html = {name: escape(value) for name, value in shown.items()}
    return ReadableMail(
        subject=_filled_content(compiled, compiled.subject, shown),
        html=_filled_content(compiled, compiled.html, in_html),
        text=_filled_content(compiled, compiled.text, shown),
    )


def _headers(
    prepared: PreparedMessage, personal: PersonalValues, values: Mapping[str, str], to: Mailbox
) -> str:
    """Return all header lines in the order of the wire, the empty line after them included."""
    unsubscribe = list_unsubscribe_lines(personal.unsubscribe_uris) if personal.unsubscribe_uris else ""
    return (
        f"{date_line(personal.date)}"
        f"{prepared.sender_line}"
        f"{mailbox_line('To', to)}"
        f"{prepared.reply_to_line}"
        f"{prepared.subject.line(values)}"
        f"{message_id_line(personal.message_id)}"
        f"{prepared.format_and_list_lines}"
        f"{unsubscribe}"
        f"{prepared.closing_lines}"
    )


def _filled_content(compiled: CompiledMail, content: str, values: Mapping[str, str]) -> str:
    pieces = compiled.tokens.split(content)
    return "".join(constant if name is None else constant + values[name] for constant, name in pieces)


def _shown_values(slots: Iterable[Slot], values: Mapping[str, str]) -> dict[str, str]:
    return {slot.name: _shown_value(slot, values.get(slot.name, "")) for slot in slots}


def _shown_value(slot: Slot, value: str) -> str:
    """Return what stands in the slot: the value, made harmless, or the neutral one if nothing is left."""
    if slot.kind is SlotKind.URL:
        return _checked_url(slot, value or slot.neutral)
    return _cleaned_value(value, slot.max_chars) or _cleaned_value(slot.neutral, slot.max_chars)


def _checked_url(slot: Slot, url: str) -> str:
    """Return the URL as it is: a shortened or mended one would lead elsewhere."""
    if len(url) > slot.max_chars or not is_uri(url):
        raise ValueError(
            f"the value of slot {slot.name} is no http, https or mailto URL in ASCII "
            f"of at most {slot.max_chars} characters"
        )
    return url


def _cleaned_value(value: str, max_chars: int) -> str:
    """Return the value on one line, without controls, cut between grapheme clusters if too long."""
    if _UNPRINTABLE.search(value):
        value = _UNPRINTABLE.sub("", _LINE_ENDS.sub(" ", value))
    value = value.strip()
    return value if len(value) <= max_chars else _cut_value(value, max_chars)


def _cut_value(value: str, max_chars: int) -> str:
    """Return as many whole clusters as fit; a cluster that is too long alone is cut inside."""
    ends = [cluster.end() for cluster in regex.finditer(r"\X", value) if cluster.end() <= max_chars]
    return value[: ends[-1] if ends else max_chars].rstrip()
