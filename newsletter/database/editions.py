"""Once: an edition reaches a member once, over all campaigns and lists.

    campaign's edition ──▶ claim() ──▶ planning.plan() ──▶ rows; those who have it are left out
                                            ▲
    skipped after all ──▶ take_back() ──────┘

Whoever plans locks the edition first, so of two campaigns that race the second sees what the first one has
planned; the index `uq_delivery_edition` holds whatever anybody does.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, distinct, exists, func, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from newsletter.database.outcomes import is_subscribed
from newsletter.database.schema import campaign, delivery, edition, member, subscription, wave
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.states import HAS_OR_MAY_HAVE, CampaignState, DeliveryState
from newsletter.i18n.locale import Languages
from newsletter.identifiers import EditionId, ListId, OccasionId, WaveId
from newsletter.members.member import SubscriptionState

LOOKED_AT_FOR_DAYS = 30
"""How long after its end a campaign's members are looked at who were left out elsewhere for its sake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionClaim:
    """The right to plan deliveries of an edition, held until the transaction ends."""

    edition_id: EditionId
    again: OccasionId | None
    """The campaign that sends it to those too who have had it."""


def claim(db: Connection, of: Campaign) -> EditionClaim:
    """Lock the edition of a campaign, whose row the caller has locked before."""
    table: Any = postgresql if db.dialect.name == "postgresql" else sqlite
    statement = table.insert(edition).values(slug=of.edition)
    lock = statement.on_conflict_do_update(index_elements=["slug"], set_={"slug": of.edition})
    id_ = db.execute(lock.returning(edition.c.id)).scalar_one()
    return EditionClaim(edition_id=EditionId(id_), again=of.id if of.again_reason else None)


def had_in(edition_id: EditionId) -> Select[tuple[int]]:
    """Return the campaign by which the member of a `subscription` has an edition or may have it, or NULL."""
    return select(func.min(delivery.c.occasion_id)).where(
        delivery.c.edition_id == edition_id,
        delivery.c.member_id == subscription.c.member_id,
        _has_or_may_have(delivery.c.state),
    )


def _has_or_may_have(state: ColumnElement[str]) -> ColumnElement[bool]:
    # As the index says it: PostgreSQL would not see that a list of the others is the same.
    return state.not_in(sorted(set(DeliveryState) - HAS_OR_MAY_HAVE))


def count_owed_by_languages(db: Connection, of: Campaign) -> dict[Languages, int]:
    """Return how many confirmed members of a campaign's list would get it, by their ordered languages."""
    had_already = exists().where(
        edition.c.slug == of.edition,
        delivery.c.edition_id == edition.c.id,
        delivery.c.member_id == subscription.c.member_id,
        delivery.c.occasion_id != of.id,
        _has_or_may_have(delivery.c.state),
    )
    rows = db.execute(
        select(member.c.locales, func.count())
        .join(subscription, subscription.c.member_id == member.c.id)
        .where(
            subscription.c.list_id == of.list_id,
            subscription.c.state == SubscriptionState.CONFIRMED,
            true() if of.again_reason else ~had_already,
        )
        .group_by(member.c.locales)
    )
    return {locales: count for locales, count in rows}  # noqa: C416 -- dict() does not know that a row is a pair


def count_had(db: Connection, slug: str, to: ListId) -> int:
    """Return how many confirmed members of a list have an edition, or may have it."""
    return db.execute(
        select(func.count(distinct(delivery.c.member_id)))
        .join(edition, edition.c.id == delivery.c.edition_id)
        .join(subscription, subscription.c.member_id == delivery.c.member_id)
        .where(
            edition.c.slug == slug,
            _has_or_may_have(delivery.c.state),
            subscription.c.list_id == to,
            subscription.c.state == SubscriptionState.CONFIRMED,
        )
    ).scalar_one()


def _is_owed_again() -> ColumnElement[bool]:
    """Return whether a delivery was left out for a campaign that does not bring the edition after all.

    Its row there was skipped (cancelled, or the member left that list), and nobody else's has come since.
    """
    there = delivery.alias("there")
    return (
        (delivery.c.state == DeliveryState.SKIPPED)
        & delivery.c.had_in.is_not(None)
        & is_subscribed()
        & ~exists().where(
            there.c.edition_id == delivery.c.edition_id,
            there.c.member_id == delivery.c.member_id,
            there.c.address_role == delivery.c.address_role,
            _has_or_may_have(there.c.state),
        )
        & exists().where(
            there.c.occasion_id == delivery.c.had_in,
            there.c.member_id == delivery.c.member_id,
            there.c.state == DeliveryState.SKIPPED,
        )
    )


def campaigns_that_owe_again(db: Connection, *, now: datetime) -> list[OccasionId]:
    """Return the campaigns, not cancelled nor paused, with deliveries that are owed again."""
    other, there, pointing = campaign.alias("other"), delivery.alias("there"), delivery.alias("pointing")
    is_recent = or_(
        other.c.state != CampaignState.FINISHED,
        other.c.changed_at > now - timedelta(days=LOOKED_AT_FOR_DAYS),
    )
    # From those that were skipped elsewhere: they are few, those who were left out here may be all.
    rows = db.execute(
        select(delivery.c.occasion_id)
        .select_from(other)
        .join(wave, wave.c.occasion_id == other.c.id)
        .join(there, (there.c.wave_id == wave.c.id) & (there.c.state == DeliveryState.SKIPPED))
        .join(
            delivery, (delivery.c.member_id == there.c.member_id) & (delivery.c.had_in == there.c.occasion_id)
        )
        .join(campaign, campaign.c.id == delivery.c.occasion_id)
        .where(
            is_recent,
            exists().where(pointing.c.had_in == other.c.id),
            campaign.c.state.in_([CampaignState.SENDING, CampaignState.FINISHED]),
            _is_owed_again(),
        )
        .distinct()
        .order_by(delivery.c.occasion_id)
    )
    return [OccasionId(id_) for id_ in rows.scalars()]


def take_back(db: Connection, id_: OccasionId, *, into: WaveId, now: datetime) -> int:
    """Let the deliveries of a campaign that are owed again wait in a wave; return how many.

    The caller has locked the campaign and claimed its edition.
    """
    return db.execute(
        update(delivery)
        .where(delivery.c.occasion_id == id_, _is_owed_again())
        .values(state=DeliveryState.WAITING, reason=None, had_in=None, wave_id=into, changed_at=now)
    ).rowcount
