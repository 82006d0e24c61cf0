"""Who is owed most is served next: a campaign of five beside one of thousands, at a slow relay."""

import asyncio

import pytest

from given import given_campaign, given_list, given_members, given_revision, new_member, people, release
from given_dispatch import addressees, run, states, tools
from newsletter.campaigns.dispatch import send_slice
from newsletter.database import ledger, planning
from newsletter.delivery.pace import WORK_AHEAD_S, low_water, portion_size
from newsletter.smtp.fake import MemoryTransport
from servers.waiting import FOR_EVER_S


@pytest.fixture
def two_campaigns(database, clock):
    """One of 300 that was released first, and one of 5."""
    revision = given_revision(database, clock.now)
    wave_ids = []
    for name, members in (
        ("many", people(300, "en")),
        ("few", [new_member(f"few{number}@few.example", "en") for number in range(5)]),
    ):
        to = given_list(database, clock.now, name=name)
        given_members(database, to, members, clock.now)
        campaign, wave_id = given_campaign(database, clock.now, to=to, revision=revision)
        release(database, campaign, wave_id, to, clock.now)
        wave_ids.append(wave_id)
    return wave_ids


class Slow(MemoryTransport):
    """A relay that says nothing before everybody who could has come, so that its pace is the loop's."""

    async def submit(self, mail, *, permit):
        """Take a mail, after a turn of everybody else."""
        await asyncio.sleep(0)
        return await super().submit(mail, permit=permit)


def test_the_small_one_is_through_while_the_large_one_has_hardly_begun(database, two_campaigns, clock):
    """One worker with two connections: it serves them in turn."""
    transport = Slow()

    async def scenario():
        stop = asyncio.Event()
        few = 0

        class Counting(Slow):
            async def submit(self, mail, *, permit):
                nonlocal few
                receipt = await super().submit(mail, permit=permit)
                few += mail.recipient.startswith("few")
                if few == 5:
                    stop.set()
                return receipt

        counting = Counting()
        await send_slice(
            tools(database, counting, clock, connection_count=2), at_most_s=FOR_EVER_S, stop=stop
        )
        return counting

    transport = asyncio.run(scenario())

    few = [who for who in addressees(transport) if who.startswith("few")]
    assert (len(few), len(addressees(transport)) < 150) == (5, True)


def test_both_are_sent_to_their_end(database, two_campaigns, clock):
    """One slice takes up whatever is owed, of any campaign."""
    transport = MemoryTransport()

    report = run(tools(database, transport, clock))

    assert states(database) == {"accepted": 305}
    assert set(addressees(transport).values()) == {1}
    assert set(report.troubles) == set(two_campaigns)


def test_waves_are_served_in_turn(database, two_campaigns, clock):
    """Who was served longest ago is next; one that never was, before all others."""
    served = []
    for _ in range(4):
        clock.advance(seconds=1)
        with database.write() as db:
            held = ledger.lease_chunk(db, worker="a", now=clock.now)
            ledger.give_back(db, held)
        served.append(held.wave_id)

    many, few = two_campaigns
    assert served == [many, few, many, few]


def test_a_mail_that_comes_due_does_not_wait_for_the_large_one(database, two_campaigns, clock):
    """A retry is work like any other."""
    with database.write() as db:
        held = ledger.lease_chunk(db, two_campaigns[1], worker="a", now=clock.now)
        planning.skip_occasion(db, held.occasion_id, reason="a test", now=clock.now)
        ledger.give_back(db, held)

    run(tools(database, MemoryTransport(), clock))

    assert states(database) == {"accepted": 300, "skipped": 5}


@pytest.mark.parametrize(
    ("pace_per_s", "ahead_count", "connection_count", "expected"),
    [
        (None, 0, 10, 20),
        (1.0, 0, 10, 10),
        (10.0, 9, 10, 41),
        (600.0, 150, 10, 2850),
        (0.1, 4, 1, 1),
    ],
    ids=["nothing known", "one a connection", "slow", "fast", "never none"],
)
def test_how_much_work_is_taken_on(pace_per_s, ahead_count, connection_count, expected):
    """Five seconds of it, less what lies ready, and at least a mail for each connection."""
    assert expected == portion_size(
        pace_per_s=pace_per_s, ahead_count=ahead_count, connection_count=connection_count
    )
    if pace_per_s and pace_per_s * WORK_AHEAD_S > connection_count:
        assert expected + ahead_count <= pace_per_s * WORK_AHEAD_S


def test_when_more_work_is_taken_on():
    """Before the connections run dry, and not long before."""
    assert low_water(pace_per_s=None, connection_count=10) == 10
    assert low_water(pace_per_s=600.0, connection_count=10) == 150
