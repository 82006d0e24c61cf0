"""What the commands of the audience and of campaigns print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.markup import escape

from newsletter.campaigns.campaigns import HeldReleaseReport
from newsletter.campaigns.plans import CampaignPlan, CampaignStatus, UnmetCount
from newsletter.cli.output import console
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.language_policy import Verdict
from newsletter.i18n.locale import Locale
from newsletter.members.member_list import MemberList
from newsletter.subscriptions.lists import MemberImportReport

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
    console.out.print(f"Made the list [bold]{made.name}[/].")


def list_set(changed: MemberList) -> None:
    """Say what a list does now with members whose language is not ready."""
    console.out.print(
        f"The list [bold]{changed.name}[/]: members whose language is not ready: {_policy_of(changed)}."
    )


def _policy_of(one: MemberList) -> str:
    return str(one.not_ready) if one.not_ready else "as the newsroom says"


def lists(found: Sequence[MemberList], *, as_json: bool) -> None:
    """Show all lists."""
    if as_json:
        console.as_json(
            [
                {
                    "name": one.name,
                    "title": one.title,
                    "members": one.member_count,
                    "not_ready": str(one.not_ready) if one.not_ready else None,
                }
                for one in found
            ]
        )
        return
    rows = console.table("list", "#members", "not ready", "title")
    for one in found:
        rows.add_row(one.name, str(one.member_count), _policy_of(one), one.title)
    console.out.print(rows)


def members_imported(report: MemberImportReport, *, as_json: bool) -> None:
    """Show what an import did, row by row where there is something to say."""
    if as_json:
        console.as_json(
            {
                "new": report.added.new_count,
                "subscribed": report.added.subscribed_count,
                "known": report.added.known_count,
                "bad_row_count": report.fault_count,
                "bad_rows": [console.fault_as_value(one) for one in report.faults],
                "notes": [{"where": f.where, "what": f.what} for f in report.notes],
            }
        )
        return
    for fault in report.faults:
        console.fault(fault)
    for remark in report.notes:
        console.out.print(f"  {remark}")
    if report.ignored_columns:
        console.out.print(f"Columns that are not used: {', '.join(report.ignored_columns)}.")
    console.out.print(
        f"Subscribed: {report.added.subscribed_count} (new to the service: {report.added.new_count}). "
        f"On the list before: {report.added.known_count}. Bad rows left out: {report.fault_count}."
    )


def campaign_plan(plan: CampaignPlan, *, as_json: bool) -> None:
    """Show what a campaign would do."""
    if as_json:
        console.as_json(_plan_json(plan))
        return
    campaign = plan.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/]: edition {campaign.edition} "
        f"to {plan.member_count} members of {campaign.list_name}"
    )
    _plan_tables(plan)
    console.out.print(f"Nothing is sent yet. To send it: newsletter campaign send {campaign.id}")


def _plan_tables(plan: CampaignPlan) -> None:
    rows = console.table("language", "#members", "#standing in", "#fell back", "subject")
    for one in plan.languages:
        counts = (one.member_count, one.stand_in_count, len(one.fell_back))
        rows.add_row(str(one.locale), *(str(count) for count in counts), escape(one.subject))
    console.out.print(rows)
    if not plan.unmet:
        return
    unmet = console.table("read first", "#members", "what becomes of them", "why")
    for each in plan.unmet:
        unmet.add_row(str(each.locale), str(each.member_count), _fate(plan, each), escape(each.why))
    console.out.print(unmet)
    if plan.count(Verdict.BLOCKS):
        console.out.print("[yellow]Blocked:[/] nobody gets anything before these languages are ready.")


def _fate(plan: CampaignPlan, one: UnmetCount) -> str:
    until = plan.campaign.hold_until
    return {
        Verdict.FALLS_BACK: f"get {_gets(one.gets)}",
        Verdict.SKIPPED: "get nothing",
        Verdict.HELD: f"wait until {until:%Y-%m-%d %H:%M} UTC" if until else "wait for it",
        Verdict.BLOCKS: "block the campaign",
    }[one.verdict]


def _gets(gets: Mapping[Locale, int]) -> str:
    return ", ".join(f"{locale} ({count})" for locale, count in gets.items())


def _plan_json(plan: CampaignPlan) -> dict[str, Any]:
    until = plan.campaign.hold_until
    return {
        "campaign": plan.campaign.id,
        "edition": plan.campaign.edition,
        "list": plan.campaign.list_name,
        "revision": plan.revision_id,
        "members": plan.member_count,
        "not_ready": str(plan.campaign.not_ready),
        "hold_until": until.isoformat() if until else None,
        "languages": [
            {
                "locale": str(one.locale),
                "members": one.member_count,
                "standing_in": one.stand_in_count,
                "subject": one.subject,
                "fell_back": list(one.fell_back),
            }
            for one in plan.languages
        ],
        "unmet": [
            {
                "locale": str(one.locale),
                "offered": one.is_offered,
                "why": one.why,
                "members": one.member_count,
                "verdict": str(one.verdict),
                "gets": {str(locale): count for locale, count in one.gets.items()},
            }
            for one in plan.unmet
        ],
    }


def _unmet_lines(status: CampaignStatus) -> Iterator[str]:
    """Yield a sentence for each thing that became of members whose language was not ready."""
    for one in status.unmet:
        if one.held_count:
            yield f"Waiting for {one.locale}, which is not ready: {one.held_count} members."
        if one.skipped_count:
            yield f"Left out, for {one.locale} was not ready: {one.skipped_count} members."
        if one.gets:
            yield f"In place of {one.locale}, which was not ready, members get: {_gets(one.gets)}."
    if status.held_counts:
        campaign, until = status.campaign, status.campaign.hold_until
        if until:
            yield f"Who still waits at {until:%Y-%m-%d %H:%M} UTC gets the next best language."
        yield f"They get it by themselves after: newsletter publish {campaign.edition}"
        yield f"To wait no longer: newsletter campaign release-held {campaign.id} --fallback (or --skip)"


def given_up(done: HeldReleaseReport, status: CampaignStatus, *, as_json: bool) -> None:
    """Say what became of members who waited for a language."""
    if as_json:
        console.as_json(
            {
                "released": done.released_count,
                "skipped": done.skipped_count,
                "held": {str(locale): count for locale, count in status.held_counts.items()},
            }
        )
        return
    console.out.print(
        f"Campaign {status.campaign.id}: {done.released_count} mails released, {done.skipped_count} skipped, "
        f"{sum(status.held_counts.values())} still held."
    )


def campaign_status(status: CampaignStatus, *, as_json: bool) -> None:
    """Show how far a campaign is."""
    if as_json:
        console.as_json(status_json(status))
        return
    campaign = status.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/] ({campaign.edition} to {campaign.list_name}) is {campaign.state}."
    )
    if campaign.state == "scheduled" and status.release_at:
        console.out.print(f"It leaves at {status.release_at:%Y-%m-%d %H:%M} UTC.")
    if campaign.trouble:
        console.out.print(f"[yellow]It does not get on:[/] {campaign.trouble}")
    states = [state for state in _STATES if status.by_state.get(state)]
    rows = console.table("language", *(f"#{state}" for state in states), "subject")
    for one in status.languages:
        rows.add_row(
            str(one.locale), *(str(one.by_state.get(state, 0)) for state in states), escape(one.subject)
        )
    if states:
        rows.add_row(
            "all", *(str(status.by_state[state]) for state in states), f"{status.candidate_count} candidates"
        )
        console.out.print(rows)
    if status.plan is not None:
        _plan_tables(status.plan)
    for line in _unmet_lines(status):
        console.out.print(line)
    if status.by_state.get("unknown"):
        console.out.print(
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
        "not_ready": str(campaign.not_ready),
        "hold_until": campaign.hold_until.isoformat() if campaign.hold_until else None,
        "unmet": [
            {
                "locale": str(one.locale),
                "held": one.held_count,
                "skipped": one.skipped_count,
                "gets": {str(locale): count for locale, count in one.gets.items()},
            }
            for one in status.unmet
        ],
        "plan": _plan_json(status.plan) if status.plan else None,
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
    console.out.print(f"Campaign {campaign.id} is {campaign.state}{skipped}.")


def campaigns(found: Sequence[Campaign], *, as_json: bool) -> None:
    """Show all campaigns."""
    if as_json:
        console.as_json(
            [
                {"campaign": one.id, "edition": one.edition, "list": one.list_name, "state": str(one.state)}
                for one in found
            ]
        )
        return
    rows = console.table("#campaign", "state", "edition", "list")
    for one in found:
        rows.add_row(str(one.id), str(one.state), one.edition, one.list_name)
    console.out.print(rows)


@contextmanager
def campaign_progress(
    status: CampaignStatus, *, to_stderr: bool
) -> Iterator[Callable[[CampaignStatus], None]]:
    """Show a bar of mails that have an outcome; yields `advance(status)`."""
    with console.bar(to_stderr=to_stderr) as shown:
        task = shown.add_task(f"Campaign {status.campaign.id}", total=status.candidate_count or None)

        def advance(now: CampaignStatus) -> None:
            done_count = now.candidate_count - now.busy_count - sum(now.held_counts.values())
            shown.update(task, total=now.candidate_count, completed=done_count)

        yield advance
