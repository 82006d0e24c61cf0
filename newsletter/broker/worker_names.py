"""Names of worker processes in leases: where they run and which process they are.

A lease lasts eleven minutes, but a process on the same machine that is known to be dead needs none:
what it held can be taken up at once.
"""

import socket
import uuid
from dataclasses import dataclass
from pathlib import Path

import psutil

_CLOCKS_AGREE_MS = 2000
"""How far two readings of one process's start may differ (boot time is an estimate)."""


@dataclass(frozen=True, slots=True)
class WorkerName:
    """`host/pid/start`: a process on a machine and in a process namespace, for all time."""

    host: str
    pid: int
    started_at_ms: int

    def __str__(self) -> str:
        """Return the name as leases hold it."""
        return f"{self.host}/{self.pid}/{self.started_at_ms}"


def this_worker() -> WorkerName:
    """Return the name of the process that asks."""
    process = psutil.Process()
    return WorkerName(_this_host(), process.pid, _started_at_ms(process))


def is_dead(name: str) -> bool:
    """Tell whether a worker is *known* not to run any more. Of another machine's nothing is known."""
    try:
        host, pid, started_at_ms = name.rsplit("/", 2)
        worker = WorkerName(host, int(pid), int(started_at_ms))
    except ValueError:
        return False
    return worker.host == _this_host() and not _is_running(worker)


def _is_running(worker: WorkerName) -> bool:
    try:
        process = psutil.Process(worker.pid)
        is_same = abs(_started_at_ms(process) - worker.started_at_ms) < _CLOCKS_AGREE_MS
        return is_same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _started_at_ms(process: psutil.Process) -> int:
    return round(process.create_time() * 1000)


def _this_host() -> str:
    """Return what tells this machine, and this process namespace on it, from all others."""
    namespace = Path("/proc/self/ns/pid")
    inode = namespace.stat().st_ino if namespace.exists() else 0
    boot = Path("/proc/sys/kernel/random/boot_id")
    booted = boot.read_text(encoding="ascii").strip() if boot.exists() else f"{uuid.getnode():x}"
    return f"{socket.gethostname()}.{booted[:13]}.{inode}"
