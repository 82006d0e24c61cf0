"""Settings of an installation: from the environment, from files that it names, or the embedded default.

Every setting is `NEWSLETTER_<NAME>`; `NEWSLETTER_<NAME>_FILE` names a file that holds the value (as
Docker and Kubernetes hand out secrets). What belongs to the newsroom (sender, languages, look) is
not here but in `newsroom.toml`. In a user name or password of a URL, / ? # @ : [ ] and % are written as
%2F %3F %23 %40 %3A %5B %5D and %25.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from newsletter.errors import SettingsError

PREFIX = "NEWSLETTER_"


def _web_address(url: str) -> str:
    if not url.startswith(("http://", "https://")) or not url.isascii() or any(char in url for char in " ?#"):
        raise ValueError("write an address such as https://news.example.org, without ? or #")
    return url.rstrip("/")


_Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """What an installation can be told. Every field has a default that works on one machine."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    state_dir: Path | None = None
    """Where the embedded default keeps its database, broker, logs, secret and inbox. Default: `var` in
    the newsroom."""
    database_url: SecretStr | None = None
    """SQLAlchemy URL: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`. Default: SQLite in
    the state directory."""
    broker_url: SecretStr | None = None
    """`redis://USER:PASSWORD@HOST:6379/0`, `rediss://…` with TLS, or `redis+socket:///PATH`; `valkey` may
    stand for `redis`. Default: the embedded Valkey's socket in the state directory."""
    smtp_url: SecretStr | None = None
    """The relay: `smtp://USER:PASSWORD@HOST:587?tls=starttls`, `smtps://…`. Default: the local inbox."""
    public_url: Annotated[str, AfterValidator(_web_address)] | None = None
    """Where the world reaches the web service: the beginning of every link. Default: the local one, which
    no relay is given."""
    secret: SecretStr | None = Field(default=None, min_length=32)
    """At least 32 characters that nobody can guess; links are signed with it. Default: made at first
    start, in the state directory, readable by its owner only."""
    previous_secret: SecretStr | None = Field(default=None, min_length=32)
    """The secret before the present one: links in mails already sent go on working."""
    web_host: str = "127.0.0.1"
    """Address that the web service listens on."""
    web_port: _Port = 8000
    """Port that the web service listens on."""
    inbox_smtp_port: _Port = 2525
    """Port of the local inbox's SMTP server."""
    inbox_web_port: _Port = 8025
    """Port of the local inbox's pages."""
    worker_processes: int = Field(default=2, ge=1, le=64)
    """Processes of one worker; each has its own connections to the relay."""
    draft_url: Annotated[str, AfterValidator(_web_address)] | None = None
    """Server that makes first drafts of translations (LibreTranslate or alike). Default: none."""
    draft_api_key: SecretStr | None = None
    """What that server knows us by, where it wants a key."""
    allow_lossy_database: bool = False
    """Accept a PostgreSQL with fsync or synchronous_commit off. For tests only: after a crash members
    would get mails twice."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the files that it names."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, _FileSource(settings_cls)


class _FileSource(EnvSettingsSource):
    """Reads `NEWSLETTER_<NAME>_FILE`: the value is the file's text without its last line end."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        suffix = "_file"
        return {
            name.lower().removesuffix(suffix): _text_of(name, path)
            for name, path in os.environ.items()
            if name.startswith(PREFIX) and name.lower().endswith(suffix) and path
        }


def read_settings() -> Settings:
    """Return the settings.

    Raises:
        SettingsError: names every setting that is wrong, and never repeats its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"{PREFIX}{'_'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError("\n".join(faults)) from None


def _text_of(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} names {path}, which cannot be read ({type(error).__name__})") from error
