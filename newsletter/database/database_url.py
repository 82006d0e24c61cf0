"""Read the database's address, or say what is wrong with it without repeating any of it.

NEWSLETTER_DATABASE_URL ──▶ parse_database_url() ──▶ SQLAlchemy's URL ──▶ database.py opens it

SQLAlchemy takes every sign in a password but @, which moves the rest of it into the host's place.
"""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from newsletter.errors import SettingsError
from newsletter.server_url import ESCAPES

_SETTING = "The database's URL (NEWSLETTER_DATABASE_URL)"
_FORM = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
_MOST_PORTS = 65_535


def parse_database_url(url: str) -> URL:
    """Return the parts of a URL, with the one driver that we use for each kind.

    Raises:
        SettingsError: it cannot be used; the text never repeats it, for it may hold a password.
    """
    parts = _split(url)
    if parts is None:
        raise bad_database_url("is no database URL, or its port is no number")
    kind = parts.get_backend_name()
    if kind == "sqlite":
        if parts.host or parts.username:
            raise bad_database_url("names a host, and SQLite has none (three slashes before a file's name)")
        return parts.set(drivername="sqlite")
    if kind != "postgresql":
        raise SettingsError(f"{_SETTING}: {_known_name(kind)} is not supported; {_FORM}")
    if parts.port is not None and not 0 < parts.port <= _MOST_PORTS:
        raise bad_database_url("has a port that is none: they go from 1 to 65535")
    if any(letter.isspace() for letter in parts.host or ""):
        raise bad_database_url("has a blank in its host's name")
    if parts.username and not url.rpartition("@")[2].startswith((parts.host or "", "[")):
        raise bad_database_url("has an @ behind its host")
    return _with_password_in_its_place(parts.set(drivername="postgresql+psycopg"))


def bad_database_url(what: str) -> SettingsError:
    """Return the error for a URL that cannot be used, with what is the usual remedy."""
    return SettingsError(f"{_SETTING} {what}; {_FORM}; {ESCAPES}")


def _split(url: str) -> URL | None:
    """Return the parts; None where there are none. What SQLAlchemy raises repeats the URL."""
    if not url.isprintable() or url != url.strip():
        return None
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        return None


def _known_name(kind: str) -> str:
    """Return the name of a kind of database that may be shown: one that people have."""
    return kind if kind in ("mysql", "mariadb", "postgres", "oracle", "mssql") else "that kind of database"


def _with_password_in_its_place(parts: URL) -> URL:
    """Move a password among the parameters (libpq takes it there) to where it is hidden in every repr."""
    password = parts.query.get("password")
    if not isinstance(password, str):
        return parts
    return parts.difference_update_query(["password"]).set(password=password)
