"""What `newsletter gate …` prints."""

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.delivery.explanation import Explanation


def print_explanation(told: Explanation, *, as_json: bool) -> None:
    """Show the steps that lead to a language, and the decision."""
    if as_json:
        console.print_json(_explanation_json(told))
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


def _explanation_json(explanation: Explanation) -> dict[str, object]:
    return {
        "edition": explanation.edition,
        "decided_by": explanation.decided_by,
        "reader": explanation.reader,
        "languages": [str(locale) for locale in explanation.wanted],
        "standing": explanation.standing,
        "policy": str(explanation.policy),
        "steps": [
            {
                "step": step.text,
                "locale": str(step.locale) if step.locale else None,
                "ready": step.is_ready,
                "why": step.why,
            }
            for step in explanation.steps
        ],
        "verdict": str(explanation.verdict),
        "locale": str(explanation.locale) if explanation.locale else None,
        "missing": str(explanation.missing) if explanation.missing else None,
        "decision": explanation.sentence,
    }
