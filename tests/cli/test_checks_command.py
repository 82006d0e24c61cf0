"""`newsletter catalogue check` as a person and as a CI server meet it."""

import json
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.newsroom.create import init_example

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ARTICLE = "locales/fr/LC_MESSAGES/article-urban-heat.po"
FAULTY = HEADER + 'msgid "100%: {n}, {m}"\nmsgstr "100%: \\u001b {k},"\n'.replace("\\u001b", "\x1b")


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A copy of the example, and we stand in it; no setting of the environment counts."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_DATABASE_URL", "NEWSLETTER_SECRET"):
        monkeypatch.delenv(name, raising=False)
    folder = init_example(tmp_path / "newsroom")
    monkeypatch.chdir(folder.root)
    return folder.root


def check(*options):
    """Run the command; return (exit code, what it printed)."""
    done = CliRunner().invoke(app, ["catalogue", "check", *options], catch_exceptions=False)
    return done.exit_code, done.stdout


def break_one(newsroom, text=FAULTY):
    """Put faults into the French catalogue of an article."""
    (newsroom / ARTICLE).write_text(text, encoding="utf-8")


def test_good_translations_pass(newsroom):
    """Warnings are told and stop nothing, unless one is strict."""
    code, printed = check()

    assert code == 0
    assert "0 faults that block" in printed
    assert check("--strict")[0] == 1


def test_a_fault_is_one_line_with_place_check_and_remedy(newsroom):
    """An editor can jump there; the exit code is 1."""
    break_one(newsroom)

    code, printed = check("--locale", "fr")

    assert code == 1
    assert f"{ARTICLE}:3: [placeholders] {{m}} is missing. Copy placeholders exactly" in printed


def test_json_has_everything(newsroom):
    """Counts, findings, fixes."""
    break_one(newsroom)

    code, printed = check("--format", "json", "--edition", "2026-12")

    found = json.loads(printed)
    assert code == 1
    assert found["blocking"] == 3
    one = next(one for one in found["findings"] if one["check"] == "placeholders")
    assert (one["path"], one["line"], one["severity"], one["text"]) == (
        ARTICLE,
        3,
        "blocks",
        "100%: {n}, {m}",
    )


def test_junit_is_xml_with_a_suite_for_each_catalogue(newsroom):
    """What blocks is a failure; a warning passes and says so; where all is well one case says it."""
    break_one(newsroom)

    code, printed = check("--format", "junit")

    root = ET.fromstring(printed)
    suites = {suite.get("name"): suite for suite in root}
    assert code == 1
    assert len(suites) == 36
    assert suites[ARTICLE].get("failures") == "3"
    assert all(int(suite.get("tests")) == len(suite.findall("testcase")) for suite in root)
    assert root.get("failures") == str(len(root.findall(".//failure")))
    assert root.find(".//system-out") is not None


def test_github_gets_escaped_commands(newsroom):
    """Per cent, line ends, and in properties colon and comma; the path is below where one stands."""
    break_one(newsroom, HEADER + 'msgid "A"\nmsgstr "A <b 100%,\\n:>"\n')

    code, printed = check("--format", "github", "--locale", "fr")

    line = next(line for line in printed.splitlines() if "title=html" in line)
    assert code == 1
    assert line.startswith(f"::error file={ARTICLE},line=3,title=html%3A blocks::<b 100%25, :> is not in")


def test_github_paths_are_those_of_the_repository(newsroom, monkeypatch):
    """A newsroom may be a folder of it; from elsewhere, paths are those of the newsroom."""
    break_one(newsroom)
    monkeypatch.chdir(newsroom.parent)
    runner = CliRunner()

    inside = runner.invoke(app, ["--newsroom", "newsroom", "catalogue", "check", "--format", "github"])
    (newsroom.parent / "elsewhere").mkdir()
    monkeypatch.chdir(newsroom.parent / "elsewhere")
    outside = runner.invoke(app, ["--newsroom", "../newsroom", "catalogue", "check", "--format", "github"])

    assert f"file=newsroom/{ARTICLE}," in inside.stdout
    assert f"file={ARTICLE}," in outside.stdout


def test_a_catalogue_that_cannot_be_read_is_told_like_any_fault(newsroom):
    """And the others are still checked."""
    break_one(newsroom, 'msgid "x\n')

    code, printed = check()

    assert code == 1
    assert f"{ARTICLE}:1: [unreadable] " in printed
    assert "in 36 files" in printed


def test_fixes_are_told_and_written(newsroom):
    """A second run has nothing left."""
    break_one(newsroom, HEADER + 'msgid "A city"\nmsgstr " Une ville"\n')

    first, second = check("--fix", "--locale", "fr")[1], check("--fix", "--locale", "fr")[1]

    assert f"fixed {ARTICLE}:3: [outer-space] " in first
    assert "Mended 1. " in first
    assert "Mended" not in second


def test_nothing_that_steers_a_terminal_is_printed(newsroom):
    """A translation with an escape character shows it by name."""
    break_one(newsroom, HEADER + 'msgid "A"\nmsgstr "A <b \x1b[2J>"\n')

    printed = check("--locale", "fr")[1]

    assert "\x1b[2J" not in printed
    assert "\\u001b" in printed
