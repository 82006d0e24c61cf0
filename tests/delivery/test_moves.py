"""The moves of deliveries and campaigns: what leads where, and what leads nowhere."""

import pytest

from newsletter.delivery.states import (
    CAMPAIGN_MOVES,
    DELIVERY_MOVES,
    FROM_PERMITTED,
    FROM_UNPERMITTED,
    HAS_OR_MAY_HAVE,
    OPEN_DELIVERIES,
    CampaignState,
    DeliveryState,
    sources_of,
)

D = DeliveryState


def targets_of(state, moves):
    """Return where a state leads."""
    return {to for to, sources in moves.items() if state in sources}


@pytest.mark.parametrize(
    ("state", "targets"),
    [
        (D.WAITING, {D.PENDING, D.SKIPPED}),
        (D.PENDING, {D.SUBMITTING, D.DEFERRED, D.REFUSED, D.SKIPPED, D.QUARANTINED}),
        (D.SUBMITTING, {D.ACCEPTED, D.DEFERRED, D.REFUSED, D.UNKNOWN}),
        (D.DEFERRED, {D.PENDING, D.REFUSED, D.SKIPPED}),
        (D.UNKNOWN, {D.ACCEPTED, D.REFUSED}),
        (D.QUARANTINED, {D.PENDING, D.SKIPPED}),
        (D.SKIPPED, {D.WAITING}),
        (D.ACCEPTED, set()),
        (D.REFUSED, set()),
    ],
)
def test_where_each_state_of_a_delivery_leads(state, targets):
    """Accepted and refused lead nowhere; what is unknown is never sent again by itself."""
    assert targets_of(state, DELIVERY_MOVES) == targets


def test_every_state_before_the_dot_can_be_skipped():
    """Goodbye and cancelling find a mail wherever it is, as long as its dot was not said."""
    assert sources_of(D.SKIPPED) == {D.WAITING, D.PENDING, D.DEFERRED, D.QUARANTINED}


def test_what_may_still_come_to_a_member_counts_as_having_it():
    """Whatever is open, set aside or unknown keeps another campaign from sending the same."""
    assert OPEN_DELIVERIES <= HAS_OR_MAY_HAVE
    assert set(D) - HAS_OR_MAY_HAVE == {D.REFUSED, D.SKIPPED}


@pytest.mark.parametrize("state", sorted(HAS_OR_MAY_HAVE))
def test_nothing_that_does_not_count_comes_to_count_but_by_planning_anew(state):
    """So no move can collide with another campaign's row, but the one that looks first."""
    assert sources_of(state) - HAS_OR_MAY_HAVE <= ({D.SKIPPED} if state is D.WAITING else set())


def test_outcomes_find_their_row_where_their_attempt_left_it():
    """With a permit behind the dot, without one before it."""
    assert FROM_PERMITTED.isdisjoint(FROM_UNPERMITTED)
    assert FROM_PERMITTED | FROM_UNPERMITTED <= HAS_OR_MAY_HAVE


def test_a_cancelled_campaign_stays_cancelled():
    """A finished one may go on with what was set aside, or was left out for another's sake."""
    assert targets_of(CampaignState.CANCELLED, CAMPAIGN_MOVES) == set()
    assert targets_of(CampaignState.FINISHED, CAMPAIGN_MOVES) == {CampaignState.SENDING}
