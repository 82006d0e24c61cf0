"""Counted phrases of a text: "12 seats are left", said by each language's own plural rule.

    front matter        counts:
                          seats: {n: 12, one: "{n} seat is left", other: "{n} seats are left"}
    body                Hurry: {seats}.

    Fields ──▶ counts_of() ──▶ Count ─┬─▶ translation/messages.py ──▶ PO, one msgid and its msgid_plural
                                      └─▶ translation/plural_text.py ──▶ what readers see

Braces around any other word are what they always were, two signs.

Source: GNU gettext manual, "Plural forms".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsletter.errors import Fault
from newsletter.newsroom.fields import Fields
from newsletter.newsroom.front_matter import FrontMatterEntry, bidi_fault_text, is_balanced

CONTEXT = "count"
"""The context of these messages in catalogues."""
FRONT_KEY = "counts"
KEYS = ("n", "one", "other")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED_NAMES = frozenset(["n", "name"])  # the number itself, and the member's name
_WHOLE_NUMBER = re.compile(r"[0-9]{1,15}")
_BRACED = re.compile(r"\{\w+\}")
_EXAMPLE = '{n: 12, one: "{n} seat is left", other: "{n} seats are left"}'

_PlacelessFault = tuple[int, str, str]
"""(1-based line, what is wrong, what to do about it)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One counted phrase, as its author wrote it."""

    name: str
    """The text says `{name}` where the phrase is to stand."""
    n: int
    one: str
    """With `{n}` or without; the same as `other` in languages that have one form."""
    other: str
    line: int = field(default=1, compare=False)
    """1-based line of the file."""


def counts_of(fields: Fields) -> tuple[Count, ...]:
    """Return the phrases of a file, read with its `nested` key; wrong ones are noted and left out."""
    entry = fields.source.entries.get(FRONT_KEY)
    if entry is None:
        return ()
    if entry.value:
        what = f"`{FRONT_KEY}` holds a text where each phrase has a name"
        fields.note_fault(FRONT_KEY, what, f"Write below it, indented, seats: {_EXAMPLE}")
    phrases = [_count(fields, name, phrase) for name, phrase in (entry.below or {}).items()]
    counts = tuple(count for count in phrases if count)
    _note_faults(fields, _differing_plural_faults(counts))
    return counts


def note_unused(fields: Fields, counts: Sequence[Count], texts: Sequence[str | None]) -> None:
    """Note the phrases that no text uses: most often a slip of the pen in one of the two places."""
    _note_faults(
        fields,
        (
            (
                count.line,
                f"the text does not say {{{count.name}}}",
                f"Write {{{count.name}}} where the phrase is to stand, or delete the count",
            )
            for count in counts
            if not is_used_in(count, *texts)
        ),
    )


def has_count(fields: Fields, name: str) -> bool:
    """Tell whether a file has a phrase of that name, right or wrong; where none could be read, it may."""
    entry = fields.source.entries.get(FRONT_KEY)
    if entry is None:
        return False
    return name in entry.below if entry.below is not None else entry.value is None


def is_used_in(count: Count, *texts: str | None) -> bool:
    """Tell whether one of the texts asks for a phrase."""
    return any(f"{{{count.name}}}" in text for text in texts if text)


def _note_faults(fields: Fields, faults: Iterator[_PlacelessFault]) -> None:
    path = fields.source.path
    fields.faults += [Fault(path, line, what, remedy) for line, what, remedy in faults]


def _count(fields: Fields, name: str, phrase: FrontMatterEntry) -> Count | None:
    before = len(fields.faults)
    _note_faults(fields, _phrase_faults(name, phrase))
    values = {key: entry.value for key, entry in (phrase.below or {}).items()}
    n, other = values.get("n"), values.get("other")
    one = values.get("one") or other
    if len(fields.faults) > before or not (
        isinstance(n, str) and isinstance(one, str) and isinstance(other, str)
    ):
        return None
    return Count(name=name, n=int(n), one=one, other=other, line=phrase.line)


def _phrase_faults(name: str, phrase: FrontMatterEntry) -> Iterator[_PlacelessFault]:
    """Yield everything that is wrong with one phrase, but for what could not be read and is told already."""
    if not _NAME.fullmatch(name) or name in _RESERVED_NAMES:
        yield (
            phrase.line,
            f"`{name}` cannot name a count",
            "Use small letters a to z, digits and _; not `n` or `name`",
        )
    if phrase.below is None:
        if phrase.value is not None:
            yield phrase.line, f"the count `{name}` is a text alone", f"Write {name}: {_EXAMPLE}"
        return
    for key, entry in phrase.below.items():
        if fault := _value_fault(name, key, entry.value):
            yield (entry.line, *fault)
    if "n" not in phrase.below:
        yield phrase.line, f"the count `{name}` has no number", "Write n: 12"
    if "other" not in phrase.below:
        yield phrase.line, f"the count `{name}` has no text", 'Write other: "{n} seats are left"'


def _value_fault(name: str, key: str, value: str | tuple[str, ...] | None) -> tuple[str, str] | None:
    """Return (what, remedy) of what is wrong with one key of a phrase."""
    if key not in KEYS:
        return (
            f"`{key}` is not a key of the count `{name}`",
            f"The keys are {', '.join(KEYS)}; translators write the forms of their language",
        )
    if value is None:
        return None
    if isinstance(value, tuple):
        return f"`{key}` of the count `{name}` is a list where one text is expected", f'Write {key}: "text"'
    if key == "n":
        return (
            None
            if _WHOLE_NUMBER.fullmatch(value)
            else (f"`n` of the count `{name}` is no whole number", "Write n: 12")
        )
    return _text_fault(name, key, value)


def _text_fault(name: str, key: str, text: str) -> tuple[str, str] | None:
    if key == "other" and "{n}" not in text:
        return f"`other` of the count `{name}` does not say {{n}}", 'Write other: "{n} seats are left"'
    for braced in _BRACED.findall(text):
        if braced != "{n}":
            return f"`{key}` of the count `{name}` has {braced}", "The only placeholder of a count is {n}"
    if not is_balanced(text):
        return bidi_fault_text(f"`{key}` of the count `{name}`")
    return None


def _differing_plural_faults(counts: Sequence[Count]) -> Iterator[_PlacelessFault]:
    """Yield the phrases that gettext could not tell apart: it knows a message by its singular."""
    first = dict[str, Count]()
    for count in counts:
        known = first.setdefault(count.one, count)
        if known.other != count.other:
            yield (
                count.line,
                f"the counts `{known.name}` and `{count.name}` have the same `one` and another `other`",
                "Write both texts alike, or both differently",
            )
