"""Where the files that ship with the package are: templates, interface catalogues, the example.

In a wheel they lie inside the package (hatch's `force-include`), in an editable checkout at the top
level of the repository. One lookup serves both.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(*parts: str) -> Path:
    """Return the path of a file or folder that ships with the package.

    Raises:
        FileNotFoundError: the installation is incomplete.

    >>> shipped("templates", "mail").name
    'mail'
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is not part of this installation; install newsletter again")
