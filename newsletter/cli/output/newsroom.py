"""What `newsletter publish` and `newsletter preview` print."""

from collections.abc import Sequence
from typing import Any

from newsletter.cli.output import console
from newsletter.publishing.build import Published
from newsletter.publishing.preview import Preview


def published(done: Published, *, as_json: bool) -> None:
    """Show the revision, and the gate's decision for every language."""
    if as_json:
        console.as_json(_published(done))
        return
    slug = done.built.manuscript.edition.slug
    verb = "Published" if done.is_new else "Nothing has changed since"
    console.out.print(f"{verb} revision {done.revision_id} of [bold]{slug}[/] ({done.digest[:12]}).")
    rows = console.table("language", "gate", "fell back", "why")
    for gate in done.built.gates:
        state = "[green]open[/]" if gate.is_open else "[red]shut[/]"
        rows.add_row(str(gate.locale), state, ", ".join(gate.fell_back) if gate.is_open else "", gate.why)
    console.out.print(rows)
    for warning in done.warnings:
        console.note(f"warning: {warning}")


def previews(written: Sequence[Preview]) -> None:
    """Show where the files are."""
    for preview in written:
        if preview.html is None:
            console.out.print(f"{preview.gate.locale}: [red]shut[/], {preview.gate.why}")
        else:
            console.out.print(f"{preview.gate.locale}: {preview.html}")


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
