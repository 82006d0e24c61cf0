"""What `newsletter catalogue suggest` and `draft` print."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.translation.workflows.suggest import MessageSuggestions

if TYPE_CHECKING:
    from newsletter.translation.workflows.draft import DraftReport

_SHOWN = 70


def print_suggestions(
    messages: Sequence[MessageSuggestions], *, changed: Sequence[str] | None, as_json: bool
) -> None:
    """Show suggestions; `changed`: the catalogues that were filled, None where nobody wanted that."""
    if as_json:
        console.print_json(
            {"messages": [_suggestions_json(message) for message in messages], "changed": list(changed or ())}
        )
        return
    helped_messages = [message for message in messages if message.suggestions]
    for message in helped_messages:
        place = escape(f"{message.path}:{message.entry.line}")
        console.out.print(f"[bold]{place}[/] {escape(_shortened_text(message.entry.text))}")
        for suggestion in message.suggestions:
            text = escape(_shortened_text(" | ".join(suggestion.translations)))
            console.out.print(f"  {suggestion.percent:3} %  {text}  [dim]{escape(suggestion.where)}[/]")
    console.out.print(f"{len(messages)} untranslated messages, {len(helped_messages)} with suggestions.")
    if changed is not None:
        console.out.print(f"Filled {len(helped_messages)} of them, in {len(changed)} files.")


def print_drafts(report: "DraftReport", *, as_json: bool) -> None:
    """Show what has come of a run."""
    if as_json:
        console.print_json(
            {
                "wanted": report.wanted_count,
                "drafted": report.drafted_count,
                "missing": report.missing_count,
                "counting": report.counting_count,
                "dropped": [{"where": fault.where, "what": fault.what} for fault in report.faults],
                "changed": list(report.paths),
            }
        )
        return
    console.out.print(f"{report.drafted_count} of {report.wanted_count} messages drafted, to be confirmed.")
    if report.missing_count:
        console.out.print(f"{report.missing_count} have no draft.")
    if report.counting_count:
        console.out.print(f"{report.counting_count} count something and are left to people.")
    for fault in report.faults:
        console.print_fault(fault)


def _suggestions_json(message: MessageSuggestions) -> dict[str, Any]:
    return {
        "where": f"{message.path}:{message.entry.line}",
        "context": message.entry.context,
        "text": message.entry.text,
        "suggestions": [
            {
                "percent": suggestion.percent,
                "translations": list(suggestion.translations),
                "where": suggestion.where,
                "context": suggestion.context,
                "source": suggestion.source,
            }
            for suggestion in message.suggestions
        ],
    }


def _shortened_text(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
