"""What `newsletter article …` prints."""

from newsletter.cli import show
from newsletter.services.articles import ImportReport


def imported(report: ImportReport, *, as_json: bool) -> None:
    """Show what an import wrote, and everything that looks broken."""
    if as_json:
        defects = [show.fault_as_value(one) for one in report.defects]
        show.as_json({"path": report.path, "title": report.title, "defects": defects})
        return
    show.out.print(f"Wrote [bold]{report.path}[/].")
    if not report.defects:
        show.out.print("Nothing looked broken.")
        return
    show.out.print(f"{len(report.defects)} things to look at:")
    for defect in report.defects:
        show.fault(defect)
