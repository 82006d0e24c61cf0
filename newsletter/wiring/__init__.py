"""The one place that reads settings and chooses adapters.

    Settings ──▶ Installation ──▶ database, broker, relay, keys ──▶ services

Edges ask here for what they need; nothing below knows where it comes from. What few of them need has
modules of its own, for the time that its import takes: `workers` (Celery, sending), `embedded`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from newsletter.broker.broker_url import parse_broker_url
from newsletter.database import migrate
from newsletter.database.database import Database, open_database
from newsletter.database.health import require_writable
from newsletter.delivery.nudges import Nudges
from newsletter.local.supervisor.valkey import socket_path_of
from newsletter.mime.keys import Keys, keys_of
from newsletter.newsroom import create
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.revision.fit_for_world import require_public_url
from newsletter.server_url import url_without_password
from newsletter.smtp.relay import Relay
from newsletter.wiring.secret import own_secret
from newsletter.wiring.settings import Settings, read_settings

__all__ = ["Installation", "load_installation", "require_writable", "upgrade_database"]

if TYPE_CHECKING:
    from newsletter.wiring.workers import Workers


@dataclass(frozen=True)
class Installation:
    """The settings, with the embedded default filled in where they say nothing."""

    settings: Settings
    newsroom_folder: NewsroomFolder | None

    @cached_property
    def state_dir(self) -> Path:
        """The directory of the embedded default.

        Raises:
            SettingsError: there is no newsroom here and none is named.
        """
        if self.settings.state_dir is not None:
            return self.settings.state_dir.resolve()
        return self.require_newsroom().root / "var"

    def require_newsroom(self) -> NewsroomFolder:
        """Return the newsroom, or raise SettingsError with the way to one."""
        return create.require_newsroom(self.newsroom_folder)

    @property
    def is_embedded_database(self) -> bool:
        """True where nobody chose a database: then it is made as soon as it is needed."""
        return self.settings.database_url is None

    @property
    def is_database_here(self) -> bool:
        """True where the database is a file of this machine."""
        return self.database_url.startswith("sqlite")

    @property
    def has_database(self) -> bool:
        """True where a database was chosen, or the embedded one has been made."""
        return not self.is_embedded_database or (self.state_dir / "newsletter.sqlite3").exists()

    @property
    def database_url(self) -> str:
        """The database's URL; SQLite in the state directory by default."""
        url = _value(self.settings.database_url)
        return f"sqlite:///{self.state_dir / 'newsletter.sqlite3'}" if url is None else url

    @property
    def broker_url(self) -> str:
        """The broker's URL as its client library wants it; the embedded Valkey's socket by default.

        Raises:
            SettingsError: the one that was set cannot be used.
        """
        url = _value(self.settings.broker_url)
        if url is not None:
            return parse_broker_url(url)
        return f"redis+socket://{socket_path_of(self.state_dir / 'valkey')}?virtual_host=0"

    @property
    def smtp_url(self) -> str:
        """The relay's URL; the local inbox by default."""
        url = _value(self.settings.smtp_url)
        return f"smtp://127.0.0.1:{self.settings.inbox_smtp_port}" if url is None else url

    @property
    def has_own_relay(self) -> bool:
        """True where somebody named a relay, be it on this machine; else mail stays in the local inbox."""
        return bool(_value(self.settings.smtp_url))

    @property
    def world_url(self) -> str | None:
        """Where links begin, if mail goes out to the world; None where nothing is delivered."""
        return self.public_url if self.has_own_relay and not self.relay.is_rehearsal else None

    def require_public_url(self) -> None:
        """Raise SettingsError where mail goes out to the world and its links would lead nowhere."""
        if self.world_url is not None:
            require_public_url(self.world_url)

    @property
    def public_url(self) -> str:
        """Where links begin; the local web service by default."""
        return self.settings.public_url or f"http://127.0.0.1:{self.settings.web_port}"

    @cached_property
    def keys(self) -> Keys:
        """The keys that links and Message-IDs are made with."""
        secret = _value(self.settings.secret) or own_secret(self.state_dir / "secret")
        previous_secret = _value(self.settings.previous_secret)
        return keys_of([secret, previous_secret] if previous_secret else [secret])

    @cached_property
    def relay(self) -> Relay:
        """The relay."""
        return Relay.parse(self.smtp_url)

    @cached_property
    def workers(self) -> "Workers":
        """The broker, through which workers are asked."""
        from newsletter.wiring.workers import Workers  # noqa: PLC0415 -- Celery: few commands ask workers

        return Workers(self.broker_url, shown_as=url_without_password(self.broker_url))

    def require_addresses(self) -> None:
        """Raise SettingsError unless the addresses of broker and relay can be used; asks neither."""
        assert self.broker_url
        assert self.relay

    def require_broker(self) -> None:
        """Raise UnavailableError unless the broker answers."""
        self.workers.require_broker()

    def nudge(self, nudges: Nudges) -> None:
        """Ask workers for slices. Too many do no harm; where the broker is away, the next tick asks again."""
        self.workers.nudge(nudges)

    def open_database(self, *, is_upgrading: bool = False) -> Database:
        """Open the database; the caller closes it.

        The embedded one is made and upgraded by itself. Another one is only upgraded by
        `newsletter db upgrade` (`is_upgrading`), so that a rolling start of many hosts has one owner
        of the schema.
        """
        if self.is_embedded_database:
            self.state_dir.mkdir(parents=True, exist_ok=True)
        database = open_database(self.database_url, may_lose_commits=self.settings.allow_lossy_database)
        try:
            if (
                self.is_embedded_database
                and not is_upgrading
                and migrate.current_schema(database) != migrate.newest_schema()
            ):
                migrate.upgrade(database)
            if not is_upgrading:
                migrate.require_current_schema(database)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Give the database for a while."""
        database = self.open_database()
        try:
            yield database
        finally:
            database.close()


def load_installation(newsroom: Path | None = None) -> Installation:
    """Read the settings and find the newsroom: the one named, or the one that we stand in.

    Raises:
        SettingsError: a setting is wrong, or the directory named is no newsroom.
    """
    return Installation(settings=read_settings(), newsroom_folder=create.named_or_nearest_newsroom(newsroom))


def upgrade_database(found: Installation) -> tuple[str | None, str]:
    """Bring the database to the schema of this version; return (before, now)."""
    database = found.open_database(is_upgrading=True)
    try:
        return migrate.upgrade(database)
    finally:
        database.close()


def _value(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
