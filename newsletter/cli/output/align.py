"""What `newsletter catalogue align` prints."""

from typing import Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.workflows.align import AlignmentReport, LookAt

_SHOWN = 20


def aligned(report: AlignmentReport, *, as_json: bool) -> None:
    """Show how much was aligned, and what a person must look at, the first twenty of each kind."""
    if as_json:
        console.as_json(_alignment(report))
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
    _pieces("To confirm", report.doubtful)
    _pieces("To translate", report.missing)
    _pieces("Left over", report.left_over)
    for warning in report.warnings:
        console.note(f"warning: {warning}")


def _pieces(title: str, pieces: tuple[LookAt, ...]) -> None:
    if not pieces:
        return
    console.out.print(f"{title}:")
    for piece in pieces[:_SHOWN]:
        console.out.print(f"  [yellow]{escape(piece.where)}[/]: {escape(piece.text)}: {escape(piece.why)}.")
    if len(pieces) > _SHOWN:
        console.out.print(f"  and {len(pieces) - _SHOWN} more; --json lists them all")


def _alignment(report: AlignmentReport) -> dict[str, Any]:
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
        "to_confirm": [_piece(piece) for piece in report.doubtful],
        "to_translate": [_piece(piece) for piece in report.missing],
        "left_over": [_piece(piece) for piece in report.left_over],
        "warnings": list(report.warnings),
    }


def _piece(piece: LookAt) -> dict[str, Any]:
    return {"where": piece.where, "text": piece.text, "why": piece.why}
