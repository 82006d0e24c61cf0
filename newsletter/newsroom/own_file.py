"""A file of a newsroom: regular, inside it, of a sane size, opened once.

    root, path ──▶ read_own_file() ──▶ bytes, None (there is none), or UnusableFileError with the remedy

Looked at through the descriptor that it is read from, so nobody can exchange it in between; a pipe is not
waited for.
"""

import errno
import os
import stat
from pathlib import Path

MEGABYTE = 1_000_000


class UnusableFileError(ValueError):
    """A file that is none of the newsroom's, or none at all. Whoever asked for it tells people."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep what is wrong with it, and what to do."""
        super().__init__(f"{what}. {remedy}")
        self.what, self.remedy = what, remedy


def read_own_file(root: Path, path: str, *, at_most: int) -> bytes | None:
    """Return a file below a newsroom, None where there is none.

    Args:
        root: the newsroom.
        path: below it.
        at_most: bytes; a larger file is none that anybody wrote.

    Raises:
        UnusableFileError: it leads out of the newsroom or nowhere, is no regular file, or too large.
        PermissionError: we may not read it.
    """
    file = root / path
    real = _real_path(file, path)
    if not real.is_relative_to(root.resolve()):
        raise UnusableFileError("the file leads out of the newsroom", "Put the file itself there, not a link")
    try:
        descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        if file.is_symlink():
            raise UnusableFileError(
                "the link leads nowhere", "Put the file itself there, not a link"
            ) from None
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:  # Python 3.13 resolves such a link to itself, without a word
            raise _leading_to_itself(path) from None
        raise
    try:
        _require_sane(os.fstat(descriptor), at_most)
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            return opened.read(at_most + 1)
    finally:
        os.close(descriptor)


def _real_path(file: Path, path: str) -> Path:
    try:
        return file.resolve()
    except (OSError, RuntimeError):  # a link to itself: RuntimeError until Python 3.13
        raise _leading_to_itself(path) from None


def _leading_to_itself(path: str) -> UnusableFileError:
    return UnusableFileError(f"{path} is a link that leads to itself", "Put the file itself there")


def _require_sane(status: os.stat_result, at_most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe, a device or alike"
        raise UnusableFileError(f"this is no file, but {kind}", "Put a file there")
    if status.st_size > at_most:
        size, most = status.st_size / MEGABYTE, at_most / MEGABYTE
        raise UnusableFileError(
            f"the file has {size:.1f} MB, more than the {most:.0f} MB that make sense here", "Make it smaller"
        )
