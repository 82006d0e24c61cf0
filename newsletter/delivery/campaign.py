"""A campaign and its waves, as the ledger has them: one edition sent to one audience at one time."""

from dataclasses import dataclass
from datetime import datetime

from newsletter.delivery.states import CampaignState, WaveState
from newsletter.i18n.instants import USUAL_ZONE
from newsletter.identifiers import ListId, OccasionId, RevisionId, WaveId
from newsletter.revision.not_ready import NotReadyPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One campaign as the database knows it."""

    id: OccasionId
    edition: str
    list_id: ListId
    list_name: str
    list_title: str
    state: CampaignState
    trouble: str | None
    not_ready: NotReadyPolicy = NotReadyPolicy.FALLBACK
    hold_until: datetime | None = None
    again_reason: str | None = None
    """Why those who have had the edition get it once more; None: they do not."""
    revision_id: RevisionId | None = None
    """What it sends: the newest revision of its edition until it leaves, then that of its last wave."""
    published_at: datetime | None = None
    """When that became the newest."""
    release_at: datetime | None = None
    """When its first wave leaves; of a draft, when it was made."""
    timezone: str = USUAL_ZONE
    """IANA name of its newsroom's zone, as published with what it sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignTerms:
    """What becomes of members whose language is not ready or who have had the edition."""

    not_ready: NotReadyPolicy | None = None
    """None: what the list says, or else the newsroom."""
    hold_until: datetime | None = None
    again_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """A part of a campaign that is released at one instant."""

    id: WaveId
    occasion_id: OccasionId
    revision_id: RevisionId
    state: WaveState
    release_at: datetime
    date_at: datetime | None
