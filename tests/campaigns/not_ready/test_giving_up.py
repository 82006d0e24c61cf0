"""Members wait for a language that is not ready: a person ends the waiting."""

from collections import Counter

import pytest

from given import given_members, given_revision, new_member
from given_not_ready import ARABIC, FALLBACK, HOLD, SKIP, accept_all, publish_arabic, rows, send, tick
from newsletter.campaigns import campaigns
from newsletter.errors import RuleError
from newsletter.i18n.locale import Locale


class TestGivingUp:
    """`campaign release-held`: a person says that the wait is over."""

    def give_up(self, database, clock, id_, policy, only=None):
        """Wait no longer."""
        return campaigns.release_held(database, id_, only=only, policy=policy, now=clock.now)

    def test_they_get_the_next_best(self, ready, clock):
        """In a wave of their own."""
        id_ = send(ready, clock, HOLD)
        accept_all(ready, clock)

        done = self.give_up(ready, clock, id_, FALLBACK)

        assert (done.released_count, done.skipped_count, sum(done.nudges.values())) == (2, 0, 1)
        assert sorted(accept_all(ready, clock)) == ["a", "b"]
        assert [row[2] for row in rows(ready)[0][:2]] == ["en", "fr"]

    def test_they_get_nothing(self, ready, clock):
        """And the campaign is finished, where nothing else is open."""
        id_ = send(ready, clock, HOLD)
        accept_all(ready, clock)

        done = self.give_up(ready, clock, id_, SKIP, ARABIC)

        assert (done.released_count, done.skipped_count, done.nudges) == (0, 2, {})
        assert campaigns.status(ready, id_).is_over

    def test_one_language_of_two(self, ready, clock):
        """The other is waited for still, also when a newer revision came between."""
        given_members(ready, 1, [new_member("fay@x.example", "it", "fr")], clock.now)
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", shut=["ar", "it"])
        id_ = send(ready, clock, HOLD)

        done = self.give_up(ready, clock, id_, FALLBACK, Locale("it"))
        assert (done.released_count, campaigns.status(ready, id_).held_counts) == (1, {ARABIC: 2})

        publish_arabic(ready, clock)
        tick(ready, clock)
        assert Counter(row[1] for row in rows(ready)[0]) == {"pending": 6}

    def test_who_is_ready_by_now_gets_their_own(self, ready, clock):
        """Whoever gives up just after a publication takes nobody's language away."""
        id_ = send(ready, clock, HOLD)
        publish_arabic(ready, clock)

        done = self.give_up(ready, clock, id_, SKIP)

        assert (done.released_count, done.skipped_count) == (2, 0)
        assert [row[2] for row in rows(ready)[0][:2]] == ["ar", "ar"]

    def test_what_is_ready_of_another_language_is_not_forgotten(self, ready, clock):
        """A wave of the newest revision must not hide that others could be released by it."""
        given_members(ready, 1, [new_member("fay@x.example", "it", "fr")], clock.now)
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", shut=["ar", "it"])
        id_ = send(ready, clock, HOLD)
        given_revision(ready, clock.advance(minutes=1), "en", "es", "fr", "ar", shut=["it"])

        self.give_up(ready, clock, id_, FALLBACK, Locale("it"))
        tick(ready, clock)

        assert campaigns.status(ready, id_).held_counts == {}

    @pytest.mark.parametrize(
        ("policy", "only", "words"),
        [
            (HOLD, Locale("fr"), r"waits for fr \(waited for: ar\)"),
            (SKIP, None, r"waits for a language \(waited for: nothing\)"),
        ],
    )
    def test_nobody_who_waits(self, ready, clock, policy, only, words):
        """The error says what is waited for."""
        id_ = send(ready, clock, policy)

        with pytest.raises(RuleError, match=words):
            self.give_up(ready, clock, id_, FALLBACK, only)

    def test_a_paused_campaign_leaves_nothing_yet(self, ready, clock):
        """The mails wait for it to go on."""
        id_ = send(ready, clock, HOLD)
        accept_all(ready, clock)
        campaigns.pause(ready, id_, now=clock.now)

        assert self.give_up(ready, clock, id_, FALLBACK).nudges == {}
        assert sum(campaigns.resume(ready, id_, now=clock.now).values()) == 1
