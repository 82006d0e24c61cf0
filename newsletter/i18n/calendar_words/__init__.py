"""What languages call the months and eras of calendars, and how they put a date together.

    calendars.reckoned() ──▶ Reckoned ─┐
    Locale, calendar ──▶ words_for() ──┴▶ conventions.format_day()

Babel carries the words of the Gregorian calendar only. The tables here hold the others, each only
where a locale says something else than its CLDR parents; what most languages say is under `und`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.i18n.calendar_words import coptic, eras, ethiopic, hebrew, indian, islamic, patterns, persian
from newsletter.i18n.calendars import Calendar
from newsletter.i18n.locale import Locale, lineage

Table = Mapping[str, str]
_ROOT = "und"
_MONTHS: Mapping[Calendar, Table] = {
    Calendar.PERSIAN: persian.MONTHS,
    Calendar.ISLAMIC_UMALQURA: islamic.MONTHS,
    Calendar.ISLAMIC_CIVIL: islamic.MONTHS,
    Calendar.HEBREW: hebrew.MONTHS,
    Calendar.COPTIC: coptic.MONTHS,
    Calendar.ETHIOPIC: ethiopic.MONTHS,
    Calendar.INDIAN: indian.MONTHS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one language writes the dates of one calendar."""

    pattern: str
    """For `str.format`: d day and m month (dd, mm: two digits), M the month's name, y year, G era."""
    months: tuple[str, ...]
    """In the order of `Reckoned.name`; empty where the months are the Gregorian ones."""
    eras: tuple[str, ...]
    """In the order of `Reckoned.era`."""


def words_for(locale: Locale, calendar: Calendar) -> Words:
    """Return the words of a language for any calendar but the Gregorian."""
    months = _MONTHS.get(calendar)
    return Words(
        pattern=_found(locale, getattr(patterns, calendar.name), patterns.SHARED),
        months=tuple(_found(locale, months).split("|")) if months else (),
        eras=tuple(_found(locale, getattr(eras, calendar.name)).split("|")),
    )


def _found(locale: Locale, *tables: Table) -> str:
    """Return what the nearest ancestor says; earlier tables go first for the same one."""
    # By Babel's name, which has the script where it is not the language's usual one: zh-HK is zh-Hant-HK.
    named = Locale(str(locale.cldr).replace("_", "-"))
    tags = [*(found.tag for found in lineage(named)), _ROOT]
    return next(table[tag] for tag in tags for table in tables if tag in table)
