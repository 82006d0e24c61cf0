"""The conventions that a newsroom asks for by language.

newsroom.toml, [conventions.fa] ──▶ conventions_by_locale() ──▶ Conventions of each locale
"""

from collections.abc import Mapping

from newsletter.i18n.calendars import Calendar
from newsletter.i18n.digits import Digits
from newsletter.i18n.formats import USUAL_CONVENTIONS, Conventions
from newsletter.i18n.locale import Locale
from newsletter.newsroom.toml import SettingsFile

TABLE = "conventions"
KEYS = ("calendar", "digits")
_EXAMPLE = '# [conventions.fa]\n# calendar = "persian"\n# digits = "native"'


def conventions_by_locale(settings: SettingsFile) -> dict[Locale, Conventions]:
    """Return the conventions that a newsroom's settings hold; what is wrong with them is noted there."""
    return {locale: _conventions(settings, name) for locale, name in settings.tables_by_locale(TABLE).items()}


def convention_lines(conventions: Mapping[Locale, Conventions]) -> str:
    """Return the tables as TOML that `conventions_by_locale` reads; an example in comments for none."""
    tables = (
        f'[{TABLE}.{locale}]\ncalendar = "{style.calendar}"\ndigits = "{style.digits}"'
        for locale, style in conventions.items()
    )
    return "\n\n".join(tables) or _EXAMPLE


def _conventions(settings: SettingsFile, name: str) -> Conventions:
    settings.expect(name, KEYS)
    return Conventions(
        calendar=settings.choice(f"{name}.calendar", Calendar, USUAL_CONVENTIONS.calendar),
        digits=settings.choice(f"{name}.digits", Digits, USUAL_CONVENTIONS.digits),
    )
