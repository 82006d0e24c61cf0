"""Take site templates out of a text: Liquid tags, its variables, and kramdown's attributes.

text ──▶ without_templates() ──▶ text with the same lines

Variables that the text itself sets to a literal are filled in; everything else is left out and noted.

Sources: Liquid reference ("Tags", "Variables"); kramdown syntax ("Attribute list definitions").
"""

import re

from newsletter.importing.blocks import ImportFaults, Places, excerpt

_LONGEST_TAG = 20_000
_WORD = re.compile(r"-?\s{0,9}(\w{0,40})")
_END_OF_COMMENT = re.compile(r"\{%-?\s{0,9}endcomment\s{0,9}-?%\}")
_ASSIGN = re.compile(r"""\s{0,9}([\w-]{1,80})\s{0,9}=\s{0,9}["']([^"']{0,2000})["']\s{0,9}-?$""")
_VARIABLE = re.compile(
    r"\{\{-?\s{0,9}([A-Za-z_][\w.-]{0,200})((?:\s{0,9}\|[^{}|\n]{0,200}){0,9})\s{0,9}-?\}\}"
)
_ATTRIBUTES = re.compile(r"\{:[^{}\n]{0,500}\}")


def has_templates(text: str) -> bool:
    """Return whether a text has Liquid tags."""
    start = text.find("{%")
    return start >= 0 and text.find("%}", start, start + _LONGEST_TAG) >= 0


def without_templates(text: str, notes: ImportFaults, first_line: int = 1) -> str:
    """Return the text without template tags; what was left out is noted with its line."""
    values: dict[str, str] = {}
    parts, done, places = list[str](), 0, Places(text, first_line)
    while (start := text.find("{%", done)) >= 0:
        end = text.find("%}", start, start + _LONGEST_TAG) + len("%}")
        if end < len("%}"):
            parts.append(text[done : start + 2])
            done = start + 2
            continue
        parts.append(text[done:start])
        done = _end_of_tag(text, start, end, values)
        what = f"a template tag of the site was left out: {excerpt(text[start:end])}"
        remedy = "Nothing, unless the site shows something in its place"
        notes.add(places.line_at(start), what, remedy, kind="template tags")
        parts.append("\n" * text.count("\n", start, done))
    remaining = "".join([*parts, text[done:]])
    return _ATTRIBUTES.sub("", _text_with_values(remaining, values, notes, first_line))


def _end_of_tag(text: str, start: int, end: int, values: dict[str, str]) -> int:
    """Return where a tag ends, a comment with all that it comments out; remember what it assigns."""
    inside = text[start + 2 : end - 2]
    match = _WORD.match(inside)
    word = match[1] if match else ""
    if word == "assign" and match and (assigned := _ASSIGN.match(inside[match.end() :])):
        values[assigned[1]] = assigned[2]
    closing = _END_OF_COMMENT.search(text, end) if word == "comment" else None
    return closing.end() if closing else end


def _text_with_values(text: str, values: dict[str, str], notes: ImportFaults, first_line: int) -> str:
    """Return the text with its own variables filled in, and without those that only the site knows."""
    places = Places(text, first_line)

    def value_of(match: re.Match[str]) -> str:
        if match[1] in values and not match[2]:
            return values[match[1]]
        what = f"a variable of the site was left out: {excerpt(match[0])}"
        notes.add(
            places.line_at(match.start()),
            what,
            "Write what the site shows in its place",
            kind="template variables",
        )
        return ""

    return _VARIABLE.sub(value_of, text)
