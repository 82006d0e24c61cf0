"""The relay's URL says everything about it, and a wrong one is explained without repeating it."""

from pathlib import Path

import pytest

from newsletter.errors import SettingsError
from newsletter.smtp.relay import Relay, Tls

GOOD = {
    "smtp://127.0.0.1": {"host": "127.0.0.1", "port": 25, "tls": Tls.NONE, "user": None, "password": None},
    "smtp://localhost:1025/": {"host": "localhost", "port": 1025, "tls": Tls.NONE},
    "smtp://[::1]:1025": {"host": "::1", "tls": Tls.NONE, "address": "[::1]:1025"},
    "smtp://mail.example.org": {"port": 25, "tls": Tls.STARTTLS, "verify": True, "is_rehearsal": False},
    "smtp://mail.example.org?tls=none": {"tls": Tls.NONE, "address": "mail.example.org:25"},
    "smtp://127.0.0.1:587?tls=starttls&verify=no": {"tls": Tls.STARTTLS, "verify": False},
    "smtps://u:p%40%2F%3Aw@mail.example.org": {
        "port": 465,
        "tls": Tls.IMPLICIT,
        "user": "u",
        "password": "p@/:w",
    },
    "smtp://inbox:1025?tls=none&rehearsal=yes": {"is_rehearsal": True},
    "smtp://u@127.0.0.1?tls=none": {"user": "u", "password": ""},
    "smtp://127.0.0.1?connections=3&mails=20&ehlo=news.example.org": {
        "connections_count": 3,
        "mails_per_connection": 20,
        "ehlo_name": "news.example.org",
    },
    f"smtps://127.0.0.1?ca={__file__}": {"ca_file": Path(__file__)},
}


@pytest.mark.parametrize(("url", "expected"), GOOD.items())
def test_a_url_becomes_a_relay(url, expected):
    """Scheme, user, password, host, port and parameters mean what the module's docstring says."""
    relay = Relay.parse(url)

    assert {name: getattr(relay, name) for name in expected} == expected


BAD = {
    "": "form",
    "http://mail.example.org": "form",
    "mail.example.org:25": "form",
    "smtp://": "form",
    "smtp://u:se/cret@mail.example.org": "port or host|form",
    "smtp://u:se#cret@mail.example.org": "port or host|form",
    "smtp://mail.example.org:99999": "port",
    "smtp://mail.example.org:secret": "port",
    "smtp://[::1": "brackets",
    "smtp://h?timeout=3": "unknown parameter 'timeout'; known are tls, verify",
    "smtp://h?tls=maybe": "tls=none or tls=starttls",
    "smtps://h?tls=starttls": "beside smtps",
    "smtp://h?rehearsal=perhaps": "rehearsal=yes or rehearsal=no",
    "smtp://h?verify=perhaps": "verify=yes or verify=no",
    "smtp://h?verify=yes&verify=no": "twice",
    "smtp://h?ca=/nowhere/ca.pem": "does not exist",
    "smtp://h?connections=0": "above 0",
    "smtp://h?connections=two": "above 0",
    "smtp://h?mails=-1": "above 0",
    "smtp://h?ehlo=a%0d%0ab": "no host name",
    "smtp://h?ehlo=": "no host name",
    "smtp://u:secret@mail.example.org?tls=none": "password would travel in clear",
    "smtp://u:secret@127.0.0.1": "tls=none to allow",
}


@pytest.mark.parametrize(("url", "text"), BAD.items())
def test_a_wrong_url_is_explained(url, text):
    """The text says what is wrong and what to write, and never shows the password."""
    with pytest.raises(SettingsError, match=text) as caught:
        Relay.parse(url)

    assert "cret" not in str(caught.value)


def test_a_relays_password_is_not_shown():
    """A relay may stand in a log or a traceback."""
    assert "secret" not in repr(Relay.parse("smtps://u:secret@mail.example.org"))
