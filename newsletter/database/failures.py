"""What a database's refusals mean for a person: one sentence with the remedy, told by their codes.

    DBAPIError ──▶ failure_of() ──▶ DatabaseUnavailableError, or the same error without its values

Drivers put values, host names and users into their texts, and PostgreSQL answers in the server's
language: no text of theirs is read, and none is passed on.

Source: sqlite.org/rescode.html (primary result codes); PostgreSQL, appendix A (SQLSTATE).
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError  # noqa: A004

from newsletter.errors import DatabaseUnavailableError

AWAY = (
    "The database does not answer, ends the connection, or does not let us in. "
    "Start it, or mend NEWSLETTER_DATABASE_URL, and do it again"
)
_FULL = "The disk of the database is full. Make room on it, and do it again"
_READ_ONLY = (
    "The database cannot be written: its file, the folder of that, or the server is read-only for us. "
    "Let this user write there, or mend NEWSLETTER_DATABASE_URL, and do it again"
)
_LOCKED = (
    "The database is locked by another program, and waiting did not help. "
    "Let that come to its end, or end it, and do it again"
)
_CROWDED = (
    "The database takes no more connections just now. "
    "Let it take more (max_connections), or run fewer workers, and do it again"
)
_FORBIDDEN = (
    "The database does not allow us what we need. "
    "Give its user the rights on all tables (who ran `newsletter db upgrade` has them), and do it again"
)
_CANNOT_OPEN = (
    "The database does not answer: its file cannot be opened. "
    "See to its folder and its permissions, or mend NEWSLETTER_DATABASE_URL, and do it again"
)
_DISK_FAILS = (
    "The disk of the database fails, or its server lacks memory. See to that machine, and do it again"
)
_DAMAGED = "The database is damaged, or its file is none of SQLite's. Bring back a backup"

_BY_SQLITE_CODE: Mapping[int, str] = {
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_NOMEM: _DISK_FAILS,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK_FAILS,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_NOLFS: _FULL,
    sqlite3.SQLITE_AUTH: _FORBIDDEN,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
# The longest beginning counts: five letters are one condition, two its class.
_BY_SQLSTATE: Mapping[str, str] = {
    "08": AWAY,
    "25006": _READ_ONLY,
    "25P03": AWAY,
    "28": AWAY,
    "3D000": AWAY,
    "40": _LOCKED,
    "42501": _FORBIDDEN,
    "53": _DISK_FAILS,
    "53100": _FULL,
    "53300": _CROWDED,
    "53400": _CROWDED,
    "55": _LOCKED,
    "57": AWAY,
    "57014": _LOCKED,
    "58": _DISK_FAILS,
    "58P01": _DAMAGED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


def failure_of(error: SQLAlchemyError | sqlite3.Error) -> Exception:
    """Return what to raise in an error's place: a sentence, or a fault of ours without anybody's values."""
    sentence = sentence_for(error)
    if sentence is not None:
        return DatabaseUnavailableError(sentence)
    return _without_values(error)


def sentence_for(error: SQLAlchemyError | sqlite3.Error) -> str | None:
    """Return what is the matter with the database; None where a statement of ours is to blame."""
    if isinstance(error, TimeoutError):  # none of our own connections became free
        return _LOCKED
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _BY_SQLITE_CODE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(original, "sqlstate", None)
    if state is not None:
        return _BY_SQLSTATE.get(state) or _BY_SQLSTATE.get(state[:2])
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return AWAY if is_lost or isinstance(error, OperationalError) else None


def _without_values(error: SQLAlchemyError | sqlite3.Error) -> Exception:
    """Return the error; of PostgreSQL's, which quotes rows, only what was broken where."""
    original = error.orig if isinstance(error, DBAPIError) else None
    if original is None or isinstance(original, sqlite3.Error) or not isinstance(error, DBAPIError):
        return error
    diagnosis: Any = getattr(original, "diag", None)
    places = (getattr(diagnosis, name, None) for name in ("table_name", "column_name", "constraint_name"))
    broken = " ".join(filter(None, (getattr(original, "sqlstate", None), *places)))
    return type(error)(error.statement, None, type(original)(broken), hide_parameters=True)
