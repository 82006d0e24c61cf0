"""When campaigns leave, on the command line: by the newsroom's clock, and never by a slip of the finger."""

import json

import pytest
from typer.testing import CliRunner

from given import SETTINGS, given_list, given_members, given_revision, people
from newsletter.campaigns import campaigns
from newsletter.cli import main
from newsletter.cli.app import app
from newsletter.database.database import open_database
from newsletter.local.supervisor.supervisor import Supervisor
from newsletter.local.supervisor.valkey import embedded_valkey

LEAVES = "It leaves on Wednesday, 1 July 2099, 09:00 Europe/Madrid (07:00 UTC)."


@pytest.fixture(scope="module")
def broker_url(tmp_path_factory):
    """A broker that answers."""
    work = tmp_path_factory.mktemp("broker")
    valkey = embedded_valkey(work / "valkey")
    broker = Supervisor([valkey.service], run_dir=work / "run", log_dir=work / "log", on_event=lambda _: None)
    broker.start()
    yield valkey.broker_url
    broker.stop()


@pytest.fixture
def database(sqlite_url, broker_url, monkeypatch, tmp_path, clock):
    """A campaign in draft, published by a newsroom in Madrid; we have its database and no newsroom."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSLETTER_NEWSROOM", raising=False)
    monkeypatch.setenv("NEWSLETTER_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("NEWSLETTER_BROKER_URL", broker_url)
    monkeypatch.setitem(SETTINGS, "timezone", "Europe/Madrid")
    opened = open_database(sqlite_url)
    given_members(opened, given_list(opened, clock.now), people(1, "en"), clock.now)
    given_revision(opened, clock.now, "en")
    campaigns.create(opened, "first", list_name="members", now=clock.now)
    yield opened
    opened.close()


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as wrong usage, and return what it said."""
    monkeypatch.setattr("sys.argv", ["newsletter", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_a_scheduled_campaign_says_when_it_leaves(database):
    """When it is scheduled, in its status, and in the list of all."""
    assert LEAVES in run("campaign", "send", "1", "--at", "2099-07-01T09:00")
    assert LEAVES in run("campaign", "status", "1")
    assert "Wednesday, 1 July 2099, 09:00 Europe/Madrid (07:00 UTC)" in run("campaign", "list")


def test_machines_get_it_with_its_offset(database):
    """The same everywhere."""
    said = json.loads(run("campaign", "send", "1", "--at", "2099-07-01T07:00Z", "--json"))

    assert (said["state"], said["release_at"]) == ("scheduled", "2099-07-01T09:00:00+02:00")
    assert json.loads(run("campaign", "list", "--json"))[0]["release_at"] == said["release_at"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2020-01-01T09:00", "Wednesday, 1 January 2020, 09:00 Europe/Madrid (08:00 UTC) is over"),
        ("2020-01-01T09:00 Asia/Tokyo", "Wednesday, 1 January 2020, 09:00 Asia/Tokyo (00:00 UTC) is over"),
        ("2099-07-01", "Name the hour too: 2099-07-01T09:00"),
        ("now", "For now, leave --at out"),
        ("", "is no time"),
        ("2099-07-01T09:00 Madrid", "did you mean Europe/Madrid"),
        ("2030-03-31T02:30", "clocks are put forward over it"),
        ("2030-10-27T02:30", "2030-10-27T02:30+02:00 or 2030-10-27T02:30+01:00"),
    ],
)
@pytest.mark.parametrize(
    ("option", "command"),
    [
        ("--at", ["campaign", "send", "1"]),
        ("--hold-until", ["campaign", "create", "first", "--list", "members", "--not-ready", "hold"]),
    ],
)
def test_a_wrong_time_is_refused_and_nothing_leaves(
    database, capsys, monkeypatch, command, option, at, words
):
    """The same words for both options; the campaign is still a draft, and there is no other."""
    said = refused(capsys, monkeypatch, *command, option, at)

    assert words.replace("leave --at out", "" if option == "--hold-until" else "leave --at out") in said
    assert option in said
    assert [one.state for one in campaigns.all_campaigns(database)] == ["draft"]


def test_a_deadline_is_by_the_newsroom_s_clock_too(database):
    """And shown so."""
    said = run("campaign", "create", "first", "--list", "members", "--not-ready", "hold",
               "--hold-until", "2099-07-01T09:00", "--json")  # fmt: skip

    assert json.loads(said)["hold_until"] == "2099-07-01T09:00:00+02:00"
