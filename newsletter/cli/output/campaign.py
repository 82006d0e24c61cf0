"""What the commands of campaigns print."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.markup import escape
from rich.table import Table

from newsletter.campaigns.campaigns import HeldReleaseReport, ResolveReport
from newsletter.campaigns.plans import CampaignStatus
from newsletter.cli.output import console
from newsletter.cli.output.campaign_lines import (
    iso_instant,
    leaving_line,
    local_instant,
    revision_line,
    still_line,
    unmet_lines,
)
from newsletter.cli.output.campaign_plan import plan_json, print_plan_tables
from newsletter.clock import now
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.states import CampaignState
from newsletter.i18n.instants import instant_text
from newsletter.identifiers import OccasionId

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


_NOTHING: Mapping[OccasionId, Any] = {}


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


def print_status(status: CampaignStatus, *, as_json: bool, differs: bool | None = None) -> None:
    """Show how far a campaign is. `differs`: the files are not those that it would send."""
    if as_json:
        console.print_json(status_json(status) | {"files_differ": differs})
        return
    campaign = status.campaign
    console.out.print(
        f"Campaign [bold]{campaign.id}[/] ({campaign.edition} to {campaign.list_name}) is {campaign.state}."
    )
    for line in filter(None, _head_lines(status, differs)):
        console.out.print(line)
    if status.candidate_count:
        console.out.print(_state_table(status))
    if status.plan is not None:
        print_plan_tables(status.plan)
    for line in (*unmet_lines(status), *_remedy_lines(status)):
        console.out.print(line)


def _head_lines(status: CampaignStatus, differs: bool | None) -> Iterator[str]:
    """Yield when it leaves, what it sends, and why it does not get on; some may be empty."""
    campaign = status.campaign
    if campaign.state == CampaignState.SCHEDULED and status.release_at:
        yield leaving_line(campaign, status.release_at, seen_at=now())
    yield revision_line(campaign, differs=differs)
    yield still_line(status, seen_at=now())
    if campaign.trouble:
        yield f"[yellow]It does not get on:[/] {escape(campaign.trouble)}"


def _state_table(status: CampaignStatus) -> Table:
    states = [state for state in _STATES if status.by_state.get(state)]
    rows = console.table("language", *(f"#{state}" for state in states), "subject")
    for language in status.languages:
        counts = [str(language.by_state.get(state, 0)) for state in states]
        rows.add_row(str(language.locale), *counts, escape(language.subject) or "-")
    sums = [str(status.by_state[state]) for state in states]
    rows.add_row("all", *sums, f"{status.candidate_count} candidates")
    return rows


def _remedy_lines(status: CampaignStatus) -> Iterator[str]:
    """Yield what becomes of mails that met with something, and what a person can do."""
    campaign, next_at = status.campaign, status.movement.next_attempt_at
    if status.by_state.get("deferred") and next_at:
        yield f"Deferred: the first is tried again on {instant_text(local_instant(campaign, next_at))}."
    if status.skipped:
        reasons = ", ".join(f"{escape(reason)} ({count})" for reason, count in status.skipped.items())
        yield f"Skipped: {reasons}."
    if status.by_state.get("quarantined"):
        yield (
            "Quarantined: these mails could not be built. Mend the reason, which the worker's log names, and "
            f"run: newsletter campaign resolve {campaign.id}"
        )
    if status.by_state.get("unknown"):
        yield "Unknown: handed over, but the relay's answer was lost. They are not sent again by themselves."


def status_json(status: CampaignStatus) -> dict[str, Any]:
    """Return a status for machines."""
    campaign = status.campaign
    return {
        "campaign": campaign.id,
        "edition": campaign.edition,
        "list": campaign.list_name,
        "state": str(campaign.state),
        "trouble": campaign.trouble,
        "revision": campaign.revision_id,
        "published_at": iso_instant(campaign, campaign.published_at),
        "moved_at": iso_instant(campaign, status.movement.moved_at),
        "next_attempt_at": iso_instant(campaign, status.movement.next_attempt_at),
        "workers": list(status.movement.workers),
        "release_at": iso_instant(campaign, status.release_at),
        "timezone": campaign.timezone,
        "candidates": status.candidate_count,
        "not_ready": str(campaign.not_ready),
        "hold_until": iso_instant(campaign, campaign.hold_until),
        "unmet": [
            {
                "locale": str(unmet.locale),
                "held": unmet.held_count,
                "skipped": unmet.skipped_count,
                "gets": {str(locale): count for locale, count in unmet.gets.items()},
            }
            for unmet in status.unmet
        ],
        "plan": plan_json(status.plan) if status.plan else None,
        "skipped": dict(status.skipped),
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


def print_state(campaign: Campaign, *, skipped_count: int | None = None, as_json: bool = False) -> None:
    """Say what state a campaign is in now."""
    if as_json:
        skipped_json = {} if skipped_count is None else {"skipped": skipped_count}
        console.print_json({"campaign": campaign.id, "state": str(campaign.state), **skipped_json})
        return
    skipped = f"; {skipped_count} mails do not leave any more" if skipped_count is not None else ""
    console.out.print(f"Campaign {campaign.id} is {campaign.state}{skipped}.")


def print_campaigns(
    all_campaigns: Sequence[Campaign],
    *,
    as_json: bool,
    differs: Mapping[OccasionId, bool | None] = _NOTHING,
    still: Mapping[OccasionId, float] = _NOTHING,
) -> None:
    """Show all campaigns.

    Args:
        all_campaigns: the campaigns, the newest first.
        as_json: for machines.
        differs: whether the files are not those that a campaign would send.
        still: for how many seconds nothing has moved in those in which something should.
    """
    if as_json:
        console.print_json(
            [
                {
                    "campaign": campaign.id,
                    "edition": campaign.edition,
                    "list": campaign.list_name,
                    "state": str(campaign.state),
                    "release_at": iso_instant(campaign, campaign.release_at),
                    "revision": campaign.revision_id,
                    "published_at": iso_instant(campaign, campaign.published_at),
                    "files_differ": differs.get(campaign.id),
                    "still_s": still.get(campaign.id),
                }
                for campaign in all_campaigns
            ]
        )
        return
    rows = console.table("#campaign", "state", "edition", "#revision", "list", "leaves on")
    for campaign in all_campaigns:
        leaves_at = campaign.release_at if campaign.state == CampaignState.SCHEDULED else None
        rows.add_row(
            str(campaign.id),
            _state_text(campaign, still.get(campaign.id)),
            campaign.edition,
            f"{campaign.revision_id or ''}{'*' if differs.get(campaign.id) else ''}",
            campaign.list_name,
            instant_text(local_instant(campaign, leaves_at)) if leaves_at else "",
        )
    console.out.print(rows)
    if any(differs.values()):
        console.out.print("* The files differ from this revision: newsletter publish EDITION")


def _state_text(campaign: Campaign, still_s: float | None) -> str:
    return f"{campaign.state}, still for {max(still_s / 60, 1):.0f} min" if still_s else str(campaign.state)


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
