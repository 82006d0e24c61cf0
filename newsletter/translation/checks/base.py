"""What a check is: a small class that knows one way in which a translation can be wrong.

TextPair ──▶ check.findings(pair) ──▶ what and remedy, per finding; check.fixed(pair) ──▶ a better translation
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, NamedTuple

from newsletter.i18n.locale import Locale
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.newsroom.markdown import NO_REFERENCES, References
from newsletter.po.parser import EntryKey
from newsletter.translation.checks.visible_text import VisibleText, visible_markdown, visible_plain_text

_ENGLISH, _FRENCH = Locale("en"), Locale("fr")
"""What examples are in, where they do not say it."""
_MARKDOWN_CONTEXTS = frozenset(
    ["heading", "paragraph", "list item", "quote", "table heading", "table cell", "image alt"]
)
"""Roles of `newsroom/markdown.py`. The flag `md-text` alone is not trusted: a translator could drop it."""


class Severity(StrEnum):
    """What a fault means for the gate."""

    BLOCKS = "blocks"
    """The translation counts as missing."""
    WARNS = "warns"


@dataclass(frozen=True, kw_only=True)
class TextPair:
    """One source text and one translation of it (of a plural: the source form that it stands for)."""

    source: str
    translation: str
    locale: Locale = _FRENCH
    source_locale: Locale = _ENGLISH
    context: str | None = "paragraph"
    flags: tuple[str, ...] = ()
    glossary: Glossary = NO_GLOSSARY
    references: References = NO_REFERENCES
    """The article's link reference definitions, see `markdown.references`."""
    may_lack: frozenset[str] = frozenset()
    """Placeholders that this form may have or not: the number, in a form for one number only."""

    is_markdown: bool = field(init=False, compare=False, repr=False)
    """Whether the text is inline Markdown; a title or a subject is text."""
    said: VisibleText = field(init=False, compare=False, repr=False)
    """The source as its reader sees it."""
    shown: VisibleText = field(init=False, compare=False, repr=False)
    """The translation as its reader sees it."""

    def __post_init__(self) -> None:
        """Read both sides: nearly every check asks for them."""
        is_markdown = self.context in _MARKDOWN_CONTEXTS or "md-text" in self.flags
        object.__setattr__(self, "is_markdown", is_markdown)
        for name, text in (("said", self.source), ("shown", self.translation)):
            reading = visible_markdown(text, self.references) if is_markdown else visible_plain_text(text)
            object.__setattr__(self, name, reading)

    @cached_property
    def prose(self) -> str:
        """The words of the translation: no markup, code, addresses and placeholders."""
        return self.shown.prose

    @cached_property
    def said_prose(self) -> str:
        """The words of the source."""
        return self.said.prose


class FindingText(NamedTuple):
    """What is wrong, and what the translator does about it: two sentences without a full stop."""

    what: str
    remedy: str


class Check(ABC):
    """One way in which a translation can be wrong."""

    code: ClassVar[str]
    """What an `ignore-<code>` flag names."""
    severity: ClassVar[Severity]
    good: ClassVar[Sequence[TextPair]]
    """Pairs that it must be silent about."""
    bad: ClassVar[Sequence[TextPair]]

    @abstractmethod
    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield what is wrong."""

    def fixed_translation(self, pair: TextPair) -> str | None:
        """Return a translation without this fault that says the same; None where a person has to."""
        del pair
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault of one message in a catalogue."""

    check: str
    severity: Severity
    path: str
    line: int
    key: EntryKey
    what: str
    remedy: str
    fixed: str | None = None
    """A translation that is mended without changing what it says; None where a person has to."""
    form: int = 0
    """Which `msgstr[…]` it is about."""
