"""May it leave: is its hour still to come, and is what it sends fit for the world?

Asked in the transaction that lets mails go, for things may have changed since somebody was told that it may.
`world_url` is where links begin, if mail goes to a relay that delivers, and None if it stays here.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from newsletter.database import campaigns, revisions
from newsletter.database.database import Database
from newsletter.delivery.campaign import Campaign
from newsletter.errors import RuleError
from newsletter.i18n import instants
from newsletter.identifiers import OccasionId, WaveId
from newsletter.revision.fit_for_world import sending_trouble


def require_to_come(at: datetime, *, now: datetime) -> None:
    """Refuse an hour that is over by now, though it was to come when it was written.

    Raises:
        RuleError: it is over.
    """
    try:
        instants.require_to_come(at, now=now)
    except ValueError as error:
        raise RuleError(f"--at: {error}, or leave --at out to send now") from None


def require_fit(db: Connection, wave_ids: Iterable[WaveId], *, world_url: str | None) -> None:
    """Refuse to send waves that are not fit for the world.

    Raises:
        RuleError: with everything that is to be mended.
    """
    for wave_id in wave_ids:
        if trouble := trouble_of_wave(db, wave_id, world_url=world_url):
            raise RuleError(trouble)


def require_campaign_fit(database: Database, id_: OccasionId, *, world_url: str | None) -> None:
    """Refuse a campaign that is not fit for the world before a broker is asked for.

    Raises:
        RuleError: with everything that is to be mended.
    """
    require_newest_fit(database, id_, world_url=world_url)


def require_newest_fit(database: Database, id_: OccasionId, *, world_url: str | None) -> None:
    """Refuse to settle the held rows of a campaign by a revision that is not fit for the world.

    Raises:
        RuleError: with everything that is to be mended.
    """
    with database.read() as db:
        campaign = campaigns.find(db, id_)
        trouble = campaign and trouble_of_newest(db, campaign, world_url=world_url)
    if trouble:
        raise RuleError(trouble)


def trouble_of_wave(db: Connection, wave_id: WaveId, *, world_url: str | None) -> str | None:
    """Return why what a wave sends is not fit for the world, or None."""
    wave = campaigns.find_wave(db, wave_id)
    assert wave is not None
    settings = revisions.load_revision(db, wave.revision_id).settings
    return sending_trouble(settings, public_url=world_url) if world_url else None


def trouble_of_newest(db: Connection, campaign: Campaign, *, world_url: str | None) -> str | None:
    """Return why the newest revision, by which held rows are settled, is not fit for the world, or None."""
    newest = revisions.newest_revision(db, campaign.edition)
    return sending_trouble(newest.settings, public_url=world_url) if newest and world_url else None
