"""Catalogues, written: the text of a whole PO file.

    Catalogue ──▶ catalogue_text() ──▶ str

A function of its argument alone, without a clock: the same catalogue always gives the same text.

Source: GNU gettext manual, "Filling in the Header Entry".
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from newsletter.po.catalogue import HEADER_KEY, Catalogue
from newsletter.po.entry_text import closing_text, entry_text
from newsletter.po.parser import CatalogueEntry

FORMAT_FIELDS: Mapping[str, str] = {
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
"""What the header of a file in UTF-8 says about its form."""


def catalogue_text(catalogue: Catalogue) -> str:
    """Return a catalogue as it stands, as UTF-8 text: `read_catalogue` of it is the same catalogue."""
    written = with_header_fields(catalogue, {"Content-Type": FORMAT_FIELDS["Content-Type"]})
    return file_text(written.header_entry, written.entries, written.closing_comments)


def file_text(
    header: CatalogueEntry, entries: Iterable[CatalogueEntry], closing_comments: Iterable[str] = ()
) -> str:
    """Return the text of a file with this header and these entries; templates are written so, too."""
    closing = closing_text(closing_comments)
    parts = [entry_text(header), *map(entry_text, entries), *([closing] if closing else [])]
    return "\n".join(parts)


def with_header_fields(catalogue: Catalogue, fields: Mapping[str, str]) -> Catalogue:
    """Return the catalogue with these fields in its header, each on one line; all others stay."""
    header = header_text(with_fields(catalogue.header, fields))
    return replace(catalogue, header_entry=replace(catalogue.header_entry, translations=(header,)))


def with_fields(header: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return a header with these fields, each under the spelling that its name has there."""
    changed = dict(header)
    spellings = {name.lower(): name for name in reversed(changed)}
    for name, value in fields.items():
        changed[spellings.get(name.lower(), name)] = value
    return changed


def header_text(header: Mapping[str, str]) -> str:
    """Return the text of a header: what `header_fields` of it gives back."""
    return "".join(f"{name}: {value}\n" for name, value in header.items())


def header_entry(header: Mapping[str, str], comments: tuple[str, ...] = ()) -> CatalogueEntry:
    """Return the entry that holds a new file's header."""
    context, text = HEADER_KEY
    return CatalogueEntry(context=context, text=text, translations=(header_text(header),), comments=comments)
