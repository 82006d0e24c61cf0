"""A database: SQLite in a file by default, PostgreSQL by URL; the same code on both.

`read()` and `write()` give connections in a transaction. On SQLite a writing transaction begins
with BEGIN IMMEDIATE, so that it never fails half way for a lock, and is durable (synchronous=FULL).
Errors hide the values of a statement: they hold addresses, and errors end in logs.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError, TimeoutError  # noqa: A004

from newsletter.database.database_url import bad_database_url, parse_database_url
from newsletter.database.failures import AWAY, failure_of, sentence_for
from newsletter.errors import DatabaseUnavailableError, SettingsError
from newsletter.server_url import url_without_password

BUSY_TIMEOUT_S = 30
_Result = TypeVar("_Result")
_MOST_TRIES = 10
# PostgreSQL appendix A: deadlock_detected, serialization_failure.
_BAD_PARAMETER = "has a parameter that its driver does not take"
_DONE_AGAIN = ("40P01", "40001")


class Database:
    """One database. Make it with `open_database`; `close()` it at the end."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine: a pool of connections."""
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading.

        Raises:
            DatabaseUnavailableError: the database is away, or cannot be used.
        """
        with _telling_failures(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose work is committed at the end, durably, or rolled back.

        Raises:
            DatabaseUnavailableError: the database is away, full, locked or may not be written.
        """
        with _telling_failures(), self._writing() as connection:
            yield connection

    def transact(self, work: Callable[[Connection], _Result]) -> _Result:
        """Return what some work returns, committed; what loses a deadlock is done again from the start.

        Raises:
            DatabaseUnavailableError: as `write`; or it lost again and again.
        """
        with _telling_failures():
            for tries_left in reversed(range(_MOST_TRIES)):
                try:
                    with self._writing() as connection:
                        return work(connection)
                except DBAPIError as error:
                    if not tries_left or getattr(error.orig, "sqlstate", None) not in _DONE_AGAIN:
                        raise
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self.engine.connect().execution_options(begin_immediately=True) as connection,
            connection.begin(),
        ):
            yield connection

    @property
    def is_postgresql(self) -> bool:
        """Tell which of the two it is."""
        return self.engine.dialect.name == "postgresql"

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str, *, may_lose_commits: bool = False) -> Database:
    """Open the database and make sure that it keeps what it commits.

    Args:
        url: SQLAlchemy URL; `sqlite:///path` or `postgresql://…`.
        may_lose_commits: accept a PostgreSQL that does not wait for its disk. For tests only.

    Raises:
        SettingsError: the URL is wrong, or the server would lose commits (and so send twice).
        UnavailableError: the server does not answer.
    """
    parts = parse_database_url(url)
    try:
        engine = _engine(parts)
    except ArgumentError:
        raise bad_database_url(_BAD_PARAMETER) from None
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql" and not may_lose_commits:
                _refuse_lossy(connection)
    except Exception as error:  # noqa: BLE001 -- each is raised, or told in its place
        engine.dispose()
        raise _opening_failure(url, error) from None
    return Database(engine)


def _opening_failure(url: str, error: Exception) -> Exception:
    """Return what to raise for what happened while a database was opened."""
    if isinstance(error, ArgumentError | ProgrammingError | TypeError | ValueError):
        return bad_database_url(_BAD_PARAMETER)
    if isinstance(error, DBAPIError | sqlite3.Error):
        return DatabaseUnavailableError(f"{url_without_password(url)}: {sentence_for(error) or AWAY}")
    return error


@contextmanager
def _telling_failures() -> Iterator[None]:
    """Raise what a database refuses as `failure_of` tells it, without what the driver said."""
    try:
        yield
    except (DBAPIError, TimeoutError, sqlite3.Error) as error:
        raise failure_of(error) from None


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "postgresql":
        try:
            return create_engine(url, pool_pre_ping=True, hide_parameters=True)
        except ModuleNotFoundError as error:
            raise SettingsError("PostgreSQL needs psycopg: install newsletter[postgres]") from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's connection has no common type
    connection.isolation_level = None  # this module begins transactions, not the driver
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediately = connection.get_execution_options().get("begin_immediately")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediately else "BEGIN")


def _refuse_lossy(connection: Connection) -> None:
    """Without durable commits a crash would make a second mail of a first one."""
    for setting in ("fsync", "synchronous_commit"):
        if connection.execute(text(f"SHOW {setting}")).scalar_one() == "off":
            raise SettingsError(
                f"PostgreSQL runs with {setting}=off: after a crash it would forget which mails have left, "
                f"and members would get them twice. Set {setting}=on"
            )
