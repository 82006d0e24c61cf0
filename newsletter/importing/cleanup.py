"""Clean the characters of a foreign text, line by line, and tell what was wrong with them.

text ──▶ cleaned_text() ──▶ text with the same lines

Sources: UAX #9 (bidirectional controls), Unicode §23.2 (soft hyphen, joiners), WHATWG windows-1252.
"""

import re

from newsletter.importing.blocks import BREAK, NEW_PARAGRAPH, ImportFaults, Places, excerpt
from newsletter.newsroom.front_matter import is_balanced

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONGEST_LINE = 2_000

# What Windows-1252 makes of the bytes 0x80 to 0xBF, the ones that continue a UTF-8 sequence.
_HIGH = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_CONTINUING = "".join(re.escape(letter) for letter, byte in _HIGH.items() if byte < 0xC0)  # noqa: PLR2004  # UTF-8
_AFTER = rf"[{_CONTINUING}]"
_SEQUENCE = rf"(?:[\u00c2-\u00df]{_AFTER}|[\u00e0-\u00ef]{_AFTER}{{2}}|[\u00f0-\u00f4]{_AFTER}{{3}})"
# One sequence alone could be a word's end before a mark (CAFÉ»): only those are taken singly that
# no text has, the ones of Latin letters and of typographic signs.
_MOJIBAKE = re.compile(
    rf"(?:[\u00c2\u00c3][{_CONTINUING}]|\u00e2[\u20ac\u201a\u201e\u2020\u2021\u0192][{_CONTINUING}]"
    rf"|{_SEQUENCE}{{2,}})+"
)


def visible_text(text: str) -> str:
    """Return a text without the control characters that references of HTML (`&#1;`) can still hide in it."""
    shown = _INVISIBLE.sub("", _CONTROL.sub("", text.replace(BREAK, " ").replace(NEW_PARAGRAPH, " ")))
    return shown if is_balanced(shown) else _BIDI.sub("", shown)


def cleaned_text(text: str, notes: ImportFaults) -> str:
    """Return the text without what cannot be shown, its mojibake undone; every change is noted."""
    text = text.replace(NEW_PARAGRAPH, "\n").replace(BREAK, "\n")
    _tell_lines(text, notes)
    # First, because some bytes of UTF-8 read as Windows-1252 are control characters.
    text = _text_without_mojibake(_text_without_mojibake(text, notes), notes)
    text = _without_controls(text, notes)
    return _balanced_text(_INVISIBLE.sub("", text), notes)


def _tell_lines(text: str, notes: ImportFaults) -> None:
    """Note very long lines, and letters that were lost before the text came here."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            what = f"this line has {len(line):,} characters"
            notes.add(number, what, "Check that no line ends were lost", kind="very long lines")
        if "\ufffd" in line:
            at = line.index("\ufffd")
            what = f"a letter was lost before this text came here: {excerpt(line[max(0, at - 20) : at + 20])}"
            notes.add(
                number,
                what,
                "Look it up in the original, and write it in place of \ufffd",
                kind="lost letters",
            )


def _without_controls(text: str, notes: ImportFaults) -> str:
    places = Places(text)
    for match in _CONTROL.finditer(text):
        what = f"an invisible control character (U+{ord(match[0]):04X}) was removed"
        notes.add(places.line_at(match.start()), what, "Check the words around it", kind="control characters")
    return _CONTROL.sub("", text)


def _text_without_mojibake(text: str, notes: ImportFaults) -> str:
    """Return the text in which UTF-8 that somebody read as Windows-1252 is what it was."""
    places = Places(text)

    def repaired_letters(match: re.Match[str]) -> str:
        try:
            meant = bytes(_HIGH[letter] for letter in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            return match[0]
        what = f"mojibake: {excerpt(match[0])} was read as {excerpt(meant)}"
        notes.add(places.line_at(match.start()), what, "Check the words around it", kind="mojibake")
        return meant

    return _MOJIBAKE.sub(repaired_letters, text)


def _balanced_text(text: str, notes: ImportFaults) -> str:
    """Return the text without the bidirectional controls of lines that do not close them."""
    if not _BIDI.search(text):
        return text
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not is_balanced(line):
            lines[index] = _BIDI.sub("", line)
            what = "unbalanced bidirectional controls (U+202A to U+2069) were removed"
            notes.add(index + 1, what, "Check the order of the words", kind="bidirectional controls")
    return "\n".join(lines)
