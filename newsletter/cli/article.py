"""`newsletter article …`: bring articles into the newsroom."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from newsletter import importing
from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson, content_of, locale_of
from newsletter.cli.output import article

app = typer.Typer(help="Bring articles into the newsroom.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="Plain text, HTML or Markdown; - reads standard input.")],
    language: Annotated[str, typer.Option(help="What it is written in: a BCP 47 tag such as en or pt-BR.")],
    slug: Annotated[str, typer.Option(help="Name of the article: articles/SLUG.md.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite an article of this name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Turn a text into an article, and report what looks broken in it.

    Example: newsletter article import saved-page.html --language en --slug autumn-congress
    """
    folder = current_newsroom(context)
    text = importing.ForeignText(
        content=_content(file),
        name="standard input" if file == "-" else Path(file).name,
        language=locale_of(language),
    )
    article.print_import(importing.import_text(folder, text, slug=slug, overwrite=force), as_json=as_json)


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    return content_of(Path(file), wanted="a file, or - for standard input")
