"""Several hosts tick, people unsubscribe and give up at the same instant: nobody twice, nobody lost."""

import threading
from collections import Counter

import pytest

from given import given_list, given_members, given_revision, people
from given_not_ready import HOLD, SKIP, publish_arabic, rows, send, tick
from newsletter.campaigns import campaigns
from newsletter.database import members, planning
from newsletter.errors import RuleError


@pytest.fixture
def holding(on_postgresql, clock):
    """A campaign that holds forty members back, and a newer revision that need not."""
    to = given_list(on_postgresql, clock.now)
    given_members(on_postgresql, to, people(40, "ar"), clock.now)
    given_revision(on_postgresql, clock.now, "en", shut=["ar"])
    id_ = send(on_postgresql, clock, HOLD)
    publish_arabic(on_postgresql, clock)
    return on_postgresql, id_


def at_once(*works):
    """Do several things at the same instant; return what each gave or None where it was refused."""
    barrier, given = threading.Barrier(len(works)), []

    def work_of(work):
        barrier.wait()
        try:
            given.append(work())
        except RuleError:
            given.append(None)

    threads = [threading.Thread(target=work_of, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == len(works)
    return given


def test_many_ticks_release_held_rows_once(holding, clock):
    """Of several beats one makes a wave."""
    database, id_ = holding

    found = at_once(*[lambda: tick(database, clock).released] * 4)

    assert sorted(len(released) for released in found) == [0, 0, 0, 1]
    assert campaigns.status(database, id_).by_state == {"pending": 40}
    assert {row[2] for row in rows(database)[0]} == {"ar"}


def test_giving_up_while_a_tick_releases(holding, clock):
    """Whoever comes first: all are ready by then, so all get their own language."""
    database, id_ = holding

    at_once(
        lambda: tick(database, clock),
        lambda: campaigns.release_held(database, id_, only=None, policy=SKIP, now=clock.now),
    )

    assert campaigns.status(database, id_).by_state == {"pending": 40}


def test_unsubscribing_while_a_tick_releases(holding, clock):
    """Whoever has unsubscribed is skipped, whether the tick came before or after."""
    database, id_ = holding

    def leave(who):
        with database.write() as db:
            members.unsubscribe(db, who, 1, evidence="a test", now=clock.now)
            planning.skip_member(db, who, 1, reason="unsubscribed", now=clock.now)

    at_once(*[lambda: tick(database, clock)] * 2, *[lambda who=who: leave(who) for who in range(1, 7)])
    tick(database, clock)

    assert campaigns.status(database, id_).by_state == {"pending": 34, "skipped": 6}


def test_cancelling_while_a_tick_releases(holding, clock):
    """Nothing is left that could leave."""
    database, id_ = holding

    at_once(
        lambda: tick(database, clock),
        lambda: campaigns.cancel(database, id_, now=clock.now),
        lambda: tick(database, clock),
    )

    assert campaigns.status(database, id_).by_state == {"skipped": 40}
    assert tick(database, clock).nudges == {}


def test_pausing_while_a_tick_releases(holding, clock):
    """The rows are held or pending, and all there."""
    database, id_ = holding

    at_once(lambda: tick(database, clock), lambda: campaigns.pause(database, id_, now=clock.now))
    campaigns.resume(database, id_, now=clock.now)
    tick(database, clock)

    assert Counter(row[1] for row in rows(database)[0]) == {"pending": 40}
