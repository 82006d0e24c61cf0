"""`newsletter init`: make a newsroom."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.options import locale_of
from newsletter.cli.output import console
from newsletter.clock import now
from newsletter.newsroom import create


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
        create.init_example(directory)
    else:
        create.init(
            directory,
            newsroom=create.plain_newsroom(
                name=name,
                language=locale_of(language),
                languages=tuple(
                    dict.fromkeys(locale_of(tag) for tag in f"{language},{languages}".split(","))
                ),
            ),
            today=now().date().isoformat(),
        )
    console.print_newsroom_made(directory)
