"""Settings: from the environment, from files, or the embedded default; and what is chosen by them."""

import os

import pytest

from newsletter.errors import SettingsError
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.wiring import Installation, load_installation
from newsletter.wiring.embedded import embedded_plan
from newsletter.wiring.settings import Settings, read_settings

SECRET = "x" * 40


@pytest.fixture
def environment(monkeypatch):
    """An environment without any setting of ours."""
    for name in [name for name in os.environ if name.startswith("NEWSLETTER_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def installed(tmp_path, **settings):
    """Return an installation in a directory."""
    return Installation(settings=Settings(state_dir=tmp_path, **settings), newsroom_folder=None)


def test_a_file_may_hold_a_value(environment, tmp_path):
    """As Docker and Kubernetes hand out secrets; the last line end is not part of it."""
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    environment.setenv("NEWSLETTER_SECRET_FILE", str(tmp_path / "secret"))

    assert read_settings().secret.get_secret_value() == SECRET


def test_the_environment_wins_over_a_file(environment, tmp_path):
    """The nearer word counts."""
    (tmp_path / "port").write_text("1", encoding="utf-8")
    environment.setenv("NEWSLETTER_WEB_PORT_FILE", str(tmp_path / "port"))
    environment.setenv("NEWSLETTER_WEB_PORT", "2")

    assert read_settings().web_port == 2


def test_a_file_that_cannot_be_read_is_named(environment, tmp_path):
    """With the setting that names it."""
    environment.setenv("NEWSLETTER_SECRET_FILE", str(tmp_path / "gone"))

    with pytest.raises(SettingsError, match="NEWSLETTER_SECRET_FILE"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEB_PORT", "0"),
        ("WEB_PORT", "x"),
        ("PUBLIC_URL", "ftp://x.example"),
        ("PUBLIC_URL", "https://x.example/?a=b"),
        ("PUBLIC_URL", "https://bücher.example"),
        ("SECRET", "short-one"),
        ("WORKER_PROCESSES", "0"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(environment, name, value):
    """It might be a secret."""
    environment.setenv(f"NEWSLETTER_{name}", value)

    with pytest.raises(SettingsError, match=f"NEWSLETTER_{name}") as caught:
        read_settings()

    assert "short-one" not in str(caught.value)


def test_all_wrong_values_are_told_at_once(environment):
    """Start-up stops once, not three times."""
    environment.setenv("NEWSLETTER_WEB_PORT", "x")
    environment.setenv("NEWSLETTER_WORKER_PROCESSES", "x")

    with pytest.raises(SettingsError) as caught:
        read_settings()

    assert len(str(caught.value).splitlines()) == 2


class TestTheEmbeddedDefault:
    """What is chosen where nobody chose."""

    def test_everything_lies_in_the_state_directory(self, environment, tmp_path):
        """Database, broker's socket, secret."""
        found = installed(tmp_path)

        assert found.database_url == f"sqlite:///{tmp_path}/newsletter.sqlite3"
        assert found.broker_url.startswith("redis+socket://")
        assert (found.smtp_url, found.public_url) == ("smtp://127.0.0.1:2525", "http://127.0.0.1:8000")
        assert found.keys == found.keys
        assert (tmp_path / "secret").exists()

    def test_the_state_directory_is_that_of_the_newsroom(self, environment, tmp_path):
        """`var`, beside the files that people write."""
        found = Installation(settings=Settings(), newsroom_folder=NewsroomFolder(tmp_path))

        assert found.state_dir == tmp_path / "var"

    def test_without_a_newsroom_the_way_to_one_is_told(self, environment):
        """Nobody wants a database in a directory by chance."""
        with pytest.raises(SettingsError, match="newsletter init"):
            _ = Installation(settings=Settings(), newsroom_folder=None).state_dir

    def test_its_database_is_made_as_soon_as_it_is_needed(self, environment, tmp_path):
        """No upgrade command for who just tries it out."""
        with installed(tmp_path / "new").database() as database:
            assert not database.is_postgresql


def test_secrets_are_for_signing_and_for_reading(environment, tmp_path):
    """The present one signs, both verify."""
    found = installed(tmp_path, secret=SECRET, previous_secret="y" * 40)

    assert len(found.keys.links) == 2
    assert found.keys.links[1] == installed(tmp_path, secret="y" * 40).keys.links[0]


def test_own_servers_are_used_where_they_are_named(environment, tmp_path):
    """And then `newsletter up` runs neither broker nor inbox."""
    found = installed(
        tmp_path,
        broker_url="redis://h:6379/0",
        smtp_url="smtp://127.0.0.1:26",
        public_url="https://n.example/x/",
    )
    plan = embedded_plan(found)

    assert (found.broker_url, found.relay.port, found.public_url) == (
        "redis://h:6379/0",
        26,
        "https://n.example/x",
    )
    assert (plan.has_broker, plan.inbox) == (False, None)


@pytest.mark.parametrize(
    ("smtp_url", "world_url"),
    [
        (None, None),
        ("smtp://mail.polycentra.city", "http://127.0.0.1:8000"),
        ("smtp://127.0.0.1:25", "http://127.0.0.1:8000"),
        ("smtp://inbox:1025?tls=none&rehearsal=yes", None),
    ],
)
def test_mail_goes_to_the_world_where_a_relay_is_named(environment, tmp_path, smtp_url, world_url):
    """Be it on this machine; unless its URL says that it delivers nothing."""
    found = installed(tmp_path, smtp_url=smtp_url)

    assert found.world_url == world_url
    assert (embedded_plan(found).inbox is None) is bool(smtp_url)


def test_a_directory_that_is_no_newsroom_is_refused(environment, tmp_path):
    """Named wrongly is told rightly."""
    with pytest.raises(SettingsError, match="is no newsroom"):
        load_installation(tmp_path)
