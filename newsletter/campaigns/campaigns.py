"""Campaigns: create, send, pause, cancel, and the tick that finds due work in the database.

Rows first, nudges after: every function commits its work before anybody is told of it, so a broker
that vanishes costs a delay and nothing else.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from newsletter.campaigns import fitness
from newsletter.campaigns import release as releasing
from newsletter.campaigns.plans import (
    CampaignPlan,
    CampaignStatus,
    plan_of,
    status_of,
)
from newsletter.database import campaigns, ledger, planning, revisions, waiting
from newsletter.database.database import Database
from newsletter.database.members import require_list
from newsletter.database.outcomes import CANCELLED
from newsletter.database.revisions import Revision
from newsletter.delivery.campaign import Campaign, CampaignTerms, Wave
from newsletter.delivery.language_policy import policy_of
from newsletter.delivery.nudges import Nudges
from newsletter.delivery.states import CampaignState
from newsletter.errors import NotFoundError, RuleError, UnavailableError
from newsletter.i18n.instants import instant_text
from newsletter.i18n.locale import Locale
from newsletter.identifiers import OccasionId, WaveId
from newsletter.revision.not_ready import NotReadyPolicy

_DEFAULT_TERMS = CampaignTerms()


def create(
    database: Database,
    edition: str,
    *,
    list_name: str | None,
    now: datetime,
    terms: CampaignTerms = _DEFAULT_TERMS,
) -> CampaignPlan:
    """Make a campaign in draft with the newest revision of the edition. Sends nothing.

    `list_name`: None takes the list that the edition itself names.

    Raises:
        NotFoundError: the edition is not published, or there is no such list.
        RuleError: no list is named, and the edition names none or several; or a deadline makes no sense.
    """
    with database.write() as db:
        revision = require_revision(db, edition)
        member_list = require_list(db, list_name or own_list(revision))
        named_policies = (terms.not_ready, member_list.not_ready, revision.settings.not_ready)
        agreed_terms = replace(terms, not_ready=policy_of(*named_policies))
        _require_sense(agreed_terms, now)
        id_ = campaigns.create(db, edition=edition, list_id=member_list.id, now=now, terms=agreed_terms)
        campaigns.create_wave(db, id_, revision_id=revision.id, release_at=now)
        return plan_of(db, require_campaign(db, id_), revision.id)


def _require_sense(terms: CampaignTerms, now: datetime) -> None:
    """Refuse a deadline for what nobody waits for, or that is over."""
    if terms.hold_until is None:
        return
    if terms.not_ready is not NotReadyPolicy.HOLD:
        raise RuleError(
            f"Nobody waits for a language under the policy {terms.not_ready}, so --hold-until says nothing. "
            "Add --not-ready hold"
        )
    if terms.hold_until <= now:
        raise RuleError(f"--hold-until: {instant_text(terms.hold_until)} is over. Name a later time")


def require_revision(db: Connection, edition: str) -> Revision:
    """Return the newest revision of an edition.

    Raises:
        NotFoundError: it is not published; the text says which are.
    """
    revision = revisions.newest_revision(db, edition)
    if revision is None:
        known_editions = ", ".join(revisions.editions(db)) or "none"
        raise NotFoundError(
            f"The edition {edition!r} is not published (published: {known_editions}). "
            f"Run: newsletter publish {edition}"
        )
    return revision


def own_list(revision: Revision) -> str:
    """Return the one list that an edition names, or raise RuleError."""
    names = revision.settings.lists
    if len(names) != 1:
        listed_names = ", ".join(names) or "no list"
        raise RuleError(f"The edition {revision.edition!r} names {listed_names}. Name one with --list")
    return names[0]


def send(
    database: Database, id_: OccasionId, *, at: datetime | None, now: datetime, world_url: str | None = None
) -> Nudges:
    """Release a campaign now, or schedule it; return what workers should be nudged about.

    `world_url`: where links begin, if mail goes out to the world.

    Raises:
        NotFoundError: there is no such campaign.
        RuleError: it has been sent, scheduled or cancelled already, or a language blocks it; `at` is over,
            or what it sends is not fit for the world.
    """

    def work(db: Connection) -> Nudges:
        campaign, waves = require_campaign(db, id_), campaigns.waves_of(db, id_)
        if campaign.state is CampaignState.FINISHED:
            raise RuleError(f"Campaign {id_} is finished; it cannot be sent any more")
        if at is not None:
            fitness.require_to_come(at, now=now)
            waves = [releasing.pin_newest(db, campaign, wave) for wave in waves]
            fitness.require_fit(db, [wave.id for wave in waves], world_url=world_url)
            _move(db, campaign, CampaignState.SCHEDULED, now)
            for wave in waves:
                campaigns.reschedule_wave(db, wave.id, release_at=at)
            return {}
        waves = [releasing.pin_newest(db, campaign, wave) for wave in waves]
        for wave in waves:
            if unready_languages := releasing.blocking_languages(db, campaign, wave):
                raise RuleError(blocked_message(campaign, unready_languages))
        fitness.require_fit(db, [wave.id for wave in waves], world_url=world_url)
        _move(db, campaign, CampaignState.SENDING, now)
        for wave in waves:
            releasing.release(db, wave.id, now)
        return _nudges(db, waves, now)

    return database.transact(work)


def blocked_message(campaign: Campaign, unready_languages: Counter[Locale]) -> str:
    """Say which languages block a campaign, for how many, and what can be done."""
    languages = ", ".join(f"{locale} ({count})" for locale, count in sorted(unready_languages.items()))
    return (
        f"Campaign {campaign.id} is blocked: these languages are not ready, and so many members read each "
        f"first: {languages}. Translate the rest and run: newsletter publish {campaign.edition}; "
        "or cancel it and create it again with --not-ready fallback, skip or hold"
    )


def pause(database: Database, id_: OccasionId, *, now: datetime) -> Campaign:
    """Stop a campaign for a while. What is being submitted this moment still leaves."""

    def work(db: Connection) -> Campaign:
        _move(db, require_campaign(db, id_), CampaignState.PAUSED, now)
        return require_campaign(db, id_)

    return database.transact(work)


def resume(database: Database, id_: OccasionId, *, now: datetime) -> Nudges:
    """Go on with a paused campaign; return what workers should be nudged about."""

    def work(db: Connection) -> Nudges:
        campaign = require_campaign(db, id_)
        if campaign.state is not CampaignState.PAUSED:
            raise RuleError(f"Campaign {id_} is {campaign.state}, not paused")
        _move(db, campaign, CampaignState.SENDING, now)
        return _nudges(db, campaigns.waves_of(db, id_), now)

    return database.transact(work)


def cancel(database: Database, id_: OccasionId, *, now: datetime) -> int:
    """End a campaign for good; return how many mails were still to leave and now do not."""

    def work(db: Connection) -> int:
        _move(db, require_campaign(db, id_), CampaignState.CANCELLED, now)
        return planning.skip_occasion(db, id_, reason=CANCELLED, now=now)

    return database.transact(work)


def resolve(database: Database, id_: OccasionId, *, now: datetime) -> "ResolveReport":
    """Take up again the mails of a campaign that were set aside, after what they failed for was mended.

    A campaign that was finished goes on with them; a member who has left meanwhile gets nothing.

    Raises:
        NotFoundError: there is no such campaign.
        RuleError: nothing of it was set aside, or it does not go on any more.
    """

    def work(db: Connection) -> ResolveReport:
        campaign = require_campaign(db, id_)
        is_paused = campaigns.lock(db, id_, [CampaignState.PAUSED])
        if not is_paused and not campaigns.reopen(db, id_, now=now):
            raise RuleError(f"Campaign {id_} is {campaign.state}; its mails are not taken up any more")
        resumed_count = ledger.resume_quarantined(db, id_, now=now)
        if not resumed_count:
            raise RuleError(f"No mail of campaign {id_} was set aside. See: newsletter campaign status {id_}")
        waves = campaigns.waves_of(db, id_)
        for wave in waves:
            planning.number_into_chunks(db, wave.id)
        return ResolveReport(resumed_count=resumed_count, nudges=_nudges(db, waves, now))

    return database.transact(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """How many mails were taken up again."""

    resumed_count: int
    nudges: Nudges


def release_held(
    database: Database, id_: OccasionId, *, only: Locale | None, policy: NotReadyPolicy, now: datetime
) -> "HeldReleaseReport":
    """Wait no longer for a language, or for any: its members get the next best, or nothing.

    Args:
        database: where the campaign is.
        id_: the campaign.
        only: the language; None means all that is waited for.
        policy: FALLBACK or SKIP. Who is ready by the newest revision gets their own language all the same.
        now: the present.

    Raises:
        NotFoundError: there is no such campaign.
        RuleError: nobody waits (for that language).
    """

    def work(db: Connection) -> HeldReleaseReport:
        campaign = require_campaign(db, id_)
        campaigns.lock(db, id_, [CampaignState.SENDING, CampaignState.PAUSED])
        waiting_groups = waiting.held_groups(db, id_)
        if not any(only in (None, group.missing) for group in waiting_groups):
            known_languages = ", ".join(sorted({str(group.missing) for group in waiting_groups})) or "nothing"
            raise RuleError(
                f"Nobody in campaign {id_} waits for {only or 'a language'} (waited for: {known_languages}). "
                f"See: newsletter campaign status {id_}"
            )
        # Everybody first, or a revision that is newer than the last wave's would pass for looked at.
        ready = releasing.settle(db, campaign, waiting_groups, policy=NotReadyPolicy.HOLD, now=now)
        chosen_groups = [group for group in waiting.held_groups(db, id_) if only in (None, group.missing)]
        settled = releasing.settle(db, campaign, chosen_groups, policy=policy, now=now)
        campaigns.finish_done(db, now=now)
        nudges = _nudges(db, campaigns.waves_of(db, id_), now)
        return HeldReleaseReport(
            released_count=ready.released_count + settled.released_count,
            skipped_count=settled.skipped_count,
            nudges=nudges,
        )

    return database.transact(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReleaseReport:
    """What became of members who waited for a language."""

    released_count: int
    skipped_count: int
    nudges: Nudges


def campaign_of(database: Database, id_: OccasionId) -> Campaign:
    """Return one campaign, or raise NotFoundError."""
    with database.read() as db:
        return require_campaign(db, id_)


def published_timezone(database: Database, edition: str) -> str:
    """Return the IANA name of the zone that an edition was published with, or raise NotFoundError."""
    with database.read() as db:
        return require_revision(db, edition).settings.timezone


def status(database: Database, id_: OccasionId) -> CampaignStatus:
    """Return how far a campaign is."""
    with database.read() as db:
        return status_of(db, require_campaign(db, id_))


def all_campaigns(database: Database) -> list[Campaign]:
    """Return all campaigns, the newest first."""
    with database.read() as db:
        return campaigns.all_campaigns(db)


def still_campaigns(database: Database, *, now: datetime) -> dict[OccasionId, float]:
    """Return for how many seconds nothing has moved in the campaigns in which something should have."""
    with database.read() as db:
        statuses = [
            status_of(db, campaign)
            for campaign in campaigns.all_campaigns(db)
            if campaign.state is CampaignState.SENDING
        ]
    return {status.campaign.id: still_s for status in statuses if (still_s := status.still_s(now))}


def require_no_standstill(database: Database, *, now: datetime) -> None:
    """Raise UnavailableError if a campaign has stood still for longer than a lease lasts, without a word.

    No reply of a relay takes that long: its workers are stopped, or there are none. Where trouble is noted
    (the relay is away), workers are at it, and starting them anew would not help.
    """
    troubled = {campaign.id for campaign in all_campaigns(database) if campaign.trouble}
    for id_, still_s in still_campaigns(database, now=now).items():
        if still_s > ledger.LEASE_S and id_ not in troubled:
            raise UnavailableError(
                f"Nothing has moved in campaign {id_} for {still_s / 60:.0f} minutes. "
                f"See: newsletter campaign status {id_}"
            )


def note_slice(database: Database, troubles: Mapping[WaveId, str | None], *, now: datetime) -> None:
    """Write down what a slice met with in each wave, and finish the campaigns that it was all of."""

    def work(db: Connection) -> None:
        for wave_id, trouble in sorted(troubles.items()):
            if (wave := campaigns.find_wave(db, wave_id)) is not None:
                campaigns.set_trouble(db, wave.occasion_id, trouble)
        campaigns.finish_done(db, now=now)

    database.transact(work)


def _nudges(db: Connection, waves: Sequence[Wave], now: datetime) -> Nudges:
    ids = {wave.id for wave in waves}
    return {id_: count for id_, count in ledger.free_chunk_counts(db, now=now).items() if id_ in ids}


def _move(db: Connection, campaign: Campaign, to: CampaignState, now: datetime) -> None:
    if not campaigns.move(db, campaign.id, to=to, now=now):
        raise RuleError(f"Campaign {campaign.id} is {campaign.state}; it cannot become {to} any more")


def require_campaign(db: Connection, id_: OccasionId) -> Campaign:
    """Return a campaign, or raise NotFoundError with those that there are."""
    campaign = campaigns.find(db, id_)
    if campaign is None:
        known = ", ".join(str(known.id) for known in campaigns.all_campaigns(db)) or "none"
        raise NotFoundError(
            f"There is no campaign {id_} (known: {known}). Run: newsletter campaign create EDITION"
        )
    return campaign
