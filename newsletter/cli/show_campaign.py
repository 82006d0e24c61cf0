"""What the commands of the audience and of campaigns print."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from newsletter.cli import show
from newsletter.services.campaigns import Campaign, CampaignPlan, CampaignStatus
from newsletter.services.members import ImportReport, MemberList

# In the order in which a mail meets them.
_STATES = (
    "waiting",
    "pending",
    "submitting",
    "accepted",
    "deferred",
    "refused",
    "unknown",
    "quarantined",
    "skipped",
)


def list_made(made: MemberList) -> None:
    """Say that a list was made."""
    show.out.print(f"Made the list [bold]{made.name}[/].")


def lists(found: Sequence[MemberList], *, as_json: bool) -> None:
    """Show all lists."""
    if as_json:
        show.as_json([{"name": one.name, "title": one.title, "members": one.member_count} for one in found])
        return
    rows = show.table("list", "#members", "title")
    for one in found:
        rows.add_row(one.name, str(one.member_count), one.title)
    show.out.print(rows)


def members_imported(report: ImportReport, *, as_json: bool) -> None:
    """Show what an import did, row by row where there is something to say."""
    if as_json:
        show.as_json(
            {
                "new": report.added.new_count,
                "subscribed": report.added.subscribed_count,
                "known": report.added.known_count,
                "bad_row_count": report.fault_count,
                "bad_rows": [{"where": f.where, "what": f.what, "remedy": f.remedy} for f in report.faults],
                "notes": [{"where": f.where, "what": f.what} for f in report.notes],
            }
        )
        return
    for fault in report.faults:
        show.fault(fault)
    for remark in report.notes:
        show.out.print(f"  {remark}")
    if report.ignored_columns:
        show.out.print(f"Columns that are not used: {', '.join(report.ignored_columns)}.")
    show.out.print(
        f"Subscribed: {report.added.subscribed_count} (new to the service: {report.added.new_count}). "
        f"On the list before: {report.added.known_count}. Bad rows left out: {report.fault_count}."
    )


def campaign_plan(plan: CampaignPlan, *, as_json: bool) -> None:
    """Show what a campaign would do."""
    if as_json:
        show.as_json(
            {
                "campaign": plan.campaign.id,
                "edition": plan.campaign.edition,
                "list": plan.campaign.list_name,
                "revision": plan.revision_id,
                "members": plan.member_count,
                "languages": [
                    {
                        "locale": str(one.locale),
                        "members": one.member_count,
                        "subject": one.subject,
                        "fell_back": list(one.fell_back),
                    }
                    for one in plan.languages
                ],
            }
        )
        return
    campaign = plan.campaign
    show.out.print(
        f"Campaign [bold]{campaign.id}[/]: edition {campaign.edition} "
        f"to {plan.member_count} members of {campaign.list_name}"
    )
    rows = show.table("language", "#members", "#fell back", "subject")
    for one in plan.languages:
        rows.add_row(str(one.locale), str(one.member_count), str(len(one.fell_back)), one.subject)
    show.out.print(rows)
    show.out.print(f"Nothing is sent yet. To send it: newsletter campaign send {campaign.id}")


def campaign_status(status: CampaignStatus, *, as_json: bool) -> None:
    """Show how far a campaign is."""
    if as_json:
        show.as_json(status_json(status))
        return
    campaign = status.campaign
    show.out.print(
        f"Campaign [bold]{campaign.id}[/] ({campaign.edition} to {campaign.list_name}) is {campaign.state}."
    )
    if campaign.state == "scheduled" and status.release_at:
        show.out.print(f"It leaves at {status.release_at:%Y-%m-%d %H:%M} UTC.")
    if campaign.trouble:
        show.out.print(f"[yellow]It does not get on:[/] {campaign.trouble}")
    states = [state for state in _STATES if status.by_state.get(state)]
    rows = show.table("language", *(f"#{state}" for state in states), "subject")
    for one in status.languages:
        rows.add_row(str(one.locale), *(str(one.by_state.get(state, 0)) for state in states), one.subject)
    if states:
        rows.add_row(
            "all", *(str(status.by_state[state]) for state in states), f"{status.candidate_count} candidates"
        )
        show.out.print(rows)
    if status.by_state.get("unknown"):
        show.out.print(
            "Unknown: handed over, but the relay's answer was lost. They are not sent again by themselves."
        )


def status_json(status: CampaignStatus) -> dict[str, Any]:
    """Return a status for machines."""
    campaign = status.campaign
    return {
        "campaign": campaign.id,
        "edition": campaign.edition,
        "list": campaign.list_name,
        "state": str(campaign.state),
        "trouble": campaign.trouble,
        "release_at": status.release_at.isoformat() if status.release_at else None,
        "candidates": status.candidate_count,
        "by_state": {state: status.by_state.get(state, 0) for state in _STATES},
        "languages": [
            {
                "locale": str(one.locale),
                "subject": one.subject,
                "by_state": one.by_state,
                "fell_back": list(one.fell_back),
            }
            for one in status.languages
        ],
    }


def campaign_moved(campaign: Campaign, *, skipped_count: int | None = None) -> None:
    """Say what state a campaign is in now."""
    skipped = f"; {skipped_count} mails do not leave any more" if skipped_count is not None else ""
    show.out.print(f"Campaign {campaign.id} is {campaign.state}{skipped}.")


def campaigns(found: Sequence[Campaign], *, as_json: bool) -> None:
    """Show all campaigns."""
    if as_json:
        show.as_json(
            [
                {"campaign": one.id, "edition": one.edition, "list": one.list_name, "state": str(one.state)}
                for one in found
            ]
        )
        return
    rows = show.table("#campaign", "state", "edition", "list")
    for one in found:
        rows.add_row(str(one.id), str(one.state), one.edition, one.list_name)
    show.out.print(rows)


@contextmanager
def campaign_progress(
    status: CampaignStatus, *, to_stderr: bool
) -> Iterator[Callable[[CampaignStatus], None]]:
    """Show a bar of mails that have an outcome; yields `advance(status)`."""
    with show.bar(to_stderr=to_stderr) as shown:
        task = shown.add_task(f"Campaign {status.campaign.id}", total=status.candidate_count or None)

        def advance(now: CampaignStatus) -> None:
            open_count = sum(now.by_state.get(state, 0) for state in ("waiting", "pending", "submitting"))
            shown.update(task, total=now.candidate_count, completed=now.candidate_count - open_count)

        yield advance
