"""`newsletter up`: everything on one machine, under one terminal."""

import sys

import typer
from rich.markup import escape

from newsletter.cli.context import current_installation
from newsletter.cli.output import console
from newsletter.cli.wait import await_database
from newsletter.local import stack
from newsletter.local.stack import EmbeddedPlan
from newsletter.local.supervisor.service import ServiceEvent
from newsletter.wiring import Installation
from newsletter.wiring.embedded import embedded_plan


def up(context: typer.Context) -> None:
    """Run broker, local inbox, web, worker and beat until Ctrl-C. No server to install.

    Its state is in `var/` of the newsroom. Ports: NEWSLETTER_WEB_PORT (8000),
    NEWSLETTER_INBOX_SMTP_PORT (2525), NEWSLETTER_INBOX_WEB_PORT (8025).

    Example: newsletter up
    """
    installation = current_installation(context)
    installation.require_public_url()
    plan = embedded_plan(installation)
    tell = stack.terminal(sys.stdout, plan)
    awaited_names = {service.name for service in stack.services(plan)}

    def on_event(event: ServiceEvent) -> None:
        tell(event)
        if event.kind == "ready" and event.service in awaited_names:
            awaited_names.remove(event.service)
            if not awaited_names:
                _print_addresses(installation, plan)

    await_database(installation)  # one that cannot be had is told here, once, not by every service
    raise typer.Exit(stack.supervisor(plan, on_event=on_event).run())


def _print_addresses(installation: Installation, plan: EmbeddedPlan) -> None:
    """Say that everything runs, and where to look."""
    console.out.print(f"\n[bold]Everything is up.[/] Web: {installation.public_url}")
    console.out.print(destination_line(installation, plan))
    console.out.print("Ctrl-C ends it.\n")


def destination_line(installation: Installation, plan: EmbeddedPlan) -> str:
    """Return where mail goes: whoever tries something out wants to know whether people get it."""
    if plan.inbox:
        page = f"http://127.0.0.1:{plan.inbox.web_port}"
        return f"Mail goes to the local inbox: {page} (SMTP on port {plan.inbox.smtp_port})"
    address = escape(installation.relay.address)
    if installation.relay.is_rehearsal:
        return f"Mail goes to {address}: a rehearsal, which delivers nothing."
    return f"Mail goes to {address} — [bold]real mail[/]."
