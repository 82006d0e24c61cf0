"""The board: which texts of an edition are ready in which languages, and what the others wait for.

Manuscript, Readiness, GateResults ──▶ board_of() ──▶ Board ──▶ terminal, JSON, HTML page
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from newsletter.errors import Fault
from newsletter.i18n.locale import Locale
from newsletter.newsroom.edition import Edition
from newsletter.newsroom.manuscript import Manuscript
from newsletter.revision.language_gate import GateResult
from newsletter.translation.readiness import Readiness


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One text in one language."""

    domain: str
    readiness: Readiness | None
    """None where the catalogue cannot be read."""
    is_source: bool = False
    faults: tuple[Fault, ...] = ()
    """Why the catalogue cannot be read."""
    shown_in: Locale | None = None
    """The language that the text stands in, where it is another one; None where it is ready."""

    @property
    def note(self) -> str:
        """A sentence on what has changed since the language was last whole; "" where nothing has."""
        if self.readiness is None or not self.readiness.changed_count:
            return ""
        since = "approved" if self.readiness.approval else "translated"
        count = f"{self.readiness.changed_count} of {self.readiness.message_count}"
        return f"{count} messages changed since it was {since}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One language: its gate, and its texts in the order of the mail, the edition itself first."""

    locale: Locale
    gate: GateResult | None
    """None where a catalogue cannot be read."""
    cells: tuple[Cell, ...]
    member_count: int | None
    """Members who read this language first; None where nobody counted them."""

    @property
    def why(self) -> str:
        """A sentence for the editor."""
        if self.gate is None:
            return "a catalogue cannot be read"
        return self.gate.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One edition in all its languages."""

    edition: str
    subject: str
    titles: tuple[str, ...]
    """Of the texts, in the order of the cells: "the edition itself", then the articles' slugs."""
    lines: tuple[Line, ...]


def board_of(
    manuscript: Manuscript,
    *,
    gate_of: Callable[[Locale], GateResult | None],
    readiness_of: Callable[[str, Locale], Readiness | tuple[Fault, ...]],
    member_counts: Mapping[Locale, int] | None,
) -> Board:
    """Return the board of an edition.

    Args:
        manuscript: what people wrote.
        gate_of: the decision for a locale; None where a catalogue of it cannot be read.
        readiness_of: (domain, locale) → how ready that text is, or why its catalogue cannot be read.
        member_counts: members by the offered language that they read first; None where nobody counted.
    """
    edition = manuscript.edition
    return Board(
        edition=edition.slug,
        subject=edition.subject,
        titles=("edition", *(article.slug for article in manuscript.articles)),
        lines=tuple(
            Line(
                locale=locale,
                gate=gate_of(locale),
                cells=tuple(_cells(manuscript, locale, gate_of(locale), readiness_of)),
                member_count=None if member_counts is None else member_counts.get(locale, 0),
            )
            for locale in manuscript.newsroom.languages
        ),
    )


def _cells(
    manuscript: Manuscript,
    locale: Locale,
    gate: GateResult | None,
    readiness_of: Callable[[str, Locale], Readiness | tuple[Fault, ...]],
) -> Sequence[Cell]:
    cells = []
    for domain, text in manuscript.texts.items():
        found = readiness_of(domain, locale)
        stands_in = locale if isinstance(text, Edition) or not gate else gate.article_locales[text.slug]
        cells.append(
            Cell(
                domain=domain,
                readiness=found if isinstance(found, Readiness) else None,
                is_source=text.language == locale,
                faults=() if isinstance(found, Readiness) else found,
                shown_in=None if stands_in == locale else stands_in,
            )
        )
    return cells
