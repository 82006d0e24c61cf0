"""What became of one mail: the classified reply of the relay.

Source: RFC 5321 §4.2.1 (first digit), §4.5.3.1.10 (552 after RCPT), RFC 3463 (enhanced status).
"""

from dataclasses import dataclass
from enum import StrEnum

from newsletter.identifiers import DeliveryId


class Outcome(StrEnum):
    """The end of one attempt. The values are delivery states."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """Handed over, outcome not learned: only the absence of a complete reply after the dot."""
    NOT_TRIED = "pending"
    """Nothing of this mail was judged (connection lost before the dot, permit not given): as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the relay said about one mail. Holds no address and no reply text."""

    delivery_id: DeliveryId
    outcome: Outcome
    code: int | None = None
    """Three digits, where there was a reply."""
    enhanced_status: str | None = None
    """`class.subject.detail` of RFC 3463, where the reply had one."""
    queue_id: str | None = None
    """The relay's own name for the mail, where it told one."""
