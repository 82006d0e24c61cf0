"""The glossary as a CSV file: one term a line, a column a language. People edit it in spreadsheets.

    glossary.csv ──▶ read_glossary() ──▶ Glossary ──▶ glossary_text() ──▶ glossary.csv
    somebody else's CSV ──▶ read_foreign_csv() ──▶ ForeignTerms ──▶ translation/glossary_merge.py

    term,keep,note,es,fr
    city region,no,,región metropolitana,région métropolitaine | région urbaine
    Polycentra,yes,Our name,,

The own file is read strictly: nothing in it is ignored. What spreadsheets make of it is understood: a
byte order mark, semicolons or tabs instead of commas, CRLF, a first line `sep=;`. Somebody else's file
may have columns that mean nothing here; they are told, not refused.

Source: RFC 4180.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from newsletter.errors import Fault, Place, TranslationError, by_line
from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text
from newsletter.interchange.csv_rows import CsvRow, csv_rows
from newsletter.newsroom.glossary import Glossary, Term

_TERM, _KEEP, _NOTE = "term", "keep", "note"
_OWN_COLUMNS = (_TERM, _KEEP, _NOTE)
_KEEP_WORDS = {"yes": True, "no": False, "": False}
_ALTERNATIVES = " | "
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_HEADER = "term,keep,note,fr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTerms:
    """What another tool's file says, and what of it cannot be used."""

    path: str
    terms: tuple[Term, ...]
    faults: tuple[Fault, ...] = ()
    """What was left out, for a person to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """What each column of a file means."""

    term: int
    keep: int | None = None
    note: int | None = None
    locales: Mapping[Locale, int] = field(default_factory=dict)


def read_glossary(content: bytes, *, path: str = "glossary.csv") -> Glossary:
    """Return the glossary that a newsroom's own file holds.

    Raises:
        TranslationError: with everything that is wrong with the file.
    """
    header, rows = csv_rows(content, path=path, header_like=_HEADER)
    columns, faults = _own_columns(header, path)
    terms = list(_terms(rows, columns, path, faults))
    faults += [
        Fault(path, row.line, f"the row has {len(row.cells)} cells, the header {len(header.cells)}", _WIDE)
        for row in rows
        if len(row.cells) > len(header.cells) and any(row.cells[len(header.cells) :])
    ]
    if faults:
        raise TranslationError(by_line(faults))
    return Glossary(tuple(terms), path, tuple(columns.locales))


_WIDE = 'Put a text that has the separator in it between quotes: "one, two"'


def read_foreign_csv(content: bytes, *, path: str, source: Locale, target: Locale | None) -> ForeignTerms:
    """Return the terms of another tool's CSV file: columns `source` and `target`, or one a language.

    Args:
        content: the file.
        path: its name, for faults.
        source: the newsroom's source language; a column of its tag is taken for `term`.
        target: the language of a column `target`, None where nobody has said it.

    Raises:
        TranslationError: it is no CSV file, has no terms, or nobody has said what language they are in.
    """
    header, rows = csv_rows(content, path=path, header_like=_HEADER)
    columns, faults = _foreign_columns(header, path, source, target)
    return ForeignTerms(path=path, terms=tuple(_terms(rows, columns, path, faults)), faults=tuple(faults))


def glossary_text(glossary: Glossary) -> str:
    """Return the file of a glossary: its columns in their order, further languages behind, terms sorted.

    `read_glossary` of it is the same glossary, and writing that changes no byte.
    """
    used_locales = {locale for term in glossary.terms for locale in term.translations}
    locales = (*glossary.locales, *sorted(used_locales.difference(glossary.locales)))
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*_OWN_COLUMNS, *map(str, locales)])
    for term in sorted(glossary.terms, key=lambda term: (term.source.casefold(), term.source)):
        cells = (_ALTERNATIVES.join(term.translations.get(locale, ())) for locale in locales)
        writer.writerow([term.source, "yes" if term.is_kept else "no", term.note, *cells])
    return buffer.getvalue()


def _own_columns(header: CsvRow, path: str) -> tuple[_Columns, list[Fault]]:
    """Return what the columns of the newsroom's own file mean, and what is wrong with them."""
    known, locales = dict[str, int](), dict[Locale, int]()
    faults = list[Fault]()
    for place, name in enumerate(cell.strip() for cell in header.cells):
        where = Place(path, header.line)
        if (locale := Locale.try_parse(name)) is None and name.lower() not in _OWN_COLUMNS:
            what = f"column {place + 1} is called {name!r}, which is no language" if name else _UNNAMED
            faults.append(
                Fault(*where, what, "The columns are term, keep, note and tags such as fr or pt-BR")
            )
        elif locale in locales or name.lower() in known:
            faults.append(Fault(*where, f"there are two columns {name}", "Join them in one"))
        elif locale is not None:
            locales[locale] = place
        else:
            known[name.lower()] = place
    if _TERM not in known:
        faults.append(Fault(path, header.line, "no column is called term", f"Begin with {_HEADER}"))
    term, keep, note = known.get(_TERM, 0), known.get(_KEEP), known.get(_NOTE)
    return _Columns(term=term, keep=keep, note=note, locales=locales), faults


_UNNAMED = "a column has no name"
_FOREIGN_NAMES = {
    "term": _TERM,
    "source": _TERM,
    "source term": _TERM,
    "keep": _KEEP,
    "note": _NOTE,
    "notes": _NOTE,
    "comment": _NOTE,
    "description": _NOTE,
    "definition": _NOTE,
}
_TARGET_NAMES = ("target", "target term", "translation")


def _foreign_columns(
    header: CsvRow, path: str, source: Locale, target: Locale | None
) -> tuple[_Columns, list[Fault]]:
    """Return what the columns of another tool's file mean; those that mean nothing are told."""
    where = Place(path, header.line)
    places: dict[str | Locale, int] = {}
    faults = []
    names = [cell.strip() for cell in header.cells]
    has_target = target is not None and any(name.lower() in _TARGET_NAMES for name in names)
    for place, name in enumerate(names):
        meaning = _meaning(name, source, target)
        if has_target and isinstance(meaning, Locale) and name.lower() not in _TARGET_NAMES:
            meaning = None  # beside source and target, `id` is a number and no Indonesian
        if meaning is not None and meaning not in places:
            places[meaning] = place
        elif name:
            faults.append(
                Fault(*where, f"the column {name!r} was left out", "It means nothing to a glossary")
            )
    locales = {locale: place for locale, place in places.items() if isinstance(locale, Locale)}
    if _TERM not in places:
        what, remedy = f"no column holds the terms ({source})", f"Name one source, term or {source}"
        raise TranslationError([Fault(*where, what, remedy)])
    if not locales and _KEEP not in places:
        remedy = "Name the columns source and target and say --locale, or name them by language tags"
        raise TranslationError([Fault(*where, "no column holds translations", remedy)])
    term, keep, note = places[_TERM], places.get(_KEEP), places.get(_NOTE)
    return _Columns(term=term, keep=keep, note=note, locales=locales), faults


def _meaning(name: str, source: Locale, target: Locale | None) -> str | Locale | None:
    lowered = name.lower()
    if lowered in _TARGET_NAMES:
        return target
    locale = Locale.try_parse(name)
    return _FOREIGN_NAMES.get(lowered) or (_TERM if locale == source else locale)


def _terms(rows: Iterable[CsvRow], columns: _Columns, path: str, faults: list[Fault]) -> Iterator[Term]:
    """Yield the terms of all rows without a fault; the faults are added to the list."""
    first: dict[str, int] = {}
    for row in rows:
        own_faults = list(_row_faults(row, columns, path))
        source = normalised_text(row.cell(columns.term))
        if source and (line := first.setdefault(source, row.line)) != row.line:
            what = f"the term {source!r} stands already on line {line}"
            own_faults.append(Fault(path, row.line, what, "Make one row of the two"))
        if not own_faults:
            yield _term(source, row, columns)
        faults += own_faults


def _term(source: str, row: CsvRow, columns: _Columns) -> Term:
    translations = {locale: alternatives(row.cell(place)) for locale, place in columns.locales.items()}
    return Term(
        source=source,
        translations={locale: texts for locale, texts in translations.items() if texts},
        is_kept=_KEEP_WORDS[row.cell(columns.keep).lower()],
        note=row.cell(columns.note),
        line=row.line,
    )


def alternatives(cell: str) -> tuple[str, ...]:
    """Return the texts of one cell, the preferred one first; repeated ones once.

    >>> alternatives("ville | cité")
    ('ville', 'cité')
    """
    return tuple(dict.fromkeys(filter(None, map(normalised_text, cell.split("|")))))


def _row_faults(row: CsvRow, columns: _Columns, path: str) -> Iterator[Fault]:
    where = Place(path, row.line)
    source = row.cell(columns.term)
    if not source:
        yield Fault(*where, "the row has no term", "Write the term, or delete the row")
    if "|" in source:
        yield Fault(*where, f"the term {source!r} has a bar (|)", "Write a row for each term")
    if row.cell(columns.keep).lower() not in _KEEP_WORDS:
        yield Fault(*where, f"keep is {row.cell(columns.keep)!r}", "Write yes or no")
    for place, cell in enumerate(row.cells):
        if match := _CONTROL.search(cell):
            what = f"cell {place + 1} has the control character U+{ord(match[0]):04X}"
            yield Fault(*where, what, "Delete the character")
    for locale, place in columns.locales.items():
        if "|" in row.cell(place) and not all(part.strip() for part in row.cell(place).split("|")):
            yield Fault(*where, f"the {locale} cell has an empty alternative", "Delete the bar (|) beside it")
