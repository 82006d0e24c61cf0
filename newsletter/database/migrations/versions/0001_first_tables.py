"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    _people()
    _revisions()
    _campaigns()
    _ledger()


def _people() -> None:
    """Make the tables of members, lists and consent."""
    op.create_table(
        "list",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.String(length=63), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list")),
        sa.UniqueConstraint("name", name=op.f("uq_list_name")),
    )
    op.create_table(
        "member",
        sa.Column("id", _ID, nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("address_key", sa.String(length=320), nullable=False),
        sa.Column("domain", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("locales", sa.String(length=200), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sa.UniqueConstraint("address_key", name=op.f("uq_member_address_key")),
    )
    op.create_table(
        "consent",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("list_id", _ID, nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("at", _UTC, nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["list.id"], name=op.f("fk_consent_list_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_consent_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_member_id"), "consent", ["member_id"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("list_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("changed_at", _UTC, nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["list.id"], name=op.f("fk_subscription_list_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_subscription_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("member_id", "list_id", name=op.f("uq_subscription_member_id_list_id")),
    )
    op.create_index(op.f("ix_subscription_list_id"), "subscription", ["list_id"], unique=False)


def _revisions() -> None:
    """Make the tables of what is sent."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "revision",
        sa.Column("id", _ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=100), nullable=False),
        sa.Column("source_locale", sa.String(length=35), nullable=False),
        sa.Column("settings", _JSON, nullable=False),
        sa.Column("published_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("digest", name=op.f("uq_revision_digest")),
    )
    op.create_index(op.f("ix_revision_edition"), "revision", ["edition"], unique=False)
    op.create_table(
        "revision_locale",
        sa.Column("revision_id", _ID, nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("message_count", sa.Integer(), nullable=False),
        sa.Column("translated_count", sa.Integer(), nullable=False),
        sa.Column("fell_back", _JSON, nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_revision_locale_revision_id")
        ),
        sa.PrimaryKeyConstraint("revision_id", "locale", name=op.f("pk_revision_locale")),
    )
    op.create_table(
        "revision_part",
        sa.Column("revision_id", _ID, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_revision_part_revision_id")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_revision_part_sha256")),
        sa.PrimaryKeyConstraint("revision_id", "role", "name", name=op.f("pk_revision_part")),
    )
    op.create_index(op.f("ix_revision_part_sha256"), "revision_part", ["sha256"], unique=False)


def _campaigns() -> None:
    """Make the tables of when it is sent."""
    op.create_table(
        "occasion",
        sa.Column("id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("created_at", _UTC, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion")),
    )
    op.create_table(
        "campaign",
        sa.Column("id", _ID, nullable=False),
        sa.Column("edition", sa.String(length=100), nullable=False),
        sa.Column("list_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("changed_at", _UTC, nullable=False),
        sa.ForeignKeyConstraint(["id"], ["occasion.id"], name=op.f("fk_campaign_id")),
        sa.ForeignKeyConstraint(["list_id"], ["list.id"], name=op.f("fk_campaign_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_state"), "campaign", ["state"], unique=False)
    op.create_table(
        "wave",
        sa.Column("id", _ID, nullable=False),
        sa.Column("occasion_id", _ID, nullable=False),
        sa.Column("revision_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("release_at", _UTC, nullable=False),
        sa.Column("date_at", _UTC, nullable=True),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasion.id"], name=op.f("fk_wave_occasion_id")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_wave_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
    )
    op.create_index(op.f("ix_wave_occasion_id"), "wave", ["occasion_id"], unique=False)
    op.create_table(
        "chunk",
        sa.Column("id", _ID, nullable=False),
        sa.Column("wave_id", _ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("leased_by", sa.String(length=200), nullable=True),
        sa.Column("leased_until", _UTC, nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_chunk_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chunk")),
        sa.UniqueConstraint("wave_id", "number", name=op.f("uq_chunk_wave_id_number")),
    )
    op.create_index(
        "ix_chunk_open",
        "chunk",
        ["wave_id"],
        unique=False,
        postgresql_where=sa.text("NOT is_closed"),
        sqlite_where=sa.text("is_closed = 0"),
    )


def _ledger() -> None:
    """Make the ledger: one row per mail."""
    op.create_table(
        "delivery",
        sa.Column("id", _ID, nullable=False),
        sa.Column("occasion_id", _ID, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("address_role", sa.String(length=16), nullable=False),
        sa.Column("wave_id", _ID, nullable=False),
        sa.Column("chunk_id", _ID, nullable=True),
        sa.Column("list_id", _ID, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("locales", sa.String(length=200), nullable=False),
        sa.Column("locale", sa.String(length=35), nullable=True),
        sa.Column("locale_reason", sa.String(length=300), nullable=True),
        sa.Column("attempt_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_attempt_at", _UTC, nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("enhanced_status", sa.String(length=16), nullable=True),
        sa.Column("queue_id", sa.String(length=100), nullable=True),
        sa.Column("changed_at", _UTC, nullable=False),
        sa.ForeignKeyConstraint(["chunk_id"], ["chunk.id"], name=op.f("fk_delivery_chunk_id")),
        sa.ForeignKeyConstraint(["list_id"], ["list.id"], name=op.f("fk_delivery_list_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_delivery_member_id")),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasion.id"], name=op.f("fk_delivery_occasion_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_delivery_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "occasion_id",
            "member_id",
            "address_role",
            name=op.f("uq_delivery_occasion_id_member_id_address_role"),
        ),
    )
    op.create_index("ix_delivery_chunk_id_state", "delivery", ["chunk_id", "state"], unique=False)
    op.create_index(op.f("ix_delivery_member_id"), "delivery", ["member_id"], unique=False)
    op.create_index("ix_delivery_state_wave_id", "delivery", ["state", "wave_id"], unique=False)
