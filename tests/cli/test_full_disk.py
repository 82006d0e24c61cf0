"""A full disk or a read-only file ends a command with a sentence and an exit code, never a traceback."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from newsletter.cli.app import app
from newsletter.errors import DatabaseUnavailableError, FileAccessError

_FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not _FULL.exists(), reason="only Linux has a device that is always full")


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """A newsroom with a list, a campaign and its database; we stand in it."""
    for name in [name for name in os.environ if name.startswith("NEWSLETTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    for line in (
        "init news --languages en,fr",
        "--newsroom news publish first-edition",
        "--newsroom news list create members",
        "--newsroom news campaign create first-edition --list members",
    ):
        done = CliRunner().invoke(app, line.split(), catch_exceptions=False)
        assert done.exit_code == 0, done.output
    monkeypatch.chdir(tmp_path / "news")
    return tmp_path / "news"


def run(*words, url=None, **more):
    """Run a command as a process of its own."""
    environment = os.environ | ({"NEWSLETTER_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-m", "newsletter", *words]
    return subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, check=False, **more)


WRITING = [
    ("campaign", "cancel", "1"),
    ("list", "create", "press"),
    ("campaign", "create", "first-edition", "--list", "members"),
    ("publish", "first-edition"),
    ("db", "upgrade"),
]


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_command_on_a_read_only_database(newsroom, command):
    """Also one that only would have to write."""
    file = newsroom / "var" / "newsletter.sqlite3"
    done = run(*command, url=f"sqlite:///file:{file}?mode=ro&uri=true", stdout=subprocess.DEVNULL)

    if done.returncode:
        assert done.returncode == DatabaseUnavailableError.exit_code
        assert done.stderr.startswith("error: The database cannot be written")
        assert done.stderr.count("\n") == 1
    else:
        assert command[0] in ("publish", "db")  # nothing was new, so nothing was written


def test_a_command_on_a_database_that_is_no_database(newsroom):
    """Every command opens it first."""
    file = newsroom / "var" / "newsletter.sqlite3"
    sqlite3.connect(file).close()
    file.write_bytes(b"\1" * 8192)

    for command in [
        *WRITING,
        ("campaign", "list"),
        ("campaign", "status", "1"),
        ("member", "import", "x", "--to", "y"),
    ]:
        done = run(*command, stdout=subprocess.DEVNULL)
        assert done.returncode == DatabaseUnavailableError.exit_code or command[0] == "member"
        assert "Traceback" not in done.stderr


@needs_full
@pytest.mark.parametrize(
    "command",
    [("campaign", "list"), ("campaign", "status", "1", "--json"), ("--help",), ("--version",)],
    ids=" ".join,
)
def test_an_output_that_is_full(newsroom, command):
    """It is told where it can still be read."""
    with _FULL.open("w") as full:
        done = run(*command, stdout=full)

    assert done.returncode == FileAccessError.exit_code
    assert done.stderr.startswith("error: A file, or what the output goes to: No space left on device.")
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_has_seen_enough(newsroom):
    """`newsletter campaign list | head -0`: nothing is said about it."""
    reading, writing = os.pipe()
    os.close(reading)
    done = run("campaign", "list", stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, "")


@needs_full
def test_a_file_that_is_written_on_a_full_disk(newsroom):
    """The system does not say which it was."""
    done = run("status", "first-edition", "--html", str(_FULL), stdout=subprocess.DEVNULL)

    assert done.returncode == FileAccessError.exit_code
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_larger_than_is_allowed(newsroom):
    """A quota, or a limit of the account; nothing half written is left in the newsroom."""
    limit = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); "
        "import sys; from newsletter.cli import main; "
        "sys.argv = ['newsletter', 'catalogue', 'update']; main()"
    )
    done = subprocess.run([sys.executable, "-c", limit], capture_output=True, text=True, check=False)

    assert done.returncode == FileAccessError.exit_code
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(newsroom.rglob("*.unfinished"))
