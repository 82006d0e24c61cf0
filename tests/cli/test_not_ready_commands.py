"""Policies for languages that are not ready, on the command line."""

import json

import pytest
from typer.testing import CliRunner

from given import given_list, given_members, given_revision, new_member
from newsletter.campaigns import campaigns
from newsletter.cli import main
from newsletter.cli import wait as following
from newsletter.cli.app import app
from newsletter.database.database import open_database


@pytest.fixture
def database(sqlite_url, monkeypatch, tmp_path, clock):
    """A database with an edition that is not ready in Arabic; the commands use it, far from any newsroom."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSLETTER_NEWSROOM", raising=False)
    monkeypatch.setenv("NEWSLETTER_DATABASE_URL", sqlite_url)
    # Nobody answers there: nudges are lost, and that costs nothing.
    monkeypatch.setenv("NEWSLETTER_BROKER_URL", "redis://127.0.0.1:1/0")
    opened = open_database(sqlite_url)
    readers = [
        new_member("ana@x.example", "ar"),
        new_member("ben@x.example", "es"),
        new_member("cy@x.example", "it"),
    ]
    given_members(opened, given_list(opened, clock.now), readers, clock.now)
    given_revision(opened, clock.now, "en", "es", shut=["ar"])
    yield opened
    opened.close()


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def as_json(*arguments):
    """Run a command that must work, and return the JSON that it printed."""
    return json.loads(run(*arguments, "--json"))


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as a person would; return (exit code, standard error)."""
    monkeypatch.setattr("sys.argv", ["newsletter", *(str(one) for one in arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


def create(*more):
    """Make a campaign."""
    return run("campaign", "create", "first", "--list", "members", *more)


class TestLists:
    """`list create`, `list set`, `list show`."""

    def test_a_list_says_what_becomes_of_them(self, database):
        """Until it says nothing again."""
        run("list", "create", "others", "--not-ready", "skip")
        assert "hold" in run("list", "set", "members", "--not-ready", "hold")
        found = {one["name"]: one["not_ready"] for one in as_json("list", "show")}
        assert found == {"members": "hold", "others": "skip"}
        assert "skip" in run("list", "show")

        assert "as the newsroom says" in run("list", "set", "others")

    def test_a_word_that_is_no_policy_is_refused_with_those_that_are(self, database):
        """By Typer, before anything is opened."""
        done = CliRunner().invoke(app, ["list", "set", "members", "--not-ready", "wait"])

        assert done.exit_code == 2
        assert "'block'" in done.output


class TestPlans:
    """`campaign create` and `campaign status` show what would happen."""

    @pytest.mark.parametrize(
        ("policy", "words"),
        [
            ("fallback", "get en (1)"),
            ("skip", "get nothing"),
            ("hold", "wait for it"),
            ("block", "block the campaign"),
        ],
    )
    def test_a_person_sees_what_becomes_of_whom(self, database, policy, words):
        """And why; the draft's status says the same."""
        said = create("--not-ready", policy)

        assert words in said
        assert "2 of 7 messages are not translated" in said
        assert "the edition is not offered in it" in said
        assert ("Blocked:" in said) is (policy == "block")
        assert words in run("campaign", "status", "1")

    def test_a_machine_sees_it_too(self, database):
        """Counts by language, and by what is unmet."""
        plan = as_json(
            "campaign", "create", "first", "--list", "members", "--not-ready", "hold",
            "--hold-until", "2099-01-01T00:00",
        )  # fmt: skip

        assert (plan["not_ready"], plan["hold_until"]) == ("hold", "2099-01-01T00:00:00+00:00")
        assert {one["locale"]: one["members"] for one in plan["languages"]} == {"en": 1, "es": 1}
        assert [(one["locale"], one["offered"], one["verdict"], one["gets"]) for one in plan["unmet"]] == [
            ("ar", True, "held", {}),
            ("it", False, "falls back", {"en": 1}),
        ]
        status, differs = as_json("campaign", "status", "1"), plan.pop("files_differ")
        assert (status["plan"], status["files_differ"]) == (plan, differs)
        assert "wait until Thursday, 1 January 2099, 00:00 UTC" in run("campaign", "status", "1")

    @pytest.mark.parametrize("text", ["soon", "9999-12-31T23:59-12:00", "2026-13-01"])
    def test_a_deadline_that_is_no_time(self, database, capsys, monkeypatch, text):
        """The error shows how to write one."""
        code, said = refused(capsys, monkeypatch, "campaign", "create", "first", "--hold-until", text)

        assert code == 2
        assert "T09:00" in said


class TestSending:
    """What a campaign that holds or blocks says of itself."""

    def test_following_ends_when_only_held_rows_are_left(self, database, clock):
        """And the status says who waits, and what to do."""
        create("--not-ready", "hold", "--hold-until", "2099-01-01T00:00")
        campaigns.send(database, 1, at=None, now=clock.now)
        with database.write() as db:
            db.exec_driver_sql("UPDATE delivery SET state = 'accepted' WHERE state = 'pending'")

        assert following.follow(lambda: campaigns.status(database, 1), quiet=True).busy_count == 0

        said = run("campaign", "status", "1")
        assert "Waiting for ar, which is not ready: 1 members." in said
        assert "newsletter publish first" in said
        assert "release-held 1 --fallback" in said
        assert "on Thursday, 1 January 2099, 00:00 UTC gets" in said
        assert as_json("campaign", "status", "1")["unmet"] == [
            {"locale": "ar", "held": 1, "skipped": 0, "gets": {}}
        ]

    def test_waiting_no_longer(self, database, clock):
        """For one language, or for any."""
        create("--not-ready", "hold")
        campaigns.send(database, 1, at=None, now=clock.now)

        assert as_json("campaign", "release-held", "1", "--locale", "ar", "--fallback") == {
            "released": 1,
            "skipped": 0,
            "held": {},
        }
        assert "In place of ar, which was not ready, members get: en (1)." in run("campaign", "status", "1")

    def test_waiting_no_longer_and_getting_nothing(self, database, clock):
        """The status counts them."""
        create("--not-ready", "hold")
        campaigns.send(database, 1, at=None, now=clock.now)

        assert "0 mails released, 1 skipped, 0 still held" in run("campaign", "release-held", "1", "--skip")
        assert "Left out, for ar was not ready: 1 members." in run("campaign", "status", "1")

    def test_it_has_to_be_said_what_they_get(self, database):
        """Neither is the default: one sends mail, the other denies it."""
        done = CliRunner().invoke(app, ["campaign", "release-held", "1"])

        assert done.exit_code == 2
        assert "--fallback" in done.output

    def test_nobody_waits(self, database, capsys, monkeypatch):
        """The error says where to look."""
        create("--not-ready", "hold")

        code, said = refused(capsys, monkeypatch, "campaign", "release-held", "1", "--skip")

        assert code == 2
        assert "newsletter campaign status 1" in said


class TestExplaining:
    """`gate explain`."""

    def test_a_member(self, database):
        """By number or address; the address is not repeated."""
        said = run("gate", "explain", "first", "--member", "ana@x.example", "--list", "members")

        assert "member 1 gets en, for ar is not ready" in said
        assert "2 of 7 messages are not translated" in said
        assert "ana@x.example" not in said

    def test_a_member_for_machines(self, database):
        """Every step with its locale."""
        told = as_json(
            "gate", "explain", "first", "--member", "1", "--list", "members", "--not-ready", "hold"
        )

        assert (told["verdict"], told["missing"], told["locale"]) == ("held", "ar", "en")
        assert [(step["locale"], step["ready"]) for step in told["steps"]] == [("ar", False), ("en", True)]

    def test_languages_without_a_newsroom(self, database):
        """By the newest revision."""
        told = as_json("gate", "explain", "first", "--languages", "it, es")

        assert (told["decided_by"], told["decision"]) == ("revision 1", "gets es")
        assert "none was told" in run("gate", "explain", "first", "--languages", "")

    @pytest.mark.parametrize("more", [[], ["--member", "1", "--languages", "fr"]])
    def test_one_of_both_has_to_be_named(self, database, more):
        """Neither says nothing, both say two things."""
        done = CliRunner().invoke(app, ["gate", "explain", "first", *more])

        assert done.exit_code == 2
        assert "either --member or --languages" in done.output


def test_languages_by_the_files_of_the_newsroom(tmp_path, monkeypatch):
    """Where there is a newsroom, no database is opened."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    run("init", "news", "--languages", "en,fr")
    monkeypatch.chdir(tmp_path / "news")

    told = as_json("gate", "explain", "first-edition", "--languages", "fr-CA,en")

    assert (told["decided_by"], told["missing"], told["locale"]) == ("the newsroom's files", "fr", "en")
    assert not list((tmp_path / "news").glob("var/*.sqlite3"))
