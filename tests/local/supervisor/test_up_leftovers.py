"""What a killed `newsletter up` left behind is ended by the next one, and nobody else is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.process_tree import (
    MARK_VARIABLE,
    ProcessIdentity,
    is_alive,
    living_processes,
)
from newsletter.local.supervisor.run_directory import read_record
from newsletter.local.supervisor.service import Patience, Service, ServiceEventKind
from newsletter.local.supervisor.supervisor import Supervisor
from servers.file_probe import FileProbe

TESTS = str(Path(__file__).parents[2])
# A worker with a pool of one. The file with both pids appears when both are there.
WORKER = """
import os, pathlib, signal, subprocess, sys
pool = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
unfinished = pathlib.Path(sys.argv[1] + ".new")
unfinished.write_text(f"{os.getpid()} {pool.pid}")
unfinished.rename(sys.argv[1])
signal.pause()
"""
# `newsletter up` with that worker, as a program of its own: it prints what happens.
UP = f"""
import pathlib, sys
sys.path.insert(0, {TESTS!r})
from servers.file_probe import FileProbe
from newsletter.local.supervisor.service import Service
from newsletter.local.supervisor.supervisor import Supervisor
path = pathlib.Path(sys.argv[1])
argv = (sys.executable, "-c", {WORKER!r}, str(path / "worker"))
worker = Service(name="worker", argv=argv, ready=FileProbe(path / "worker"))
show = lambda event: print(event.kind, event.service, event.text, flush=True)
sys.exit(Supervisor([worker], run_dir=path / "run", log_dir=path / "log", on_event=show).run())
"""


@pytest.fixture
def start_up(tmp_path):
    """Return a function that runs `up` in the test's directory, ready; it is killed at the end."""
    started = []

    def start():
        up = subprocess.Popen([sys.executable, "-c", UP, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        started.append(up)
        while (line := up.stdout.readline()) != "ready worker ready\n":
            assert line, "up ended before its worker was ready"
        return up

    yield start
    for up in started:
        up.kill()
        up.wait()
        up.stdout.close()
    for name in ("worker", "other"):
        for process in pids_in(tmp_path / name) if (tmp_path / name).exists() else []:
            process.kill()


def pids_in(path):
    """Return the processes, still running, whose pids a file holds."""
    found = [psutil.Process(int(pid)) for pid in path.read_text().split() if psutil.pid_exists(int(pid))]
    return [process for process in found if is_alive(process)]


def next_up(path, *services):
    """Start another `up` in the same directory, stop it, and return what was told of left-overs."""
    events = []
    patience = Patience(look_every_s=0.01)
    up = Supervisor(
        services, run_dir=path / "run", log_dir=path / "log", on_event=events.append, patience=patience
    )
    up.start()
    assert up.stop()
    return [event.service for event in events if event.kind is ServiceEventKind.LEFTOVER]


def kill(process):
    """Kill a child of ours and wait for it."""
    process.kill()
    process.wait()


@pytest.fixture
def bystander():
    """A process of this user that has nothing to do with us, leader of its session."""
    argv = [sys.executable, "-c", "print(flush=True); import signal; signal.pause()"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        yield process
        process.kill()


class TestAfterAKill:
    """kill -9 of `up` leaves children; they do not stay for ever."""

    def test_the_next_up_ends_them_and_starts_anew(self, start_up, tmp_path):
        """Child and grandchild of the killed `up` are gone, those of the new one run."""
        kill(start_up())
        left = pids_in(tmp_path / "worker")
        again = start_up()
        new = pids_in(tmp_path / "worker")

        assert len(left) == len(new) == 2
        assert [is_alive(process) for process in left] == [False, False]
        again.terminate()
        assert again.wait() == 0
        assert [is_alive(process) for process in new] == [False, False]

    def test_the_record_names_each_child(self, start_up, tmp_path):
        """up.json holds pid, start time and program, for people as well."""
        start_up()
        record = read_record(tmp_path / "run")
        worker = pids_in(tmp_path / "worker")[0]

        assert [(c.name, c.pid, c.program) for c in record.children] == [
            ("worker", worker.pid, sys.executable)
        ]
        assert record.children[0].find() == worker

    def test_a_grandchild_whose_parent_has_died_is_ended(self, start_up, tmp_path):
        """The mark in its environment tells, though its parent's pid is free for others now."""
        kill(start_up())
        parent, pool = pids_in(tmp_path / "worker")
        parent.kill()
        psutil.wait_procs([parent])

        assert next_up(tmp_path) == ["worker"]
        assert not is_alive(pool)

    def test_a_child_that_was_not_written_down_yet_is_ended(self, start_up, tmp_path):
        """A kill may come between the start of a child and the record of it."""
        kill(start_up())
        left = pids_in(tmp_path / "worker")
        record = tmp_path / "run" / "up.json"
        record.write_text(json.dumps({**json.loads(record.read_text()), "children": []}))

        assert next_up(tmp_path) == ["up"]
        assert [is_alive(process) for process in left] == [False, False]

    def test_a_clean_stop_leaves_no_record(self, start_up, tmp_path):
        """Then there is nothing to look for."""
        up = start_up()
        up.terminate()
        up.wait()

        assert read_record(tmp_path / "run") is None

    def test_children_that_cannot_be_ended_stop_the_start(self, start_up, tmp_path, monkeypatch):
        """Two workers on one ledger are safe, but two brokers on one file are not."""
        kill(start_up())
        pid = pids_in(tmp_path / "worker")[0].pid
        with monkeypatch.context() as patched:  # no process can be made to survive SIGKILL in a test
            patched.setattr("newsletter.local.supervisor.process_tree._KILL_WITHIN_S", 0.05)
            patched.setattr("newsletter.local.supervisor.process_tree._wait_for", lambda *_: None)
            patched.setattr(psutil.Process, "send_signal", lambda *_: None)
            with pytest.raises(UnavailableError, match=rf"cannot be ended \(pid .*{pid}"):
                next_up(tmp_path)

        assert next_up(tmp_path) == ["worker"]


class TestBystanders:
    """A pid alone proves nothing."""

    def test_a_process_that_has_the_pid_now_is_spared(self, start_up, tmp_path, bystander):
        """The start time differs, so it is another process."""
        kill(start_up())
        record = tmp_path / "run" / "up.json"
        found = json.loads(record.read_text())
        worker = found["children"][0]
        worker["pid"] = bystander.pid
        worker["created_at_s"] = psutil.Process(bystander.pid).create_time() - 0.5
        record.write_text(json.dumps(found))

        next_up(tmp_path)
        assert bystander.poll() is None

    def test_a_process_with_another_mark_is_spared(self, start_up, tmp_path):
        """An `up` in another directory keeps its children."""
        (tmp_path / "elsewhere").mkdir()
        kill(start_up())
        argv = (sys.executable, "-c", WORKER, str(tmp_path / "other"))
        other = Service(name="worker", argv=argv, ready=FileProbe(tmp_path / "other"))
        path = tmp_path / "elsewhere"
        elsewhere = Supervisor([other], run_dir=path, log_dir=path, on_event=lambda _: None)
        elsewhere.start()

        assert next_up(tmp_path) == ["worker"]
        assert len(pids_in(tmp_path / "other")) == 2
        elsewhere.stop()

    def test_this_process_and_its_ancestors_are_spared(self):
        """An `up` that is started from a left-over shell does not end its own terminal."""
        look = (
            "import psutil\n"
            "from newsletter.local.supervisor.process_tree import living_processes as members\n"
            "print(members(psutil.Process().parent(), mark='ours'))"
        )
        # A shell of its own in between: this test's process has children of other tests.
        shell = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {look!r}], check=True)"
        argv = [sys.executable, "-c", shell]
        found = subprocess.run(
            argv, env={**os.environ, MARK_VARIABLE: "ours"}, capture_output=True, text=True, check=True
        )

        assert found.stdout == "set()\n"

    def test_an_identity_without_a_process_finds_nobody(self, bystander):
        """After the end of a process its identity leads nowhere."""
        identity = ProcessIdentity.of(psutil.Process(bystander.pid))
        assert identity.find().pid == bystander.pid
        kill(bystander)

        assert identity.find() is None
        assert living_processes(None, mark="a mark that nobody carries") == set()

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            '{"token": "x"}',
            '{"token": "", "children": []}',
            '{"token": "x", "children": [{}]}',
        ],
    )
    def test_a_record_that_cannot_be_read_is_none(self, tmp_path, text):
        """It stops nothing; and an empty mark is not found in every environment."""
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "up.json").write_text(text)

        assert next_up(tmp_path) == []


class TestOneAtATime:
    """One directory, one `up`."""

    def test_a_second_up_is_refused(self, start_up, tmp_path):
        """It names the pid of the first, and touches nothing of it."""
        first = start_up()

        with pytest.raises(UnavailableError, match=rf"already running here \(pid {first.pid}\)"):
            next_up(tmp_path)
        assert len(pids_in(tmp_path / "worker")) == 2

    def test_children_do_not_hold_the_directory(self, start_up, tmp_path):
        """The lock ends with `up`, not with what it left."""
        kill(start_up())

        assert next_up(tmp_path) == ["worker"]
