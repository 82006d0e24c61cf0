"""Workers share a wave without sharing a row: the race that SQLite hides is run on PostgreSQL.

With the state tested only in the sub-select, two workers that race for a chunk both get it
(ARCHITECTURE.md, "The life of a delivery").
"""

import threading

import pytest
from sqlalchemy import select

from given import given_wave, heard
from newsletter.database import campaigns, ledger, planning
from newsletter.database.outcomes import record
from newsletter.database.schema import chunk, delivery, wave
from newsletter.delivery.outcomes import Outcome
from newsletter.delivery.states import CampaignState, DeliveryState


def lease(database, wave_id, worker, now, **options):
    """Lease the next chunk in a transaction of its own."""
    with database.write() as db:
        return ledger.lease_chunk(db, wave_id, worker=worker, now=now, **options)


def rows(database, held):
    """Return the pending rows of a lease."""
    with database.read() as db:
        return ledger.rows_of(db, held)


def states(database):
    """Return the state of every delivery by id."""
    with database.read() as db:
        return dict(db.execute(select(delivery.c.id, delivery.c.state)).all())


def submit(database, held, ids, now, **options):
    """Ask for the permits of some rows of a lease."""
    with database.write() as db:
        return ledger.commit_group(db, [], [(id_, held) for id_ in ids], now=now, **options)


class TestLeasing:
    """A chunk has one holder at a time."""

    def test_two_workers_never_hold_the_same_chunk(self, database, clock):
        """What one worker has leased, no other worker is offered."""
        wave_id = given_wave(database, clock.now, count=501)

        first, second = (lease(database, wave_id, name, clock.now) for name in ("a", "b"))

        assert len({first.chunk_id, second.chunk_id}) == 2
        assert len(rows(database, first)) + len(rows(database, second)) == 501

    def test_an_abandoned_chunk_is_offered_again_with_a_higher_fence(self, database, clock):
        """A worker that comes back from the dead finds its fence outdated."""
        wave_id = given_wave(database, clock.now, count=1)
        first = lease(database, wave_id, "worker-that-dies", clock.now)
        assert lease(database, wave_id, "b", clock.now) is None

        second = lease(database, wave_id, "b", clock.advance(seconds=661))

        assert (second.chunk_id, second.fence) == (first.chunk_id, first.fence + 1)
        assert submit(database, first, [rows(database, second)[0].delivery_id], clock.now) == set()

    def test_a_renewed_lease_is_not_offered(self, database, clock):
        """A slow relay costs nobody their chunk."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        with database.write() as db:
            assert ledger.renew(db, held, now=clock.advance(seconds=600))

        assert lease(database, wave_id, "b", clock.advance(seconds=600)) is None

    def test_a_paused_campaign_leases_nothing(self, database, clock):
        """Pausing stops the next chunk."""
        wave_id = given_wave(database, clock.now, count=1)
        with database.write() as db:
            campaigns.move(db, occasion_of(db, wave_id), to=CampaignState.PAUSED, now=clock.now)

        assert lease(database, wave_id, "a", clock.now) is None

    def test_a_chunk_that_is_done_is_closed_for_good(self, database, clock):
        """A chunk whose rows all have an outcome is never leased again."""
        wave_id = given_wave(database, clock.now, count=2)
        held = lease(database, wave_id, "a", clock.now)
        leased = rows(database, held)
        submit(database, held, [row.delivery_id for row in leased], clock.now)
        with database.write() as db:
            record(db, [heard(row, Outcome.ACCEPTED, 250) for row in leased], now=clock.now)
            ledger.give_back(db, held)

        assert lease(database, wave_id, "b", clock.advance(hours=1)) is None

    def test_a_chunk_with_open_rows_given_back_is_offered_at_once(self, database, clock):
        """A worker that ends politely leaves nothing locked."""
        wave_id = given_wave(database, clock.now, count=2)
        held = lease(database, wave_id, "a", clock.now)
        with database.write() as db:
            ledger.give_back(db, held)

        assert lease(database, wave_id, "b", clock.now).chunk_id == held.chunk_id

    @pytest.mark.parametrize("_again", range(5))
    def test_racing_workers_divide_the_chunks(self, on_postgresql, clock, _again):
        """Eight threads that lease at the same moment get every chunk once, and no chunk twice."""
        database = on_postgresql
        wave_id = given_wave(database, clock.now, count=2_501)
        barrier, got = threading.Barrier(8), []

        def race(name):
            barrier.wait()
            while held := lease(database, wave_id, name, clock.now):
                got.append(held.chunk_id)

        threads = [threading.Thread(target=race, args=(f"worker-{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(got) == sorted(set(got))
        assert len(got) == 6


class TestPermits:
    """Step 5: the row becomes `submitting`, durably, or the dot is not said."""

    def test_a_row_is_permitted_once(self, database, clock):
        """A second permit for the same row is refused, whoever asks."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)

        assert submit(database, held, [row.delivery_id], clock.now) == {row.delivery_id}
        assert submit(database, held, [row.delivery_id], clock.now) == set()
        assert states(database) == {row.delivery_id: "submitting"}

    def test_a_group_tried_again_after_a_lost_answer_is_permitted(self, database, clock):
        """Nobody knows whether the commit happened; no dot has been said, so the permit stands."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        submit(database, held, [row.delivery_id], clock.now)

        assert submit(database, held, [row.delivery_id], clock.now, is_repeated=True) == {row.delivery_id}

    def test_no_permit_after_the_lease_has_ended(self, database, clock):
        """A worker that slept too long may not go on."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)

        assert submit(database, held, [row.delivery_id], clock.advance(seconds=661)) == set()

    @pytest.mark.parametrize("to", [CampaignState.PAUSED, CampaignState.CANCELLED])
    def test_no_permit_once_the_campaign_has_stopped(self, database, clock, to):
        """What is not `submitting` yet stays."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        with database.write() as db:
            campaigns.move(db, occasion_of(db, wave_id), to=to, now=clock.now)

        assert submit(database, held, [row.delivery_id], clock.now) == set()

    def test_no_permit_after_the_member_has_left(self, database, clock):
        """Unsubscribing takes the row out in its own transaction."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        with database.write() as db:
            planning.skip_member(db, row.member_id, row.list_id, reason="unsubscribed", now=clock.now)

        assert submit(database, held, [row.delivery_id], clock.now) == set()
        assert states(database) == {row.delivery_id: "skipped"}

    @pytest.mark.parametrize("_again", range(5))
    def test_permits_and_unsubscriptions_race(self, on_postgresql, clock, _again):
        """For each row exactly one of them wins: it is submitted or skipped, never both."""
        database = on_postgresql
        wave_id = given_wave(database, clock.now, count=50)
        held = lease(database, wave_id, "a", clock.now)
        leased = rows(database, held)
        barrier, permitted, skipped = threading.Barrier(2), set(), set()

        def send():
            barrier.wait()
            for row in leased:
                permitted.update(submit(database, held, [row.delivery_id], clock.now))

        def leave():
            barrier.wait()
            for row in reversed(leased):
                with database.write() as db:
                    if planning.skip_member(db, row.member_id, row.list_id, reason="left", now=clock.now):
                        skipped.add(row.delivery_id)

        threads = [threading.Thread(target=job) for job in (send, leave)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert permitted | skipped == {row.delivery_id for row in leased}
        assert permitted & skipped == set()


class TestOutcomes:
    """Step 7: what the relay said; and what nobody will learn."""

    @pytest.mark.parametrize(
        ("outcome", "code", "state"),
        [
            (Outcome.ACCEPTED, 250, "accepted"),
            (Outcome.REFUSED, 550, "refused"),
            (Outcome.DEFERRED, 451, "deferred"),
            (Outcome.UNKNOWN, None, "unknown"),
        ],
    )
    def test_an_outcome_is_recorded(self, database, clock, outcome, code, state):
        """Each outcome has its state, with code, status and queue id."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        submit(database, held, [row.delivery_id], clock.now)
        told = heard(row, outcome, code, enhanced_status="2.0.0", queue_id="4ABC")

        with database.write() as db:
            ledger.commit_group(db, [told], [], now=clock.now)
            found = db.execute(
                select(delivery.c.state, delivery.c.code, delivery.c.queue_id, delivery.c.attempt_count)
            ).one()

        assert tuple(found) == (state, code, "4ABC", 1)

    def test_a_refusal_before_the_dot_is_recorded_from_pending(self, database, clock):
        """RCPT refused: the row never was `submitting`."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)

        with database.write() as db:
            record(db, [heard(row, Outcome.REFUSED, 550, permitted=False)], now=clock.now)

        assert states(database) == {row.delivery_id: "refused"}

    @pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.DEFERRED])
    def test_what_was_judged_before_the_dot_counts_as_an_attempt(self, database, clock, outcome):
        """Otherwise a relay that greylists at RCPT would be asked for ever."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)

        with database.write() as db:
            ledger.commit_group(db, [heard(row, outcome, 450, permitted=False)], [], now=clock.now)
            attempts = db.execute(select(delivery.c.attempt_count)).scalar_one()

        assert attempts == 1

    def test_what_was_being_submitted_under_a_dead_lease_is_unknown(self, database, clock):
        """Past the point of no return a person decides, not a retry."""
        wave_id = given_wave(database, clock.now, count=2)
        held = lease(database, wave_id, "worker-that-dies", clock.now)
        first, second = rows(database, held)
        submit(database, held, [first.delivery_id], clock.now)
        with database.write() as db:
            assert ledger.mark_unknown(db, now=clock.now) == 0

        with database.write() as db:
            assert ledger.mark_unknown(db, now=clock.advance(seconds=661)) == 1
        offered = rows(database, lease(database, wave_id, "b", clock.now))

        assert states(database)[first.delivery_id] == "unknown"
        assert [row.delivery_id for row in offered] == [second.delivery_id]

    def test_a_late_yes_is_evidence(self, database, clock):
        """A worker thought dead that brings the relay's yes makes unknown accepted."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        submit(database, held, [row.delivery_id], clock.now)
        with database.write() as db:
            ledger.mark_unknown(db, now=clock.advance(seconds=661))
            record(db, [heard(row, Outcome.ACCEPTED, 250)], now=clock.now)

        assert states(database) == {row.delivery_id: "accepted"}

    def test_a_known_end_is_never_overwritten(self, database, clock):
        """What was accepted stays accepted, whatever comes late."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        submit(database, held, [row.delivery_id], clock.now)
        with database.write() as db:
            for outcome in (Outcome.ACCEPTED, Outcome.REFUSED, Outcome.DEFERRED, Outcome.UNKNOWN):
                record(db, [heard(row, outcome)], now=clock.now)

        assert states(database) == {row.delivery_id: DeliveryState.ACCEPTED}

    def test_the_leases_of_a_worker_known_to_be_dead_end_at_once(self, database, clock):
        """On one machine nobody needs to wait eleven minutes."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "dead", clock.now)
        with database.write() as db:
            assert ledger.lessees(db, now=clock.now) == ["dead"]
            assert ledger.end_leases_of(db, ["dead"], now=clock.now) == 1

        again = lease(database, wave_id, "b", clock.now)

        assert again.chunk_id == held.chunk_id
        assert again.fence > held.fence + 1


class TestDeferred:
    """A mail that was deferred is tried again, in a new chunk, when it is due."""

    def test_a_due_row_is_gathered_into_a_new_chunk(self, database, clock):
        """Five minutes after the first 4xx it is pending again."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        submit(database, held, [row.delivery_id], clock.now)
        with database.write() as db:
            record(db, [heard(row, Outcome.DEFERRED, 451)], now=clock.now)
            ledger.give_back(db, held)
            assert ledger.waves_with_due_rows(db, now=clock.now) == []

        clock.advance(seconds=300)
        with database.write() as db:
            assert ledger.waves_with_due_rows(db, now=clock.now) == [wave_id]
            assert planning.gather_due(db, wave_id, now=clock.now) == 1
        again = lease(database, wave_id, "b", clock.now)

        assert again.chunk_id != held.chunk_id
        assert [found.attempt_count for found in rows(database, again)] == [1]

    def test_after_the_last_attempt_it_is_refused(self, database, clock):
        """About five days are enough."""
        wave_id = given_wave(database, clock.now, count=1)
        held = lease(database, wave_id, "a", clock.now)
        [row] = rows(database, held)
        with database.write() as db:
            db.execute(delivery.update().values(attempt_count=11))
            [last] = ledger.rows_of(db, held)
            record(db, [heard(last, Outcome.DEFERRED, 451, permitted=False)], now=clock.now)

        assert states(database) == {row.delivery_id: "refused"}


class TestNumbering:
    """Rows are numbered into chunks of 500 so that no provider gets a burst."""

    def test_domains_take_turns(self, database, clock):
        """The first seven rows of seven domains are one of each."""
        given_wave(database, clock.now, count=1_001)
        with database.read() as db:
            sizes = db.execute(
                select(chunk.c.number, delivery.c.id).join(delivery, delivery.c.chunk_id == chunk.c.id)
            ).all()

        assert sorted({number for number, _ in sizes}) == [1, 2, 3]
        assert [sum(number == n for number, _ in sizes) for n in (1, 2, 3)] == [500, 500, 1]


def occasion_of(db, wave_id):
    """Return the campaign of a wave."""
    return db.execute(select(wave.c.occasion_id).where(wave.c.id == wave_id)).scalar_one()
