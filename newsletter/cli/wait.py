"""Follow a campaign with a progress bar until it is over, or until it does not get on."""

import time
from collections.abc import Callable

from newsletter.campaigns.plans import CampaignStatus
from newsletter.cli.output import campaign as show_campaign
from newsletter.cli.output import console
from newsletter.errors import UnavailableError

_LOOK_EVERY_S = 0.25
_STUCK_AFTER_S = 20.0
"""Without a single outcome for so long, a person has to look."""


def follow(
    current_status: Callable[[], CampaignStatus],
    *,
    quiet: bool,
    meanwhile: Callable[[], None] | None = None,
    stuck_after_s: float | None = None,
) -> CampaignStatus:
    """Show how a campaign gets on, and return its status once nothing is left to do right now.

    That is: it is over, paused, or all that is open waits for a later attempt or for a translation.
    Ctrl-C stops the following, never the campaign. Who has started the workers looks after them `meanwhile`,
    and gives them more time than those who cannot know whether there are any.

    Raises:
        UnavailableError: it does not get on; the text says why, and that it goes on by itself.
    """
    status = current_status()
    stuck_detector = _StuckDetector(
        time.monotonic, _STUCK_AFTER_S if stuck_after_s is None else stuck_after_s
    )
    with show_campaign.campaign_progress(status, to_stderr=quiet) as advance:
        while not _is_settled(status):
            if meanwhile:
                meanwhile()
            time.sleep(_LOOK_EVERY_S)
            status = current_status()
            advance(status)
            stuck_detector.look(status)
    return status


class _StuckDetector:
    """Notices that nothing happens, and tells trouble once."""

    def __init__(self, clock: Callable[[], float], after_s: float) -> None:
        self._clock, self._after_s = clock, after_s
        self._moved_at = clock()
        self._open_count = -1
        self._told_trouble: str | None = None

    def look(self, status: CampaignStatus) -> None:
        open_count, now = status.busy_count, self._clock()
        if open_count != self._open_count:
            self._open_count, self._moved_at = open_count, now
        trouble = status.campaign.trouble
        if trouble and trouble != self._told_trouble:
            console.print_note(trouble)
        self._told_trouble = trouble
        if now - self._moved_at > self._after_s:
            raise UnavailableError(
                f"Campaign {status.campaign.id} does not get on: "
                f"{trouble or 'no worker has taken it up. Start `newsletter up`, or `newsletter worker`'}. "
                f"It goes on by itself then. To follow it: newsletter campaign status {status.campaign.id}"
            )


def _is_settled(status: CampaignStatus) -> bool:
    return status.is_over or status.campaign.state == "paused" or not status.busy_count
