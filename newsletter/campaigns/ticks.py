"""A tick: everything that is due by now, found in the database and done.

due waves, held rows, rows owed again ─▶ released
leases of dead workers ─▶ ended; what they were submitting ─▶ unknown
deferred rows whose time has come ─▶ pending              campaigns without open rows ─▶ finished
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsletter.campaigns import fitness
from newsletter.campaigns import release as releasing
from newsletter.campaigns.campaigns import blocked_message, require_campaign
from newsletter.database import campaigns, editions, ledger, planning, waiting
from newsletter.database.database import Database
from newsletter.delivery.nudges import Nudges
from newsletter.delivery.states import CampaignState
from newsletter.identifiers import OccasionId, WaveId
from newsletter.revision.not_ready import NotReadyPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """What a tick found and did."""

    released: Sequence[WaveId]
    unknown_count: int
    finished: Sequence[OccasionId]
    nudges: Nudges
    next_due_at: datetime | None
    """When the next wave is to be released, as far as is known."""

    def wait_s(self, now: datetime, *, at_most_s: float) -> float:
        """Return how long to wait for the next tick: until something is due, but not for longer than that."""
        until_due_s = (self.next_due_at - now).total_seconds() if self.next_due_at else at_most_s
        return min(max(until_due_s, 0.0), at_most_s)


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
        owing_ids = editions.campaigns_that_owe_again(db, now=now)
    released = [wave_id for wave_id in due_wave_ids if _release_due_wave(database, wave_id, now, world_url)]
    released += [
        wave_id for id_ in holding_ids if (wave_id := _settle_held_rows(database, id_, now, world_url))
    ]
    released += [wave_id for id_ in owing_ids if (wave_id := _plan_again(database, id_, now))]
    unknown_count = _take_up(database, now=now, is_dead=is_dead)
    with database.read() as db:
        waves_to_retry = ledger.waves_with_due_rows(db, now=now)
    for wave_id in waves_to_retry:
        _retry_due(database, wave_id, now)
    with database.write() as db:
        finished = campaigns.finish_done(db, now=now)
        nudges, next_due_at = ledger.free_chunk_counts(db, now=now), campaigns.next_release_at(db, after=now)
    return Tick(
        released=released,
        unknown_count=unknown_count,
        finished=finished,
        nudges=nudges,
        next_due_at=next_due_at,
    )


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


def _release_due_wave(database: Database, wave_id: WaveId, now: datetime, world_url: str | None) -> bool:
    """Release a wave in a transaction of its own; False when another did, or something keeps it back."""
    with database.write() as db:
        wave = campaigns.find_wave(db, wave_id)
        assert wave is not None
        if not campaigns.lock(db, wave.occasion_id, [CampaignState.SCHEDULED, CampaignState.SENDING]):
            return False
        campaign = require_campaign(db, wave.occasion_id)
        wave = releasing.pin_newest(db, campaign, wave)
        if unready_languages := releasing.blocking_languages(db, campaign, wave):
            campaigns.set_trouble(db, campaign.id, blocked_message(campaign, unready_languages))
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
        campaign = require_campaign(db, id_)
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


def _plan_again(database: Database, id_: OccasionId, now: datetime) -> WaveId | None:
    """Release what was left out for the sake of a campaign that does not bring it, in one transaction."""
    with database.write() as db:
        return releasing.plan_again(db, require_campaign(db, id_), now)
