"""An edition reaches a member once, over all campaigns and lists, whoever sends what and when."""

import subprocess
import sys
import threading
from collections import Counter

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from given import given_list, given_members, given_revision, new_member, people
from newsletter.campaigns import campaigns, ticks
from newsletter.database import members, planning
from newsletter.database.schema import delivery
from newsletter.delivery.campaign import CampaignTerms
from newsletter.delivery.states import HAS_OR_MAY_HAVE, DeliveryState
from newsletter.errors import RuleError
from newsletter.members.member import SubscriptionState
from newsletter.revision.not_ready import NotReadyPolicy
from servers.waiting import FOR_EVER_S

EDITION = "first"
CREATE_AND_SEND = """
import sys
from datetime import datetime
from newsletter.campaigns import campaigns
from newsletter.database.database import open_database

url, now, to = sys.argv[1], datetime.fromisoformat(sys.argv[2]), sys.argv[3]
database = open_database(url, may_lose_commits=True)
print("ready", flush=True)
sys.stdin.readline()
made = campaigns.create(database, "first", list_name=to, now=now).campaign.id
campaigns.send(database, made, at=None, now=now)
"""
AGAIN = CampaignTerms(again_reason="the map was wrong")
HAD_IN_1 = (DeliveryState.SKIPPED, "had it in campaign 1")


@pytest.fixture
def lists(database, clock):
    """Two lists that share two of their four members, and an edition for them."""
    here, there = (given_list(database, clock.now, name=name) for name in ("members", "cities"))
    given_members(database, here, people(3), clock.now)
    given_members(database, there, [*people(2), new_member("only@there.example")], clock.now)
    given_revision(database, clock.now, "en")
    return {"members": here, "cities": there}


def create(database, clock, *, to="members", terms=CampaignTerms()):  # noqa: B008 -- frozen
    """Make a campaign."""
    return campaigns.create(database, EDITION, list_name=to, now=clock.now, terms=terms)


def sent(database, clock, **how):
    """Make a campaign and send it; return its number."""
    id_ = create(database, clock, **how).campaign.id
    campaigns.send(database, id_, at=None, now=clock.now)
    return id_


def tick(database, clock):
    """Run one tick."""
    return ticks.tick(database, now=clock.now, is_dead=lambda _: False)


def fates(database, id_):
    """Return (state, reason) of each delivery of a campaign, counted."""
    with database.read() as db:
        rows = db.execute(select(delivery.c.state, delivery.c.reason).where(delivery.c.occasion_id == id_))
        return Counter(tuple(row) for row in rows)


def end_all(database, id_, state):
    """Bring every delivery of a campaign into a state."""
    with database.write() as db:
        db.execute(update(delivery).where(delivery.c.occasion_id == id_).values(state=state))


def leave(database, clock, address_key, from_):
    """Let a member leave a list."""
    with database.write() as db:
        member_id = members.find_id(db, address_key)
        members.unsubscribe(db, member_id, from_, evidence="a test", now=clock.now)
        planning.skip_member(db, member_id, from_, reason=SubscriptionState.UNSUBSCRIBED, now=clock.now)


class TestTheSameAgain:
    """Create, send; create, send."""

    def test_who_has_it_is_left_out_as_a_row_that_says_so(self, database, lists, clock):
        """Nobody gets it twice, and the candidates still add up."""
        end_all(database, sent(database, clock), DeliveryState.ACCEPTED)

        second = sent(database, clock)

        assert fates(database, second) == {HAD_IN_1: 3}
        assert campaigns.status(database, second).candidate_count == 3
        tick(database, clock)
        assert campaigns.status(database, second).campaign.state == "finished"

    def test_another_list_with_some_of_the_same_members(self, database, lists, clock):
        """Those who are on both get it by the first."""
        sent(database, clock)

        assert fates(database, sent(database, clock, to="cities")) == {HAD_IN_1: 2, ("pending", None): 1}

    @pytest.mark.parametrize("state", sorted(DeliveryState))
    def test_what_counts_as_having_it(self, database, lists, clock, state):
        """Had, on its way, perhaps had, set aside: left out. Refused or skipped: they get it now."""
        end_all(database, sent(database, clock), state)

        expected = HAD_IN_1 if state in HAS_OR_MAY_HAVE else ("pending", None)
        assert fates(database, sent(database, clock)) == {expected: 3}
        assert (expected == HAD_IN_1) == (state not in ("refused", "skipped"))

    def test_another_edition_is_another_matter(self, database, lists, clock):
        """Once is once per edition."""
        sent(database, clock)
        given_revision(database, clock.now, "en", edition="second")
        other = campaigns.create(database, "second", list_name="members", now=clock.now).campaign.id
        campaigns.send(database, other, at=None, now=clock.now)

        assert fates(database, other) == {("pending", None): 3}

    def test_creating_says_how_many_have_had_it(self, database, lists, clock):
        """Before anything is sent; and who joined since is counted as one who gets it."""
        sent(database, clock)
        given_members(database, lists["members"], [new_member("new@x.example", "en")], clock.now)

        plan = create(database, clock)

        assert (plan.had_count, plan.member_count) == (3, 1)
        assert [language.member_count for language in plan.languages] == [1]

    def test_who_has_it_blocks_nobody(self, database, lists, clock):
        """A language that only those read first who have had the edition is nothing to wait for."""
        sent(database, clock)
        given_members(database, lists["members"], [new_member("new@x.example", "en")], clock.now)
        given_members(database, lists["cities"], [new_member("ar@there.example", "ar")], clock.now)
        given_revision(database, clock.now, "en", shut=("ar",))
        sent(database, clock, to="cities")

        blocking = CampaignTerms(not_ready=NotReadyPolicy.BLOCK)
        assert fates(database, sent(database, clock, terms=blocking))[("pending", None)] == 1

    def test_a_finished_campaign_cannot_be_sent_once_more(self, database, lists, clock):
        """Sending is asked for with a campaign of its own."""
        first = sent(database, clock)
        end_all(database, first, DeliveryState.ACCEPTED)
        tick(database, clock)

        with pytest.raises(RuleError, match="is finished"):
            campaigns.send(database, first, at=None, now=clock.now)


class TestAgainByRequest:
    """A reason is given, and recorded."""

    def test_everybody_gets_it_once_more(self, database, lists, clock):
        """Those who have had it too."""
        end_all(database, sent(database, clock), DeliveryState.ACCEPTED)

        plan = create(database, clock, terms=AGAIN)
        campaigns.send(database, plan.campaign.id, at=None, now=clock.now)

        assert (plan.had_count, plan.member_count) == (3, 3)
        assert plan.campaign.again_reason == "the map was wrong"
        assert fates(database, plan.campaign.id) == {("pending", None): 3}

    def test_a_later_campaign_without_a_reason_leaves_them_out(self, database, lists, clock):
        """What was sent again counts as had, even where it was the only one to arrive."""
        end_all(database, sent(database, clock), DeliveryState.REFUSED)
        sent(database, clock, terms=AGAIN)

        assert fates(database, sent(database, clock)) == {(DeliveryState.SKIPPED, "had it in campaign 2"): 3}


class TestNotBroughtAfterAll:
    """The campaign that was to bring it does not: the other one does."""

    def test_cancelled(self, database, lists, clock):
        """Whom the second left out for the first one's sake are planned again, though it was finished."""
        first, second = sent(database, clock), sent(database, clock, to="cities")
        end_all(database, second, DeliveryState.SKIPPED)
        third = sent(database, clock)
        tick(database, clock)
        assert campaigns.status(database, third).campaign.state == "finished"

        campaigns.cancel(database, first, now=clock.now)
        done = tick(database, clock)

        assert len(done.released) == 2
        brought = fates(database, second) + fates(database, third)
        assert brought[("pending", None)] == 3
        assert campaigns.status(database, third).campaign.state == "sending"
        assert tick(database, clock).released == []

    def test_the_member_left_the_first_list_only(self, database, lists, clock):
        """Who is still subscribed to the other list gets it by that one."""
        first, second = sent(database, clock), sent(database, clock, to="cities")
        leave(database, clock, "member1@host1.example", lists["members"])

        tick(database, clock)

        assert fates(database, first)[("skipped", "unsubscribed")] == 1
        assert fates(database, second) == {("pending", None): 2, HAD_IN_1: 1}

    def test_who_has_left_both_gets_nothing(self, database, lists, clock):
        """Goodbye is goodbye."""
        _, second = sent(database, clock), sent(database, clock, to="cities")
        for from_ in lists.values():
            leave(database, clock, "member1@host1.example", from_)

        tick(database, clock)

        assert fates(database, second)[("pending", None)] == 1

    def test_a_refusal_is_an_answer(self, database, lists, clock):
        """An address that the relay refused is not tried by way of another list."""
        first, second = sent(database, clock), sent(database, clock, to="cities")
        end_all(database, first, DeliveryState.REFUSED)

        tick(database, clock)

        assert fates(database, second)[HAD_IN_1] == 2

    @pytest.mark.parametrize("end", ["pause", "cancel"])
    def test_a_campaign_that_was_stopped_does_not_go_on_for_it(self, database, lists, clock, end):
        """Paused it waits until it is resumed; cancelled it stays so."""
        first, second = sent(database, clock), sent(database, clock, to="cities")
        getattr(campaigns, end)(database, second, now=clock.now)
        campaigns.cancel(database, first, now=clock.now)

        tick(database, clock)
        assert fates(database, second)[HAD_IN_1] == 2
        if end == "pause":
            campaigns.resume(database, second, now=clock.now)
            tick(database, clock)
            assert fates(database, second) == {("pending", None): 3}


class TestRaces:
    """Two campaigns of one edition at the same moment."""

    def test_two_that_are_sent_at_once_bring_one_mail_each(self, database, lists, clock):
        """Whoever plans second sees what the first has planned."""
        ids = [create(database, clock, to=to).campaign.id for to in ("members", "cities", "members")]
        barrier = threading.Barrier(len(ids))

        def race(id_):
            barrier.wait()
            campaigns.send(database, id_, at=None, now=clock.now)

        threads = [threading.Thread(target=race, args=(id_,)) for id_ in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with database.read() as db:
            owed = list(
                db.execute(select(delivery.c.member_id).where(delivery.c.state == "pending")).scalars()
            )
            assert len(owed) == len(set(owed)) == 4

    def test_two_processes_that_create_and_send_at_once_bring_one_mail_each(
        self, database, database_url, lists, clock
    ):
        """Two people at two machines, one after the other or at the same moment."""
        command = [sys.executable, "-c", CREATE_AND_SEND, database_url, clock.now.isoformat()]
        people = [
            subprocess.Popen([*command, to], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for to in ("members", "cities")
        ]
        for person in people:
            assert person.stdout.readline() == "ready\n"
        for person in people:
            person.stdin.write("go\n")
            person.stdin.flush()
        assert [person.wait(FOR_EVER_S) for person in people] == [0, 0]

        with database.read() as db:
            query = select(delivery.c.member_id).where(delivery.c.state == "pending")
            owed = list(db.execute(query).scalars())
            assert len(owed) == len(set(owed)) == 4
        for person in people:
            person.stdin.close()
            person.stdout.close()

    def test_the_index_decides_whoever_looks_or_not(self, database, lists, clock):
        """A row that would make it twice cannot be written at all."""
        sent(database, clock)
        second = sent(database, clock)

        with pytest.raises(IntegrityError), database.write() as db:
            db.execute(update(delivery).where(delivery.c.occasion_id == second).values(state="pending"))
