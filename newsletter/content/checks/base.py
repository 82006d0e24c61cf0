"""What a check is: a small class that knows one way in which a translation can be wrong.

Pair ──▶ check.faults(pair) ──▶ a sentence per fault; check.fixed(pair) ──▶ a better translation
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from newsletter.content.glossary import NO_GLOSSARY, Glossary
from newsletter.content.po_syntax import Key
from newsletter.locale import Locale

_ENGLISH, _FRENCH = Locale("en"), Locale("fr")
"""What examples are in, where they do not say it."""


class Severity(StrEnum):
    """What a fault means for the gate."""

    BLOCKS = "blocks"
    """The translation counts as missing."""
    WARNS = "warns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One source text and one translation of it (of a plural: the source form that it stands for)."""

    source: str
    translation: str
    locale: Locale = _FRENCH
    source_locale: Locale = _ENGLISH
    context: str | None = "paragraph"
    flags: tuple[str, ...] = ()
    glossary: Glossary = NO_GLOSSARY


class Check(Protocol):
    """One way in which a translation can be wrong."""

    code: ClassVar[str]
    """What an `ignore-<code>` flag names."""
    severity: ClassVar[Severity]
    good: ClassVar[list[Pair]]
    """Pairs that it must be silent about."""
    bad: ClassVar[list[Pair]]

    def faults(self, pair: Pair) -> Iterator[str]:
        """Yield a sentence per fault, `what: remedy`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of one message in a catalogue."""

    check: str
    severity: Severity
    path: str
    line: int
    key: Key
    what: str
    remedy: str
    fixed: str | None = None
    """A translation that is mended without changing what it says; None where a person has to."""
