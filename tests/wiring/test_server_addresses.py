"""Three settings are addresses with passwords: each wrong one is told in a sentence that shows none of it."""

import subprocess
import sys
import traceback
from urllib.parse import quote

import pytest
from celery import Celery

from newsletter.broker.broker_url import parse_broker_url
from newsletter.database.database import open_database
from newsletter.errors import NewsletterError, SettingsError, UnavailableError
from newsletter.server_url import url_without_password
from newsletter.smtp.relay import Relay
from newsletter.wiring import Installation
from newsletter.wiring.settings import Settings

HARD = "s/e@c:r#e?t%5[x]&= ;\\'\"é"
NOBODY_THERE = "127.0.0.1:1"


def use(name, url):
    """Use a setting as the commands do that need it."""
    found = Installation(settings=Settings(**{name: url}), newsroom_folder=None)
    if name == "database_url":
        found.open_database().close()
    elif name == "broker_url":
        found.require_broker()
    else:
        assert found.relay


MALFORMED = {
    "empty": "",
    "a blank": " ",
    "a word": "cret",
    "no scheme": "u:cret@host:1",
    "an unknown scheme": "gopher://u:cret@host/0",
    "a scheme alone": "{scheme}:",
    "a port that is no number": "{scheme}://u:cret@host:cret/0",
    "a port too high": "{scheme}://u:cret@host:99999/0",
    "port nought": "{scheme}://u:cret@host:0/0",
    "a bracket too few": "{scheme}://u:cret@[::1/0",
    "a blank in the host": "{scheme}://u:cret@ho st/0",
    "a blank before": " {scheme}://u:cret@host/0",
    "a line end behind": "{scheme}://u:cret@host/0\n",
    "a NUL": "{scheme}://u:cr\0cret@host/0",
    "a direction mark": "{scheme}://u:cr\u202ecret@host/0",
    "an unknown parameter": "{scheme}://u:cret@127.0.0.1:1/0?cret=cret",
    "a solidus, then an @": "{scheme}://u:cr/cret@cret@host/0",
    "digits and a solidus": "{scheme}://u:12/cret@host@/0",
    "an @, then a question mark": "{scheme}://u:a@b?cret@host/0",
    "an @, then a number sign": "{scheme}://u:a@cret#cret@host/0",
    "a full-width at": "{scheme}://u:a@b\uff20cret/cret@host/0",
}
SCHEMES = {"database_url": "postgresql", "broker_url": "redis", "smtp_url": "smtps"}


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("url", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_address_is_one_sentence_that_names_its_setting(name, url):
    """Neither the text nor a traceback that somebody prints holds a part of the password."""
    with pytest.raises(SettingsError, match=f"NEWSLETTER_{name.upper()}") as caught:
        use(name, url.format(scheme=SCHEMES[name]))

    printed = f"{''.join(traceback.format_exception(caught.value))[len('Traceback') :]}{caught.value!r}"
    said = [line for line in printed.splitlines() if "NEWSLETTER_" in line or "Error" in line]
    assert "\n" not in str(caught.value)
    assert not [line for line in said if "cret" in line]


MORE = {
    "smtp_url": [
        "smtp://",
        "smtp://h/cret",
        "smtp://:cret@h",
        "smtp://u:12?cret@host",
        "smtp://a..b",
        f"smtp://{'x' * 64}",
        "redis://h",
    ],
    "broker_url": [
        "redis://",
        "redis:///0",
        "redis://:cret@/0",
        "redis://h/cret",
        "redis://a/0;redis://b/0",
        "redis://h/0?timeout=1",
        "rediss://h/0?ssl_cert_reqs=perhaps",
        "redis+socket://",
        "redis+socket:///x?virtual_host=cret",
        "sentinel://h",
        "amqp://u:cret@h",
        "memory://",
    ],
    "database_url": [
        "mysql://u:cret@h/x",
        "sqlite://cret/x",
        "sqlite://u:cret@h/x",
        "postgresql://h/x?port=cret",
        "postgresql://u:cret@127.0.0.1:1/x?cret=1",
        "postgresql://u:p@cret@h/x",
    ],
}


@pytest.mark.parametrize(("name", "url"), [(name, url) for name, urls in MORE.items() for url in urls])
def test_what_only_one_of_them_can_have_wrong_is_told_too(name, url):
    """What its client library would stumble over, before it does."""
    with pytest.raises(SettingsError, match=f"NEWSLETTER_{name.upper()}") as caught:
        use(name, url)

    assert "cret" not in str(caught.value)


ESCAPED = quote(HARD, safe="")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("database_url", f"postgresql://u:{ESCAPED}@{NOBODY_THERE}/x"),
        ("database_url", f"postgresql://{NOBODY_THERE}/x?user=u&password={ESCAPED}"),
        ("broker_url", f"redis://u:{ESCAPED}@{NOBODY_THERE}/0"),
        ("broker_url", f"valkeys://:{ESCAPED}@{NOBODY_THERE}/0"),
    ],
)
def test_a_server_that_is_away_is_named_without_its_password(name, url):
    """Escaped, every sign may stand in one."""
    with pytest.raises(UnavailableError, match=NOBODY_THERE) as caught:
        use(name, url)

    printed = "".join(traceback.format_exception(caught.value))
    assert not [part for part in ("cret", ESCAPED, HARD) if part in str(caught.value)]
    assert ESCAPED not in printed.replace(url, "")


@pytest.mark.parametrize("sign", [*"/@:#?%[]&=+;, \\'\"é"])
def test_every_sign_may_stand_escaped_in_a_password(sign):
    """The relay and the broker get what was meant."""
    password = f"se{sign}cret"
    escaped = quote(password, safe="")

    assert Relay.parse(f"smtps://u:{escaped}@h").password == password
    with Celery(broker=parse_broker_url(f"redis://u:{escaped}@h/0")).connection_for_write() as connection:
        assert (connection.password, connection.hostname) == (password, "h")


@pytest.mark.parametrize("sign", "/@:#?%[]")
@pytest.mark.parametrize("name", SCHEMES)
def test_a_sign_that_is_not_escaped_is_understood_or_explained(name, sign):
    """Never is part of the password taken for a place and shown."""
    url = f"{SCHEMES[name]}://u:se{sign}cret@{NOBODY_THERE}" + ("" if name == "smtp_url" else "/0")
    caught = None
    try:
        use(name, url)
    except NewsletterError as error:
        caught = error

    assert "cret" not in str(caught)
    assert caught is None or isinstance(caught, UnavailableError) or "%40" in str(caught)


@pytest.mark.parametrize(
    ("url", "understood"),
    [
        ("valkey://h:1/2", "redis://h:1/2"),
        ("valkeys://u:p@h/0", "rediss://u:p@h/0"),
        ("valkey+socket:///run/valkey.sock?virtual_host=1", "redis+socket:///run/valkey.sock?virtual_host=1"),
        ("redis://:p@ss@h/0", "redis://:p%40ss@h/0"),
        ("redis://[::1]:6379/0", "redis://[::1]:6379/0"),
        ("redis://h", "redis://h"),
    ],
)
def test_valkey_is_redis_by_another_name(url, understood):
    """Celery's client library knows the older name only."""
    assert parse_broker_url(url) == understood


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://user:word@host:6379/0", "redis://user:***@host:6379/0"),
        ("redis+socket:///x/valkey.sock?virtual_host=0", "redis+socket:///x/valkey.sock?virtual_host=0"),
        ("redis://word@host/0", "redis://***@host/0"),
        ("redis://:wo@rd@host/0", "redis://:***@host/0"),
        ("postgresql://u@/x?host=/run/pg&password=word", "postgresql://***@/x?host=/run/pg"),
        ("sqlite:////var/x.sqlite3", "sqlite:////var/x.sqlite3"),
    ],
)
def test_a_password_is_never_shown(url, shown):
    """In no error and in no log."""
    assert url_without_password(url) == shown


def test_no_repr_holds_a_password():
    """Of settings, of the installation, of what talks to a server: they stand in tracebacks of debuggers."""
    word = "cretword"
    urls = {name: f"{scheme}://u:{word}@h/0" for name, scheme in SCHEMES.items()}
    found = Installation(settings=Settings(**urls, secret=word * 8), newsroom_folder=None)

    assert word not in f"{found} {found!r} {found.settings!r} {found.workers!r}"
    assert word not in repr(Relay.parse(f"smtps://u:{word}@h"))


@pytest.mark.parametrize("command", ["worker", "beat"])
def test_a_process_does_not_start_with_an_address_that_cannot_be_used(command, tmp_path):
    """It would find out with the first mail, and say so in a log only."""
    environment = {
        "NEWSLETTER_STATE_DIR": str(tmp_path),
        "NEWSLETTER_BROKER_URL": "redis://u:se/cret@h/0",
    }
    done = subprocess.run(
        [sys.executable, "-m", "newsletter", command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == SettingsError.exit_code
    assert "NEWSLETTER_BROKER_URL" in done.stderr
    assert not [word for word in ("Traceback", "cret") if word in done.stderr]


def test_a_database_with_a_password_among_the_parameters_hides_it():
    """Where libpq takes one as well."""
    with pytest.raises(UnavailableError) as caught:
        open_database(f"postgresql://{NOBODY_THERE}/x?user=u&password=cretword&connect_timeout=1")

    assert "cretword" not in str(caught.value)
