"""Do to an installation what goes wrong in the world, and let the relay's own log judge.

    python -m benchmarks.faults [--short] [--members 5000] [--database sqlite|postgresql] [--only NAME]

Promises (ARCHITECTURE.md, the life of a delivery): nobody twice, nobody lost, nobody after goodbye, nobody in
a wrong language; `unknown` at most as many as the connections of what was killed; the sum of states is what
was planned. Negative controls, in which the product lacks one of its guards, must break a promise. Exits 1
when one of either is not so. Loopback only; needs nothing but this program.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.faults.laboratory import HERE, Laboratory, Template, Verdict, sink, template  # noqa: E402
from benchmarks.faults.scenarios import SCENARIOS, Scenario  # noqa: E402
from servers.postgresql import postgresql  # noqa: E402

SHORT_MEMBERS = 600
TRIES_OF_A_CONTROL = 3
"""A guard that is off shows only when two things happen in the wrong order."""
COLUMNS = (
    f"{'scenario':<24}{'database':<12}{'mails':>7}{'twice':>7}{'lost':>6}{'goodbye':>9}"
    f"{'language':>10}{'unknown':>14}  {'sum':<5}{'s':>5}"
)


def main() -> None:
    """Run the scenarios, and print a line for each."""
    options = _options()
    print(COLUMNS, flush=True)
    with tempfile.TemporaryDirectory(prefix="newsletter-faults-") as name:
        work = Path(name)
        made = template(work / "template", options.members)
        with ThreadPoolExecutor(options.jobs) as pool:
            tasks = [
                pool.submit(_shown, work / f"{number}", made, scenario, database, options.seed)
                for number, (scenario, database) in enumerate(_chosen(options))
            ]
            failures = [failure for task in tasks if (failure := task.result())]
    if failures:
        sys.exit(f"Not as promised: {', '.join(failures)}")


def _shown(work: Path, made: Template, scenario: Scenario, database: str, seed: int) -> str:
    """Run a scenario, print its line, and return its name if it was not as promised."""
    for attempt in range(TRIES_OF_A_CONTROL if scenario.must_fail else 1):
        began = time.monotonic()
        verdict = _verdict(work.with_name(f"{work.name}-{attempt}"), made, scenario, database, seed + attempt)
        print(_line(scenario, database, verdict, time.monotonic() - began), flush=True)
        if getattr(verdict, scenario.must_fail) if scenario.must_fail else verdict.is_good:
            return ""
    return f"{scenario.name} on {database}"


def _verdict(work: Path, made: Template, scenario: Scenario, database: str, seed: int) -> Verdict:
    work.mkdir()
    work.chmod(0o755)
    with ExitStack() as stack:
        url, cluster = f"sqlite:///{work / 'newsletter.sqlite3'}", None
        if database == "postgresql":
            cluster = stack.enter_context(postgresql(settings=()))
            url = _behind_proxy(stack, work, cluster.directory)
        lab = {**scenario.lab, **({"clock": str(work / "clock")} if "clock" in scenario.lab else {})}
        laboratory = Laboratory(work, made, database=url, cluster=cluster, lab=lab)
        stack.enter_context(sink(laboratory))
        laboratory.prepare()
        stack.callback(laboratory.stop)
        laboratory.start()
        return scenario.run(laboratory, random.Random(seed))  # noqa: S311 -- the same faults again, not secrets


def _behind_proxy(stack: ExitStack, work: Path, server: Path) -> str:
    own = work / "proxy"
    own.mkdir()
    process = subprocess.Popen([sys.executable, str(HERE / "proxy.py"), str(server), str(own)])
    stack.callback(process.wait)
    stack.callback(process.terminate)
    while not (own / ".s.PGSQL.5432").exists():
        time.sleep(0.05)
    return f"postgresql://postgres@/postgres?host={own}"


def _line(scenario: Scenario, database: str, verdict: Verdict, seconds: float) -> str:
    unknown = f"{verdict.unknown} (≤{verdict.unknown_bound})"
    numbers = f"{verdict.taken:>7}{verdict.twice:>7}{verdict.lost:>6}{verdict.after_goodbye:>9}"
    numbers += f"{verdict.wrong_language:>10}"
    sums = "yes" if verdict.sums_up else "NO"
    line = f"{scenario.name:<24}{database:<12}{numbers}{unknown:>14}  {sums:<5}{seconds:>5.0f}"
    return "\n".join([line, *(f"    {remark}" for remark in verdict.remarks)])


def _chosen(options: argparse.Namespace) -> list[tuple[Scenario, str]]:
    chosen = "sqlite" if options.short else options.database
    databases = [chosen] if chosen else ["sqlite", "postgresql"]
    return [
        (scenario, database)
        for database in databases
        for scenario in SCENARIOS
        if database in scenario.databases
        and options.only in scenario.name
        and not (options.short and scenario.is_long)
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true", help=f"SQLite, {SHORT_MEMBERS} members: for CI")
    parser.add_argument("--members", type=int)
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--only", default="", help="scenarios whose name holds this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=3, help="scenarios at once: they mostly wait")
    options = parser.parse_args()
    options.members = options.members or (SHORT_MEMBERS if options.short else 5000)
    return options


if __name__ == "__main__":
    main()
