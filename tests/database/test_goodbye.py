"""Nobody who has left gets a mail whose step 5 is committed after that, whatever state their row was in."""

import threading

import pytest
from sqlalchemy import select

from given import (
    given_campaign,
    given_list,
    given_members,
    given_revision,
    given_wave,
    heard,
    people,
    release,
)
from newsletter.database import campaigns, ledger, members, planning
from newsletter.database.outcomes import record
from newsletter.database.schema import delivery
from newsletter.delivery.outcomes import Outcome
from newsletter.delivery.states import CampaignState
from servers.waiting import FOR_EVER_S, until


@pytest.fixture
def wave_id(database, clock):
    """A wave with one member's mail."""
    return given_wave(database, clock.now, count=1)


def leased(database, wave_id, clock):
    """Lease the one row."""
    with database.write() as db:
        held = ledger.lease_chunk(db, wave_id, worker="a", now=clock.now)
        [row] = ledger.rows_of(db, held)
    return held, row


def leave(database, clock, *, who=1, from_=1):
    """Unsubscribe, as the page behind the link does; return how many mails were skipped."""
    with database.write() as db:
        members.unsubscribe(db, who, from_, evidence="one click", now=clock.now)
        return planning.skip_member(db, who, from_, reason="unsubscribed", now=clock.now)


def stands(database):
    """Return (state, reason, next attempt) of the one row."""
    with database.read() as db:
        return tuple(
            db.execute(select(delivery.c.state, delivery.c.reason, delivery.c.next_attempt_at)).one()
        )


def permitted(database, held, row, clock):
    """Ask for the permit of the row; return whether the dot may be said."""
    with database.write() as db:
        return bool(ledger.commit_group(db, [], [(row.delivery_id, held)], now=clock.now))


def test_a_deferred_mail_is_skipped(database, clock, wave_id):
    """Greylisted, then unsubscribed: the retry never comes due."""
    held, row = leased(database, wave_id, clock)
    permitted(database, held, row, clock)
    with database.write() as db:
        record(db, [heard(row, Outcome.DEFERRED, 451)], now=clock.now)

    assert leave(database, clock) == 1

    assert stands(database) == ("skipped", "unsubscribed", None)


@pytest.mark.parametrize("was_permitted", [True, False], ids=["after the dot", "before the dot"])
def test_what_is_deferred_after_the_goodbye_is_skipped(database, clock, wave_id, was_permitted):
    """The relay's 451 arrives when the member has left already."""
    held, row = leased(database, wave_id, clock)
    if was_permitted:
        permitted(database, held, row, clock)
    with database.write() as db:
        members.unsubscribe(db, row.member_id, row.list_id, evidence="one click", now=clock.now)

    with database.write() as db:
        told = heard(row, Outcome.DEFERRED, 451, permitted=was_permitted)
        ledger.commit_group(db, [told], [], now=clock.now)

    assert stands(database) == ("skipped", "unsubscribed", None)


def test_a_mail_that_comes_due_asks_the_subscription_again(database, clock, wave_id):
    """For who left by a way that did not see the row."""
    held, row = leased(database, wave_id, clock)
    permitted(database, held, row, clock)
    with database.write() as db:
        record(db, [heard(row, Outcome.DEFERRED, 451)], now=clock.now)
        members.unsubscribe(db, row.member_id, row.list_id, evidence="one click", now=clock.now)

    clock.advance(seconds=300)
    with database.write() as db:
        assert planning.gather_due(db, wave_id, now=clock.now) == 0

    assert stands(database) == ("skipped", "unsubscribed", None)


def test_the_permit_asks_the_subscription(database, clock, wave_id):
    """Step 5 is the last moment: a row that the goodbye did not see is not permitted."""
    held, row = leased(database, wave_id, clock)
    with database.write() as db:
        members.unsubscribe(db, row.member_id, row.list_id, evidence="one click", now=clock.now)

    assert not permitted(database, held, row, clock)


def test_what_is_not_permitted_for_a_goodbye_is_skipped(database, clock, wave_id):
    """Or it would be leased, built and cut off again for ever, and its campaign would never end."""
    held, row = leased(database, wave_id, clock)
    with database.write() as db:
        members.unsubscribe(db, row.member_id, row.list_id, evidence="one click", now=clock.now)

    permitted(database, held, row, clock)
    with database.write() as db:
        ledger.give_back(db, held)

    assert stands(database) == ("skipped", "unsubscribed", None)
    with database.write() as db:
        assert ledger.lease_chunk(db, wave_id, worker="b", now=clock.now) is None
        assert campaigns.finish_done(db, now=clock.now) == [held.occasion_id]


def test_what_is_not_permitted_for_a_pause_waits(database, clock, wave_id):
    """Only who has left is skipped."""
    held, row = leased(database, wave_id, clock)
    with database.write() as db:
        campaigns.move(db, held.occasion_id, to=CampaignState.PAUSED, now=clock.now)

    assert not permitted(database, held, row, clock)

    assert stands(database) == ("pending", None, None)


def test_cancelling_takes_out_what_was_deferred(database, clock, wave_id):
    """Nothing of a cancelled campaign is left behind for ever, and the number says so."""
    held, row = leased(database, wave_id, clock)
    permitted(database, held, row, clock)
    with database.write() as db:
        record(db, [heard(row, Outcome.DEFERRED, 451)], now=clock.now)

    with database.write() as db:
        assert planning.skip_occasion(db, held.occasion_id, reason="campaign cancelled", now=clock.now) == 1

    assert stands(database) == ("skipped", "campaign cancelled", None)


def test_a_goodbye_that_the_plan_did_not_see(on_postgresql, clock):
    """The plan reads "confirmed" while the unsubscription is open, and that one sees no row to skip."""
    database = on_postgresql
    to = given_list(database, clock.now)
    given_members(database, to, people(1, "en"), clock.now)
    revision = given_revision(database, clock.now)
    campaign, wave_id = given_campaign(database, clock.now, to=to, revision=revision)
    answer: list[bool] = []
    with database.write() as db:
        members.unsubscribe(db, 1, to, evidence="one click", now=clock.now)
        assert planning.skip_member(db, 1, to, reason="unsubscribed", now=clock.now) == 0
        release(database, campaign, wave_id, to, clock.now)
        held, row = leased(database, wave_id, clock)
        asking = threading.Thread(target=lambda: answer.append(permitted(database, held, row, clock)))
        asking.start()  # waits for the subscription's lock, or has read what is not true any more
        wait_for_lock(database)
    asking.join()

    assert answer == [False]


def wait_for_lock(database):
    """Return once somebody waits for a lock."""
    of_this = "FROM pg_stat_activity WHERE datname = current_database()"
    until(lambda: scalar(database, f"SELECT count(*) {of_this} AND wait_event_type = 'Lock'") == 1)


def scalar(database, sql):
    """Ask in a transaction of its own."""
    with database.read() as db:
        return db.exec_driver_sql(sql).scalar_one()


def test_cancel_and_the_writer_never_lock_each_other_out(on_postgresql, clock):
    """Who cancels holds the campaign and wants the rows; the writer takes the campaign first, and waits."""
    database = on_postgresql
    wave_id = given_wave(database, clock.now, count=2)
    with database.write() as db:
        held = ledger.lease_chunk(db, wave_id, worker="a", now=clock.now)
        first, second = ledger.rows_of(db, held)
    permitted(database, held, first, clock)
    ended = []

    def write():
        with database.write() as db:
            told = [heard(first, Outcome.DEFERRED, 451)]
            ended.append(ledger.commit_group(db, told, [(second.delivery_id, held)], now=clock.now))

    with database.write() as db:
        campaigns.move(db, held.occasion_id, to=CampaignState.CANCELLED, now=clock.now)
        writing = threading.Thread(target=write)
        writing.start()
        wait_for_lock(database)
        planning.skip_occasion(db, held.occasion_id, reason="campaign cancelled", now=clock.now)
    writing.join()

    assert ended == [set()]
    with database.read() as db:
        found = db.execute(select(delivery.c.state, delivery.c.reason)).all()
    assert [tuple(row) for row in found] == [("skipped", "campaign cancelled")] * 2


def test_what_loses_a_deadlock_is_done_again(on_postgresql, clock):
    """Two that lock two rows in opposite order: both get through, and nobody sees a traceback."""
    database = on_postgresql
    given_wave(database, clock.now, count=2)
    both_hold_one = threading.Barrier(2, timeout=FOR_EVER_S)
    is_first_try = {1: True, 2: True}

    def lock(first, then):
        def work(db):
            db.execute(delivery.update().where(delivery.c.id == first).values(reason=f"first {first}"))
            if is_first_try[first]:
                is_first_try[first] = False
                both_hold_one.wait()
            db.execute(delivery.update().where(delivery.c.id == then).values(reason=f"then {then}"))
            return first

        done.append(database.transact(work))

    done: list[int] = []
    threads = [threading.Thread(target=lock, args=order) for order in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == [1, 2]
