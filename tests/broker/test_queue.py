"""The broker is a doorbell: it may be away, and workers are known by name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from newsletter.broker.celery_app import MOST_NUDGES, celery_app, nudge, require_broker
from newsletter.broker.worker_names import WorkerName, is_dead, this_worker
from newsletter.delivery.nudges import SEND_SLICE
from newsletter.errors import UnavailableError
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.local.supervisor.valkey import embedded_valkey
from servers.waiting import FOR_EVER_S

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def no_sleep(monkeypatch):
    """Whoever sleeps between two attempts fails the test."""

    def sleep(duration_s):
        raise AssertionError(f"asleep for {duration_s} s")

    monkeypatch.setattr("kombu.utils.functional.sleep", sleep)


@pytest.mark.usefixtures("no_sleep")
def test_a_broker_that_is_away_is_named_with_the_remedy():
    """Before anything is released, and at once."""
    with pytest.raises(UnavailableError, match="newsletter up"):
        require_broker(celery_app(NOWHERE), shown_as=NOWHERE)


@pytest.mark.usefixtures("no_sleep")
def test_a_nudge_that_cannot_be_given_is_no_error():
    """The next tick asks again, and the caller is not held up."""
    assert not nudge(celery_app(NOWHERE), 1)


@pytest.fixture(scope="module")
def valkey(tmp_path_factory):
    """A broker of our own; gives its URL."""
    folder = tmp_path_factory.mktemp("valkey")
    embedded = embedded_valkey(folder / "valkey")
    broker = Supervisor(
        [embedded.service], run_dir=folder / "run", log_dir=folder / "log", on_event=lambda _: None
    )
    broker.start()
    yield embedded.broker_url
    broker.stop()


def test_no_more_nudges_wait_than_there_is_work(valkey):
    """A nudge a worker, not one a chunk: whoever asks again and again fills no queue."""
    app = celery_app(valkey)
    for wanted_count in (2, 2, 3, 1000, 1000):
        assert nudge(app, wanted_count)

    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue("slices")
        assert queue.qsize() == MOST_NUDGES
        first = queue.get(timeout=FOR_EVER_S)
        assert (first.headers["task"], json.loads(first.body)[:2]) == (SEND_SLICE, [[], {}])
        queue.clear()


class TestWorkerNames:
    """A process that is known to be dead holds nothing."""

    def test_this_process_lives(self):
        """Whoever asks is running."""
        assert not is_dead(str(this_worker()))

    def test_a_process_that_has_ended_is_dead(self):
        """Its pid alone would not tell: the start time does."""
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from newsletter.broker.worker_names import *; print(this_worker(), flush=True); input()",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        name = child.stdout.readline().strip()
        assert not is_dead(name)

        child.communicate("\n")

        assert is_dead(name)

    def test_a_pid_that_another_process_has_now_is_dead(self):
        """Recycled pids fool nobody."""
        mine = this_worker()

        assert is_dead(str(WorkerName(mine.host, os.getpid(), mine.start - 1)))

    @pytest.mark.parametrize("step_s", [7200, -7200])
    @pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system keeps the moment itself")
    def test_a_clock_that_is_set_kills_nobody(self, monkeypatch, step_s):
        """Setting the wall clock moves the boot time, and psutil's start of every process with it."""
        mine, before = this_worker(), psutil.Process.create_time
        monkeypatch.setattr(psutil.Process, "create_time", lambda process: before(process) + step_s)

        assert this_worker() == mine
        assert not is_dead(str(mine))

    @pytest.mark.parametrize("name", ["other-host.abc.1/12/34", "", "x", "a/b/c", "/1/1"])
    def test_of_others_nothing_is_known(self, name):
        """Another machine's worker may live; its lease ends by itself."""
        assert not is_dead(name)
