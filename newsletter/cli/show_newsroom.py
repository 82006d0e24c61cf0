"""What the commands of the newsroom print."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from newsletter.cli import show
from newsletter.services.articles import ImportReport
from newsletter.services.catalogues import CatalogueReport
from newsletter.services.previews import Preview
from newsletter.services.publish import Published


def imported(report: ImportReport, *, as_json: bool) -> None:
    """Show what an import wrote, and everything that looks broken."""
    if as_json:
        defects = [{"where": d.where, "what": d.what, "remedy": d.remedy} for d in report.defects]
        show.as_json({"path": report.path, "title": report.title, "defects": defects})
        return
    show.out.print(f"Wrote [bold]{report.path}[/].")
    if not report.defects:
        show.out.print("Nothing looked broken.")
        return
    show.out.print(f"{len(report.defects)} things to look at:")
    for defect in report.defects:
        show.fault(defect)


def catalogues(reports: Sequence[CatalogueReport], *, as_json: bool) -> None:
    """Show how much of each language is translated."""
    if as_json:
        show.as_json([_catalogue(report) for report in reports])
        return
    by_locale: dict[str, list[CatalogueReport]] = defaultdict(list)
    for report in reports:
        by_locale[str(report.locale)].append(report)
    rows = show.table("language", "#messages", "#translated", "#files", "#changed")
    for tag, of_locale in by_locale.items():
        rows.add_row(
            tag,
            str(sum(report.message_count for report in of_locale)),
            str(sum(report.translated_count for report in of_locale)),
            str(len(of_locale)),
            str(sum(report.is_changed for report in of_locale)),
        )
    show.out.print(rows)


def compiled(paths: Sequence[str]) -> None:
    """Show how many MO files were written."""
    show.out.print(f"Compiled {len(paths)} catalogues.")


def published(done: Published, *, as_json: bool) -> None:
    """Show the revision, and the gate's decision for every language."""
    if as_json:
        show.as_json(_published(done))
        return
    slug = done.built.manuscript.edition.slug
    verb = "Published" if done.is_new else "Nothing has changed since"
    show.out.print(f"{verb} revision {done.revision_id} of [bold]{slug}[/] ({done.digest[:12]}).")
    rows = show.table("language", "gate", "fell back", "why")
    for gate in done.built.gates:
        state = "[green]open[/]" if gate.is_open else "[red]shut[/]"
        rows.add_row(str(gate.locale), state, ", ".join(gate.fell_back) if gate.is_open else "", gate.why)
    show.out.print(rows)
    for warning in done.warnings:
        show.note(f"warning: {warning}")


def previews(written: Sequence[Preview]) -> None:
    """Show where the files are."""
    for preview in written:
        if preview.html is None:
            show.out.print(f"{preview.gate.locale}: [red]shut[/], {preview.gate.why}")
        else:
            show.out.print(f"{preview.gate.locale}: {preview.html}")


def _catalogue(report: CatalogueReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "locale": str(report.locale),
        "messages": report.message_count,
        "translated": report.translated_count,
        "changed": report.is_changed,
    }


def _published(done: Published) -> dict[str, Any]:
    return {
        "revision": done.revision_id,
        "digest": done.digest,
        "new": done.is_new,
        "edition": done.built.manuscript.edition.slug,
        "languages": [
            {
                "locale": str(gate.locale),
                "open": gate.is_open,
                "why": gate.why,
                "messages": gate.message_count,
                "translated": gate.translated_count,
                "fell_back": list(gate.fell_back),
                "html_bytes": len(done.built.mails[gate.locale].html.encode()) if gate.is_open else None,
            }
            for gate in done.built.gates
        ],
    }
