"""What `newsletter catalogue …` prints."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from newsletter.cli.output import console
from newsletter.translation.workflows.approve import ApprovalReport
from newsletter.translation.workflows.update_catalogues import CatalogueReport


def print_templates(templates: Sequence[tuple[str, int, bool]], *, as_json: bool) -> None:
    """Show the POT files: (path, messages, whether it has changed)."""
    if as_json:
        console.print_json(
            [{"path": p, "messages": count, "changed": changed} for p, count, changed in templates]
        )
        return
    changed_count = sum(changed for _, _, changed in templates)
    message_count = sum(count for _, count, _ in templates)
    console.out.print(
        f"{len(templates)} templates with {message_count} messages; {changed_count} have changed."
    )


def print_catalogues(reports: Sequence[CatalogueReport], *, as_json: bool) -> None:
    """Show how much of each language is translated."""
    if as_json:
        console.print_json([_catalogue_json(report) for report in reports])
        return
    by_locale: dict[str, list[CatalogueReport]] = defaultdict(list)
    for report in reports:
        by_locale[str(report.locale)].append(report)
    rows = console.table("language", "#messages", "#translated", "#fuzzy", "#obsolete", "#files", "#changed")
    for tag, of_locale in by_locale.items():
        counts = [
            sum(report.message_count for report in of_locale),
            sum(report.translated_count for report in of_locale),
            sum(report.fuzzy_count for report in of_locale),
            sum(report.obsolete_count for report in of_locale),
            len(of_locale),
            sum(report.is_changed for report in of_locale),
        ]
        rows.add_row(tag, *map(str, counts))
    console.out.print(rows)


def print_approvals(reports: Sequence[ApprovalReport], *, as_json: bool) -> None:
    """Show what was approved, and what was confirmed on the way."""
    if as_json:
        console.print_json([_approval_json(report) for report in reports])
        return
    for report in reports:
        confirmed_text = f", {report.confirmed_count} confirmed by this" if report.confirmed_count else ""
        console.out.print(
            f"Approved [bold]{report.path}[/]: {report.message_count} messages{confirmed_text}."
        )
        if report.warning_count:
            console.print_note(
                f"  {report.warning_count} warnings: newsletter catalogue check --locale {report.locale}"
            )


def print_compilation(paths: Sequence[str]) -> None:
    """Show how many MO files were written."""
    console.out.print(f"Compiled {len(paths)} catalogues.")


def _catalogue_json(report: CatalogueReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "locale": str(report.locale),
        "messages": report.message_count,
        "translated": report.translated_count,
        "fuzzy": report.fuzzy_count,
        "obsolete": report.obsolete_count,
        "changed": report.is_changed,
    }


def _approval_json(report: ApprovalReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "locale": str(report.locale),
        "messages": report.message_count,
        "confirmed": report.confirmed_count,
        "warnings": report.warning_count,
    }
