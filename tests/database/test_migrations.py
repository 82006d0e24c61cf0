"""The migrations make exactly the tables that the code describes, on both databases."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from newsletter.database import migrate
from newsletter.database.database import open_database
from newsletter.database.schema import metadata
from newsletter.errors import SettingsError, UnavailableError


def test_the_migrated_schema_is_the_described_one(database):
    """Nothing in `schema.py` lacks a migration, and no migration makes anything else."""
    with database.read() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []


def test_upgrading_twice_changes_nothing(database):
    """`newsletter db upgrade` may be run at every start."""
    assert migrate.upgrade(database) == (migrate.newest_schema(), migrate.newest_schema())


def test_an_empty_database_is_refused_with_the_remedy(tmp_path):
    """Whoever forgot the upgrade is told which command to run."""
    database = open_database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    with pytest.raises(SettingsError, match="newsletter db upgrade"):
        migrate.require_current_schema(database)
    database.close()


@pytest.mark.parametrize("schemas", [["9999"], ["0001", "9999"], ["cret@x.example"]])
@pytest.mark.parametrize("use", [migrate.upgrade, migrate.require_current_schema])
def test_a_newer_database_is_refused_and_left_alone(database, schemas, use):
    """Whoever went back to an older version is told so; an upgrade cannot help."""
    with database.write() as db:
        db.exec_driver_sql("DROP TABLE alembic_version")
        db.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        for schema in schemas:
            db.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{schema}')")

    with pytest.raises(SettingsError, match=r"a newer version has upgraded it.*Install the newer") as caught:
        use(database)

    assert "cret" not in str(caught.value)
    assert migrate.current_schema(database) == "+".join(schemas)


def test_an_upgraded_database_is_accepted(database):
    """After the upgrade the services start."""
    migrate.require_current_schema(database)


def test_a_postgresql_that_may_forget_is_refused(postgresql_url):
    """Without durable commits a crash would send a second mail (the test server runs with fsync=off)."""
    with pytest.raises(SettingsError, match="fsync=off"):
        open_database(postgresql_url)


@pytest.mark.parametrize(
    ("url", "error", "words"),
    [
        ("nonsense", SettingsError, "no database URL"),
        ("mysql://localhost/x", SettingsError, "mysql is not supported"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", UnavailableError, "does not answer"),
        ("sqlite:////nowhere/at/all.sqlite3", UnavailableError, "does not answer"),
    ],
)
def test_a_database_that_cannot_be_had(url, error, words):
    """The error says what is wrong and never shows a password."""
    with pytest.raises(error, match=words) as caught:
        open_database(url)

    assert "secret" not in str(caught.value)


def test_sqlite_is_durable_and_keeps_its_promises(sqlite_url):
    """Synchronous=FULL, write-ahead log, foreign keys on."""
    database = open_database(sqlite_url)
    with database.read() as db:
        found = [
            db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        ]
    database.close()

    assert found == [2, "wal", 1]


def test_an_error_never_shows_the_values_of_its_statement(database):
    """They are people's addresses, and errors end in logs."""
    with pytest.raises(DBAPIError) as caught, database.write() as db:
        db.execute(text("INSERT INTO nowhere VALUES (:address)"), {"address": "ana@secret.example"})

    assert "ana@secret.example" not in str(caught.value)


def given_schema(database, revision, *statements):
    """Bring an empty database to an old schema, and fill it by these statements."""
    with database.write() as db:
        config = Config()
        config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
        config.attributes["connection"] = db
        command.upgrade(config, revision)
        for statement in statements:
            db.exec_driver_sql(statement)


def test_campaigns_from_before_policies_fall_back_as_they_did(tmp_path):
    """An upgrade of a database in use changes nothing about what is under way."""
    database = open_database(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    given_schema(
        database,
        "0001",
        "INSERT INTO list VALUES (1, 'members', 'Members', '2026-11-24')",
        "INSERT INTO occasion VALUES (1, 'campaign', '2026-11-24')",
        "INSERT INTO campaign VALUES (1, 'first', 1, 'sending', NULL, '2026-11-24')",
    )
    migrate.upgrade(database)

    with database.read() as db:
        [campaign] = db.exec_driver_sql("SELECT not_ready, hold_until FROM campaign")
        assert tuple(campaign) == ("fallback", None)
        assert db.exec_driver_sql("SELECT not_ready FROM list").scalar_one() is None
    database.close()


def test_what_was_sent_twice_before_the_rule_stays_as_it_was(tmp_path):
    """Rows by which members had an edition again count as sent again by request; others hold it to once."""
    database = open_database(f"sqlite:///{tmp_path / 'before.sqlite3'}")
    given_schema(database, "0003", *TWICE.split(";"))
    migrate.upgrade(database)

    with database.read() as db:
        rows = db.execute(text("SELECT occasion_id, state, edition_id, again FROM delivery ORDER BY id"))
        assert [tuple(row) for row in rows] == [
            (1, "accepted", 1, 0),
            (1, "refused", 1, 0),
            (2, "pending", 1, 2),
            (2, "pending", 1, 0),
        ]
    database.close()


TWICE = """
INSERT INTO member (id, address, address_key, domain, locales, created_at)
  VALUES (1, 'a@x.example', 'a', 'x', '', 0), (2, 'b@x.example', 'b', 'x', '', 0);
INSERT INTO list (id, name, title, created_at) VALUES (1, 'l', 'L', 0);
INSERT INTO revision (id, digest, edition, source_locale, settings, published_at)
  VALUES (1, 'd', 'first', 'en', '{}', 0);
INSERT INTO occasion (id, kind, created_at) VALUES (1, 'campaign', 0), (2, 'campaign', 0);
INSERT INTO campaign (id, edition, list_id, state, changed_at)
  VALUES (1, 'first', 1, 'finished', 0), (2, 'first', 1, 'sending', 0);
INSERT INTO wave (id, occasion_id, revision_id, state, release_at)
  VALUES (1, 1, 1, 'released', 0), (2, 2, 1, 'released', 0);
INSERT INTO delivery
  (occasion_id, member_id, address_role, wave_id, list_id, state, locales, changed_at)
  VALUES (1, 1, 'primary', 1, 1, 'accepted', '', 0), (1, 2, 'primary', 1, 1, 'refused', '', 0),
         (2, 1, 'primary', 2, 1, 'pending', '', 0), (2, 2, 'primary', 2, 1, 'pending', '', 0)
"""
