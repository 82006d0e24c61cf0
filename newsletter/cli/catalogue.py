"""`newsletter catalogue …`: hand texts to translators and take them back."""

from typing import ClassVar

import typer

from newsletter.cli.lazy import LazyCommand, LazyGroup
from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson
from newsletter.cli.output import catalogue, console
from newsletter.translation.workflows import update_catalogues as catalogues


class _Catalogue(LazyGroup):
    """What few use every day, and what needs libraries of its own; a new command is one line here."""

    later: ClassVar = {
        "approve": LazyCommand(
            "newsletter.cli.approve:approve",
            "Give a reviewer's word for the translations of a language as they stand now.",
        ),
        "align": LazyCommand(
            "newsletter.cli.align:align",
            "Make a PO file of a text and its translation, though their structures differ.",
        ),
        "check": LazyCommand(
            "newsletter.cli.checks:check",
            "Check all translations: placeholders, links, numbers, punctuation, glossary and more.",
        ),
        "export": LazyCommand(
            "newsletter.cli.exchange:export",
            "Write the catalogues of one language into one file for a translator's tool.",
        ),
        "import": LazyCommand(
            "newsletter.cli.exchange:import_", "Take the translations of a file back into the catalogues."
        ),
        "suggest": LazyCommand(
            "newsletter.cli.memory:suggest",
            "List, for every untranslated message, what the newsroom has translated before that is like it.",
        ),
        "draft": LazyCommand(
            "newsletter.cli.memory:draft",
            "Write a machine's draft for every untranslated message, marked as such, "
            "to be confirmed by a person.",
        ),
    }


app = typer.Typer(cls=_Catalogue, help="Hand texts to translators and take them back.", no_args_is_help=True)


@app.command()
def extract(context: typer.Context, as_json: AsJson = False) -> None:
    """Write the POT file of every article and edition, and touch no translation.

    For a platform that merges by itself, such as Weblate; `update` does this and merges too.

    Example: newsletter catalogue extract
    """
    catalogue.print_templates(catalogues.extract_templates(current_newsroom(context)), as_json=as_json)


@app.command()
def update(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring POT and PO files up to what articles, editions and templates say now.

    Run it after every change of a source text. A run without a change changes no byte.

    Example: newsletter catalogue update
    """
    with console.progress("Catalogues", to_stderr=as_json) as advance:
        reports = catalogues.update_catalogues(current_newsroom(context), on_progress=advance)
    catalogue.print_catalogues(reports, as_json=as_json)


@app.command()
def compile(context: typer.Context) -> None:  # noqa: A001 -- the word that gettext uses
    """Write an MO file beside every PO file, for tools that read those. Publishing needs none.

    Example: newsletter catalogue compile
    """
    catalogue.print_compilation(catalogues.compile_catalogues(current_newsroom(context)))
