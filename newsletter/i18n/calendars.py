"""Calendars: a day in another calendar than the Gregorian, in a language's words.

    day, calendar, Locale, digits ──▶ written_in() ──▶ "۱۰ آذر ۱۴۰۵" ──▶ conventions.format_day()

The arithmetic, the words and their order are ICU's; docs/decisions/0020-calendars-from-icu.md has the reason.

Sources: Unicode LDML part 4, "Calendar Elements"; BCP 47, keys `ca`, `nu` and `tz` of extension U;
ICU documentation, "Formatting Messages".
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.i18n.locale import Locale

if TYPE_CHECKING:
    from icu4py.messageformat import MessageFormat


class Calendar(StrEnum):
    """The calendars that a day can be written in, by their names in BCP 47."""

    GREGORIAN = "gregorian"
    PERSIAN = "persian"
    ISLAMIC_UMALQURA = "islamic-umalqura"
    ISLAMIC_CIVIL = "islamic-civil"
    HEBREW = "hebrew"
    BUDDHIST = "buddhist"
    JAPANESE = "japanese"
    ROC = "roc"
    ETHIOPIC = "ethiopic"
    COPTIC = "coptic"
    INDIAN = "indian"


# The first day that a calendar has a year for. ICU counts Japanese eras before the Gregorian calendar came
# to Japan, and Buddhist months as Julian ones before the reform.
_FIRST_DAYS: Mapping[Calendar, date] = {
    Calendar.PERSIAN: date(622, 3, 21),
    Calendar.ISLAMIC_UMALQURA: date(622, 7, 19),
    Calendar.ISLAMIC_CIVIL: date(622, 7, 19),
    Calendar.HEBREW: date.min,
    Calendar.BUDDHIST: date(1582, 10, 15),
    Calendar.JAPANESE: date(1873, 1, 1),
    Calendar.ROC: date(1912, 1, 1),
    Calendar.ETHIOPIC: date(8, 8, 27),
    Calendar.COPTIC: date(284, 8, 29),
    Calendar.INDIAN: date(79, 3, 22),
}
# What Babel knows and ICU 78 does not: ICU would answer in the language of the machine (its default locale),
# or, for scripts, without names of months. tests/i18n/test_calendars.py finds what is missing here.
UNKNOWN_TO_ICU = frozenset(
    re.findall(
        r"\S+",
        "aa ab an ann apc arn bal bew bgn blt bss byn cad cch cho cic co cop cu dv frr gez gn hnj io iu jbo "
        "kaa kaj kcg ken kpe la lld ltg mdf mhn mic moh mus myv nr nv ny osa pap pis quc rhg rif sdh sid skr "
        "sma smj sms ss ssy tig tpi trv trw ts ve vo wa wal wbp "
        "az-Arab bm-Nkoo en-Dsrt en-Shaw ha-Arab mn-Mong mni-Mtei ms-Arab sat-Deva vai-Latn zh-Latn",
    )
)
_ENGLISH = "en-001"
_MIDDAY = time(12, tzinfo=UTC)


def written_in(calendar: Calendar, day: date, *, locale: Locale, system: str) -> str | None:
    """Return a day; None for the Gregorian calendar, and where this one has no year for the day.

    `system`: the digits, as `digits.numbering_system` names them. A language that ICU does not know has
    English words.

    >>> written_in(Calendar.PERSIAN, date(2026, 12, 1), locale=Locale("fr"), system="latn")
    '10 âzar 1405 A. P.'
    """
    if calendar is Calendar.GREGORIAN or day < _FIRST_DAYS[calendar]:
        return None
    writer = _writer(f"{_known_tag(locale)}-u-ca-{calendar}-nu-{system}-tz-utc")
    return writer.format({"day": datetime.combine(day, _MIDDAY)})


def _known_tag(locale: Locale) -> str:
    # By Babel's name, which has the script where it is not the language's usual one: zh-HK is zh-Hant-HK.
    cldr = locale.cldr
    if not UNKNOWN_TO_ICU.isdisjoint((cldr.language, f"{cldr.language}-{cldr.script}")):
        return _ENGLISH
    return str(cldr).replace("_", "-")


@lru_cache(maxsize=64)
def _writer(tag: str) -> "MessageFormat":
    """Return what writes days, those of UTC (`tz`) wherever this machine stands; threads may share it."""
    from icu4py.messageformat import MessageFormat  # noqa: PLC0415 -- 14 ms, and few newsrooms need it

    return MessageFormat("{day, date, long}", tag)
