"""Deliveries that wait for a language although their campaign is under way: held rows.

    waiting, missing_locale ──▶ take_over() into a new wave ──▶ planning.release()
                            └─▶ planning.skip_unready()

Whoever moves them has locked the campaign (`campaigns.lock`); who unsubscribes or cancels has not, and
wins or loses by the guard of each statement.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select, update

from newsletter.database.schema import campaign, delivery, wave
from newsletter.delivery.states import CampaignState, DeliveryState
from newsletter.i18n.locale import Languages, Locale
from newsletter.identifiers import OccasionId, WaveId

_UNDER_WAY = (CampaignState.SENDING, CampaignState.PAUSED)
_HELD = (delivery.c.state == DeliveryState.WAITING, delivery.c.missing_locale.is_not(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldGroup:
    """How many members with one ordered list of languages wait for one of them."""

    locales: Languages
    missing: Locale
    member_count: int


def held_groups(db: Connection, id_: OccasionId) -> list[HeldGroup]:
    """Return what is held of a campaign."""
    rows = db.execute(
        select(delivery.c.locales, delivery.c.missing_locale, func.count())
        .where(delivery.c.occasion_id == id_, *_HELD)
        .group_by(delivery.c.locales, delivery.c.missing_locale)
        .order_by(delivery.c.missing_locale, delivery.c.locales)
    )
    return [HeldGroup(locales=row[0], missing=Locale(row[1]), member_count=row[2]) for row in rows]


def count_held(db: Connection, edition: str, *, but: Collection[Locale]) -> dict[Locale, int]:
    """Return how many members wait for an edition in which language, but for some languages."""
    rows = db.execute(
        select(delivery.c.missing_locale, func.count())
        .join(campaign, campaign.c.id == delivery.c.occasion_id)
        .where(campaign.c.edition == edition, campaign.c.state.in_(_UNDER_WAY), *_HELD)
        .group_by(delivery.c.missing_locale)
    )
    return {Locale(tag): count for tag, count in rows if Locale(tag) not in but}


def take_over(db: Connection, id_: OccasionId, locales: Collection[Languages], *, into: WaveId) -> int:
    """Put held rows with these lists of languages into a wave; return how many. They wait still."""
    return db.execute(
        update(delivery)
        .where(delivery.c.occasion_id == id_, delivery.c.locales.in_(locales), *_HELD)
        .values(wave_id=into)
    ).rowcount


def campaigns_with_held_rows(db: Connection) -> list[OccasionId]:
    """Return the campaigns under way that hold rows."""
    # By wave, for the index (state, wave_id): a tick asks every few seconds.
    exists_held = exists().where(wave.c.occasion_id == campaign.c.id, delivery.c.wave_id == wave.c.id, *_HELD)
    rows = db.execute(
        select(campaign.c.id)
        .where(campaign.c.state == CampaignState.SENDING, exists_held)
        .order_by(campaign.c.id)
    )
    return [OccasionId(id_) for id_ in rows.scalars()]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCount:
    """Deliveries whose member's language was not ready, by what became of them."""

    missing: Locale
    state: DeliveryState
    locale: Locale | None
    """What they get instead; None where they get nothing, or wait."""
    member_count: int


def count_missing(db: Connection, id_: OccasionId) -> list[MissingCount]:
    """Return what became of those whose language was not ready."""
    columns = (delivery.c.missing_locale, delivery.c.state, delivery.c.locale)
    rows = db.execute(
        select(*columns, func.count())
        .where(delivery.c.occasion_id == id_, delivery.c.missing_locale.is_not(None))
        .group_by(*columns)
        .order_by(*columns)
    )
    return [
        MissingCount(
            missing=Locale(missing),
            state=DeliveryState(state),
            locale=Locale(locale) if locale else None,
            member_count=count,
        )
        for missing, state, locale, count in rows
    ]
