"""A machine of events in any order, on the real ledger: the relay's log is the judge.

    plan, release, lease, permit, outcome (soon, late, never), goodbye, pause, resume, cancel, a second
    campaign of the same edition, retry, lease end, quarantine, resolve ──▶ invariants after every step

Hypothesis chooses the order.
"""

import os
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from given import given_list, given_members, given_revision, people
from newsletter.campaigns import campaigns, ticks
from newsletter.database import ledger, members, planning
from newsletter.database.database import open_database
from newsletter.database.ledger import Lease, LeasedRow
from newsletter.database.schema import delivery
from newsletter.delivery.campaign import CampaignTerms
from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.errors import RuleError
from newsletter.identifiers import MemberId

MEMBERS = 4
MOST_ATTEMPTS = 13
ENDS = {"accepted", "refused", "unknown", "skipped", "quarantined"}
ANSWERS = (Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.REFUSED)


@dataclass(eq=False)
class Worker:
    """A worker of the model: what it has leased, and what it is waiting to hear."""

    lease: Lease
    rows: list[LeasedRow]
    permitted: dict[int, LeasedRow] = field(default_factory=dict)
    said: dict[int, Outcome] = field(default_factory=dict)
    """What the relay will say, or has said, of a mail whose dot was said."""


class Schedules(RuleBasedStateMachine):
    """The ledger on SQLite, driven by events."""

    template = None

    def __init__(self):
        """Begin with two lists that share half of their members, and a published edition."""
        super().__init__()
        self.path = self.template.with_name(f"machine-{os.getpid()}.sqlite3")
        shutil.copy(self.template, self.path)
        self.database = open_database(f"sqlite:///{self.path}")
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)
        self.lists = [given_list(self.database, self.now, name=name) for name in ("here", "there")]
        given_members(self.database, self.lists[0], people(MEMBERS, "en"), self.now)
        given_members(self.database, self.lists[1], people(MEMBERS // 2, "en"), self.now)
        given_revision(self.database, self.now, "en")
        self.workers, self.taken, self.again, self.planned = [], Counter(), set(), {}
        self.left, self.stopped = set(), set()

    def teardown(self):
        """Let everything come to its end, and look once more."""
        try:
            self.come_to_the_end()
        finally:
            self.database.close()

    # -- what people do

    @rule(to=st.sampled_from(["here", "there"]), again=st.booleans())
    def send(self, to, again):
        """Create a campaign of the edition and send it."""
        terms = CampaignTerms(again_reason="a test" if again else None)
        made = campaigns.create(self.database, "first", list_name=to, now=self.now, terms=terms).campaign.id
        campaigns.send(self.database, made, at=None, now=self.now)
        self.planned[made] = sum(campaigns.status(self.database, made).by_state.values())
        if again:
            self.again.add(made)

    @rule(member=st.integers(1, MEMBERS), where=st.sampled_from([0, 1]))
    def leave(self, member, where):
        """A member says goodbye to a list: from the commit on, nothing is sent by it."""
        with self.database.write() as db:
            from_ = self.lists[where]
            members.unsubscribe(db, MemberId(member), from_, evidence="a test", now=self.now)
            planning.skip_member(db, member, from_, reason="unsubscribed", now=self.now)
        self.left.add((member, from_))

    @precondition(lambda self: self.planned)
    @rule(verb=st.sampled_from(["pause", "resume", "cancel", "resolve"]), data=st.data())
    def command(self, verb, data):
        """Somebody stops a campaign, lets it go on, or takes up what was set aside."""
        number = data.draw(st.sampled_from(sorted(self.planned)))
        try:
            getattr(campaigns, verb)(self.database, number, now=self.now)
        except RuleError:
            return
        if verb in ("pause", "cancel"):
            self.stopped.add(number)
        elif verb == "resume":
            self.stopped.discard(number)

    # -- what machines do

    @rule()
    def tick(self):
        """The beat ticks."""
        ticks.tick(self.database, now=self.now, is_dead=lambda _: False)

    @rule(minutes=st.sampled_from([6, 12, 60]))
    def wait(self, minutes):
        """Time passes: leases end, retries come due."""
        self.now += timedelta(minutes=minutes)

    @rule()
    def freeze(self):
        """A worker freezes with its work in hand; its lease ends, and another takes that up."""
        self.lease(MEMBERS)
        self.wait(12)
        self.lease(MEMBERS)

    @rule(at_most=st.integers(1, MEMBERS))
    def lease(self, at_most):
        """A worker asks for work."""
        with self.database.write() as db:
            lease = ledger.lease_chunk(db, worker=f"w{len(self.workers)}", now=self.now)
            rows = ledger.rows_of(db, lease, at_most=at_most) if lease else []
        if lease:
            self.workers.append(Worker(lease, rows))

    @precondition(lambda self: any(worker.rows for worker in self.workers))
    @rule(data=st.data(), is_swallowed=st.booleans())
    def permit(self, data, is_swallowed):
        """A worker, awake or thawed after any time, asks for permits; those it gets lead to a dot."""
        worker = data.draw(st.sampled_from([worker for worker in self.workers if worker.rows]))
        rows = worker.rows[: data.draw(st.integers(1, len(worker.rows)))]
        ready = [(row.delivery_id, worker.lease) for row in rows]
        with self.database.write() as db:
            permitted = ledger.commit_group(db, [], ready, now=self.now)
        if is_swallowed:  # nobody heard the answer: the same group again
            with self.database.write() as db:
                permitted = ledger.commit_group(db, [], ready, now=self.now, is_repeated=True)
        for row in rows:
            worker.rows.remove(row)
            if row.delivery_id in permitted:
                self.say_the_dot(worker, row, data.draw(st.sampled_from(ANSWERS)))

    def say_the_dot(self, worker, row, answer):
        """Send a mail that may be sent; the relay takes it, or not."""
        number = worker.lease.occasion_id
        assert number not in self.stopped, "a mail began after its campaign was stopped"
        assert (row.member_id, row.list_id) not in self.left, "a mail began after goodbye"
        worker.permitted[row.delivery_id], worker.said[row.delivery_id] = row, answer
        if answer is Outcome.ACCEPTED:
            self.taken[row.member_id, number if number in self.again else 0] += 1

    @precondition(lambda self: any(worker.permitted for worker in self.workers))
    @rule(data=st.data())
    def hear(self, data):
        """A worker hears of a dot, soon or late, and writes it down; or loses the connection."""
        worker = data.draw(st.sampled_from([worker for worker in self.workers if worker.permitted]))
        id_ = data.draw(st.sampled_from(sorted(worker.permitted)))
        row = worker.permitted.pop(id_)
        outcome = Outcome.UNKNOWN if data.draw(st.booleans()) else worker.said[id_]
        self.write_down(row, outcome, is_permitted=True)

    @precondition(lambda self: any(worker.rows for worker in self.workers))
    @rule(data=st.data(), outcome=st.sampled_from([Outcome.DEFERRED, Outcome.REFUSED]))
    def be_refused_before_the_dot(self, data, outcome):
        """The relay says 451 or 550 to a recipient, and the worker writes it down, soon or late."""
        worker = data.draw(st.sampled_from([worker for worker in self.workers if worker.rows]))
        row = worker.rows.pop(0)
        self.write_down(row, outcome, is_permitted=False)

    def write_down(self, row, outcome, *, is_permitted):
        """Write down what became of a mail."""
        receipt = Receipt(delivery_id=row.delivery_id, outcome=outcome, code=None)
        with self.database.write() as db:
            ledger.commit_group(db, [(receipt, row.attempt(is_permitted=is_permitted))], [], now=self.now)

    @precondition(lambda self: any(worker.rows for worker in self.workers))
    @rule(data=st.data())
    def fail_to_build(self, data):
        """A mail cannot be built, and is set aside."""
        worker = data.draw(st.sampled_from([worker for worker in self.workers if worker.rows]))
        row = worker.rows.pop(0)
        with self.database.write() as db:
            ledger.quarantine(db, row.delivery_id, reason="a test", now=self.now)

    @precondition(lambda self: self.workers)
    @rule(data=st.data(), dies=st.booleans())
    def end(self, data, dies):
        """A worker gives its lease back once it has nothing in hand; or dies, and says nothing."""
        worker = data.draw(st.sampled_from(self.workers))
        if not dies and worker.permitted:
            return
        self.workers.remove(worker)
        if not dies:
            with self.database.write() as db:
                ledger.give_back(db, worker.lease)

    # -- what must hold

    @invariant()
    def nobody_is_sent_an_edition_twice(self):
        """By all campaigns together, and once by each that was to send it again."""
        assert all(count <= 1 for count in self.taken.values()), self.taken

    @invariant()
    def the_sum_of_states_is_what_was_planned(self):
        """A row is never made, lost, or made twice later on."""
        for number, planned in self.planned.items():
            assert sum(campaigns.status(self.database, number).by_state.values()) == planned

    def come_to_the_end(self):
        """Nobody stops anything any more: every mail comes to an end, and every campaign."""
        for number in self.planned:
            if campaigns.status(self.database, number).campaign.state == "paused":
                campaigns.resume(self.database, number, now=self.now)
                self.stopped.discard(number)
        for _ in range(MOST_ATTEMPTS):
            self.now += timedelta(days=1)
            self.tick()
            while self._send_everything():
                self.nobody_is_sent_an_edition_twice()
            self.tick()
            if self._is_all_over():
                break
        for number in self.planned:
            status = campaigns.status(self.database, number)
            assert status.campaign.state in ("finished", "cancelled")
            assert {state for state, count in status.by_state.items() if count} <= ENDS, status.by_state
        self._everybody_owed_has_it()

    def _is_all_over(self):
        states = {campaigns.status(self.database, number).campaign.state for number in self.planned}
        return states <= {"finished", "cancelled"}

    def _send_everything(self):
        with self.database.write() as db:
            lease = ledger.lease_chunk(db, worker="last", now=self.now)
            rows = ledger.rows_of(db, lease) if lease else []
            permitted = ledger.commit_group(db, [], [(row.delivery_id, lease) for row in rows], now=self.now)
        worker = Worker(lease, []) if lease else None
        for row in rows:
            if row.delivery_id in permitted:
                self.say_the_dot(worker, row, Outcome.ACCEPTED)
                self.write_down(row, Outcome.ACCEPTED, is_permitted=True)
        if lease:
            with self.database.write() as db:
                ledger.give_back(db, lease)
        return bool(lease)

    def _everybody_owed_has_it(self):
        """Who was left out for another campaign's sake has it, may have it, was refused, or has left."""
        with self.database.read() as db:
            rows = db.execute(select(delivery)).all()
            subscribed = {(row.member_id, row.list_id) for row in rows} - self.left
        for row in rows:
            if row.had_in is None or row.state != "skipped" or (row.member_id, row.list_id) not in subscribed:
                continue
            others = [other for other in rows if other.member_id == row.member_id]
            cancelled = campaigns.status(self.database, row.occasion_id).campaign.state == "cancelled"
            assert cancelled or any(other.state in ENDS - {"skipped"} for other in others), row


def machine_on(template):
    """Return the machine, beginning with copies of a database."""
    return type("Machine", (Schedules,), {"template": template})


def run(template, *, examples, steps=30):
    """Run the machine."""
    examples *= int(os.environ.get("NEWSLETTER_SCHEDULES", "1"))
    budget = settings(
        max_examples=examples,
        stateful_step_count=steps,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
        print_blob=False,
    )
    run_state_machine_as_test(machine_on(template), settings=budget)
