"""What a database refuses is one sentence with its remedy, told by codes and without anybody's values."""

import signal
import sqlite3
import traceback

import psycopg.errors
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from given import given_list, given_members, given_wave, people
from newsletter.campaigns import campaigns
from newsletter.database import migrate
from newsletter.database.database import open_database
from newsletter.database.failures import failure_of
from newsletter.database.health import require_writable
from newsletter.errors import DatabaseUnavailableError
from newsletter.identifiers import OccasionId
from servers.postgresql import postgresql


def full(database):
    """Let a SQLite database grow no further."""

    @event.listens_for(database.engine, "connect")
    def _limit(connection, _record):
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    database.engine.dispose()


def writing(database, clock):
    """Write more than fits into what is free."""
    given_members(database, given_list(database, clock.now, name="large"), people(2000), clock.now)


def executing(database, *statements):
    """Execute statements in one transaction."""
    with database.write() as db:
        for statement in statements:
            db.exec_driver_sql(statement)


def pausing(database, clock):
    """Do what `newsletter campaign pause` does."""
    campaigns.pause(database, OccasionId(1), now=clock.now)


class TestSqlite:
    """One file: its disk, its permissions, and who else has it open."""

    def test_a_full_disk(self, sqlite_url, clock):
        """Make room, and do it again."""
        database = open_database(sqlite_url)
        full(database)

        with pytest.raises(DatabaseUnavailableError, match=r"disk of the database is full\. Make room"):
            writing(database, clock)
        with pytest.raises(DatabaseUnavailableError, match="full"):
            require_writable(database)
        database.close()

    @pytest.mark.parametrize("use", [writing, pausing, lambda database, _: require_writable(database)])
    def test_a_file_that_may_only_be_read(self, sqlite_url, clock, use):
        """The folder and the file are named among what to look at."""
        path = sqlite_url.removeprefix("sqlite:///")
        database = open_database(sqlite_url)
        given_wave(database, clock.now, count=1)
        database.close()
        database = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")

        with pytest.raises(DatabaseUnavailableError, match=r"cannot be written.*read-only"):
            use(database, clock)
        database.close()

    @pytest.mark.parametrize("use", [writing, pausing, lambda database, _: require_writable(database)])
    def test_a_database_that_another_program_has_locked(self, sqlite_url, clock, monkeypatch, use):
        """Waiting was tried; here for no time at all."""
        monkeypatch.setattr("newsletter.database.database.BUSY_TIMEOUT_S", 0)
        database = open_database(sqlite_url)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseUnavailableError, match="locked by another program"):
            use(database, clock)
        other.close()
        database.close()

    def test_a_file_that_is_no_database(self, tmp_path):
        """Or not any more."""
        (tmp_path / "x.sqlite3").write_bytes(b"no database at all" * 1000)

        with pytest.raises(DatabaseUnavailableError, match=r"damaged.*Bring back a backup"):
            open_database(f"sqlite:///{tmp_path}/x.sqlite3")

    @pytest.mark.parametrize("place", ["nowhere/x.sqlite3", "."])
    def test_a_file_that_cannot_be_opened(self, tmp_path, place):
        """No folder, or a folder in its place."""
        with pytest.raises(DatabaseUnavailableError, match="does not answer: its file cannot be opened"):
            open_database(f"sqlite:///{tmp_path}/{place}")


def test_what_is_written_for_health_leaves_nothing(database):
    """On either database, however often."""
    with database.read() as db:
        before = [*db.execute(text("SELECT * FROM alembic_version"))]
    for _ in range(3):
        require_writable(database)

    migrate.require_current_schema(database)
    with database.read() as db:
        assert [*db.execute(text("SELECT * FROM alembic_version"))] == before
        if not database.is_postgresql:
            assert not [*db.execute(text("SELECT name FROM sqlite_master WHERE name = 'health'"))]


class TestPostgresql:
    """A server, its users and its other clients."""

    def test_a_transaction_that_may_only_read(self, on_postgresql, clock):
        """A standby, or a server that was told so."""

        @event.listens_for(on_postgresql.engine, "connect")
        def _read_only(connection, _record):
            connection.read_only = True

        on_postgresql.engine.dispose()

        with pytest.raises(DatabaseUnavailableError, match="read-only"):
            writing(on_postgresql, clock)
        with pytest.raises(DatabaseUnavailableError, match="read-only"):
            require_writable(on_postgresql)

    def test_a_user_without_rights(self, on_postgresql, clock):
        """Whoever ran the upgrade has them."""
        statements = ("CREATE ROLE nobody_at_all", "SET ROLE nobody_at_all", "DELETE FROM member")

        with pytest.raises(DatabaseUnavailableError, match=r"does not allow.*rights"):
            executing(on_postgresql, *statements)

    def test_a_connection_that_is_ended_in_the_middle(self, on_postgresql):
        """By an administrator, or because the server stops."""

        def work(db):
            mine = db.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            executing(on_postgresql, f"SELECT pg_terminate_backend({mine})")
            db.exec_driver_sql("SELECT 1")

        with pytest.raises(DatabaseUnavailableError, match="ends the connection"):
            on_postgresql.transact(work)

    def test_a_lock_that_is_not_given(self, on_postgresql):
        """Where the server, or we, wait no longer."""
        with on_postgresql.write() as holder:
            holder.exec_driver_sql("LOCK TABLE member")
            with pytest.raises(DatabaseUnavailableError, match="locked by another program"):
                executing(on_postgresql, "SET LOCAL lock_timeout = 1", "DELETE FROM member")

    def test_a_database_that_is_not_there(self, cluster):
        """No address of the server's, and no user's name, is in the sentence."""
        with pytest.raises(DatabaseUnavailableError, match="does not let us in"):
            open_database(cluster.url("nowhere"))

    def test_a_server_that_goes_away_between_and_in_the_middle(self, clock):
        """And is used again once it is back."""
        with postgresql() as own:
            database = open_database(own.url("postgres"), may_lose_commits=True)
            migrate.upgrade(database)
            with pytest.raises(DatabaseUnavailableError, match="does not answer"):
                database.transact(lambda db: (own.end(signal.SIGINT), db.exec_driver_sql("SELECT 1")))
            with pytest.raises(DatabaseUnavailableError, match="does not answer"):
                pausing(database, clock)
            own.start()
            require_writable(database)
            database.close()

    def test_a_value_is_in_no_fault_of_ours_either(self, on_postgresql):
        """PostgreSQL quotes the row that is there already, and what is no number."""
        for statement in (
            "INSERT INTO list (id, name, title, created_at) VALUES (1, :a, 't', now()), (2, :a, 't', now())",
            "SELECT CAST(:a AS text)::integer",
        ):
            bound = text(statement).bindparams(a="ana@x.example")
            with pytest.raises(DBAPIError) as caught:
                on_postgresql.transact(lambda db, bound=bound: db.execute(bound))
            assert "ana@" not in "".join(traceback.format_exception(caught.value))


class Lost(psycopg.OperationalError):
    """What psycopg raises of a connection that was never made: it has no code."""


CODES = [
    (psycopg.errors.AdminShutdown, "ends the connection"),
    (psycopg.errors.CrashShutdown, "ends the connection"),
    (psycopg.errors.CannotConnectNow, "does not answer"),
    (psycopg.errors.ConnectionFailure, "does not answer"),
    (psycopg.errors.InvalidPassword, "does not let us in"),
    (psycopg.errors.TooManyConnections, "takes no more connections"),
    (psycopg.errors.DiskFull, "is full"),
    (psycopg.errors.OutOfMemory, "lacks memory"),
    (psycopg.errors.ReadOnlySqlTransaction, "read-only"),
    (psycopg.errors.InsufficientPrivilege, "does not allow"),
    (psycopg.errors.LockNotAvailable, "locked"),
    (psycopg.errors.QueryCanceled, "locked"),
    (psycopg.errors.DeadlockDetected, "locked"),
    (psycopg.errors.IoError, "disk of the database fails"),
    (psycopg.errors.DataCorrupted, "damaged"),
    (Lost, "does not answer"),
]


@pytest.mark.parametrize(("kind", "words"), CODES, ids=[kind.__name__ for kind, _ in CODES])
def test_a_code_of_postgresql_s_has_its_sentence(kind, words):
    """And nothing of the text that came with it."""
    said = 'server at "10.1.2.3" for user "cret", ana@x.example'

    told = failure_of(OperationalError("SELECT 1", {}, kind(said)))

    assert isinstance(told, DatabaseUnavailableError)
    assert words in str(told)
    assert not [word for word in ("10.1", "cret", "ana@") if word in str(told)]


@pytest.mark.parametrize("kind", [psycopg.errors.UniqueViolation, psycopg.errors.UndefinedTable])
def test_a_fault_of_ours_stays_one(kind):
    """A person cannot mend it; it keeps its class, and its code."""
    told = failure_of(IntegrityError("INSERT", {"a": "ana@x.example"}, kind("ana@x.example")))

    assert isinstance(told, IntegrityError)
    assert kind.sqlstate in str(told)
    assert "ana@" not in str(told)
