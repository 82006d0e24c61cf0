"""`catalogue suggest`, `catalogue draft` and `glossary …` as a person uses them."""

import json

import pytest
from typer.testing import CliRunner

from newsletter.cli import main
from newsletter.cli.app import app
from newsrooms_for_memory import given_newsroom
from servers.libretranslate import Server, serving

NEWS = "locales/fr/LC_MESSAGES/article-news.po"


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A newsroom with French catalogues, and we stand in it; no setting of the environment counts."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DRAFT_URL", "NEWSLETTER_DRAFT_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    folder = given_newsroom(tmp_path)
    monkeypatch.chdir(folder.root)
    return folder.root


def run(*arguments):
    """Run a command that must work; return what it printed, and what it said besides."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as a person would; return (exit code, standard error)."""
    monkeypatch.setattr("sys.argv", ["newsletter", *(str(one) for one in arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


class TestSuggest:
    """What was translated before."""

    def test_for_people(self, newsroom):
        """Where, how alike, from where."""
        said = run("catalogue", "suggest", "--locale", "fr").stdout
        assert f"{NEWS}:14" in said
        assert "97 %  Écrivez-nous !" in said
        assert "2 untranslated messages, 1 with suggestions." in said

    def test_filling(self, newsroom):
        """JSON names the files that changed."""
        found = json.loads(run("catalogue", "suggest", "--locale", "fr", "--fill", "--json").stdout)
        assert found["changed"] == [NEWS]
        assert [one["percent"] for one in found["messages"][0]["suggestions"]] == [97]
        assert (
            "Filled 0 of them, in 0 files." in run("catalogue", "suggest", "--locale", "fr", "--fill").stdout
        )

    def test_less(self, newsroom):
        """One edition, and only what is the same."""
        said = run("catalogue", "suggest", "--locale", "fr", "--edition", "may", "--at-least", 100).stdout
        assert "1 untranslated messages, 0 with suggestions." in said


class TestDraft:
    """First words by a machine."""

    def test_from_a_server(self, newsroom):
        """It is said where the texts go; what is left out is said, too."""
        with serving(Server()) as server:
            server.answers = [(200, {"translatedText": ["WRITE", "lost"]})]
            done = run("catalogue", "draft", "--locale", "fr", "--url", server.url)
            host = server.url.removeprefix("http://")
        assert f"Texts are sent to {host}" in done.stderr
        assert "1 of 2 messages drafted" in done.stdout
        assert "edition-may.po:5: the draft was dropped" in done.stdout
        assert "# Machine draft: LibreTranslate, sha256:" in (newsroom / NEWS).read_text(encoding="utf-8")

    def test_the_server_of_the_settings_gets_the_key(self, newsroom, monkeypatch):
        """Another one does not."""
        monkeypatch.setenv("NEWSLETTER_DRAFT_API_KEY", "hush")
        with serving(Server()) as ours, serving(Server()) as other:
            monkeypatch.setenv("NEWSLETTER_DRAFT_URL", ours.url)
            run("catalogue", "draft", "--locale", "fr", "--limit", 1, "--url", other.url)
            run("catalogue", "draft", "--locale", "fr", "--limit", 1, "--json")
        assert "api_key" not in other.asked[0][1]
        assert ours.asked[0][1]["api_key"] == "hush"

    def test_from_a_file(self, newsroom):
        """Nothing is sent, and nothing is said about it."""
        (newsroom / "agency.csv").write_text("source,target\nDear {name},x\n", encoding="utf-8")
        (newsroom / "agency.csv").write_text(
            'source,target\n"Dear {name},","Cher {name},"\n', encoding="utf-8"
        )
        done = run("catalogue", "draft", "--locale", "fr", "--from", "agency.csv")
        assert "1 of 2 messages drafted" in done.stdout
        assert "1 have no draft." in done.stdout
        assert done.stderr == ""

    def test_messages_that_count(self, newsroom):
        """They are left to people."""
        with (newsroom / NEWS).open("a", encoding="utf-8") as file:
            file.write('\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n')
        (newsroom / "d.csv").write_text("source,target\na,b\n", encoding="utf-8")
        assert "1 count something" in run("catalogue", "draft", "--locale", "fr", "--from", "d.csv").stdout

    def test_nobody_is_named(self, newsroom, capsys, monkeypatch):
        """The text says the three ways."""
        code, said = refused(capsys, monkeypatch, "catalogue", "draft", "--locale", "fr")
        assert code == 78
        assert "--from" in said
        assert "NEWSLETTER_DRAFT_URL" in said

    def test_a_server_that_is_not_there(self, newsroom, capsys, monkeypatch):
        """It is said how many drafts there are already."""
        with serving(Server()) as server:
            server.answers = [(500, {})]
            code, said = refused(
                capsys, monkeypatch, "catalogue", "draft", "--locale", "fr", "--url", server.url
            )
        assert code == 69
        assert "0 drafts were written before" in said

    def test_both(self, newsroom, capsys, monkeypatch):
        """A file or a server."""
        code, said = refused(
            capsys, monkeypatch, "catalogue", "draft", "--locale", "fr", "--url", "http://a", "--from", "b.po"
        )
        assert code == 2
        assert "not both" in said


class TestGlossary:
    """The newsroom's words."""

    CSV = "source,target,id\ncity,ville,1\ntram,,2\n,x,3\n"

    def test_importing_and_listing(self, newsroom):
        """What is added, what disagrees, what could not be used."""
        (newsroom / "a.csv").write_text(self.CSV, encoding="utf-8")
        assert (
            "1 terms would be added"
            in run("glossary", "import", "a.csv", "--locale", "fr", "--dry-run").stdout
        )
        said = run("glossary", "import", "a.csv", "--locale", "fr").stdout
        assert "1 terms added, 0 completed." in said
        assert "2 things could not be used:" in said

        (newsroom / "a.csv").write_text("source,target\ncity,cité\n", encoding="utf-8")
        found = json.loads(run("glossary", "import", "a.csv", "--locale", "fr", "--json").stdout)
        assert (found["changed"], len(found["conflicts"])) == (False, 1)

        assert json.loads(run("glossary", "list", "--json").stdout) == [
            {"term": "city", "keep": False, "note": "", "translations": {"fr": ["ville"]}}
        ]

    def test_listing_a_language(self, newsroom):
        """Kept terms are said in every language."""
        (newsroom / "glossary.csv").write_text(
            "term,keep,es,fr\ncity,no,ciudad,ville | cité\nC40,yes,,\nplaza,no,plaza,\n", encoding="utf-8"
        )
        said = run("glossary", "list", "--locale", "fr").stdout
        assert "fr: ville | cité" in said
        assert "kept" in said
        assert "plaza" not in said
        found = json.loads(run("glossary", "list", "--locale", "fr", "--json").stdout)
        assert [one["translations"] for one in found] == [{"fr": ["C40"]}, {"fr": ["ville", "cité"]}]

    def test_other_languages_are_told(self, newsroom):
        """They are left out."""
        (newsroom / "a.csv").write_text("term,de,fr\ncity,Stadt,ville\n", encoding="utf-8")
        assert "does not translate into them: de" in run("glossary", "import", "a.csv").stdout

    def test_a_file_that_is_not_there(self, newsroom, capsys, monkeypatch):
        """It is named."""
        code, said = refused(capsys, monkeypatch, "glossary", "import", "x.tbx")
        assert code == 2
        assert "x.tbx cannot be read" in said
