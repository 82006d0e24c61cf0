"""The command line as a person uses it: what it prints, what it refuses, what it leaves behind."""

import json
import re
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from newsletter.campaigns import campaigns
from newsletter.cli import main
from newsletter.cli.app import app
from newsletter.database.database import open_database

EDITION = """\
---
subject: Hello
preheader: Some words
greeting: Dear {name},
language: en
articles: [first-article]
lists: [members]
---
"""


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A new newsroom, and we stand in it; no setting of the environment counts."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DATABASE_URL", "NEWSLETTER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["newsletter"])
    run("init", "news", "--languages", "en,fr")
    monkeypatch.chdir(tmp_path / "news")
    return tmp_path / "news"


def run(*arguments, stdin=None):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as a person would; return (exit code, standard error)."""
    monkeypatch.setattr("sys.argv", ["newsletter", *(str(one) for one in arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


def _broken():
    """Fail as no command should."""
    raise OSError("out of wires")


class TestANewNewsroom:
    """`init` and what can be done at once."""

    def test_it_can_be_published_as_it_is(self, newsroom):
        """The first edition goes through the gate in its own language; French waits for translators."""
        assert "open" in run("publish", "first-edition")

        found = json.loads(run("publish", "first-edition", "--json"))
        gates = {one["locale"]: one["open"] for one in found["languages"]}
        assert (gates, found["new"]) == ({"en": True, "fr": False}, False)

    def test_a_directory_with_something_in_it_is_left_alone(self, newsroom, capsys, monkeypatch):
        """Nothing is overwritten."""
        code, said = refused(capsys, monkeypatch, "init", newsroom)

        assert code == 2
        assert "is not empty" in said

    def test_files_for_translators(self, newsroom):
        """`catalogue update` writes POT and PO files; a second run changes nothing."""
        first = json.loads(run("catalogue", "update", "--json"))
        second = json.loads(run("catalogue", "update", "--json"))

        assert {one["locale"] for one in first} == {"fr"}
        assert all(one["changed"] for one in first)
        assert not any(one["changed"] for one in second)
        assert (newsroom / "locales/article-first-article.pot").exists()

    def test_catalogues_are_compiled_beside_their_source(self, newsroom):
        """An MO file for every PO file."""
        run("catalogue", "update")
        said = run("catalogue", "compile")

        assert re.search(r"Compiled \d+ catalogues", said)
        assert len(list(newsroom.rglob("*.mo"))) == len(list(newsroom.rglob("*.po")))

    def test_a_preview_is_a_file_with_its_pictures(self, newsroom, tmp_path):
        """HTML and text, one per open language."""
        said = run("preview", "first-edition", "--out", tmp_path / "seen")

        assert "fr: shut" in said
        assert sorted(file.name for file in (tmp_path / "seen").iterdir()) == [
            "assets",
            "first-edition.en.html",
            "first-edition.en.txt",
        ]

    def test_an_import_reports_what_looks_broken(self, newsroom):
        """The article is written, the defects are listed."""
        text = "A title\n\n4 December 2019\n\nA whole sentence. See [here](#).\n"

        found = json.loads(
            run("article", "import", "-", "--language", "en", "--slug", "from-web", "--json", stdin=text)
        )

        assert found["path"] == "articles/from-web.md"
        assert any("#" in one["what"] for one in found["defects"])
        assert "2019-12-04" in (newsroom / "articles/from-web.md").read_text(encoding="utf-8")


class TestTheAudience:
    """Lists and members."""

    def test_members_come_from_a_file(self, newsroom):
        """The report counts new, known and left out."""
        (newsroom / "m.csv").write_text(
            "email,name,languages\na@x.example,Ana,fr en\nb@x.example,,\n", encoding="utf-8"
        )
        run("list", "create", "members", "--title", "Members")

        first = json.loads(run("member", "import", "m.csv", "--list", "members", "--json"))
        second = json.loads(run("member", "import", "m.csv", "--list", "members", "--json"))

        assert (first["new"], first["subscribed"]) == (2, 2)
        assert (second["new"], second["subscribed"], second["known"]) == (0, 0, 2)
        assert "2" in run("list", "show")

    def test_a_bad_row_stops_everything_unless_skipped(self, newsroom, capsys, monkeypatch):
        """By line, with the remedy; with --skip-bad the good rows are imported."""
        (newsroom / "m.csv").write_text("email\na@x.example\nnot an address\n", encoding="utf-8")
        run("list", "create", "members")

        code, said = refused(capsys, monkeypatch, "member", "import", "m.csv", "--list", "members")
        assert code == 65
        assert "m.csv:3" in said
        assert "--skip-bad" in said
        assert json.loads(run("list", "show", "--json"))[0]["members"] == 0

        run("member", "import", "m.csv", "--list", "members", "--skip-bad")
        assert json.loads(run("list", "show", "--json"))[0]["members"] == 1

    @pytest.mark.parametrize("name", ["Members", "a b", "../x", "-a", "", "ü", "a" * 64])
    def test_a_list_s_name_must_fit_into_its_list_id(self, newsroom, capsys, monkeypatch, name):
        """RFC 2919 has no room for anything else."""
        code, said = refused(capsys, monkeypatch, "list", "create", "--", name)

        assert code == 2
        assert "lower-case" in said

    def test_a_list_is_made_once(self, newsroom, capsys, monkeypatch):
        """The second time says so."""
        run("list", "create", "members")

        assert "already" in refused(capsys, monkeypatch, "list", "create", "members")[1]


class TestCampaigns:
    """From draft to cancelled, without a worker."""

    @pytest.fixture
    def campaign(self, newsroom):
        """A campaign in draft to one member."""
        (newsroom / "m.csv").write_text("email\na@x.example\n", encoding="utf-8")
        run("list", "create", "members")
        run("member", "import", "m.csv", "--list", "members")
        run("publish", "first-edition")
        return json.loads(run("campaign", "create", "first-edition", "--list", "members", "--json"))[
            "campaign"
        ]

    def test_the_plan_says_what_would_happen(self, campaign):
        """Nothing is sent by creating."""
        assert "Nothing is sent yet" in run("campaign", "create", "first-edition", "--list", "members")
        assert json.loads(run("campaign", "status", campaign, "--json"))["candidates"] == 0

    def test_without_a_broker_nothing_is_sent_and_nothing_half_done(self, campaign, capsys, monkeypatch):
        """The error names the remedy; the campaign is still a draft."""
        code, said = refused(capsys, monkeypatch, "campaign", "send", campaign)

        assert code == 69
        assert "newsletter up" in said
        assert json.loads(run("campaign", "status", campaign, "--json"))["state"] == "draft"

    def test_cancelling(self, campaign):
        """It stays in the list, cancelled."""
        assert "is cancelled" in run("campaign", "cancel", campaign)
        assert json.loads(run("campaign", "list", "--json"))[0]["state"] == "cancelled"

    def test_pausing_and_going_on(self, newsroom, campaign):
        """Without a broker, too: the next tick finds the work."""
        database = open_database(f"sqlite:///{newsroom / 'var' / 'newsletter.sqlite3'}")
        campaigns.send(database, campaign, at=None, now=datetime(2026, 11, 24, 9, tzinfo=UTC))
        database.close()

        assert "is paused" in run("campaign", "pause", campaign)
        assert "is sending" in run("campaign", "resume", campaign)

    def test_what_stops_a_campaign_tells_machines_too(self, newsroom, campaign):
        """The same facts as the sentence."""
        database = open_database(f"sqlite:///{newsroom / 'var' / 'newsletter.sqlite3'}")
        campaigns.send(database, campaign, at=None, now=datetime(2026, 11, 24, 9, tzinfo=UTC))
        database.close()

        said = [
            json.loads(run("campaign", verb, campaign, "--json")) for verb in ("pause", "resume", "cancel")
        ]

        assert [one["state"] for one in said] == ["paused", "sending", "cancelled"]
        assert said[-1]["skipped"] > 0

    @pytest.mark.parametrize("verb", ["pause", "resume"])
    def test_a_draft_can_be_neither_paused_nor_resumed(self, campaign, capsys, monkeypatch, verb):
        """The error says what it is."""
        assert "draft" in refused(capsys, monkeypatch, "campaign", verb, campaign)[1]

    def test_a_time_that_is_none_is_refused(self, campaign, capsys, monkeypatch):
        """With an example of one."""
        code, said = refused(capsys, monkeypatch, "campaign", "send", campaign, "--at", "tomorrow")

        assert code == 2
        assert "2026-12-01T09:00" in said


class TestRefusals:
    """What is wrong is said with file, line and remedy, and nothing is half done."""

    @pytest.mark.parametrize(
        ("path", "content", "words"),
        [
            ("articles/first-article.md", "no fence", "articles/first-article.md:1"),
            (
                "editions/first-edition.md",
                EDITION.replace("first-article", "gone"),
                "there is no article 'gone'",
            ),
            ("newsroom.toml", "name = oops", "newsroom.toml:1"),
            (
                "templates/mail/bulletin/mail.mjml",
                "<mjml><mj-body><mj-oops/></mj-body></mjml>",
                "templates/mail/bulletin/mail.mjml:1",
            ),
            ("templates/mail/bulletin/mail.mjml", "{% if %}", "templates/mail/bulletin/mail.mjml:1"),
            ("locales/fr/LC_MESSAGES/article-first-article.po", 'msgid "x', "article-first-article.po:1"),
            (
                "locales/fr/LC_MESSAGES/edition-first-edition.po",
                b"\xff".decode("latin-1"),
                "edition-first-edition.po:1",
            ),
        ],
    )
    def test_a_broken_file(self, newsroom, capsys, monkeypatch, path, content, words):
        """Publishing stops; there is no revision of it."""
        (newsroom / path).parent.mkdir(parents=True, exist_ok=True)
        (newsroom / path).write_text(content, encoding="utf-8")

        code, said = refused(capsys, monkeypatch, "publish", "first-edition")

        assert code == 65
        assert words in said

    def test_an_edition_that_there_is_not(self, newsroom, capsys, monkeypatch):
        """The error names those that there are."""
        assert "first-edition" in refused(capsys, monkeypatch, "publish", "other")[1]

    def test_outside_a_newsroom(self, tmp_path, capsys, monkeypatch):
        """The error says how to get into one."""
        monkeypatch.chdir(tmp_path)

        code, said = refused(capsys, monkeypatch, "publish", "x")

        assert code == 78
        assert "newsletter init" in said

    def test_a_newsroom_that_is_none(self, tmp_path, capsys, monkeypatch):
        """`--newsroom` is checked."""
        assert "no newsroom" in refused(capsys, monkeypatch, "--newsroom", tmp_path, "publish", "x")[1]

    def test_a_language_that_is_none(self, newsroom):
        """With an example of a tag."""
        done = CliRunner().invoke(
            app, ["article", "import", "-", "--language", "xx", "--slug", "a"], input="x"
        )

        assert done.exit_code == 2
        assert "such as fr" in done.output

    @pytest.mark.parametrize(("slug", "words"), [("A b", "slug"), ("first-article", "--force")])
    def test_a_slug_that_cannot_be_used(self, newsroom, capsys, monkeypatch, slug, words, tmp_path):
        """An article is never overwritten by accident."""
        (tmp_path / "x.txt").write_text("Title\n\nA sentence.\n", encoding="utf-8")

        assert (
            words
            in refused(
                capsys,
                monkeypatch,
                "article",
                "import",
                tmp_path / "x.txt",
                "--language",
                "en",
                "--slug",
                slug,
            )[1]
        )

    def test_a_file_that_is_not_there(self, newsroom, capsys, monkeypatch):
        """For articles and members alike."""
        assert (
            "cannot be read"
            in refused(capsys, monkeypatch, "article", "import", "gone", "--language", "en", "--slug", "a")[1]
        )
        run("list", "create", "members")
        assert (
            "cannot be read"
            in refused(capsys, monkeypatch, "member", "import", "gone", "--list", "members")[1]
        )

    @pytest.mark.parametrize(
        "command",
        [
            ("status", "first-edition", "--html", "nowhere/board.html"),
            ("status", "first-edition", "--html", "articles"),
            ("preview", "first-edition", "--out", "newsroom.toml"),
            ("pseudo", "first-edition", "--out", "newsroom.toml/below"),
        ],
        ids=" ".join,
    )
    def test_a_place_that_cannot_be_written_to(self, newsroom, capsys, monkeypatch, command):
        """It is told with what the operating system says of it."""
        code, said = refused(capsys, monkeypatch, *command)

        assert code == 74
        assert command[-1].partition("/")[0] in said
        assert "Name another place" in said

    @pytest.mark.parametrize("command", [("catalogue", "update"), ("publish", "first-edition")])
    def test_a_catalogue_that_is_no_file(self, newsroom, capsys, monkeypatch, command):
        """A folder of its name, or a file that may not be read, is named."""
        place = newsroom / "locales/fr/LC_MESSAGES/article-first-article.po"
        place.mkdir(parents=True)

        code, said = refused(capsys, monkeypatch, *command)

        assert (code, "article-first-article.po" in said) == (65, True)

    def test_an_error_of_the_system_that_names_no_file_is_a_bug(self, newsroom, monkeypatch):
        """It is not dressed up as something that a person could mend."""
        monkeypatch.setattr("newsletter.cli.app", _broken)

        with pytest.raises(OSError, match="out of wires"):
            main()

    def test_a_setting_that_is_wrong(self, newsroom, capsys, monkeypatch):
        """Named, and never repeated: it may be a secret."""
        monkeypatch.setenv("NEWSLETTER_SECRET", "short")

        code, said = refused(capsys, monkeypatch, "list", "show")

        assert code == 78
        assert "NEWSLETTER_SECRET" in said
        assert "short" not in said.replace("at least", "")


def test_a_database_of_one_s_own_is_upgraded_by_command_only(newsroom, capsys, monkeypatch, tmp_path):
    """A rolling start of many hosts has one owner of the schema."""
    monkeypatch.setenv("NEWSLETTER_DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    code, said = refused(capsys, monkeypatch, "list", "show")
    assert code == 78
    assert "newsletter db upgrade" in said

    assert "from empty to schema" in run("db", "upgrade")
    assert "already" in run("db", "upgrade")
    run("list", "show")


def test_the_version_is_told():
    """For bug reports."""
    assert re.fullmatch(r"newsletter \d+\.\d+\.\d+\n", run("--version"))


def test_every_command_has_help_with_an_example():
    """Nobody has to read a manual first."""

    def leaves(group, path=()):
        for command in group.registered_commands:
            yield (*path, command.name or command.callback.__name__), command.callback.__doc__
        for sub in group.registered_groups:
            yield from leaves(sub.typer_instance, (*path, sub.name or ""))

    assert [path for path, doc in leaves(app) if "Example: newsletter" not in (doc or "")] == []
