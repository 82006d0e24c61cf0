"""Campaigns and their waves: one edition sent to one audience at one time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, exists, func, insert, select, update

from newsletter.database.revisions import newest_id_of
from newsletter.database.schema import campaign, delivery, list_, occasion, revision, wave
from newsletter.delivery.campaign import Campaign, CampaignTerms, Wave
from newsletter.delivery.states import (
    CAMPAIGN_MOVES,
    OPEN_DELIVERIES,
    CampaignState,
    DeliveryState,
    WaveState,
)
from newsletter.i18n.instants import USUAL_ZONE
from newsletter.identifiers import ListId, OccasionId, RevisionId, WaveId
from newsletter.revision.not_ready import NotReadyPolicy

_DEFAULT_TERMS = CampaignTerms()


def create(
    db: Connection, *, edition: str, list_id: ListId, now: datetime, terms: CampaignTerms = _DEFAULT_TERMS
) -> OccasionId:
    """Make a campaign in draft."""
    id_ = db.execute(
        insert(occasion).values(kind="campaign", created_at=now).returning(occasion.c.id)
    ).scalar_one()
    db.execute(
        insert(campaign).values(
            id=id_,
            edition=edition,
            list_id=list_id,
            state=CampaignState.DRAFT,
            changed_at=now,
            not_ready=terms.not_ready or NotReadyPolicy.FALLBACK,
            hold_until=terms.hold_until,
            again_reason=terms.again_reason,
        )
    )
    return OccasionId(id_)


def find(db: Connection, id_: OccasionId) -> Campaign | None:
    """Return a campaign."""
    matches = _campaigns(db, campaign.c.id == id_)
    return matches[0] if matches else None


def all_campaigns(db: Connection) -> list[Campaign]:
    """Return all campaigns, the newest first."""
    return _campaigns(db)


def campaigns_to_come(db: Connection, edition: str) -> list[Campaign]:
    """Return the campaigns of an edition that have not left yet, the newest first."""
    is_to_come = campaign.c.state.in_([CampaignState.DRAFT, CampaignState.SCHEDULED])
    return _campaigns(db, campaign.c.edition == edition, is_to_come)


def _campaigns(db: Connection, *conditions: ColumnElement[bool]) -> list[Campaign]:
    waves = wave.alias("waves")
    of_campaign = waves.c.occasion_id == campaign.c.id
    first = select(func.min(waves.c.id)).where(of_campaign).correlate(campaign).scalar_subquery()
    last_first = waves.c.id.desc()
    sent = select(waves.c.revision_id).where(of_campaign).order_by(last_first).limit(1).correlate(campaign)
    is_to_come = campaign.c.state.in_([CampaignState.DRAFT, CampaignState.SCHEDULED])
    list_columns = list_.c.name.label("list_name"), list_.c.title.label("list_title")
    query = (
        select(
            campaign,
            *list_columns,
            wave.c.release_at,
            revision.c.settings,
            *(revision.c.id.label("revision_id"), revision.c.published_at),
        )
        .join(list_, list_.c.id == campaign.c.list_id)
        .outerjoin(wave, wave.c.id == first)
        .outerjoin(
            revision,
            revision.c.id
            == case((is_to_come, newest_id_of(campaign.c.edition)), else_=sent.scalar_subquery()),
        )
        .where(*conditions)
        .order_by(campaign.c.id.desc())
    )
    return [
        Campaign(
            id=OccasionId(row.id),
            edition=row.edition,
            list_id=ListId(row.list_id),
            list_name=row.list_name,
            list_title=row.list_title,
            state=CampaignState(row.state),
            trouble=row.trouble,
            not_ready=NotReadyPolicy(row.not_ready),
            hold_until=row.hold_until,
            again_reason=row.again_reason,
            revision_id=RevisionId(row.revision_id) if row.revision_id else None,
            published_at=row.published_at,
            release_at=row.release_at,
            timezone=(row.settings or {}).get("timezone", USUAL_ZONE),
        )
        for row in db.execute(query)
    ]


def move(db: Connection, id_: OccasionId, *, to: CampaignState, now: datetime) -> bool:
    """Move a campaign; False when its state does not allow it (any more).

    The row is locked until the transaction ends, so nothing that step 5 of a delivery commits later
    can have seen the old state.
    """
    changed_count = db.execute(
        update(campaign)
        .where(campaign.c.id == id_, campaign.c.state.in_(CAMPAIGN_MOVES[to]))
        .values(state=to, changed_at=now, trouble=None)
    ).rowcount
    return bool(changed_count)


def reopen(db: Connection, id_: OccasionId, *, now: datetime) -> bool:
    """Let a finished campaign go on, or one under way go on being so; False where it is in another state."""
    campaigns = update(campaign).where(
        campaign.c.id == id_, campaign.c.state.in_([CampaignState.FINISHED, CampaignState.SENDING])
    )
    return bool(db.execute(campaigns.values(state=CampaignState.SENDING, changed_at=now)).rowcount)


def finish_done(db: Connection, *, now: datetime) -> list[OccasionId]:
    """Finish every campaign under way that has no open delivery and no wave to come; return them.

    Looks again once they are locked: somebody may have taken up rows meanwhile (`reopen`), which a statement
    that waits for the campaign's row does not see.
    """
    open_row = exists().where(
        wave.c.occasion_id == campaign.c.id,
        delivery.c.wave_id == wave.c.id,
        delivery.c.state.in_(OPEN_DELIVERIES),
    )
    coming_wave = exists().where(wave.c.occasion_id == campaign.c.id, wave.c.state == WaveState.WAITING)
    is_done = (campaign.c.state == CampaignState.SENDING, ~open_row, ~coming_wave)
    locked = select(campaign.c.id).where(*is_done).order_by(campaign.c.id).with_for_update()
    ids = list(db.execute(locked).scalars())
    if not ids:
        return []
    rows = db.execute(
        update(campaign)
        .where(campaign.c.id.in_(ids), *is_done)
        .values(state=CampaignState.FINISHED, changed_at=now, trouble=None)
        .returning(campaign.c.id)
    )
    return [OccasionId(id_) for id_ in rows.scalars()]


def set_trouble(db: Connection, id_: OccasionId, trouble: str | None) -> None:
    """Note why a campaign does not get on just now, or that it does again."""
    db.execute(
        update(campaign)
        .where(campaign.c.id == id_, campaign.c.trouble.is_distinct_from(trouble))
        .values(trouble=trouble)
    )


def create_wave(db: Connection, id_: OccasionId, *, revision_id: RevisionId, release_at: datetime) -> WaveId:
    """Make a wave that waits for its instant, with the revision that it will send."""
    row = db.execute(
        insert(wave)
        .values(occasion_id=id_, revision_id=revision_id, state=WaveState.WAITING, release_at=release_at)
        .returning(wave.c.id)
    ).scalar_one()
    return WaveId(row)


def reschedule_wave(db: Connection, id_: WaveId, *, release_at: datetime) -> None:
    """Give a wave that waits another instant."""
    db.execute(
        update(wave).where(wave.c.id == id_, wave.c.state == WaveState.WAITING).values(release_at=release_at)
    )


def repin_wave(db: Connection, id_: WaveId, *, revision_id: RevisionId) -> bool:
    """Give a wave that waits a newer revision; False when it was released meanwhile."""
    changed_count = db.execute(
        update(wave)
        .where(wave.c.id == id_, wave.c.state == WaveState.WAITING)
        .values(revision_id=revision_id)
    ).rowcount
    return bool(changed_count)


def lock(db: Connection, id_: OccasionId, states: Collection[CampaignState]) -> bool:
    """Hold a campaign in one of these states until the transaction ends; False when it is in another.

    Whoever settles held rows does this first, so that of two who would only one finds them.
    """
    query = select(campaign.c.id).where(campaign.c.id == id_, campaign.c.state.in_(states))
    return db.execute(query.with_for_update()).one_or_none() is not None


def find_wave(db: Connection, id_: WaveId) -> Wave | None:
    """Return a wave."""
    row = db.execute(select(wave).where(wave.c.id == id_)).one_or_none()
    return _wave(row) if row else None


def waves_of(db: Connection, id_: OccasionId) -> list[Wave]:
    """Return the waves of a campaign, the first first."""
    return [
        _wave(row) for row in db.execute(select(wave).where(wave.c.occasion_id == id_).order_by(wave.c.id))
    ]


def due_waves(db: Connection, *, now: datetime) -> Sequence[WaveId]:
    """Return waves of scheduled or running campaigns whose instant has come and that wait."""
    rows = db.execute(
        select(wave.c.id)
        .join(campaign, campaign.c.id == wave.c.occasion_id)
        .where(
            wave.c.state == WaveState.WAITING,
            wave.c.release_at <= now,
            campaign.c.state.in_([CampaignState.SCHEDULED, CampaignState.SENDING]),
        )
        .order_by(wave.c.id)
    )
    return [WaveId(id_) for id_ in rows.scalars()]


def next_release_at(db: Connection, *, after: datetime) -> datetime | None:
    """Return when the next wave of a scheduled or running campaign is to be released, if there is one."""
    instants = select(func.min(wave.c.release_at)).join(campaign, campaign.c.id == wave.c.occasion_id)
    is_coming = (wave.c.state == WaveState.WAITING) & (wave.c.release_at > after)
    may_release = campaign.c.state.in_([CampaignState.SCHEDULED, CampaignState.SENDING])
    next_at: datetime | None = db.execute(instants.where(is_coming, may_release)).scalar_one()
    return next_at


def release_wave(db: Connection, id_: WaveId, *, date_at: datetime) -> bool:
    """Freeze the Date of a wave's mails and mark it released; False when another did before."""
    changed_count = db.execute(
        update(wave)
        .where(wave.c.id == id_, wave.c.state == WaveState.WAITING)
        .values(state=WaveState.RELEASED, date_at=date_at)
    ).rowcount
    return bool(changed_count)


def count_by_state(db: Connection, id_: OccasionId) -> dict[str, int]:
    """Return how many deliveries of the campaign are in each state; the sum is its candidates."""
    rows = db.execute(
        select(delivery.c.state, func.count()).where(delivery.c.occasion_id == id_).group_by(delivery.c.state)
    )
    return {state: count for state, count in rows}  # noqa: C416 -- dict() does not know that a row is a pair


def count_skipped(db: Connection, id_: OccasionId) -> dict[str, int]:
    """Return how many deliveries were skipped for which reason, the most frequent first."""
    count = func.count().label("count")
    rows = db.execute(
        select(func.coalesce(delivery.c.reason, ""), count)
        .where(delivery.c.occasion_id == id_, delivery.c.state == DeliveryState.SKIPPED)
        .group_by(delivery.c.reason)
        .order_by(count.desc(), delivery.c.reason)
    )
    return {reason: count for reason, count in rows}  # noqa: C416 -- dict() does not know that a row is a pair


def count_by_locale(db: Connection, id_: OccasionId) -> dict[tuple[str, str], int]:
    """Return how many deliveries there are by (locale, state), of those that have a locale."""
    rows = db.execute(
        select(delivery.c.locale, delivery.c.state, func.count())
        .where(delivery.c.occasion_id == id_, delivery.c.locale.is_not(None))
        .group_by(delivery.c.locale, delivery.c.state)
    )
    return {(locale, state): count for locale, state, count in rows}


def _wave(row: Row[tuple[Any, ...]]) -> Wave:
    return Wave(
        id=WaveId(row.id),
        occasion_id=OccasionId(row.occasion_id),
        revision_id=RevisionId(row.revision_id),
        state=WaveState(row.state),
        release_at=row.release_at,
        date_at=row.date_at,
    )
