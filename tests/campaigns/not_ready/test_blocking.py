"""A language is not ready: nobody gets anything before it is."""

from collections import Counter

import pytest

from given import given_revision
from given_not_ready import ARABIC, BLOCK, create, publish_arabic, rows, send, tick
from newsletter.campaigns import campaigns
from newsletter.campaigns import release as releasing
from newsletter.database import campaigns as stored
from newsletter.database import members as stored_members
from newsletter.delivery.language_policy import Verdict
from newsletter.delivery.states import CampaignState
from newsletter.errors import RuleError


class TestBlocking:
    """`block`: nobody gets anything while a language that members read first is not ready."""

    def test_sending_is_refused_with_languages_and_numbers(self, ready, clock):
        """And with the remedy; nothing was planned."""
        id_ = create(ready, clock, BLOCK).campaign.id

        with pytest.raises(RuleError, match=r"ar \(2\).*newsletter publish first"):
            campaigns.send(ready, id_, at=None, now=clock.now)
        assert rows(ready)[0] == []
        assert campaigns.status(ready, id_).campaign.state == "draft"

    def test_once_it_is_ready_the_same_campaign_sends_the_newer_revision(self, ready, clock):
        """What was refused is sent as soon as it may be."""
        id_ = create(ready, clock, BLOCK).campaign.id
        newer = publish_arabic(ready, clock)

        campaigns.send(ready, id_, at=None, now=clock.now)

        found, revisions = rows(ready)
        assert [row[2] for row in found] == ["ar", "ar", "es", "es", "en"]
        assert set(revisions.values()) == {newer}

    def test_a_newer_revision_that_lacks_another_language_blocks_too(self, ready, clock):
        """What is told is what is missing now."""
        id_ = create(ready, clock, BLOCK).campaign.id
        given_revision(ready, clock.advance(minutes=1), "en", "fr", "ar", shut=["es"])

        with pytest.raises(RuleError, match=r"es \(2\)"):
            campaigns.send(ready, id_, at=None, now=clock.now)

    def test_nobody_who_reads_it_nobody_who_blocks(self, ready, clock):
        """Only languages of the audience count."""
        with ready.write() as db:
            for who in (1, 2):
                stored_members.unsubscribe(db, who, 1, evidence="a test", now=clock.now)
        send(ready, clock, BLOCK)

        assert Counter(row[1] for row in rows(ready)[0]) == {"pending": 3, "skipped": 2}

    def test_a_scheduled_one_is_tried_again_at_each_tick(self, ready, clock):
        """It says why it does not leave, and leaves when it may."""
        id_ = send(ready, clock, BLOCK, at=clock.now.replace(hour=12))
        clock.advance(hours=4)
        assert [tick(ready, clock).released for _ in range(2)] == [[], []]
        campaign = campaigns.status(ready, id_).campaign
        assert campaign.state == "scheduled"
        assert "first: ar (2)" in campaign.trouble

        publish_arabic(ready, clock)

        assert len(tick(ready, clock).released) == 1
        assert campaigns.status(ready, id_).campaign.trouble is None
        assert Counter(row[1] for row in rows(ready)[0]) == {"pending": 5}

    def test_a_blocked_one_can_be_cancelled(self, ready, clock):
        """Then no tick tries it again."""
        id_ = send(ready, clock, BLOCK, at=clock.now.replace(hour=12))
        clock.advance(hours=4)
        tick(ready, clock)
        campaigns.cancel(ready, id_, now=clock.now)
        publish_arabic(ready, clock)

        assert tick(ready, clock).released == []

    def test_the_plan_counts_who_blocks(self, ready, clock):
        """Before anybody tries to send it."""
        assert create(ready, clock, BLOCK).count(Verdict.BLOCKS) == 2

    def test_who_joins_while_it_is_released_waits(self, ready, clock):
        """They come too late to block the others, and get nothing in a language they did not name first."""
        id_ = create(ready, clock, BLOCK).campaign.id
        with ready.write() as db:
            stored.move(db, id_, to=CampaignState.SENDING, now=clock.now)
            [wave] = stored.waves_of(db, id_)
            assert releasing.release(db, wave.id, clock.now)
            assert not releasing.release(db, wave.id, clock.now)

        assert campaigns.status(ready, id_).held_counts == {ARABIC: 2}
        publish_arabic(ready, clock)
        tick(ready, clock)
        assert campaigns.status(ready, id_).held_counts == {}
