"""A catalogue: the messages of one PO file, translated into one language.

    bytes ──▶ read_catalogue() ──▶ Catalogue ──▶ whoever asks for translations
                                     │    │
                          mo.py  ◀───┘    └───▶ writer.py

Only what a reader may see is ever given out: never an empty, fuzzy or obsolete translation, and never
the header, which is what gettext itself returns for "".

Source: GNU gettext manual, "Filling in the Header Entry", "Translating plural forms".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from newsletter.po.charset import decoded_text
from newsletter.po.escapes import excerpt
from newsletter.po.faults import PoError, PoFault
from newsletter.po.parser import CatalogueEntry, EntryKey, Scan, scan
from newsletter.po.plural_forms import PluralForms, parse_plural_forms

LanguageCheck = Callable[[str], tuple[str, str] | None]
"""Tells what is wrong with a header's Language, and the remedy; None where nothing is."""

HEADER_KEY: EntryKey = (None, "")
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_HEADER_REMEDY = (
    'Begin the file with msgid "" and msgstr "", then the line "Content-Type: text/plain; charset=UTF-8\\n"'
)
_LIKE = "Write one such as nplurals=2; plural=(n != 1); the gettext manual lists them by language"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All messages of one file in one language. Make one with `read_catalogue`."""

    language: str
    """Its tag, as whoever read or made the catalogue writes it."""
    path: str
    header_entry: CatalogueEntry
    entries: tuple[CatalogueEntry, ...]
    """Without the header, in the order of the file, obsolete ones included."""
    closing_comments: tuple[str, ...] = ()

    @cached_property
    def header(self) -> Mapping[str, str]:
        """The header's fields, as they are spelled there."""
        return header_fields(self.header_entry.translations[0])

    @cached_property
    def plural_forms(self) -> PluralForms | None:
        """The catalogue's own rule, which need not be CLDR's; None where it counts nothing."""
        field = header_field(self.header, "Plural-Forms")
        return parse_plural_forms(field) if field else None

    @cached_property
    def entries_by_key(self) -> Mapping[EntryKey, CatalogueEntry]:
        """Every entry by its context and text, obsolete ones included."""
        return {entry.key: entry for entry in self.entries}

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs; it finds out again what is remembered here, such as closures."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def translation(self, context: str | None, text: str) -> str | None:
        """Return a message's translation (for one, where it counts), or None where readers should see none.

        An empty context is no context, and an empty text has no translation.
        """
        entry = self._readable_entry(context, text)
        if entry is None or entry.plural is None:
            return entry.translations[0] if entry else None
        return self.plural(context, text, 1)

    def plural(self, context: str | None, text: str, n: int) -> str | None:
        """Return the translation for a number of things, or None where readers should see none."""
        entry = self._readable_entry(context, text)
        if entry is None or entry.plural is None or self.plural_forms is None:
            return None
        return entry.translations[self.plural_forms.index(n)]

    def _readable_entry(self, context: str | None, text: str) -> CatalogueEntry | None:
        """Return the entry of a message, if readers may see its translation."""
        entry = self.entries_by_key.get((context or None, text)) if text else None
        return entry if entry and entry.is_translated else None


def read_catalogue(
    data: bytes, *, path: str, language: str, check_language: LanguageCheck | None = None
) -> Catalogue:
    """Return the catalogue that a PO file holds.

    Args:
        data: the file's bytes, in the charset that its header declares.
        path: of the file; faults point to it.
        language: tag of the language that the file is in.
        check_language: asked about the header's Language where it says one; without it, nothing is.

    Raises:
        PoError: with everything that is wrong with the file.
    """
    text = decoded_text(data, path=path)
    if text.faults and not text.text:
        raise PoError(text.faults)
    file_scan = scan(text.text, path=path)
    faults = [
        *text.faults,
        *file_scan.faults,
        *_duplicate_faults(file_scan.entries, path),
        *_header_faults(file_scan, path, check_language),
    ]
    if faults:
        raise PoError(sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0))
    return Catalogue(
        language=language,
        path=path,
        header_entry=next(entry for entry in file_scan.entries if entry.key == HEADER_KEY),
        entries=tuple(entry for entry in file_scan.entries if entry.key != HEADER_KEY),
        closing_comments=file_scan.closing_comments,
    )


def header_fields(text: str) -> dict[str, str]:
    """Return the fields of a header's text, as they are spelled there."""
    return {match[1]: match[2] for line in text.split("\n") if (match := _FIELD.fullmatch(line))}


def header_field(header: Mapping[str, str], name: str) -> str:
    """Return a field's value whatever the case of its name, "" where there is none."""
    return next((value for field_name, value in header.items() if field_name.lower() == name.lower()), "")


def _duplicate_faults(entries: Iterable[CatalogueEntry], path: str) -> Iterator[PoFault]:
    """Yield a fault for every entry that defines again what an earlier one has defined."""
    first: dict[EntryKey, CatalogueEntry] = {}
    for entry in entries:
        other = first.setdefault(entry.key, entry)
        if other is entry:
            continue
        agree = (entry.plural, entry.translations) == (other.plural, other.translations)
        how = "the same" if agree else "another"
        name = repr(excerpt(entry.text)) if entry.text else "the header"
        yield PoFault(
            path,
            entry.line,
            f"{name} stands already on line {other.line}, with {how} translation",
            "Remove one of the two" if agree else "Keep the one that is right, and remove the other",
        )


def _header_faults(file_scan: Scan, path: str, check_language: LanguageCheck | None) -> Iterator[PoFault]:
    header = next((entry for entry in file_scan.entries if entry.key == HEADER_KEY), None)
    if header is None:
        if not file_scan.has_header:
            yield PoFault(path, 1, "the header is missing", _HEADER_REMEDY)
        return
    if header.obsolete or header.plural is not None:
        yield PoFault(path, header.line, "the header is obsolete (#~) or has a plural", _HEADER_REMEDY)
    yield from _field_faults(header, path)
    declared = header_field(header_fields(header.translations[0]), "Language")
    if declared and check_language and (wrong_language := check_language(declared)):
        yield PoFault(path, header.line, *wrong_language)
    yield from _plural_faults(file_scan.entries, header, path)


def _field_faults(header: CatalogueEntry, path: str) -> Iterator[PoFault]:
    """Yield a fault for header lines that are no fields, and for fields with two values."""
    seen: dict[str, str] = {}
    for line in header.translations[0].split("\n"):
        match = _FIELD.fullmatch(line)
        if match:
            if seen.setdefault(match[1].lower(), match[2]) != match[2]:
                what = f"the header has two values for {match[1]}"
                yield PoFault(path, header.line, what, "Remove one of them")
        elif line.strip():
            what = f"the header line {excerpt(line)!r} is no field"
            yield PoFault(path, header.line, what, "Write it as Name: value\\n")


def _plural_faults(entries: Iterable[CatalogueEntry], header: CatalogueEntry, path: str) -> Iterator[PoFault]:
    counting = [entry for entry in entries if entry.plural is not None and not entry.obsolete]
    declared = header_field(header_fields(header.translations[0]), "Plural-Forms")
    if not declared:
        if counting:
            what = f"the header has no Plural-Forms, but the message on line {counting[0].line} has a plural"
            yield PoFault(path, header.line, what, _LIKE)
        return
    try:
        forms = parse_plural_forms(declared)
    except ValueError as error:
        yield PoFault(path, header.line, str(error), _LIKE)
        return
    for entry in counting:
        if len(entry.translations) != forms.count:
            yield PoFault(
                path,
                entry.line,
                f"the message has {len(entry.translations)} msgstr, but nplurals is {forms.count}",
                f"Write msgstr[0] to msgstr[{forms.count - 1}]"
                if forms.count > 1
                else "Write only msgstr[0]",
            )
