"""Measure a whole campaign beside Postfix's own load generator, to the same sink.

    members ─▶ `newsletter campaign send` ─▶ broker ─▶ worker ─▶ smtp-sink ◀─ smtp-source -d -s 10

    python benchmarks/campaign.py [--members 5000] [--rounds 3] [--database postgresql|sqlite]

Each round runs both, one after the other, so that the machine's mood meets both; what counts are the
ratios of the pairs. Everything is real: durable commits, the embedded Valkey, a Celery worker, the
example's edition in ten languages. A last campaign goes to a sink that keeps what it takes: it says
whether every member got exactly one mail. Loopback only.
"""

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import psutil

from newsletter.local.supervisor.ports import free_port
from servers.postgresql import Cluster, postgresql

HOST = "127.0.0.1"
LANGUAGES = ("en", "fr", "es", "pt", "ca", "ar", "fa", "zh-Hans", "ko", "hi")


def main() -> None:
    """Run the rounds, print rates and ratios, and check that every mail arrived once."""
    options = _options()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsletter-bench-")))
        port = free_port(HOST)
        url, _ = database(stack, options.database, work)
        place = stack.enter_context(office(work, port, url, options.members))
        with sink(port):
            pairs = [_round(place, port, options) for _ in range(options.rounds)]
        ratios = [ours / theirs for ours, theirs in pairs]
        print(f"median ratio {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")
        _exactly_once(place, port, work / "taken", options.members)


def _round(place: "Office", port: int, options: argparse.Namespace) -> tuple[float, float]:
    theirs = options.members / _seconds_of_smtp_source(port, options)
    ours = options.members / place.seconds_of_campaign()
    print(f"campaign {ours:6.0f}/s   smtp-source {theirs:6.0f}/s   ratio {ours / theirs:.2f}", flush=True)
    return ours, theirs


def _exactly_once(place: "Office", port: int, taken: Path, members: int) -> None:
    with sink(port, "-D", str(taken)):
        place.seconds_of_campaign()
    ids = Counter(re.findall(rb"^Message-ID: (\S+)", taken.read_bytes(), re.MULTILINE))
    twice = sum(count > 1 for count in ids.values())
    print(f"{len(ids)} of {members} mails taken by the sink, {twice} of them more than once")
    if len(ids) != members or twice:
        sys.exit("The campaign is not exact")


class Office:
    """A newsroom whose `newsletter up` runs, with an edition and a list."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._folder, self._env = folder, env
        self.up: psutil.Process | None = None
        """`newsletter up`, once it runs."""

    def family(self) -> list[psutil.Process]:
        """Return everything that `newsletter up` has started and that still runs."""
        assert self.up is not None
        return [process for process in self.up.children(recursive=True) if process.is_running()]

    def run(self, *arguments: str) -> str:
        """Run a command of ours and return what it printed; exit when it fails."""
        argv = [sys.executable, "-m", "newsletter", *arguments]
        done = subprocess.run(
            argv, cwd=self._folder, env=self._env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"newsletter {' '.join(arguments)}: {done.stderr}{done.stdout}")
        return done.stdout

    def attempt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of ours, which may fail."""
        argv = [sys.executable, "-m", "newsletter", *arguments]
        return subprocess.run(
            argv, cwd=self._folder, env=self._env, capture_output=True, text=True, check=False
        )

    def seconds_of_campaign(self) -> float:
        """Send one campaign to everybody and return how long `campaign send` took."""
        words = ("campaign", "create", "2026-12", "--list", "members", "--again", "a round of the benchmark")
        made = json.loads(self.run(*words, "--json"))
        began = time.perf_counter()
        sent = json.loads(self.run("campaign", "send", str(made["campaign"]), "--json"))
        seconds = time.perf_counter() - began
        if sent["by_state"]["accepted"] != made["members"]:
            sys.exit(f"Not every mail was accepted: {sent['by_state']}")
        return seconds


@contextmanager
def office(work: Path, port: int, url: str, members: int) -> Iterator[Office]:
    """Give a newsroom with so many members, whose `newsletter up` runs until the block ends."""
    folder = work / "newsroom"
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NEWSLETTER_")},
        "NEWSLETTER_DATABASE_URL": url,
        "NEWSLETTER_SMTP_URL": f"smtp://{HOST}:{port}?connections=10&rehearsal=yes",
        "NEWSLETTER_WEB_PORT": str(free_port(HOST)),
    }
    place = Office(folder, env)
    subprocess.run(
        [sys.executable, "-m", "newsletter", "init", folder, "--example"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    place.run("db", "upgrade")
    (folder / "many.csv").write_text(_members(members), encoding="utf-8")
    place.run("list", "create", "members")
    place.run("member", "import", "many.csv", "--list", "members")
    place.run("publish", "2026-12")
    with (work / "up.log").open("wb") as log:
        up = subprocess.Popen(
            [sys.executable, "-m", "newsletter", "up"], cwd=folder, env=env, stdout=log, stderr=log
        )
    place.up = psutil.Process(up.pid)
    try:
        _wait_for(int(env["NEWSLETTER_WEB_PORT"]))
        yield place
    finally:
        up.terminate()
        up.wait()


def _members(count: int) -> str:
    rows = (f"m{n}@host{n % 97}.example,Member {n},{LANGUAGES[n % len(LANGUAGES)]}" for n in range(count))
    return "email,name,languages\n" + "\n".join(rows) + "\n"


def database(stack: ExitStack, kind: str, work: Path) -> tuple[str, Cluster | None]:
    """Return the URL of a fresh, durable database that lasts as long as the stack, and its server."""
    if kind == "sqlite":
        return f"sqlite:///{work / 'newsletter.sqlite3'}", None
    cluster = stack.enter_context(postgresql(settings=()))
    return cluster.url("postgres"), cluster


@contextmanager
def sink(port: int, *extra: str) -> Iterator[None]:
    """Run Postfix's smtp-sink on a port until the block ends."""
    user = ["-u", "root"] if os.geteuid() == 0 else []
    argv = [_program("smtp-sink"), *user, *extra, f"{HOST}:{port}", "1000"]
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def _seconds_of_smtp_source(port: int, options: argparse.Namespace) -> float:
    argv = [
        *(_program("smtp-source"), "-d", "-s", "10", "-m", str(options.members), "-l", str(options.length)),
        *("-f", "a@example.org", "-t", "b@example.org", f"{HOST}:{port}"),
    ]
    began = time.perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit(f"nothing answers on port {port}")


def _program(name: str) -> str:
    found = os.environ.get(name.upper().replace("-", "_")) or shutil.which(name)
    if not found:
        sys.exit(
            f"{name} is not on PATH; it comes with Postfix (Debian: install postfix, or unpack the package)"
        )
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--length", type=int, default=50_000, help="bytes of smtp-source's mails: as long as ours"
    )
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    return parser.parse_args()


if __name__ == "__main__":
    main()
