"""A language is not ready: its readers wait for it."""

from given import given_members, given_revision, new_member
from given_not_ready import ARABIC, HOLD, accept_all, create, publish_arabic, rows, send, tick
from newsletter.campaigns import campaigns
from newsletter.database import members as stored_members
from newsletter.database import planning
from newsletter.delivery.language_policy import Verdict
from newsletter.i18n.locale import Locale


class TestHolding:
    """`hold`: who reads first what is not ready waits for a revision that is."""

    def test_the_whole_story(self, ready, clock):
        """The others are sent to; Arabic is published; its readers get it once; the campaign finishes."""
        id_ = send(ready, clock, HOLD)
        assert sorted(accept_all(ready, clock)) == ["c", "d", "e"]
        assert tick(ready, clock).finished == []
        status = campaigns.status(ready, id_)
        assert (status.held_counts, status.busy_count, status.is_over) == ({ARABIC: 2}, 0, False)

        newer = publish_arabic(ready, clock)
        assert len(tick(ready, clock).released) == 1
        assert sorted(accept_all(ready, clock)) == ["a", "b"]

        assert tick(ready, clock).finished == [id_]
        found, revisions = rows(ready)
        assert [row[1:] for row in found[:2]] == [("accepted", "ar"), ("accepted", "ar")]
        assert (revisions["a"], revisions["b"]) == (newer, newer)
        assert revisions["c"] != newer
        assert campaigns.status(ready, id_).by_state == {"accepted": 5}
        assert accept_all(ready, clock) == []

    def test_the_status_names_the_subject_of_each_language(self, ready, clock):
        """Also of one that only the newer revision has."""
        id_ = send(ready, clock, HOLD)
        publish_arabic(ready, clock)
        tick(ready, clock)

        languages = {str(one.locale): one for one in campaigns.status(ready, id_).languages}
        assert languages["ar"].subject == "Subject in ar"
        assert languages["ar"].by_state == {"pending": 2}
        assert campaigns.status(ready, id_).unmet == ()

    def test_nobody_waits_for_what_was_published_before_the_campaign_left(self, ready, clock):
        """A campaign sends the newest revision, whatever there was when it was made."""
        id_ = create(ready, clock, HOLD).campaign.id
        publish_arabic(ready, clock)
        campaigns.send(ready, id_, at=None, now=clock.now)

        assert campaigns.status(ready, id_).held_counts == {}

    def test_a_newer_revision_that_is_not_ready_either_changes_nothing(self, ready, clock):
        """No wave is made for nobody."""
        id_ = send(ready, clock, HOLD)
        given_revision(ready, clock.advance(minutes=1), "en", "fr", shut=["ar"])

        assert [tick(ready, clock).released for _ in range(2)] == [[], []]
        assert campaigns.status(ready, id_).held_counts == {ARABIC: 2}

    def test_only_whose_language_is_ready_is_released(self, ready, clock):
        """One language after the other."""
        given_members(ready, 1, [new_member("fay@x.example", "it", "fr")], clock.now)
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", shut=["ar", "it"])
        id_ = send(ready, clock, HOLD)
        assert campaigns.status(ready, id_).held_counts == {ARABIC: 2, Locale("it"): 1}

        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", "it", shut=["ar"])
        tick(ready, clock)

        assert campaigns.status(ready, id_).held_counts == {ARABIC: 2}

    def test_a_language_that_is_no_longer_offered_is_not_waited_for(self, ready, clock):
        """Its readers get the next best."""
        id_ = send(ready, clock, HOLD)
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", edition="first")
        tick(ready, clock)

        assert campaigns.status(ready, id_).held_counts == {}
        assert [row[2] for row in rows(ready)[0][:2]] == ["en", "fr"]

    def test_another_edition_releases_nothing(self, ready, clock):
        """Only a revision of the same edition does."""
        id_ = send(ready, clock, HOLD)
        given_revision(ready, clock.advance(minutes=1), "en", "ar", edition="other")
        tick(ready, clock)

        assert campaigns.status(ready, id_).held_counts == {ARABIC: 2}

    def test_the_wait_may_change_its_language(self, ready, clock):
        """When a newer revision offers what the member reads before the other."""
        given_members(ready, 1, [new_member("fay@x.example", "it", "ar")], clock.now)
        id_ = send(ready, clock, HOLD)
        assert campaigns.status(ready, id_).held_counts == {ARABIC: 3}

        given_revision(ready, clock.advance(minutes=1), "en", "ar", shut=["it"])
        tick(ready, clock)

        assert campaigns.status(ready, id_).held_counts == {Locale("it"): 1}

    def test_who_unsubscribes_while_held_gets_nothing(self, ready, clock):
        """The row is skipped, and never released."""
        id_ = send(ready, clock, HOLD)
        with ready.write() as db:
            stored_members.unsubscribe(db, 1, 1, evidence="a test", now=clock.now)
            planning.skip_member(db, 1, 1, reason="unsubscribed", now=clock.now)
        publish_arabic(ready, clock)
        tick(ready, clock)

        assert sorted(accept_all(ready, clock)) == ["b", "c", "d", "e"]
        assert campaigns.status(ready, id_).by_state == {"accepted": 4, "skipped": 1}
        assert campaigns.status(ready, id_).unmet == ()

    def test_the_last_one_who_waits_unsubscribes(self, ready, clock):
        """Then the campaign is finished."""
        id_ = send(ready, clock, HOLD)
        accept_all(ready, clock)
        with ready.write() as db:
            for who in (1, 2):
                planning.skip_member(db, who, 1, reason="unsubscribed", now=clock.now)

        assert tick(ready, clock).finished == [id_]

    def test_cancelling_ends_the_waiting(self, ready, clock):
        """Nobody is released afterwards."""
        id_ = send(ready, clock, HOLD)
        accept_all(ready, clock)

        assert campaigns.cancel(ready, id_, now=clock.now) == 2
        publish_arabic(ready, clock)
        assert tick(ready, clock).released == []

    def test_a_paused_campaign_releases_nobody_until_it_goes_on(self, ready, clock):
        """Pausing means that nothing new begins."""
        id_ = send(ready, clock, HOLD)
        campaigns.pause(ready, id_, now=clock.now)
        publish_arabic(ready, clock)
        assert tick(ready, clock).released == []

        campaigns.resume(ready, id_, now=clock.now)

        assert len(tick(ready, clock).released) == 1

    def test_the_plan_counts_them(self, ready, clock):
        """A draft's status has the same plan; a campaign under way has none."""
        plan = create(ready, clock, HOLD)
        assert plan.count(Verdict.HELD) == 2
        assert campaigns.status(ready, plan.campaign.id).plan == plan

        campaigns.send(ready, plan.campaign.id, at=None, now=clock.now)

        assert campaigns.status(ready, plan.campaign.id).plan is None

    def test_at_the_deadline_they_get_the_next_best(self, ready, clock):
        """Not a tick before."""
        id_ = send(ready, clock, HOLD, hold_until=clock.now.replace(hour=12))
        clock.advance(hours=2, minutes=59)
        assert tick(ready, clock).released == []

        clock.advance(minutes=1)

        assert len(tick(ready, clock).released) == 1
        [arabic] = campaigns.status(ready, id_).unmet
        assert (arabic.held_count, arabic.gets) == (0, {Locale("en"): 1, Locale("fr"): 1})
        accept_all(ready, clock)
        assert campaigns.status(ready, id_).by_state == {"accepted": 5}
