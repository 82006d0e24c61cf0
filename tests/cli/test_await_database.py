"""`newsletter up` waits for a database that is not there yet, and says for what."""

import signal

import pytest

from newsletter.cli.wait import await_database
from newsletter.database import migrate
from newsletter.database.database import open_database
from newsletter.errors import DatabaseUnavailableError, SettingsError
from newsletter.wiring import Installation
from newsletter.wiring.settings import Settings
from servers.postgresql import postgresql


def installation_on(url, tmp_path):
    """Return an installation with this database."""
    settings = Settings(database_url=url, state_dir=tmp_path, allow_lossy_database=True)
    return Installation(settings=settings, newsroom_folder=None)


def test_a_server_that_starts_later_is_waited_for(tmp_path, capsys):
    """As when a host boots: both begin at once. What is waited for is said once."""
    with postgresql() as cluster:
        url = cluster.url("postgres")
        database = open_database(url, may_lose_commits=True)
        migrate.upgrade(database)
        database.close()
        cluster.end(signal.SIGINT)
        pauses = []

        def pause():
            pauses.append(1)
            if len(pauses) == 2:
                cluster.start()

        await_database(installation_on(url, tmp_path), pause=pause)

    said = capsys.readouterr()
    assert len(pauses) == 2
    assert (said.out + said.err).count("Waiting for the database.") == 1


def test_a_server_of_another_version_is_told_at_once(postgresql_url, tmp_path):
    """Waiting would not help."""
    database = open_database(postgresql_url, may_lose_commits=True)
    with database.write() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    database.close()

    with pytest.raises(SettingsError, match="newsletter db upgrade"):
        await_database(installation_on(postgresql_url, tmp_path), pause=pytest.fail)


def test_a_file_that_cannot_be_had_is_told_at_once(tmp_path):
    """It does not come by itself."""
    with pytest.raises(DatabaseUnavailableError):
        await_database(installation_on("sqlite:////nowhere/at/all.sqlite3", tmp_path), pause=pytest.fail)
