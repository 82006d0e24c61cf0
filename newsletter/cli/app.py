"""The command line's root: global options, and all commands below it."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter import wiring
from newsletter.cli import audience, campaign, catalogue, demo, newsroom, parts, up
from newsletter.services.newsrooms import program_version

app = typer.Typer(
    name="newsletter",
    help="One edition, every member in their own language, exactly once.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"newsletter {program_version()}")
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
    context.obj = lambda: wiring.installation(newsroom_dir)


newsroom.add_to(app)
audience.add_to(app)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(campaign.app, name="campaign")
up.add_to(app)
demo.add_to(app)
parts.add_to(app)
