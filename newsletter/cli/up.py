"""`newsletter up`: everything on one machine, under one terminal."""

import sys

import typer

from newsletter.cli import show
from newsletter.cli.context import installation
from newsletter.services import embedded


def add_to(app: typer.Typer) -> None:
    """Add this command to the root."""
    app.command()(up)


def up(context: typer.Context) -> None:
    """Run broker, local inbox, web, worker and beat until Ctrl-C. No server to install.

    Its state is in `var/` of the newsroom. Ports: NEWSLETTER_WEB_PORT (8000),
    NEWSLETTER_INBOX_SMTP_PORT (2525), NEWSLETTER_INBOX_WEB_PORT (8025).

    Example: newsletter up
    """
    found = installation(context)
    plan = found.embedded_plan()
    supervisor = embedded.supervisor(plan, on_event=embedded.terminal(sys.stdout, plan))
    with found.database():
        pass
    show.note(f"Web {found.public_url}")
    if plan.inbox:
        show.note(f"Inbox http://127.0.0.1:{plan.inbox.web_port} (SMTP on port {plan.inbox.smtp_port})")
    raise typer.Exit(supervisor.run())
