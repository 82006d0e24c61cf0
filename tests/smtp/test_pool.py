"""Connections are kept, replaced when they are gone, and never more than the relay bears."""

import asyncio
import errno

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.errors import UnavailableError
from newsletter.smtp.fake import RelayScript
from newsletter.smtp.pool import SmtpPool

ACCEPTED = Outcome.ACCEPTED


def test_one_connection_carries_many_mails_and_says_goodbye(server, mail, yes):
    """The connection stays open from mail to mail, and the relay is told when we leave."""

    async def submit_three():
        async with server() as other:
            async with SmtpPool(other.relay()) as pool:
                receipts = [await pool.submit(mail(n), permit=yes) for n in range(3)]
            await other.quiet()
            return [receipt.outcome for receipt in receipts], other.connections_count, other.lines[-1]

    assert asyncio.run(submit_three()) == ([ACCEPTED] * 3, 1, "QUIT")


@pytest.mark.parametrize("sees_it_first", [True, False])
def test_a_relay_that_was_restarted_costs_a_mail_nothing(server, mail, yes, sees_it_first):
    """A connection that died while idle is replaced, whether or not the loop has seen its end already."""

    async def submit_around_a_restart():
        async with server() as other, SmtpPool(other.relay()) as pool:
            await pool.submit(mail(1), permit=yes)
            other.drop_all()
            if sees_it_first:
                await other.quiet()
            receipt = await pool.submit(mail(2), permit=yes)
            return receipt.outcome, other.connections_count, len(other.messages)

    assert asyncio.run(submit_around_a_restart()) == (ACCEPTED, 2, 2)


def test_a_farewell_to_a_used_connection_costs_a_mail_nothing(server, mail, yes):
    """A relay that takes one mail per connection and then says 421 gets each mail, once."""
    scripts = (
        RelayScript(),
        RelayScript(mail="421 4.7.0 enough"),
        RelayScript(),
        RelayScript(data="421 4.7.0 enough"),
        RelayScript(),
    )

    async def submit_three():
        async with server(scripts) as other, SmtpPool(other.relay()) as pool:
            receipts = [await pool.submit(mail(n), permit=yes) for n in range(3)]
            return [receipt.outcome for receipt in receipts], other.connections_count, len(other.messages)

    assert asyncio.run(submit_three()) == ([ACCEPTED] * 3, 3, 3)


def test_what_was_said_unasked_never_answers_the_next_command(server, mail, yes):
    """A stray line after a reply costs the connection, instead of shifting all replies by one."""
    scripts = (
        RelayScript(dot="250 ok\r\n250 stray"),
        RelayScript(rcpt="550 5.1.1 who"),
        RelayScript(dot="250 ok\r\n250-half"),
        RelayScript(),
    )

    async def submit_four():
        async with server(scripts) as other, SmtpPool(other.relay()) as pool:
            receipts = [await pool.submit(mail(n), permit=yes) for n in range(4)]
            return [receipt.outcome.value for receipt in receipts], other.connections_count

    assert asyncio.run(submit_four()) == (["accepted", "refused", "accepted", "accepted"], 3)


def test_a_refused_recipient_is_reset_before_the_next_mail(server, mail, yes):
    """An open transaction is closed by RSET, so that nobody hears "sender already specified"."""

    async def submit_two():
        async with (
            server((RelayScript(rcpt="550 no"), RelayScript())) as other,
            SmtpPool(other.relay()) as pool,
        ):
            await pool.submit(mail(1), permit=yes)
            await pool.submit(mail(2), permit=yes)
            return [line.split()[0] for line in other.lines[1:]]

    assert asyncio.run(submit_two()) == ["MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA"]


@pytest.mark.parametrize("answer", ["500 what", None])
def test_a_reset_that_fails_costs_the_connection_and_no_mail(server, mail, yes, answer):
    """Where RSET is not understood, the next mail goes over a new connection."""

    async def submit_two():
        scripts = (RelayScript(rcpt="550 no"), RelayScript())
        async with server(scripts, answers={"RSET": answer}) as other, SmtpPool(other.relay()) as pool:
            await pool.submit(mail(1), permit=yes)
            receipt = await pool.submit(mail(2), permit=yes)
            return receipt.outcome, other.connections_count

    assert asyncio.run(submit_two()) == (ACCEPTED, 2)


def test_a_connection_is_changed_after_so_many_mails(server, mail, yes):
    """A relay that wants few mails per connection gets no more."""

    async def submit_five():
        async with server() as other, SmtpPool(other.relay(mails_per_connection=2)) as pool:
            for n in range(5):
                await pool.submit(mail(n), permit=yes)
            return other.connections_count, other.lines.count("QUIT")

    assert asyncio.run(submit_five()) == (3, 2)


def test_many_mails_share_the_connections(server, mail, yes):
    """However many wait, there are no more connections than the settings allow; each mail leaves once."""

    async def submit_many():
        async with server() as other, SmtpPool(other.relay(connections_count=4)) as pool:
            mails = [mail(n, content=b"%d\r\n" % n) for n in range(100)]
            receipts = await asyncio.gather(*(pool.submit(each, permit=yes) for each in mails))
            return (
                {receipt.outcome for receipt in receipts},
                other.connections_count,
                sorted(map(int, other.messages)),
            )

    assert asyncio.run(submit_many()) == ({ACCEPTED}, 4, list(range(100)))


def test_a_relay_that_takes_fewer_connections_is_used_with_those(server, mail, yes):
    """Being turned away at the ninth connection is no reason to stop the other eight."""

    async def submit_many():
        async with server(connections_limit=2) as other, SmtpPool(other.relay(connections_count=6)) as pool:
            first = await pool.submit(mail(0), permit=yes)
            rest = await asyncio.gather(*(pool.submit(mail(n), permit=yes) for n in range(1, 30)))
            return {receipt.outcome for receipt in [first, *rest]}, len(other.messages)

    assert asyncio.run(submit_many()) == ({ACCEPTED}, 30)


def test_every_waiting_mail_learns_that_the_relay_is_gone(server, mail, yes):
    """When the relay goes away for good, nobody waits for ever: each mail is told and is as before."""

    async def submit_many():
        async with server() as other:
            relay = other.relay(connections_count=2)
            pool = SmtpPool(relay)
            await pool.submit(mail(0), permit=yes)
        attempts = (pool.submit(mail(n), permit=yes) for n in range(1, 20))
        return await asyncio.gather(*attempts, return_exceptions=True), await pool.close()

    outcomes, _ = asyncio.run(submit_many())

    assert [type(outcome) for outcome in outcomes] == [UnavailableError] * 19


class Unplugged(asyncio.SelectorEventLoop):
    """A loop whose network can go away, so that connecting fails at once and not an iteration later."""

    is_plugged_in = True

    async def create_connection(self, *arguments, **options):
        """Connect as ever, or fail as a host without a route does."""
        if not self.is_plugged_in:
            raise OSError(errno.ENETUNREACH, "Network is unreachable")
        return await super().create_connection(*arguments, **options)


def test_a_mail_never_waits_for_a_connection_that_was_just_cut(server, mail):
    """The network goes away while the only connection is being cut: the next mail is told at once."""

    async def attempt():
        async with server() as other, SmtpPool(other.relay()) as pool:

            async def no():
                asyncio.get_running_loop().is_plugged_in = False
                return False

            await pool.submit(mail(1), permit=no)
            with pytest.raises(UnavailableError, match="Network is unreachable"):
                await pool.submit(mail(2), permit=no)

    with asyncio.Runner(loop_factory=Unplugged) as runner:
        runner.run(attempt())


class TestLies:
    """A server that offers what it cannot do is spoken to more simply."""

    @pytest.mark.parametrize(
        ("scripts", "said"),
        [
            ((RelayScript(mail=None), RelayScript(rcpt="550 no")), ["MAIL", "RCPT"]),
            ((RelayScript(), RelayScript(mail=None), RelayScript(rcpt="550 no")), ["MAIL", "RCPT", "DATA"]),
            ((RelayScript(mail="421 bye"), RelayScript(rcpt="550 no")), ["MAIL", "RCPT", "DATA"]),
        ],
        ids=["lost at the first group", "lost after one that worked", "a farewell"],
    )
    def test_pipelining_that_was_an_empty_promise_is_not_tried_again(self, server, mail, yes, scripts, said):
        """After a group without its replies a refused recipient is no more followed by DATA."""

        async def submit_all():
            async with server(scripts) as other, SmtpPool(other.relay()) as pool:
                for n in range(2):
                    await pool.submit(mail(n), permit=yes)
                return [line.split()[0] for line in other.lines]

        verbs = asyncio.run(submit_all())

        assert verbs[len(verbs) - verbs[::-1].index("EHLO") :] == said

    @pytest.mark.parametrize("code", [501, 504, 555])
    def test_size_that_was_an_empty_promise_is_left_out(self, server, mail, yes, code):
        """The mail is not refused for a parameter that the server itself had offered."""

        async def submit_two():
            scripts = (RelayScript(mail=f"{code} what is SIZE"), RelayScript())
            async with server(scripts) as other, SmtpPool(other.relay()) as pool:
                receipts = [await pool.submit(mail(n), permit=yes) for n in range(2)]
                sizes = ["SIZE" in line for line in other.lines if line.startswith("MAIL")]
                return [receipt.outcome for receipt in receipts], sizes

        assert asyncio.run(submit_two()) == ([ACCEPTED, ACCEPTED], [True, False, False])

    def test_a_sender_that_is_refused_for_itself_stays_refused(self, server, mail, yes):
        """The second, simpler attempt is the last."""

        async def submit_one():
            async with (
                server((RelayScript(mail="501 5.1.7 bad sender"),)) as other,
                SmtpPool(other.relay()) as pool,
            ):
                receipt = await pool.submit(mail(), permit=yes)
                return receipt.outcome, other.mails_count

        assert asyncio.run(submit_one()) == (Outcome.REFUSED, 2)

    def test_a_recipient_who_needs_more_than_is_offered_is_refused_alone(self, server, mail, yes):
        """A non-ASCII local part without SMTPUTF8 is a definite refusal; others on the connection go on."""

        async def submit_two():
            async with server(offers=("SIZE 0",)) as other, SmtpPool(other.relay()) as pool:
                bad = await pool.submit(mail(1, recipient="用户@example.jp"), permit=yes)
                good = await pool.submit(mail(2), permit=yes)
                return bad.outcome, bad.enhanced_status, good.outcome, other.mails_count

        assert asyncio.run(submit_two()) == (Outcome.REFUSED, "5.6.7", ACCEPTED, 1)
