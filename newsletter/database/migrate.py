"""Bring a database's tables to what this version needs, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from newsletter.database.database import Database
from newsletter.errors import SettingsError

_MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(database: Database) -> tuple[str | None, str]:
    """Upgrade to the newest schema and return (before, now). Harmless to repeat, also at the same time.

    All in one transaction; on PostgreSQL an advisory lock makes a second caller wait.
    """
    schema_before = current_schema(database)
    _require_known(schema_before)
    with database.write() as connection:
        if database.is_postgresql:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(726573)")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return schema_before, newest_schema()


def current_schema(database: Database) -> str | None:
    """Return the schema revision of the database; None when it is empty."""
    with database.read() as connection:
        return "+".join(sorted(MigrationContext.configure(connection).get_current_heads())) or None


def newest_schema() -> str:
    """Return the schema revision that this version needs."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None
    return revision


def require_current_schema(database: Database) -> None:
    """Raise SettingsError unless the tables are what this version needs."""
    schema, needed = current_schema(database), newest_schema()
    _require_known(schema)
    if schema != needed:
        state = f"is at schema {schema}" if schema else "is empty"
        raise SettingsError(f"The database {state}, this version needs {needed}. Run: newsletter db upgrade")


def _require_known(schema: str | None) -> None:
    """Raise SettingsError for a schema that no migration of this version leads to."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if schema is not None and schema not in known:
        raise SettingsError(
            "The database is at a schema that this version does not know (its newest is "
            f"{newest_schema()}): a newer version has upgraded it, or it belongs to another program. "
            "Install the newer version, bring back a backup from before, or mend NEWSLETTER_DATABASE_URL"
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
