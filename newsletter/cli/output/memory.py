"""What `newsletter catalogue suggest` and `draft` print."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.workflows.suggest import Suggested

if TYPE_CHECKING:
    from newsletter.translation.workflows.draft import DraftReport

_SHOWN = 70


def suggested(found: Sequence[Suggested], *, changed: Sequence[str] | None, as_json: bool) -> None:
    """Show suggestions; `changed`: the catalogues that were filled, None where nobody wanted that."""
    if as_json:
        console.as_json({"messages": [_suggested(one) for one in found], "changed": list(changed or ())})
        return
    helped = [one for one in found if one.suggestions]
    for one in helped:
        console.out.print(
            f"[bold]{escape(f'{one.path}:{one.entry.line}')}[/] {escape(_short(one.entry.text))}"
        )
        for suggestion in one.suggestions:
            text = escape(_short(" | ".join(suggestion.translations)))
            console.out.print(f"  {suggestion.percent:3} %  {text}  [dim]{escape(suggestion.where)}[/]")
    console.out.print(f"{len(found)} untranslated messages, {len(helped)} with suggestions.")
    if changed is not None:
        console.out.print(f"Filled {len(helped)} of them, in {len(changed)} files.")


def drafted(report: "DraftReport", *, as_json: bool) -> None:
    """Show what has come of a run."""
    if as_json:
        console.as_json(
            {
                "wanted": report.wanted_count,
                "drafted": report.drafted_count,
                "missing": report.missing_count,
                "counting": report.counting_count,
                "dropped": [{"where": one.where, "what": one.what} for one in report.faults],
                "changed": list(report.paths),
            }
        )
        return
    console.out.print(f"{report.drafted_count} of {report.wanted_count} messages drafted, to be confirmed.")
    if report.missing_count:
        console.out.print(f"{report.missing_count} have no draft.")
    if report.counting_count:
        console.out.print(f"{report.counting_count} count something and are left to people.")
    for one in report.faults:
        console.fault(one)


def _suggested(one: Suggested) -> dict[str, Any]:
    return {
        "where": f"{one.path}:{one.entry.line}",
        "context": one.entry.context,
        "text": one.entry.text,
        "suggestions": [
            {
                "percent": suggestion.percent,
                "translations": list(suggestion.translations),
                "where": suggestion.where,
                "context": suggestion.context,
                "source": suggestion.source,
            }
            for suggestion in one.suggestions
        ],
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
