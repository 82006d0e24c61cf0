"""XLIFF 1.2, written: one `<file>` per catalogue.

    [Outgoing] ──▶ xliff12_text() ──▶ text

| catalogue | XLIFF |
|---|---|
| untranslated | `<target state="needs-translation"/>` |
| fuzzy | `state="needs-review-translation"`, `approved="no"`; the older source as `<alt-trans>` |
| translated | `state="translated"`, `approved="yes"` |
| plural forms | `<group restype="x-gettext-plurals">`, one `<trans-unit>` a form: `ID[0]`, `ID[1]` … |
| context, places | `<context-group>` |
| comments | `<note from="developer">`, `<note from="translator">` |
| `max-length` | `maxwidth`, `size-unit="char"` |
| `{placeholder}` | `<ph ctype="x-placeholder">`, its content the placeholder |
| what XML cannot carry | `<x ctype="x-char-0001"/>` |

Sources: XLIFF 1.2, OASIS Standard, "Detailed Specifications"; XLIFF 1.2 Representation Guide for Gettext
PO (contexts, plurals, fuzzy entries).
"""

from collections.abc import Iterable, Iterator, Sequence

from newsletter.po.parser import CatalogueEntry
from newsletter.translation.xliff.inline import InlinePiece, coded_pieces
from newsletter.translation.xliff.units import (
    OutgoingCatalogue,
    OutgoingForm,
    max_length,
    outgoing_forms,
    place_parts,
    unit_id,
)
from newsletter.translation.xliff.xml_text import DECLARATION, branch, escaped_text, leaf, text_element

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
CHARACTER = "x-char-"
"""What the type of a code begins with that stands for a character by its number."""


def xliff12_text(catalogues: Iterable[OutgoingCatalogue]) -> str:
    """Return an XLIFF 1.2 document with these catalogues, those without messages left out."""
    files = (_file(outgoing) for outgoing in catalogues if outgoing.entries)
    return f"{DECLARATION}{branch('xliff', files, xmlns=NAMESPACE, version='1.2')}\n"


def _file(outgoing: OutgoingCatalogue) -> str:
    rule = outgoing.catalogue.plural_forms
    units = (_message(entry, outgoing_forms(entry, rule)) for entry in outgoing.entries)
    return branch(
        "file",
        [branch("body", units)],
        original=outgoing.catalogue.path,
        source_language=str(outgoing.source_language),
        target_language=outgoing.catalogue.language,
        datatype="po",
        xml__space="preserve",
    )


def _message(entry: CatalogueEntry, forms: Sequence[OutgoingForm]) -> str:
    name = unit_id(entry)
    if entry.plural is None:
        return _unit(entry, forms[0], name)
    units = [_unit(entry, form, f"{name}[{form.number}]") for form in forms]
    return branch("group", units, id=name, restype="x-gettext-plurals")


def _unit(entry: CatalogueEntry, form: OutgoingForm, name: str) -> str:
    most = max_length(entry)
    source = coded_pieces(form.source)
    is_done = bool(form.target) and not entry.is_fuzzy
    parts = [
        leaf("source", _inline(source)),
        leaf("target", _inline(coded_pieces(form.target, like=source)), state=_state(entry, form)),
        *_contexts(entry),
        *_notes(entry, form),
        _older_source(entry, form),
    ]
    return branch(
        "trans-unit",
        parts,
        id=name,
        approved="yes" if is_done else "no",
        maxwidth=None if most is None else str(most),
        size_unit=None if most is None else "char",
        xml__space="preserve",
    )


def _state(entry: CatalogueEntry, form: OutgoingForm) -> str:
    if not form.target:
        return "needs-translation"
    return "needs-review-translation" if entry.is_fuzzy else "translated"


def _inline(pieces: Iterable[InlinePiece]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: InlinePiece) -> str:
    if piece.number is None:
        return escaped_text(piece.text)
    if piece.is_character:
        point = f"{ord(piece.text):04X}"
        return leaf("x", id=str(piece.number), ctype=f"{CHARACTER}{point}", equiv_text=f"U+{point}")
    return leaf(
        "ph", escaped_text(piece.text), id=str(piece.number), ctype="x-placeholder", equiv_text=piece.text
    )


def _contexts(entry: CatalogueEntry) -> Iterator[str]:
    if entry.context is not None:
        yield _context_group("information", [("x-gettext-msgctxt", entry.context)])
    for place in entry.places:
        path, line = place_parts(place)
        yield _context_group("location", [("sourcefile", path), *([("linenumber", line)] if line else [])])


def _context_group(purpose: str, contexts: Iterable[tuple[str, str]]) -> str:
    return branch(
        "context-group",
        [text_element("context", text, context_type=kind) for kind, text in contexts],
        purpose=purpose,
    )


def _notes(entry: CatalogueEntry, form: OutgoingForm) -> Iterator[str]:
    for text in ("\n".join(entry.extracted), form.hint):
        if text:
            yield text_element("note", text, **{"from": "developer"}, annotates="source")
    if any(entry.comments):
        yield text_element("note", "\n".join(entry.comments), **{"from": "translator"}, annotates="target")


def _older_source(entry: CatalogueEntry, form: OutgoingForm) -> str:
    """Return the source that a fuzzy translation was made for, with that translation (alt-trans)."""
    if form.previous is None or not entry.is_fuzzy:
        return ""
    source = coded_pieces(form.previous)
    parts = [
        leaf("source", _inline(source)),
        leaf("target", _inline(coded_pieces(form.target, like=source))),
    ]
    return branch("alt-trans", parts, alttranstype="previous-version")
