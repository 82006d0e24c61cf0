"""When the database is away or cannot be written, a slice says so, sends nothing, and holds no lease."""

import asyncio

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from given import given_wave
from given_dispatch import run, states, tools
from newsletter.campaigns.dispatch import send_slice
from newsletter.database import ledger, revisions
from newsletter.database.database import open_database
from newsletter.database.schema import chunk, delivery
from newsletter.smtp.fake import MemoryTransport
from servers.waiting import FOR_EVER_S


def leased_by(database):
    """Return who holds leases."""
    with database.read() as db:
        return [name for name in db.execute(select(chunk.c.leased_by)).scalars() if name]


def cut(monkeypatch, name, times):
    """Let a function of the ledger meet a server that ends the connection so often; return its calls."""
    real, calls = getattr(ledger, name), []

    def sometimes(*args, **options):
        calls.append(name)
        if len(calls) <= times:
            raise OperationalError("SELECT", {}, _Ended())
        return real(*args, **options)

    monkeypatch.setattr(ledger, name, sometimes)
    return calls


class _Ended(Exception):  # noqa: N818 -- as the driver's is named
    """What psycopg raises when the server goes down: admin_shutdown."""

    sqlstate = "57P01"


def test_a_slice_on_a_read_only_database_is_in_trouble_and_sends_nothing(sqlite_url, clock):
    """No lease, no mail; the trouble names the remedy, and nothing is asked for again."""
    database = open_database(sqlite_url)
    given_wave(database, clock.now, count=3)
    database.close()
    read_only = open_database(f"sqlite:///file:{sqlite_url.removeprefix('sqlite:///')}?mode=ro&uri=true")
    transport = MemoryTransport()

    report = run(tools(read_only, transport, clock))
    read_only.close()

    assert "read-only" in report.trouble
    assert not report.has_more
    assert transport.taken_mails == []


@pytest.mark.parametrize("name", ["lease_chunk", "rows_of", "end_leases_of"])
def test_a_database_that_restarts_while_work_is_asked_for(database, clock, monkeypatch, name):
    """The slice ends with a sentence instead of a traceback, and the next one goes on."""
    given_wave(database, clock.now, count=30)
    cut(monkeypatch, name, 1)
    transport = MemoryTransport()

    report = run(tools(database, transport, clock))
    assert "does not answer" in report.trouble
    assert leased_by(database) == []

    run(tools(database, transport, clock))
    assert states(database) == {"accepted": 30}


def test_a_database_that_restarts_while_leases_are_given_back(database, clock, monkeypatch):
    """It is tried until the database is there again: a worker without a slice holds no lease."""
    given_wave(database, clock.now, count=3)
    transport = MemoryTransport()
    transport.is_up = False
    calls = cut(monkeypatch, "give_back", 3)
    monkeypatch.setattr("newsletter.campaigns.dispatch._GIVE_BACK_AGAIN_S", (0.0,))

    run(tools(database, transport, clock))

    assert len(calls) == 4
    assert leased_by(database) == []


def test_a_worker_that_is_told_to_end_meanwhile_ends(database, clock, monkeypatch):
    """Its leases are those of a dead worker then, and anybody's."""
    given_wave(database, clock.now, count=3)

    async def stopped():
        stop, loop = asyncio.Event(), asyncio.get_running_loop()

        def away(*_):
            loop.call_soon_threadsafe(stop.set)
            raise OperationalError("UPDATE", {}, _Ended())

        monkeypatch.setattr(ledger, "give_back", away)
        await send_slice(tools(database, MemoryTransport(), clock), at_most_s=FOR_EVER_S, stop=stop)

    asyncio.run(stopped())

    assert leased_by(database) == ["worker-a"]


def test_what_an_earlier_slice_of_the_same_worker_has_left_is_taken_up_at_once(database, clock):
    """Nobody else holds it; what it was submitting is another matter, and never sent again."""
    wave_id = given_wave(database, clock.now, count=2)
    with database.write() as db:
        held = ledger.lease_chunk(db, wave_id, worker="worker-a", now=clock.now)
        [first, _] = ledger.rows_of(db, held)
        ledger.commit_group(db, [], [(first.delivery_id, held)], now=clock.now)

    run(tools(database, MemoryTransport(), clock))

    assert states(database) == {"accepted": 1, "submitting": 1}
    assert leased_by(database) == []


def test_what_a_dead_worker_of_this_host_holds_is_taken_up_by_the_next_slice(database, clock):
    """The beat may run on another host, which cannot know; it nudges about leases that are held for long."""
    wave_id = given_wave(database, clock.now, count=2)
    with database.write() as db:
        ledger.lease_chunk(db, wave_id, worker="dead", now=clock.now)
        assert ledger.free_chunk_counts(db, now=clock.now) == {}
        assert ledger.free_chunk_counts(db, now=clock.advance(seconds=61)) == {wave_id: 1}

    run(tools(database, MemoryTransport(), clock, is_dead=lambda worker: worker == "dead"))

    assert states(database) == {"accepted": 2}


@pytest.mark.parametrize("stored", [None, b"{}", b"no JSON"], ids=["gone", "of another version", "damaged"])
def test_a_language_s_mail_that_cannot_be_had_is_no_member_s_fault(database, clock, monkeypatch, stored):
    """Nobody is quarantined; the others go, the trouble says which language, and once mended all is sent."""
    given_wave(database, clock.now, count=4, tags=("en", "fr"))
    with database.write() as db:
        db.execute(update(delivery).where(delivery.c.id <= 2).values(locale="fr"))
        db.execute(update(delivery).where(delivery.c.id > 2).values(locale="en"))
    real = revisions.part_body

    def damaged(db, revision_id, role, name):
        return stored if name == "fr" else real(db, revision_id, role, name)

    monkeypatch.setattr(revisions, "part_body", damaged)
    report = run(tools(database, MemoryTransport(), clock))
    assert states(database) == {"accepted": 2, "pending": 2}
    assert [trouble.startswith("The mail in fr cannot be made ready") for trouble in report.troubles.values()]
    assert leased_by(database) == []

    monkeypatch.setattr(revisions, "part_body", real)
    run(tools(database, MemoryTransport(), clock))
    assert states(database) == {"accepted": 4}


def test_a_database_that_is_away_while_a_language_is_read_quarantines_nobody(database, clock, monkeypatch):
    """499 were accepted and one set aside for ever when this was taken for the mail's own fault."""
    given_wave(database, clock.now, count=4)
    real, calls = revisions.part_body, []

    def once(*args):
        calls.append(1)
        if len(calls) == 1:
            raise OperationalError("SELECT", {}, _Ended())
        return real(*args)

    monkeypatch.setattr(revisions, "part_body", once)
    assert "does not answer" in run(tools(database, MemoryTransport(), clock)).trouble
    assert states(database) == {"pending": 4}

    run(tools(database, MemoryTransport(), clock))
    assert states(database) == {"accepted": 4}
