"""README shows what really happens: its commands work, its table is the demonstration's."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.newsroom.folder import NewsroomFolder

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
NEEDS_BROKER = ("newsletter up", "newsletter campaign send")
"""Shown in README, and run by tests/journeys/."""


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """A directory beside which README's newsroom is made, in an environment that says nothing."""
    for name in ("NEWSLETTER_NEWSROOM", "NEWSLETTER_STATE_DIR", "NEWSLETTER_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "checkout").mkdir()
    monkeypatch.chdir(tmp_path / "checkout")
    return tmp_path


def section(title):
    """Return the shell lines of one section of README, without their comments."""
    text = re.search(rf"^## {title}\n(.*?)(?=^## )", README, re.MULTILINE | re.DOTALL)[1]
    return [
        re.sub(r"  +#.*$", "", line).strip() for line in re.findall(r"^    (.+)$", text, flags=re.MULTILINE)
    ]


def test_a_newcomer_s_commands_work_in_the_order_shown(outside, monkeypatch):
    """From `init` to a campaign that waits to be sent; nothing is missing in between."""
    runner = CliRunner()
    for line in section("Your own newsroom"):
        program, *words = shlex.split(line)
        if program == "cd":
            monkeypatch.chdir(words[0])
            Path("page.html").write_text(
                "<h1>A congress</h1><p>It will be held in May.</p>", encoding="utf-8"
            )
        elif program == "printf":
            subprocess.run(["sh", "-c", line], check=True)
        elif program == "newsletter" and not line.startswith(NEEDS_BROKER):
            done = runner.invoke(app, words, catch_exceptions=False)
            assert done.exit_code == 0, (line, done.output)

    made = {path.relative_to(outside / "news").as_posix() for path in (outside / "news").rglob("*.*")}
    assert {"articles/congress.md", "locales/ar/LC_MESSAGES/edition-first-edition.po"} <= made
    assert {"var/newsletter.sqlite3", "var/preview/first-edition.en.html"} <= made


def test_the_table_of_the_demonstration_is_the_example_s():
    """Every language with the subject that its readers see, and as many members in all as the file has."""
    shown = dict(re.findall(r"^    ([a-z]{2,3}(?:-\w+)?) .*? \d+  (\S.*)$", README, re.MULTILINE))
    folder = NewsroomFolder(ROOT / "examples" / "metropolis")
    edition = folder.edition("2026-12")
    subjects = {
        str(locale): edition.subject
        if locale == edition.language
        else folder.catalogue(locale, "edition-2026-12").translation("subject", edition.subject)
        for locale in folder.newsroom().languages
    }
    members = len((folder.root / "members.csv").read_text(encoding="utf-8").splitlines()) - 1

    assert shown == subjects
    assert re.findall(r"^    all +(\d+) +(\d+) +(\d+)$", README, re.MULTILINE) == [(str(members),) * 3]


def leaves(command, path=()):
    """Yield (words, command) for every command that does something."""
    subcommands = getattr(command, "commands", None)
    if subcommands is None:
        yield path, command
    for name, subcommand in (subcommands or {}).items():
        yield from leaves(subcommand, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"),
    [pytest.param(*leaf, id=" ".join(leaf[0])) for leaf in leaves(typer.main.get_command(app))],
)
def test_a_command_s_help_ends_with_an_example_of_itself(path, command):
    """With options that it has, and everything that it requires."""
    _, _, example = (command.help or "").partition("Example: newsletter ")
    words = shlex.split(example)
    options = {word for word in words if word.startswith("--")}
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    required = {p.opts[0] for p in command.params if p.required and p.param_type_name == "option"}

    assert tuple(words[: len(path)]) == path
    assert required <= options <= known
