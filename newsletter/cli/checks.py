"""`newsletter catalogue check`: what is wrong with the translations, for people and for CI."""

from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import OfEdition, locale_of
from newsletter.cli.output import checks, console
from newsletter.cli.output.checks import ReportFormat
from newsletter.translation.workflows.check import check_catalogues


def check(
    context: typer.Context,
    locale: Annotated[
        list[str] | None, typer.Option("--locale", help="A language; may be repeated. Default: all.")
    ] = None,
    edition: OfEdition = None,
    report_format: Annotated[
        ReportFormat, typer.Option("--format", help="Who reads it: a person, a program, or a CI server.")
    ] = ReportFormat.TEXT,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely in the files.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as faults, too.")] = False,
) -> None:
    """Check all translations: placeholders, links, numbers, punctuation, glossary and more.

    Exit code 1 when something would keep a translation from its readers. A message's flag
    `#, ignore-numbers` or the comment `# ignore-numbers` switches the check of that name off for it.

    Example: newsletter catalogue check --locale fr --fix
    """
    folder = current_newsroom(context)
    locales = [locale_of(tag) for tag in locale or ()]
    with console.progress("Catalogues", to_stderr=report_format is not ReportFormat.TEXT) as advance:
        report = check_catalogues(folder, locales=locales, edition=edition, fixes=fix, on_progress=advance)
    checks.print_report(report, report_format, strict=strict)
    if report.blocking_count or (strict and report.warning_count):
        raise typer.Exit(1)
