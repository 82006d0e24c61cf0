"""Templates and an interface for tests that fill templates in."""

from collections.abc import Mapping
from pathlib import Path

from newsletter.i18n.locale import Locale
from newsletter.resources import shipped_path
from newsletter.templating.interface import Interface


def interface_of(locale: str, words: Mapping[str, str] | None = None) -> Interface:
    """Return an interface that says some messages in its locale and the others in English."""
    said = words or {}
    return Interface(
        locale=Locale.parse(locale),
        gettext=lambda _context, text: said.get(text, text),
        ngettext=lambda _context, one, many, n: said.get(one if n == 1 else many, one if n == 1 else many),
    )


def shipped_templates() -> dict[str, str]:
    """Return the built-in templates by name."""
    root: Path = shipped_path("templates")
    return {str(path.relative_to(root)): path.read_text() for path in root.glob("mail/**/*.*")}
