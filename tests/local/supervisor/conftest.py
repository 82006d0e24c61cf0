"""A stage for the tests of `newsletter up`: small programs, a supervisor of them, and what it told."""

import sys
from contextlib import contextmanager

import psutil
import pytest

from newsletter.local.supervisor.process_tree import is_alive
from newsletter.local.supervisor.service import Patience, Service, ServiceEventKind
from newsletter.local.supervisor.supervisor import Supervisor
from servers.file_probe import FileProbe
from servers.waiting import FOR_EVER_S, until

QUICK = Patience(
    ready_within_s=FOR_EVER_S, settle_s=0.1, first_pause_s=0.05, steady_s=FOR_EVER_S, look_every_s=0.01
)

# Makes the file in argv[1], with its pid, when it is ready; ends on SIGTERM as Python does.
WAITS = """
import os, pathlib, signal, sys
unfinished = pathlib.Path(sys.argv[1] + ".new")
unfinished.write_text(str(os.getpid()))
unfinished.rename(sys.argv[1])
signal.pause()
"""
# The same, and nothing short of SIGKILL ends it.
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WAITS
# Starts a child of its own, which ignores SIGTERM, and one that has left the session.
PARENT = f"""
import pathlib, subprocess, sys, time
for name, apart in (("near", False), ("far", True)):
    argv = [sys.executable, "-c", {STUBBORN!r}, sys.argv[1] + "." + name]
    subprocess.Popen(argv, start_new_session=apart)
    while not pathlib.Path(argv[-1]).exists():
        time.sleep(0.01)
"""


class Stage:
    """A directory with programs in it, what was told about them, and a supervisor of our choice."""

    WAITS, STUBBORN, PARENT, QUICK = WAITS, STUBBORN, PARENT, QUICK

    def __init__(self, path):
        self.path, self.events, self.services, self.started = path, [], [], []

    def add(self, name, program=WAITS, **more):
        """Add a service whose program gets the path of a file to make as its argument."""
        argv = (sys.executable, "-c", program, str(self.path / name))
        more = {"ready": FileProbe(self.path / name), "grace_s": FOR_EVER_S, **more}
        self.services.append(Service(name=name, argv=argv, **more))

    def supervisor(self, patience=QUICK, on_event=None):
        """Return a supervisor of all that was added."""
        up = Supervisor(
            self.services,
            run_dir=self.path / "run",
            log_dir=self.path / "log",
            on_event=on_event or self.events.append,
            patience=patience,
        )
        self.started.append(up)
        return up

    def told(self, *kinds):
        """Return (kind, service) of the events of some kinds, in their order."""
        return [(event.kind, event.service) for event in self.events if event.kind in kinds]

    def said(self, name):
        """Return the lines of output that were passed on for a service."""
        return [e.text for e in self.events if e.kind is ServiceEventKind.LINE and e.service == name]

    def is_alive(self, name):
        """Return whether the process that made the file of that name still lives."""
        try:
            return is_alive(self.process(name))
        except psutil.NoSuchProcess:
            return False

    def end(self, name, number):
        """Send a signal to the process that made the file of that name, and see it end."""
        self.process(name).send_signal(number)
        until(lambda: not self.is_alive(name))

    def process(self, name):
        """Return the process that made the file of that name."""
        return psutil.Process(int((self.path / name).read_text()))


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """A stage whose programs are all ended at the end, whatever the test does."""
    monkeypatch.setattr(
        "newsletter.local.supervisor.process_tree._ORPHAN_GRACE_S", 0.05
    )  # the stubborn need it all
    stage = Stage(tmp_path)
    yield stage
    for up in stage.started:
        up.stop()
    left = [p for p in psutil.process_iter() if _mentions(p, str(tmp_path))]
    for process in left:
        process.kill()
    assert left == []


@pytest.fixture
def cannot_kill(monkeypatch):
    """Return a block in which no signal arrives: a test cannot make a process that survives SIGKILL."""

    @contextmanager
    def block():
        """Keep signals back until its end."""
        with monkeypatch.context() as patched:
            patched.setattr("newsletter.local.supervisor.process_tree._KILL_WITHIN_S", 0.05)
            patched.setattr(psutil.Process, "send_signal", lambda *_: None)
            yield

    return block


def _mentions(process, text):
    """Return whether a living process has a text in its command line."""
    try:
        return any(text in word for word in process.cmdline()) and is_alive(process)
    except psutil.Error:
        return False
