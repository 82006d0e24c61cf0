"""Work that loses a deadlock is done again; any other error is told at once, and nothing of it is kept."""

import pytest
from psycopg.errors import DeadlockDetected, SerializationFailure, UniqueViolation
from sqlalchemy.exc import DBAPIError

from given import given_list
from newsletter.database import members
from newsletter.errors import DatabaseUnavailableError


def failing(database, clock, error, *, times):
    """Do work that fails so many times at its end; return (what came of it, how often it was done)."""
    tries = []

    def work(db):
        tries.append(members.create_list(db, "press", title="Press", now=clock.now))
        if len(tries) <= times:
            raise DBAPIError("UPDATE …", {}, error)
        return "done"

    try:
        return database.transact(work), len(tries)
    except DatabaseUnavailableError:
        return "locked", len(tries)
    except DBAPIError as raised:
        return type(raised.orig), len(tries)


@pytest.mark.parametrize(
    ("error", "times", "outcome"),
    [
        (DeadlockDetected(), 1, ("done", 2)),
        (SerializationFailure(), 9, ("done", 10)),
        (DeadlockDetected(), 10, ("locked", 10)),
        (UniqueViolation(), 1, (UniqueViolation, 1)),
    ],
    ids=["a deadlock once", "nine times", "for ever", "no deadlock"],
)
def test_how_often_work_is_done(database, clock, error, times, outcome):
    """Ten times at most, each from its beginning; a try that failed has left nothing."""
    assert failing(database, clock, error, times=times) == outcome

    with database.read() as db:
        assert [known.name for known in members.lists(db)] == (["press"] if outcome[0] == "done" else [])


def test_work_that_succeeds_is_done_once(database, clock):
    """And what it returns is returned."""
    given_list(database, clock.now)

    assert database.transact(lambda db: [known.name for known in members.lists(db)]) == ["members"]
