"""The board: which texts of an edition are ready in which languages, and what the others wait for.

Manuscript, ReadinessTable ──▶ board_of() ──▶ Board ──▶ terminal, JSON, HTML page
"""

from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.manuscript import Manuscript, article_domain
from newsletter.revision.language_gate import LanguageGate
from newsletter.translation.gate import gate
from newsletter.translation.readiness import Readiness
from newsletter.translation.readiness_table import ReadinessTable, UnreadableCell


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
    gate: LanguageGate | None
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
    manuscript: Manuscript, table: ReadinessTable, *, member_counts: Mapping[Locale, int] | None
) -> Board:
    """Return the board of an edition.

    Args:
        manuscript: what people wrote.
        table: how ready its texts are in all languages of the newsroom.
        member_counts: members by the offered language that they read first; None where nobody counted.
    """
    return Board(
        edition=manuscript.edition.slug,
        subject=manuscript.edition.subject,
        titles=("edition", *(article.slug for article in manuscript.articles)),
        lines=tuple(
            _line(
                manuscript,
                table,
                locale,
                member_count=None if member_counts is None else member_counts.get(locale, 0),
            )
            for locale in manuscript.newsroom.languages
        ),
    )


def _line(manuscript: Manuscript, table: ReadinessTable, locale: Locale, *, member_count: int | None) -> Line:
    decided = _gate(manuscript, table, locale)
    shown_in = {article_domain(slug): to for slug, to in decided.article_locales.items()} if decided else {}
    cells = [
        _cell(
            domain,
            table.columns[locale][domain],
            is_source=text.language == locale,
            shown_in=None if shown_in.get(domain) == locale else shown_in.get(domain),
        )
        for domain, text in manuscript.texts.items()
    ]
    return Line(locale=locale, gate=decided, cells=tuple(cells), member_count=member_count)


def _cell(
    domain: str, measured: Readiness | UnreadableCell, *, is_source: bool, shown_in: Locale | None
) -> Cell:
    return Cell(
        domain=domain,
        readiness=measured if isinstance(measured, Readiness) else None,
        is_source=is_source,
        faults=measured.faults if isinstance(measured, UnreadableCell) else (),
        shown_in=shown_in,
    )


def _gate(manuscript: Manuscript, table: ReadinessTable, locale: Locale) -> LanguageGate | None:
    """Return the decision for a locale; None where a catalogue that it hangs on cannot be read."""
    try:
        return gate(manuscript, table, locale)
    except TranslationError:
        return None
