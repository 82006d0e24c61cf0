"""Measure how fast mails are handed over, against Postfix's own C client.

    SMTP_SINK=… SMTP_SOURCE=… python benchmarks/submit.py [--mails 20000] [--rounds 5] [--uvloop]

Each round runs `smtp-source -d` and our pool against the same `smtp-sink`, one after the other, so that
the machine's mood meets both; what is printed are the ratios of the pairs. Both programs belong to
Postfix and are looked for in SMTP_SINK and SMTP_SOURCE, then on PATH. Loopback only.
"""

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from newsletter.delivery.outcomes import Outcome
from newsletter.identifiers import DeliveryId
from newsletter.mime.outgoing import OutgoingMail
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.relay import Relay

LINE = b"x" * 78 + b"\r\n"


def main() -> None:
    """Run the paired rounds and print mails per second, and the ratio with its spread."""
    options = _options()
    with _sink(_program("smtp-sink")) as port:
        pairs = [_round(port, options) for _ in range(options.rounds)]
    ratios = [ours / theirs for ours, theirs in pairs]
    print(f"median ratio {statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f})")


def _round(port: int, options: argparse.Namespace) -> tuple[float, float]:
    theirs = options.mails / _seconds_of_smtp_source(port, options)
    ours = options.mails / _seconds_of_pool(port, options)
    print(f"newsletter {ours:7.0f}/s   smtp-source {theirs:7.0f}/s   ratio {ours / theirs:.2f}")
    return ours, theirs


def _seconds_of_pool(port: int, options: argparse.Namespace) -> float:
    factory = None
    if options.uvloop:
        import uvloop  # noqa: PLC0415 - only where asked for: it is not on every platform

        factory = uvloop.new_event_loop
    relay = Relay.parse(f"smtp://127.0.0.1:{port}?connections={options.connections}")
    with asyncio.Runner(loop_factory=factory) as runner:
        started = time.perf_counter()
        runner.run(_submit_all(relay, options))
        return time.perf_counter() - started


async def _submit_all(relay: Relay, options: argparse.Namespace) -> None:
    content = b"Subject: benchmark\r\n\r\n" + LINE * (options.size // len(LINE))
    numbers = iter(range(options.mails))
    async with SmtpPool(relay) as pool, asyncio.TaskGroup() as tasks:
        for _ in range(options.connections):
            tasks.create_task(_submit_from(numbers, pool, content))


async def _submit_from(numbers: Iterator[int], pool: SmtpPool, content: bytes) -> None:
    for number in numbers:
        mail = OutgoingMail(
            delivery_id=DeliveryId(number),
            envelope_sender=f"bounce+{number}@news.example",
            recipient=f"member{number}@example.org",
            content=content,
        )
        receipt = await pool.submit(mail, permit=_permit)
        assert receipt.outcome is Outcome.ACCEPTED


async def _permit() -> bool:
    return True


def _seconds_of_smtp_source(port: int, options: argparse.Namespace) -> float:
    command = [_program("smtp-source"), "-d", "-s", options.connections, "-m", options.mails]
    command += ["-l", options.size, f"127.0.0.1:{port}"]
    started = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True)
    return time.perf_counter() - started


@contextmanager
def _sink(program: str) -> Iterator[int]:
    """Give the port of a smtp-sink that listens until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    sink = subprocess.Popen([program, *user, f"127.0.0.1:{port}", "1000"])
    try:
        _wait_for(port)
        yield port
    finally:
        sink.terminate()
        sink.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    sys.exit("smtp-sink does not listen; see its message above")


def _program(name: str) -> str:
    variable = name.upper().replace("-", "_")
    path = os.environ.get(variable) or shutil.which(name)
    if path is None:
        sys.exit(f"{name} not found. It is part of Postfix: put it on PATH, or its path into {variable}")
    return path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hand mails to smtp-sink and compare with smtp-source.")
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=10)
    parser.add_argument("--size", type=int, default=10_000, help="octets of one mail")
    parser.add_argument("--uvloop", action="store_true", help="use uvloop instead of asyncio's own loop")
    return parser.parse_args()


if __name__ == "__main__":
    main()
