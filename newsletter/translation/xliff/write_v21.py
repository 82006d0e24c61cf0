"""XLIFF 2.1, written: one `<file>` per catalogue.

    [Outgoing] ──▶ xliff21_text() ──▶ text

| catalogue | XLIFF |
|---|---|
| untranslated | `<segment state="initial">` without a target |
| fuzzy | `state="initial" subState="gettext:fuzzy"` with a target |
| translated | `state="translated"` |
| plural forms | `<group type="gettext:plurals">`, one `<unit>` a form: `ID-0`, `ID-1` … |
| context, places, older source | notes of the categories `context`, `location`, `previous` |
| comments | notes of the categories `developer`, `translator` |
| `max-length` | `slr:sizeRestriction` in code points |
| `{placeholder}` | `<ph dataRef>`, the placeholder in `<originalData>` |
| what XML cannot carry | `<cp hex="0001"/>` |

Two choices: a fuzzy translation is "initial", so that a tool that drops the sub-state confirms nothing;
and every plural form is a unit, since tools may join and split the segments of a unit, but never units.

Source: XLIFF 2.1, OASIS Standard, "Elements", "Attributes", "Inline Content", "Size and Length
Restriction Module".
"""

from collections.abc import Iterable, Iterator, Sequence

from newsletter.i18n.locale import Locale
from newsletter.po.parser import CatalogueEntry
from newsletter.translation.xliff.inline import InlinePiece, coded_pieces
from newsletter.translation.xliff.units import (
    OutgoingCatalogue,
    OutgoingForm,
    max_length,
    outgoing_forms,
    unit_id,
)
from newsletter.translation.xliff.xml_text import DECLARATION, branch, escaped_text, leaf, text_element

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"


def xliff21_text(catalogues: Sequence[OutgoingCatalogue], *, source: Locale, target: Locale) -> str:
    """Return an XLIFF 2.1 document with these catalogues, those without messages left out.

    Args:
        catalogues: all of them from one language into one other: a document has one of each.
        source: what they are written in.
        target: what they are translated into.
    """
    filled_catalogues = [outgoing for outgoing in catalogues if outgoing.entries]
    files = (_file(number, outgoing) for number, outgoing in enumerate(filled_catalogues, start=1))
    document = branch(
        "xliff",
        files,
        xmlns=NAMESPACE,
        xmlns__slr=SIZES,
        version="2.1",
        srcLang=str(source),
        trgLang=str(target),
        xml__space="preserve",
    )
    return f"{DECLARATION}{document}\n"


def _file(number: int, outgoing: OutgoingCatalogue) -> str:
    rule = outgoing.catalogue.plural_forms
    is_limited = any(max_length(entry) is not None for entry in outgoing.entries)
    return branch(
        "file",
        [
            leaf("slr:profiles", generalProfile="xliff:codepoints") if is_limited else "",
            *(_message(entry, outgoing_forms(entry, rule)) for entry in outgoing.entries),
        ],
        id=f"f{number}",
        original=outgoing.catalogue.path,
    )


def _message(entry: CatalogueEntry, forms: Sequence[OutgoingForm]) -> str:
    name = unit_id(entry)
    if entry.plural is None:
        return _unit(entry, forms[0], name)
    units = [_unit(entry, form, f"{name}-{form.number}") for form in forms]
    return branch("group", units, id=name, type="gettext:plurals")


def _unit(entry: CatalogueEntry, form: OutgoingForm, name: str) -> str:
    most = max_length(entry)
    source = coded_pieces(form.source)
    target = coded_pieces(form.target, like=source)
    return branch(
        "unit",
        [
            branch("notes", _notes(entry, form)),
            branch("originalData", _originals([*source, *target])),
            _segment(
                entry, leaf("source", _inline(source)), leaf("target", _inline(target)) if target else ""
            ),
        ],
        id=name,
        slr__sizeRestriction=None if most is None else str(most),
    )


def _segment(entry: CatalogueEntry, source: str, target: str) -> str:
    is_fuzzy = bool(target) and entry.is_fuzzy
    return branch(
        "segment",
        [source, target],
        state="translated" if target and not is_fuzzy else "initial",
        subState="gettext:fuzzy" if is_fuzzy else None,
    )


def _originals(pieces: Iterable[InlinePiece]) -> Iterator[str]:
    """Yield each placeholder once, under the number of the code that names it."""
    texts = {piece.number: piece.text for piece in pieces if piece.number and not piece.is_character}
    for number, text in sorted(texts.items()):
        yield leaf("data", escaped_text(text), id=f"d{number}")


def _inline(pieces: Iterable[InlinePiece]) -> str:
    return "".join(map(_piece, pieces))


def _piece(piece: InlinePiece) -> str:
    if piece.number is None:
        return escaped_text(piece.text)
    if piece.is_character:
        return leaf("cp", hex=f"{ord(piece.text):04X}")
    number = str(piece.number)
    return leaf("ph", id=number, dataRef=f"d{number}", equiv=piece.text, disp=piece.text)


def _notes(entry: CatalogueEntry, form: OutgoingForm) -> Iterator[str]:
    texts_by_category = [
        ("context", [entry.context] if entry.context is not None else []),
        ("location", entry.places),
        ("developer", ["\n".join(entry.extracted)] if any(entry.extracted) else []),
        ("plural", [form.hint] if form.hint else []),
        ("previous", [form.previous] if form.previous is not None else []),
        ("translator", ["\n".join(entry.comments)] if any(entry.comments) else []),
    ]
    for category, texts in texts_by_category:
        for text in texts:
            yield text_element("note", text, category=category)
