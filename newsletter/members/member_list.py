"""A named list of members."""

from dataclasses import dataclass

from newsletter.identifiers import ListId
from newsletter.revision.not_ready import NotReadyPolicy


@dataclass(frozen=True, slots=True)
class MemberList:
    """A named list."""

    id: ListId
    name: str
    title: str
    member_count: int
    """Confirmed members."""
    not_ready: NotReadyPolicy | None = None
    """What becomes of members whose language is not ready; None: what the newsroom says."""
