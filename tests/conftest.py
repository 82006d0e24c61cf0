"""Fixtures of the whole suite: both databases, a clock that only the test moves."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from newsletter.database import migrate
from newsletter.database.database import Database, open_database
from servers.postgresql import Cluster, postgresql

# How long an example takes is the machine's affair, and what else it has to do.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_numbers = count(1)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def advance(self, **duration: float) -> datetime:
        """Move on (`seconds=5`, `hours=1`) and return the new time."""
        self.now += timedelta(**duration)
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock at 2026-11-24 09:00 UTC."""
    return Clock()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for this session, with an empty database `template` of the present schema."""
    with postgresql() as running:
        running.execute("CREATE DATABASE migrated")
        database = open_database(running.url("migrated"), may_lose_commits=True)
        migrate.upgrade(database)
        database.close()
        yield running


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory):
    """A SQLite file of the present schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrate.upgrade(database)
    database.close()
    return path


@pytest.fixture
def postgresql_url(cluster) -> Iterator[str]:
    """The URL of a fresh PostgreSQL database of the present schema."""
    name = f"test{next(_numbers)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE migrated STRATEGY FILE_COPY")
    yield cluster.url(name)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(migrated_sqlite, tmp_path) -> str:
    """The URL of a fresh SQLite database of the present schema."""
    path = tmp_path / "newsletter.sqlite3"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """The URL of a fresh database: the same suite runs on both kinds."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url) -> Iterator[Database]:
    """A fresh database of either kind."""
    opened = open_database(database_url, may_lose_commits=True)
    yield opened
    opened.close()


@pytest.fixture
def on_postgresql(postgresql_url) -> Iterator[Database]:
    """A fresh PostgreSQL: for what relies on row locks."""
    opened = open_database(postgresql_url, may_lose_commits=True)
    yield opened
    opened.close()
