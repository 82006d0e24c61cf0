"""A language is not ready: members get the next best, or nothing; and who says so."""

import pytest
from sqlalchemy import select

from given import SETTINGS, given_members, given_revision, new_member
from given_not_ready import ARABIC, BLOCK, HOLD, SKIP, accept_all, create, publish_arabic, rows, send, tick
from newsletter.campaigns import campaigns
from newsletter.database.schema import delivery
from newsletter.delivery.language_policy import Verdict
from newsletter.errors import NotFoundError, RuleError
from newsletter.i18n.locale import Locale
from newsletter.subscriptions import lists


class TestFallingBack:
    """The default: the next best language, at once."""

    def test_everybody_gets_a_mail(self, ready, clock):
        """By the member's own list, then the source language."""
        send(ready, clock, None)

        assert rows(ready)[0] == [
            ("a", "pending", "en"),
            ("b", "pending", "fr"),
            ("c", "pending", "es"),
            ("d", "pending", "es"),
            ("e", "pending", "en"),
        ]

    def test_the_newsroom_s_edges_come_with_the_revision(self, ready, clock, monkeypatch):
        """Campaigns read revisions, never the newsroom."""
        monkeypatch.setitem(SETTINGS, "fallbacks", {"ar": ["es"]})
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", shut=["ar", "it"])
        send(ready, clock, None)

        assert [row[2] for row in rows(ready)[0]] == ["es", "fr", "es", "es", "en"]
        with ready.read() as db:
            reasons = db.execute(select(delivery.c.locale_reason).order_by(delivery.c.member_id)).scalars()
            assert next(iter(reasons)) == "ar is not ready; es stands in for ar (ar → es)"

    def test_the_plan_tells_who_gets_what_instead(self, ready, clock):
        """By the language that is missing; those that are not offered apart."""
        plan = create(ready, clock)

        assert [(str(one.locale), one.member_count, one.stand_in_count) for one in plan.languages] == [
            ("en", 2, 1),
            ("es", 2, 0),
            ("fr", 1, 0),
        ]
        [arabic] = plan.unmet
        assert (arabic.locale, arabic.is_offered, arabic.verdict) == (ARABIC, True, Verdict.FALLS_BACK)
        assert arabic.gets == {Locale("en"): 1, Locale("fr"): 1}
        assert arabic.why == "2 of 7 messages are not translated"

    def test_a_language_that_is_not_offered_is_told_apart(self, ready, clock):
        """Whatever the policy, its readers get the next best."""
        given_members(ready, 1, [new_member("fay@x.example", "it")], clock.now)
        plan = create(ready, clock, SKIP)

        italian = plan.unmet[-1]
        assert (str(italian.locale), italian.is_offered, italian.member_count) == ("it", False, 1)
        assert italian.gets == {Locale("en"): 1}
        assert italian.verdict is Verdict.FALLS_BACK


class TestWhoSaysIt:
    """The campaign, or else its list, or else the newsroom."""

    def test_the_list_s_policy_is_the_campaign_s(self, ready, clock):
        """And stays so when the list's changes later."""
        lists.set_not_ready(ready, "members", HOLD)
        campaign = create(ready, clock).campaign
        lists.set_not_ready(ready, "members", None)

        assert campaign.not_ready is HOLD
        assert campaigns.status(ready, campaign.id).campaign.not_ready is HOLD

    def test_a_campaign_overrules_its_list(self, ready, clock):
        """For itself alone."""
        changed = lists.set_not_ready(ready, "members", HOLD)

        assert create(ready, clock, SKIP).campaign.not_ready is SKIP
        assert changed.not_ready is HOLD
        assert [one.not_ready for one in lists.all_lists(ready)] == [HOLD]

    def test_the_newsroom_s_policy_is_published(self, ready, clock, monkeypatch):
        """It counts where list and campaign say nothing."""
        monkeypatch.setitem(SETTINGS, "not_ready", "block")
        given_revision(ready, clock.advance(minutes=1), "en", "fr", shut=["ar"])

        assert create(ready, clock).campaign.not_ready is BLOCK

    def test_a_new_list_may_say_it_at_once(self, database, clock):
        """A list that says nothing leaves it to the newsroom."""
        made = [
            lists.create_list(database, name, title=name, now=clock.now, not_ready=policy)
            for name, policy in (("a", SKIP), ("b", None))
        ]

        assert [one.not_ready for one in made] == [SKIP, None]
        assert lists.all_lists(database) == made

    def test_a_list_that_is_none_has_no_policy(self, database):
        """The error names those that there are."""
        with pytest.raises(NotFoundError, match="known: none"):
            lists.set_not_ready(database, "x", SKIP)

    def test_a_deadline_needs_somebody_who_waits(self, ready, clock):
        """The error says which policy makes them wait."""
        with pytest.raises(RuleError, match="Add --not-ready hold"):
            create(ready, clock, SKIP, hold_until=clock.now.replace(hour=12))

    def test_a_deadline_that_is_over_is_refused(self, ready, clock):
        """Nothing is left behind."""
        with pytest.raises(RuleError, match="is over"):
            create(ready, clock, HOLD, hold_until=clock.now)
        assert campaigns.all_campaigns(ready) == []


class TestSkipping:
    """`skip`: who reads first what is not ready gets nothing, and is counted."""

    def test_rows_are_skipped_with_the_reason(self, ready, clock):
        """The others get theirs, and the campaign ends."""
        id_ = send(ready, clock, SKIP)
        status = campaigns.status(ready, id_)

        assert status.by_state == {"pending": 3, "skipped": 2}
        [arabic] = status.unmet
        assert (arabic.locale, arabic.skipped_count, arabic.held_count) == (ARABIC, 2, 0)
        with ready.read() as db:
            reasons = db.execute(select(delivery.c.reason).where(delivery.c.state == "skipped")).scalars()
            assert set(reasons) == {"ar is not ready"}
        assert sorted(accept_all(ready, clock)) == ["c", "d", "e"]
        assert tick(ready, clock).finished == [id_]

    def test_nothing_brings_them_back(self, ready, clock):
        """Skipped is an outcome."""
        send(ready, clock, SKIP)
        publish_arabic(ready, clock)

        assert tick(ready, clock).released == []

    def test_the_plan_counts_them(self, ready, clock):
        """Before anything is sent."""
        plan = create(ready, clock, SKIP)

        assert plan.count(Verdict.SKIPPED) == 2
        assert sum(one.member_count for one in plan.languages) == 3
