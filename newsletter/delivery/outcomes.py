"""What became of one mail: the classified reply of the relay.

    reply code ──▶ outcome_of() ──▶ Outcome ──▶ Receipt ──▶ the ledger

Source: RFC 5321 §4.2.1 (first digit), §4.5.3.1.10 (552 after RCPT), RFC 3463 (enhanced status).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

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
    """`class.subject.detail` of RFC 3463, where the reply had one; ours where the mail never left."""
    queue_id: str | None = None
    """The relay's own name for the mail, where it told one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Which attempt at a mail an outcome belongs to. Any other attempt's outcome moves nothing."""

    number: int
    """1 for the first: the row's count of attempts with this one."""
    fence: int
    """Of the lease that it was made under."""
    is_permitted: bool
    """Whether step 5 said yes: the ledger said `submitting` before the outcome was heard."""


_BY_FIRST_DIGIT = {2: Outcome.ACCEPTED, 4: Outcome.DEFERRED, 5: Outcome.REFUSED}


def outcome_of(code: int, *, after: Literal["MAIL", "RCPT", "DATA"]) -> Outcome:
    """Classify the server's final reply to one command.

    Args:
        code: three-digit SMTP reply code, as received.
        after: the command the server was answering; "DATA" also for the reply after the dot.

    Returns:
        DEFERRED when the same message may be tried again later,
        REFUSED when it must not be.

    Raises:
        ValueError: the code is not a final reply (2xx, 4xx or 5xx).

    Source:
        RFC 5321 §4.2.1 (meaning of the first digit) and §4.5.3.1.10
        (552 after RCPT is an old spelling of 452, "too many recipients").

    >>> outcome_of(552, after="RCPT")
    <Outcome.DEFERRED: 'deferred'>
    """
    if code == 552 and after == "RCPT":  # noqa: PLR2004 - the number is the rule's name
        return Outcome.DEFERRED
    try:
        return _BY_FIRST_DIGIT[code // 100]
    except KeyError:
        raise ValueError(f"{code} is not a final SMTP reply (2xx, 4xx, 5xx)") from None
