"""What `newsletter catalogue export` and `import` print."""

from collections.abc import Sequence
from typing import Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.workflows.exchange import DomainReport, ExportReport


def print_export(report: ExportReport, *, as_json: bool) -> None:
    """Show what was written."""
    if as_json:
        console.print_json(
            {
                "path": str(report.path),
                "locale": str(report.locale),
                "domains": list(report.domains),
                "messages": report.message_count,
                "translated": report.translated_count,
            }
        )
        return
    console.out.print(
        f"Wrote {escape(str(report.path))}: {report.message_count} messages "
        f"of {len(report.domains)} catalogues, {report.translated_count} of them translated."
    )


def print_import(reports: Sequence[DomainReport], *, is_dry_run: bool, as_json: bool) -> None:
    """Show what became of each catalogue's share, and every refusal with its reason."""
    if as_json:
        console.print_json(
            {"dry_run": is_dry_run, "catalogues": [_domain_json(report) for report in reports]}
        )
        return
    rows = console.table("catalogue", "#taken", "#to confirm", "#unchanged", "#refused")
    for report in reports:
        counts = (
            report.taken_count,
            report.review_count,
            report.unchanged_count,
            report.refused_count,
        )
        rows.add_row(f"{report.locale} {escape(report.domain)}", *map(str, counts))
    console.out.print(rows)
    for refusal in (fault for report in reports for fault in report.refusals):
        console.print_fault(refusal)
    if is_dry_run:
        console.print_note("Nothing was changed (--dry-run).")


def _domain_json(report: DomainReport) -> dict[str, Any]:
    return {
        "domain": report.domain,
        "locale": str(report.locale),
        "path": report.path,
        "taken": report.taken_count,
        "to_confirm": report.review_count,
        "unchanged": report.unchanged_count,
        "refused": report.refused_count,
        "refusals": [console.fault_json(refusal) for refusal in report.refusals],
    }
