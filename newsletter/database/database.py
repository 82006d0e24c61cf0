"""A database: SQLite in a file by default, PostgreSQL by URL; the same code on both.

`read()` and `write()` give connections in a transaction. On SQLite a writing transaction begins
with BEGIN IMMEDIATE, so that it never fails half way for a lock, and is durable (synchronous=FULL).
Errors hide the values of a statement: they hold addresses, and errors end in logs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from newsletter.errors import SettingsError, UnavailableError

BUSY_TIMEOUT_S = 30
_Result = TypeVar("_Result")
_MOST_TRIES = 10
# PostgreSQL appendix A: deadlock_detected, serialization_failure.
_DONE_AGAIN = ("40P01", "40001")


class Database:
    """One database. Make it with `open_database`; `close()` it at the end."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine: a pool of connections."""
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose work is committed at the end, durably, or rolled back."""
        with (
            self.engine.connect().execution_options(begin_immediately=True) as connection,
            connection.begin(),
        ):
            yield connection

    def transact(self, work: Callable[[Connection], _Result]) -> _Result:
        """Return what some work returns, committed; what loses a deadlock is done again from the start."""
        for tries_left in reversed(range(_MOST_TRIES)):
            try:
                with self.write() as connection:
                    return work(connection)
            except DBAPIError as error:
                if not tries_left or getattr(error.orig, "sqlstate", None) not in _DONE_AGAIN:
                    raise
        raise AssertionError("the last try returns or raises")

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
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql" and not may_lose_commits:
                _refuse_lossy(connection)
    except OperationalError as error:
        engine.dispose()
        raise UnavailableError(
            f"{url_without_password(url)}: the database does not answer ({type(error.orig).__name__}). "
            "Start it, or mend NEWSLETTER_DATABASE_URL"
        ) from error
    except SettingsError:
        engine.dispose()
        raise
    return Database(engine)


def _engine(url: str) -> Engine:
    try:
        parsed_url = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            "NEWSLETTER_DATABASE_URL is no database URL; write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    if parsed_url.get_backend_name() == "postgresql":
        return _postgresql_engine(url)
    if parsed_url.get_backend_name() != "sqlite":
        raise SettingsError(f"{parsed_url.get_backend_name()} is not supported; use sqlite or postgresql")
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql_engine(url: str) -> Engine:
    """Give an engine on psycopg 3, whichever driver the URL names."""
    psycopg_url = make_url(url).set(drivername="postgresql+psycopg")
    try:
        return create_engine(psycopg_url, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise SettingsError("PostgreSQL needs psycopg: install newsletter[postgres]") from error


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


def url_without_password(url: str) -> str:
    """Return a URL that may be shown, of a database or a broker."""
    return make_url(url).render_as_string(hide_password=True) if "@" in url else url
