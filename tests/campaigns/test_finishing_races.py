"""Rows that are taken up while somebody finishes the campaign are not left behind in a finished one."""

import threading

import pytest
from sqlalchemy import text, update

from given import given_wave
from newsletter.campaigns import campaigns
from newsletter.database import campaigns as stored
from newsletter.database import ledger
from newsletter.database.schema import delivery
from newsletter.delivery.states import DeliveryState
from newsletter.identifiers import OccasionId
from servers.waiting import until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
ONE = OccasionId(1)


@pytest.fixture
def set_aside(on_postgresql, clock):
    """A campaign under way of which nothing is open: two mails were set aside."""
    given_wave(on_postgresql, clock.now, count=2)
    with on_postgresql.write() as db:
        db.execute(update(delivery).values(state=DeliveryState.QUARANTINED))
    return on_postgresql


def waits_for_a_lock(database):
    """Tell whether somebody does."""
    with database.read() as db:
        return db.execute(text(WAITING)).scalar_one()


def test_a_mail_taken_up_again_while_the_campaign_is_finished(set_aside, clock):
    """Who finishes waits for who takes up, and then looks again: what a statement sees is older than that."""
    finished = []

    def finish():
        with set_aside.write() as db:
            finished.extend(stored.finish_done(db, now=clock.now))

    with set_aside.write() as db:
        assert stored.reopen(db, ONE, now=clock.now)
        ledger.resume_quarantined(db, ONE, now=clock.now)
        finishing = threading.Thread(target=finish)
        finishing.start()
        until(lambda: waits_for_a_lock(set_aside))
    finishing.join()

    assert finished == []
    status = campaigns.status(set_aside, ONE)
    assert (status.campaign.state, status.by_state) == ("sending", {"pending": 2})


def test_two_people_who_resolve_at_once_take_each_mail_up_once(set_aside, clock):
    """Also of a paused campaign: both number its rows into chunks."""
    campaigns.pause(set_aside, ONE, now=clock.now)
    done, barrier = [], threading.Barrier(2)

    def resolve():
        barrier.wait()
        try:
            done.append(campaigns.resolve(set_aside, ONE, now=clock.now).resumed_count)
        except Exception as error:  # noqa: BLE001 -- the test says which
            done.append(type(error).__name__)

    threads = [threading.Thread(target=resolve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, done)) == ["2", "RuleError"]
    assert campaigns.status(set_aside, ONE).by_state == {"pending": 2}
