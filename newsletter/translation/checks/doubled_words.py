"""Check: no word stands twice in a row, in languages where that says nothing."""

import re
from collections.abc import Iterator

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]{2,})[ \u00a0\n]+\1(?![\w'’-])", re.IGNORECASE)
_MEANT: dict[str, frozenset[str]] = {
    "en": frozenset(["had", "that", "very", "her"]),
    "fr": frozenset(["nous", "vous", "faire", "très"]),
    "es": frozenset(["nos", "muy"]),
    "it": frozenset(["via", "via", "piano", "mano", "man", "appena", "così", "molto"]),
    "pt": frozenset(["nos", "muito"]),
    "ca": frozenset(["molt", "nos"]),
    "ro": frozenset(["foarte"]),
    "de": frozenset(["der", "die", "das", "den", "dem", "sie", "ihr", "ihnen", "ist", "war", "sehr"]),
    "nl": frozenset(["die", "dat", "je", "heel", "was", "is", "zijn"]),
    "sv": frozenset(["att", "det", "de", "som"]),
    "da": frozenset(["at", "det", "de", "der", "som"]),
    "nb": frozenset(["at", "det", "de", "som", "var"]),
    "nn": frozenset(["at", "det", "dei", "som"]),
    "fi": frozenset(["se", "ne", "hyvin"]),
    "pl": frozenset(["bardzo"]),
    "cs": frozenset(["velmi"]),
    "sk": frozenset(["veľmi"]),
    "ru": frozenset(["очень", "чуть", "едва"]),
    "uk": frozenset(["дуже", "ледве"]),
    "be": frozenset(["вельмі"]),
    "bg": frozenset(["много"]),
    "el": frozenset(["πολύ", "σιγά", "πρώτα", "πρώτη"]),
    "hu": frozenset(["nagyon", "egy", "egyre", "már"]),
    "sl": frozenset(["se"]),
    "hr": frozenset(["je"]),
    "sr": frozenset(["je", "је"]),
}
"""What is doubled on purpose. Languages that are not here double words by grammar or for style."""


class DoublesNoWord(Check):
    """A word is not written twice by mistake."""

    code = "doubled-words"
    severity = Severity.WARNS
    good = (
        TextPair(source="You will meet", translation="Vous vous rencontrerez"),
        TextPair(source="All the cities", translation="Semua kota kota", locale=Locale("id")),
        TextPair(source="Slowly", translation="धीरे धीरे", locale=Locale("hi")),
        TextPair(source="Duran Duran", translation="Le groupe Duran Duran"),
        TextPair(source="A very very long way", translation="Un long long chemin"),
    )
    bad = (
        TextPair(source="The city", translation="La la ville"),
        TextPair(source="In the city", translation="In der Stadt Stadt", locale=Locale("de")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per doubled word."""
        meant = _MEANT.get(pair.locale.language)
        if meant is None:
            return
        for match in _TWICE.finditer(pair.translation):
            is_name = all(word[0].isupper() for word in match[0].split())
            is_said = bool(_TWICE.search(pair.source)) if not is_name else match[0] in pair.source
            if match[1].lower() not in meant and not is_said:
                yield FindingText(f"{match[0]!r} has a word twice", "Remove one of the two")
