"""The ledger while a campaign is under way: leases, step 5 (the permits) and outcomes.

See ARCHITECTURE.md, "The life of a delivery". A chunk is leased by one worker at a time; `fence`
outdates all its earlier leases.
Nothing here waits for a mail; what relies on row locks is tested on PostgreSQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, func, or_, select, update

from newsletter.database.ledger_postgresql import record_and_submit
from newsletter.database.outcomes import (
    AttemptReceipt,
    is_subscribed,
    record,
    skip_deferred_not_owed,
    skip_not_owed,
)
from newsletter.database.schema import campaign, chunk, delivery, member, occasion, wave
from newsletter.delivery.outcomes import Attempt
from newsletter.delivery.states import CampaignState, DeliveryState, sources_of
from newsletter.i18n.locale import Locale
from newsletter.identifiers import ChunkId, DeliveryId, ListId, MemberId, OccasionId, WaveId

LEASE_S = 660.0
"""More than the ten minutes that a relay may think about a mail (RFC 5321 §4.5.3.2.6)."""

SUSPICIOUS_S = 60.0
"""An older lease is of a worker that is slow, frozen or dead: one takes work for some seconds only."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to send one chunk until a moment."""

    chunk_id: ChunkId
    wave_id: WaveId
    occasion_id: OccasionId
    fence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedRow:
    """One delivery that a lease allows to send."""

    delivery_id: DeliveryId
    lease: Lease
    member_id: MemberId
    list_id: ListId
    locale: Locale
    address: str
    name: str | None
    attempt_count: int

    def attempt(self, *, is_permitted: bool) -> Attempt:
        """Return the attempt that is made under this lease."""
        return Attempt(number=self.attempt_count + 1, fence=self.lease.fence, is_permitted=is_permitted)


def lease_chunk(
    db: Connection, wave_id: WaveId | None = None, *, worker: str, now: datetime, length_s: float = LEASE_S
) -> Lease | None:
    """Lease the next free or abandoned chunk of a campaign that is sending, or give None.

    Of a wave, or else of the one that is owed most: that has been served longest ago, notices first; so a
    campaign of five does not wait for one of twenty thousand. None does not mean that nothing is left:
    others may hold it.

    The outer test is not redundant: when two workers race on PostgreSQL, the loser tests the row
    again after the winner commits, and must find it taken (tests/database/test_chunk_race.py).
    """
    is_free = or_(chunk.c.leased_until.is_(None), chunk.c.leased_until < now)
    next_chunk = (
        select(chunk.c.id)
        .join(wave, wave.c.id == chunk.c.wave_id)
        .join(occasion, occasion.c.id == wave.c.occasion_id)
        .join(campaign, campaign.c.id == occasion.c.id)
        .where(
            *([] if wave_id is None else [wave.c.id == wave_id]),
            *(~chunk.c.is_closed, is_free, campaign.c.state == CampaignState.SENDING),
        )
        .order_by(occasion.c.kind == "campaign", wave.c.served_at.nulls_first(), wave.c.id, chunk.c.number)
        .limit(1)
        .with_for_update(skip_locked=True, of=chunk)  # no effect on SQLite, which has one writer
        .scalar_subquery()
    )
    occasion_id = select(wave.c.occasion_id).where(wave.c.id == chunk.c.wave_id).scalar_subquery()
    row = db.execute(
        update(chunk)
        .where(chunk.c.id == next_chunk, is_free)
        .values(leased_by=worker, leased_until=now + timedelta(seconds=length_s), fence=chunk.c.fence + 1)
        .returning(chunk.c.id, chunk.c.wave_id, occasion_id, chunk.c.fence)
    ).one_or_none()
    if row is None:
        return None
    db.execute(update(wave).where(wave.c.id == row[1]).values(served_at=now))
    return Lease(ChunkId(row[0]), WaveId(row[1]), OccasionId(row[2]), row[3])


def rows_of(db: Connection, lease: Lease, *, at_most: int | None = None) -> list[LeasedRow]:
    """Return the pending rows of a leased chunk, in the order of their numbers: all, or the first ones."""
    query = (
        select(
            delivery.c.id,
            delivery.c.member_id,
            delivery.c.list_id,
            delivery.c.locale,
            delivery.c.attempt_count,
            member.c.address,
            member.c.name,
        )
        .join(member, member.c.id == delivery.c.member_id)
        .where(delivery.c.chunk_id == lease.chunk_id, delivery.c.state == DeliveryState.PENDING)
        .order_by(delivery.c.id)
        .limit(at_most)
    )
    return [
        LeasedRow(
            delivery_id=DeliveryId(row.id),
            lease=lease,
            member_id=MemberId(row.member_id),
            list_id=ListId(row.list_id),
            locale=Locale(row.locale),
            address=row.address,
            name=row.name,
            attempt_count=row.attempt_count,
        )
        for row in db.execute(query)
    ]


def commit_group(
    db: Connection,
    heard: Sequence[AttemptReceipt],
    ready: Sequence[tuple[DeliveryId, Lease]],
    *,
    now: datetime,
    is_repeated: bool = False,
) -> set[DeliveryId]:
    """Record outcomes, and permit the dot of what is ready: step 7 of some mails, step 5 of others.

    Returns the ids that may be submitted once the caller's transaction is committed. One that is
    missing must not be: its row was skipped, the campaign stopped, the lease is another's, or its member has
    left (plan and unsubscribing may not have seen each other): that one is skipped here.

    Campaign, chunk and subscription are locked FOR SHARE, so a pause, a cancellation, a new lease or a
    goodbye either committed before and is seen here, or waits until these mails are `submitting`.

    `is_repeated`: the same group was tried before and nobody knows whether it was committed. Rows that
    this lease has made `submitting` are then permitted too: no dot has been said for them.
    """
    leases = {lease for _, lease in ready}
    if db.dialect.name == "postgresql":
        permitted_ids = record_and_submit(
            db,
            heard,
            [id_ for id_, _ in ready],
            leases=[(lease.chunk_id, lease.fence) for lease in leases],
            now=now,
        )
        skip_deferred_not_owed(db, heard, now=now)
    else:
        record(db, heard, now=now)
        permitted_ids = {
            id_
            for lease in leases
            if _is_valid(db, lease, now)
            for id_ in _submit(db, [id_ for id_, of_lease in ready if of_lease == lease], lease, now)
        }
    left_out_ids = [id_ for id_, _ in ready if id_ not in permitted_ids]
    if left_out_ids:
        skip_not_owed(db, delivery.c.id.in_(left_out_ids), delivery.c.state == DeliveryState.PENDING, now=now)
    if is_repeated:
        for lease in leases:
            if _is_valid(db, lease, now):
                permitted_ids.update(
                    _submitting_ids(db, [id_ for id_, of_lease in ready if of_lease == lease], lease)
                )
    return permitted_ids


def _is_valid(db: Connection, lease: Lease, now: datetime) -> bool:
    sending_campaign = db.execute(
        select(campaign.c.id)
        .where(campaign.c.id == lease.occasion_id, campaign.c.state == CampaignState.SENDING)
        .with_for_update(read=True)
    ).one_or_none()
    leased_chunk = db.execute(
        select(chunk.c.id)
        .where(chunk.c.id == lease.chunk_id, chunk.c.fence == lease.fence, chunk.c.leased_until > now)
        .with_for_update(read=True)
    ).one_or_none()
    return sending_campaign is not None and leased_chunk is not None


def _submit(db: Connection, ids: Sequence[DeliveryId], lease: Lease, now: datetime) -> list[DeliveryId]:
    rows = db.execute(
        update(delivery)
        .where(
            delivery.c.id.in_(ids),
            delivery.c.chunk_id == lease.chunk_id,
            delivery.c.state.in_(sources_of(DeliveryState.SUBMITTING)),
            is_subscribed(),
        )
        .values(state=DeliveryState.SUBMITTING, attempt_count=delivery.c.attempt_count + 1, changed_at=now)
        .returning(delivery.c.id)
    )
    return [DeliveryId(id_) for id_ in rows.scalars()]


def _submitting_ids(db: Connection, ids: Sequence[DeliveryId], lease: Lease) -> list[DeliveryId]:
    rows = db.execute(
        select(delivery.c.id).where(
            delivery.c.id.in_(ids),
            delivery.c.chunk_id == lease.chunk_id,
            delivery.c.state == DeliveryState.SUBMITTING,
        )
    )
    return [DeliveryId(id_) for id_ in rows.scalars()]


def quarantine(db: Connection, id_: DeliveryId, *, reason: str, now: datetime) -> bool:
    """Set one mail aside that cannot be built, so that the others go on. `reason` holds no address."""
    return bool(
        db.execute(
            update(delivery)
            .where(delivery.c.id == id_, delivery.c.state.in_(sources_of(DeliveryState.QUARANTINED)))
            .values(state=DeliveryState.QUARANTINED, reason=reason[:200], changed_at=now)
        ).rowcount
    )


def resume_quarantined(db: Connection, occasion_id: OccasionId, *, now: datetime) -> int:
    """Move what was set aside of a campaign to pending, without a chunk as yet; return how many."""
    return db.execute(
        update(delivery)
        .where(delivery.c.occasion_id == occasion_id, delivery.c.state == DeliveryState.QUARANTINED)
        .values(state=DeliveryState.PENDING, reason=None, chunk_id=None, changed_at=now)
    ).rowcount


def renew(db: Connection, lease: Lease, *, now: datetime, length_s: float = LEASE_S) -> bool:
    """Make a lease last longer; False when it is another's by now."""
    return bool(
        db.execute(
            update(chunk)
            .where(chunk.c.id == lease.chunk_id, chunk.c.fence == lease.fence)
            .values(leased_until=now + timedelta(seconds=length_s))
        ).rowcount
    )


def give_back(db: Connection, lease: Lease) -> None:
    """End a lease, and close the chunk when nothing of it is open. Another's lease is left alone."""
    open_row = exists().where(
        delivery.c.chunk_id == chunk.c.id,
        delivery.c.state.in_([DeliveryState.PENDING, DeliveryState.SUBMITTING]),
    )
    is_own_lease = (chunk.c.id == lease.chunk_id) & (chunk.c.fence == lease.fence)
    db.execute(
        update(chunk).where(is_own_lease).values(leased_by=None, leased_until=None, is_closed=~open_row)
    )


def mark_unknown(db: Connection, *, now: datetime) -> int:
    """Mark what was being submitted under leases that have ended: nobody will learn its outcome.

    Returns how many. They are never sent again by themselves.
    """
    has_ended = exists().where(
        chunk.c.id == delivery.c.chunk_id,
        or_(chunk.c.leased_until.is_(None), chunk.c.leased_until < now),
    )
    return db.execute(
        update(delivery)
        .where(delivery.c.state.in_(sources_of(DeliveryState.UNKNOWN)), has_ended)
        .values(state=DeliveryState.UNKNOWN, changed_at=now)
    ).rowcount


def end_leases_of(db: Connection, workers: Sequence[str], *, now: datetime) -> int:
    """End the leases of workers that are known to be dead, as if their time were over; return how many."""
    return db.execute(
        update(chunk)
        .where(~chunk.c.is_closed, chunk.c.leased_by.in_(workers), chunk.c.leased_until >= now)
        .values(leased_until=now - timedelta(seconds=1), fence=chunk.c.fence + 1)
    ).rowcount


def lessees(db: Connection, *, now: datetime) -> list[str]:
    """Return the workers that hold leases."""
    return list(
        db.execute(
            select(chunk.c.leased_by)
            .where(~chunk.c.is_closed, chunk.c.leased_until >= now, chunk.c.leased_by.is_not(None))
            .distinct()
        ).scalars()
    )


def free_chunk_counts(db: Connection, *, now: datetime) -> dict[WaveId, int]:
    """Return how many chunks of each wave of a sending campaign wait for a worker.

    So do those that were leased a while ago: a worker that gets on has given them back by then, and whoever
    comes on the same host sees whether that one is dead.
    """
    held_for_long = now + timedelta(seconds=LEASE_S - SUSPICIOUS_S)
    rows = db.execute(
        select(chunk.c.wave_id, func.count())
        .join(wave, wave.c.id == chunk.c.wave_id)
        .join(campaign, campaign.c.id == wave.c.occasion_id)
        .where(
            campaign.c.state == CampaignState.SENDING,
            ~chunk.c.is_closed,
            or_(chunk.c.leased_until.is_(None), chunk.c.leased_until < held_for_long),
        )
        .group_by(chunk.c.wave_id)
        .order_by(chunk.c.wave_id)
    )
    return {WaveId(wave_id): count for wave_id, count in rows}


def waves_with_due_rows(db: Connection, *, now: datetime) -> list[WaveId]:
    """Return the waves of sending campaigns that have deferred rows whose next attempt is due."""
    rows = db.execute(
        select(delivery.c.wave_id)
        .join(campaign, campaign.c.id == delivery.c.occasion_id)
        .where(
            campaign.c.state == CampaignState.SENDING,
            delivery.c.state == DeliveryState.DEFERRED,
            delivery.c.next_attempt_at <= now,
        )
        .distinct()
    )
    return [WaveId(id_) for id_ in rows.scalars()]
