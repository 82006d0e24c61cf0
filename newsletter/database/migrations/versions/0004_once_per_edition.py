"""Let a member have an edition once, serve waves in turn, keep what revisions are made of.

Rows of campaigns that brought an edition to a member again, before this rule, count as sent again by request.
"""

import sqlalchemy as sa
from alembic import op

from newsletter.database.schema import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HAS_OR_MAY_HAVE = sa.text("edition_id IS NOT NULL AND state NOT IN ('refused', 'skipped')")
LEFT_OUT = sa.text("had_in IS NOT NULL")


def upgrade() -> None:
    """Number the editions, say of each delivery which one it brings, and hold them to once."""
    id_type = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "edition",
        sa.Column("id", id_type, nullable=False),
        sa.Column("slug", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("slug", name="uq_edition_slug"),
    )
    op.add_column("revision", sa.Column("sources_digest", sa.String(64)))
    op.add_column("campaign", sa.Column("again_reason", sa.String(200)))
    op.add_column("wave", sa.Column("served_at", UtcDateTime()))
    op.add_column("delivery", sa.Column("edition_id", id_type))
    op.add_column("delivery", sa.Column("again", id_type, nullable=False, server_default=sa.text("0")))
    op.add_column("delivery", sa.Column("had_in", id_type))
    _number_editions()
    columns = ["edition_id", "member_id", "address_role", "again"]
    op.create_index(
        "uq_delivery_edition",
        "delivery",
        columns,
        unique=True,
        postgresql_where=HAS_OR_MAY_HAVE,
        sqlite_where=HAS_OR_MAY_HAVE,
    )
    op.create_index(
        "ix_delivery_had_in", "delivery", ["had_in"], postgresql_where=LEFT_OUT, sqlite_where=LEFT_OUT
    )


def _number_editions() -> None:
    op.execute("INSERT INTO edition (slug) SELECT DISTINCT edition FROM campaign ORDER BY edition")
    op.execute("""
        UPDATE delivery SET edition_id = (
            SELECT edition.id FROM campaign JOIN edition ON edition.slug = campaign.edition
            WHERE campaign.id = delivery.occasion_id)
    """)
    op.execute("""
        UPDATE delivery SET again = occasion_id
        WHERE EXISTS (
            SELECT 1 FROM delivery AS earlier
            WHERE earlier.member_id = delivery.member_id AND earlier.edition_id = delivery.edition_id
                AND earlier.address_role = delivery.address_role
                AND earlier.occasion_id < delivery.occasion_id
                AND earlier.state NOT IN ('refused', 'skipped'))
    """)
