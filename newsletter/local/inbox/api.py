"""The kept mails as JSON, for tests and rehearsals."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from newsletter.local.inbox.index import Entry, Index, Wanted, languages_of
from newsletter.local.inbox.mailbox import Mailbox
from newsletter.local.inbox.reading import Reading, read_mail


@get("/api/mails", sync_to_thread=True)
def list_mails(
    index: NamedDependency[Index],
    wanted: NamedDependency[Wanted],
    offset: FromQuery[int] = 0,
    limit: FromQuery[int | None] = None,
) -> dict[str, Any]:
    """Return the wanted mails, newest first: all of them, or `limit` of them from `offset` on."""
    entries = index.newest_first()
    found = [entry for entry in entries if wanted.admits(entry)]
    shown = found[max(offset, 0) :][: None if limit is None else max(limit, 0)]
    return {
        "kept_count": len(entries),
        "found_count": len(found),
        "languages": {count.tag: count.mail_count for count in languages_of(entries)},
        "mails": [_summary(entry) for entry in shown],
    }


@get("/api/mails/{mail_id:str}", sync_to_thread=True)
def one_mail(index: NamedDependency[Index], mail_id: FromPath[str]) -> dict[str, Any]:
    """Return everything about one mail but its octets, which `/mails/{id}/download` gives."""
    entry = index.entry(mail_id)
    return _summary(entry) | _parts(read_mail(index.mailbox.content(mail_id)))


@post("/api/clear", sync_to_thread=True, status_code=200)
def clear(mailbox: NamedDependency[Mailbox]) -> dict[str, int]:
    """Delete all mails, and return how many they were."""
    return {"deleted_count": mailbox.clear()}


def _summary(entry: Entry) -> dict[str, Any]:
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


def _parts(reading: Reading) -> dict[str, Any]:
    return {
        "headers": [{"name": h.name, "value": h.value, "raw": h.raw} for h in reading.headers],
        "html": reading.html,
        "text": reading.text,
        "links": list(reading.links),
        "oddities": list(reading.oddities),
        "attachments": [
            {"filename": a.filename, "media_type": a.media_type, "size_bytes": a.size_bytes}
            for a in reading.attachments
        ],
    }
