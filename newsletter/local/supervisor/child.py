"""One running child: started in its own session, writing its own log, ended with all its family."""

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.log_tail import LogTail, last_lines, open_log
from newsletter.local.supervisor.process_tree import MARK_VARIABLE, Pause, end_process_tree, is_alive
from newsletter.local.supervisor.service import Service


@dataclass(frozen=True, slots=True)
class Child:
    """A program that we have started, and what we know of it."""

    service: Service
    process: psutil.Process
    mark: str
    tail: LogTail
    started_at_bytes: int
    _popen: "subprocess.Popen[bytes]"

    @classmethod
    def start(cls, service: Service, *, token: str, log_path: Path) -> "Child":
        """Start the program in a session of its own, so that Ctrl-C in the terminal reaches us alone.

        Raises:
            UnavailableError: it cannot be executed, or its log cannot be written.
        """
        mark = f"{token}/{service.name}/"
        log = _open_log(service, log_path)
        try:
            size_bytes = os.fstat(log).st_size
            popen = _spawn(service, mark, log)
        finally:
            os.close(log)
        tail = LogTail(log_path, size_bytes)
        return cls(service, psutil.Process(popen.pid), mark, tail, size_bytes, popen)

    def has_ended(self) -> bool:
        """Return True when the program itself has ended, though its children may go on.

        It stays a zombie until `end`, so that its pid keeps proving which session is ours.
        """
        return not is_alive(self.process)

    def end(self, pause: Pause) -> set[psutil.Process]:
        """End the program and all that it started; return who could not be ended (see `end_process_tree`)."""
        remaining = end_process_tree(
            self.process,
            mark=self.mark,
            stop_signal=self.service.stop_signal,
            grace_s=self.service.grace_s,
            pause=pause,
        )
        if self.has_ended():
            self._popen.wait()
        return remaining

    def exit_description(self) -> str:
        """Return how the program ended and what it said last, as text for a person.

        To be asked after `end`.
        """
        last_output = last_lines(self.tail.path, since_bytes=self.started_at_bytes)
        shown_output = "".join(f"\n    {line}" for line in last_output) or "\n    (it said nothing)"
        return f"{_exit_phrase(self._popen.returncode)}. The end of {self.tail.path}:{shown_output}"


def _open_log(service: Service, log_path: Path) -> int:
    try:
        return open_log(log_path)
    except OSError as error:
        raise UnavailableError(
            f"{service.name} cannot be started: its log {log_path} cannot be written ({error.strerror}). "
            "Make its directory one that this user may write to."
        ) from None


def _spawn(service: Service, mark: str, log: int) -> "subprocess.Popen[bytes]":
    # PYTHONUNBUFFERED: a Python child shows its lines when it prints them, not 8 KiB later.
    env = {"PYTHONUNBUFFERED": "1", **os.environ, **service.env, MARK_VARIABLE: mark}
    try:
        return subprocess.Popen(  # noqa: S603 - argv is ours, and no shell reads it
            service.argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, start_new_session=True
        )
    except OSError as error:
        raise UnavailableError(
            f"{service.name} cannot be started: {service.argv[0]}: {error.strerror}. "
            "Install this package again, or run that program by hand to see why."
        ) from None


def _exit_phrase(returncode: int | None) -> str:
    if returncode is None:
        return "it did not end"
    if returncode >= 0:
        return f"it ended with exit code {returncode}"
    try:
        return f"it was ended by {signal.Signals(-returncode).name}"
    except ValueError:  # a real-time signal has no name
        return f"it was ended by signal {-returncode}"
