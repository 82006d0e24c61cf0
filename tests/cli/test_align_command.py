"""`newsletter catalogue align` as a person uses it."""

import json

import pytest
from typer.testing import CliRunner

from newsletter.cli import main
from newsletter.cli.app import app

ENGLISH = """\
---
title: City congress
summary: Forty cities met in Lima.
date: 2026-03-01
language: en
---

The congress began on 4 March.
"""
FRENCH = """\
---
title: Congrès des villes
description: Quarante villes se sont réunies à Lima.
lang: fr
---
Le congrès a commencé le 4 mars.
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A directory with two documents, and we stand in it."""
    monkeypatch.delenv("NEWSLETTER_NEWSROOM", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["newsletter"])
    (tmp_path / "en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "fr.md").write_text(FRENCH, encoding="utf-8")
    return tmp_path


def run(*arguments):
    """Run a command that must work, and return what it printed."""
    done = CliRunner().invoke(app, ["catalogue", "align", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(capsys, monkeypatch, *arguments):
    """Run a command that must be refused as a person would; return (exit code, standard error)."""
    monkeypatch.setattr("sys.argv", ["newsletter", "catalogue", "align", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    return caught.value.code, capsys.readouterr().err


def test_the_file_is_written_beside_the_translation(here):
    """Without a newsroom, and without being told where."""
    said = run("en.md", "fr.md", "--locale", "fr")

    assert "Wrote fr.po: 100% aligned." in said
    assert 'msgstr "Congrès des villes"' in (here / "fr.po").read_text(encoding="utf-8")
    assert "Nothing has changed in fr.po" in run("en.md", "fr.md", "--locale", "fr")


def test_what_a_person_must_look_at_is_listed(here):
    """Missing and left over, with their lines; long lists are cut, and say so."""
    (here / "fr.md").write_text(FRENCH.replace("lang: fr", "lang: de"), encoding="utf-8")
    with (here / "en.md").open("a", encoding="utf-8") as file:
        file.writelines(f"\n## Heading [{number}]\n" for number in range(25))
    said = run("en.md", "fr.md", "--locale", "fr")

    assert "To translate:" in said
    assert '"Heading [3]": the document has nothing for it.' in said
    assert "and 5 more; --json lists them all" in said


def test_machines_get_json(here):
    """All of the report, and nothing else, on standard output."""
    with (here / "en.md").open("a", encoding="utf-8") as file:
        file.write("\n## What comes next\n")
    found = json.loads(run("en.md", "fr.md", "--locale", "fr", "--out", "of/text.po", "--json"))

    assert (found["path"], found["missing"], found["aligned_share"]) == ("of/text.po", 1, 0.75)
    assert found["to_translate"] == [
        {"where": "en.md:10", "text": '"What comes next"', "why": "the document has nothing for it"}
    ]
    assert (here / "of/text.po").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.md", "fr.md", "--locale", "fr"), "none.md cannot be read"),
        (("en.md", "none.md", "--locale", "fr"), "none.md cannot be read"),
        (("en.md", "fr.md", "--locale", "en"), "is written in en itself"),
        (("en.md", "fr.md", "--locale", "klingon"), "klingon"),
    ],
)
def test_refusals_say_what_to_do(here, capsys, monkeypatch, arguments, said):
    """Where, what, and the next step."""
    code, told = refused(capsys, monkeypatch, *arguments)

    assert code == 2
    assert said in told


def test_an_article_of_the_newsroom_has_its_own_place(here, capsys, monkeypatch):
    """Its catalogue goes where translators look for it, and nowhere else."""
    CliRunner().invoke(app, ["init", "news", "--languages", "en,fr"], catch_exceptions=False)
    (here / "news/articles/congress.md").write_text(ENGLISH, encoding="utf-8")
    monkeypatch.chdir(here / "news")

    assert "article-congress.po" in run("articles/congress.md", "../fr.md", "--locale", "fr")
    code, told = refused(
        capsys, monkeypatch, "articles/congress.md", "../fr.md", "--locale", "fr", "--out", "x.po"
    )
    assert (code, "Leave --out and --language away" in told) == (2, True)
