"""What `newsletter article …` prints."""

from newsletter.cli.output import console
from newsletter.importing import ArticleImportReport


def imported(report: ArticleImportReport, *, as_json: bool) -> None:
    """Show what an import wrote, and everything that looks broken."""
    if as_json:
        defects = [console.fault_as_value(one) for one in report.defects]
        console.as_json({"path": report.path, "title": report.title, "defects": defects})
        return
    console.out.print(f"Wrote [bold]{report.path}[/].")
    if not report.defects:
        console.out.print("Nothing looked broken.")
        return
    console.out.print(f"{len(report.defects)} things to look at:")
    for defect in report.defects:
        console.fault(defect)
