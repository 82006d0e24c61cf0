"""Names of worker processes in leases: where they run and which process they are.

A lease lasts eleven minutes, but a process on the same machine that is known to be dead needs none:
what it held can be taken up at once.
"""

import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

import psutil

_START_FIELD = 22
"""Of /proc/PID/stat, counted from 1; the name of the program, field 2, may hold anything."""


@dataclass(frozen=True, slots=True)
class WorkerName:
    """`host/pid/start`: a process on a machine and in a process namespace, for all time."""

    host: str
    pid: int
    start: int
    """When it was started, by a clock that nobody sets."""

    def __str__(self) -> str:
        """Return the name as leases hold it."""
        return f"{self.host}/{self.pid}/{self.start}"


def this_worker() -> WorkerName:
    """Return the name of the process that asks."""
    process = psutil.Process()
    return WorkerName(_this_host(), process.pid, _start_of(process))


def is_dead(name: str) -> bool:
    """Tell whether a worker is *known* not to run any more. Of another machine's nothing is known."""
    try:
        host, pid, start = name.rsplit("/", 2)
        worker = WorkerName(host, int(pid), int(start))
    except ValueError:
        return False
    return worker.host == _this_host() and not _is_running(worker)


def _is_running(worker: WorkerName) -> bool:
    try:
        process = psutil.Process(worker.pid)
        return _start_of(process) == worker.start and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _start_of(process: psutil.Process) -> int:
    """Return when a process was started: on Linux in clock ticks since boot (proc(5), `starttime`).

    psutil's `create_time` adds the boot time, which moves whenever somebody sets the clock. Elsewhere the
    system keeps the moment itself, which nothing moves.
    """
    stat = Path(f"/proc/{process.pid}/stat")
    if not stat.exists():
        return round(process.create_time() * 1000)
    after_name = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    return int(after_name.split()[_START_FIELD - 3])


def _this_host() -> str:
    """Return what tells this machine, and this process namespace on it, from all others."""
    namespace = Path("/proc/self/ns/pid")
    inode = namespace.stat().st_ino if namespace.exists() else 0
    boot = Path("/proc/sys/kernel/random/boot_id")
    booted = boot.read_text(encoding="ascii").strip() if boot.exists() else f"{uuid.getnode():x}"
    return f"{socket.gethostname()}.{booted[:13]}.{inode}"
