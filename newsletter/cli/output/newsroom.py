"""What `newsletter publish` and `newsletter preview` print."""

from collections.abc import Sequence
from typing import Any

from newsletter.cli.output import console
from newsletter.publishing.build import PublishReport
from newsletter.publishing.preview import Preview


def print_publication(publication: PublishReport, *, as_json: bool) -> None:
    """Show the revision, and the gate's decision for every language."""
    if as_json:
        console.print_json(_publication_json(publication))
        return
    slug = publication.built.manuscript.edition.slug
    verb = "Published" if publication.is_new else "Nothing has changed since"
    console.out.print(
        f"{verb} revision {publication.revision_id} of [bold]{slug}[/] ({publication.digest[:12]})."
    )
    rows = console.table("language", "gate", "fell back", "why")
    for gate in publication.built.gates:
        state = "[green]open[/]" if gate.is_open else "[red]shut[/]"
        rows.add_row(str(gate.locale), state, ", ".join(gate.fell_back) if gate.is_open else "", gate.why)
    console.out.print(rows)
    for campaign in publication.changed_campaigns:
        console.out.print(
            f"Campaign {campaign.id} ({campaign.state}) to {campaign.list_name} sends this revision now."
        )
    for warning in publication.warnings:
        console.print_note(f"warning: {warning}")


def print_previews(written_previews: Sequence[Preview]) -> None:
    """Show where the files are."""
    for preview in written_previews:
        if preview.html is None:
            console.out.print(f"{preview.gate.locale}: [red]shut[/], {preview.gate.why}")
        else:
            console.out.print(f"{preview.gate.locale}: {preview.html}")


def _publication_json(publication: PublishReport) -> dict[str, Any]:
    return {
        "revision": publication.revision_id,
        "digest": publication.digest,
        "new": publication.is_new,
        "edition": publication.built.manuscript.edition.slug,
        "changed_campaigns": [campaign.id for campaign in publication.changed_campaigns],
        "languages": [
            {
                "locale": str(gate.locale),
                "open": gate.is_open,
                "why": gate.why,
                "messages": gate.message_count,
                "translated": gate.translated_count,
                "fell_back": list(gate.fell_back),
                "html_bytes": len(publication.built.mails[gate.locale].html.encode())
                if gate.is_open
                else None,
            }
            for gate in publication.built.gates
        ],
    }
