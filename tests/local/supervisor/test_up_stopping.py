"""`newsletter up` leaves no child and no grandchild behind."""

import signal
import textwrap

from newsletter.local.supervisor.process_tree import is_alive


class TestStopping:
    """After stop no child and no grandchild is left."""

    def test_grandchildren_are_ended(self, stage):
        """Also those that ignore SIGTERM, and those that have left the session."""
        stage.add("worker", stage.PARENT + stage.WAITS)
        up = stage.supervisor()
        up.start()
        family = [stage.process(name) for name in ("worker", "worker.near", "worker.far")]

        assert up.stop()
        assert [is_alive(process) for process in family] == [False] * 3
        assert not (stage.path / "run" / "up.json").exists()

    def test_a_grandchild_without_our_mark_is_ended_too(self, stage):
        """It is in the session, or descends from one who is."""
        stage.add(
            "worker",
            stage.PARENT.replace("start_new_session=apart", "env={}, start_new_session=apart") + stage.WAITS,
        )
        up = stage.supervisor()
        up.start()
        family = [stage.process(name) for name in ("worker.near", "worker.far")]
        up.stop()

        assert [is_alive(process) for process in family] == [False] * 2

    def test_a_grandchild_that_is_known_by_its_session_alone_is_ended(self, stage):
        """It has no mark, and who started it has ended: nothing else leads to it."""
        forks = f"""
            import pathlib, subprocess, sys, time
            start = "import subprocess, sys; subprocess.Popen(sys.argv[1:], env={{}})"
            near = [sys.executable, "-c", {stage.STUBBORN!r}, sys.argv[1] + ".near"]
            subprocess.run([sys.executable, "-c", start, *near])
            while not pathlib.Path(near[-1]).exists():
                time.sleep(0.01)
        """
        stage.add("worker", textwrap.dedent(forks) + stage.WAITS)
        up = stage.supervisor()
        up.start()
        near = stage.process("worker.near")

        assert up.stop()
        assert not is_alive(near)

    def test_a_child_that_ignores_its_signal_is_killed_after_its_grace(self, stage):
        """It is asked, then it is told."""
        stage.add("web", stage.STUBBORN, grace_s=0.1)
        up = stage.supervisor()
        up.start()
        web = stage.process("web")

        assert up.stop()
        assert not is_alive(web)

    def test_a_child_is_asked_with_the_signal_that_it_wants(self, stage):
        """Here SIGINT, which this program takes for a reason to say good-bye."""
        polite = "import signal; signal.signal(signal.SIGINT, lambda *_: exit(print('good-bye')))\n"
        stage.add("web", polite + stage.WAITS, stop_signal=signal.SIGINT)
        up = stage.supervisor()
        up.start()
        up.stop()

        assert stage.said("web") == ["good-bye"]

    def test_what_is_to_be_done_after_is_done_once_all_are_stopped(self, stage):
        """`after` runs last, so it may remove what others still use."""
        stage.add("broker", after=lambda: stage.events.append("after"))
        stage.add("web")
        up = stage.supervisor()
        up.start()
        up.stop()

        assert stage.events[-1] == "after"

    def test_a_terminal_that_has_gone_does_not_keep_children_alive(self, stage):
        """Who cannot show an event still ends the children."""

        def closed(_event):
            raise BrokenPipeError

        stage.add("web")
        up = stage.supervisor(on_event=closed)
        up.start()
        web = stage.process("web")

        assert up.stop()
        assert not is_alive(web)

    def test_whoever_cannot_be_ended_is_named_and_stays_on_record(self, stage, cannot_kill):
        """Such a process is stuck in the kernel; who stops again tries again, and so does the next `up`."""
        stage.add("web", grace_s=0.0)
        up = stage.supervisor()
        up.start()
        web = stage.process("web")
        with cannot_kill():
            assert not up.stop()

        assert stage.events[-1].text == f"cannot be ended (pid {web.pid})"
        assert (stage.path / "run" / "up.json").exists()
        assert up.stop()
        assert not is_alive(web)
