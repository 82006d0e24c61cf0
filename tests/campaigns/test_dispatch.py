"""The dispatch loop against a scripted relay and real databases: nobody twice, nobody lost."""

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from given import (
    given_campaign,
    given_list,
    given_members,
    given_revision,
    given_wave,
    new_member,
    people,
    release,
)
from given_dispatch import addressees, run, states, tools
from newsletter.campaigns.dispatch import send_slice
from newsletter.database import campaigns, ledger, planning
from newsletter.database.schema import chunk, delivery, member, wave
from newsletter.delivery.states import CampaignState
from newsletter.smtp.fake import MemoryTransport, RelayScript
from servers.waiting import FOR_EVER_S


class TestASlice:
    """What one slice does with what it finds."""

    def test_everybody_gets_exactly_one_mail(self, database, clock):
        """More than one chunk, all accepted, all recorded, nothing left to lease."""
        given_wave(database, clock.now, count=620)
        transport = MemoryTransport()

        report = run(tools(database, transport, clock))

        assert (len(addressees(transport)), set(addressees(transport).values())) == (620, {1})
        assert states(database) == {"accepted": 620}
        assert (report.outcomes.total(), report.trouble, report.has_more) == (620, None, False)

    def test_a_second_slice_finds_nothing_to_send(self, database, clock):
        """A nudge that comes twice costs nothing and sends nothing."""
        given_wave(database, clock.now, count=20)
        transport = MemoryTransport()
        run(tools(database, transport, clock))

        report = run(tools(database, transport, clock))

        assert (len(transport.taken_mails), report.outcomes.total(), report.has_more) == (20, 0, False)

    @pytest.mark.parametrize(
        ("script", "state", "taken"),
        [
            (RelayScript(rcpt="550 5.1.1 No such user"), "refused", 0),
            (RelayScript(rcpt="450 4.2.1 Busy"), "deferred", 0),
            (RelayScript(mail="554 5.7.1 No"), "refused", 0),
            (RelayScript(dot="554 5.6.0 Rejected"), "refused", 0),
            (RelayScript(dot="451 4.3.0 Later"), "deferred", 0),
            (RelayScript(dot=None), "unknown", 0),
            (RelayScript(dot=None, stores=True), "unknown", 1),
        ],
        ids=lambda value: str(value) if not isinstance(value, RelayScript) else "",
    )
    def test_one_member_s_bad_end_leaves_the_others_alone(self, database, clock, script, state, taken):
        """Whatever the relay says of one mail, the other nine are accepted."""
        given_wave(database, clock.now, count=10)
        transport = MemoryTransport({"member3@host3.example": script})

        run(tools(database, transport, clock))

        assert states(database) == {"accepted": 9, state: 1}
        assert len(transport.taken_mails) == 9 + taken

    def test_each_member_gets_their_own_language(self, database, clock):
        """The mail on the wire is in the locale that the release chose."""
        to = given_list(database, clock.now)
        given_members(
            database, to, [new_member("a@x.example", "ar"), new_member("b@x.example", "fr")], clock.now
        )
        revision = given_revision(database, clock.now, "en", "ar", "fr")
        campaign, wave_id = given_campaign(database, clock.now, to=to, revision=revision)
        release(database, campaign, wave_id, to, clock.now)
        transport = MemoryTransport()

        run(tools(database, transport, clock))

        mails = {
            mail.recipient: message_from_bytes(mail.content, policy=policy.default)
            for mail in transport.taken_mails
        }
        found = {address: (mail["Content-Language"], mail["Subject"]) for address, mail in mails.items()}
        assert found == {"a@x.example": ("ar", "Subject in ar"), "b@x.example": ("fr", "Subject in fr")}

    def test_a_mail_that_cannot_be_built_is_quarantined_and_the_others_go(self, database, clock):
        """One poisonous row among ten (here: an address that would begin a header) costs one mail."""
        given_wave(database, clock.now, count=10)
        with database.write() as db:
            db.execute(update(member).where(member.c.id == 4).values(address="a@x.example\nBcc: b@x.example"))
        transport = MemoryTransport()

        report = run(tools(database, transport, clock))

        assert states(database) == {"accepted": 9, "quarantined": 1}
        assert report.quarantined_count == 1

    def test_a_wave_that_is_not_released_sends_nothing(self, database, clock):
        """A nudge that comes early is no reason to send."""
        to = given_list(database, clock.now)
        given_members(database, to, people(3, "en"), clock.now)
        given_campaign(database, clock.now, to=to, revision=given_revision(database, clock.now))
        transport = MemoryTransport()

        report = run(tools(database, transport, clock))

        assert (transport.taken_mails, report.has_more) == ([], False)

    def test_a_nudge_when_nothing_is_owed_is_no_error(self, database, clock):
        """The row is the job; a nudge about none is noise."""
        assert run(tools(database, MemoryTransport(), clock)).outcomes.total() == 0

    def test_a_slice_that_is_told_to_stop_takes_no_more(self, database, clock):
        """What is under way is finished; the rest stays pending, and free for others."""
        wave_id = given_wave(database, clock.now, count=30)

        async def stopped():
            stop = asyncio.Event()
            stop.set()
            return await send_slice(
                tools(database, MemoryTransport(), clock), at_most_s=FOR_EVER_S, stop=stop
            )

        asyncio.run(stopped())

        assert states(database) == {"pending": 30}
        with database.write() as db:
            assert ledger.lease_chunk(db, wave_id, worker="b", now=clock.now) is not None

    def test_a_slice_whose_time_is_over_asks_for_another(self, database, clock):
        """It finishes its chunk and leaves the next one to the next slice."""
        given_wave(database, clock.now, count=3)

        report = asyncio.run(send_slice(tools(database, MemoryTransport(), clock), at_most_s=0.0))

        assert report.has_more
        assert states(database) == {"pending": 3}


class TestTrouble:
    """When relay or database are away, nothing is lost and nothing is burnt."""

    def test_no_relay_leaves_every_row_as_it_was(self, database, clock):
        """The report says why, and to wait; the chunk is free again."""
        given_wave(database, clock.now, count=30)
        transport = MemoryTransport()
        transport.is_up = False

        report = run(tools(database, transport, clock))
        assert "No SMTP server" in report.trouble
        assert not report.has_more
        assert states(database) == {"pending": 30}

        transport.is_up = True
        run(tools(database, transport, clock))
        assert states(database) == {"accepted": 30}

    def test_a_relay_that_always_hangs_up_is_trouble(self, database, clock):
        """Otherwise slice would follow slice without a pause."""
        given_wave(database, clock.now, count=3)
        scripts = {f"member{n}@host{n}.example": RelayScript(mail=None) for n in (1, 2, 3)}

        report = run(tools(database, MemoryTransport(scripts), clock))

        assert "ends every connection" in report.trouble
        assert states(database) == {"pending": 3}

    def test_one_mail_at_which_the_relay_always_hangs_up_waits_while_others_leave(self, database, clock):
        """It is deferred like a 4xx, counted as an attempt, and given up after days."""
        given_wave(database, clock.now, count=10)
        transport = MemoryTransport({"member3@host3.example": RelayScript(rcpt=None)})

        run(tools(database, transport, clock))

        assert states(database) == {"accepted": 9, "deferred": 1}
        with database.read() as db:
            [attempts] = db.execute(
                select(delivery.c.attempt_count).where(delivery.c.state == "deferred")
            ).scalars()
        assert attempts == 1

    def test_a_database_that_is_away_for_a_moment_costs_only_that(self, database, clock, monkeypatch):
        """The commit is tried again, and every mail still leaves once."""
        given_wave(database, clock.now, count=20)
        transport = MemoryTransport()
        failures = iter([True, False, True])
        real = ledger.commit_group

        def sometimes(*args, **options):
            if next(failures, False):
                raise OperationalError("COMMIT", {}, Exception("server restarts"))
            return real(*args, **options)

        monkeypatch.setattr(ledger, "commit_group", sometimes)
        run(tools(database, transport, clock))

        assert set(addressees(transport).values()) == {1}
        assert states(database) == {"accepted": 20}

    def test_a_database_that_stays_away_stops_the_slice_before_any_dot(self, database, clock, monkeypatch):
        """No permit, no mail."""
        given_wave(database, clock.now, count=20)
        transport = MemoryTransport()

        def never(*_args, **_options):
            raise OperationalError("COMMIT", {}, Exception("gone"))

        monkeypatch.setattr(ledger, "commit_group", never)
        monkeypatch.setattr("newsletter.campaigns.ledger_writer._RETRY_S", (0.0,))
        report = run(tools(database, transport, clock))

        assert "database" in report.trouble
        assert transport.taken_mails == []
        assert states(database) == {"pending": 20}

    def test_a_bug_in_the_writer_is_not_swallowed(self, database, clock, monkeypatch):
        """An error that nobody foresaw stops the slice loudly, and no mail leaves without its permit."""
        given_wave(database, clock.now, count=5)
        transport = MemoryTransport()

        def broken(*_args, **_options):
            raise ZeroDivisionError

        monkeypatch.setattr(ledger, "commit_group", broken)
        with pytest.raises(ZeroDivisionError):
            run(tools(database, transport, clock))

        assert transport.taken_mails == []


class TestStops:
    """No mail leaves whose step 5 committed after the member, or the campaign, said no."""

    def test_a_member_who_leaves_between_lease_and_dot_gets_nothing(self, database, clock, monkeypatch):
        """The relay has the whole mail but its end, and the connection is closed."""
        given_wave(database, clock.now, count=5)
        transport = MemoryTransport()
        real = ledger.commit_group

        def leave_first(db, receipts, ready, **options):
            planning.skip_member(db, 3, 1, reason="unsubscribed", now=clock.now)
            return real(db, receipts, ready, **options)

        monkeypatch.setattr(ledger, "commit_group", leave_first)
        run(tools(database, transport, clock))

        assert "member3@host3.example" not in addressees(transport)
        assert states(database) == {"accepted": 4, "skipped": 1}

    def test_a_campaign_paused_meanwhile_sends_no_more(self, database, clock, monkeypatch):
        """After the pause nothing new becomes `submitting`."""
        given_wave(database, clock.now, count=40)
        transport = MemoryTransport()
        with database.read() as db:
            campaign = db.execute(select(wave.c.occasion_id)).scalar_one()
        real, calls = ledger.commit_group, iter(range(1_000))

        def pause_at_third(db, receipts, ready, **options):
            if next(calls) == 2:
                campaigns.move(db, campaign, to=CampaignState.PAUSED, now=clock.now)
            return real(db, receipts, ready, **options)

        monkeypatch.setattr(ledger, "commit_group", pause_at_third)
        run(tools(database, transport, clock))
        found = states(database)

        assert found["accepted"] == len(transport.taken_mails) < 40
        assert found["accepted"] + found["pending"] == 40

    def test_a_lease_that_another_took_over_permits_nothing(self, database, clock, monkeypatch):
        """The fence of a worker that slept too long is outdated."""
        given_wave(database, clock.now, count=5)
        transport = MemoryTransport()
        real = ledger.rows_of

        def overtaken(db, lease, **options):
            found = real(db, lease, **options)
            db.execute(chunk.update().values(fence=chunk.c.fence + 1))
            return found

        monkeypatch.setattr(ledger, "rows_of", overtaken)
        run(tools(database, transport, clock))

        assert transport.taken_mails == []
        assert states(database) == {"pending": 5}


class TestAttempts:
    """A mail that is tried again is the same to the byte."""

    def test_the_second_attempt_has_the_same_bytes(self, database, clock):
        """Message-ID, Date and boundary do not change, so stores that look can tell it is the same."""
        wave_id = given_wave(database, clock.now, count=1)
        first = MemoryTransport({"member1@host1.example": RelayScript(dot="451 4.3.0 Later", stores=True)})
        run(tools(database, first, clock))
        clock.advance(minutes=5)
        with database.write() as db:
            planning.gather_due(db, wave_id, now=clock.now)
        second = MemoryTransport()

        run(tools(database, second, clock))

        assert [mail.content for mail in first.taken_mails] == [mail.content for mail in second.taken_mails]
        assert states(database) == {"accepted": 1}


class TestTheSlowRelay:
    """A relay that takes its time keeps the lease alive."""

    def test_leases_are_renewed_while_the_slice_waits(self, database, clock, monkeypatch):
        """A reply that comes after the first lease's end still finds the row ours."""
        given_wave(database, clock.now, count=1)
        monkeypatch.setattr(ledger, "LEASE_S", 0.04)
        renewed = asyncio.Event()
        real = ledger.renew

        class Slow(MemoryTransport):
            async def submit(self, mail, *, permit):
                await renewed.wait()
                return await super().submit(mail, permit=permit)

        async def scenario():
            loop = asyncio.get_running_loop()

            def renew(db, lease, **options):
                clock.advance(seconds=600)
                done = real(db, lease, now=options["now"] + timedelta(seconds=600), length_s=660)
                loop.call_soon_threadsafe(renewed.set)
                return done

            monkeypatch.setattr(ledger, "renew", renew)
            return await send_slice(tools(database, Slow(), clock), at_most_s=FOR_EVER_S)

        report = asyncio.run(scenario())

        assert report.trouble is None
        assert states(database) == {"accepted": 1}
