"""What became of mails, written into the ledger: each outcome moves the row of its own attempt, or none.

    Receipt, Attempt ──▶ record() ──┬▶ the row moves
                                    └▶ late_outcome: an append-only log of what came too late

A worker that was frozen may bring the outcome of an attempt that nobody waits for any more, while another
worker submits the same row. So the row has to be where that attempt left it, with its number.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, exists, func, insert, or_, select, update

from newsletter.database.schema import campaign, chunk, delivery, late_outcome, subscription
from newsletter.delivery.outcomes import Attempt, Outcome, Receipt
from newsletter.delivery.retry import next_attempt_at
from newsletter.delivery.states import (
    FROM_PERMITTED,
    FROM_UNPERMITTED,
    CampaignState,
    DeliveryState,
    sources_of,
)
from newsletter.members.member import SubscriptionState

AttemptReceipt = tuple[Receipt, Attempt]
"""What became of a mail, and at which attempt."""
TRIED_LONG_ENOUGH = "tried for days"
CANCELLED = "campaign cancelled"


def record(db: Connection, heard: Sequence[AttemptReceipt], *, now: datetime) -> None:
    """Write what became of mails. What comes of another attempt than the row is at is only logged.

    What was deferred for a member who has left meanwhile is skipped.
    """
    for receipt, attempt in heard:
        if not _move_row(db, receipt, attempt, now):
            _log_late(db, receipt, attempt, now)
    skip_deferred_not_owed(db, heard, now=now)


def _move_row(db: Connection, receipt: Receipt, attempt: Attempt, now: datetime) -> bool:
    state, due_at = state_after(receipt, attempt, now=now)
    changed = db.execute(
        update(delivery)
        .where(
            delivery.c.id == receipt.delivery_id,
            *_attempt_conditions(attempt, DeliveryState(receipt.outcome)),
        )
        .values(
            state=state,
            # What was judged before the dot was an attempt too; step 5 has counted the others.
            attempt_count=attempt.number,
            next_attempt_at=due_at,
            reason=TRIED_LONG_ENOUGH if state != DeliveryState(receipt.outcome) else delivery.c.reason,
            code=receipt.code,
            enhanced_status=receipt.enhanced_status,
            queue_id=receipt.queue_id,
            changed_at=now,
        )
    ).rowcount
    return bool(changed)


def state_after(
    receipt: Receipt, attempt: Attempt, *, now: datetime
) -> tuple[DeliveryState, datetime | None]:
    """Return where an outcome moves its row, and when a deferred one is due again; refused after the last."""
    state = DeliveryState(receipt.outcome)
    if state is not DeliveryState.DEFERRED:
        return state, None
    due_at = next_attempt_at(attempt_count=attempt.number, now=now)
    return (state, due_at) if due_at else (DeliveryState.REFUSED, None)


def _attempt_conditions(attempt: Attempt, to: DeliveryState) -> Sequence[ColumnElement[bool]]:
    """Return what holds of a row whose attempt this is."""
    if attempt.is_permitted:
        states = FROM_PERMITTED & sources_of(to)
        return delivery.c.state.in_(states), delivery.c.attempt_count == attempt.number
    leased = exists().where(chunk.c.id == delivery.c.chunk_id, chunk.c.fence == attempt.fence)
    states = FROM_UNPERMITTED & sources_of(to)
    return delivery.c.state.in_(states), delivery.c.attempt_count == attempt.number - 1, leased


def _log_late(db: Connection, receipt: Receipt, attempt: Attempt, now: datetime) -> None:
    """Keep an outcome that moved nothing, unless the row says so already (a group that was written twice)."""
    row = db.execute(
        select(delivery.c.state, delivery.c.attempt_count).where(delivery.c.id == receipt.delivery_id)
    ).one_or_none()
    state = state_after(receipt, attempt, now=now)[0]
    if row is None or tuple(row) == (state, attempt.number):
        return
    db.execute(
        insert(late_outcome).values(
            delivery_id=receipt.delivery_id,
            attempt_number=attempt.number,
            outcome=receipt.outcome,
            code=receipt.code,
            enhanced_status=receipt.enhanced_status,
            queue_id=receipt.queue_id,
            heard_at=now,
        )
    )


def skip_deferred_not_owed(db: Connection, heard: Sequence[AttemptReceipt], *, now: datetime) -> int:
    """Skip those of the mails just deferred that are not owed any more; return how many."""
    deferred = [receipt.delivery_id for receipt, _ in heard if receipt.outcome is Outcome.DEFERRED]
    if not deferred:
        return 0
    return skip_not_owed(db, delivery.c.id.in_(deferred), delivery.c.state == DeliveryState.DEFERRED, now=now)


def skip_not_owed(db: Connection, *conditions: ColumnElement[bool], now: datetime) -> int:
    """Skip the mails that meet some conditions and are not owed any more; return how many.

    Their member has left, or their campaign was cancelled.
    """
    return db.execute(
        update(delivery)
        .where(*conditions, or_(~is_subscribed(), _is_cancelled()))
        .values(state=DeliveryState.SKIPPED, reason=_reason_not_owed(), next_attempt_at=None, changed_at=now)
    ).rowcount


def is_subscribed() -> ColumnElement[bool]:
    """Return whether the subscription that a delivery is owed to is confirmed (still)."""
    return exists().where(
        subscription.c.member_id == delivery.c.member_id,
        subscription.c.list_id == delivery.c.list_id,
        subscription.c.state == SubscriptionState.CONFIRMED,
    )


def _is_cancelled() -> ColumnElement[bool]:
    return exists().where(
        campaign.c.id == delivery.c.occasion_id, campaign.c.state == CampaignState.CANCELLED
    )


def _reason_not_owed() -> ColumnElement[str]:
    state = (
        select(subscription.c.state)
        .where(subscription.c.member_id == delivery.c.member_id, subscription.c.list_id == delivery.c.list_id)
        .scalar_subquery()
    )
    return case((_is_cancelled(), CANCELLED), else_=func.coalesce(state, "left"))
