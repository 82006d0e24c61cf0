"""What `newsletter catalogue align` prints."""

from typing import Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.workflows.align import AlignmentReport, SegmentToReview

_SHOWN = 20


def print_alignment(report: AlignmentReport, *, as_json: bool) -> None:
    """Show how much was aligned, and what a person must look at, the first twenty of each kind."""
    if as_json:
        console.print_json(_alignment_json(report))
        return
    verb = "Wrote" if report.is_changed else "Nothing has changed in"
    console.out.print(f"{verb} [bold]{escape(report.path)}[/]: {report.aligned_share:.0%} aligned.")
    rows = console.table("messages", "#count")
    rows.add_row("certain", str(report.certain_count))
    rows.add_row("doubtful (fuzzy)", str(report.doubtful_count))
    rows.add_row("only copied (untranslated)", str(report.copy_count))
    rows.add_row("missing (untranslated)", str(report.missing_count))
    rows.add_row("kept as it stood", str(report.kept_count))
    rows.add_row("left over in the translation", str(len(report.left_over)))
    console.out.print(rows)
    _print_items("To confirm", report.doubtful)
    _print_items("To translate", report.missing)
    _print_items("Left over", report.left_over)
    for warning in report.warnings:
        console.print_note(f"warning: {warning}")


def _print_items(title: str, items: tuple[SegmentToReview, ...]) -> None:
    if not items:
        return
    console.out.print(f"{title}:")
    for item in items[:_SHOWN]:
        console.out.print(f"  [yellow]{escape(item.where)}[/]: {escape(item.text)}: {escape(item.why)}.")
    if len(items) > _SHOWN:
        console.out.print(f"  and {len(items) - _SHOWN} more; --json lists them all")


def _alignment_json(report: AlignmentReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "locale": str(report.locale),
        "changed": report.is_changed,
        "certain": report.certain_count,
        "doubtful": report.doubtful_count,
        "copied": report.copy_count,
        "missing": report.missing_count,
        "kept": report.kept_count,
        "aligned_share": round(report.aligned_share, 4),
        "to_confirm": [_item_json(item) for item in report.doubtful],
        "to_translate": [_item_json(item) for item in report.missing],
        "left_over": [_item_json(item) for item in report.left_over],
        "warnings": list(report.warnings),
    }


def _item_json(item: SegmentToReview) -> dict[str, Any]:
    return {"where": item.where, "text": item.text, "why": item.why}
