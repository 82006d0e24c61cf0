"""The directory of one `newsletter up`: its lock, the record of its children, and what a killed one left.

    up.lock   held (flock) as long as `up` lives, so also freed when it is killed; holds its pid
    up.json   the mark and the children with pid, start time and program; replaced as a whole

The mark is in up.json before the first child starts. So whatever a killed `up` had started is found
again, also a child that it had no time to write down.
"""

import fcntl
import json
import os
import secrets
import signal
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from newsletter.errors import SettingsError, UnavailableError
from newsletter.local.supervisor.child import Child
from newsletter.local.supervisor.process_tree import (
    Pause,
    ProcessIdentity,
    end_process_tree,
    living_processes,
)


@dataclass(frozen=True, slots=True)
class RecordedChild:
    """One child as up.json holds it."""

    name: str
    pid: int
    created_at_s: float
    program: str
    stop_signal: int
    grace_s: float

    @classmethod
    def of(cls, child: Child) -> "RecordedChild":
        """Return what to write down about a child."""
        service, identity = child.service, ProcessIdentity.of(child.process)
        return cls(
            service.name,
            identity.pid,
            identity.created_at_s,
            service.argv[0],
            int(service.stop_signal),
            service.grace_s,
        )

    def find(self) -> psutil.Process | None:
        """Return its process if that still exists; another one with its pid is never returned."""
        return ProcessIdentity(self.pid, self.created_at_s).find()


@dataclass(frozen=True, slots=True)
class RunRecord:
    """Everything in up.json: the mark that all processes of one `up` carry, and its children."""

    token: str
    children: tuple[RecordedChild, ...]


@dataclass(frozen=True, slots=True)
class RunDirectory:
    """A run directory that is ours until `release`."""

    path: Path
    token: str
    _lock: int

    @classmethod
    def claim(cls, path: Path) -> "RunDirectory":
        """Make the directory, private to this user, and hold it.

        Raises:
            UnavailableError: another `newsletter up` holds it.
            SettingsError: the directory cannot be made or written.
        """
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(path / "up.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise SettingsError(
                f"{path}: the processes of `newsletter up` cannot keep their records here "
                f"({error.strerror}). Make it a directory that this user may write to."
            ) from None
        _hold(lock, path)
        return cls(path, secrets.token_hex(16), lock)

    def record(self, children: Iterable[Child]) -> None:
        """Write down the children that run now. Readers see the old record or the new one, whole."""
        record = RunRecord(self.token, tuple(RecordedChild.of(child) for child in children))
        unfinished = self.path / "up.json.new"
        unfinished.write_text(json.dumps(asdict(record), indent=2), encoding="utf-8")
        unfinished.replace(self.path / "up.json")

    def release(self) -> None:
        """Take our record back, since nobody of it is left, and let the next `up` have the directory.

        The record of an earlier `up`, whose left-overs could not be ended, stays. So does the lock
        file: removing it would race with who is just opening it.
        """
        record = read_record(self.path)
        if record and record.token == self.token:
            (self.path / "up.json").unlink()
        os.ftruncate(self._lock, 0)
        os.close(self._lock)


def _hold(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(lock, 20, 0).decode().strip() or "not yet known"
        os.close(lock)
        raise UnavailableError(
            f"{path}: newsletter up is already running here (pid {holder}). "
            "Stop it first, or use another directory."
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)


def read_record(path: Path) -> RunRecord | None:
    """Return what the last `newsletter up` in a directory has not taken back, or None.

    A record that cannot be read is none: it is replaced as a whole, so only a crash of the machine
    can have spoilt it, and that ended the children too.
    """
    try:
        record = json.loads((path / "up.json").read_text(encoding="utf-8"))
        children = tuple(RecordedChild(**child) for child in record["children"])
        return RunRecord(str(record["token"]), children)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def end_leftovers(path: Path, *, tell: Callable[[str, str], None], pause: Pause) -> None:
    """End what a killed `newsletter up` left in this directory, in the reverse order of its start.

    `tell` gets the name and a sentence for each. The caller holds the directory, so no living `up`
    can own them.

    Raises:
        UnavailableError: some of them cannot be ended.
    """
    record = read_record(path)
    if record is None:
        return
    remaining: set[psutil.Process] = set()
    for child in reversed(record.children):
        remaining |= _end_child(child, mark=f"{record.token}/{child.name}/", tell=tell, pause=pause)
    unrecorded = RecordedChild("up", 0, 0.0, "", signal.SIGTERM, 0.0)
    remaining |= _end_child(unrecorded, mark=f"{record.token}/", tell=tell, pause=pause)
    if remaining:
        raise UnavailableError(
            f"{path}: an earlier newsletter up left processes that cannot be ended "
            f"(pid {', '.join(str(process.pid) for process in remaining)}). End them, then start again."
        )


def _end_child(
    child: RecordedChild, *, mark: str, tell: Callable[[str, str], None], pause: Pause
) -> set[psutil.Process]:
    leader = child.find()
    processes = living_processes(leader, mark=mark)
    if not processes:
        return set()
    pids = ", ".join(str(pid) for pid in sorted(process.pid for process in processes))
    tell(child.name, f"ending what an earlier newsletter up left (pid {pids})")
    stop_signal = signal.Signals(child.stop_signal)
    return end_process_tree(leader, mark=mark, stop_signal=stop_signal, grace_s=child.grace_s, pause=pause)
