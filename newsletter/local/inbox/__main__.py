"""`python -m newsletter.local.inbox`: the inbox as a process of its own."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from newsletter.errors import NewsletterError, UnavailableError
from newsletter.local.inbox.receiving import InboxRules
from newsletter.local.inbox.serving import DEFAULT_RULES, ListenAddress, OpenPorts, serve_inbox


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop, and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        rules = InboxRules(size_limit_bytes=options.size_limit_bytes, refuse=dict(options.refuse))
        smtp, web = (
            ListenAddress(options.smtp_host, options.smtp_port),
            ListenAddress(options.web_host, options.web_port),
        )
    except ValueError as error:
        parser.error(str(error))
    try:
        serve_inbox(
            options.directory, smtp=smtp, web=web, rules=rules, on_ready=lambda ports: _report(ports, options)
        )
    except NewsletterError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m newsletter.local.inbox", description="Keep what is sent here by SMTP, and show it."
    )
    parser.add_argument("--directory", type=Path, required=True, help="where the mails are kept")
    parser.add_argument("--smtp-host", default="127.0.0.1")
    parser.add_argument("--smtp-port", type=int, default=1025, help="0 takes any free port")
    parser.add_argument("--web-host", default="127.0.0.1")
    parser.add_argument("--web-port", type=int, default=8025, help="0 takes any free port")
    parser.add_argument("--ports-file", type=Path, help="write the ports here as JSON when both are open")
    parser.add_argument("--size-limit-bytes", type=int, default=DEFAULT_RULES.size_limit_bytes)
    parser.add_argument(
        "--refuse",
        type=_parse_refusal,
        action="append",
        default=[],
        metavar="ADDRESS=REPLY",
        help="refuse a recipient, as in 'bad@example.org=550 5.1.1 No such mailbox'; may be repeated",
    )
    return parser


def _parse_refusal(text: str) -> tuple[str, str]:
    address, _, reply = text.rpartition("=")
    return address, reply


def _report(ports: OpenPorts, options: argparse.Namespace) -> None:
    """Say where the inbox is: to a person, and to the program that started it."""
    if options.ports_file is not None:
        _write_ports(options.ports_file, ports)
    sys.stdout.write(
        f"Inbox: SMTP {options.smtp_host}:{ports.smtp_port}, "
        f"pages http://{options.web_host}:{ports.web_port}/\n"
    )
    sys.stdout.flush()


def _write_ports(path: Path, ports: OpenPorts) -> None:
    """Write the file whole or not at all: who waits for it never reads half of it."""
    unfinished_path = path.with_suffix(".part")
    try:
        unfinished_path.write_text(json.dumps(asdict(ports)), encoding="ascii")
        unfinished_path.replace(path)
    except OSError as error:
        raise UnavailableError(f"{path}: {error.strerror}. Name a file that can be written") from error


if __name__ == "__main__":
    sys.exit(main())
