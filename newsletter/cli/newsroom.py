"""Commands of the newsroom: init, article import, publish, preview."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from newsletter import wiring
from newsletter.cli import show, show_newsroom
from newsletter.cli.context import installation
from newsletter.cli.options import AsJson, locale_of
from newsletter.errors import RuleError
from newsletter.services import articles, newsrooms, previews
from newsletter.services import publish as publishing

article = typer.Typer(help="Bring articles into the newsroom.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands to the root."""
    app.command()(init)
    app.add_typer(article, name="article")
    app.command()(publish)
    app.command()(preview)


def init(
    directory: Annotated[Path, typer.Argument(help="Where to make it; must be empty or not exist.")],
    name: Annotated[str, typer.Option(help="Who publishes.")] = "My organisation",
    language: Annotated[str, typer.Option(help="The language that articles are written in.")] = "en",
    languages: Annotated[
        str, typer.Option(help="All languages of the editions, separated by commas.")
    ] = "en,fr,es",
    example: Annotated[
        bool, typer.Option("--example", help="Copy the example newsroom: three articles, ten languages.")
    ] = False,
) -> None:
    """Make a newsroom.

    Example: newsletter init city-news --name "City network" --languages en,fr,ar
    """
    if example:
        newsrooms.init_example(directory)
    else:
        newsrooms.init(
            directory,
            newsroom=newsrooms.plain_newsroom(
                name=name,
                language=locale_of(language),
                languages=tuple(
                    dict.fromkeys(locale_of(tag) for tag in f"{language},{languages}".split(","))
                ),
            ),
            today=wiring.now().date().isoformat(),
        )
    show.newsroom_made(directory)


@article.command("import")
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
    folder = installation(context).require_newsroom()
    text = articles.ForeignText(
        content=_content(file),
        name="standard input" if file == "-" else Path(file).name,
        language=locale_of(language),
    )
    show_newsroom.imported(articles.import_text(folder, text, slug=slug, overwrite=force), as_json=as_json)


def publish(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition: editions/EDITION.md.")],
    as_json: AsJson = False,
) -> None:
    """Run the gate in every language and store the edition in the database. Sends nothing.

    Example: newsletter publish 2026-12
    """
    found = installation(context)
    folder = found.require_newsroom()
    with show.progress("Languages", to_stderr=as_json) as advance:
        built = publishing.build(folder, edition, public_url=found.public_url, on_progress=advance)
    with found.database() as database:
        published = publishing.publish(database, built, now=wiring.now())
    show_newsroom.published(published, as_json=as_json)


def preview(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="Slug of the edition.")],
    locale: Annotated[
        list[str] | None, typer.Option("--locale", help="A language; may be repeated. Default: all.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Directory for the files.")] = Path("var/preview"),
) -> None:
    """Write the mails of an edition as files to look at: HTML with its pictures, text, subject.

    The same functions make them as make what is sent, with neutral values for the personal ones.

    Example: newsletter preview 2026-12 --locale ar --out /tmp/preview
    """
    folder = installation(context).require_newsroom()
    locales = tuple(locale_of(tag) for tag in locale or ())
    with show.progress("Languages") as advance:
        written = previews.write_previews(folder, edition, out=out, locales=locales, on_progress=advance)
    show_newsroom.previews(written)


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise RuleError(
            f"{file} cannot be read ({error.strerror}). Name a file, or - for standard input"
        ) from error
