"""All services of `newsletter up`: started in order, kept running, stopped in reverse order."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.run_directory import RunDirectory, end_leftovers
from newsletter.local.supervisor.service import Patience, Service, ServiceEvent, ServiceEventKind
from newsletter.local.supervisor.stop_requests import StopRequests
from newsletter.local.supervisor.supervised import Watch


class Supervisor:
    """Keeps services running until it is asked to stop, and leaves nobody behind.

    A service that fails while everything is first being started stops everything: that is a mistake
    in the set-up, which trying again does not mend. One that dies later is started again, with
    pauses (see `Patience`), while the others go on: each of them can wait for a broker or a web
    server to come back.
    """

    def __init__(
        self,
        services: Sequence[Service],
        *,
        run_dir: Path,
        log_dir: Path,
        on_event: Callable[[ServiceEvent], None],
        patience: Patience = Patience(),  # noqa: B008 - frozen, so sharing one is safe
    ) -> None:
        self._run_dir, self._on_event, self._patience = run_dir, on_event, patience
        self._watches = [
            Watch(
                service=service,
                log_path=log_dir / f"{service.name}.log",
                patience=patience,
                on_event=self._tell,
            )
            for service in services
        ]
        self._requests = StopRequests()
        self._run: RunDirectory | None = None

    def run(self) -> int:
        """Start everything, keep it running until a signal asks to stop, stop it; return the exit code.

        0 after a clean stop, 1 when a process could not be ended. Must be called in the main thread.

        Raises:
            UnavailableError: a service did not come up (then all are stopped), or another
                `newsletter up` runs in this directory.
        """
        with self._requests.catch_signals():
            try:
                self.start()
                while not self._requests.is_asked:
                    self.keep_up()
                    self._pause()
            finally:
                is_clean = self.stop()
        return 0 if is_clean else 1

    def start(self) -> None:
        """End what a killed `up` left here, then start the services; return when all are ready.

        Raises:
            UnavailableError: as `run` does; nothing of it is left running.
        """
        self._run = RunDirectory.claim(self._run_dir)
        try:
            end_leftovers(self._run_dir, tell=self._tell_leftover, pause=self._pause)
            self._run.record([])  # the mark is on disk before anybody carries it
            for watch in self._watches:
                self._launch(watch, self._run)
                if not watch.service.lets_others_start:
                    self._await_ready(watch)
            for watch in self._watches:
                self._await_ready(watch)
        except BaseException:
            self.stop()
            raise

    def _launch(self, watch: Watch, run: RunDirectory) -> None:
        """Start one service, unless we are asked to stop."""
        if not self._requests.is_asked:
            watch.launch(run.token)
            self._record(run)

    def _await_ready(self, watch: Watch) -> None:
        """Wait until a service is ready, or we are asked to stop, or any service has failed."""
        while not self._requests.is_asked and not watch.is_ready():
            self._pause()
            self._refuse_failures()
        self._refuse_failures()

    def _refuse_failures(self) -> None:
        for watch in self._watches:
            if why := watch.failure(self._pause):
                raise UnavailableError(f"{watch.service.name} did not start: {why}")

    def keep_up(self) -> None:
        """Look after every service once: start again what has died and whose pause is over."""
        if self._run is None:
            return
        restarts = [watch.keep_up(self._run.token, self._pause) for watch in self._watches]
        if any(restarts):
            self._record(self._run)

    def stop(self) -> bool:
        """Stop everything, last started first; return True when nobody is left.

        May be called again: after a clean stop that does nothing, otherwise it tries once more. The
        directory stays ours and the record stays in it as long as somebody is left.
        """
        if self._run is None:
            return True
        remaining = [process for watch in reversed(self._watches) for process in watch.end(self._pause)]
        if remaining:
            return False
        self._run.release()
        self._run = None
        for watch in reversed(self._watches):
            watch.service.after()
        return True

    def _record(self, run: RunDirectory) -> None:
        run.record(watch.child for watch in self._watches if watch.child)

    def _pause(self) -> bool:
        """Pass on what the children say, wait a moment, and return True when there is a hurry."""
        for watch in self._watches:
            watch.show_output()
        time.sleep(self._patience.look_every_s)
        return self._requests.is_hurried

    def _tell_leftover(self, name: str, text: str) -> None:
        self._tell(ServiceEvent(ServiceEventKind.LEFTOVER, name, text))

    def _tell(self, event: ServiceEvent) -> None:
        with suppress(OSError):  # a terminal that was closed must not keep children from being ended
            self._on_event(event)
