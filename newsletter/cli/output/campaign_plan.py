"""What a campaign would do, as `newsletter campaign create` and `status` print it."""

from typing import Any

from rich.markup import escape

from newsletter.campaigns.plans import CampaignPlan, UnmetCount
from newsletter.cli.output import console
from newsletter.cli.output.campaign_lines import gets_text, iso_instant, local_instant, revision_line
from newsletter.delivery.language_policy import Verdict
from newsletter.i18n.instants import instant_text


def print_plan(plan: CampaignPlan, *, as_json: bool, differs: bool | None = None) -> None:
    """Show what a campaign would do. `differs`: the files are not those that it would send."""
    if as_json:
        console.print_json(plan_json(plan) | {"files_differ": differs})
        return
    campaign = plan.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/]: edition {campaign.edition} "
        f"to {plan.member_count} members of {campaign.list_name}"
    )
    _print_had(plan)
    print_plan_tables(plan)
    console.out.print(revision_line(campaign, differs=differs))
    console.out.print(f"Nothing is sent yet. To send it: newsletter campaign send {campaign.id}")


def _print_had(plan: CampaignPlan) -> None:
    """Say how many of the list have had the edition, and what that means for them."""
    campaign = plan.campaign
    if campaign.again_reason:
        console.out.print(
            f"{plan.had_count} of {plan.member_count} have had this edition and get it again: "
            f"{escape(campaign.again_reason)}"
        )
    elif plan.had_count:
        console.out.print(
            f"[yellow]{plan.had_count} of {plan.member_count + plan.had_count} have had this edition[/], or "
            "may have it: they are left out. To send it to them too, create the campaign with --again REASON"
        )


def print_plan_tables(plan: CampaignPlan) -> None:
    """Show what each language's members would get, and whose language is not ready."""
    rows = console.table("language", "#members", "#standing in", "#fell back", "subject")
    for language in plan.languages:
        counts = (language.member_count, language.stand_in_count, len(language.fell_back))
        rows.add_row(str(language.locale), *(str(count) for count in counts), escape(language.subject))
    console.out.print(rows)
    if not plan.unmet:
        return
    unmet = console.table("read first", "#members", "what becomes of them", "why")
    for unmet_count in plan.unmet:
        unmet.add_row(
            str(unmet_count.locale),
            str(unmet_count.member_count),
            _fate_text(plan, unmet_count),
            escape(unmet_count.why),
        )
    console.out.print(unmet)
    if plan.count(Verdict.BLOCKS):
        console.out.print("[yellow]Blocked:[/] nobody gets anything before these languages are ready.")


def _fate_text(plan: CampaignPlan, unmet_count: UnmetCount) -> str:
    until = plan.campaign.hold_until
    return {
        Verdict.FALLS_BACK: f"get {gets_text(unmet_count.gets)}",
        Verdict.SKIPPED: "get nothing",
        Verdict.HELD: f"wait until {instant_text(local_instant(plan.campaign, until))}"
        if until
        else "wait for it",
        Verdict.BLOCKS: "block the campaign",
    }[unmet_count.verdict]


def plan_json(plan: CampaignPlan) -> dict[str, Any]:
    """Return a plan for machines."""
    return {
        "campaign": plan.campaign.id,
        "edition": plan.campaign.edition,
        "list": plan.campaign.list_name,
        "revision": plan.revision_id,
        "members": plan.member_count,
        "had_already": plan.had_count,
        "again": plan.campaign.again_reason,
        "not_ready": str(plan.campaign.not_ready),
        "hold_until": iso_instant(plan.campaign, plan.campaign.hold_until),
        "languages": [
            {
                "locale": str(language.locale),
                "members": language.member_count,
                "standing_in": language.stand_in_count,
                "subject": language.subject,
                "fell_back": list(language.fell_back),
            }
            for language in plan.languages
        ],
        "unmet": [
            {
                "locale": str(unmet.locale),
                "offered": unmet.is_offered,
                "why": unmet.why,
                "members": unmet.member_count,
                "verdict": str(unmet.verdict),
                "gets": {str(locale): count for locale, count in unmet.gets.items()},
            }
            for unmet in plan.unmet
        ],
    }
