"""The faults, one function each: it does its worst to a laboratory, and returns the verdict.

Each is told the sentence that it shows, on which databases it makes sense, and how the laboratory is set up.
"""

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from benchmarks.faults.laboratory import CONNECTIONS, LATER, PROCESSES, Laboratory, Verdict

BOTH = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Scenario:
    """A fault."""

    name: str
    sentence: str
    run: Callable[[Laboratory, random.Random], Verdict]
    databases: tuple[str, ...] = BOTH
    lab: dict[str, Any] = field(default_factory=dict)
    is_long: bool = False
    """Not in the short form."""
    must_fail: str = ""
    """A negative control: the figure that must not be 0, for a guard is off."""


def kills(lab: Laboratory, dice: random.Random) -> Verdict:
    """Kill something again and again while a campaign runs."""
    number = lab.send()
    roles = ["worker process", "worker", "broker", "beat", "up", *(["database"] if lab.cluster else [])]
    lab.behave(dot_s=0.2)
    lab.wait_for_mails(1)
    dice.shuffle(roles)
    for role in roles * lab.rounds:
        time.sleep(dice.uniform(0.1, 0.5))
        lab.kill(role)
    lab.behave()
    by_state = lab.wait_until_over(number)
    lab.remarks.append(f"killed {dict(lab.killed)}")
    return lab.verdict(by_state, unknown_bound=lab.bound())


def frozen(lab: Laboratory, dice: random.Random) -> Verdict:
    """Freeze worker processes for longer than their leases last, and thaw them into late 250s and 451s."""
    lab.behave(grey_rcpt=1, rcpt_s=1.0, dot_s=3.0)
    number = lab.send()
    lab.wait_for_status(number, lambda status: len(status["workers"]) == PROCESSES)
    with lab.freezing(dice):  # it hears 451 for what the other is just submitting when it thaws
        lab.wait_for_status(number, lambda status: status["by_state"]["submitting"] > 0)
    lab.behave(grey_dot=3, dot_s=0.5)
    lab.wait_for_mails(5)
    with lab.freezing(dice):  # it hears 250 and 451 for what nobody waits for any more
        time.sleep(6.5)
    lab.behave()
    by_state = lab.wait_until_over(number)
    lab.remarks.append(f"frozen for longer than a lease: {lab.killed['worker process']} times")
    return lab.verdict(by_state, unknown_bound=lab.bound())


def greylisting(lab: Laboratory, dice: random.Random) -> Verdict:
    """Put off every other mail, and let members leave before the next attempt."""
    lab.behave(grey_dot=2)
    number = lab.send()
    lab.wait_for_mails(lab.member_count // 10, answer=LATER)
    leaving = [line for line in lab.log() if line["answer"] == LATER]
    for line in dice.sample(leaving, min(len(leaving), 40)):
        lab.say_goodbye(line)
    by_state = lab.wait_until_over(number)
    lab.remarks.append(f"{len(lab.goodbyes)} said goodbye while they were deferred")
    return lab.verdict(by_state)


def stopping(lab: Laboratory, dice: random.Random) -> Verdict:
    """Pause, go on, and cancel in a slow send: no mail begins after the command has returned."""
    del dice
    lab.behave(dot_s=0.2)
    number = lab.send()
    lab.wait_for_mails(5)
    lab.run("campaign", "pause", str(number))
    begun = _begun_after(lab, time.time())
    lab.run("campaign", "resume", str(number))
    lab.wait_for_mails(len(lab.taken()) + 10)
    lab.run("campaign", "cancel", str(number))
    begun = max(begun, _begun_after(lab, time.time()))
    by_state = lab.wait_until_over(number)
    lab.remarks.append(f"dots after pause or cancel had returned: {begun}")
    verdict = lab.verdict(by_state)
    verdict.after_goodbye += begun
    return verdict


def _begun_after(lab: Laboratory, moment: float) -> int:
    """Return how many dots came after a moment; one that was permitted before may take its time to travel."""
    time.sleep(2.5)
    return sum(line["dot_at"] > moment + 0.5 for line in lab.log())


def clock_steps(lab: Laboratory, dice: random.Random) -> Verdict:
    """Set the clock two hours forward and back while a campaign runs."""
    del dice
    number = lab.send()
    lab.behave(dot_s=0.02)
    for hours in ("2", "-2", "0"):
        lab.wait_for_mails(len(lab.taken()) + lab.member_count // 8)
        (lab.work / "clock").write_text(hours, encoding="ascii")
    by_state = lab.wait_until_over(number)
    return lab.verdict(by_state)


def restart(lab: Laboratory, dice: random.Random) -> Verdict:
    """Restart the database in the middle."""
    del dice
    number = lab.send()
    lab.behave(dot_s=0.02)
    assert lab.cluster is not None
    for _ in range(3):
        lab.wait_for_mails(len(lab.taken()) + lab.member_count // 10)
        lab.cluster.end(signal.SIGINT)
        time.sleep(1.0)
        lab.cluster.start()
    by_state = lab.wait_until_over(number)
    return lab.verdict(by_state)


def swallowed(lab: Laboratory, dice: random.Random) -> Verdict:
    """Swallow the answers to commits: they were made, and nobody knows."""
    del dice
    number = lab.send()
    lab.behave(dot_s=0.02)
    for _ in range(4):
        lab.wait_for_mails(len(lab.taken()) + lab.member_count // 10)
        (lab.work / "proxy/swallow").write_text("3", encoding="ascii")
    by_state = lab.wait_until_over(number)
    lab.remarks.append("the answers to 12 commits were swallowed")
    return lab.verdict(by_state, unknown_bound=CONNECTIONS * PROCESSES)


def twice_asked(lab: Laboratory, dice: random.Random) -> Verdict:
    """Send the same edition by two campaigns at once."""
    del dice
    first, second = lab.send(), lab.send()
    by_state = lab.wait_until_over(first)
    others = lab.wait_until_over(second)
    lab.remarks.append(f"the second campaign left out {others['skipped']}")
    return lab.verdict(by_state)


def fairness(lab: Laboratory, dice: random.Random) -> Verdict:
    """Send to five, and to one later, beside a campaign to everybody, at a relay of one second a mail."""
    del dice
    lab.behave(dot_s=1.0)
    everybody = lab.send()
    lab.wait_for_mails(10)
    began = time.time()
    lab.send_to("few", [lab.member_count + number for number in range(5)])
    few_s = _last_dot(lab, lab.member_count, 5) - began
    due = time.time() + 10
    at = datetime.fromtimestamp(due, UTC).isoformat()
    lab.send_to("later", [lab.member_count + 5], "--at", at)
    late_s = _last_dot(lab, lab.member_count + 5, 1) - due
    lab.run("campaign", "cancel", str(everybody))
    lab.remarks.append(f"a campaign of 5 beside one of {lab.member_count}: all taken after {few_s:.1f} s")
    lab.remarks.append(f"a scheduled one left {late_s:.1f} s after its time")
    return lab.verdict(lab.wait_until_over(everybody))


def _last_dot(lab: Laboratory, first: int, count: int) -> float:
    """Return when the last dot came of so many mails to members from that number on, once all have come."""
    addresses = {f"m{first + number}@few.example" for number in range(count)}
    while True:
        dots = [line["dot_at"] for line in lab.taken() if line["to"] in addresses]
        if len(dots) >= count:
            return max(dots)
        time.sleep(0.2)


def no_commit(lab: Laboratory, dice: random.Random) -> Verdict:
    """The control for the commit before the dot: kill workers while nothing says what they have sent."""
    del dice
    lab.behave(dot_s=0.05)
    number = lab.send()
    lab.wait_for_mails(20)
    lab.kill("worker process")
    lab.wait_for_mails(len(lab.taken()) + 30)
    lab.run("campaign", "pause", str(number))
    return lab.verdict(lab.run("campaign", "status", str(number))["by_state"], unknown_bound=10_000)


def no_attempts(lab: Laboratory, dice: random.Random) -> Verdict:
    """The control for the fence of outcomes: as `frozen`, and a late 451 defers what another has sent."""
    verdict = frozen(lab, dice)
    verdict.sums_up = True
    return verdict


def goodbye_unheard(lab: Laboratory, dice: random.Random) -> Verdict:
    """The rows are not told of a goodbye; the permit asks the subscription, or, in the control, does not."""
    return greylisting(lab, dice)


SHORT_LEASE = {"lease_s": 4.0}
FREEZING = {"lease_s": 4.0, "waits_s": [8.0] * 11}
PUT_OFF = {"waits_s": [3.0] * 11}
SCENARIOS = (
    Scenario("kills", "Processes of every kind are killed.", kills, lab=SHORT_LEASE),
    Scenario("frozen", "A worker is frozen and thaws into late 250s and 451s.", frozen, lab=FREEZING),
    Scenario("greylisting", "Members leave between a 451 and the next attempt.", greylisting, lab=PUT_OFF),
    Scenario("stopping", "A slow campaign is paused, resumed and cancelled.", stopping),
    Scenario("clock", "The clock is set two hours forward and back.", clock_steps, lab={"clock": "clock"}),
    Scenario("one edition", "Two campaigns of one edition are sent at once.", twice_asked),
    Scenario(
        "goodbye unheard",
        "The rows are not told of a goodbye; the permit asks.",
        goodbye_unheard,
        lab={**PUT_OFF, "without": ["rows"]},
    ),
    Scenario("fairness", "Small campaigns beside a large one at a slow relay.", fairness, is_long=True),
    Scenario("restart", "The database is restarted.", restart, databases=("postgresql",)),
    Scenario("swallowed", "The answers to commits are swallowed.", swallowed, databases=("postgresql",)),
    Scenario(
        "control: attempts",
        "Outcomes are guarded by state alone.",
        no_attempts,
        databases=("sqlite",),
        lab={**FREEZING, "without": ["attempts"]},
        must_fail="twice",
    ),
    Scenario(
        "control: commit",
        "The dot does not wait for the commit.",
        no_commit,
        databases=("sqlite",),
        lab={**SHORT_LEASE, "without": ["commit"]},
        must_fail="twice",
    ),
    Scenario(
        "control: subscription",
        "Nobody asks the subscription again.",
        goodbye_unheard,
        databases=("sqlite",),
        lab={**PUT_OFF, "without": ["subscription"]},
        must_fail="after_goodbye",
    ),
)
