"""Keep outcomes that came too late to move their row."""

import sqlalchemy as sa
from alembic import op

from newsletter.database.schema import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the log."""
    id_type = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "late_outcome",
        sa.Column("id", id_type, nullable=False),
        sa.Column("delivery_id", id_type, nullable=False),
        sa.Column("attempt_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("code", sa.Integer()),
        sa.Column("enhanced_status", sa.String(16)),
        sa.Column("queue_id", sa.String(100)),
        sa.Column("heard_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_late_outcome"),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_late_outcome_delivery_id"),
    )
    op.create_index("ix_late_outcome_delivery_id", "late_outcome", ["delivery_id"])
