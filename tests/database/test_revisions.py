"""Which revision of an edition counts: the one that was published last."""

from datetime import timedelta

from given import given_revision
from newsletter.database import revisions


def later(clock, hours):
    """Return an instant after the present one."""
    return clock() + timedelta(hours=hours)


def newest(database):
    """Return the newest revision of the edition."""
    with database.read() as db:
        return revisions.newest_revision(db, "first").id


def test_what_is_published_again_is_the_newest_again(database, clock):
    """An editor took a change back: members are to get what the files say now."""
    before = given_revision(database, clock(), "en")
    changed = given_revision(database, later(clock, 1), "en", "fr")
    again = given_revision(database, later(clock, 2), "en")

    assert before == again != changed
    assert newest(database) == again


def test_publishing_the_newest_again_changes_nothing(database, clock):
    """Not even the time of it."""
    first = given_revision(database, clock(), "en")

    given_revision(database, later(clock, 1), "en")

    with database.read() as db:
        found = revisions.newest_revision(db, "first")
    assert (found.id, found.published_at) == (first, clock())
