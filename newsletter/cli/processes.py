"""The parts of an installation as ordinary processes: web, worker, beat, and the database's schema."""

import os
import sys
from typing import Annotated

import typer

from newsletter import wiring
from newsletter.campaigns import campaigns
from newsletter.cli.context import current_installation
from newsletter.cli.output import console
from newsletter.clock import now

_CELERY = ("celery", "--quiet", "--app", "newsletter.worker.tasks")

db = typer.Typer(help="The database's tables.", no_args_is_help=True)


def web(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the pages behind the links of mails, and their images.

    Example: newsletter web --host 0.0.0.0 --port 8000
    """
    current_installation(context)
    if host is not None:
        os.environ["NEWSLETTER_WEB_HOST"] = host
    if port is not None:
        os.environ["NEWSLETTER_WEB_PORT"] = str(port)
    _become(context, "newsletter.web")


def worker(
    context: typer.Context,
    processes: Annotated[int | None, typer.Option(help="Processes that send at once.")] = None,
) -> None:
    """Run a Celery worker: it sends what campaigns release. As many of these as you like, on any host.

    Example: newsletter worker --processes 4
    """
    installation = current_installation(context)
    installation.require_addresses()
    installation.require_public_url()
    count = processes or installation.settings.worker_processes
    with installation.database():
        pass  # a missing database or an old schema is told here, once, not by every process
    _become(
        context,
        *_CELERY,
        *("worker", "--pool", "prefork", "--concurrency", str(count)),
        *(
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--hostname",
            f"newsletter-{os.getpid()}@%h",
        ),
    )


def beat(context: typer.Context) -> None:
    """Run the clock that finds due work in the database. Two of them do no harm.

    Example: newsletter beat
    """
    installation = current_installation(context)
    assert installation.broker_url  # what is wrong with it is told here
    with installation.database():
        pass  # a missing database or an old schema is told here
    _become(context, "newsletter.worker.beat")


def health(context: typer.Context) -> None:
    """Check that broker and database answer and work; exit code 0 when they do. For health checks.

    The database works when something can be written, durably. Also fails while a campaign that is under way
    stands still for longer than any relay takes.

    Example: newsletter health
    """
    installation = current_installation(context)
    installation.require_broker()
    with installation.database() as database:
        wiring.require_writable(database)
        campaigns.require_no_standstill(database, now=now())
    console.out.print("The database and the broker answer.")


@db.command()
def upgrade(context: typer.Context) -> None:
    """Bring the database's tables to what this version needs. Harmless to repeat.

    Example: newsletter db upgrade
    """
    console.print_upgrade(*wiring.upgrade_database(current_installation(context)))


def _become(context: typer.Context, module: str, *arguments: str) -> None:
    """Replace this process by another of our own: signals and exit codes are its own."""
    folder = current_installation(context).newsroom_folder
    if folder is not None:
        os.environ["NEWSLETTER_NEWSROOM"] = str(folder.root)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606 -- our own interpreter, no shell
