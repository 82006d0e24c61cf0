"""The broker is a doorbell: it may be away, and workers are known by name."""

import os
import subprocess
import sys

import pytest

from newsletter.broker.celery_app import celery_app, nudge, require_broker
from newsletter.broker.worker_names import WorkerName, is_dead, this_worker
from newsletter.errors import UnavailableError

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

    @pytest.mark.parametrize("name", ["other-host.abc.1/12/34", "", "x", "a/b/c", "/1/1"])
    def test_of_others_nothing_is_known(self, name):
        """Another machine's worker may live; its lease ends by itself."""
        assert not is_dead(name)
