"""States of campaigns, waves and deliveries, and the moves between them. The only list of them.

    waiting ──▶ pending ──▶ submitting ──▶ accepted | deferred | refused | unknown

docs/reference/states.md shows the table. `database/` makes one guarded UPDATE per move:
`WHERE state IN sources_of(to)`, and acts only on rows that changed.
"""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where one mail is in its life."""

    WAITING = "waiting"
    PENDING = "pending"
    SUBMITTING = "submitting"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"


class CampaignState(StrEnum):
    """Where a campaign is in its life."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class WaveState(StrEnum):
    """Where a wave is in its life."""

    WAITING = "waiting"
    RELEASED = "released"


_D = DeliveryState
DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    # to: from
    _D.WAITING: frozenset({_D.SKIPPED}),  # left out for another campaign's sake, which does not bring it
    # Its wave is released; its next attempt is due; a person has mended what it failed for.
    _D.PENDING: frozenset({_D.WAITING, _D.DEFERRED, _D.QUARANTINED}),
    # Unsubscribed or cancelled since: every state before the dot.
    _D.SKIPPED: frozenset({_D.WAITING, _D.PENDING, _D.DEFERRED, _D.QUARANTINED}),
    _D.SUBMITTING: frozenset({_D.PENDING}),  # everything but the dot is there
    _D.ACCEPTED: frozenset({_D.SUBMITTING, _D.UNKNOWN}),  # the reply, or evidence
    _D.DEFERRED: frozenset({_D.SUBMITTING, _D.PENDING}),  # 4xx after the dot, or before it
    _D.REFUSED: frozenset({_D.SUBMITTING, _D.PENDING, _D.DEFERRED, _D.UNKNOWN}),
    _D.UNKNOWN: frozenset({_D.SUBMITTING}),  # no complete reply after the dot
    _D.QUARANTINED: frozenset({_D.PENDING}),  # building this one mail failed
}

FROM_PERMITTED = frozenset({_D.SUBMITTING, _D.UNKNOWN})
"""Where an outcome of an attempt that had its permit finds its row."""
FROM_UNPERMITTED = frozenset({_D.PENDING})
"""Where an outcome of an attempt that was judged before the dot finds its row."""

HAS_OR_MAY_HAVE = frozenset(DeliveryState) - {_D.REFUSED, _D.SKIPPED}
"""Whose delivery of an edition is in such a state is not sent that edition by another campaign."""

OPEN_DELIVERIES = frozenset({_D.WAITING, _D.PENDING, _D.SUBMITTING, _D.DEFERRED})
"""A campaign with such a row is not finished."""

_C = CampaignState
CAMPAIGN_MOVES: dict[CampaignState, frozenset[CampaignState]] = {
    _C.SCHEDULED: frozenset({_C.DRAFT}),
    _C.SENDING: frozenset({_C.DRAFT, _C.SCHEDULED, _C.PAUSED, _C.FINISHED}),
    _C.PAUSED: frozenset({_C.SENDING}),
    _C.FINISHED: frozenset({_C.SENDING}),
    _C.CANCELLED: frozenset({_C.DRAFT, _C.SCHEDULED, _C.SENDING, _C.PAUSED}),
}


def sources_of(state: DeliveryState) -> frozenset[DeliveryState]:
    """Return the states from which a delivery may come into this one."""
    return DELIVERY_MOVES.get(state, frozenset())
