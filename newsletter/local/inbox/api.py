"""The kept mails as JSON, for tests and rehearsals."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from newsletter.local.inbox.index import InboxEntry, InboxFilter, InboxIndex, count_languages
from newsletter.local.inbox.mailbox import InboxMailbox
from newsletter.local.inbox.reading import ParsedMail, parse_mail


@get("/api/mails", sync_to_thread=True)
def list_mails(
    index: NamedDependency[InboxIndex],
    wanted: NamedDependency[InboxFilter],
    offset: FromQuery[int] = 0,
    limit: FromQuery[int | None] = None,
) -> dict[str, Any]:
    """Return the wanted mails, newest first: all of them, or `limit` of them from `offset` on."""
    entries = index.entries_newest_first()
    matching_entries = [entry for entry in entries if wanted.admits(entry)]
    shown_entries = matching_entries[max(offset, 0) :][: None if limit is None else max(limit, 0)]
    return {
        "kept_count": len(entries),
        "found_count": len(matching_entries),
        "languages": {count.tag: count.mail_count for count in count_languages(entries)},
        "mails": [_summary_json(entry) for entry in shown_entries],
    }


@get("/api/mails/{mail_id:str}", sync_to_thread=True)
def show_mail(index: NamedDependency[InboxIndex], mail_id: FromPath[str]) -> dict[str, Any]:
    """Return everything about one mail but its octets, which `/mails/{id}/download` gives."""
    entry = index.entry(mail_id)
    return _summary_json(entry) | _content_json(parse_mail(index.mailbox.content(mail_id)))


@post("/api/clear", sync_to_thread=True, status_code=200)
def clear(mailbox: NamedDependency[InboxMailbox]) -> dict[str, int]:
    """Delete all mails, and return how many they were."""
    return {"deleted_count": mailbox.clear()}


def _summary_json(entry: InboxEntry) -> dict[str, Any]:
    envelope = entry.kept.envelope
    return {
        "id": entry.kept.id,
        "from": entry.sender,
        "to": entry.recipients,
        "subject": entry.subject,
        "language": entry.language_tag,
        "message_id": entry.message_id,
        "size_bytes": entry.kept.size_bytes,
        "received_at": envelope.received_at.isoformat(),
        "envelope": {
            "sender": envelope.sender,
            "recipients": list(envelope.recipients),
            "smtputf8": envelope.smtputf8,
            "body": envelope.body,
            "hello": envelope.hello,
            "peer": envelope.peer,
        },
    }


def _content_json(reading: ParsedMail) -> dict[str, Any]:
    return {
        "headers": [
            {"name": header.name, "value": header.value, "raw": header.raw} for header in reading.headers
        ],
        "html": reading.html,
        "text": reading.text,
        "links": list(reading.links),
        "oddities": list(reading.oddities),
        "attachments": [
            {
                "filename": attachment.filename,
                "media_type": attachment.media_type,
                "size_bytes": attachment.size_bytes,
            }
            for attachment in reading.attachments
        ],
    }
