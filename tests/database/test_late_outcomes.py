"""An outcome moves the row of the attempt that it belongs to; any other is written down and moves nothing."""

import pytest
from sqlalchemy import select

from given import given_wave, heard
from newsletter.database import ledger, planning
from newsletter.database.schema import delivery, late_outcome
from newsletter.delivery.outcomes import Outcome


def lease(database, wave_id, worker, now):
    """Lease the one chunk and return (lease, its one row)."""
    with database.write() as db:
        held = ledger.lease_chunk(db, wave_id, worker=worker, now=now)
        [row] = ledger.rows_of(db, held)
    return held, row


def permit(database, held, row, now):
    """Make the row `submitting`."""
    with database.write() as db:
        assert ledger.commit_group(db, [], [(row.delivery_id, held)], now=now) == {row.delivery_id}


def tell(database, told, now):
    """Record one outcome, as the writer does."""
    with database.write() as db:
        ledger.commit_group(db, [told], [], now=now)


def stands(database):
    """Return the row's (state, attempts) and the log of late outcomes."""
    with database.read() as db:
        row = db.execute(select(delivery.c.state, delivery.c.attempt_count)).one()
        late = db.execute(
            select(late_outcome.c.attempt_number, late_outcome.c.outcome, late_outcome.c.code)
        ).all()
    return tuple(row), [tuple(entry) for entry in late]


@pytest.fixture
def wave_id(database, clock):
    """A wave with one member's mail."""
    return given_wave(database, clock.now, count=1)


def test_a_frozen_worker_s_refusal_does_not_make_a_second_mail(database, clock, wave_id):
    """It is stopped before the dot, another submits the row, and it thaws into a 451."""
    _, frozen = lease(database, wave_id, "frozen", clock.now)
    clock.advance(seconds=661)
    held, row = lease(database, wave_id, "other", clock.now)
    permit(database, held, row, clock.now)

    tell(database, heard(frozen, Outcome.DEFERRED, 451, permitted=False), clock.now)
    assert stands(database) == (("submitting", 1), [(1, "deferred", 451)])

    tell(database, heard(row, Outcome.ACCEPTED, 250), clock.now)
    assert stands(database)[0] == ("accepted", 1)


def test_a_frozen_worker_s_refusal_does_not_take_another_s_lease(database, clock, wave_id):
    """The other has leased the row and not submitted it yet: the outdated fence moves nothing."""
    _, frozen = lease(database, wave_id, "frozen", clock.now)
    clock.advance(seconds=661)
    lease(database, wave_id, "other", clock.now)

    tell(database, heard(frozen, Outcome.REFUSED, 550, permitted=False), clock.now)

    assert stands(database) == (("pending", 0), [(1, "refused", 550)])


@pytest.mark.parametrize(
    ("outcome", "code", "state", "is_late"),
    [
        (Outcome.ACCEPTED, 250, "accepted", False),
        (Outcome.REFUSED, 550, "refused", False),
        (Outcome.DEFERRED, 451, "unknown", True),
    ],
    ids=["a yes is evidence", "a no is evidence", "a maybe is none: a person decides"],
)
def test_what_a_thawed_worker_brings_of_its_own_attempt(
    database, clock, wave_id, outcome, code, state, is_late
):
    """It had its permit, and its lease ended before it heard the answer."""
    held, row = lease(database, wave_id, "frozen", clock.now)
    permit(database, held, row, clock.now)
    with database.write() as db:
        ledger.mark_unknown(db, now=clock.advance(seconds=661))

    tell(database, heard(row, outcome, code), clock.now)

    assert stands(database) == ((state, 1), [(1, str(outcome), code)] if is_late else [])


def test_a_group_that_is_written_twice_is_no_late_outcome(database, clock, wave_id):
    """The answer to the commit was lost; the same group comes again."""
    held, row = lease(database, wave_id, "a", clock.now)
    permit(database, held, row, clock.now)

    for _ in range(2):
        tell(database, heard(row, Outcome.DEFERRED, 451), clock.now)

    assert stands(database) == (("deferred", 1), [])


def test_the_outcome_of_an_earlier_attempt_moves_nothing(database, clock, wave_id):
    """Deferred, tried again and being submitted: the first attempt has nothing to say any more."""
    held, first = lease(database, wave_id, "a", clock.now)
    permit(database, held, first, clock.now)
    tell(database, heard(first, Outcome.DEFERRED, 451), clock.now)
    with database.write() as db:
        ledger.give_back(db, held)
        planning.gather_due(db, wave_id, now=clock.advance(seconds=300))
    held, second = lease(database, wave_id, "b", clock.now)
    permit(database, held, second, clock.now)

    tell(database, heard(first, Outcome.REFUSED, 550), clock.now)

    assert stands(database) == (("submitting", 2), [(1, "refused", 550)])
