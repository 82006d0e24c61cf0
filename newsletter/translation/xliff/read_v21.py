"""XLIFF 2, read: one `<file>` to the forms that a translator gave back.

    Element ──▶ forms_of_file21() ──▶ [ReturnedForm]

A tool may split a unit into segments, put their targets into another order, and add notes and modules.
What is joined is the whole unit. A segment that says no state at all is taken for translated: many tools
write none, and a file that says "initial" says it.

Source: XLIFF 2.1, OASIS Standard, "Structural Elements", "Attributes" (order, state, subState), "Inline
Content".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsletter.errors import Fault, Place
from newsletter.interchange.xml_tree import Element
from newsletter.translation.xliff.inline import UnreadableUnit, character
from newsletter.translation.xliff.units import ReturnedForm

_ORDER = re.compile("[0-9]{1,6}")
_OURS = frozenset(["context", "location", "developer", "plural", "previous"])


@dataclass(frozen=True, slots=True)
class _Codes:
    """What the codes of a unit stand for: by their data's id, and by their own id in the source."""

    originals: Mapping[str, str]
    by_id: dict[str, str]

    def original_text(self, code: Element, reference: str) -> str:
        """Return the original text that an attribute refers to, "" where it refers to none."""
        return self.originals.get(code.get(reference), "")

    def placeholder_text(self, code: Element) -> str:
        """Return what a placeholder stands for, "" where nothing says it."""
        known = self.original_text(code, "dataRef") or self.by_id.get(code.get("id"), "")
        return known or code.get("equiv") or code.get("disp")


def forms_of_file21(file: Element, *, path: str) -> Iterator[ReturnedForm]:
    """Yield every unit of a `<file>`, in its order, groups and all."""
    for child in file.elements():
        if child.name == "unit":
            yield _form(child, path)
        elif child.name == "group":
            yield from forms_of_file21(child, path=path)


def _form(unit: Element, path: str) -> ReturnedForm:
    source, target, fault = "", "", None
    try:
        source, target = _texts(unit)
    except UnreadableUnit as reason:
        fault = Fault(path, reason.line, reason.what, reason.remedy)
    # Weblate's library puts notes into segments, where the standard has none.
    places = [unit, *unit.elements("segment")]
    notes = [note for place in places for group in place.elements("notes") for note in group.elements("note")]
    contexts = [note.text() for note in notes if note.get("category") == "context"]
    return ReturnedForm(
        where=Place(path, unit.line),
        id=unit.get("id"),
        context=contexts[0] if contexts else None,
        source=source,
        target=target,
        needs_review=any(map(_needs_review, unit.elements("segment"))),
        notes=tuple(note.text() for note in notes if note.get("category") not in _OURS),
        fault=fault,
    )


def _texts(unit: Element) -> tuple[str, str]:
    """Return source and target of all segments, as a catalogue has them.

    Raises:
        Unreadable: a code stands for nothing, or only some of the segments are translated.
    """
    parts = [part for part in unit.elements() if part.name in ("segment", "ignorable")]
    originals = {
        element.get("id"): _text(element, _Codes({}, {}))
        for group in unit.elements("originalData")
        for element in group.elements("data")
    }
    codes = _Codes(originals, {})
    sources = [_source(part, codes) for part in parts]
    if not parts:
        raise UnreadableUnit(unit.line, "the unit has no <segment>", "Export the file from the tool again")
    return "".join(sources), _target(parts, sources, codes)


def _source(part: Element, codes: _Codes) -> str:
    source = part.first("source")
    if source is None:
        raise UnreadableUnit(
            part.line, f"the {part.name} has no <source>", "Export the file from the tool again"
        )
    return _text(source, codes, learn=True)


def _target(parts: list[Element], sources: list[str], codes: _Codes) -> str:
    """Return the targets in the order in which they are to be read; "" where there is none.

    What is to be ignored (`<ignorable>`) and has no target of its own stands as in the source.
    """
    targets = [part.first("target") for part in parts]
    texts = [_text(target, codes) if target else "" for target in targets]
    segments = [place for place, part in enumerate(parts) if part.name == "segment"]
    if not any(texts[place] for place in segments):
        return ""
    for place, (part, text, source) in enumerate(zip(parts, list(texts), sources, strict=True)):
        if not text and place in segments and source.strip():
            what = "some segments of the text are translated, and some are empty"
            raise UnreadableUnit(part.line, what, "Translate all segments of the unit")
        texts[place] = text or (source if targets[place] is None else "")
    ranks = [_rank(target, place) for place, target in enumerate(targets, start=1)]
    return "".join(
        text for _, text in sorted(zip(ranks, texts, strict=True), key=lambda ranked_text: ranked_text[0])
    )


def _rank(target: Element | None, place: int) -> int:
    """Return where a target is to be read: by its order, else where it stands."""
    order = target.get("order") if target else ""
    return int(order) if _ORDER.fullmatch(order) else place


def _text(element: Element, codes: _Codes, *, learn: bool = False) -> str:
    pieces = []
    for child in element.content:
        if isinstance(child, str):
            pieces.append(child)
            continue
        if child.namespace != element.namespace:
            raise _unknown_code(child)
        piece = _inline(child, codes, learn=learn)
        if learn and child.name == "ph":
            codes.by_id[child.get("id")] = piece
        pieces.append(piece)
    return "".join(pieces)


def _inline(code: Element, codes: _Codes, *, learn: bool) -> str:
    match code.name:
        case "cp":
            return character(code.get("hex"), line=code.line)
        case "mrk":
            return _text(code, codes, learn=learn)
        case "pc":
            inner = _text(code, codes, learn=learn)
            return (
                f"{codes.original_text(code, 'dataRefStart')}{inner}{codes.original_text(code, 'dataRefEnd')}"
            )
        case "sc" | "ec":
            return codes.original_text(code, "dataRef")
        case "sm" | "em":
            return ""
        case "ph":
            return _placeholder(code, codes)
    raise _unknown_code(code)


def _placeholder(code: Element, codes: _Codes) -> str:
    meant = codes.placeholder_text(code)
    if not meant:
        what = f"the code <ph id={code.get('id')!r}> stands for nothing in the source"
        raise UnreadableUnit(code.line, what, "Copy the codes of the source, and add none")
    return meant


def _unknown_code(code: Element) -> UnreadableUnit:
    what = f"the text holds <{code.name}>, which is no inline code of XLIFF 2"
    return UnreadableUnit(code.line, what, "Export the file from the tool as plain XLIFF 2.1")


def _needs_review(segment: Element) -> bool:
    target = segment.first("target")
    if target is None or not target.content:
        return False
    return segment.get("state") == "initial" or segment.get("subState") == "gettext:fuzzy"
