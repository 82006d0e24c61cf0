"""`newsletter gate …`: what the gate decides for whom, and why."""

from typing import Annotated

import typer

from newsletter.campaigns.explain import explain_languages, explain_member
from newsletter.cli.context import current_installation
from newsletter.cli.options import AsJson, NotReady, locale_of
from newsletter.cli.output import gate as show_gate
from newsletter.delivery import explanation
from newsletter.delivery.explanation import Explanation
from newsletter.i18n.locale import Locale
from newsletter.publishing.offer import offer_by_files
from newsletter.wiring import Installation

app = typer.Typer(help="Ask the gate who gets what, and why.", no_args_is_help=True)


@app.callback()
def gate() -> None:
    """Ask the gate who gets what, and why."""


@app.command()
def explain(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition.")],
    member: Annotated[
        str | None, typer.Option(help="Number or address of a member; decided by the newest revision.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option(help="Languages in their reader's order, such as ca,en; by the newsroom's files."),
    ] = None,
    list_name: Annotated[
        str | None, typer.Option("--list", help="The member's list. Default: the one of the edition.")
    ] = None,
    not_ready: NotReady = None,
    as_json: AsJson = False,
) -> None:
    """Show which language a member gets, every step that leads to it, and what the policy says.

    Example: newsletter gate explain 2026-12 --languages ca,en
    """
    if (member is None) == (languages is None):
        raise typer.BadParameter("name either --member or --languages")
    installation = current_installation(context)
    if member is not None:
        with installation.database() as database:
            answer = explain_member(database, edition, member, list_name=list_name, policy=not_ready)
    else:
        wanted = [locale_of(tag) for tag in (languages or "").split(",") if tag.strip()]
        answer = _explain_languages(installation, edition, wanted, not_ready)
    show_gate.print_explanation(answer, as_json=as_json)


def _explain_languages(
    installation: Installation, edition: str, wanted: list[Locale], not_ready: NotReady
) -> Explanation:
    """Ask the newsroom's files, or the database where there is no newsroom here."""
    folder = installation.newsroom_folder
    if folder is not None:
        offered = offer_by_files(folder, edition, policy=not_ready, public_url=installation.public_url)
        return explanation.explain(explanation.reader_of(wanted), offered)
    with installation.database() as database:
        return explain_languages(database, edition, wanted, policy=not_ready)
