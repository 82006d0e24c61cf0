"""What `newsletter gate …` prints."""

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.delivery.explanation import Explanation


def explanation(told: Explanation, *, as_json: bool) -> None:
    """Show the steps that lead to a language, and the decision."""
    if as_json:
        console.as_json(_json(told))
        return
    reads = ", ".join(str(locale) for locale in told.wanted) or "none was told"
    console.out.print(
        f"Edition [bold]{escape(told.edition)}[/], by {told.decided_by}. Languages in order: {reads}."
    )
    rows = console.table("step", "ready", "why")
    for step in told.steps:
        rows.add_row(step.text, "[green]yes[/]" if step.is_ready else "[yellow]no[/]", escape(step.why))
    console.out.print(rows)
    console.out.print(f"Policy for languages that are not ready: {told.policy}.")
    console.out.print(f"Decision: {told.reader} {told.sentence}.")


def _json(told: Explanation) -> dict[str, object]:
    return {
        "edition": told.edition,
        "decided_by": told.decided_by,
        "reader": told.reader,
        "languages": [str(locale) for locale in told.wanted],
        "standing": told.standing,
        "policy": str(told.policy),
        "steps": [
            {
                "step": step.text,
                "locale": str(step.locale) if step.locale else None,
                "ready": step.is_ready,
                "why": step.why,
            }
            for step in told.steps
        ],
        "verdict": str(told.verdict),
        "locale": str(told.locale) if told.locale else None,
        "missing": str(told.missing) if told.missing else None,
        "decision": told.sentence,
    }
