"""Commands of the audience: lists and members."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.context import current_installation
from newsletter.cli.options import NotReady
from newsletter.cli.output import audience, console
from newsletter.clock import now
from newsletter.subscriptions import lists as members

list_app = typer.Typer(help="Member lists.", no_args_is_help=True)
member_app = typer.Typer(help="Members.", no_args_is_help=True)


@list_app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Short name: lower-case letters, digits, hyphens.")],
    title: Annotated[str | None, typer.Option(help="What members read. Default: the name.")] = None,
    not_ready: NotReady = None,
) -> None:
    """Make a list.

    Example: newsletter list create members --title "Members of the network"
    """
    with current_installation(context).database() as database:
        member_list = members.create_list(database, name, title=title or name, now=now(), not_ready=not_ready)
    audience.print_list_made(member_list)


@list_app.command("set")
def set_list(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of the list.")],
    not_ready: NotReady = None,
) -> None:
    """Change what becomes of members whose language is not ready, for campaigns made from now on.

    Without --not-ready the list does again what the newsroom says.

    Example: newsletter list set members --not-ready hold
    """
    with current_installation(context).database() as database:
        audience.print_list_policy(members.set_not_ready(database, name, not_ready))


@list_app.command("show")
def show_lists(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Show all lists and how many confirmed members they have.

    Example: newsletter list show
    """
    with current_installation(context).database() as database:
        audience.print_lists(members.all_lists(database), as_json=as_json)


@member_app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with a header: email, and perhaps name and languages.")],
    to: Annotated[str, typer.Option("--list", help="The list that they belong to.")],
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows although there are bad ones.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
) -> None:
    """Import members from an address file. Nobody who unsubscribed comes back by it.

    Import only people who agreed to be written to; the file's name is noted as the evidence.

    Example: newsletter member import members.csv --list members
    """
    with (
        current_installation(context).database() as database,
        console.progress("Members", to_stderr=as_json) as advance,
    ):
        report = members.import_members(
            database,
            file,
            to=to,
            options=members.ImportOptions(skip_bad=skip_bad, now=now(), on_progress=advance),
        )
    audience.print_member_import(report, as_json=as_json)
