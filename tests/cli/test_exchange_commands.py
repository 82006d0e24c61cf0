"""`newsletter catalogue export` and `import` as a person uses them."""

import json

import pytest
from typer.testing import CliRunner

from newsletter.cli import main
from newsletter.cli.app import app


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A new newsroom with catalogues in French, and we stand in it."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DATABASE_URL", "NEWSLETTER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    run("init", "news", "--languages", "en,fr")
    monkeypatch.chdir(tmp_path / "news")
    run("catalogue", "update")
    return tmp_path / "news"


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def export(file_format, out, *more):
    """Export French."""
    return run("catalogue", "export", "--locale", "fr", "--format", file_format, "--out", out, *more)


@pytest.mark.parametrize("file_format", ["xliff-1.2", "xliff-2.1", "po"])
def test_out_and_in_again(newsroom, file_format):
    """The report says what was written, and what was taken."""
    assert "messages of 2 catalogues" in export(file_format, "fr.out")

    assert "article-first-article" in run("catalogue", "import", "fr.out", "--dry-run")


def test_a_translation_is_taken_and_a_stranger_refused(newsroom):
    """For a person as a table with reasons, for machines as JSON."""
    found = json.loads(export("xliff-1.2", "fr.xlf", "--json", "--edition", "first-edition"))
    assert (found["path"], found["locale"], len(found["domains"])) == ("fr.xlf", "fr", 2)
    file = newsroom / "fr.xlf"
    text = file.read_text(encoding="utf-8")
    text = text.replace('<target state="needs-translation"/>', '<target state="final">x [y]</target>', 1)
    stranger = '<trans-unit id="s"><source>Stranger</source><target>y</target></trans-unit></body>'
    file.write_text(text.replace("</body>", stranger, 1), encoding="utf-8")

    said = run("catalogue", "import", "fr.xlf", "--dry-run")
    assert "fr.xlf:" in said
    assert "is not in the catalogue" in said

    report = json.loads(run("catalogue", "import", "fr.xlf", "--locale", "fr", "--json"))
    edition = report["catalogues"][0]
    assert (edition["domain"], edition["taken"], edition["refused"]) == ("edition-first-edition", 1, 1)
    assert "Stranger" in edition["refusals"][0]["what"]
    assert "x [y]" in (newsroom / edition["path"]).read_text(encoding="utf-8")


def test_a_hostile_file_is_refused(newsroom, capsys, monkeypatch):
    """With the exit code of a faulty source, and the place."""
    (newsroom / "fr.xlf").write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["newsletter", "catalogue", "import", "fr.xlf"])

    with pytest.raises(SystemExit) as caught:
        main()

    assert caught.value.code == 65
    assert "fr.xlf:1" in capsys.readouterr().err
