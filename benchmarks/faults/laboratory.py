"""An installation under fault: a newsroom, its real processes, a relay with a log of its own, and a judge.

template() ──▶ Laboratory ──▶ a scenario does its worst ──▶ verdict() of the relay's log
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import psutil

from newsletter.local.supervisor.ports import free_port
from servers.postgresql import Cluster

HOST = "127.0.0.1"
HERE = Path(__file__).resolve().parent
CONNECTIONS = 5
PROCESSES = 2
WITHIN_S = 900.0
TAKEN, LATER = 250, 451
_SMALL = 1000
LANGUAGES = ("en", "fr", "es", "pt", "ca", "ar", "fa", "zh-Hans", "ko")


@dataclass(frozen=True)
class Template:
    """What every scenario begins with: a newsroom, published, with its members, on SQLite."""

    folder: Path
    member_count: int

    @property
    def database(self) -> Path:
        """The database, on SQLite."""
        return self.folder.parent / "template.sqlite3"


def template(folder: Path, member_count: int) -> Template:
    """Make it once."""
    _newsletter(folder.parent, {}, "init", str(folder), "--example")
    rows = (f"m{n}@host{n % 17}.example,{LANGUAGES[n % len(LANGUAGES)]}" for n in range(member_count))
    (folder / "many.csv").write_text("email,languages\n" + "\n".join(rows) + "\n", encoding="utf-8")
    made = Template(folder, member_count)
    _fill(folder, {**_own_env(), "NEWSLETTER_DATABASE_URL": f"sqlite:///{made.database}"})
    return made


def _fill(folder: Path, env: dict[str, str]) -> None:
    for words in (
        ("db", "upgrade"),
        ("list", "create", "members"),
        ("member", "import", "many.csv", "--list", "members"),
        ("publish", "2026-12"),
    ):
        _newsletter(folder, env, *words)


def _own_env() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("NEWSLETTER_")}


@dataclass
class Verdict:
    """What the relay's log and the ledger say of a scenario."""

    taken: int
    twice: int
    lost: int
    after_goodbye: int
    wrong_language: int
    unknown: int
    unknown_bound: int
    sums_up: bool
    remarks: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether every promise was kept."""
        faults = self.twice or self.lost or self.after_goodbye or self.wrong_language
        return not faults and self.unknown <= self.unknown_bound and self.sums_up


class Laboratory:
    """One installation, up and running."""

    def __init__(
        self,
        work: Path,
        made_of: Template,
        *,
        database: str,
        cluster: Cluster | None,
        lab: Mapping[str, object],
    ) -> None:
        self.work, self.cluster, self.member_count = work, cluster, made_of.member_count
        self._made_of = made_of
        self.folder, self.port, self.web_port = work / "newsroom", free_port(HOST), free_port(HOST)
        self.killed: Counter[str] = Counter()
        self.goodbyes: dict[str, float] = {}
        self.remarks: list[str] = []
        shutil.copytree(made_of.folder, self.folder)
        (work / "sink").mkdir()
        self.env = {
            **_own_env(),
            "PYTHONPATH": str(HERE / "inject"),
            "NEWSLETTER_LAB": json.dumps(lab),
            "NEWSLETTER_DATABASE_URL": database,
            "NEWSLETTER_SMTP_URL": f"smtp://{HOST}:{self.port}?connections={CONNECTIONS}&rehearsal=yes",
            "NEWSLETTER_WORKER_PROCESSES": str(PROCESSES),
            "NEWSLETTER_WEB_PORT": str(self.web_port),
        }
        self.up: subprocess.Popen[bytes] | None = None

    # -- commands and processes

    def run(self, *words: str) -> dict[str, Any]:
        """Run a command with --json, and return what it says."""
        said: dict[str, Any] = json.loads(_newsletter(self.folder, self.env, *words, "--json"))
        return said

    def attempt(self, *words: str) -> dict[str, Any] | None:
        """The same, None where it fails."""
        with suppress(RuntimeError):
            return self.run(*words)
        return None

    def prepare(self) -> None:
        """Fill the database."""
        if self.cluster is None:
            shutil.copy(self._made_of.database, self.work / "newsletter.sqlite3")
        else:
            _fill(self.folder, self.env)

    def behave(self, **behaviour: float) -> None:
        """Tell the relay how to behave from now on."""
        file = self.work / "sink/behaviour.json"
        file.with_suffix(".new").write_text(json.dumps(behaviour), encoding="ascii")
        file.with_suffix(".new").replace(file)

    def start(self) -> None:
        """Start `newsletter up`, and return once everything is."""
        argv, file = [sys.executable, "-m", "newsletter", "up"], self.work / "up.log"
        with file.open("ab") as log:
            began_at = log.tell()
            self.up = subprocess.Popen(argv, cwd=self.folder, env=self.env, stdout=log, stderr=log)
        until = time.monotonic() + 120
        while b"Everything is up" not in file.read_bytes()[began_at:]:
            if self.up.poll() is not None or time.monotonic() > until:
                raise SystemExit(file.read_text(encoding="utf-8")[began_at:])
            time.sleep(0.1)

    def stop(self) -> None:
        """End everything."""
        if self.up is not None:
            family = self.family()
            self.up.kill()
            self.up.wait()
            for process in family:
                with suppress(psutil.Error):
                    process.kill()

    def family(self) -> list[psutil.Process]:
        """Return what `newsletter up` has started."""
        assert self.up is not None
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(self.up.pid).children(recursive=True)
        return []

    def processes(self, role: str) -> list[psutil.Process]:
        """Return the processes of a role: "worker process", "worker", "broker", "beat"."""
        found = []
        for process in self.family():
            with suppress(psutil.Error):
                if _role(process) == role:
                    found.append(process)
        return found

    def await_process(self, role: str) -> psutil.Process:
        """Return a process of a role, once there is one."""
        until = time.monotonic() + 60
        while not (found := self.processes(role)):
            if time.monotonic() > until:
                raise SystemExit(f"there is no {role}")
            time.sleep(0.1)
        return found[0]

    def kill(self, role: str) -> None:
        """Kill one of a role with SIGKILL, if there is one; `up` starts it again. Its name counts."""
        if role == "up":
            assert self.up is not None
            self.up.kill()
            self.up.wait()
            self.start()
        elif role == "database":
            assert self.cluster is not None
            self.cluster.end(signal.SIGKILL)
            self.cluster.start()
        else:
            victim = self.await_process(role)
            with suppress(psutil.NoSuchProcess):
                victim.kill()
        self.killed[role] += 1

    @contextmanager
    def freezing(self, dice: random.Random) -> Iterator[None]:
        """Stop a worker process, and let it go on at the end."""
        victim = dice.choice(self.processes("worker process") or [self.await_process("worker process")])
        victim.send_signal(signal.SIGSTOP)
        self.killed["worker process"] += 1
        yield
        victim.send_signal(signal.SIGCONT)

    @property
    def rounds(self) -> int:
        """How often to do the same again: a small installation is through sooner."""
        return 1 if self.member_count <= _SMALL else 2

    # -- what happened

    def send(self, *words: str) -> int:
        """Create a campaign and send it; return its number."""
        number = self.run("campaign", "create", "2026-12", "--list", "members", *words)["campaign"]
        _newsletter(self.folder, self.env, "campaign", "send", str(number), "--no-wait")
        return int(number)

    def send_to(self, name: str, numbers: Sequence[int], *words: str) -> None:
        """Make a list of members, and send the edition to them."""
        rows = [f"m{number}@few.example,{LANGUAGES[number % len(LANGUAGES)]}" for number in numbers]
        (self.folder / f"{name}.csv").write_text("\n".join(["email,languages", *rows]), encoding="utf-8")
        _newsletter(self.folder, self.env, "list", "create", name)
        _newsletter(self.folder, self.env, "member", "import", f"{name}.csv", "--list", name)
        made = self.run("campaign", "create", "2026-12", "--list", name)["campaign"]
        _newsletter(self.folder, self.env, "campaign", "send", str(made), "--no-wait", *words)

    def wait_until_over(self, number: int) -> dict[str, int]:
        """Return the deliveries by state once the campaign is over."""
        until = time.monotonic() + WITHIN_S
        while time.monotonic() < until:
            status = self.attempt("campaign", "status", str(number))
            if status and status["state"] in ("finished", "cancelled"):
                by_state: dict[str, int] = status["by_state"]
                if not any(by_state[state] for state in ("pending", "submitting", "waiting", "deferred")):
                    return by_state
            time.sleep(0.3)
        raise SystemExit(f"not over within {WITHIN_S:.0f} s: {status}")

    def wait_for_status(self, number: int, is_so: Callable[[dict[str, Any]], bool]) -> None:
        """Return once the status of a campaign is so."""
        until = time.monotonic() + 60
        while not ((status := self.attempt("campaign", "status", str(number))) and is_so(status)):
            if time.monotonic() > until:
                raise SystemExit(f"the campaign did not come so far: {status}")

    def log(self) -> list[dict[str, Any]]:
        """Return what the relay wrote down."""
        file = self.work / "sink/log"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [json.loads(line) for line in lines]

    def taken(self) -> list[dict[str, Any]]:
        """Return the mails that it took."""
        return [line for line in self.log() if line["answer"] == TAKEN]

    def wait_for_mails(self, count: int, *, answer: int = TAKEN) -> None:
        """Return once the relay has given that answer so often."""
        until = time.monotonic() + WITHIN_S
        while sum(line["answer"] == answer for line in self.log()) < count:
            if time.monotonic() > until:
                raise SystemExit(f"the relay did not come to {count} mails")
            time.sleep(0.05)

    def say_goodbye(self, line: dict[str, Any]) -> None:
        """Post the one click of a mail (RFC 8058); from its answer on, its member is not written to."""
        url = line["List-Unsubscribe"].strip("<>")
        request = Request(url, data=b"List-Unsubscribe=One-Click", method="POST")  # noqa: S310 -- our own web
        with urlopen(request, timeout=30) as answer:  # noqa: S310 -- our own web
            answer.read()
        self.goodbyes[line["to"]] = time.time()

    def verdict(self, by_state: dict[str, int], *, unknown_bound: int = 0) -> Verdict:
        """Judge by the relay's log."""
        taken = self.taken()
        by_member = Counter(line["to"] for line in taken)
        late = [line for line in taken if line["dot_at"] > self.goodbyes.get(line["to"], float("inf"))]
        return Verdict(
            taken=len(taken),
            twice=sum(count > 1 for count in by_member.values()),
            lost=max(0, by_state["accepted"] - len(by_member)),
            after_goodbye=len(late),
            wrong_language=sum(line["Content-Language"] != _language_of(line["to"]) for line in taken),
            unknown=by_state["unknown"],
            unknown_bound=unknown_bound,
            sums_up=sum(by_state.values()) == self.member_count,
            remarks=self.remarks,
        )

    def bound(self) -> int:
        """Return how many connections were open at most in what was killed or frozen."""
        killed = self.killed
        processes = killed["worker process"] + PROCESSES * (killed["worker"] + killed["up"])
        return CONNECTIONS * processes


def _language_of(address: str) -> str:
    return LANGUAGES[int(address.partition("@")[0].removeprefix("m")) % len(LANGUAGES)]


def _role(process: psutil.Process) -> str | None:
    words = process.cmdline()
    if "celery" in words and "worker" in words:
        parent = process.parent()
        return "worker process" if parent and "celery" in parent.cmdline() else "worker"
    if "newsletter.worker.beat" in words:
        return "beat"
    return "broker" if any("valkey" in word for word in words[:1]) else None


def _newsletter(folder: Path, env: dict[str, str], *words: str) -> str:
    argv = [sys.executable, "-m", "newsletter", *words]
    done = subprocess.run(argv, cwd=folder, env=env or None, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"newsletter {' '.join(words)}: {done.stderr}{done.stdout}")
    return done.stdout


def wait_for_port(port: int) -> None:
    """Return once somebody listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            socket.create_connection((HOST, port), timeout=1).close()
            return
        time.sleep(0.05)
    raise SystemExit(f"nothing answers on port {port}")


@contextmanager
def sink(laboratory: Laboratory) -> Iterator[None]:
    """Run the relay until the block ends."""
    argv = [sys.executable, str(HERE / "sink.py"), str(laboratory.port), str(laboratory.work / "sink")]
    process = subprocess.Popen(argv)
    try:
        wait_for_port(laboratory.port)
        yield
    finally:
        process.terminate()
        process.wait()
