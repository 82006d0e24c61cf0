"""`newsletter catalogue …`: hand texts to translators and take them back."""

import typer

from newsletter.cli import show_newsroom
from newsletter.cli.context import installation
from newsletter.cli.options import AsJson
from newsletter.services import catalogues

app = typer.Typer(help="Hand texts to translators and take them back.", no_args_is_help=True)


@app.command()
def update(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring POT and PO files up to what articles, editions and templates say now.

    Run it after every change of a source text. A run without a change changes no byte.

    Example: newsletter catalogue update
    """
    show_newsroom.catalogues(
        catalogues.update_catalogues(installation(context).require_newsroom()), as_json=as_json
    )


@app.command()
def compile(context: typer.Context) -> None:  # noqa: A001 -- the word that gettext uses
    """Write an MO file beside every PO file, for tools that read those. Publishing needs none.

    Example: newsletter catalogue compile
    """
    show_newsroom.compiled(catalogues.compile_catalogues(installation(context).require_newsroom()))
