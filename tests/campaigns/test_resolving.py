"""Mails that could not be built are set aside, and taken up again once a person has mended the reason."""

import pytest
from sqlalchemy import select, update

from given import given_wave
from given_dispatch import addressees, run, states, tools
from newsletter.campaigns import campaigns
from newsletter.database import members, planning
from newsletter.database.schema import member, subscription
from newsletter.errors import RuleError
from newsletter.identifiers import ListId, MemberId, OccasionId
from newsletter.smtp.fake import MemoryTransport

ONE = OccasionId(1)


@pytest.fixture
def set_aside(database, clock):
    """A campaign of five, finished, but for one member whose name nobody could put into a header."""
    given_wave(database, clock.now, count=5)
    poison(database, "a@x.example\nBcc: b@x.example")
    run(tools(database, MemoryTransport(), clock))
    assert states(database) == {"accepted": 4, "quarantined": 1}
    return database


def poison(database, address):
    """Give the fourth member this address."""
    with database.write() as db:
        db.execute(update(member).where(member.c.id == 4).values(address=address))


def finish(database, clock):
    """Finish what has no open row."""
    campaigns.note_slice(database, {}, now=clock.now)
    return campaigns.status(database, ONE).campaign.state


def test_after_mending_it_goes_out_though_the_campaign_was_finished(set_aside, clock):
    """Once, to that member alone."""
    assert finish(set_aside, clock) == "finished"
    poison(set_aside, "mended@x.example")

    report = campaigns.resolve(set_aside, ONE, now=clock.now)
    assert (report.resumed_count, sum(report.nudges.values())) == (1, 1)
    transport = MemoryTransport()
    run(tools(set_aside, transport, clock))

    assert addressees(transport) == {"mended@x.example": 1}
    assert states(set_aside) == {"accepted": 5}
    assert finish(set_aside, clock) == "finished"


def test_what_still_cannot_be_built_is_set_aside_again(set_aside, clock):
    """And nothing else happens."""
    campaigns.resolve(set_aside, ONE, now=clock.now)
    run(tools(set_aside, MemoryTransport(), clock))

    assert states(set_aside) == {"accepted": 4, "quarantined": 1}


def test_of_a_paused_campaign_it_waits_for_the_others(set_aside, clock):
    """Resolving is no resuming."""
    campaigns.pause(set_aside, ONE, now=clock.now)
    campaigns.resolve(set_aside, ONE, now=clock.now)

    assert campaigns.status(set_aside, ONE).campaign.state == "paused"
    assert states(set_aside) == {"accepted": 4, "pending": 1}


def test_a_cancelled_campaign_is_not_taken_up(set_aside, clock):
    """Cancelling skips what was set aside, like all that has not left."""
    assert campaigns.cancel(set_aside, ONE, now=clock.now) == 1

    assert states(set_aside) == {"accepted": 4, "skipped": 1}
    with pytest.raises(RuleError, match="Campaign 1 is cancelled"):
        campaigns.resolve(set_aside, ONE, now=clock.now)


def test_where_nothing_was_set_aside_the_command_says_so(database, clock):
    """It names where to look."""
    given_wave(database, clock.now, count=1)

    with pytest.raises(RuleError, match="newsletter campaign status 1"):
        campaigns.resolve(database, ONE, now=clock.now)


def test_who_has_left_meanwhile_gets_nothing(set_aside, clock):
    """Unsubscribing skips what was set aside too."""
    with set_aside.write() as db:
        members.unsubscribe(db, MemberId(4), ListId(1), evidence="a test", now=clock.now)
        planning.skip_member(db, 4, ListId(1), reason="unsubscribed", now=clock.now)

    assert states(set_aside) == {"accepted": 4, "skipped": 1}


def test_a_goodbye_that_nobody_told_the_row_of_is_asked_about_before_the_dot(set_aside, clock):
    """Whatever way a subscription ends."""
    poison(set_aside, "mended@x.example")
    with set_aside.write() as db:
        db.execute(update(subscription).where(subscription.c.member_id == 4).values(state="unsubscribed"))
    campaigns.resolve(set_aside, ONE, now=clock.now)
    transport = MemoryTransport()
    run(tools(set_aside, transport, clock))

    assert transport.taken_mails == []
    with set_aside.read() as db:
        assert db.execute(select(subscription.c.state).where(subscription.c.member_id == 4)).scalar_one()
    assert states(set_aside) == {"accepted": 4, "skipped": 1}
