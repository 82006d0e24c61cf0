"""With a relay that delivers, commands refuse what is not fit for the world, and say what to set."""

import re

import pytest
from typer.testing import CliRunner

from newsletter.cli import main
from newsletter.cli.app import app
from newsletter.cli.up import destination_line
from newsletter.wiring import Installation
from newsletter.wiring.embedded import embedded_plan
from newsletter.wiring.settings import Settings

RELAY = "smtp://127.0.0.1:1"


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A new newsroom with a published edition and a campaign, and a relay named only then; we stand in it."""
    for name in ("NEWSROOM", "DATABASE_URL", "SECRET", "SMTP_URL", "PUBLIC_URL", "BROKER_URL"):
        monkeypatch.delenv(f"NEWSLETTER_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    run("init", "news", "--languages", "en")
    monkeypatch.chdir(tmp_path / "news")
    run("list", "create", "members")
    run("publish", "first-edition")
    run("campaign", "create", "first-edition")
    monkeypatch.setenv("NEWSLETTER_SMTP_URL", RELAY)
    return tmp_path / "news"


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as a person would; return (exit code, standard error)."""
    monkeypatch.setattr("sys.argv", ["newsletter", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["publish first-edition", "campaign send 1", "campaign send 1 --at 2099-01-01T09:00"]
)
def test_publishing_and_sending_tell_everything_that_is_to_be_mended(newsroom, capsys, monkeypatch, command):
    """A relay on this machine delivers too."""
    code, said = refused(capsys, monkeypatch, *command.split())

    assert code == 2
    for key in ("NEWSLETTER_SMTP_URL", "NEWSLETTER_PUBLIC_URL", "[sender]", "website", "postal_address"):
        assert key in said


@pytest.mark.parametrize("command", ["worker", "up"])
def test_what_sends_does_not_start(newsroom, capsys, monkeypatch, command):
    """The installation is wrong, whatever is published."""
    code, said = refused(capsys, monkeypatch, command)

    assert code == 78
    assert "Set NEWSLETTER_PUBLIC_URL" in said


def test_what_is_mended_is_published(newsroom, monkeypatch):
    """With an address of one's own, a sender, a website and a place."""
    settings = newsroom / "newsroom.toml"
    text = re.sub(r"(www\.)?example\.org", "polycentra.city", settings.read_text(encoding="utf-8"))
    text = text.replace("Street and number, postcode and city, country", "Main Street 1, Barcelona")
    settings.write_text(text, encoding="utf-8")
    monkeypatch.setenv("NEWSLETTER_PUBLIC_URL", "https://news.polycentra.city")

    assert "open" in run("publish", "first-edition")


def test_a_rehearsal_takes_everything(newsroom, monkeypatch):
    """Somebody says in the relay's own URL that it delivers nothing."""
    monkeypatch.setenv("NEWSLETTER_SMTP_URL", f"{RELAY}?rehearsal=yes")

    assert "open" in run("publish", "first-edition")


@pytest.mark.parametrize(
    ("smtp_url", "words"),
    [
        (None, "Mail goes to the local inbox: http://127.0.0.1:8025"),
        (
            "smtps://u:hidden@mail.polycentra.city",
            "Mail goes to mail.polycentra.city:465 — [bold]real mail[/].",
        ),
        ("smtp://127.0.0.1", "Mail goes to 127.0.0.1:25 — [bold]real mail[/]."),
        ("smtp://127.0.0.1:1025?rehearsal=yes", "a rehearsal, which delivers nothing"),
    ],
)
def test_up_says_where_mail_goes(tmp_path, smtp_url, words):
    """Whether people get it is the first thing to know; the password is no part of it."""
    installation = Installation(
        settings=Settings(state_dir=tmp_path, smtp_url=smtp_url), newsroom_folder=None
    )
    line = destination_line(installation, embedded_plan(installation))

    assert words in line
    assert "hidden" not in line
