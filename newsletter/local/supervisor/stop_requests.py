"""Signals that ask to stop: Ctrl-C, `kill`, a closed terminal. A second Ctrl-C asks to hurry."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StopRequests:
    """What the signals have asked for so far. Handlers only note it: nothing is interrupted half way."""

    def __init__(self) -> None:
        self.is_asked = False
        self.is_hurried = False

    def note(self, number: int, _frame: FrameType | None = None) -> None:
        """Note one signal. Only Ctrl-C hurries: a service manager may well send TERM and HUP together."""
        self.is_hurried = self.is_hurried or (self.is_asked and number == signal.SIGINT)
        self.is_asked = True

    @contextmanager
    def catch_signals(self) -> Iterator[None]:
        """Catch SIGINT, SIGTERM and SIGHUP in this block; SIGHUP stays ignored under `nohup`.

        SIGCHLD gets its default back: some launchers ignore it, then no exit code can be learnt, and
        our children, which inherit that, could not learn those of theirs.
        """
        signal_numbers = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal_numbers.append(signal.SIGHUP)
        handlers_before = {number: signal.signal(number, self.note) for number in signal_numbers}
        handlers_before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            yield
        finally:
            for number, handler_before in handlers_before.items():
                signal.signal(number, handler_before)
