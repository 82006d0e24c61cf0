"""The tick and a worker want the same campaign and the same row, and neither locks the other out."""

import threading

from given import given_wave, heard
from newsletter.campaigns import ticks
from newsletter.database import ledger
from newsletter.database.outcomes import record
from newsletter.database.schema import campaign, delivery
from newsletter.delivery.outcomes import Outcome
from servers.waiting import until


def test_a_tick_holds_no_row_while_it_waits_for_a_campaign(on_postgresql, clock):
    """A worker has the campaign and brings a late yes for the row that the tick has just called unknown."""
    database = on_postgresql
    wave_id = given_wave(database, clock.now, count=1)
    with database.write() as db:
        held = ledger.lease_chunk(db, wave_id, worker="thaws", now=clock.now)
        [row] = ledger.rows_of(db, held)
        ledger.commit_group(db, [], [(row.delivery_id, held)], now=clock.now)
    clock.advance(seconds=661)
    ticks = []

    with database.write() as db:
        db.execute(campaign.select().with_for_update(read=True))
        ticking = threading.Thread(target=lambda: ticks.append(tick(database, clock)))
        ticking.start()
        until(lambda: waiting_for_lock(database))
        record(db, [heard(row, Outcome.ACCEPTED, 250)], now=clock.now)
    ticking.join()

    assert [found.unknown_count for found in ticks] == [1]
    with database.read() as db:
        assert db.execute(delivery.select()).one().state == "accepted"


def tick(database, clock):
    """Run one tick."""
    return ticks.tick(database, now=clock.now, is_dead=lambda _: False)


def waiting_for_lock(database):
    """Tell whether somebody waits for a lock of this database."""
    with database.read() as db:
        return db.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).scalar_one()
