"""The tables. `migrations/` makes them; a test keeps both equal.

    member ─┬─ subscription ── list          who may be written to, and with what consent
            └─ consent                       append-only evidence
    revision ── revision_part ── blob        what is sent: immutable, content-addressed
    occasion ── campaign ── wave ── chunk    when it is sent, and by which worker
                     └───── delivery ──┘     the ledger: one row per mail; the row is the job
    edition          a member has each once     (uq_delivery_edition)
                               └ late_outcome    append-only: outcomes that came too late to move their row

State columns hold the values of enums in `delivery/` and `members/`, which list the moves.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from newsletter.i18n.locale import Languages, Locale

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database (SQLite keeps no time zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime: nobody can say which instant it means."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; pass an aware UTC datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 -- SQLAlchemy's signature
        """Return the instant as aware UTC."""
        del dialect
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC)


class LocaleList(TypeDecorator[Languages]):
    """Ordered locales, stored as BCP 47 tags separated by spaces."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: Languages | None, dialect: Dialect) -> str | None:
        """Return the tags in their order."""
        del dialect
        return None if value is None else " ".join(map(str, value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Languages | None:
        """Return the locales of the tags."""
        del dialect
        return None if value is None else tuple(map(Locale, value.split()))


_Json = JSON().with_variant(JSONB(), "postgresql")


_Id = BigInteger().with_variant(Integer(), "sqlite")  # SQLite numbers rows by INTEGER only


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True)


member = Table(
    "member",
    metadata,
    _id(),
    Column("address", String(320), nullable=False),  # as it is sent to: the domain as an A-label
    Column("address_key", String(320), nullable=False, unique=True),  # folded, for finding duplicates
    Column("domain", String(255), nullable=False),
    Column("name", String(200)),
    Column("locales", LocaleList, nullable=False),  # languages that the member reads, the best first
    Column("created_at", UtcDateTime, nullable=False),
)

list_ = Table(
    "list",
    metadata,
    _id(),
    Column("name", String(63), nullable=False, unique=True),
    Column("title", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("not_ready", String(16)),  # NULL: what the newsroom says
)

subscription = Table(
    "subscription",
    metadata,
    _id(),
    Column("member_id", ForeignKey("member.id"), nullable=False),
    Column("list_id", ForeignKey("list.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("member_id", "list_id"),
)

consent = Table(
    "consent",
    metadata,
    _id(),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("list_id", ForeignKey("list.id"), nullable=False),
    Column("event", String(32), nullable=False),
    Column("evidence", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    _id(),
    Column("digest", String(64), nullable=False, unique=True),
    Column("edition", String(100), nullable=False, index=True),
    Column("source_locale", String(35), nullable=False),
    Column("settings", _Json, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("sources_digest", String(64)),  # of the files that it was made of; NULL: nobody kept it
)

revision_locale = Table(
    "revision_locale",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("locale", String(35), primary_key=True),
    Column("is_open", Boolean, nullable=False),
    Column("why", Text, nullable=False),
    Column("message_count", Integer, nullable=False),
    Column("translated_count", Integer, nullable=False),
    Column("fell_back", _Json, nullable=False),  # slugs of articles
    Column("subject", Text),
)

revision_part = Table(
    "revision_part",
    metadata,
    Column("revision_id", ForeignKey("revision.id"), primary_key=True),
    Column("role", String(16), primary_key=True),  # mail, catalogue, page, image
    Column("name", String(200), primary_key=True),  # a locale, a template's name, a path
    Column("sha256", ForeignKey("blob.sha256"), nullable=False, index=True),
)

occasion = Table(
    "occasion",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),  # campaign; notices come later
    Column("created_at", UtcDateTime, nullable=False),
)

campaign = Table(
    "campaign",
    metadata,
    Column("id", ForeignKey("occasion.id"), primary_key=True),
    Column("edition", String(100), nullable=False),
    Column("list_id", ForeignKey("list.id"), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("trouble", Text),  # why it does not get on just now; never an address
    Column("changed_at", UtcDateTime, nullable=False),
    Column("not_ready", String(16), nullable=False, server_default=text("'fallback'")),
    Column("hold_until", UtcDateTime),  # then those who wait for a language get the next best
    Column("again_reason", String(200)),  # why members who have had the edition get it once more
)

edition = Table(
    "edition",
    metadata,
    _id(),
    Column("slug", String(100), nullable=False, unique=True),
)

wave = Table(
    "wave",
    metadata,
    _id(),
    Column("occasion_id", ForeignKey("occasion.id"), nullable=False, index=True),
    Column("revision_id", ForeignKey("revision.id"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("release_at", UtcDateTime, nullable=False),
    Column("date_at", UtcDateTime),  # the Date header of every mail of the wave, frozen at release
    Column("served_at", UtcDateTime),  # when a worker last took up a chunk of it
)

chunk = Table(
    "chunk",
    metadata,
    _id(),
    Column("wave_id", ForeignKey("wave.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fence", Integer, nullable=False, server_default=text("0")),
    Column("leased_by", String(200)),
    Column("leased_until", UtcDateTime),
    Column("is_closed", Boolean, nullable=False),
    UniqueConstraint("wave_id", "number"),
)
Index("ix_chunk_open", chunk.c.wave_id, postgresql_where=~chunk.c.is_closed, sqlite_where=~chunk.c.is_closed)

delivery = Table(
    "delivery",
    metadata,
    _id(),
    Column("occasion_id", ForeignKey("occasion.id"), nullable=False),
    Column("member_id", ForeignKey("member.id"), nullable=False, index=True),
    Column("address_role", String(16), nullable=False),
    Column("wave_id", ForeignKey("wave.id"), nullable=False),
    Column("chunk_id", ForeignKey("chunk.id")),
    Column("list_id", ForeignKey("list.id"), nullable=False),  # the subscription that qualifies
    Column("state", String(16), nullable=False),
    Column("reason", String(200)),  # why skipped or quarantined; never an address
    Column("locales", LocaleList, nullable=False),
    Column("locale", String(35)),
    Column("locale_reason", String(300)),
    Column("attempt_count", Integer, nullable=False, server_default=text("0")),
    Column("next_attempt_at", UtcDateTime),
    Column("code", Integer),
    Column("enhanced_status", String(16)),
    Column("queue_id", String(100)),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("missing_locale", String(35)),  # not ready; a waiting row waits for it
    # No foreign keys here: each would cost every row of a campaign a look that plan has made already.
    Column("edition_id", _Id),  # what it brings; NULL: no edition
    Column(
        "again", _Id, nullable=False, server_default=text("0")
    ),  # the campaign, where it is sent once more
    Column("had_in", _Id),  # left out, for this campaign has brought the edition, or is to
    UniqueConstraint("occasion_id", "member_id", "address_role"),
)
Index("ix_delivery_chunk_id_state", delivery.c.chunk_id, delivery.c.state)
Index("ix_delivery_state_wave_id", delivery.c.state, delivery.c.wave_id)

_has_or_may_have = text("edition_id IS NOT NULL AND state NOT IN ('refused', 'skipped')")
Index(
    "uq_delivery_edition",
    *(delivery.c.edition_id, delivery.c.member_id, delivery.c.address_role, delivery.c.again),
    unique=True,
    postgresql_where=_has_or_may_have,
    sqlite_where=_has_or_may_have,
)
Index(
    "ix_delivery_had_in",
    delivery.c.had_in,
    postgresql_where=delivery.c.had_in.is_not(None),
    sqlite_where=delivery.c.had_in.is_not(None),
)

late_outcome = Table(
    "late_outcome",
    metadata,
    _id(),
    Column("delivery_id", ForeignKey("delivery.id"), nullable=False, index=True),
    Column("attempt_number", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("code", Integer),
    Column("enhanced_status", String(16)),
    Column("queue_id", String(100)),
    Column("heard_at", UtcDateTime, nullable=False),
)
