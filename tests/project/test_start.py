"""A command starts with what it needs: names and help lines cost no import, libraries wait for their use."""

import os
import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.cli.lazy import LazyCommand, LazyGroup

DATABASE = {"sqlalchemy", "alembic"}
QUEUE = {"celery", "kombu", "redis"}
SERVERS = {"litestar", "uvicorn", "uvloop", "aiosmtpd"}
SETTINGS = {"pydantic_settings"}  # not pydantic: Typer reads words with it
CONTENT = {
    "markdown_it",
    "jinja2",
    "babel",
    "bs4",
    "mjml",
    "css_inline",
    "rapidfuzz",
    "regex",
    "yaml",
    "icu4py",
}
SCREEN = {"rich"}
KEYS = {"cryptography"}
HEAVY = DATABASE | QUEUE | SERVERS | SETTINGS | CONTENT | SCREEN | KEYS
FILES_ONLY = DATABASE | QUEUE | SERVERS | SETTINGS | KEYS | {"icu4py"}  # Gregorian dates, Latin digits

STARTS = [
    # words, what stays away
    (["--version"], HEAVY),
    (["--help"], HEAVY - SCREEN - {"markdown_it"}),  # rich shows help, and has Markdown in it
    (["init", "news"], FILES_ONLY),
    (["catalogue", "update"], FILES_ONLY | {"bs4", "mjml", "css_inline"}),
    (["catalogue", "compile"], FILES_ONLY | {"bs4", "mjml", "css_inline"}),
    (["article", "import", "-", "--language", "en", "--slug", "a"], FILES_ONLY | {"mjml", "css_inline"}),
    (["preview", "first-edition", "--locale", "en", "--out", "out"], FILES_ONLY),
    (["list", "show"], QUEUE | SERVERS | {"bs4", "mjml", "css_inline"}),
    (["campaign", "list"], QUEUE | SERVERS | {"bs4", "mjml", "css_inline"}),
]
ASK = """
import sys
sys.argv = ["newsletter", *sys.argv[1:]]
from newsletter.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("imported:", *{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""


@pytest.fixture
def newsroom(tmp_path):
    """A new newsroom in which no setting of the environment counts; gives (directory, environment)."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEWSLETTER_")}
    imported("init", "room", cwd=tmp_path, env=env)
    return tmp_path / "room", env


def imported(*words, cwd, env):
    """Run a command in a process of its own, and return the names of all packages that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *words],
        cwd=cwd,
        env=env,
        input=b"A text.",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return set(done.stderr.decode().rpartition("imported:")[2].split())


@pytest.mark.parametrize(("words", "away"), STARTS, ids=[" ".join(words[:2]) for words, _ in STARTS])
def test_a_command_waits_for_no_library_that_it_does_not_use(newsroom, words, away):
    """Whoever translates starts no Celery; whoever asks for help imports no command."""
    directory, env = newsroom

    assert imported(*words, cwd=directory, env=env) & away == set()


def groups(command, path="newsletter"):
    """Yield (words, group) for the root and every group below it."""
    if isinstance(command, TyperGroup):
        yield path, command
        for name, below in command.commands.items():
            yield from groups(below, f"{path} {name}")


LATER = [
    pytest.param(group, name, id=f"{path} {name}")
    for path, group in groups(typer.main.get_command(app))
    if isinstance(group, LazyGroup)
    for name in group.later
]


@pytest.mark.parametrize(("group", "name"), LATER)
def test_a_help_line_is_the_first_one_of_the_command_s_own(group, name):
    """What the list of commands says without an import is what the command says itself."""
    command = group.commands[name]

    assert group.later[name].help == command.help.partition("\n")[0]
    assert command.name == name


class Shop(LazyGroup):
    """A group with a command that waits, and one that does not exist."""

    later = {  # noqa: RUF012 -- as commands are listed
        "wait": LazyCommand("time:sleep", "Wait."),
        "tools": LazyCommand("newsletter.cli.processes:db", "The database's tables."),
        "gone": LazyCommand("newsletter.no_such_module:app", "Nothing."),
    }


def shop():
    """Return a command line with waiting commands and one that was added the ordinary way."""
    made = typer.Typer(cls=Shop)

    @made.command()
    def sell() -> None:
        """Sell something."""
        typer.echo("sold")

    @made.callback()
    def root() -> None:
        """Stand above."""

    return made


class TestALazyGroup:
    """Names first, modules when they are needed."""

    def test_the_list_of_commands_imports_none(self):
        """Even one whose module is broken has its line in the help."""
        said = CliRunner().invoke(shop(), ["--help"]).output

        assert [word in said for word in ("tools", "gone", "Nothing.", "sell")] == [True] * 4

    def test_a_command_added_the_ordinary_way_runs(self):
        """Both ways live side by side."""
        assert CliRunner().invoke(shop(), ["sell"]).output == "sold\n"

    def test_a_command_below_is_found(self):
        """The help of a lazy group's command is the command's own."""
        assert "Harmless to repeat" in CliRunner().invoke(shop(), ["tools", "upgrade", "--help"]).output

    def test_a_wrong_word_is_answered_with_the_nearest(self):
        """Names that wait are suggested too."""
        assert "Did you mean 'tools'" in CliRunner().invoke(shop(), ["tool"]).output

    def test_commands_can_be_taken_away_and_put_in(self):
        """As from any group of Typer."""
        group = typer.main.get_command(shop())
        sell = group.commands["sell"]
        del group.commands["gone"]
        group.add_command(sell, "again")

        assert list(group.commands) == ["sell", "wait", "tools", "again"]
        assert len(group.commands) == 4


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("newsletter cat", "catalogue"),
        ("newsletter campaign pa", "pause"),
        ("newsletter list show --j", "--json"),
    ],
)
def test_a_shell_completes_words(tmp_path, words, offered):
    """At the root without an import of a command, below it from the command's own options."""
    env = {
        **os.environ,
        "_NEWSLETTER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    ask = "from newsletter.cli.app import app; app(prog_name='newsletter')"
    done = subprocess.run([sys.executable, "-c", ask], env=env, capture_output=True, text=True, check=False)

    assert done.stdout.split() == [offered], done.stderr
