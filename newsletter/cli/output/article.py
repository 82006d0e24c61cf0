"""What `newsletter article …` prints."""

from newsletter.cli.output import console
from newsletter.importing import ArticleImportReport


def print_import(report: ArticleImportReport, *, as_json: bool) -> None:
    """Show what an import wrote, and everything that looks broken."""
    if as_json:
        defects = [console.fault_json(fault) for fault in report.defects]
        console.print_json({"path": report.path, "title": report.title, "defects": defects})
        return
    console.out.print(f"Wrote [bold]{report.path}[/].")
    if not report.defects:
        console.out.print("Nothing looked broken.")
        return
    console.out.print(f"{len(report.defects)} things to look at:")
    for defect in report.defects:
        console.print_fault(defect)
