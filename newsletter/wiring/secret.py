"""The installation's own secret: made at first start, readable by its owner only."""

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from newsletter.errors import SettingsError

_BYTES = 32


def own_secret(path: Path) -> str:
    """Return the secret in a file, which is made when there is none.

    Raises:
        SettingsError: others may read the file, or it holds too little.
    """
    if not path.exists():
        _make_secret(path)
    return _read_secret(path)


def _make_secret(path: Path) -> None:
    """Make the file whole or not at all; of two processes that start together one is the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished_path = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(unfinished_path, path)
    finally:
        Path(unfinished_path).unlink()


def _read_secret(path: Path) -> str:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(f"{path}: others may read this secret. Run: chmod 600 {path}")
    secret = path.read_text(encoding="ascii").strip()
    if len(secret) < _BYTES:
        raise SettingsError(
            f"{path} holds no whole secret. If links were sent with it, bring it back from a backup; "
            "if none were, remove the file and start again"
        )
    return secret
