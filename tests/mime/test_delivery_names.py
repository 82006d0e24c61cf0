"""What a delivery is called outside: Message-ID and envelope sender."""

import re

import pytest

from newsletter.mime.link_tokens import LinkToken, Purpose, read, sign
from newsletter.mime.message_id import envelope_sender, message_id

KEY = b"k" * 32
TOKEN = LinkToken(purpose=Purpose.BOUNCE, member_id=2**31, list_id=2**14, delivery_id=2**40)


class TestMessageIds:
    """One name for one mail, for ever."""

    def test_a_message_id_is_the_same_whenever_it_is_asked_for(self):
        """A mail that is built again bears the same name."""
        assert message_id(12, key=KEY, domain="example.org") == message_id(12, key=KEY, domain="example.org")

    def test_a_message_id_shows_its_delivery_and_domain(self):
        """A person finds the delivery from a relay's log; the domain is an A-label."""
        made = message_id(12, key=KEY, domain="bücher.example")

        assert re.fullmatch(r"<12\.[a-z2-7]{24}@xn--bcher-kva\.example>", made)

    def test_other_deliveries_and_other_keys_have_other_names(self):
        """Two installations never use the same one."""
        names = [message_id(d, key=key, domain="example.org") for d in range(50) for key in (KEY, b"other")]

        assert len({name.partition(".")[2] for name in names}) == 100


class TestEnvelopeSenders:
    """Where a bounce comes back to."""

    def test_a_bounce_tells_whose_it_is(self):
        """The address fits into 64 octets and survives lower-casing."""
        address = envelope_sender(sign(TOKEN, keys=[KEY]), domain="bounces.example.org")
        local, _, domain = address.lower().partition("@")

        assert (len(local) <= 64, domain) == (True, "bounces.example.org")
        assert read(local.partition("+")[2], keys=[KEY]) == TOKEN

    def test_a_token_that_does_not_fit_is_refused(self):
        """RFC 5321 §4.5.3.1.1 allows 64 octets before the @."""
        with pytest.raises(ValueError, match="64 octets"):
            envelope_sender("a" * 60, domain="example.org")
