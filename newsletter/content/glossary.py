"""The newsroom's words: how each term is said in a language, and what is never translated.

glossary.csv, TBX ──▶ … ──▶ Glossary ──▶ checks, suggestions, comments for translators
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of the source language."""

    source: str
    translations: Mapping[Locale, tuple[str, ...]] = field(default_factory=dict)
    """The accepted ways to say it, the preferred one first."""
    is_kept: bool = False
    """True where it is never translated: a name, a brand."""
    note: str = ""
    line: int = 0
    """1-based line of the file that it is from; 0 for what was never in a file."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms of a newsroom. `path` is below the newsroom."""

    terms: tuple[Term, ...] = ()
    path: str = "glossary.csv"


NO_GLOSSARY = Glossary()
