"""Where the files that ship with the package are: templates, interface catalogues, the example.

In a wheel they lie inside the package (hatch's `force-include`), in an editable checkout at the top
level of the repository. One lookup serves both.
"""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_MAIL_LIBRARIES = ("babel", "css-inline", "icu4py", "jinja2", "markdown-it-py", "mjml-python")
_PACKAGE = Path(__file__).resolve().parent


def shipped_path(*parts: str) -> Path:
    """Return the path of a file or folder that ships with the package.

    Raises:
        FileNotFoundError: the installation is incomplete.

    >>> shipped_path("templates", "mail").name
    'mail'
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is not part of this installation; install newsletter again")


def built_in_templates() -> dict[str, str]:
    """Return the sources of the templates that ship with the package, by name."""
    root = shipped_path("templates")
    return {name: (root / name).read_text(encoding="utf-8") for name in template_names_below(root)}


def template_names_below(root: Path) -> list[str]:
    """Return the names of the mail and page templates below a folder; the inbox's stay out."""
    return [
        file.relative_to(root).as_posix()
        for kind in ("mail", "web")
        for file in sorted((root / kind).rglob("*"))
        if file.suffix in (".mjml", ".txt", ".html", ".css")
    ]


@cache
def program_fingerprint() -> str:
    """Return what changes whenever this program, or a library that makes mails, may make another mail."""
    files = sorted(_PACKAGE.rglob("*.py"))
    sources = [
        f"{file.relative_to(_PACKAGE)} {file.stat().st_mtime_ns} {file.stat().st_size}" for file in files
    ]
    return sha256("\n".join([*sources, *map(version, _MAIL_LIBRARIES)]).encode()).hexdigest()
