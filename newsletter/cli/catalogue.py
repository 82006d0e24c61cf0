"""`newsletter catalogue …`: hand texts to translators and take them back."""

from typing import Annotated, ClassVar

import typer

from newsletter.cli import show_catalogue
from newsletter.cli.here import newsroom
from newsletter.cli.lazy import Later, LazyGroup
from newsletter.cli.options import AsJson, locale_of
from newsletter.clock import now
from newsletter.services import approval, catalogues


class _Catalogue(LazyGroup):
    """What few use every day, and what needs libraries of its own; a new command is one line here."""

    later: ClassVar = {
        "align": Later(
            "newsletter.cli.align:align",
            "Make a PO file of a text and its translation, though their structures differ.",
        ),
        "check": Later(
            "newsletter.cli.checks:check",
            "Check all translations: placeholders, links, numbers, punctuation, glossary and more.",
        ),
        "export": Later(
            "newsletter.cli.exchange:export",
            "Write the catalogues of one language into one file for a translator's tool.",
        ),
        "import": Later(
            "newsletter.cli.exchange:import_", "Take the translations of a file back into the catalogues."
        ),
        "suggest": Later(
            "newsletter.cli.memory:suggest",
            "List, for every untranslated message, what the newsroom has translated before that is like it.",
        ),
        "draft": Later(
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
    show_catalogue.extracted(catalogues.extract_templates(newsroom(context)), as_json=as_json)


@app.command()
def update(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring POT and PO files up to what articles, editions and templates say now.

    Run it after every change of a source text. A run without a change changes no byte.

    Example: newsletter catalogue update
    """
    show_catalogue.catalogues(catalogues.update_catalogues(newsroom(context)), as_json=as_json)


@app.command()
def approve(
    context: typer.Context,
    locale: Annotated[str, typer.Option(help="The language that was reviewed.")],
    reviewer: Annotated[str, typer.Option("--by", help="Who has reviewed it; written into the files.")],
    edition: Annotated[
        str | None, typer.Option(help="Slug of an edition: it and its articles only. Default: all texts.")
    ] = None,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Confirm fuzzy translations as they stand.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Confirm machine drafts as they stand.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a reviewer's word for the translations of a language as they stand now.

    The catalogue keeps who, when, and a digest of each pair of texts: what changes later is out again.

    Example: newsletter catalogue approve --locale ar --edition 2026-12 --by "Amira Haddad"
    """
    folder = newsroom(context)
    review = approval.Review(reviewer=reviewer, on=now().date(), confirms_fuzzy=fuzzy, confirms_drafts=drafts)
    texts = catalogues.domains(folder, edition=edition)
    done = approval.approve(folder, texts, locale=locale_of(locale), review=review)
    show_catalogue.approved(done, as_json=as_json)


@app.command()
def compile(context: typer.Context) -> None:  # noqa: A001 -- the word that gettext uses
    """Write an MO file beside every PO file, for tools that read those. Publishing needs none.

    Example: newsletter catalogue compile
    """
    show_catalogue.compiled(catalogues.compile_catalogues(newsroom(context)))
