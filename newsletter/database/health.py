"""Whether a database can be used as sending and unsubscribing use it: written, durably."""

from newsletter.database.database import Database

_SQLITE_NEEDS_A_PAGE = ("SAVEPOINT health", "CREATE TABLE health (id INTEGER)", "ROLLBACK TO health")
_SQLITE_WRITES_ITS_FIRST_PAGE = "PRAGMA user_version = 0"  # which it is: nothing changes, and all is written


def require_writable(database: Database) -> None:
    """Write durably, and leave nothing behind.

    Reading is no evidence: a full disk, a read-only file and a lock show when something is written, and
    on a disk when it is committed. So something is, in a few milliseconds: SQLite takes the write lock,
    needs a page for a table that is rolled back, and commits its first page as it is; PostgreSQL is asked
    for the right to change rows and commits a message in its log, which nobody reads.

    Raises:
        DatabaseUnavailableError: it is away, full, locked, or may not be written.
    """
    with database.write() as db:
        if database.is_postgresql:
            db.exec_driver_sql("DELETE FROM occasion WHERE id < 0")
            db.exec_driver_sql("SELECT pg_logical_emit_message(true, 'newsletter', 'health')")
            return
        for statement in (*_SQLITE_NEEDS_A_PAGE, _SQLITE_WRITES_ITS_FIRST_PAGE):
            db.exec_driver_sql(statement)
