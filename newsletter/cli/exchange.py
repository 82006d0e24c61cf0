"""`newsletter catalogue export` and `import`: catalogues for translators' own tools."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from newsletter.cli import show
from newsletter.cli.here import newsroom
from newsletter.cli.options import AsJson, locale_of
from newsletter.services import exchange
from newsletter.services.exchange import DomainReport, ExchangeFormat, ExportOrder, ExportReport


def add_to(app: typer.Typer) -> None:
    """Add these commands to `newsletter catalogue`."""
    app.command()(export)
    app.command("import")(import_)


def export(
    context: typer.Context,
    locale: Annotated[str, typer.Option(help="What is translated into: a BCP 47 tag such as ar or pt-BR.")],
    file_format: Annotated[
        ExchangeFormat, typer.Option("--format", help="What the translator's tool reads.")
    ],
    out: Annotated[Path, typer.Option(help="The file to write: XLIFF, or for po a zip.")],
    edition: Annotated[
        str | None, typer.Option(help="Only this edition and its articles; without it, everything.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the catalogues of one language into one file for a translator's tool.

    It holds context, comments, what is translated already, and what a person still has to confirm;
    placeholders are protected. The same catalogues make the same bytes.

    Example: newsletter catalogue export --locale ar --format xliff-1.2 --out ar.xlf
    """
    order = ExportOrder(locale=locale_of(locale), file_format=file_format, edition=edition)
    with show.progress("Exporting", to_stderr=as_json) as advance:
        report = exchange.export_catalogues(newsroom(context), order, out=out, on_progress=advance)
    _exported(report, as_json=as_json)


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
    with show.progress("Importing", to_stderr=as_json) as advance:
        reports = exchange.import_file(
            newsroom(context), file, locale=wanted, is_dry_run=is_dry_run, on_progress=advance
        )
    _imported(reports, is_dry_run=is_dry_run, as_json=as_json)


def _exported(report: ExportReport, *, as_json: bool) -> None:
    if as_json:
        show.as_json(
            {
                "path": str(report.path),
                "locale": str(report.locale),
                "domains": list(report.domains),
                "messages": report.message_count,
                "translated": report.translated_count,
            }
        )
        return
    show.out.print(
        f"Wrote {escape(str(report.path))}: {report.message_count} messages "
        f"of {len(report.domains)} catalogues, {report.translated_count} of them translated."
    )


def _imported(reports: Sequence[DomainReport], *, is_dry_run: bool, as_json: bool) -> None:
    if as_json:
        show.as_json({"dry_run": is_dry_run, "catalogues": [_domain(report) for report in reports]})
        return
    rows = show.table("catalogue", "#taken", "#to confirm", "#unchanged", "#refused")
    for report in reports:
        counts = (
            report.taken_count,
            report.review_count,
            report.unchanged_count,
            report.refused_count,
        )
        rows.add_row(f"{report.locale} {escape(report.domain)}", *map(str, counts))
    show.out.print(rows)
    for refusal in (one for report in reports for one in report.refusals):
        show.fault(refusal)
    if is_dry_run:
        show.note("Nothing was changed (--dry-run).")


def _domain(report: DomainReport) -> dict[str, Any]:
    return {
        "domain": report.domain,
        "locale": str(report.locale),
        "path": report.path,
        "taken": report.taken_count,
        "to_confirm": report.review_count,
        "unchanged": report.unchanged_count,
        "refused": report.refused_count,
        "refusals": [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in report.refusals],
    }
