"""`newsletter catalogue export` and `import`: catalogues for translators' own tools."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson, OfEdition, locale_of
from newsletter.cli.output import console
from newsletter.cli.output import exchange as show_exchange
from newsletter.translation.workflows import exchange
from newsletter.translation.workflows.exchange import ExchangeFormat, ExportOrder


def export(
    context: typer.Context,
    locale: Annotated[str, typer.Option(help="What is translated into: a BCP 47 tag such as ar or pt-BR.")],
    file_format: Annotated[
        ExchangeFormat, typer.Option("--format", help="What the translator's tool reads.")
    ],
    out: Annotated[Path, typer.Option(help="The file to write: XLIFF, or for po a zip.")],
    edition: OfEdition = None,
    as_json: AsJson = False,
) -> None:
    """Write the catalogues of one language into one file for a translator's tool.

    It holds context, comments, what is translated already, and what a person still has to confirm;
    placeholders are protected. The same catalogues make the same bytes.

    Example: newsletter catalogue export --locale ar --format xliff-1.2 --out ar.xlf
    """
    order = ExportOrder(locale=locale_of(locale), file_format=file_format, edition=edition)
    with console.progress("Exporting", to_stderr=as_json) as advance:
        report = exchange.export_catalogues(current_newsroom(context), order, out=out, on_progress=advance)
    show_exchange.print_export(report, as_json=as_json)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="XLIFF 1.2 or 2.1, a PO file, or a zip of such files.")],
    locale: Annotated[
        str | None, typer.Option(help="What it is translated into, where the file does not say it.")
    ] = None,
    is_dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken, and change nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take the translations of a file back into the catalogues.

    A translation is taken where its source still says the same; all others are listed, each with the
    reason. A file that cannot be read or trusted changes nothing at all.

    Example: newsletter catalogue import ar.xlf --dry-run
    """
    wanted = None if locale is None else locale_of(locale)
    with console.progress("Importing", to_stderr=as_json) as advance:
        reports = exchange.import_file(
            current_newsroom(context), file, locale=wanted, is_dry_run=is_dry_run, on_progress=advance
        )
    show_exchange.print_import(reports, is_dry_run=is_dry_run, as_json=as_json)
