"""Check: characters that steer the writing direction are closed again.

Source: Unicode Standard Annex #9, §2 "Directional Formatting Characters", BD9 and X1-X8.
"""

import re
from collections.abc import Iterator

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069\n\u2029]")
_MAY_BE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS = "\u202a\u202b"
_OVERRIDES = "\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_NAMES = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


class BalancesDirections(Check):
    """Embeddings end with PDF, isolates with PDI, within their paragraph; overrides are refused."""

    code = "bidi"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="By {name}", translation="بقلم \u2068{name}\u2069"),
        TextPair(source="A word", translation="\u202bكلمة\u202c"),
        TextPair(source="A word", translation="\u200fكلمة\u200e"),
        TextPair(source="A word", translation="\u2067a \u202ab\u202c c\u2069"),
    )
    bad = (
        TextPair(source="A word", translation="\u202bكلمة"),
        TextPair(source="A word", translation="كلمة\u202c"),
        TextPair(source="A word", translation="\u2068كلمة"),
        TextPair(source="A word", translation="كلمة\u2069"),
        TextPair(source="A word", translation="\u2068a \u202ab\u2069 c\u202c"),
        TextPair(source="A word", translation="\u202etxt.exe\u202c"),
        TextPair(source="A word", translation="\u2067a\nb\u2069"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding for overrides, and one for the first character that does not match."""
        text = pair.translation
        if text.isascii() or not _MAY_BE.search(text):
            return
        if any(char in text for char in _OVERRIDES):
            yield FindingText(
                "an override (LRO or RLO) shows letters in another order than they are written in",
                "Remove it; to set off foreign words use FSI (U+2068) and PDI (U+2069)",
            )
            return
        culprit = _unbalanced_character(text)
        if culprit:
            yield FindingText(
                f"{_NAMES[culprit]} (U+{ord(culprit):04X}) has no counterpart",
                "Close FSI, LRI and RLI with PDI (U+2069), LRE and RLE with PDF (U+202C), or remove them",
            )


def _unbalanced_character(text: str) -> str:
    """Return the first character without counterpart, "" where all have one."""
    open_characters: list[str] = []
    controls: list[str] = _CONTROL.findall(text)
    for char in [*controls, "\n"]:
        if char in "\n\u2029":
            if open_characters:
                return open_characters[-1]
        elif char not in (_POP, _POP_ISOLATE):
            open_characters.append(char)
        elif open_characters and open_characters[-1] in (_EMBEDDINGS if char == _POP else _ISOLATES):
            open_characters.pop()
        else:
            return char
    return ""
