"""Nothing unfit leaves for the world: not by hand, not at its hour, not by workers."""

import pytest

from given import SETTINGS, given_list, given_members, given_revision, new_member, people
from given_dispatch import run, tools
from newsletter.campaigns import campaigns, fitness, ticks
from newsletter.delivery.campaign import CampaignTerms
from newsletter.errors import RuleError
from newsletter.revision.not_ready import NotReadyPolicy
from newsletter.smtp.fake import MemoryTransport

URL = "https://news.polycentra.city"
LOCAL_URL = "http://127.0.0.1:8000"


@pytest.fixture
def fit(monkeypatch):
    """What is published from now on is fit for the world."""
    monkeypatch.setitem(SETTINGS, "sender_address", "news@polycentra.city")
    monkeypatch.setitem(SETTINGS, "website", "https://www.polycentra.city/")


@pytest.fixture
def ready(database, clock):
    """A database with a list of two members, one of whom reads Arabic."""
    readers = [*people(1, "en"), new_member("ana@x.example", "ar")]
    given_members(database, given_list(database, clock.now), readers, clock.now)
    return database


def create(database, clock, policy=None):
    """Publish in English alone, and make a campaign of it."""
    given_revision(database, clock.now, "en", shut=["ar"])
    terms = CampaignTerms(not_ready=policy)
    return campaigns.create(database, "first", list_name="members", now=clock.now, terms=terms).campaign.id


def tick(database, clock, world_url):
    """Run one tick, and return the waves that it released."""
    return ticks.tick(database, now=clock.now, is_dead=lambda _: False, world_url=world_url).released


def slice_of(database, clock, wave_id, world_url):
    """Run one slice, and return the trouble of the wave and how many mails the relay got."""
    transport = MemoryTransport()
    report = run(tools(database, transport, clock, world_url=world_url))
    return report.troubles[wave_id], len(transport.taken_mails)


@pytest.mark.parametrize("hours", [None, 3])
def test_sending_is_refused_and_nothing_changes(ready, clock, hours):
    """Now and for later; the example's sender is told with what to mend."""
    id_ = create(ready, clock)
    at = clock.now.replace(hour=9 + hours) if hours else None

    with pytest.raises(
        RuleError, match=r"example\.org, a name for examples.*\[sender\].*publish the edition again"
    ):
        campaigns.send(ready, id_, at=at, now=clock.now, world_url=URL)
    with pytest.raises(RuleError, match="example"):
        fitness.require_campaign_fit(ready, id_, world_url=URL)

    assert campaigns.status(ready, id_).campaign.state == "draft"


def test_a_revision_with_local_links_is_refused_though_the_settings_are_mended(
    ready, clock, fit, monkeypatch
):
    """Its pictures would be nowhere: they are where they were when it was published."""
    monkeypatch.setitem(SETTINGS, "public_url", LOCAL_URL)
    id_ = create(ready, clock)

    with pytest.raises(RuleError, match=f"published with pictures at {LOCAL_URL}"):
        campaigns.send(ready, id_, at=None, now=clock.now, world_url=URL)


def test_what_is_fit_is_sent(ready, clock, fit):
    """To the world, by the same way."""
    campaigns.send(ready, create(ready, clock), at=None, now=clock.now, world_url=URL)

    assert campaigns.all_campaigns(ready)[0].state == "sending"


def test_at_its_hour_it_is_kept_back_with_the_reason_until_that_is_mended(ready, clock, fit):
    """It was scheduled by a machine that knew better; the worker's public URL is what is wrong."""
    id_ = create(ready, clock)
    campaigns.send(ready, id_, at=clock.now.replace(hour=12), now=clock.now, world_url=URL)
    clock.advance(hours=4)

    assert tick(ready, clock, LOCAL_URL) == []
    kept_back = campaigns.status(ready, id_).campaign
    assert kept_back.state == "scheduled"
    assert "Set NEWSLETTER_PUBLIC_URL" in kept_back.trouble

    assert len(tick(ready, clock, URL)) == 1
    assert campaigns.status(ready, id_).campaign.trouble is None


def test_workers_send_nothing_that_is_not_fit(ready, clock):
    """Whoever released it thought of the local inbox; the rows wait, and the report says why."""
    [wave_id] = campaigns.send(ready, create(ready, clock), at=None, now=clock.now)

    trouble, mail_count = slice_of(ready, clock, wave_id, URL)
    assert (mail_count, "example.org" in trouble) == (0, True)

    assert slice_of(ready, clock, wave_id, None)[1] == 2


def test_who_waits_for_a_language_waits_for_a_revision_that_is_fit(ready, clock, fit, monkeypatch):
    """A newer one with local links releases nobody: its wave could not be changed any more."""
    id_ = create(ready, clock, NotReadyPolicy.HOLD)
    campaigns.send(ready, id_, at=None, now=clock.now, world_url=URL)
    clock.advance(minutes=1)
    with monkeypatch.context() as local:
        local.setitem(SETTINGS, "public_url", LOCAL_URL)
        given_revision(ready, clock.now, "en", "ar")

    assert tick(ready, clock, URL) == []
    assert LOCAL_URL in campaigns.status(ready, id_).campaign.trouble
    with pytest.raises(RuleError, match="pictures"):
        fitness.require_newest_fit(ready, id_, world_url=URL)

    clock.advance(minutes=1)
    given_revision(ready, clock.now, "en", "ar", "es")
    assert len(tick(ready, clock, URL)) == 1
    assert campaigns.status(ready, id_).campaign.trouble is None
