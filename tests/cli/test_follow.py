"""Following a campaign: until it is over, or until a person has to look."""

import pytest
from sqlalchemy import update

from given import given_list, given_members, given_revision, people
from newsletter.campaigns import campaigns
from newsletter.cli import wait as following
from newsletter.database import campaigns as stored
from newsletter.database.database import open_database
from newsletter.database.schema import delivery
from newsletter.delivery.states import DeliveryState
from newsletter.errors import UnavailableError
from servers.waiting import FOR_EVER_S


@pytest.fixture
def campaign(sqlite_url, clock):
    """A database and a campaign that was sent, without any worker."""
    database = open_database(sqlite_url)
    given_members(database, given_list(database, clock.now), people(2, "en"), clock.now)
    given_revision(database, clock.now)
    made = campaigns.create(database, "first", list_name="members", now=clock.now).campaign.id
    campaigns.send(database, made, at=None, now=clock.now)
    yield database, made
    database.close()


def status_of(database, made):
    """Return what asks for a campaign's status."""
    return lambda: campaigns.status(database, made)


def impatient(monkeypatch):
    """Let no time pass between two looks, and call a campaign stuck at the second one."""
    monkeypatch.setattr(following, "_LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(following, "_STUCK_AFTER_S", 0.0)


def test_without_a_worker_the_command_ends_and_says_so(campaign, monkeypatch):
    """With what to start; the campaign itself goes on."""
    impatient(monkeypatch)

    with pytest.raises(UnavailableError, match=r"no worker has taken it up.*newsletter campaign status 1"):
        following.follow(status_of(*campaign), quiet=True)


def test_who_has_started_the_workers_looks_after_them_and_gives_them_time(campaign, monkeypatch, clock):
    """As `newsletter demo` does: on a busy machine a worker may take minutes to begin."""
    database, made = campaign
    impatient(monkeypatch)
    looks = iter(range(3))

    def meanwhile():
        if next(looks) == 2:
            campaigns.pause(database, made, now=clock.now)

    status = following.follow(
        status_of(database, made), quiet=True, meanwhile=meanwhile, stuck_after_s=FOR_EVER_S
    )

    assert status.campaign.state == "paused"


def test_trouble_is_told_with_its_reason(campaign, monkeypatch, capsys):
    """What the last slice met with."""
    database, made = campaign
    impatient(monkeypatch)
    with database.write() as db:
        stored.set_trouble(db, made, "No SMTP server at relay:25")

    with pytest.raises(UnavailableError, match="No SMTP server at relay:25"):
        following.follow(status_of(database, made), quiet=True)


def test_a_campaign_that_is_paused_needs_no_following(campaign, clock):
    """Nothing will happen by itself."""
    database, made = campaign
    campaigns.pause(database, made, now=clock.now)

    assert following.follow(status_of(database, made), quiet=True).campaign.state == "paused"


def test_it_ends_when_the_campaign_is_finished_not_a_moment_before(campaign, monkeypatch, clock):
    """Its last word is "is finished": when every mail has its outcome, the slice has still to say so."""
    database, _ = campaign
    monkeypatch.setattr(following, "_LOOK_EVERY_S", 0.0)
    with database.write() as db:
        db.execute(update(delivery).values(state=DeliveryState.ACCEPTED))
    looks = iter(range(3))

    def meanwhile():
        if next(looks) == 2:
            campaigns.note_slice(database, {}, now=clock.now)

    assert (
        following.follow(status_of(*campaign), quiet=True, meanwhile=meanwhile).campaign.state == "finished"
    )


def test_what_is_deferred_is_not_waited_for(campaign, clock):
    """It is tried again in minutes or hours, whether somebody looks or not."""
    database, _ = campaign
    with database.write() as db:
        db.execute(update(delivery).values(state=DeliveryState.DEFERRED, next_attempt_at=clock.now))

    assert following.follow(status_of(*campaign), quiet=True).campaign.state == "sending"
