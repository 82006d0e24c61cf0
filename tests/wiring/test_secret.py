"""The installation's own secret."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsletter.errors import SettingsError
from newsletter.wiring.secret import own_secret


def test_it_is_made_once_and_readable_by_its_owner_only(tmp_path):
    """At first start; afterwards it stays the same."""
    path = tmp_path / "var" / "secret"

    made = own_secret(path)

    assert len(made) >= 32
    assert own_secret(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]


def test_two_that_start_together_have_the_same(tmp_path):
    """Of several first starts one makes it."""
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: own_secret(tmp_path / "secret"), range(32)))

    assert len(found) == 1


def test_a_secret_that_others_may_read_is_refused(tmp_path):
    """With the command that mends it."""
    path = tmp_path / "secret"
    own_secret(path)
    path.chmod(0o644)

    with pytest.raises(SettingsError, match="chmod 600"):
        own_secret(path)


def test_a_secret_that_was_cut_off_is_refused(tmp_path):
    """A new one would break every link already sent."""
    path = tmp_path / "secret"
    path.write_text("short", encoding="ascii")
    path.chmod(0o600)

    with pytest.raises(SettingsError, match="backup"):
        own_secret(path)
