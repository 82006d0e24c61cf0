"""The embedded default: what `newsletter up` runs, and in which order.

    broker ─▶ inbox, web, worker, beat

Every service is the same command that a large installation runs; only broker and inbox are extras
of the embedded default, and left out where the settings name others.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from newsletter.local.supervisor.ports import free_port, require_free
from newsletter.local.supervisor.probes import HttpProbe, TcpProbe
from newsletter.local.supervisor.service import Service, ServiceEvent
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.local.supervisor.terminal import terminal_writer
from newsletter.local.supervisor.valkey import embedded_valkey

LOOPBACK = "127.0.0.1"
WORKER_GRACE_S = 45.0
"""More than the rest of a slice needs; what takes longer is taken up again by the ledger's rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPlan:
    """What to run, where. A part that the settings name elsewhere is None here."""

    state_dir: Path
    has_broker: bool
    web_host: str
    web_port: int
    inbox: "InboxPorts | None"
    env: Mapping[str, str]
    """Handed to every service on top of our own environment."""


@dataclass(frozen=True, slots=True)
class InboxPorts:
    """Where the local inbox listens."""

    smtp_port: int
    web_port: int


def free_ports() -> tuple[int, InboxPorts]:
    """Return ports that are free this moment, for web and for the inbox: for runs that must not clash."""
    return free_port(LOOPBACK), InboxPorts(free_port(LOOPBACK), free_port(LOOPBACK))


def supervisor(plan: EmbeddedPlan, *, on_event: Callable[[ServiceEvent], None]) -> Supervisor:
    """Return the supervisor of everything in the plan, not started yet."""
    return Supervisor(
        services(plan),
        run_dir=plan.state_dir / "run",
        log_dir=plan.state_dir / "log",
        on_event=on_event,
    )


def terminal(stream: TextIO, plan: EmbeddedPlan) -> Callable[[ServiceEvent], None]:
    """Return what shows every line of every service on a terminal."""
    names = [service.name for service in services(plan)]
    return terminal_writer(stream, names, colour=stream.isatty())


def services(plan: EmbeddedPlan) -> list[Service]:
    """Return the services in the order of their start."""
    all_services = [
        _web(plan),
        Service(
            name="worker",
            argv=_command("worker"),
            env=plan.env,
            lets_others_start=True,
            grace_s=WORKER_GRACE_S,
        ),
        Service(name="beat", argv=_command("beat"), env=plan.env, lets_others_start=True),
    ]
    if plan.inbox:
        all_services.insert(0, _inbox(plan, plan.inbox))
    if plan.has_broker:
        all_services.insert(0, embedded_valkey(plan.state_dir / "valkey").service)
    return all_services


def _web(plan: EmbeddedPlan) -> Service:
    return Service(
        name="web",
        argv=_command("web", "--host", plan.web_host, "--port", str(plan.web_port)),
        env=plan.env,
        lets_others_start=True,
        ready=HttpProbe(f"http://{plan.web_host}:{plan.web_port}/health"),
        before=lambda: require_free(
            plan.web_host, plan.web_port, what="The web service", setting="NEWSLETTER_WEB_PORT"
        ),
    )


def _inbox(plan: EmbeddedPlan, ports: InboxPorts) -> Service:
    def require_ports() -> None:
        smtp, web = "NEWSLETTER_INBOX_SMTP_PORT", "NEWSLETTER_INBOX_WEB_PORT"
        require_free(LOOPBACK, ports.smtp_port, what="The local inbox", setting=smtp)
        require_free(LOOPBACK, ports.web_port, what="The local inbox's page", setting=web)

    return Service(
        name="inbox",
        argv=(
            *(sys.executable, "-m", "newsletter.local.inbox"),
            *("--directory", str(plan.state_dir / "inbox")),
            *("--smtp-port", str(ports.smtp_port), "--web-port", str(ports.web_port)),
        ),
        env=plan.env,
        lets_others_start=True,
        ready=TcpProbe(LOOPBACK, ports.smtp_port),
        before=require_ports,
    )


def _command(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "newsletter", *words)
