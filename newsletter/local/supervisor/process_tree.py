"""A child and everything that it has started: who they are, and how they end.

    leader ──▶ living_processes() ──▶ end_process_tree(): ask, wait, insist

Two proofs of belonging count. A process that carries our mark in its environment is ours, wherever it
went: environments are inherited, also by a grandchild that outlived its parent or made its own
session. A process in the session of a child is ours while that child itself is there, perhaps as a
zombie, with the start time we know: as long as it has the pid, nobody else can have the session.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import psutil

MARK_VARIABLE = "NEWSLETTER_UP_MARK"
# The kernel counts start times in 1/100 s, and rounding may go either way. No more than that: where
# the clock has been set since, and every start time with it, the mark still tells who is ours.
_TOLERANCE_S = 0.05
# Grandchildren whose parent has ended have nothing left to work for.
_ORPHAN_GRACE_S = 2.0
# SIGKILL acts at once, except on a process that sits in an uninterruptible system call.
_KILL_WITHIN_S = 10.0

Pause = Callable[[], bool]
"""Wait a moment (and do what else is due); True when there is a hurry."""


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """A process, told apart from all that had or will have the same pid by when it started."""

    pid: int
    created_at_s: float

    @classmethod
    def of(cls, process: psutil.Process) -> "ProcessIdentity":
        """Return what to write down about a process that exists, be it a zombie."""
        return cls(process.pid, process.create_time())

    def find(self) -> psutil.Process | None:
        """Return the process if it is still this one and the same user's, be it a zombie."""
        try:
            process = psutil.Process(self.pid)
            is_same = abs(process.create_time() - self.created_at_s) <= _TOLERANCE_S
            return process if is_same and process.uids().real == os.getuid() else None
        except psutil.Error:
            return None


def is_alive(process: psutil.Process) -> bool:
    """Return True when the process still does something: a zombie does not."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.is_running()
    except psutil.NoSuchProcess:
        return False


def living_processes(leader: psutil.Process | None, *, mark: str) -> set[psutil.Process]:
    """Return the living processes of a family: its leader, its descendants, whoever carries its mark.

    Never this process or one that it descends from. `leader` is None where only the mark is known.
    """
    running_leader = leader if leader and leader.is_running() else None
    spared_pids = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    processes = {
        process
        for process in psutil.process_iter()
        if _carries_mark(process, mark) or (running_leader and _session_of(process) == running_leader.pid)
    }
    if running_leader:
        processes |= {running_leader, *_descendants(running_leader)}
    return {process for process in processes if process.pid not in spared_pids and is_alive(process)}


def _carries_mark(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get(MARK_VARIABLE, "").startswith(mark)
    except (psutil.Error, OSError):  # another user's, or just ended
        return False


def _session_of(process: psutil.Process) -> int | None:
    session = None
    with suppress(OSError):  # just ended, or macOS does not tell
        session = os.getsid(process.pid)
    return session


def _descendants(leader: psutil.Process) -> list[psutil.Process]:
    descendants: list[psutil.Process] = []
    with suppress(psutil.Error):  # just ended
        descendants = leader.children(recursive=True)
    return descendants


def end_process_tree(
    leader: psutil.Process | None, *, mark: str, stop_signal: signal.Signals, grace_s: float, pause: Pause
) -> set[psutil.Process]:
    """End a family and return who could not be ended: nobody, short of a broken disk or driver.

    The leader alone gets its signal and time to end the others in order, as Celery does with its
    pool. Who is left when it has ended is asked too, and then killed, again and again until nobody
    is found: a fork may have happened between two looks.
    """
    known_processes = living_processes(leader, mark=mark)
    if leader:
        _signal([leader], stop_signal)
        _wait_for([leader], grace_s, pause)
    if not (leader and is_alive(leader)):
        _signal(known_processes, signal.SIGTERM)
        _wait_for(known_processes, min(grace_s, _ORPHAN_GRACE_S), pause)
    return _kill_all(leader, mark=mark, known=known_processes)


def _kill_all(leader: psutil.Process | None, *, mark: str, known: set[psutil.Process]) -> set[psutil.Process]:
    latest_s = time.monotonic() + _KILL_WITHIN_S
    while remaining := {process for process in known if is_alive(process)} | living_processes(
        leader, mark=mark
    ):
        if time.monotonic() > latest_s:
            return remaining
        _signal(remaining, signal.SIGKILL)
        _wait_for(remaining, 0.5, _short_pause)
    return set()


def _short_pause() -> bool:
    time.sleep(0.01)
    return False


def _signal(processes: Iterable[psutil.Process], number: signal.Signals) -> None:
    """Send a signal to those that are still who they were: psutil compares the start time first."""
    for process in processes:
        with suppress(psutil.Error):  # it has ended, which is what we want, or we may not
            process.send_signal(number)


def _wait_for(processes: Iterable[psutil.Process], within_s: float, pause: Pause) -> None:
    """Return when all have ended, the time is over, or there is a hurry."""
    latest_s = time.monotonic() + within_s
    while any(is_alive(process) for process in processes) and time.monotonic() < latest_s:
        if pause():
            return
