"""Campaigns: create, send, schedule, pause, cancel; and the tick that finds due work."""

import threading
from collections import Counter

import pytest
from sqlalchemy import select

from given import SETTINGS, given_list, given_members, given_revision, heard, new_member, people
from newsletter.campaigns import campaigns, ticks
from newsletter.database import ledger, members
from newsletter.database.outcomes import record
from newsletter.database.schema import delivery
from newsletter.delivery.outcomes import Outcome
from newsletter.errors import NotFoundError, RuleError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import OccasionId

EDITION = "first"


@pytest.fixture
def ready(database, clock):
    """A database with a list of three members and an edition in three languages."""
    to = given_list(database, clock.now)
    readers = [
        new_member("ana@x.example", "ca", "es"),
        new_member("wei@x.example", "zh-TW", "fr"),
        new_member("lee@x.example"),
    ]
    given_members(database, to, readers, clock.now)
    given_revision(database, clock.now, "en", "es", "fr", "zh-Hans")
    return database


def create(database, clock):
    """Make a campaign for the list."""
    return campaigns.create(database, EDITION, list_name="members", now=clock.now)


def send(database, clock, campaign, at=None):
    """Send a campaign."""
    return campaigns.send(database, campaign, at=at, now=clock.now)


def tick(database, clock, dead=()):
    """Run one tick."""
    return ticks.tick(database, now=clock.now, is_dead=lambda worker: worker in dead)


def rows(database):
    """Return (locale, state, reason) of every delivery."""
    with database.read() as db:
        found = db.execute(
            select(delivery.c.locale, delivery.c.state, delivery.c.locale_reason).order_by(delivery.c.id)
        )
        return [tuple(row) for row in found]


def accept_all(database, clock, wave_id):
    """Do what a worker does, with a relay that says yes."""
    while True:
        with database.write() as db:
            held = ledger.lease_chunk(db, wave_id, worker="a", now=clock.now)
            if held is None:
                return
            leased = ledger.rows_of(db, held)
            ledger.commit_group(db, [], [(row.delivery_id, held) for row in leased], now=clock.now)
            record(db, [heard(row, Outcome.ACCEPTED) for row in leased], now=clock.now)
            ledger.give_back(db, held)


class TestCreating:
    """A campaign is a draft that says what it would do."""

    def test_the_plan_counts_members_by_the_language_they_would_get(self, ready, clock):
        """The first of their languages that is ready; the source language for those without one."""
        plan = create(ready, clock)

        counts = {str(one.locale): one.member_count for one in plan.languages}
        assert counts == {"en": 1, "es": 1, "fr": 1, "zh-Hans": 0}
        assert plan.member_count == 3

    @pytest.mark.parametrize(("lists", "words"), [([], "no list"), (["a", "b"], "a, b")])
    def test_an_edition_that_names_not_exactly_one_list_needs_one(
        self, ready, clock, monkeypatch, lists, words
    ):
        """The error says what it names, and how to name one."""
        monkeypatch.setitem(SETTINGS, "lists", lists)
        given_revision(ready, clock.now, "en", edition="other")

        with pytest.raises(RuleError, match=f"names {words}. Name one with --list"):
            campaigns.create(ready, "other", list_name=None, now=clock.now)

    def test_the_edition_s_own_list_is_the_default(self, ready, clock, monkeypatch):
        """Its front matter says whom it is for."""
        monkeypatch.setitem(SETTINGS, "lists", ["members"])
        given_revision(ready, clock.now, "en", edition="other")

        plan = campaigns.create(ready, "other", list_name=None, now=clock.now)

        assert plan.campaign.list_name == "members"

    def test_creating_sends_nothing(self, ready, clock):
        """There is no row before somebody says send."""
        create(ready, clock)

        assert rows(ready) == []

    def test_an_edition_that_is_not_published_is_refused(self, ready, clock):
        """The error names the command that is missing."""
        with pytest.raises(NotFoundError, match="newsletter publish second"):
            campaigns.create(ready, "second", list_name="members", now=clock.now)

    def test_a_list_that_does_not_exist_is_refused_and_nothing_is_left(self, ready, clock):
        """The error names the lists that there are."""
        with pytest.raises(NotFoundError, match="known: members"):
            campaigns.create(ready, EDITION, list_name="others", now=clock.now)

        assert campaigns.all_campaigns(ready) == []


class TestSending:
    """Release: one row per member, each with a locale and the reason for it."""

    def test_every_member_gets_one_row_with_its_reason(self, ready, clock):
        """Catalan is not ready, Spanish is next; zh-TW never gets zh-Hans."""
        send(ready, clock, create(ready, clock).campaign.id)

        assert rows(ready) == [
            ("es", "pending", "ca is not offered; es was asked for"),
            ("fr", "pending", "zh-TW is not offered; fr was asked for"),
            ("en", "pending", "no language was asked for"),
        ]

    def test_sending_twice_is_refused(self, ready, clock):
        """A second `send` changes nothing."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign)

        with pytest.raises(RuleError, match="is sending"):
            send(ready, clock, campaign)
        assert len(rows(ready)) == 3

    def test_two_people_who_send_at_once_release_one_wave(self, on_postgresql, clock):
        """Of two that race exactly one releases."""
        database = on_postgresql
        to = given_list(database, clock.now)
        given_members(database, to, people(20, "en"), clock.now)
        given_revision(database, clock.now)
        campaign = create(database, clock).campaign.id
        barrier, outcomes = threading.Barrier(4), []

        def race():
            barrier.wait()
            try:
                outcomes.append(len(send(database, clock, campaign)))
            except RuleError:
                outcomes.append(0)

        threads = [threading.Thread(target=race) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(outcomes) == [0, 0, 0, 1]
        assert len(rows(database)) == 20

    def test_who_left_before_is_a_row_too(self, ready, clock):
        """Candidates are the sum over all states, always."""
        with ready.write() as db:
            members.unsubscribe(db, 2, 1, evidence="a test", now=clock.now)
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign)
        status = campaigns.status(ready, campaign)

        assert status.by_state == {"pending": 2, "skipped": 1}
        assert status.candidate_count == 3

    def test_a_campaign_that_does_not_exist_is_named(self, ready, clock):
        """The error names those that there are."""
        with pytest.raises(NotFoundError, match=r"no campaign 9 \(known: none\)"):
            send(ready, clock, OccasionId(9))


class TestScheduling:
    """A scheduled campaign leaves by itself, once, however many clocks run."""

    def test_it_waits_for_its_instant(self, ready, clock):
        """Nothing is planned before; who joins until then gets it."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign, at=clock.now.replace(hour=12))
        assert tick(ready, clock).released == []
        given_members(ready, 1, [new_member("new@x.example", "fr")], clock.now)

        clock.advance(hours=3)
        found = tick(ready, clock)

        assert len(found.released) == 1
        assert len(rows(ready)) == 4
        assert sum(found.nudges.values()) == 1

    def test_two_ticks_release_it_once(self, ready, clock):
        """A second beat finds the wave released."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign, at=clock.now.replace(hour=12))
        clock.advance(hours=3)

        assert [len(tick(ready, clock).released) for _ in range(2)] == [1, 0]
        assert len(rows(ready)) == 3

    def test_the_date_is_that_of_the_release(self, ready, clock):
        """Every mail of the wave bears it, also at later attempts."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign, at=clock.now.replace(hour=12))
        released_at = clock.advance(hours=4)
        tick(ready, clock)

        assert campaigns.status(ready, campaign).release_at == released_at.replace(hour=12)

    @pytest.mark.parametrize("hour", [1, 9])
    def test_a_time_that_is_over_is_refused_and_sends_nothing(self, ready, clock, hour):
        """A wrong year must not send at once; nor what was to come when it was written."""
        campaign = create(ready, clock).campaign.id

        with pytest.raises(RuleError, match=f"24 November 2026, 0{hour}:00 UTC is over.*leave --at out"):
            send(ready, clock, campaign, at=clock.now.replace(hour=hour))

        assert rows(ready) == []
        assert campaigns.status(ready, campaign).campaign.state == "draft"


class TestStopping:
    """Pause, resume, cancel."""

    def test_a_paused_campaign_is_not_nudged_and_goes_on_later(self, ready, clock):
        """Resuming tells which waves to nudge."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign)
        campaigns.pause(ready, campaign, now=clock.now)
        assert tick(ready, clock).nudges == {}

        waves = campaigns.resume(ready, campaign, now=clock.now)

        assert tick(ready, clock).nudges == waves

    def test_cancelling_skips_what_has_not_left(self, ready, clock):
        """The rows stay, with the reason."""
        campaign = create(ready, clock).campaign.id
        send(ready, clock, campaign)

        assert campaigns.cancel(ready, campaign, now=clock.now) == 3
        assert campaigns.status(ready, campaign).by_state == {"skipped": 3}
        assert campaigns.status(ready, campaign).is_over

    @pytest.mark.parametrize("move", [campaigns.pause, campaigns.resume])
    def test_a_draft_can_be_neither_paused_nor_resumed(self, ready, clock, move):
        """The error says what state it is in."""
        campaign = create(ready, clock).campaign.id

        with pytest.raises(RuleError, match="draft"):
            move(ready, campaign, now=clock.now)

    def test_a_cancelled_campaign_stays_cancelled(self, ready, clock):
        """Nothing leads back."""
        campaign = create(ready, clock).campaign.id
        campaigns.cancel(ready, campaign, now=clock.now)

        with pytest.raises(RuleError, match="cancelled"):
            send(ready, clock, campaign)


class TestFinishing:
    """Finished means: no open row is left. Never: nothing could be leased."""

    def test_it_is_finished_when_every_row_has_an_outcome(self, ready, clock):
        """The tick finds it, or the slice that sent the last mail."""
        campaign = create(ready, clock).campaign.id
        [wave_id] = send(ready, clock, campaign)
        accept_all(ready, clock, wave_id)

        assert tick(ready, clock).finished == [campaign]
        assert campaigns.status(ready, campaign).campaign.state == "finished"

    def test_a_leased_chunk_keeps_it_going(self, ready, clock):
        """An empty lease is not the end: another worker holds what is left."""
        campaign = create(ready, clock).campaign.id
        [wave_id] = send(ready, clock, campaign)
        with ready.write() as db:
            ledger.lease_chunk(db, wave_id, worker="other", now=clock.now)

        assert tick(ready, clock).finished == []

    def test_a_slice_notes_what_it_met_with(self, ready, clock):
        """Trouble is shown until a slice gets on again."""
        campaign = create(ready, clock).campaign.id
        [wave_id] = send(ready, clock, campaign)
        campaigns.note_slice(ready, {wave_id: "No SMTP server at relay:25"}, now=clock.now)
        assert campaigns.status(ready, campaign).campaign.trouble == "No SMTP server at relay:25"

        accept_all(ready, clock, wave_id)
        campaigns.note_slice(ready, {wave_id: None}, now=clock.now)

        assert campaigns.status(ready, campaign).campaign.trouble is None
        assert campaigns.status(ready, campaign).is_over


class TestTakingUp:
    """What a dead worker left is taken up: pending rows again, submitting ones as unknown."""

    def test_a_worker_known_to_be_dead_holds_nothing(self, ready, clock):
        """Its chunk is free at once; what it was submitting is unknown."""
        [wave_id] = send(ready, clock, create(ready, clock).campaign.id)
        with ready.write() as db:
            held = ledger.lease_chunk(db, wave_id, worker="dead", now=clock.now)
            first = ledger.rows_of(db, held)[0].delivery_id
            ledger.commit_group(db, [], [(first, held)], now=clock.now)

        found = tick(ready, clock, dead=("dead",))

        assert found.unknown_count == 1
        assert found.nudges == {wave_id: 1}
        assert Counter(state for _, state, _ in rows(ready)) == {"unknown": 1, "pending": 2}

    def test_a_worker_that_may_live_keeps_its_lease(self, ready, clock):
        """Of another machine nothing is known before the lease ends."""
        [wave_id] = send(ready, clock, create(ready, clock).campaign.id)
        with ready.write() as db:
            ledger.lease_chunk(db, wave_id, worker="elsewhere", now=clock.now)

        assert tick(ready, clock).nudges == {}
        clock.advance(seconds=661)
        assert tick(ready, clock).nudges == {wave_id: 1}

    def test_deferred_mails_come_back_when_due(self, ready, clock):
        """The tick gathers them into a new chunk."""
        [wave_id] = send(ready, clock, create(ready, clock).campaign.id)
        with ready.write() as db:
            held = ledger.lease_chunk(db, wave_id, worker="a", now=clock.now)
            first = ledger.rows_of(db, held)[0]
            record(db, [heard(first, Outcome.DEFERRED, 451, permitted=False)], now=clock.now)
            ledger.give_back(db, held)
        accept_all(ready, clock, wave_id)
        assert tick(ready, clock).nudges == {}

        clock.advance(seconds=300)

        assert tick(ready, clock).nudges == {wave_id: 1}


def test_campaigns_are_listed_newest_first(ready, clock):
    """The last one made is the one looked for."""
    made = [create(ready, clock).campaign.id for _ in range(3)]

    assert [found.id for found in campaigns.all_campaigns(ready)] == made[::-1]


def test_the_status_tells_each_language_apart(ready, clock):
    """Subject, deliveries by state, and what fell back, per language."""
    campaign = create(ready, clock).campaign.id
    send(ready, clock, campaign)
    languages = {one.locale: one for one in campaigns.status(ready, campaign).languages}

    assert languages[Locale("es")].by_state == {"pending": 1}
    assert languages[Locale("zh-Hans")].by_state == {}
    assert languages[Locale("fr")].subject == "Subject in fr"
