"""`newsletter glossary …`: the newsroom's words."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson, content_of, locale_of
from newsletter.cli.output import glossary as show_glossary
from newsletter.translation.workflows import glossary as glossaries

app = typer.Typer(help="The newsroom's words: how they are said, and what is kept.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TBX, or CSV with source,target or a column a language.")],
    locale: Annotated[str | None, typer.Option(help="The language of a CSV file's column target.")] = None,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Merge the terms of a termbase into glossary.csv. What the newsroom says already stands.

    Where the two disagree, both are shown and nothing is changed: a person decides.

    Example: newsletter glossary import agency.tbx --dry-run
    """
    target = None if locale is None else locale_of(locale)
    content = content_of(file, wanted="a TBX or CSV file")
    report = glossaries.import_terms(
        current_newsroom(context), content, name=file.name, target=target, is_dry=is_dry
    )
    show_glossary.print_import(report, is_dry=is_dry, as_json=as_json)


@app.command("list")
def list_(
    context: typer.Context,
    locale: Annotated[str | None, typer.Option(help="Only what is said in this language.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the glossary: every term with the ways to say it, or that it is kept as it is.

    Example: newsletter glossary list --locale fr
    """
    wanted = None if locale is None else locale_of(locale)
    show_glossary.print_terms(glossaries.sorted_glossary(current_newsroom(context)), wanted, as_json=as_json)
