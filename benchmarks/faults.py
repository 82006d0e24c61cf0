"""Kill workers, broker and database at random during a campaign, and let the sink's own log judge.

    python benchmarks/faults.py [--members 20000] [--kills 20] [--seed 1] [--database postgresql|sqlite]

Promises (`ARCHITECTURE.md`, the life of a delivery): nobody twice, nobody lost; `unknown` at most as many as
the connections of what was killed. Exits 1 when one is broken. Needs smtp-sink on PATH; loopback only.
"""

import argparse
import json
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psutil
from campaign import HOST, Office, database, office, sink

from newsletter.local.supervisor.ports import free_port
from servers.postgresql import Cluster

CONNECTIONS_OF_A_PROCESS = 10
WITHIN_S = 900


def main() -> None:
    """Send one campaign under fire, and compare ledger and log."""
    options = _options()
    dice = random.Random(options.seed)  # noqa: S311 - the same faults again, not secrets
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsletter-faults-")))
        port = free_port(HOST)
        url, cluster = database(stack, options.database, work)
        place = stack.enter_context(office(work, port, url, options.members))
        with sink(port, "-D", str(work / "taken")):
            killed = _under_fire(place, cluster, options, dice)
            by_state = _finished(place)
        ids = Counter(re.findall(rb"^Message-ID: (\S+)", (work / "taken").read_bytes(), re.MULTILINE))
    sys.exit(_judge(by_state, ids, killed))


def _under_fire(
    place: Office, cluster: Cluster | None, options: argparse.Namespace, dice: random.Random
) -> Counter[str]:
    """Start the campaign, kill something again and again while it runs, and return how many of each."""
    place.run("campaign", "create", "2026-12", "--list", "members")
    place.run("campaign", "send", "1", "--no-wait")
    killed: Counter[str] = Counter()
    while killed.total() < options.kills and not _is_finished(place):
        time.sleep(dice.uniform(0.1, 0.8))
        name = dice.choice(["worker process", "worker", "broker", *(["database"] if cluster else [])])
        if name == "database" and cluster:
            cluster.end(signal.SIGKILL)
            cluster.start()
            killed[name] += 1
        elif victims := [process for role, process in _victims(place) if role == name]:
            dice.choice(victims).kill()
            killed[name] += 1
    return killed


def _is_finished(place: Office) -> bool:
    return (_status(place) or {}).get("state") == "finished"


def _status(place: Office) -> dict[str, Any] | None:
    """Return the campaign's status, None while the database is away."""
    done = place.attempt("campaign", "status", "1", "--json")
    return json.loads(done.stdout) if done.returncode == 0 else None


def _victims(place: Office) -> list[tuple[str, psutil.Process]]:
    """Return what may be killed: worker processes, whole workers, the broker."""
    found = []
    for process in place.family():
        with suppress(psutil.NoSuchProcess):  # zombies too: it has ended since we looked
            if name := _role(process):
                found.append((name, process))
    return found


def _role(process: psutil.Process) -> str | None:
    words = process.cmdline()
    if "celery" in words and "worker" in words:
        parent = process.parent()
        return "worker process" if parent and "celery" in parent.cmdline() else "worker"
    return "broker" if any("valkey" in word for word in words[:1]) else None


def _finished(place: Office) -> dict[str, int]:
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        status = _status(place)
        if status and status["state"] == "finished":
            found: dict[str, int] = status["by_state"]
            return found
        time.sleep(1.0)
    sys.exit(f"not finished within {WITHIN_S} s: {_status(place)}")


def _judge(by_state: dict[str, int], ids: Counter[bytes], killed: Counter[str]) -> int:
    twice = sum(count > 1 for count in ids.values())
    lost = max(0, by_state["accepted"] - len(ids))
    members = sum(by_state.values())
    bound = CONNECTIONS_OF_A_PROCESS * (killed["worker process"] + 2 * killed["worker"])
    print(f"killed: {dict(killed)}")
    print(
        f"members {members}, accepted {by_state['accepted']}, unknown {by_state['unknown']} (at most {bound})"
    )
    print(f"the sink took {len(ids)} mails; twice {twice}, lost {lost}")
    others = members - by_state["accepted"] - by_state["unknown"]
    return int(bool(twice or lost or others or by_state["unknown"] > bound))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--members", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    return parser.parse_args()


if __name__ == "__main__":
    main()
