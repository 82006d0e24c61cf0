"""What becomes of members whose language is not ready: policies, a deadline, and what each row lacks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns. Campaigns that exist keep on doing what they did: fall back."""
    op.add_column("list", sa.Column("not_ready", sa.String(length=16), nullable=True))
    op.add_column(
        "campaign",
        sa.Column("not_ready", sa.String(length=16), server_default=sa.text("'fallback'"), nullable=False),
    )
    op.add_column("campaign", sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("delivery", sa.Column("missing_locale", sa.String(length=35), nullable=True))
