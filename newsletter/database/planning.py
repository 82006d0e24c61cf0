"""Plan and release: from an audience to numbered rows of the ledger. Set-based, whatever the size."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    and_,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    update,
)

from newsletter.database import editions
from newsletter.database.editions import EditionClaim
from newsletter.database.outcomes import skip_not_owed
from newsletter.database.schema import chunk, delivery, member, subscription
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.states import DeliveryState, sources_of
from newsletter.i18n.locale import Languages, Locale, LocaleMatch
from newsletter.identifiers import ListId, OccasionId, WaveId
from newsletter.members.member import SubscriptionState

CHUNK_SIZE = 500
"""Deliveries that one worker leases together."""
_NOTHING: Mapping[Languages, Locale] = {}


def plan(db: Connection, of: Campaign, wave: WaveId, *, claim: EditionClaim, now: datetime) -> int:
    """Write one row per member of the list, whoever is left out too, and return how many.

    Who has the edition or may have it is left out, unless it is to be sent again. The unique key (occasion,
    member, address role) makes a second plan of the same occasion fail.
    """
    had_in = cast(null(), BigInteger) if claim.again else editions.had_in(claim.edition_id).scalar_subquery()
    people = (
        select(subscription, member.c.locales, had_in.label("had_in"))
        .join(member, member.c.id == subscription.c.member_id)
        .where(subscription.c.list_id == of.list_id)
        .subquery()
    )
    is_confirmed = people.c.state == SubscriptionState.CONFIRMED
    is_new = is_confirmed & people.c.had_in.is_(None)
    had_it_reason = literal("had it in campaign ") + people.c.had_in.cast(String)
    rows = select(
        literal(of.id),
        literal(wave),
        people.c.member_id,
        literal("primary"),
        people.c.list_id,
        case((is_new, DeliveryState.WAITING), else_=DeliveryState.SKIPPED),
        case((is_new, null()), (is_confirmed, had_it_reason), else_=people.c.state),
        people.c.locales,
        literal(now, delivery.c.changed_at.type),
        literal(claim.edition_id),
        literal(claim.again or 0),
        case((is_confirmed, people.c.had_in)),
    ).order_by(people.c.id)
    columns = [
        "occasion_id",
        "wave_id",
        "member_id",
        "address_role",
        "list_id",
        "state",
        "reason",
        "locales",
        "changed_at",
        "edition_id",
        "again",
        "had_in",
    ]
    return db.execute(insert(delivery).from_select(columns, rows)).rowcount


def wanted_locales(db: Connection, wave: WaveId) -> list[Languages]:
    """Return each distinct ordered list of languages among the waiting rows of a wave."""
    rows = db.execute(
        select(delivery.c.locales)
        .where(delivery.c.wave_id == wave, delivery.c.state == DeliveryState.WAITING)
        .distinct()
    )
    return list(rows.scalars())


def release(
    db: Connection,
    wave: WaveId,
    matches: Mapping[Languages, LocaleMatch],
    *,
    missing: Mapping[Languages, Locale] = _NOTHING,
    now: datetime,
) -> int:
    """Move the waiting rows of a wave to pending, each with its locale and why; return how many.

    `matches`: the locale chosen for each ordered list of languages (`wanted_locales`); `missing`: the
    language that is not ready, for those whom another is chosen for in its place.
    """
    moved_count = 0
    for locales, match in matches.items():
        moved_count += db.execute(
            update(delivery)
            .where(
                delivery.c.wave_id == wave,
                delivery.c.locales == locales,
                delivery.c.state == DeliveryState.WAITING,
            )
            .values(
                state=DeliveryState.PENDING,
                locale=str(match.locale),
                locale_reason=match.why[:300],
                missing_locale=str(missing[locales]) if locales in missing else None,
                changed_at=now,
            )
        ).rowcount
    return moved_count


def hold(db: Connection, occasion: OccasionId, locales: Languages, *, missing: Locale, now: datetime) -> int:
    """Let waiting rows wait on, for a language that is not ready; return how many did not before."""
    return db.execute(
        update(delivery)
        .where(
            *_waiting_conditions(occasion, locales), delivery.c.missing_locale.is_distinct_from(str(missing))
        )
        .values(missing_locale=str(missing), changed_at=now)
    ).rowcount


def skip_unready(
    db: Connection, occasion: OccasionId, locales: Languages, *, missing: Locale, now: datetime
) -> int:
    """Skip waiting rows whose language is not ready; return how many."""
    return db.execute(
        update(delivery)
        .where(*_waiting_conditions(occasion, locales))
        .values(
            state=DeliveryState.SKIPPED,
            reason=f"{missing} is not ready",
            missing_locale=str(missing),
            changed_at=now,
        )
    ).rowcount


def _waiting_conditions(occasion: OccasionId, locales: Languages) -> Sequence[ColumnElement[bool]]:
    return (
        delivery.c.occasion_id == occasion,
        delivery.c.locales == locales,
        delivery.c.state == DeliveryState.WAITING,
    )


def number_into_chunks(db: Connection, wave: WaveId) -> int:
    """Put every pending row without a chunk into one of at most `CHUNK_SIZE`; return how many chunks.

    The rows take turns by domain (the first of each, then the second of each …), so that no provider
    gets a burst while others wait.
    """
    count = db.execute(select(func.count()).where(*_unnumbered_conditions(wave))).scalar_one()
    chunk_numbers = _new_chunks(db, wave, -(-count // CHUNK_SIZE))
    turn = func.row_number().over(partition_by=member.c.domain, order_by=delivery.c.id).label("turn")
    turns = (
        select(delivery.c.id, turn)
        .join(member, member.c.id == delivery.c.member_id)
        .where(*_unnumbered_conditions(wave))
        .subquery()
    )
    place = func.row_number().over(order_by=[turns.c.turn, turns.c.id])
    placed_rows = select(turns.c.id, ((place - 1) // CHUNK_SIZE).label("number")).subquery()
    if chunk_numbers:
        first_number = chunk_numbers[0]
        target = and_(chunk.c.wave_id == wave, chunk.c.number == first_number + placed_rows.c.number)
        numbered_rows = select(placed_rows.c.id, chunk.c.id.label("chunk_id")).join(chunk, target).subquery()
        db.execute(
            update(delivery)
            .where(delivery.c.id == numbered_rows.c.id)
            .values(chunk_id=numbered_rows.c.chunk_id)
        )
    return len(chunk_numbers)


def _unnumbered_conditions(wave: WaveId) -> Sequence[ColumnElement[bool]]:
    return (
        delivery.c.wave_id == wave,
        delivery.c.chunk_id.is_(None),
        delivery.c.state == DeliveryState.PENDING,
    )


def _new_chunks(db: Connection, wave: WaveId, count: int) -> list[int]:
    """Make chunks behind those that the wave has; return their numbers."""
    last_number = db.execute(select(func.max(chunk.c.number)).where(chunk.c.wave_id == wave)).scalar_one()
    numbers = [(last_number or 0) + 1 + step for step in range(count)]
    if numbers:
        db.execute(
            insert(chunk), [{"wave_id": wave, "number": number, "is_closed": False} for number in numbers]
        )
    return numbers


def gather_due(db: Connection, wave: WaveId, *, now: datetime) -> int:
    """Move the wave's deferred rows whose next attempt is due to pending, in new chunks; return how many.

    Whose member has left since is skipped.
    """
    due = (
        delivery.c.wave_id == wave,
        delivery.c.state == DeliveryState.DEFERRED,
        delivery.c.next_attempt_at <= now,
    )
    skip_not_owed(db, *due, now=now)
    moved_count = db.execute(
        update(delivery)
        .where(*due)
        .values(state=DeliveryState.PENDING, chunk_id=None, next_attempt_at=None, changed_at=now)
    ).rowcount
    if moved_count:
        number_into_chunks(db, wave)
    return moved_count


def skip_member(db: Connection, member_id: int, from_: ListId, *, reason: str, now: datetime) -> int:
    """Skip what a member would still get by a list, in the caller's transaction; return how many."""
    return db.execute(
        update(delivery)
        .where(
            delivery.c.member_id == member_id,
            delivery.c.list_id == from_,
            delivery.c.state.in_(sources_of(DeliveryState.SKIPPED)),
        )
        .values(
            state=DeliveryState.SKIPPED,
            reason=reason,
            missing_locale=None,
            next_attempt_at=None,
            changed_at=now,
        )
    ).rowcount


def skip_occasion(db: Connection, occasion: OccasionId, *, reason: str, now: datetime) -> int:
    """Skip what has not left of a whole campaign; return how many."""
    return db.execute(
        update(delivery)
        .where(
            delivery.c.occasion_id == occasion,
            delivery.c.state.in_(sources_of(DeliveryState.SKIPPED)),
        )
        .values(
            state=DeliveryState.SKIPPED,
            reason=reason,
            missing_locale=None,
            next_attempt_at=None,
            changed_at=now,
        )
    ).rowcount
