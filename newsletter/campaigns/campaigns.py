"""Campaigns: create, send, pause, cancel, and the tick that finds due work in the database.

Rows first, nudges after: every function commits its work before anybody is told of it, so a broker
that vanishes costs a delay and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Sequence
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
from newsletter.errors import NotFoundError, RuleError
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
        return plan_of(db, _campaign(db, id_), revision.id)


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
    with database.write() as db:
        campaign, waves = _campaign(db, id_), campaigns.waves_of(db, id_)
        if at is not None:
            fitness.require_to_come(at, now=now)
            fitness.require_fit(db, [wave.id for wave in waves], world_url=world_url)
            _move(db, campaign, CampaignState.SCHEDULED, now)
            for wave in waves:
                campaigns.reschedule_wave(db, wave.id, release_at=at)
            return {}
        for wave in waves:
            if unready_languages := releasing.blocking_languages(db, campaign, wave):
                raise RuleError(_blocked_message(campaign, unready_languages))
        fitness.require_fit(db, [wave.id for wave in waves], world_url=world_url)
        _move(db, campaign, CampaignState.SENDING, now)
        for wave in waves:
            releasing.release(db, wave.id, now)
        return _nudges(db, waves, now)


def _blocked_message(campaign: Campaign, unready_languages: Counter[Locale]) -> str:
    languages = ", ".join(f"{locale} ({count})" for locale, count in sorted(unready_languages.items()))
    return (
        f"Campaign {campaign.id} is blocked: these languages are not ready, and so many members read each "
        f"first: {languages}. Translate the rest and run: newsletter publish {campaign.edition}; "
        "or cancel it and create it again with --not-ready fallback, skip or hold"
    )


def pause(database: Database, id_: OccasionId, *, now: datetime) -> Campaign:
    """Stop a campaign for a while. What is being submitted this moment still leaves."""

    def work(db: Connection) -> Campaign:
        _move(db, _campaign(db, id_), CampaignState.PAUSED, now)
        return _campaign(db, id_)

    return database.transact(work)


def resume(database: Database, id_: OccasionId, *, now: datetime) -> Nudges:
    """Go on with a paused campaign; return what workers should be nudged about."""
    with database.write() as db:
        campaign = _campaign(db, id_)
        if campaign.state is not CampaignState.PAUSED:
            raise RuleError(f"Campaign {id_} is {campaign.state}, not paused")
        _move(db, campaign, CampaignState.SENDING, now)
        return _nudges(db, campaigns.waves_of(db, id_), now)


def cancel(database: Database, id_: OccasionId, *, now: datetime) -> int:
    """End a campaign for good; return how many mails were still to leave and now do not."""

    def work(db: Connection) -> int:
        _move(db, _campaign(db, id_), CampaignState.CANCELLED, now)
        return planning.skip_occasion(db, id_, reason=CANCELLED, now=now)

    return database.transact(work)


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
    with database.write() as db:
        campaign = _campaign(db, id_)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReleaseReport:
    """What became of members who waited for a language."""

    released_count: int
    skipped_count: int
    nudges: Nudges


def campaign_of(database: Database, id_: OccasionId) -> Campaign:
    """Return one campaign, or raise NotFoundError."""
    with database.read() as db:
        return _campaign(db, id_)


def published_timezone(database: Database, edition: str) -> str:
    """Return the IANA name of the zone that an edition was published with, or raise NotFoundError."""
    with database.read() as db:
        return require_revision(db, edition).settings.timezone


def status(database: Database, id_: OccasionId) -> CampaignStatus:
    """Return how far a campaign is."""
    with database.read() as db:
        return status_of(db, _campaign(db, id_))


def all_campaigns(database: Database) -> list[Campaign]:
    """Return all campaigns, the newest first."""
    with database.read() as db:
        return campaigns.all_campaigns(db)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a tick found and did."""

    released: Sequence[WaveId]
    unknown_count: int
    finished: Sequence[OccasionId]
    nudges: Nudges


def tick(
    database: Database, *, now: datetime, is_dead: Callable[[str], bool], world_url: str | None = None
) -> Tick:
    """Do what is due: release waves, take up what dead workers left, try deferred mails again, finish.

    Who waits for a language gets it as soon as a newer revision is ready in it.

    Any number of these may run at once, on any host: every move is guarded. Each step is a transaction of
    its own, or it would hold rows and want a campaign, against the order of locks.

    Args:
        database: where the work is.
        now: the present.
        is_dead: tells whether a worker that holds a lease is known not to run any more.
        world_url: where links begin, if mail goes out to the world: what is not fit for it is kept back.
    """
    with database.read() as db:
        due_wave_ids, holding_ids = campaigns.due_waves(db, now=now), waiting.campaigns_with_held_rows(db)
    released = [wave_id for wave_id in due_wave_ids if _release_due_wave(database, wave_id, now, world_url)]
    released += [
        wave_id for id_ in holding_ids if (wave_id := _settle_held_rows(database, id_, now, world_url))
    ]
    unknown_count = _take_up(database, now=now, is_dead=is_dead)
    with database.read() as db:
        waves_to_retry = ledger.waves_with_due_rows(db, now=now)
    for wave_id in waves_to_retry:
        _retry_due(database, wave_id, now)
    with database.write() as db:
        finished = campaigns.finish_done(db, now=now)
        nudges = ledger.free_chunk_counts(db, now=now)
    return Tick(released=released, unknown_count=unknown_count, finished=finished, nudges=nudges)


def _take_up(database: Database, *, now: datetime, is_dead: Callable[[str], bool]) -> int:
    """End the leases of dead workers and mark what was being submitted under ended ones; return how many."""
    with database.write() as db:
        dead_workers = [worker for worker in ledger.lessees(db, now=now) if is_dead(worker)]
        if dead_workers:
            ledger.end_leases_of(db, dead_workers, now=now)
        return ledger.mark_unknown(db, now=now)


def _retry_due(database: Database, wave_id: WaveId, now: datetime) -> None:
    """Put deferred mails that are due into new chunks, unless their campaign has stopped meanwhile."""
    with database.write() as db:
        wave = campaigns.find_wave(db, wave_id)
        if wave is not None and campaigns.lock(db, wave.occasion_id, [CampaignState.SENDING]):
            planning.gather_due(db, wave_id, now=now)


def note_slice(database: Database, wave_id: WaveId, *, trouble: str | None, now: datetime) -> None:
    """Write down what a slice met with, and finish the campaign if that was all of it."""
    with database.write() as db:
        wave = campaigns.find_wave(db, wave_id)
        if wave is not None:
            campaigns.set_trouble(db, wave.occasion_id, trouble)
        campaigns.finish_done(db, now=now)


def _nudges(db: Connection, waves: Sequence[Wave], now: datetime) -> Nudges:
    ids = {wave.id for wave in waves}
    return {id_: count for id_, count in ledger.free_chunk_counts(db, now=now).items() if id_ in ids}


def _release_due_wave(database: Database, wave_id: WaveId, now: datetime, world_url: str | None) -> bool:
    """Release a wave in a transaction of its own; False when another did, or something keeps it back."""
    with database.write() as db:
        wave = campaigns.find_wave(db, wave_id)
        assert wave is not None
        campaign = _campaign(db, wave.occasion_id)
        if unready_languages := releasing.blocking_languages(db, campaign, wave):
            campaigns.set_trouble(db, campaign.id, _blocked_message(campaign, unready_languages))
            return False
        if trouble := fitness.trouble_of_wave(db, wave_id, world_url=world_url):
            campaigns.set_trouble(db, campaign.id, trouble)
            return False
        campaigns.move(db, wave.occasion_id, to=CampaignState.SENDING, now=now)
        return releasing.release(db, wave_id, now)


def _settle_held_rows(
    database: Database, id_: OccasionId, now: datetime, world_url: str | None
) -> WaveId | None:
    """Release what a campaign holds and need not hold any more, in a transaction of its own."""
    with database.write() as db:
        campaign = _campaign(db, id_)
        is_overdue = campaign.hold_until is not None and campaign.hold_until <= now
        if not is_overdue and not releasing.may_be_ready(db, campaign):
            return None
        if not campaigns.lock(db, id_, [CampaignState.SENDING]):
            return None
        trouble = fitness.trouble_of_newest(db, campaign, world_url=world_url)
        campaigns.set_trouble(db, id_, trouble)
        if trouble:
            return None
        policy = NotReadyPolicy.FALLBACK if is_overdue else NotReadyPolicy.HOLD
        return releasing.settle(db, campaign, waiting.held_groups(db, id_), policy=policy, now=now).wave_id


def _move(db: Connection, campaign: Campaign, to: CampaignState, now: datetime) -> None:
    if not campaigns.move(db, campaign.id, to=to, now=now):
        raise RuleError(f"Campaign {campaign.id} is {campaign.state}; it cannot become {to} any more")


def _campaign(db: Connection, id_: OccasionId) -> Campaign:
    campaign = campaigns.find(db, id_)
    if campaign is None:
        known = ", ".join(str(known.id) for known in campaigns.all_campaigns(db)) or "none"
        raise NotFoundError(
            f"There is no campaign {id_} (known: {known}). Run: newsletter campaign create EDITION"
        )
    return campaign
