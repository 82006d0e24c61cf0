"""One program of the embedded default, what is told about it, and how patient we are with it."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Probe(Protocol):
    """A question whose answer is yes once a program does its work. Its text names what is asked."""

    def reset(self) -> None:
        """Forget what an earlier run left, so that only the new one can answer."""

    def is_answered(self) -> bool:
        """Return True when the program is ready. Never waits longer than a second."""


def do_nothing() -> None:
    """Do nothing: the default of a service's `before` and `after`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A program to keep running. `env` is added to the environment that we have ourselves.

    `before` runs before every start and may refuse it with an UnavailableError; `after` runs once the
    program has been stopped for good. Without `ready` a program counts as ready when it goes on running.
    What comes later is started only once a program is ready, unless it `lets_others_start` at once.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    ready: Probe | None = None
    lets_others_start: bool = False
    stop_signal: signal.Signals = signal.SIGTERM
    grace_s: float = 10.0
    before: Callable[[], None] = do_nothing
    after: Callable[[], None] = do_nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a program, and between attempts to start it again.

    The pause doubles with each failure (1, 2, 4 … 30 s) and is forgotten once a program has run for
    `steady_s`. There is no last attempt: a broker that comes back after an hour is worth having. A
    program without a probe counts as ready when it has lived for `settle_s`. What cannot start mostly ends
    at once: `ready_within_s` is long for machines on which two seconds of work take minutes.
    """

    ready_within_s: float = 300.0
    settle_s: float = 0.5
    first_pause_s: float = 1.0
    longest_pause_s: float = 30.0
    steady_s: float = 60.0
    look_every_s: float = 0.1

    def pause_s(self, failure_count: int) -> float:
        """Return how long to wait after that many failures in a row, 1 or more.

        >>> [Patience().pause_s(count) for count in (1, 2, 3, 6, 5000)]
        [1.0, 2.0, 4.0, 30.0, 30.0]
        """
        doublings = min(failure_count - 1, 32)  # 2.0**1024 overflows, and 32 are beyond any limit
        return min(self.longest_pause_s, self.first_pause_s * 2.0**doublings)


class ServiceEventKind(StrEnum):
    """What can happen to a service."""

    LEFTOVER = "leftover"
    STARTING = "starting"
    READY = "ready"
    LINE = "line"
    DIED = "died"
    RESTARTING = "restarting"
    STOPPING = "stopping"
    STOPPED = "stopped"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class ServiceEvent:
    """One thing that happened to a service: its own line of output, or a sentence about it."""

    kind: ServiceEventKind
    service: str
    text: str
