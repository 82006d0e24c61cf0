"""`newsletter up` keeps its children running until a signal asks it to stop."""

import os
import signal

import pytest

from newsletter.errors import UnavailableError
from newsletter.local.supervisor.process_tree import is_alive
from newsletter.local.supervisor.run_directory import read_record
from newsletter.local.supervisor.service import Patience, ServiceEventKind
from servers.waiting import until


class TestKeepingUp:
    """What dies later is started again while the others go on."""

    def test_a_dead_child_is_started_again(self, stage):
        """It gets a new process; the other keeps its own."""
        stage.add("broker")
        stage.add("web")
        up = stage.supervisor()
        up.start()
        broker, first = stage.process("broker"), stage.process("web")
        first.kill()
        until(lambda: len(stage.told(ServiceEventKind.READY)) == 3, meanwhile=up.keep_up)

        assert is_alive(broker)
        web = stage.process("web")
        assert web != first
        recorded = read_record(stage.path / "run").children
        assert {child.pid for child in recorded} == {broker.pid, web.pid}
        up.stop()
        died = [event.text for event in stage.events if event.kind is ServiceEventKind.DIED]
        assert died[0].startswith("it was ended by SIGKILL")

    def test_its_orphans_are_ended_before_it_is_started_again(self, stage):
        """Two generations of workers never run side by side."""
        stage.add("worker", stage.PARENT + stage.WAITS)
        up = stage.supervisor()
        up.start()
        orphans = [stage.process("worker.near"), stage.process("worker.far")]
        for name in ("worker.near", "worker.far"):
            (stage.path / name).unlink()
        stage.process("worker").kill()
        until(
            lambda: ServiceEventKind.RESTARTING in {event.kind for event in stage.events},
            meanwhile=up.keep_up,
        )

        assert [is_alive(process) for process in orphans] == [False, False]
        up.stop()

    def test_a_child_that_keeps_dying_gets_longer_and_longer_pauses(self, stage):
        """The pause doubles with each failure in a row."""
        once = "\nimport pathlib, sys\nif pathlib.Path(sys.argv[1] + '.once').exists(): raise SystemExit(1)\n"
        stage.add("web", once + stage.WAITS)
        up = stage.supervisor()
        up.start()
        (stage.path / "web.once").touch()
        stage.process("web").kill()
        pauses = lambda: [e.text for e in stage.events if e.kind is ServiceEventKind.RESTARTING]  # noqa: E731
        until(lambda: len(pauses()) >= 3, meanwhile=up.keep_up)
        up.stop()

        assert pauses()[:3] == [f"starting again in {pause} s" for pause in ("0.05", "0.1", "0.2")]

    def test_a_steady_run_makes_up_for_earlier_failures(self, stage):
        """After a long good run the pauses begin anew."""
        stage.add("web")
        patience = Patience(settle_s=0, first_pause_s=0.01, steady_s=0, look_every_s=0.01)
        up = stage.supervisor(patience)
        up.start()
        for count in (1, 2):
            until((stage.path / "web").exists)
            stage.process("web").kill()
            until(
                lambda count=count: len(stage.told(ServiceEventKind.READY)) == count + 1, meanwhile=up.keep_up
            )
        up.stop()

        told = [event.text for event in stage.events if event.kind is ServiceEventKind.RESTARTING]
        assert told == ["starting again in 0.01 s"] * 2

    def test_a_child_that_cannot_be_started_again_is_tried_again(self, stage):
        """A refusal to start is a failure like a death: the others go on, and the pause grows."""
        refusals = iter([None, "the socket is taken", None])

        def before():
            if why := next(refusals):
                raise UnavailableError(why)

        stage.add("web", before=before)
        up = stage.supervisor()
        up.start()
        stage.process("web").kill()
        until(lambda: len(stage.told(ServiceEventKind.READY)) == 2, meanwhile=up.keep_up)
        up.stop()

        assert "the socket is taken" in [event.text for event in stage.events]

    def test_without_a_start_there_is_nothing_to_keep_up_or_stop(self, stage):
        """Both may be called at any time."""
        up = stage.supervisor()
        up.keep_up()

        assert up.stop()


class TestSignals:
    """`run` stays until it is asked to stop."""

    @pytest.fixture(autouse=True)
    def as_in_a_terminal(self):
        """Let a hangup be one, though the tests themselves may run under `nohup`, which ignores it."""
        before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
        yield
        signal.signal(signal.SIGHUP, before)

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
    def test_a_signal_stops_everything_with_exit_code_0(self, stage, number):
        """Ctrl-C, `kill` and a closed terminal all end in a clean stop."""
        stage.add("web")
        up = stage.supervisor(on_event=lambda event: self.send(number, event, ServiceEventKind.READY))

        assert up.run() == 0
        assert not stage.is_alive("web")

    @staticmethod
    def send(number, event, kind):
        """Send ourselves a signal when an event of a kind comes."""
        if event.kind is kind:
            os.kill(os.getpid(), number)

    def test_a_signal_while_starting_stops_what_has_started(self, stage):
        """The service that is not ready yet is stopped, the next one not even started."""

        def on_event(event):
            stage.events.append(event)
            self.send(signal.SIGTERM, event, ServiceEventKind.LINE)

        stage.add("broker", "print('hello'); import signal; signal.pause()")
        stage.add("web")

        assert stage.supervisor(on_event=on_event).run() == 0
        assert stage.told(ServiceEventKind.STARTING) == [(ServiceEventKind.STARTING, "broker")]

    def test_a_second_ctrl_c_does_not_wait_for_the_grace(self, stage):
        """A grace of an hour is over at once."""

        def on_event(event):
            self.send(signal.SIGINT, event, ServiceEventKind.READY)
            self.send(signal.SIGINT, event, ServiceEventKind.STOPPING)

        stage.add("web", stage.STUBBORN, grace_s=3600.0)

        assert stage.supervisor(on_event=on_event).run() == 0
        assert not stage.is_alive("web")

    def test_a_child_that_dies_is_started_again_meanwhile(self, stage):
        """`run` looks after its children as long as it runs."""

        def on_event(event):
            stage.events.append(event)
            if len(stage.told(ServiceEventKind.READY)) == 2:
                self.send(signal.SIGTERM, event, ServiceEventKind.READY)

        stage.add("web")
        up = stage.supervisor(on_event=on_event)
        keep_up, once = up.keep_up, iter(["web"])

        def killing_once():
            for name in once:  # a death before everything is started would be a failure to start
                stage.process(name).kill()
            keep_up()

        up.keep_up = killing_once

        assert up.run() == 0

    def test_the_handlers_from_before_are_back_afterwards(self, stage):
        """`run` borrows the signals."""
        numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)
        before = [signal.getsignal(number) for number in numbers]
        stage.add("web", "raise SystemExit(1)")
        with pytest.raises(UnavailableError):
            stage.supervisor().run()

        assert [signal.getsignal(number) for number in numbers] == before

    def test_an_exit_code_is_learnt_where_a_launcher_ignores_sigchld(self, stage):
        """Otherwise every failure would look like a success."""
        before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        stage.add("web", "raise SystemExit(3)")
        try:
            with pytest.raises(UnavailableError, match="exit code 3"):
                stage.supervisor().run()
        finally:
            signal.signal(signal.SIGCHLD, before)

    def test_nohup_is_respected(self, stage):
        """A hang-up that was ignored before stays ignored."""
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        found = []

        def on_event(event):
            found.append(signal.getsignal(signal.SIGHUP))
            self.send(signal.SIGTERM, event, ServiceEventKind.READY)

        stage.add("web")
        try:
            stage.supervisor(on_event=on_event).run()
        finally:
            signal.signal(signal.SIGHUP, before)

        assert set(found) == {signal.SIG_IGN}
