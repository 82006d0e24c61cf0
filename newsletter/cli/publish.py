"""`newsletter publish`: through the gate, and into the database."""

from typing import Annotated

import typer

from newsletter.cli.context import current_installation
from newsletter.cli.options import AsJson
from newsletter.cli.output import console, newsroom
from newsletter.clock import now
from newsletter.publishing import publish as publishing
from newsletter.publishing.build import build


def publish(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition: editions/EDITION.md.")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Also where members wait for a language that is taken out.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Run the gate in every language and store the edition in the database. Sends nothing.

    Campaigns of the edition that have not left yet send what was published last: they are named.

    Example: newsletter publish 2026-12
    """
    installation = current_installation(context)
    folder = installation.require_newsroom()
    with console.progress("Languages", to_stderr=as_json) as advance:
        built_edition = build(folder, edition, public_url=installation.public_url, on_progress=advance)
    is_for_world = installation.world_url is not None
    with installation.database() as database:
        publication = publishing.publish(
            database, built_edition, now=now(), is_for_world=is_for_world, may_let_down=yes
        )
    newsroom.print_publication(publication, as_json=as_json)
