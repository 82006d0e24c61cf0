"""What a revision tells sending of the newsroom's settings survives its JSON."""

from dataclasses import replace

import pytest

from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.locale import Locale
from newsletter.revision.not_ready import NotReadyPolicy
from newsletter.revision.sending_settings import PageLook, SendingSettings

SETTINGS = SendingSettings(
    name="Polycentra",
    sender_name="Polycentra news",
    sender_address="news@lists.example.org",
    reply_to="office@example.org",
    website="https://www.example.org/",
    lists=("members", "press"),
    fallbacks=Fallbacks({Locale("ca"): (Locale("es"), Locale("fr"))}),
    not_ready=NotReadyPolicy.HOLD,
    look=PageLook(accent="#123456"),
    timezone="Europe/Madrid",
)


@pytest.mark.parametrize("settings", [SETTINGS, replace(SETTINGS, reply_to=None, lists=())])
def test_what_is_read_is_what_was_written(settings):
    """Nothing is lost between authoring and sending."""
    assert SendingSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize(
    ("key", "name", "value"),
    [
        ("lists", "lists", ()),
        ("fallbacks", "fallbacks", Fallbacks()),
        ("timezone", "timezone", "UTC"),
        ("not_ready", "not_ready", NotReadyPolicy.FALLBACK),
    ],
)
def test_a_revision_of_an_older_version_is_read(key, name, value):
    """What it does not say has its usual value."""
    stored = {other: said for other, said in SETTINGS.to_json().items() if other != key}

    assert getattr(SendingSettings.from_json(stored), name) == value


def test_the_sender_s_domain_is_that_of_the_address():
    """Message-IDs and the envelope sender are below it."""
    assert SETTINGS.sender_domain == "lists.example.org"
