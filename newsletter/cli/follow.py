"""Follow a campaign with a progress bar until it is over."""

import time

from newsletter.cli import show, show_campaign
from newsletter.identifiers import OccasionId
from newsletter.services import campaigns
from newsletter.services.campaigns import CampaignStatus
from newsletter.wiring import Database

_LOOK_EVERY_S = 0.3
_WORKER_SHOWS_UP_WITHIN_S = 15.0


def follow(database: Database, campaign: OccasionId, *, quiet: bool) -> CampaignStatus:
    """Show how a campaign gets on, and return its status once nothing is left to do right now.

    That is: it is over, paused, or all that is open waits for a later attempt.
    """
    status = campaigns.status(database, campaign)
    told_trouble: str | None = None
    began = time.monotonic()
    with show_campaign.campaign_progress(status, to_stderr=quiet) as advance:
        while not _is_settled(status):
            time.sleep(_LOOK_EVERY_S)
            status = campaigns.status(database, campaign)
            advance(status)
            trouble = status.campaign.trouble or _no_worker(status, time.monotonic() - began)
            if trouble != told_trouble and trouble:
                show.note(trouble)
            told_trouble = trouble
    return status


def _is_settled(status: CampaignStatus) -> bool:
    by_state = status.by_state
    is_waiting = any(by_state.get(state) for state in ("waiting", "pending", "submitting"))
    return status.is_over or status.campaign.state == "paused" or not is_waiting


def _no_worker(status: CampaignStatus, waited_s: float) -> str | None:
    untouched = status.by_state.get("pending", 0) == status.candidate_count - status.by_state.get(
        "skipped", 0
    )
    if waited_s > _WORKER_SHOWS_UP_WITHIN_S and untouched:
        return "No worker has taken it up yet. Is `newsletter up` (or a `newsletter worker`) running?"
    return None
