"""What became of mails, written into the ledger: each outcome moves the row of its own attempt, or none.

    Receipt, Attempt ──▶ record() ──┬▶ the row moves
                                    └▶ late_outcome: an append-only log of what came too late

A worker that was frozen may bring the outcome of an attempt that nobody waits for any more, while another
worker submits the same row. So the row has to be where that attempt left it, with its number.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Update,
    bindparam,
    case,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

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


def record(db: Connection, receipts: Sequence[AttemptReceipt], *, now: datetime) -> None:
    """Write what became of mails. What comes of another attempt than the row is at is only logged.

    What was deferred for a member who has left meanwhile is skipped. One guarded statement for all outcomes
    of a kind, run for each of its rows.
    """
    by_kind: dict[tuple[Outcome, bool], list[AttemptReceipt]] = {}
    for receipt, attempt in receipts:
        by_kind.setdefault((receipt.outcome, attempt.is_permitted), []).append((receipt, attempt))
    for (outcome, is_permitted), of_kind in by_kind.items():
        statement = _move_statement(outcome, is_permitted=is_permitted)
        moved_count = db.execute(statement, [_move_values(*pair, now=now) for pair in of_kind]).rowcount
        if moved_count != len(of_kind):
            _log_late(db, of_kind, now)
    skip_deferred_not_owed(db, receipts, now=now)


@cache
def _move_statement(outcome: Outcome, *, is_permitted: bool) -> Update:
    """Return the statement that moves a row which is where this attempt left it."""
    return (
        update(delivery)
        .where(delivery.c.id == bindparam("of_id"), *_attempt_conditions(outcome, is_permitted=is_permitted))
        .values(
            state=bindparam("to_state"),
            # What was judged before the dot was an attempt too; step 5 has counted the others.
            attempt_count=bindparam("number"),
            next_attempt_at=bindparam("due_at"),
            reason=func.coalesce(bindparam("why", type_=delivery.c.reason.type), delivery.c.reason),
            code=bindparam("got_code"),
            enhanced_status=bindparam("got_status"),
            queue_id=bindparam("got_queue_id"),
            changed_at=bindparam("at"),
        )
    )


def _attempt_conditions(outcome: Outcome, *, is_permitted: bool) -> Sequence[ColumnElement[bool]]:
    """Return what holds of a row whose attempt it is, by the parameters `number` and `fence`."""
    sources = sources_of(DeliveryState(outcome)) & (FROM_PERMITTED if is_permitted else FROM_UNPERMITTED)
    # Not IN: SQLAlchemy expands that for one row at a time only.
    may_move = or_(false(), *(delivery.c.state == source for source in sorted(sources)))
    if is_permitted:
        return may_move, delivery.c.attempt_count == bindparam("number")
    leased = exists().where(chunk.c.id == delivery.c.chunk_id, chunk.c.fence == bindparam("fence"))
    return may_move, delivery.c.attempt_count == bindparam("number") - 1, leased


def _move_values(receipt: Receipt, attempt: Attempt, *, now: datetime) -> dict[str, object]:
    state, due_at = state_after(receipt, attempt, now=now)
    return {
        "of_id": receipt.delivery_id,
        "number": attempt.number,
        "fence": attempt.fence,
        "to_state": state,
        "due_at": due_at,
        "why": reason_after(receipt, state),
        "got_code": receipt.code,
        "got_status": receipt.enhanced_status,
        "got_queue_id": receipt.queue_id,
        "at": now,
    }


def reason_after(receipt: Receipt, state: DeliveryState) -> str | None:
    """Return why a row is where an outcome moved it, where the outcome itself does not say so."""
    return None if state == DeliveryState(receipt.outcome) else TRIED_LONG_ENOUGH


def state_after(
    receipt: Receipt, attempt: Attempt, *, now: datetime
) -> tuple[DeliveryState, datetime | None]:
    """Return where an outcome moves its row, and when a deferred one is due again; refused after the last."""
    state = DeliveryState(receipt.outcome)
    if state is not DeliveryState.DEFERRED:
        return state, None
    due_at = next_attempt_at(attempt_count=attempt.number, now=now)
    return (state, due_at) if due_at else (DeliveryState.REFUSED, None)


def _log_late(db: Connection, receipts: Sequence[AttemptReceipt], now: datetime) -> None:
    """Keep the outcomes that moved nothing, but for those that their row says (a group written twice)."""
    ids = [receipt.delivery_id for receipt, _ in receipts]
    columns = (delivery.c.id, delivery.c.state, delivery.c.attempt_count)
    rows = {
        id_: (state, count) for id_, state, count in db.execute(select(*columns).where(columns[0].in_(ids)))
    }
    late = [
        (receipt, attempt)
        for receipt, attempt in receipts
        if rows.get(receipt.delivery_id) != (state_after(receipt, attempt, now=now)[0], attempt.number)
    ]
    if late:
        db.execute(insert(late_outcome), [_late_values(*pair, now=now) for pair in late])


def _late_values(receipt: Receipt, attempt: Attempt, *, now: datetime) -> dict[str, object]:
    return {
        "delivery_id": receipt.delivery_id,
        "attempt_number": attempt.number,
        "outcome": receipt.outcome,
        "code": receipt.code,
        "enhanced_status": receipt.enhanced_status,
        "queue_id": receipt.queue_id,
        "heard_at": now,
    }


def skip_deferred_not_owed(db: Connection, receipts: Sequence[AttemptReceipt], *, now: datetime) -> int:
    """Skip those of the mails just deferred that are not owed any more; return how many."""
    deferred = [receipt.delivery_id for receipt, _ in receipts if receipt.outcome is Outcome.DEFERRED]
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
