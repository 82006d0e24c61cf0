"""What is sent to the world: links that lead somewhere, a sender that is somebody."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from newsletter.errors import RuleError, SettingsError
from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.locale import Locale
from newsletter.newsroom.create import plain_newsroom
from newsletter.revision.fit_for_world import (
    is_of_the_world,
    require_fit_to_publish,
    require_public_url,
    sending_trouble,
)
from newsletter.revision.not_ready import NotReadyPolicy
from newsletter.revision.sending_settings import PageLook, SendingSettings

URL = "https://news.polycentra.city"
FIT = SendingSettings(
    name="Polycentra",
    sender_name="Polycentra",
    sender_address="news@polycentra.city",
    reply_to=None,
    website="https://www.polycentra.city/",
    lists=(),
    fallbacks=Fallbacks(),
    not_ready=NotReadyPolicy.FALLBACK,
    look=PageLook(),
    postal_address="Polycentra, Main Street 1, 08001 Barcelona",
    public_url=URL,
)
EXAMPLE = Path(__file__).parents[2] / "examples" / "metropolis" / "newsroom.toml"


@pytest.mark.parametrize(
    "host",
    [
        *("news.polycentra.city", "NEWS.Polycentra.City.", "example.city", "myexample.org", "testing.com"),
        *("localhost.city", "8.8.8.8", "2001:4860:4860::8888", "[2001:4860:4860::8888]", "::ffff:8.8.8.8"),
        *("xn--bcher-kva.de", "bücher.de", "1.example.city", "homes.de"),
    ],
)
def test_a_host_of_the_world(host):
    """A name that the DNS can have, or an address that is routed."""
    assert is_of_the_world(host)


@pytest.mark.parametrize(
    "host",
    [
        *("", ".", "localhost", "LOCALHOST.", "news.localhost", "web", "inbox", "printer.local"),
        *("example.org", "news.example.com", "www.example.net.", "x.example", "y.test", "z.invalid"),
        *("ｅxample。org", "nas.lan", "wiki.internal", "box.home.arpa", "pc.home", "x.corp", "abc.onion"),
        *("127.0.0.1", "127.1", "0x7f.1", "2130706433", "0x7f000001", "0.0.0.0", "1.2.3.400"),
        *("10.0.0.1", "172.16.5.4", "192.168.1.10", "169.254.0.1", "100.64.0.1", "192.0.2.1", "224.0.0.1"),
        *("::1", "[::1]", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "2001:db8::1"),
    ],
)
def test_a_host_that_the_world_does_not_reach(host):
    """This machine, a private network, or a name that is reserved for examples; however it is written."""
    assert not is_of_the_world(host)


def test_what_is_fit_goes_out():
    """Nobody has anything to mend."""
    require_fit_to_publish(FIT)
    require_public_url(URL)

    assert sending_trouble(FIT, public_url=URL) is None
    assert sending_trouble(replace(FIT, public_url="", postal_address=""), public_url=URL) is None


UNFIT = [
    ({"public_url": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000, which the world does not reach"),
    ({"public_url": "http://[::1"}, "which the world does not reach"),
    ({"sender_address": "newsletter@example.org"}, "The sender is at example.org, a name for examples"),
    ({"sender_address": "news@lists.polycentra.test"}, "[sender]"),
    ({"reply_to": "editor@example.org"}, "newsroom.toml (reply_to)"),
    ({"website": "https://www.example.org/"}, "newsroom.toml (website)"),
    ({"postal_address": "Street and number, postcode and city, country"}, "(postal_address)"),
    ({"postal_address": "Polycentra\nstreet  and\tnumber\nSpain"}, "(postal_address)"),
]


@pytest.mark.parametrize(("changes", "words"), UNFIT)
def test_what_is_not_fit_is_refused_with_what_to_mend(changes, words):
    """When it is published, and again when it is sent: the settings may have changed in between."""
    with pytest.raises(RuleError, match=re.escape(words)):
        require_fit_to_publish(replace(FIT, **changes))

    trouble = sending_trouble(replace(FIT, **changes), public_url=URL)
    assert words in trouble
    assert "publish the edition again" in trouble


def test_a_public_url_that_leads_nowhere_is_a_matter_of_settings():
    """A revision that is fit need not be published again."""
    with pytest.raises(SettingsError, match="Set NEWSLETTER_PUBLIC_URL"):
        require_public_url("http://localhost:8000")

    trouble = sending_trouble(FIT, public_url="http://localhost:8000")
    assert "Set NEWSLETTER_PUBLIC_URL" in trouble
    assert "again" not in trouble


def test_everything_is_told_at_once():
    """Nobody mends one thing to be told of the next."""
    changes = {key: value for unfit, _ in UNFIT for key, value in unfit.items()}
    with pytest.raises(RuleError) as caught:
        require_fit_to_publish(replace(FIT, **changes))

    for key in ("NEWSLETTER_PUBLIC_URL", "[sender]", "reply_to", "website", "postal_address"):
        assert key in str(caught.value)
    assert "news@" not in str(caught.value)


def test_the_newsroom_that_init_writes_and_the_example_are_not_fit():
    """Their sender, their website and their postal address are made up."""
    fresh = plain_newsroom(name="News", language=Locale("en"), languages=(Locale("en"),))
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))

    for sender, website, place in [
        (fresh.sender_address, fresh.website, fresh.postal_address),
        (example["sender"]["address"], example["website"], example["postal_address"]),
    ]:
        for changes in ({"sender_address": sender}, {"website": website}, {"postal_address": place}):
            assert sending_trouble(replace(FIT, **changes), public_url=URL)
