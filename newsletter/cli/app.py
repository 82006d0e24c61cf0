"""The command line's root: global options, and where all commands below it are.

A new command is one line in `_Root.later`; its module is imported when it is run.
"""

from pathlib import Path
from typing import Annotated, ClassVar

import typer

from newsletter.cli.lazy import LazyCommand, LazyGroup


class _Root(LazyGroup):
    """All commands, in the order of the help; a help line is the first one of the command's own."""

    later: ClassVar = {
        "init": LazyCommand("newsletter.cli.init:init", "Make a newsroom."),
        "article": LazyCommand("newsletter.cli.article:app", "Bring articles into the newsroom."),
        "publish": LazyCommand(
            "newsletter.cli.publish:publish",
            "Run the gate in every language and store the edition in the database. Sends nothing.",
        ),
        "status": LazyCommand(
            "newsletter.cli.status:status",
            "Show which texts of an edition are ready in which languages, and what the others wait for.",
        ),
        "preview": LazyCommand(
            "newsletter.cli.preview:preview",
            "Write the mails of an edition as files to look at: HTML with its pictures, text, subject.",
        ),
        "pseudo": LazyCommand(
            "newsletter.cli.pseudo:pseudo",
            "Write an edition's mails in made-up languages: "
            "find faults of the layout before translators start.",
        ),
        "list": LazyCommand("newsletter.cli.members:list_app", "Member lists."),
        "member": LazyCommand("newsletter.cli.members:member_app", "Members."),
        "catalogue": LazyCommand(
            "newsletter.cli.catalogue:app", "Hand texts to translators and take them back."
        ),
        "glossary": LazyCommand(
            "newsletter.cli.glossary:app", "The newsroom's words: how they are said, and what is kept."
        ),
        "campaign": LazyCommand("newsletter.cli.campaign:app", "Create, send, pause and inspect campaigns."),
        "gate": LazyCommand("newsletter.cli.gate:app", "Ask the gate who gets what, and why."),
        "up": LazyCommand(
            "newsletter.cli.up:up",
            "Run broker, local inbox, web, worker and beat until Ctrl-C. No server to install.",
        ),
        "demo": LazyCommand(
            "newsletter.cli.demo:demo",
            "Send the example's edition to its sample members, each in their own language, "
            "and show the result.",
        ),
        "web": LazyCommand(
            "newsletter.cli.processes:web", "Serve the pages behind the links of mails, and their images."
        ),
        "worker": LazyCommand(
            "newsletter.cli.processes:worker",
            "Run a Celery worker: it sends what campaigns release. "
            "As many of these as you like, on any host.",
        ),
        "beat": LazyCommand(
            "newsletter.cli.processes:beat",
            "Run the clock that finds due work in the database. Two of them do no harm.",
        ),
        "health": LazyCommand(
            "newsletter.cli.processes:health",
            "Check that broker and database answer and work; exit code 0 when they do. For health checks.",
        ),
        "db": LazyCommand("newsletter.cli.processes:db", "The database's tables."),
    }


app = typer.Typer(
    name="newsletter",
    cls=_Root,
    help="One edition, every member in their own language, exactly once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 -- it reads mail headers: a tenth of a start

        typer.echo(f"newsletter {version('newsletter')}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    newsroom_dir: Annotated[
        Path | None,
        typer.Option(
            "--newsroom",
            envvar="NEWSLETTER_NEWSROOM",
            help="Directory of the newsroom. Default: the one that you are in.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """One edition, every member in their own language, exactly once."""
    del version
    context.obj = newsroom_dir
