"""Sentences about campaigns that several commands print."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from newsletter.campaigns.plans import CampaignStatus
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.states import CampaignState
from newsletter.i18n.instants import instant_text, zone_of
from newsletter.i18n.locale import Locale

_FAR_AHEAD = timedelta(days=366)


def local_instant(campaign: Campaign, instant: datetime) -> datetime:
    """Return an instant by the clock of the campaign's newsroom."""
    return instant.astimezone(zone_of(campaign.timezone))


def iso_instant(campaign: Campaign, instant: datetime | None) -> str | None:
    """Return an instant for machines, by the clock of the campaign's newsroom."""
    return local_instant(campaign, instant).isoformat() if instant else None


def leaving_line(campaign: Campaign, release_at: datetime, *, seen_at: datetime) -> str:
    """Return when a scheduled campaign leaves; a year that may be a slip of the finger catches the eye."""
    shown = instant_text(local_instant(campaign, release_at))
    if release_at <= seen_at:
        return f"It was to leave on {shown}."
    far_ahead = " [yellow]That is more than a year ahead.[/]" if release_at - seen_at > _FAR_AHEAD else ""
    return f"It leaves on {shown}.{far_ahead}"


def revision_line(campaign: Campaign, *, differs: bool | None) -> str:
    """Return what a campaign sends, and whether the files have moved on since that was published."""
    if campaign.revision_id is None or campaign.published_at is None:
        return ""
    published = instant_text(local_instant(campaign, campaign.published_at).replace(second=0, microsecond=0))
    is_to_come = campaign.state in (CampaignState.DRAFT, CampaignState.SCHEDULED)
    verb = "sends the newest revision when it leaves; now that is" if is_to_come else "sends revision"
    moved_on = (
        f" [yellow]The files differ from revision {campaign.revision_id}.[/] "
        f"To send what they say, first run: newsletter publish {campaign.edition}"
        if differs
        else ""
    )
    return f"It {verb} {campaign.revision_id}, published on {published}.{moved_on}"


def still_line(status: CampaignStatus, *, seen_at: datetime) -> str:
    """Return for how long nothing has moved and what may be the reason; "" where all is well."""
    still_s = status.still_s(seen_at)
    if still_s is None:
        return ""
    count = len(status.movement.workers)
    reason = (
        f"though {count} worker{'s hold' if count > 1 else ' holds'} mails of it: stopped, or waiting for a "
        "slow relay"
        if count
        else "and no worker is at it. Start `newsletter up`, or `newsletter worker`"
    )
    return f"[yellow]Nothing has moved for {max(still_s / 60, 1):.0f} min[/], {reason}."


def gets_text(gets: Mapping[Locale, int]) -> str:
    """Return which languages members get, and how many each."""
    return ", ".join(f"{locale} ({count})" for locale, count in gets.items())


def unmet_lines(status: CampaignStatus) -> Iterator[str]:
    """Yield a sentence for each thing that became of members whose language was not ready."""
    for unmet in status.unmet:
        if unmet.held_count:
            yield f"Waiting for {unmet.locale}, which is not ready: {unmet.held_count} members."
        if unmet.skipped_count:
            yield f"Left out, for {unmet.locale} was not ready: {unmet.skipped_count} members."
        if unmet.gets:
            yield f"In place of {unmet.locale}, which was not ready, members get: {gets_text(unmet.gets)}."
    if status.held_counts:
        campaign, until = status.campaign, status.campaign.hold_until
        if until:
            deadline = instant_text(local_instant(campaign, until))
            yield f"Who still waits on {deadline} gets the next best language."
        yield f"They get it by themselves after: newsletter publish {campaign.edition}"
        yield f"To wait no longer: newsletter campaign release-held {campaign.id} --fallback (or --skip)"
