"""Revisions: what is sent and shown. Immutable; the same content has the same digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from newsletter.database.schema import blob, revision, revision_locale, revision_part
from newsletter.i18n.locale import Locale
from newsletter.identifiers import RevisionId
from newsletter.revision.language_gate import LanguageGate
from newsletter.revision.sending_settings import SendingSettings

PartRole = Literal["mail", "catalogue", "page", "image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionPart:
    """One piece of a revision: its role, its name there, and the bytes."""

    role: PartRole
    name: str
    sha256: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
    """An edition as it is to be published."""

    digest: str
    edition: str
    source_locale: Locale
    settings: SendingSettings
    gates: tuple[LanguageGate, ...]
    subjects: dict[Locale, str]
    parts: tuple[RevisionPart, ...]
    sources_digest: str | None = None
    """Of the files that it was made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A published edition."""

    id: RevisionId
    digest: str
    edition: str
    source_locale: Locale
    settings: SendingSettings
    published_at: datetime
    sources_digest: str | None


def publish(db: Connection, new: NewRevision, *, now: datetime) -> tuple[RevisionId, bool]:
    """Make this content the newest revision of its edition; (id, False) when it was that already.

    Content that was published before, and replaced since, is not stored again: its revision becomes the
    newest once more.
    """
    known_id = db.execute(select(revision.c.id).where(revision.c.digest == new.digest)).scalar_one_or_none()
    if known_id is not None:
        made_of = update(revision).where(revision.c.id == known_id)
        db.execute(made_of.values(sources_digest=new.sources_digest))  # other files may say the same
        return RevisionId(known_id), _make_newest(db, known_id, edition=new.edition, now=now)
    _store_blobs(db, new.parts)
    id_ = db.execute(
        insert(revision)
        .values(
            digest=new.digest,
            edition=new.edition,
            source_locale=str(new.source_locale),
            settings=new.settings.to_json(),
            published_at=now,
            sources_digest=new.sources_digest,
        )
        .returning(revision.c.id)
    ).scalar_one()
    db.execute(
        insert(revision_part),
        [
            {"revision_id": id_, "role": part.role, "name": part.name, "sha256": part.sha256}
            for part in new.parts
        ],
    )
    db.execute(insert(revision_locale), [_gate_row(id_, gate, new.subjects) for gate in new.gates])
    return RevisionId(id_), True


def _make_newest(db: Connection, id_: int, *, edition: str, now: datetime) -> bool:
    """Make a revision the newest of its edition; False when it was."""
    latest = newest_revision(db, edition)
    if latest is not None and latest.id == id_:
        return False
    db.execute(update(revision).where(revision.c.id == id_).values(published_at=now))
    return True


def _store_blobs(db: Connection, parts: Sequence[RevisionPart]) -> None:
    part_by_digest = {part.sha256: part for part in parts}
    rows = [{"sha256": p.sha256, "media_type": p.media_type, "body": p.body} for p in part_by_digest.values()]
    dialect = postgresql if db.dialect.name == "postgresql" else sqlite
    for row in rows:
        db.execute(dialect.insert(blob).values(row).on_conflict_do_nothing(index_elements=["sha256"]))


def _gate_row(id_: int, gate: LanguageGate, subjects: dict[Locale, str]) -> dict[str, Any]:
    return {
        "revision_id": id_,
        "locale": str(gate.locale),
        "is_open": gate.is_open,
        "why": gate.why,
        "message_count": gate.message_count,
        "translated_count": gate.translated_count,
        "fell_back": list(gate.fell_back),
        "subject": subjects.get(gate.locale),
    }


def newest_revision(db: Connection, edition: str | None = None) -> Revision | None:
    """Return the newest revision of an edition, or of all."""
    query = select(revision).order_by(revision.c.published_at.desc(), revision.c.id.desc()).limit(1)
    if edition is not None:
        query = query.where(revision.c.edition == edition)
    row = db.execute(query).one_or_none()
    return _revision(row) if row else None


def load_revision(db: Connection, id_: RevisionId) -> Revision:
    """Return one revision. It exists: whoever has an id has it from a row that points there."""
    return _revision(db.execute(select(revision).where(revision.c.id == id_)).one())


def newest_id_of(edition: ColumnElement[str]) -> ScalarSelect[int]:
    """Return the newest revision's id of the edition that a row names, for a query."""
    known = revision.alias("known")
    query = select(known.c.id).where(known.c.edition == edition)
    return query.order_by(known.c.published_at.desc(), known.c.id.desc()).limit(1).scalar_subquery()


def editions(db: Connection) -> list[str]:
    """Return the slugs of all published editions."""
    return list(db.execute(select(revision.c.edition).distinct().order_by(revision.c.edition)).scalars())


def gates(db: Connection, id_: RevisionId) -> dict[Locale, LanguageGate]:
    """Return the decision of the gate for every locale of a revision."""
    rows = db.execute(
        select(revision_locale).where(revision_locale.c.revision_id == id_).order_by(revision_locale.c.locale)
    )
    return {
        Locale(row.locale): LanguageGate(
            locale=Locale(row.locale),
            is_open=row.is_open,
            why=row.why,
            message_count=row.message_count,
            translated_count=row.translated_count,
            fell_back=tuple(row.fell_back),
        )
        for row in rows
    }


def subjects(db: Connection, id_: RevisionId) -> dict[Locale, str]:
    """Return the subject in each locale that has a mail."""
    rows = db.execute(
        select(revision_locale.c.locale, revision_locale.c.subject).where(
            revision_locale.c.revision_id == id_, revision_locale.c.subject.is_not(None)
        )
    )
    return {Locale(locale): subject for locale, subject in rows}


def part_body(db: Connection, id_: RevisionId, role: PartRole, name: str) -> bytes | None:
    """Return the bytes of one part."""
    return db.execute(
        select(blob.c.body)
        .join(revision_part, revision_part.c.sha256 == blob.c.sha256)
        .where(revision_part.c.revision_id == id_, revision_part.c.role == role, revision_part.c.name == name)
    ).scalar_one_or_none()


def part_bodies(db: Connection, id_: RevisionId, role: PartRole) -> dict[str, bytes]:
    """Return all parts of one role by name."""
    rows = db.execute(
        select(revision_part.c.name, blob.c.body)
        .join(blob, revision_part.c.sha256 == blob.c.sha256)
        .where(revision_part.c.revision_id == id_, revision_part.c.role == role)
    )
    return {name: body for name, body in rows}  # noqa: C416 -- dict() does not know that a row is a pair


def published_image(db: Connection, sha256: str) -> tuple[str, bytes] | None:
    """Return (media type, bytes) of a published image; other blobs are not shown to the world."""
    row = db.execute(
        select(blob.c.media_type, blob.c.body)
        .join(revision_part, revision_part.c.sha256 == blob.c.sha256)
        .where(blob.c.sha256 == sha256, revision_part.c.role == "image")
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def _revision(row: Row[tuple[Any, ...]]) -> Revision:
    return Revision(
        id=RevisionId(row.id),
        digest=row.digest,
        edition=row.edition,
        source_locale=Locale(row.source_locale),
        settings=SendingSettings.from_json(row.settings),
        published_at=row.published_at,
        sources_digest=row.sources_digest,
    )
