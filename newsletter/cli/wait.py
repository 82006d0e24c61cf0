"""Follow a campaign with a progress bar until it is over, or until it does not get on."""

import time
from collections.abc import Callable

from newsletter.campaigns.plans import CampaignStatus
from newsletter.cli.output import campaign as show_campaign
from newsletter.cli.output import console
from newsletter.errors import DatabaseUnavailableError, UnavailableError
from newsletter.wiring import Installation

_LOOK_EVERY_S = 0.25
_STUCK_AFTER_S = 20.0
"""Without a single outcome for so long, a person has to look."""


def _pause() -> None:
    time.sleep(1.0)


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
                f"{trouble or _nobody_text(status)}. "
                f"It goes on by itself then. To follow it: newsletter campaign status {status.campaign.id}"
            )


def _nobody_text(status: CampaignStatus) -> str:
    if status.movement.workers:
        return "a worker holds mails of it and nothing moves: it is stopped, or the relay takes its time"
    return "no worker has taken it up. Start `newsletter up`, or `newsletter worker`"


def _is_settled(status: CampaignStatus) -> bool:
    """Tell whether nothing is left to do right now; a campaign without open mails is about to be finished."""
    is_waiting = status.by_state.get("deferred") or status.held_counts
    return status.is_over or status.campaign.state == "paused" or bool(not status.busy_count and is_waiting)


def await_database(installation: Installation, *, pause: Callable[[], None] = _pause) -> None:
    """Return once the database can be used; say once what is waited for. Ctrl-C ends the waiting.

    Raises:
        DatabaseUnavailableError: it is a file of this machine, which does not come by itself.
        SettingsError: it is there, and of another version.
    """
    told = ""
    while True:
        try:
            with installation.database():
                return
        except DatabaseUnavailableError as error:
            if installation.is_database_here:
                raise
            if str(error) != told:
                told = str(error)
                console.print_note(f"Waiting for the database. {told}")
        pause()
