"""When a child counts as ready, what is read of its log, and what the terminal shows."""

import http.server
import io
import os
import socket
import threading

import pytest

from newsletter.local.supervisor.log_tail import LogTail, last_lines, open_log
from newsletter.local.supervisor.probes import HttpProbe, TcpProbe
from newsletter.local.supervisor.service import ServiceEvent, ServiceEventKind
from newsletter.local.supervisor.terminal import terminal_writer
from servers.file_probe import FileProbe
from servers.ports import own_port
from servers.waiting import FOR_EVER_S


@pytest.fixture
def web():
    """Return the address of a web server that answers 200 to /ready?all=1, and 503 to all else."""

    class Answers(http.server.BaseHTTPRequestHandler):
        """One page that is ready."""

        def do_GET(self):
            """Answer by the path, query included."""
            self.send_response(200 if self.path == "/ready?all=1" else 503)
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class TestProbes:
    """A probe is answered by a program that works, and by nothing else."""

    @pytest.fixture(autouse=True)
    def patient(self, monkeypatch):
        """Wait for as long as an answer takes: what has none refuses at once."""
        monkeypatch.setattr("newsletter.local.supervisor.probes._ANSWER_WITHIN_S", FOR_EVER_S)

    def test_tcp(self):
        """Somebody must accept."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            probe = TcpProbe("127.0.0.1", server.getsockname()[1])
            probe.reset()
            assert probe.is_answered()
        assert not probe.is_answered()
        assert str(probe) == f"127.0.0.1 port {probe.port} accepts connections"

    @pytest.mark.parametrize(
        ("path", "is_ready"), [("/ready?all=1", True), ("/ready", False), ("", False), ("/other", False)]
    )
    def test_http(self, web, path, is_ready, monkeypatch):
        """Only 200 counts, and a proxy in the environment is not asked."""
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{own_port()}")
        probe = HttpProbe(f"http://{web}{path}")
        probe.reset()

        assert probe.is_answered() is is_ready
        assert str(probe) == f"http://{web}{path} answers 200"

    def test_http_without_a_server(self):
        """Nobody there is no answer."""
        assert not HttpProbe(f"http://127.0.0.1:{own_port()}/").is_answered()

    def test_file(self, tmp_path):
        """A file of an earlier run is forgotten."""
        probe = FileProbe(tmp_path / "ready")
        probe.path.touch()
        probe.reset()
        assert not probe.is_answered()
        probe.path.touch()
        assert probe.is_answered()


TEXTS = [
    # written in parts                     lines then               why
    ([b"a\nb", b"c\n"], ["a", "bc"], "a line may come in parts"),
    ([b"\xc3", b"\xa9\n"], ["é"], "so may a character"),
    ([b"\xff\xfe\n"], ["\ufffd\ufffd"], "bytes that are no UTF-8"),
    ([b"\x1b[2Jgone\x07\tx\r\n"], ["[2Jgone\tx"], "nothing steers the terminal"),
    ([b"\xc2\x9b31m\n"], ["31m"], "not with a C1 control either"),
    ([b"y" * 2001 + b"\n"], ["y" * 2000 + " …"], "a long line is cut"),
    ([b"z" * 70000, b"z" * 70000, b"\nnext\n"], ["z" * 2000 + " …", "next"], "and shown once"),
    ([b"no end"], ["no end"], "the last line may have no end"),
    ([b"z" * 70000, b"z"], ["z" * 2000 + " …"], "nor a long one"),
    ([], [], "nothing is no line"),
]


class TestLog:
    """The log is the child's; we read along."""

    @pytest.mark.parametrize(("parts", "lines"), [row[:2] for row in TEXTS], ids=[why for _, _, why in TEXTS])
    def test_lines(self, tmp_path, parts, lines):
        """Whatever a child writes becomes lines fit for a terminal."""
        log = tmp_path / "x.log"
        tail, found = LogTail(log, 0), []
        for part in parts:
            with log.open("ab") as file:
                file.write(part)
            found += tail.lines()

        assert found + tail.lines(last=True) == lines

    def test_a_log_that_was_emptied(self, tmp_path):
        """What comes after is read from its beginning."""
        log = tmp_path / "x.log"
        log.write_text("long and old\n")
        tail = LogTail(log, 13)
        log.write_text("new\n")

        assert tail.lines() == ["new"]

    def test_the_last_lines_are_those_of_this_run(self, tmp_path):
        """What an earlier run said explains nothing."""
        log = tmp_path / "x.log"
        log.write_text("old\n" + "".join(f"{number}\n\n" for number in range(20)))

        assert last_lines(log, since_bytes=4) == [str(number) for number in range(5, 20)]
        assert last_lines(log, since_bytes=log.stat().st_size) == []
        assert last_lines(tmp_path / "none.log", since_bytes=0) == []

    def test_a_large_log_starts_afresh(self, tmp_path):
        """The old one is kept beside it; a small one is continued."""
        log = tmp_path / "x.log"
        log.touch()
        os.truncate(log, 10 * 1024 * 1024 + 1)
        os.close(open_log(log))
        assert log.stat().st_size == 0
        assert (tmp_path / "x.log.1").stat().st_size == 10 * 1024 * 1024 + 1
        os.close(open_log(log))
        assert (tmp_path / "x.log.1").stat().st_size > 0


class TestTerminal:
    """Lines of several programs in one terminal can be told apart."""

    def test_names_are_in_front_in_one_width(self):
        """A bar for what a service says itself, an arrow for what we say about it."""
        stream = io.StringIO()
        write = terminal_writer(stream, ["web", "worker"], colour=False)
        write(ServiceEvent(ServiceEventKind.LINE, "web", "GET /"))
        write(ServiceEvent(ServiceEventKind.READY, "worker", "ready"))

        assert stream.getvalue() == "web    | GET /\nworker > ready\n"

    def test_each_name_has_its_colour(self):
        """Only the name is coloured; one that was not announced has none."""
        stream = io.StringIO()
        write = terminal_writer(stream, ["web", "worker"], colour=True)
        for name in ("web", "worker", "up"):
            write(ServiceEvent(ServiceEventKind.LINE, name, "x"))

        starts = [line.split("m")[0] for line in stream.getvalue().splitlines()]
        assert starts == ["\x1b[36", "\x1b[35", "\x1b[0"]

    def test_a_terminal_that_knows_ascii_only(self):
        """What it cannot show becomes a question mark, and not an error."""
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding="ascii")
        terminal_writer(stream, ["web"], colour=False)(ServiceEvent(ServiceEventKind.LINE, "web", "Zürich"))

        assert raw.getvalue() == b"web | Z?rich\n"
