"""`newsletter up` starts its children in order, or says why it cannot."""

import os
import signal
import threading

import pytest

from newsletter.errors import SettingsError, UnavailableError
from newsletter.local.supervisor.process_tree import is_alive
from newsletter.local.supervisor.service import Patience, Service, ServiceEventKind
from servers.file_probe import FileProbe
from servers.waiting import FOR_EVER_S, until


class TestStarting:
    """Each service starts when the one before it is ready."""

    def test_order(self, stage):
        """Services start in the order given, and stop in the reverse order."""
        stage.add("broker")
        stage.add("worker")
        up = stage.supervisor()
        up.start()
        assert up.stop()

        assert stage.told(*set(ServiceEventKind) - {ServiceEventKind.LINE}) == [
            (ServiceEventKind.STARTING, "broker"),
            (ServiceEventKind.READY, "broker"),
            (ServiceEventKind.STARTING, "worker"),
            (ServiceEventKind.READY, "worker"),
            (ServiceEventKind.STOPPING, "worker"),
            (ServiceEventKind.STOPPED, "worker"),
            (ServiceEventKind.STOPPING, "broker"),
            (ServiceEventKind.STOPPED, "broker"),
        ]

    def test_a_ready_file_of_an_earlier_run_does_not_count(self, stage):
        """Readiness is that of the program just started."""
        (stage.path / "web").write_text("from yesterday")
        stage.add("web")
        up = stage.supervisor()
        up.start()

        assert is_alive(stage.process("web"))
        up.stop()

    def test_a_child_that_dies_at_start_stops_everything(self, stage):
        """The error says how it ended, what it said last, and where its log is; the others are ended."""
        stage.add("broker")
        stage.add("web", "import sys; print('no such table: member'); sys.exit(3)")

        with pytest.raises(UnavailableError) as caught:
            stage.supervisor().start()

        text = str(caught.value)
        assert text.startswith("web did not start: it ended with exit code 3.")
        assert "\n    no such table: member" in text
        assert str(stage.path / "log" / "web.log") in text
        assert not stage.is_alive("broker")

    def test_a_child_without_a_probe_that_dies_at_start_is_noticed_too(self, stage):
        """A program without a probe must go on running for a moment."""
        stage.add("beat", "raise SystemExit(1)", ready=None)

        with pytest.raises(UnavailableError, match=r"(?s)exit code 1.*it said nothing"):
            stage.supervisor(Patience(settle_s=FOR_EVER_S, look_every_s=0.01)).start()

    def test_a_child_without_a_probe_is_ready_when_it_has_settled(self, stage):
        """Nothing else can be known of it."""
        stage.add("beat", ready=None)
        up = stage.supervisor()
        up.start()
        until((stage.path / "beat").exists)
        up.stop()

        assert (ServiceEventKind.READY, "beat") in stage.told(ServiceEventKind.READY)

    def test_a_child_that_an_earlier_one_takes_with_it(self, stage):
        """While everything is being started, a death of one that was ready is a failure as well."""
        stage.add("broker")
        stage.add("web", "import signal; signal.pause()", before=lambda: stage.end("broker", signal.SIGALRM))

        with pytest.raises(UnavailableError, match="broker did not start: it was ended by SIGALRM"):
            stage.supervisor().start()

    @pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="this system has no real-time signals")
    def test_a_child_that_dies_of_a_signal_without_a_name(self, stage):
        """Then its number is told."""
        number = signal.SIGRTMIN + 1
        stage.add("web", f"import os; os.kill(os.getpid(), {number})")

        with pytest.raises(UnavailableError, match=rf"it was ended by signal {number}"):
            stage.supervisor().start()

    def test_a_child_that_is_never_ready_and_cannot_be_ended(self, stage, cannot_kill):
        """The error says both; a later stop tries again."""
        stage.add("web", stage.WAITS, grace_s=0.0, ready=FileProbe(stage.path / "never"))
        up = stage.supervisor(Patience(ready_within_s=0.2, look_every_s=0.01))

        with cannot_kill(), pytest.raises(UnavailableError, match=r"not ready within .*; it did not end"):
            up.start()
        assert up.stop()

    def test_a_child_that_is_never_ready(self, stage):
        """Patience ends, and the error names what was waited for."""
        stage.add("web", "import signal; signal.pause()")

        with pytest.raises(UnavailableError, match=r"not ready within 0\.2 s \(.*web appears\)"):
            stage.supervisor(Patience(ready_within_s=0.2, look_every_s=0.01)).start()

    @pytest.mark.parametrize(
        ("argv", "reason"),
        [(("/nowhere/at-all",), "No such file or directory"), (("/",), "Permission denied")],
    )
    def test_a_program_that_cannot_be_executed(self, stage, argv, reason):
        """The error names the program and the reason."""
        stage.services.append(Service(name="web", argv=argv))

        with pytest.raises(UnavailableError, match=f"web cannot be started: {argv[0]}: {reason}"):
            stage.supervisor().start()

    def test_a_log_that_cannot_be_written(self, stage):
        """The error names the log."""
        (stage.path / "log").write_text("a file where the directory should be")
        stage.add("web")

        with pytest.raises(UnavailableError, match=r"its log .*web\.log cannot be written"):
            stage.supervisor().start()

    def test_a_run_directory_that_cannot_be_made(self, stage):
        """The error names the directory; nothing was started."""
        (stage.path / "run").write_text("a file where the directory should be")
        stage.add("web")

        with pytest.raises(SettingsError, match=r"run: the processes of .* cannot keep their records here"):
            stage.supervisor().start()
        assert stage.events == []


class TestOutput:
    """What children say is in their logs, and passed on."""

    def test_output_is_kept_and_passed_on(self, stage):
        """Both streams, the last line even without an end, bytes that are no UTF-8 and very long lines."""
        says = (
            "import sys; out = sys.stdout.buffer; out.write(b'caf\\xc3\\xa9 \\xff\\n')\n"
            "out.write(b'x' * 300000 + b'\\n'); out.flush()\n"
            "print('oh no', file=sys.stderr); out.write(b'no end'); out.flush()\n"
        )
        stage.add("web", says + stage.WAITS)
        up = stage.supervisor()
        up.start()
        up.stop()

        first, long, *rest = stage.said("web")
        assert (first, rest) == ("café \ufffd", ["oh no", "no end"])
        assert long == "x" * 2000 + " …"
        assert (stage.path / "log" / "web.log").stat().st_size > 300000

    def test_last_words_are_passed_on(self, stage):
        """Also many of them: three megabytes, said just before the end."""
        says = (
            "import signal, sys\n"
            "words = ('y' * 1023 + '\\n') * 3000 + 'good-bye'\n"
            "signal.signal(signal.SIGTERM, lambda *_: sys.exit(not sys.stdout.write(words)))\n"
        )
        stage.add("web", says + stage.WAITS)
        up = stage.supervisor()
        up.start()
        up.stop()

        assert len(stage.said("web")) == 3001
        assert stage.said("web")[-1] == "good-bye"

    @pytest.fixture
    def keyboard(self):
        """A standard input of ours on which nothing ever comes."""
        reading, writing = os.pipe()
        ours = os.dup(0)
        os.dup2(reading, 0)
        yield
        os.dup2(ours, 0)
        for descriptor in (reading, writing, ours):
            os.close(descriptor)

    def test_a_child_is_in_a_session_of_its_own(self, stage):
        """Ctrl-C in the terminal reaches us, and through us the children in their order."""
        stage.add("web")
        stage.supervisor().start()
        pid = stage.process("web").pid

        assert os.getsid(pid) == pid

    @pytest.mark.usefixtures("keyboard")
    def test_a_child_gets_its_environment_and_no_input(self, stage):
        """`env` is added to ours; reading gives the end at once; prints come without delay."""
        says = (
            "import os, sys; print([os.environ[n] for n in ('MINE', 'PYTHONUNBUFFERED')], sys.stdin.read())\n"
        )
        stage.add("web", says + stage.WAITS, env={"MINE": "yes"})
        up = stage.supervisor()
        up.start()
        up.stop()

        assert stage.said("web") == ["['yes', '1'] "]

    def test_a_supervisor_works_outside_the_main_thread_without_signals(self, stage):
        """`start` and `stop` do not touch signals, so tests and other programs may use them anywhere."""
        stage.add("web")
        up = stage.supervisor()
        thread = threading.Thread(target=up.start)
        thread.start()
        thread.join()

        assert stage.is_alive("web")
        assert up.stop()
