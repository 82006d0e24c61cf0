"""Check: the numbers of the source stand in the translation, as its language writes them.

Texts that count in millions are not compared with languages that count in myriads or lakhs.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair
from newsletter.translation.checks.number_formats import Number, numbers_in
from newsletter.translation.checks.visible_text import prose_of

_DIGIT = re.compile(r"\d")
_ROMAN = re.compile(r"\b[IVXLC]+")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_SCALE = re.compile(
    r"(?:\d|[.,])+[ \u00a0]?(?:hundred|thousand|million|billion|trillion|mill|mil|mld|mio|mrd|[kmbt]n?)\w*",
    re.IGNORECASE,
)
_COUNT_BY_MYRIADS = frozenset(
    ["zh", "ja", "ko", "yue", "hi", "bn", "mr", "ne", "gu", "ur", "ta", "te", "kn", "ml"]
)
"""Languages whose large units are not the powers of a thousand: 1.5 million is 150万 or 15 लाख."""
_OTHER_YEARS = {"fa": (-621, -622), "ps": (-621, -622), "th": (543,)}
"""Years of the Solar Hijri and the Buddhist calendar, less those of the Gregorian."""
_MONTH_NUMBERS = frozenset(map(str, range(1, 13)))
_YEAR_DIGITS = 4
_MOST_SHOWN, _LONGEST_SHOWN = 5, 30
_TWELVE_HOURS = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


class KeepsNumbers(Check):
    """Each number of the source occurs as often in the translation; months and centuries may differ."""

    code = "numbers"
    severity = Severity.WARNS
    good = (
        TextPair(source="1,234.5 km in 2019", translation="En 2019, 1 234,5 km"),
        TextPair(source="1,234.5 km", translation="1\u202f234,5 km"),
        TextPair(source="1,234.5", translation="١٬٢٣٤٫٥", locale=Locale("ar")),
        TextPair(source="Since 1985", translation="از ۱۹۸۵", locale=Locale("fa")),
        TextPair(source="In 2019", translation="در ۱۳۹۸", locale=Locale("fa")),
        TextPair(source="12 cities", translation="१२ शहर", locale=Locale("hi")),
        TextPair(source="4 December 2019", translation="2019年12月4日", locale=Locale("zh-Hans")),
        TextPair(source="the 21st century", translation="le XXIe siècle"),
        TextPair(source="2.5 million people", translation="250万人", locale=Locale("zh-Hans")),
        TextPair(source="at 10:30", translation="um 10.30 Uhr", locale=Locale("de")),
        TextPair(source="at 5 pm", translation="à 17 h"),
        TextPair(source="Python 3.11.2", translation="Python 3.11.2"),
        TextPair(source="In 2019 200 cities", translation="En 2019 200 villes"),
        TextPair(source="1 day", translation="{n} jour", may_lack=frozenset(["n"])),
        TextPair(source="https://example.org/2019", translation="https://example.org/"),
    )
    bad = (
        TextPair(source="Since 1985", translation="Depuis 1958"),
        TextPair(source="12 cities", translation="Des villes"),
        TextPair(source="Some cities", translation="12 villes"),
        TextPair(source="1,234 cities", translation="1,234 Städte", locale=Locale("de")),
        TextPair(source="1.5 degrees", translation="15 degrés"),
        TextPair(source="Three 3", translation="Trois"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding for what was lost, and one for what was invented."""
        if pair.may_lack or not (_DIGIT.search(pair.source) or _DIGIT.search(pair.translation)):
            return
        source_prose = prose_of(pair.said.text)
        if pair.locale.language in _COUNT_BY_MYRIADS and _SCALE.search(source_prose):
            return
        translation_prose = prose_of(pair.shown.text)
        lost, invented = _unmatched_values(
            numbers_in(source_prose, pair.source_locale), numbers_in(translation_prose, pair.locale)
        )
        lost, invented = _unexcused_values(pair, lost, invented)
        if lost:
            yield FindingText(
                f"{_numbers_in_words(lost)} missing",
                "Write it as the language does, or flag the message ignore-numbers if it is said in words",
            )
        if invented:
            yield FindingText(
                f"{_numbers_in_words(invented)} not in the source", "Compare it with the source"
            )


def _numbers_in_words(values: list[str]) -> str:
    """Return up to five numbers in words: "the numbers 3, 4 and others are"."""
    distinct = list(dict.fromkeys(values))
    if len(distinct) == 1:
        return f"the number {distinct[0][:_LONGEST_SHOWN]} is"
    shown = ", ".join(value[:_LONGEST_SHOWN] for value in distinct[:_MOST_SHOWN])
    return f"the numbers {shown}{' and others' if len(distinct) > _MOST_SHOWN else ''} are"


def _unmatched_values(
    source_numbers: tuple[Number, ...], translation_numbers: tuple[Number, ...]
) -> tuple[list[str], list[str]]:
    """Return the values that only one side has; 10:30 and 10.30 are the same."""
    source_values, translation_values = (
        Counter(n.value for n in source_numbers),
        Counter(n.value for n in translation_numbers),
    )
    if source_values == translation_values:
        return [], []
    lost, invented = source_values - translation_values, translation_values - source_values
    pieces_lost, pieces_invented = _pieces(source_numbers, lost), _pieces(translation_numbers, invented)
    if pieces_lost == pieces_invented:
        return [], []
    if "." in "".join([*lost, *invented]):
        return sorted(lost.elements()), sorted(invented.elements())
    return sorted((pieces_lost - pieces_invented).elements()), sorted(
        (pieces_invented - pieces_lost).elements()
    )


def _pieces(numbers: tuple[Number, ...], values: Counter[str]) -> Counter[str]:
    by_value = {number.value: number.pieces for number in numbers}
    return Counter(piece for value in values.elements() for piece in by_value[value])


def _unexcused_values(pair: TextPair, lost: list[str], invented: list[str]) -> tuple[list[str], list[str]]:
    """Take out what languages say in another way: months, centuries, hours, years of another calendar."""
    if not (lost or invented):
        return lost, invented
    romans = {str(_roman(numeral)) for numeral in _ROMAN.findall(pair.translation)}
    lost = [value for value in lost if value not in romans]
    if _names_month(pair):
        invented = [value for value in invented if value not in _MONTH_NUMBERS]
    shifts = list(_OTHER_YEARS.get(pair.locale.language, ()))
    shifts += [12, -12] if _TWELVE_HOURS.search(pair.source) else []
    for value in [value for value in lost if len(value) <= _YEAR_DIGITS and value.isdigit()]:
        shifted = next((s for shift in shifts if (s := str(int(value) + shift)) in invented), None)
        if shifted:
            lost.remove(value)
            invented.remove(shifted)
    return lost, invented


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _names_month(pair: TextPair) -> bool:
    return bool(_month_pattern(pair.source_locale).search(pair.said.text))


@lru_cache(maxsize=64)
def _month_pattern(locale: Locale) -> re.Pattern[str]:
    names = {
        name.rstrip(".")
        for use in locale.cldr.months.values()
        for width in ("wide", "abbreviated")
        for name in use.get(width, {}).values()
    }
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)
