"""In every order of events the promises hold; without a guard they do not.

The machine and its invariants: tests/given_schedules.py. NEWSLETTER_SCHEDULES=20 looks twenty times as long.
"""

import shutil

import pytest
from sqlalchemy import true

from given_schedules import machine_on, run
from newsletter.database import editions, ledger, outcomes, planning
from newsletter.database.schema import delivery
from newsletter.delivery.outcomes import Outcome


def test_in_every_order_the_promises_hold(migrated_sqlite, tmp_path):
    """Nobody twice, nobody after goodbye or a stop, no row lost, every mail at an end."""
    template = shutil.copy(migrated_sqlite, tmp_path / "template.sqlite3")

    run(tmp_path / "template.sqlite3", examples=20)
    assert template


def no_fence(monkeypatch):
    """Whoever was leased a row once may have its permit for ever, also of what was sent meanwhile."""
    real = ledger._submit

    def submit(db, ids, lease, now):
        db.execute(
            delivery.update()
            .where(delivery.c.id.in_(ids), delivery.c.state != "skipped")
            .values(state="pending")
        )
        return real(db, ids, lease, now)

    monkeypatch.setattr(ledger, "_is_valid", lambda *_: True)
    monkeypatch.setattr(ledger, "_submit", submit)


def no_attempts(monkeypatch):
    """Outcomes are guarded by state alone."""
    states = ("pending", "submitting", "unknown")
    outcomes._move_statement.cache_clear()
    monkeypatch.setattr(
        outcomes, "_attempt_conditions", lambda *_, **__: (delivery.c.state.in_(states), true())
    )


def no_subscription(monkeypatch):
    """Rows are not told of a goodbye, and nobody asks again."""
    monkeypatch.setattr(planning, "skip_member", lambda *_, **__: 0)
    monkeypatch.setattr(ledger, "is_subscribed", true)
    monkeypatch.setattr(outcomes, "is_subscribed", true)


def no_once(monkeypatch):
    """Every campaign is another occasion."""
    real = editions.claim

    def claim(db, of):
        claimed = real(db, of)
        return type(claimed)(edition_id=claimed.edition_id, again=of.id)

    monkeypatch.setattr(editions, "claim", claim)


@pytest.mark.parametrize("take_away", [no_subscription, no_once])
def test_without_a_guard_the_fault_is_found(migrated_sqlite, tmp_path, monkeypatch, take_away):
    """A test that cannot fail is worth nothing."""
    shutil.copy(migrated_sqlite, tmp_path / "template.sqlite3")
    take_away(monkeypatch)

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        run(tmp_path / "template.sqlite3", examples=60)


def thaw_into_a_permit(machine):
    """The other worker has sent it all; the one that was frozen asks for its permits."""
    frozen, other = machine.workers
    for worker in (other, frozen):
        ready = [(row.delivery_id, worker.lease) for row in worker.rows]
        with machine.database.write() as db:
            permitted = ledger.commit_group(db, [], ready, now=machine.now)
        for row in worker.rows:
            if row.delivery_id in permitted:
                machine.say_the_dot(worker, row, Outcome.ACCEPTED)


def thaw_into_a_451(machine):
    """The other worker has said the dot; the one that was frozen writes down a 451 from before its dot."""
    frozen, other = machine.workers
    with machine.database.write() as db:
        ready = [(row.delivery_id, other.lease) for row in other.rows]
        assert ledger.commit_group(db, [], ready, now=machine.now)
    for row in other.rows:
        machine.say_the_dot(other, row, Outcome.ACCEPTED)
    machine.write_down(frozen.rows[0], Outcome.DEFERRED, is_permitted=False)


@pytest.mark.parametrize(
    ("take_away", "schedule"), [(no_fence, thaw_into_a_permit), (no_attempts, thaw_into_a_451)]
)
@pytest.mark.parametrize("is_off", [False, True], ids=["with its guard", "without"])
def test_a_frozen_worker_that_thaws(migrated_sqlite, tmp_path, monkeypatch, take_away, schedule, is_off):
    """With the guard nobody has it twice; without it the machine says who has."""
    shutil.copy(migrated_sqlite, tmp_path / "template.sqlite3")
    outcomes._move_statement.cache_clear()
    if is_off:
        take_away(monkeypatch)
    machine = machine_on(tmp_path / "template.sqlite3")()
    machine.send(to="here", again=False)
    machine.freeze()

    schedule(machine)
    if is_off:
        with pytest.raises(AssertionError, match="Counter"):
            _ended(machine)
    else:
        _ended(machine)
    machine.database.close()
    outcomes._move_statement.cache_clear()


def _ended(machine):
    machine.nobody_is_sent_an_edition_twice()
    machine.come_to_the_end()
    machine.nobody_is_sent_an_edition_twice()
