"""Whether the files of an edition are still those that its newest revision was made of.

newsroom's files ──▶ sources_digest() ──▶ stored with the revision ──▶ changed_campaigns()
"""

from collections.abc import Iterable, Mapping

from newsletter.database import revisions
from newsletter.database.database import Database
from newsletter.delivery.campaign import Campaign
from newsletter.delivery.states import CampaignState
from newsletter.errors import NewsletterError
from newsletter.identifiers import OccasionId
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.sources import sources_digest


def changed_campaigns(
    database: Database, folder: NewsroomFolder | None, campaigns: Iterable[Campaign]
) -> Mapping[OccasionId, bool | None]:
    """Tell of each campaign that has not left whether the files differ from what it would send.

    None where nobody can tell: the files are not here or cannot be read, or the revision did not keep it yet.
    """
    to_come = (CampaignState.DRAFT, CampaignState.SCHEDULED)
    edition_by_id = {campaign.id: campaign.edition for campaign in campaigns if campaign.state in to_come}
    has_changed = {
        edition: _has_changed(database, folder, edition) if folder else None
        for edition in set(edition_by_id.values())
    }
    return {id_: has_changed[edition] for id_, edition in edition_by_id.items()}


def _has_changed(database: Database, folder: NewsroomFolder, edition: str) -> bool | None:
    with database.read() as db:
        newest = revisions.newest_revision(db, edition)
    if newest is None or newest.sources_digest is None:
        return None
    try:
        return sources_digest(folder, folder.manuscript(edition)) != newest.sources_digest
    except NewsletterError:
        return None
