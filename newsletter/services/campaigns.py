"""Campaigns: create, send, pause, cancel, and the tick that finds due work in the database.

Rows first, nudges after: every function commits its work before anybody is told of it, so a broker
that vanishes costs a delay and nothing else.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from newsletter.campaign.states import CampaignState
from newsletter.errors import NotFoundError, RuleError
from newsletter.identifiers import OccasionId, RevisionId, WaveId
from newsletter.locale import Locale, Match, best_match
from newsletter.services.members import require_list
from newsletter.store import campaigns, ledger, members, planning, revisions
from newsletter.store.campaigns import Campaign, Wave
from newsletter.store.database import Database
from newsletter.store.revisions import Revision

__all__ = ["Campaign", "CampaignPlan", "CampaignStatus", "LanguageCount", "LanguageStatus", "Nudges", "Tick"]


Nudges = dict[WaveId, int]
"""How many slices each wave could use: its free chunks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCount:
    """What one language's members are to get."""

    locale: Locale
    subject: str
    member_count: int
    fell_back: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """What a campaign would do."""

    campaign: Campaign
    revision_id: RevisionId
    member_count: int
    languages: tuple[LanguageCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStatus:
    """How far a campaign is. Candidates are the sum over all states."""

    campaign: Campaign
    release_at: datetime | None
    candidate_count: int
    by_state: dict[str, int]
    languages: tuple["LanguageStatus", ...]

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen by itself."""
        return self.campaign.state in (CampaignState.FINISHED, CampaignState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageStatus:
    """One language of a campaign: its subject, and its deliveries by state."""

    locale: Locale
    subject: str
    by_state: dict[str, int]
    fell_back: tuple[str, ...]


def create(database: Database, edition: str, *, list_name: str | None, now: datetime) -> CampaignPlan:
    """Make a campaign in draft with the newest revision of the edition. Sends nothing.

    `list_name`: None takes the list that the edition itself names.

    Raises:
        NotFoundError: the edition is not published, or there is no such list.
        RuleError: no list is named, and the edition names none or several.
    """
    with database.write() as db:
        revision = revisions.newest(db, edition)
        if revision is None:
            known = ", ".join(revisions.editions(db)) or "none"
            raise NotFoundError(
                f"The edition {edition!r} is not published (published: {known}). "
                f"Run: newsletter publish {edition}"
            )
        to = require_list(db, list_name or _own_list(revision))
        id_ = campaigns.create(db, edition=edition, list_id=to.id, now=now)
        campaigns.create_wave(db, id_, revision_id=revision.id, release_at=now)
        return _plan(db, _campaign(db, id_), revision.id)


def _own_list(revision: Revision) -> str:
    names: list[str] = revision.settings.get("lists", [])
    if len(names) != 1:
        said = ", ".join(names) or "no list"
        raise RuleError(f"The edition {revision.edition!r} names {said}. Name one with --list")
    return names[0]


def send(database: Database, id_: OccasionId, *, at: datetime | None, now: datetime) -> Nudges:
    """Release a campaign now, or schedule it; return what workers should be nudged about.

    Raises:
        NotFoundError: there is no such campaign.
        RuleError: it has been sent, scheduled or cancelled already.
    """
    with database.write() as db:
        campaign, waves = _campaign(db, id_), campaigns.waves_of(db, id_)
        if at is not None and at > now:
            _move(db, campaign, CampaignState.SCHEDULED, now)
            for wave in waves:
                campaigns.reschedule_wave(db, wave.id, release_at=at)
            return {}
        _move(db, campaign, CampaignState.SENDING, now)
        for wave in waves:
            _release(db, wave.id, now)
        return _nudges(db, waves, now)


def pause(database: Database, id_: OccasionId, *, now: datetime) -> Campaign:
    """Stop a campaign for a while. What is being submitted this moment still leaves."""
    with database.write() as db:
        _move(db, _campaign(db, id_), CampaignState.PAUSED, now)
        return _campaign(db, id_)


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
    with database.write() as db:
        _move(db, _campaign(db, id_), CampaignState.CANCELLED, now)
        return planning.skip_occasion(db, id_, reason="campaign cancelled", now=now)


def status(database: Database, id_: OccasionId) -> CampaignStatus:
    """Return how far a campaign is."""
    with database.read() as db:
        campaign = _campaign(db, id_)
        waves = campaigns.waves_of(db, id_)
        by_state = campaigns.count_by_state(db, id_)
        return CampaignStatus(
            campaign=campaign,
            release_at=waves[0].release_at if waves else None,
            candidate_count=sum(by_state.values()),
            by_state=by_state,
            languages=_languages(db, id_, waves[0].revision_id) if waves else (),
        )


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


def tick(database: Database, *, now: datetime, is_dead: Callable[[str], bool]) -> Tick:
    """Do what is due: release waves, take up what dead workers left, try deferred mails again, finish.

    Any number of these may run at once, on any host: every move is guarded.

    Args:
        database: where the work is.
        now: the present.
        is_dead: tells whether a worker that holds a lease is known not to run any more.
    """
    with database.read() as db:
        due = campaigns.due_waves(db, now=now)
    released = [wave_id for wave_id in due if _released(database, wave_id, now)]
    with database.write() as db:
        dead = [worker for worker in ledger.lessees(db, now=now) if is_dead(worker)]
        if dead:
            ledger.end_leases_of(db, dead, now=now)
        unknown_count = ledger.mark_unknown(db, now=now)
        for wave_id in ledger.waves_with_due_rows(db, now=now):
            planning.gather_due(db, wave_id, now=now)
        finished = campaigns.finish_done(db, now=now)
        nudges = ledger.free_chunk_counts(db, now=now)
    return Tick(released=released, unknown_count=unknown_count, finished=finished, nudges=nudges)


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


def _released(database: Database, wave_id: WaveId, now: datetime) -> bool:
    """Release a wave in a transaction of its own; False when another did."""
    with database.write() as db:
        wave = campaigns.find_wave(db, wave_id)
        assert wave is not None
        campaigns.move(db, wave.occasion_id, to=CampaignState.SENDING, now=now)
        return _release(db, wave_id, now)


def _release(db: Connection, wave_id: WaveId, now: datetime) -> bool:
    """Plan and release a wave: rows, locales, chunks, Date; False when it was released before."""
    wave = campaigns.find_wave(db, wave_id)
    assert wave is not None
    if not campaigns.release_wave(db, wave_id, date_at=now):
        return False
    campaign = _campaign(db, wave.occasion_id)
    planning.plan(db, wave.occasion_id, wave_id, to=campaign.list_id, now=now)
    matches = _matches(db, wave.revision_id, planning.wanted_locales(db, wave_id))
    planning.release(db, wave_id, matches, now=now)
    planning.number_into_chunks(db, wave_id)
    return True


def _matches(db: Connection, revision_id: RevisionId, wanted: Sequence[str]) -> dict[str, Match]:
    """Choose for each ordered list of languages among those whose gate is open."""
    default = revisions.find(db, revision_id).source_locale
    available = [locale for locale, decided in revisions.gates(db, revision_id).items() if decided.is_open]
    return {
        tags: best_match([Locale(tag) for tag in tags.split()], available, default=default) for tags in wanted
    }


def _plan(db: Connection, campaign: Campaign, revision_id: RevisionId) -> CampaignPlan:
    counts: Counter[Locale] = Counter()
    by_languages = members.count_by_languages(db, campaign.list_id)
    matches = _matches(db, revision_id, list(by_languages))
    for tags, count in by_languages.items():
        counts[matches[tags].locale] += count
    gates, subjects = revisions.gates(db, revision_id), revisions.subjects(db, revision_id)
    return CampaignPlan(
        campaign=campaign,
        revision_id=revision_id,
        member_count=counts.total(),
        languages=tuple(
            LanguageCount(
                locale=locale,
                subject=subjects[locale],
                member_count=counts[locale],
                fell_back=gates[locale].fell_back,
            )
            for locale in subjects
        ),
    )


def _languages(db: Connection, id_: OccasionId, revision_id: RevisionId) -> tuple[LanguageStatus, ...]:
    gates, subjects = revisions.gates(db, revision_id), revisions.subjects(db, revision_id)
    by_locale: dict[str, dict[str, int]] = {str(locale): {} for locale in subjects}
    for (locale, state), count in campaigns.count_by_locale(db, id_).items():
        if locale is not None:
            by_locale.setdefault(locale, {})[state] = count
    return tuple(
        LanguageStatus(
            locale=Locale(tag),
            subject=subjects[Locale(tag)],
            by_state=states,
            fell_back=gates[Locale(tag)].fell_back,
        )
        for tag, states in by_locale.items()
    )


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
