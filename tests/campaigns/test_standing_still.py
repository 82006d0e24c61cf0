"""Since when nothing has moved in a campaign, and why; the beat goes on whatever happens."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from given import given_wave
from newsletter.campaigns import campaigns, ticks
from newsletter.campaigns.beat import BeatTools, tick_until
from newsletter.cli.output.campaign_lines import still_line
from newsletter.database import ledger
from newsletter.database.database import open_database
from newsletter.database.database_clock import DatabaseClock
from newsletter.delivery.nudges import TICK_EVERY_S
from newsletter.errors import DatabaseUnavailableError, UnavailableError
from newsletter.identifiers import OccasionId

ONE = OccasionId(1)


def lease(database, clock, worker="host/7/8"):
    """Let a worker take up the only chunk."""
    with database.write() as db:
        return ledger.lease_chunk(db, worker=worker, now=clock.now)


class TestStandingStill:
    """A slow worker, a stopped one, or none."""

    def test_nobody_has_taken_it_up(self, database, clock):
        """The words name the remedy."""
        given_wave(database, clock.now, count=3)
        status = campaigns.status(database, ONE)

        assert still_line(status, seen_at=clock.now) == ""
        line = still_line(status, seen_at=clock.advance(minutes=5))

        assert "Nothing has moved for 5 min" in line
        assert "no worker is at it" in line

    def test_a_worker_holds_it_and_nothing_comes(self, database, clock):
        """Stopped, or slow: it is told apart from nobody."""
        given_wave(database, clock.now, count=3)
        lease(database, clock)

        line = still_line(campaigns.status(database, ONE), seen_at=clock.advance(minutes=3))

        assert "Nothing has moved for 3 min" in line
        assert "1 worker holds mails of it" in line

    def test_what_waits_for_its_next_attempt_does_not_stand_still(self, database, clock):
        """A campaign whose open mails are all deferred, paused or done is as it should be."""
        given_wave(database, clock.now, count=3)
        campaigns.pause(database, ONE, now=clock.now)

        assert campaigns.status(database, ONE).still_s(clock.advance(hours=1)) is None

    def test_health_tells_when_no_relay_can_take_so_long(self, database, clock):
        """Longer than a lease lasts: somebody has to look. Before that it may be a slow relay."""
        given_wave(database, clock.now, count=3)

        campaigns.require_no_standstill(database, now=clock.advance(minutes=10))
        with pytest.raises(UnavailableError, match="campaign 1 for 12 minutes"):
            campaigns.require_no_standstill(database, now=clock.advance(minutes=2))

    def test_health_is_well_where_the_relay_is_not(self, database, clock):
        """Workers are at it and say why: a health check that restarts them would help nobody."""
        wave_id = given_wave(database, clock.now, count=3)
        campaigns.note_slice(database, {wave_id: "No SMTP server at relay:25"}, now=clock.now)

        campaigns.require_no_standstill(database, now=clock.advance(hours=2))


@pytest.fixture
def sqlite_database(sqlite_url):
    """A SQLite database: its clock is its host's."""
    opened = open_database(sqlite_url)
    yield opened
    opened.close()


class TestTheDatabaseClock:
    """Leases are judged by it, whatever the clocks of hosts show."""

    def test_a_clock_that_is_set_meanwhile_changes_nothing(self, sqlite_database):
        """Two hours forward or back: what was read before goes on by the monotonic clock."""
        clock, monotonic = Hands(), Hands()
        told = DatabaseClock(sqlite_database, host_clock=clock.wall, monotonic_s=monotonic.seconds)
        began = told()
        for hours in (2, -4):
            clock.turn(hours=hours)
            monotonic.turn(seconds=1)

        assert told() == began + timedelta(seconds=2)

    def test_it_is_read_again_once_in_a_while(self, sqlite_database):
        """A clock that was mended is believed in the end."""
        clock, monotonic = Hands(), Hands()
        told = DatabaseClock(sqlite_database, host_clock=clock.wall, monotonic_s=monotonic.seconds)
        clock.turn(hours=2)
        monotonic.turn(seconds=31)

        assert told() == clock.wall()

    def test_postgresql_has_a_clock_of_its_own(self, on_postgresql, clock):
        """A host that is two hours behind leases and permits like any other."""
        told = DatabaseClock(on_postgresql, host_clock=lambda: clock.now - timedelta(hours=2))

        assert abs(told() - DatabaseClock(on_postgresql, host_clock=lambda: clock.now)()) < timedelta(hours=1)

    def test_while_the_database_is_away_the_last_reading_goes_on(self, sqlite_database, monkeypatch):
        """A slice that writes its last words needs a time."""
        clock, monotonic = Hands(), Hands()
        told = DatabaseClock(sqlite_database, host_clock=clock.wall, monotonic_s=monotonic.seconds)
        began = told()

        def away():
            raise DatabaseUnavailableError("away")

        monkeypatch.setattr(told, "_read", away)
        monotonic.turn(seconds=60)

        assert told() == began + timedelta(seconds=60)


class TestTheBeat:
    """It ticks, and goes on."""

    def test_it_ticks_until_it_is_told_to_stop(self, database, clock):
        """What is due is nudged about."""
        wave_id = given_wave(database, clock.now, count=3)
        stop, nudged = threading.Event(), []

        def nudge(nudges):
            nudged.append(nudges)
            stop.set()

        tick_until(stop, BeatTools(database=database, clock=clock, is_dead=lambda _: False, nudge=nudge))

        assert nudged == [{wave_id: 1}]

    @pytest.mark.parametrize("error", [DatabaseUnavailableError("away"), ZeroDivisionError()])
    def test_a_tick_that_fails_is_not_the_last(self, database, clock, monkeypatch, error):
        """The database is back later; and a fault in one step does not stop the others for ever."""
        stop, calls = threading.Event(), []
        monkeypatch.setattr("newsletter.campaigns.beat.TICK_EVERY_S", 0.0)

        def failing(*_, **__):
            calls.append(1)
            if len(calls) == 3:
                stop.set()
            raise error

        monkeypatch.setattr("newsletter.campaigns.beat.ticks.tick", failing)
        tick_until(stop, BeatTools(database=database, clock=clock, is_dead=lambda _: False, nudge=print))

        assert len(calls) == 3

    @pytest.mark.parametrize(("due_in_s", "waits_s"), [(None, 5.0), (2.0, 2.0), (60.0, 5.0), (-3.0, 0.0)])
    def test_it_is_there_when_a_campaign_is_due(self, clock, due_in_s, waits_s):
        """Not up to five seconds later."""
        due_at = None if due_in_s is None else clock.now + timedelta(seconds=due_in_s)
        report = ticks.Tick(released=[], unknown_count=0, finished=[], nudges={}, next_due_at=due_at)

        assert report.wait_s(clock.now, at_most_s=TICK_EVERY_S) == waits_s


class Hands:
    """A clock that a test sets."""

    def __init__(self):
        """Begin somewhere."""
        self._at = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def turn(self, **duration):
        """Set it forward or back."""
        self._at += timedelta(**duration)

    def wall(self):
        """Return what it shows."""
        return self._at

    def seconds(self):
        """Return what it shows, in seconds."""
        return self._at.timestamp()
