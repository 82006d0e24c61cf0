"""How long nothing has moved in a campaign, and what may be the reason: read, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from newsletter.database.schema import chunk, delivery, wave
from newsletter.delivery.states import DeliveryState
from newsletter.identifiers import OccasionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """When something of a campaign moved last, and who is at it."""

    moved_at: datetime | None
    """None: nothing of it is planned."""
    workers: Sequence[str]
    """Who holds leases of it."""
    next_attempt_at: datetime | None
    """When the first of its deferred mails is tried again."""


def movement_of(db: Connection, id_: OccasionId) -> Movement:
    """Return when something of a campaign moved last."""
    is_deferred = delivery.c.state == DeliveryState.DEFERRED
    moved_at, next_at = db.execute(
        select(
            func.max(delivery.c.changed_at),
            func.min(delivery.c.next_attempt_at).filter(is_deferred),
        ).where(delivery.c.occasion_id == id_)
    ).one()
    workers = (
        select(chunk.c.leased_by)
        .join(wave, wave.c.id == chunk.c.wave_id)
        .where(wave.c.occasion_id == id_, ~chunk.c.is_closed, chunk.c.leased_by.is_not(None))
        .distinct()
        .order_by(chunk.c.leased_by)
    )
    return Movement(moved_at=moved_at, workers=tuple(db.execute(workers).scalars()), next_attempt_at=next_at)
