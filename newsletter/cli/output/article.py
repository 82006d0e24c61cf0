"""What `newsletter article …` prints."""

from newsletter.cli.output import console
from newsletter.importing import ArticleImportReport


def print_import(report: ArticleImportReport, *, as_json: bool) -> None:
    """Show what an import wrote, and everything that looks broken."""
    if as_json:
        faults = [console.fault_json(fault) for fault in report.faults]
        console.print_json({"path": report.path, "title": report.title, "defects": faults})
        return
    console.out.print(f"Wrote [bold]{report.path}[/].")
    if not report.faults:
        console.out.print("Nothing looked broken.")
        return
    console.out.print(f"{len(report.faults)} things to look at:")
    for fault in report.faults:
        console.print_fault(fault)
