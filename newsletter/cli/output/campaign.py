"""What the commands of the audience and of campaigns print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from rich.markup import escape

from newsletter.campaigns.campaigns import HeldReleaseReport, ResolveReport
from newsletter.campaigns.plans import CampaignPlan, CampaignStatus, UnmetCount
from newsletter.cli.output import console
from newsletter.clock import now
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.language_policy import Verdict
from newsletter.delivery.states import CampaignState
from newsletter.i18n.instants import instant_text, zone_of
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


_FAR_AHEAD = timedelta(days=366)


def _local(campaign: Campaign, instant: datetime) -> datetime:
    """Return an instant by the clock of the campaign's newsroom."""
    return instant.astimezone(zone_of(campaign.timezone))


def _iso(campaign: Campaign, instant: datetime | None) -> str | None:
    return _local(campaign, instant).isoformat() if instant else None


def leaving_line(campaign: Campaign, release_at: datetime, *, seen_at: datetime) -> str:
    """Return when a scheduled campaign leaves; a year that may be a slip of the finger catches the eye."""
    shown = instant_text(_local(campaign, release_at))
    if release_at <= seen_at:
        return f"It was to leave on {shown}."
    far_ahead = " [yellow]That is more than a year ahead.[/]" if release_at - seen_at > _FAR_AHEAD else ""
    return f"It leaves on {shown}.{far_ahead}"


def print_list_made(member_list: MemberList) -> None:
    """Say that a list was made."""
    console.out.print(f"Made the list [bold]{member_list.name}[/].")


def print_list_policy(member_list: MemberList) -> None:
    """Say what a list does now with members whose language is not ready."""
    policy = _policy_text(member_list)
    console.out.print(f"The list [bold]{member_list.name}[/]: members whose language is not ready: {policy}.")


def _policy_text(member_list: MemberList) -> str:
    return str(member_list.not_ready) if member_list.not_ready else "as the newsroom says"


def print_lists(member_lists: Sequence[MemberList], *, as_json: bool) -> None:
    """Show all lists."""
    if as_json:
        console.print_json(
            [
                {
                    "name": member_list.name,
                    "title": member_list.title,
                    "members": member_list.member_count,
                    "not_ready": str(member_list.not_ready) if member_list.not_ready else None,
                }
                for member_list in member_lists
            ]
        )
        return
    rows = console.table("list", "#members", "not ready", "title")
    for member_list in member_lists:
        rows.add_row(
            member_list.name,
            str(member_list.member_count),
            _policy_text(member_list),
            escape(member_list.title),
        )
    console.out.print(rows)


def print_member_import(report: MemberImportReport, *, as_json: bool) -> None:
    """Show what an import did, row by row where there is something to say."""
    if as_json:
        console.print_json(
            {
                "new": report.added.new_count,
                "subscribed": report.added.subscribed_count,
                "known": report.added.known_count,
                "bad_row_count": report.fault_count,
                "bad_rows": [console.fault_json(bad_row) for bad_row in report.faults],
                "notes": [{"where": note.where, "what": note.what} for note in report.notes],
            }
        )
        return
    for fault in report.faults:
        console.print_fault(fault)
    for remark in report.notes:
        console.out.print(f"  {remark}")
    if report.ignored_columns:
        console.out.print(f"Columns that are not used: {', '.join(report.ignored_columns)}.")
    console.out.print(
        f"Subscribed: {report.added.subscribed_count} (new to the service: {report.added.new_count}). "
        f"On the list before: {report.added.known_count}. Bad rows left out: {report.fault_count}."
    )


def print_plan(plan: CampaignPlan, *, as_json: bool) -> None:
    """Show what a campaign would do."""
    if as_json:
        console.print_json(_plan_json(plan))
        return
    campaign = plan.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/]: edition {campaign.edition} "
        f"to {plan.member_count} members of {campaign.list_name}"
    )
    _print_had(plan)
    _print_plan_tables(plan)
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


def _print_plan_tables(plan: CampaignPlan) -> None:
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
        Verdict.FALLS_BACK: f"get {_gets_text(unmet_count.gets)}",
        Verdict.SKIPPED: "get nothing",
        Verdict.HELD: f"wait until {instant_text(_local(plan.campaign, until))}" if until else "wait for it",
        Verdict.BLOCKS: "block the campaign",
    }[unmet_count.verdict]


def _gets_text(gets: Mapping[Locale, int]) -> str:
    return ", ".join(f"{locale} ({count})" for locale, count in gets.items())


def _plan_json(plan: CampaignPlan) -> dict[str, Any]:
    return {
        "campaign": plan.campaign.id,
        "edition": plan.campaign.edition,
        "list": plan.campaign.list_name,
        "revision": plan.revision_id,
        "members": plan.member_count,
        "had_already": plan.had_count,
        "again": plan.campaign.again_reason,
        "not_ready": str(plan.campaign.not_ready),
        "hold_until": _iso(plan.campaign, plan.campaign.hold_until),
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


def _unmet_lines(status: CampaignStatus) -> Iterator[str]:
    """Yield a sentence for each thing that became of members whose language was not ready."""
    for unmet in status.unmet:
        if unmet.held_count:
            yield f"Waiting for {unmet.locale}, which is not ready: {unmet.held_count} members."
        if unmet.skipped_count:
            yield f"Left out, for {unmet.locale} was not ready: {unmet.skipped_count} members."
        if unmet.gets:
            yield f"In place of {unmet.locale}, which was not ready, members get: {_gets_text(unmet.gets)}."
    if status.held_counts:
        campaign, until = status.campaign, status.campaign.hold_until
        if until:
            yield f"Who still waits on {instant_text(_local(campaign, until))} gets the next best language."
        yield f"They get it by themselves after: newsletter publish {campaign.edition}"
        yield f"To wait no longer: newsletter campaign release-held {campaign.id} --fallback (or --skip)"


def print_held_release(report: HeldReleaseReport, status: CampaignStatus, *, as_json: bool) -> None:
    """Say what became of members who waited for a language."""
    if as_json:
        console.print_json(
            {
                "released": report.released_count,
                "skipped": report.skipped_count,
                "held": {str(locale): count for locale, count in status.held_counts.items()},
            }
        )
        return
    console.out.print(
        f"Campaign {status.campaign.id}: {report.released_count} mails released, "
        f"{report.skipped_count} skipped, "
        f"{sum(status.held_counts.values())} still held."
    )


def print_resolved(report: ResolveReport, status: CampaignStatus, *, as_json: bool) -> None:
    """Say how many mails were taken up again."""
    if as_json:
        console.print_json({"resumed": report.resumed_count, **status_json(status)})
        return
    console.out.print(
        f"Campaign {status.campaign.id} is {status.campaign.state}: "
        f"{report.resumed_count} mails that were set aside are taken up again."
    )


def print_status(status: CampaignStatus, *, as_json: bool) -> None:
    """Show how far a campaign is."""
    if as_json:
        console.print_json(status_json(status))
        return
    campaign = status.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/] ({campaign.edition} to {campaign.list_name}) is {campaign.state}."
    )
    if campaign.state == CampaignState.SCHEDULED and status.release_at:
        console.out.print(leaving_line(campaign, status.release_at, seen_at=now()))
    if campaign.trouble:
        console.out.print(f"[yellow]It does not get on:[/] {escape(campaign.trouble)}")
    states = [state for state in _STATES if status.by_state.get(state)]
    rows = console.table("language", *(f"#{state}" for state in states), "subject")
    for language in status.languages:
        rows.add_row(
            str(language.locale),
            *(str(language.by_state.get(state, 0)) for state in states),
            escape(language.subject) or "-",
        )
    if states:
        rows.add_row(
            "all", *(str(status.by_state[state]) for state in states), f"{status.candidate_count} candidates"
        )
        console.out.print(rows)
    if status.plan is not None:
        _print_plan_tables(status.plan)
    for line in _unmet_lines(status):
        console.out.print(line)
    if status.by_state.get("quarantined"):
        console.out.print(
            "Quarantined: these mails could not be built. Mend the reason, which the worker's log names, and "
            f"run: newsletter campaign resolve {campaign.id}"
        )
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
        "release_at": _iso(campaign, status.release_at),
        "timezone": campaign.timezone,
        "candidates": status.candidate_count,
        "not_ready": str(campaign.not_ready),
        "hold_until": _iso(campaign, campaign.hold_until),
        "unmet": [
            {
                "locale": str(unmet.locale),
                "held": unmet.held_count,
                "skipped": unmet.skipped_count,
                "gets": {str(locale): count for locale, count in unmet.gets.items()},
            }
            for unmet in status.unmet
        ],
        "plan": _plan_json(status.plan) if status.plan else None,
        "by_state": {state: status.by_state.get(state, 0) for state in _STATES},
        "languages": [
            {
                "locale": str(language.locale),
                "subject": language.subject,
                "by_state": language.by_state,
                "fell_back": list(language.fell_back),
            }
            for language in status.languages
        ],
    }


def print_state(campaign: Campaign, *, skipped_count: int | None = None) -> None:
    """Say what state a campaign is in now."""
    skipped = f"; {skipped_count} mails do not leave any more" if skipped_count is not None else ""
    console.out.print(f"Campaign {campaign.id} is {campaign.state}{skipped}.")


def print_campaigns(all_campaigns: Sequence[Campaign], *, as_json: bool) -> None:
    """Show all campaigns."""
    if as_json:
        console.print_json(
            [
                {
                    "campaign": campaign.id,
                    "edition": campaign.edition,
                    "list": campaign.list_name,
                    "state": str(campaign.state),
                    "release_at": _iso(campaign, campaign.release_at),
                }
                for campaign in all_campaigns
            ]
        )
        return
    rows = console.table("#campaign", "state", "edition", "list", "leaves on")
    for campaign in all_campaigns:
        leaves_at = campaign.release_at if campaign.state == CampaignState.SCHEDULED else None
        rows.add_row(
            str(campaign.id),
            str(campaign.state),
            campaign.edition,
            campaign.list_name,
            instant_text(_local(campaign, leaves_at)) if leaves_at else "",
        )
    console.out.print(rows)


@contextmanager
def campaign_progress(
    status: CampaignStatus, *, to_stderr: bool
) -> Iterator[Callable[[CampaignStatus], None]]:
    """Show a bar of mails that have an outcome; yields `advance(status)`."""
    with console.bar(to_stderr=to_stderr) as bars:
        task = bars.add_task(f"Campaign {status.campaign.id}", total=status.candidate_count or None)

        def advance(newest_status: CampaignStatus) -> None:
            done_count = (
                newest_status.candidate_count
                - newest_status.busy_count
                - sum(newest_status.held_counts.values())
            )
            bars.update(task, total=newest_status.candidate_count, completed=done_count)

        yield advance
