"""The one place that reads settings and chooses adapters.

    Settings ──▶ Installation ──▶ database, broker, relay, keys ──▶ services

Edges ask here for what they need; nothing below knows where it comes from.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from celery import Celery
from pydantic import SecretStr
from sqlalchemy import make_url

from newsletter.errors import SettingsError
from newsletter.files.newsroom_folder import SETTINGS_FILE, NewsroomFolder, find_newsroom
from newsletter.files.secret import own_secret
from newsletter.identifiers import WaveId
from newsletter.processes.valkey import socket_path_of
from newsletter.queue import broker
from newsletter.queue.broker import SEND_SLICE, SLICE_S, TICK
from newsletter.queue.worker_names import is_dead, this_worker
from newsletter.services.dispatch import DispatchTools
from newsletter.services.embedded import EmbeddedPlan, InboxPorts, free_ports
from newsletter.services.keys import Keys, keys_of
from newsletter.services.links import Links
from newsletter.settings import PREFIX, Settings, read_settings
from newsletter.store import migrate
from newsletter.store.database import Database, open_database
from newsletter.transport.pool import SmtpPool
from newsletter.transport.relay import Relay

__all__ = [
    "SEND_SLICE",
    "SLICE_S",
    "TICK",
    "Database",
    "Installation",
    "installation",
    "is_dead",
    "now",
    "throwaway_installation",
    "upgrade_database",
    "without_password",
]


def now() -> datetime:
    """Return the present as aware UTC: the clock of the whole installation."""
    return datetime.now(UTC)


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
        if self.newsroom_folder is None:
            raise SettingsError(
                f"There is no newsroom here ({SETTINGS_FILE} is neither in {Path.cwd()} nor above). "
                "Change into one, name one with --newsroom DIR, or make one: newsletter init DIR"
            )
        return self.newsroom_folder

    @property
    def is_embedded_database(self) -> bool:
        """True where nobody chose a database: then it is made as soon as it is needed."""
        return self.settings.database_url is None

    @property
    def database_url(self) -> str:
        """The database's URL; SQLite in the state directory by default."""
        return _value(self.settings.database_url) or f"sqlite:///{self.state_dir / 'newsletter.sqlite3'}"

    @property
    def broker_url(self) -> str:
        """The broker's URL; the embedded Valkey's socket by default."""
        embedded = self.settings.broker_url is None
        return (
            f"redis+socket://{socket_path_of(self.state_dir / 'valkey')}?virtual_host=0"
            if embedded
            else str(_value(self.settings.broker_url))
        )

    @property
    def smtp_url(self) -> str:
        """The relay's URL; the local inbox by default."""
        return _value(self.settings.smtp_url) or f"smtp://127.0.0.1:{self.settings.inbox_smtp_port}"

    @property
    def public_url(self) -> str:
        """Where links begin; the local web service by default."""
        return self.settings.public_url or f"http://127.0.0.1:{self.settings.web_port}"

    @cached_property
    def keys(self) -> Keys:
        """The keys that links and Message-IDs are made with."""
        present = _value(self.settings.secret) or own_secret(self.state_dir / "secret")
        previous = _value(self.settings.previous_secret)
        return keys_of([present, previous] if previous else [present])

    @cached_property
    def relay(self) -> Relay:
        """The relay."""
        return Relay.parse(self.smtp_url)

    @cached_property
    def celery(self) -> Celery:
        """The Celery application; connects when it is used."""
        return broker.celery_app(self.broker_url)

    def embedded_plan(self) -> EmbeddedPlan:
        """Return what `newsletter up` runs here."""
        settings = self.settings
        inbox = InboxPorts(settings.inbox_smtp_port, settings.inbox_web_port)
        env = {
            "NEWSLETTER_STATE_DIR": str(self.state_dir),
            "NEWSLETTER_WEB_PORT": str(settings.web_port),
            "NEWSLETTER_INBOX_SMTP_PORT": str(inbox.smtp_port),
            "NEWSLETTER_INBOX_WEB_PORT": str(inbox.web_port),
        }
        if self.newsroom_folder is not None:
            env["NEWSLETTER_NEWSROOM"] = str(self.newsroom_folder.root)
        assert self.keys  # made now, by one process, before many need it
        return EmbeddedPlan(
            state_dir=self.state_dir,
            has_broker=settings.broker_url is None,
            web_host=settings.web_host,
            web_port=settings.web_port,
            inbox=inbox if settings.smtp_url is None else None,
            env=env,
        )

    def require_broker(self) -> None:
        """Raise UnavailableError unless the broker answers."""
        broker.require_broker(self.celery, shown_as=without_password(self.broker_url))

    def nudge(self, wave_id: WaveId, *, slice_count: int = 1) -> bool:
        """Ask workers for slices of a wave; False when the broker is away. Too many do no harm."""
        return all(broker.nudge(self.celery, wave_id) for _ in range(min(slice_count, broker.MOST_NUDGES)))

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
            if self.is_embedded_database and not is_upgrading and migrate.current(database) != migrate.head():
                migrate.upgrade(database)
            if not is_upgrading:
                migrate.require_current(database)
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

    def links(self, database: Database) -> Links:
        """Return the service behind the links of mails."""
        return Links(database=database, keys=self.keys)

    def dispatch_tools(self, database: Database) -> DispatchTools:
        """Return what a worker process sends with. Needs a running event loop."""
        return DispatchTools(
            database=database,
            transport=SmtpPool(self.relay),
            connection_count=self.relay.connections_count,
            keys=self.keys,
            public_url=self.public_url,
            worker=str(this_worker()),
            clock=now,
        )


def installation(newsroom: Path | None = None) -> Installation:
    """Read the settings and find the newsroom: the one named, or the one that we stand in.

    Raises:
        SettingsError: a setting is wrong, or the directory named is no newsroom.
    """
    if newsroom is not None and not (newsroom / SETTINGS_FILE).is_file():
        raise SettingsError(
            f"{newsroom} is no newsroom: it has no {SETTINGS_FILE}. Make one: newsletter init {newsroom}"
        )
    folder = NewsroomFolder(newsroom.resolve()) if newsroom is not None else find_newsroom(Path.cwd())
    return Installation(settings=read_settings(), newsroom_folder=folder)


def throwaway_installation(folder: NewsroomFolder) -> Installation:
    """Return an installation for one run: all embedded, on free ports, whatever the environment says.

    The settings of the environment are taken out of this process, and so out of its children.
    """
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    web_port, inbox = free_ports()
    settings = Settings(
        state_dir=folder.root / "var",
        web_port=web_port,
        inbox_smtp_port=inbox.smtp_port,
        inbox_web_port=inbox.web_port,
    )
    return Installation(settings=settings, newsroom_folder=folder)


def upgrade_database(found: Installation) -> tuple[str | None, str]:
    """Bring the database to the schema of this version; return (before, now)."""
    database = found.open_database(is_upgrading=True)
    try:
        return migrate.upgrade(database)
    finally:
        database.close()


def without_password(url: str) -> str:
    """Return a URL that may be shown."""
    return make_url(url).render_as_string(hide_password=True) if "@" in url else url


def _value(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None
