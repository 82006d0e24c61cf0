"""One service over time: its present child, whether that is ready, and when to try again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.child import Child
from newsletter.local.supervisor.process_tree import Pause
from newsletter.local.supervisor.service import Patience, Service, ServiceEvent, ServiceEventKind

_LAST_LOOKS_COUNT = 16


@dataclass(slots=True, kw_only=True)
class Watch:
    """A service that is to be kept running.

    A child that dies unexpectedly, whatever its exit code, is started again after a pause that
    doubles with each failure in a row; so is one that does not become ready in time.
    """

    service: Service
    log_path: Path
    patience: Patience
    on_event: Callable[[ServiceEvent], None]
    child: Child | None = field(default=None, init=False)
    _is_ready: bool = field(default=False, init=False)
    _launched_at_s: float = field(default=0.0, init=False)
    _restart_at_s: float = field(default=0.0, init=False)
    _failure_count: int = field(default=0, init=False)

    def launch(self, token: str) -> None:
        """Start the program.

        Raises:
            UnavailableError: `before` refuses, or the program cannot be executed.
        """
        self.service.before()
        if self.service.ready:
            self.service.ready.reset()
        self._tell(ServiceEventKind.STARTING, "starting")
        self.child = Child.start(self.service, token=token, log_path=self.log_path)
        self._is_ready, self._launched_at_s = False, time.monotonic()

    def is_ready(self) -> bool:
        """Return True once the child answers its probe, or has settled where there is none."""
        if not self._is_ready and self._is_answering():
            self._is_ready = True
            self._tell(ServiceEventKind.READY, "ready")
        return self._is_ready

    def _is_answering(self) -> bool:
        if self.service.ready:
            return self.service.ready.is_answered()
        return self._age_s() >= self.patience.settle_s

    def _age_s(self) -> float:
        return time.monotonic() - self._launched_at_s

    def failure(self, pause: Pause) -> str | None:
        """Return why the child is of no use, after ending what is left of it; None when all is well."""
        if self.child is None:
            return None
        if self.child.has_ended():
            return self._end_failed(self.child, "", pause)
        if not self.is_ready() and self._age_s() > self.patience.ready_within_s:
            late_text = f"it was not ready within {self.patience.ready_within_s:g} s ({self.service.ready}); "
            return self._end_failed(self.child, late_text, pause)
        return None

    def _end_failed(self, child: Child, prefix: str, pause: Pause) -> str:
        if not child.end(pause):
            self.show_output(last=True)
            self.child = None  # otherwise it stays, so that no second one is started beside it
        return prefix + child.exit_description()

    def keep_up(self, token: str, pause: Pause) -> bool:
        """Look after the service once; return True when it was started again."""
        if self.child and self._age_s() > self.patience.steady_s:
            self._failure_count = 0
        if why := self.failure(pause):
            self._plan_restart(why)
        if self.child or time.monotonic() < self._restart_at_s:
            return False
        try:
            self.launch(token)
        except UnavailableError as error:
            self._plan_restart(str(error))
        return self.child is not None

    def _plan_restart(self, why: str) -> None:
        self._failure_count += 1
        pause_s = self.patience.pause_s(self._failure_count)
        self._restart_at_s = time.monotonic() + pause_s
        self._tell(ServiceEventKind.DIED, why)
        self._tell(ServiceEventKind.RESTARTING, f"starting again in {pause_s:g} s")

    def show_output(self, *, last: bool = False) -> None:
        """Pass on what the child has said since the last time.

        With `last` also what a single look would leave for the next one, and a line without an end. Of
        a child that has flooded its log the end may be missing here; it is in the log.
        """
        for looks_left in reversed(range(_LAST_LOOKS_COUNT if last else 1)):
            for line in self.child.tail.lines(last=last and not looks_left) if self.child else ():
                self._tell(ServiceEventKind.LINE, line)

    def end(self, pause: Pause) -> set[psutil.Process]:
        """End the child and its family for good; return who could not be ended."""
        if self.child is None:
            return set()
        self._tell(ServiceEventKind.STOPPING, "stopping")
        remaining = self.child.end(pause)
        self.show_output(last=True)
        if remaining:
            pids = ", ".join(str(process.pid) for process in remaining)
            self._tell(ServiceEventKind.STUCK, f"cannot be ended (pid {pids})")
        else:
            self.child = None
            self._tell(ServiceEventKind.STOPPED, "stopped")
        return remaining

    def _tell(self, kind: ServiceEventKind, text: str) -> None:
        self.on_event(ServiceEvent(kind, self.service.name, text))
