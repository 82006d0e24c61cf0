"""A catalogue: the translations of one article, one edition or the interface into one locale.

    bytes ──▶ read_catalogue() ──▶ Catalogue ──▶ translation/localise.py asks for translations
                                       │  ▲
               mo.py ◀─┘  └─▶ translation/update.py writes it again

Only what a reader may see is ever given out: never an empty, fuzzy or obsolete translation, and never
the header, which is what gettext itself returns for "".

Source: GNU gettext manual, "Filling in the Header Entry", "Translating plural forms".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.po.charset import decoded
from newsletter.po.escapes import excerpt
from newsletter.po.parser import Entry, Key, Scan, scan
from newsletter.po.plural_forms import PluralForms, parse_plural_forms

HEADER_KEY: Key = (None, "")
_FIELD = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_HEADER_REMEDY = (
    'Begin the file with msgid "" and msgstr "", then the line "Content-Type: text/plain; charset=UTF-8\\n"'
)
_LIKE = "Write one such as nplurals=2; plural=(n != 1); the gettext manual lists them by language"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All messages of one file in one locale. Make one with `read_catalogue`."""

    locale: Locale
    path: str
    header_entry: Entry
    entries: tuple[Entry, ...]
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
    def by_key(self) -> Mapping[Key, Entry]:
        """Every entry by its context and text, obsolete ones included."""
        return {entry.key: entry for entry in self.entries}

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs; it finds out again what is remembered here, such as closures."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def translation(self, context: str | None, text: str) -> str | None:
        """Return a message's translation (for one, where it counts), or None where readers should see none.

        An empty context is no context, and an empty text has no translation.
        """
        entry = self._shown(context, text)
        if entry is None or entry.plural is None:
            return entry.translations[0] if entry else None
        return self.plural(context, text, 1)

    def plural(self, context: str | None, text: str, n: int) -> str | None:
        """Return the translation for a number of things, or None where readers should see none."""
        entry = self._shown(context, text)
        if entry is None or entry.plural is None or self.plural_forms is None:
            return None
        return entry.translations[self.plural_forms.index(n)]

    def _shown(self, context: str | None, text: str) -> Entry | None:
        """Return the entry of a message, if readers may see its translation."""
        entry = self.by_key.get((context or None, text)) if text else None
        return entry if entry and entry.is_translated else None


def read_catalogue(data: bytes, *, path: str, locale: Locale) -> Catalogue:
    """Return the catalogue that a PO file holds.

    Args:
        data: the file's bytes, in the charset that its header declares.
        path: below the newsroom; faults point to it.
        locale: of the folder that the file is in.

    Raises:
        TranslationError: with everything that is wrong with the file.
    """
    text = decoded(data, path=path)
    if text.faults and not text.text:
        raise TranslationError(text.faults)
    found = scan(text.text, path=path)
    faults = [
        *text.faults,
        *found.faults,
        *_duplicates(found.entries, path),
        *_header_faults(found, path, locale),
    ]
    if faults:
        raise TranslationError(sorted(dict.fromkeys(faults), key=_line))
    return Catalogue(
        locale=locale,
        path=path,
        header_entry=next(entry for entry in found.entries if entry.key == HEADER_KEY),
        entries=tuple(entry for entry in found.entries if entry.key != HEADER_KEY),
        closing_comments=found.closing_comments,
    )


def header_fields(text: str) -> dict[str, str]:
    """Return the fields of a header's text, as they are spelled there."""
    return {found[1]: found[2] for line in text.split("\n") if (found := _FIELD.fullmatch(line))}


def header_field(header: Mapping[str, str], name: str) -> str:
    """Return a field's value whatever the case of its name, "" where there is none."""
    return next((value for found, value in header.items() if found.lower() == name.lower()), "")


def _line(fault: Fault) -> int:
    number = fault.where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def _duplicates(entries: Iterable[Entry], path: str) -> Iterator[Fault]:
    """Yield a fault for every entry that defines again what an earlier one has defined."""
    first: dict[Key, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.key, entry)
        if other is entry:
            continue
        agree = (entry.plural, entry.translations) == (other.plural, other.translations)
        how = "the same" if agree else "another"
        name = repr(excerpt(entry.text)) if entry.text else "the header"
        yield Fault(
            f"{path}:{entry.line}",
            f"{name} stands already on line {other.line}, with {how} translation",
            "Remove one of the two" if agree else "Keep the one that is right, and remove the other",
        )


def _header_faults(found: Scan, path: str, locale: Locale) -> Iterator[Fault]:
    header = next((entry for entry in found.entries if entry.key == HEADER_KEY), None)
    if header is None:
        if not found.has_header:
            yield Fault(f"{path}:1", "the header is missing", _HEADER_REMEDY)
        return
    where = f"{path}:{header.line}"
    if header.obsolete or header.plural is not None:
        yield Fault(where, "the header is obsolete (#~) or has a plural", _HEADER_REMEDY)
    yield from _field_faults(header, where)
    yield from _language_faults(header, where, locale)
    yield from _plural_faults(found.entries, header, path)


def _field_faults(header: Entry, where: str) -> Iterator[Fault]:
    """Yield a fault for header lines that are no fields, and for fields with two values."""
    seen: dict[str, str] = {}
    for line in header.translations[0].split("\n"):
        found = _FIELD.fullmatch(line)
        if found:
            if seen.setdefault(found[1].lower(), found[2]) != found[2]:
                yield Fault(where, f"the header has two values for {found[1]}", "Remove one of them")
        elif line.strip():
            yield Fault(where, f"the header line {excerpt(line)!r} is no field", "Write it as Name: value\\n")


def _language_faults(header: Entry, where: str, locale: Locale) -> Iterator[Fault]:
    declared = header_field(header_fields(header.translations[0]), "Language")
    if not declared:
        return
    try:
        found = Locale.parse(declared)
    except ValueError as error:
        yield Fault(
            where, f"the header's Language is wrong: {error}", f"Write Language: {locale.gettext_name}"
        )
        return
    if not found.agrees_with(locale):
        yield Fault(
            where,
            f"the header says Language: {declared}, but the file is in the folder of {locale.gettext_name}",
            "Move the file to the folder of its language, or correct the header",
        )


def _plural_faults(entries: Iterable[Entry], header: Entry, path: str) -> Iterator[Fault]:
    counting = [entry for entry in entries if entry.plural is not None and not entry.obsolete]
    where = f"{path}:{header.line}"
    declared = header_field(header_fields(header.translations[0]), "Plural-Forms")
    if not declared:
        if counting:
            what = f"the header has no Plural-Forms, but the message on line {counting[0].line} has a plural"
            yield Fault(where, what, _LIKE)
        return
    try:
        forms = parse_plural_forms(declared)
    except ValueError as error:
        yield Fault(where, str(error), _LIKE)
        return
    for entry in counting:
        if len(entry.translations) != forms.count:
            yield Fault(
                f"{path}:{entry.line}",
                f"the message has {len(entry.translations)} msgstr, but nplurals is {forms.count}",
                f"Write msgstr[0] to msgstr[{forms.count - 1}]"
                if forms.count > 1
                else "Write only msgstr[0]",
            )
