"""XLIFF 1.2, read: one `<file>` to the forms that a translator gave back.

    Element ──▶ forms_of_file12() ──▶ [ReturnedForm]

Tools change what they are given: they split targets into `<mrk mtype="seg">`, empty the codes, rename
units, add notes and elements of their own. What can be understood for certain is; for the rest, the one
unit is refused, with the reason.

Sources: XLIFF 1.2, OASIS Standard, "Detailed Specifications" (trans-unit, inline elements, state); the
states of SDL Trados (`sdl:seg conf`) and memoQ (`mq:status`) as their files have them.
"""

import re
from collections.abc import Iterator

from newsletter.errors import Fault, Place
from newsletter.interchange.xml_tree import Element
from newsletter.translation.xliff.inline import UnreadableUnit, character
from newsletter.translation.xliff.units import ReturnedForm
from newsletter.translation.xliff.write_v12 import CHARACTER

_FINISHED = frozenset(["translated", "signed-off", "final"])
_SDL, _MEMOQ = "http://sdl.com/FileTypes/SdlXliff/1.0", "MQXliff"
_UNFINISHED_IN_SDL = ["Draft", "Unspecified", "RejectedTranslation", "RejectedSignOff"]
_UNFINISHED_IN_MEMOQ = ["NotStarted", "Pretranslated", "PartiallyEdited", "Rejected", "MachineTranslated"]
_UNFINISHED_IN_TOOLS = frozenset([*_UNFINISHED_IN_SDL, *_UNFINISHED_IN_MEMOQ])
_GUESSES = frozenset(
    ["fuzzy-match", "leveraged-mt", "mt-suggestion", "rejected-inaccurate", "rejected-grammar"]
)
_CODES = frozenset(["x", "ph", "it", "bpt", "ept", "bx", "ex"])
_MARKS = frozenset(["g", "mrk", "sub"])
_CONTEXT = "x-gettext-msgctxt"
_BLANK = re.compile(r"\s*")


def forms_of_file12(file: Element, *, path: str) -> Iterator[ReturnedForm]:
    """Yield every unit of a `<file>`, in its order, groups and all."""
    for unit in _units(file):
        yield _form(unit, path)


def _units(parent: Element) -> Iterator[Element]:
    for child in parent.elements():
        if child.name == "trans-unit":
            yield child
        elif child.name in ("body", "group"):
            yield from _units(child)


def _form(unit: Element, path: str) -> ReturnedForm:
    source, target, fault = "", "", None
    try:
        source, target = _texts(unit)
    except UnreadableUnit as reason:
        fault = Fault(path, reason.line, reason.what, reason.remedy)
    return ReturnedForm(
        where=Place(path, unit.line),
        id=unit.get("id"),
        context=_context(unit),
        source=source,
        target=target,
        needs_review=_needs_review(unit),
        notes=tuple(note.text() for note in unit.elements("note") if note.get("from") != "developer"),
        fault=fault,
    )


def _texts(unit: Element) -> tuple[str, str]:
    """Return source and target as a catalogue has them.

    Raises:
        Unreadable: one of them holds a code that stands for nothing, or is translated in part.
    """
    source, target = unit.first("source"), unit.first("target")
    if source is None:
        raise UnreadableUnit(unit.line, "the unit has no <source>", "Export the file from the tool again")
    codes: dict[str, str] = {}
    text = _text(source, codes, learn=True)
    if target is None:
        return text, ""
    translation = _text(target, codes, learn=False)
    if translation:
        _require_all_segments(unit.first("seg-source"), target)
    return text, translation


def _text(element: Element, codes: dict[str, str], *, learn: bool) -> str:
    """Return an element's text; `learn`: note what its codes stand for, for the target to repeat."""
    pieces = []
    for child in element.content:
        if isinstance(child, str):
            pieces.append(child)
            continue
        if child.namespace != element.namespace:
            raise _unknown_code(child)
        piece = _inline(child, codes, learn=learn)
        if learn and child.get("id") and child.name not in _MARKS:
            codes[child.get("id")] = piece
        pieces.append(piece)
    return "".join(pieces)


def _inline(code: Element, codes: dict[str, str], *, learn: bool) -> str:
    if code.name in _MARKS:
        return _text(code, codes, learn=learn)
    if code.name not in _CODES:
        raise _unknown_code(code)
    if code.get("ctype").startswith(CHARACTER):
        return character(code.get("ctype").removeprefix(CHARACTER), line=code.line)
    written = _text(code, codes, learn=learn)
    meant = written or codes.get(code.get("id")) or code.get("equiv-text")
    if not meant and code.name in ("x", "ph"):
        what = f"the code <{code.name} id={code.get('id')!r}> stands for nothing in the source"
        raise UnreadableUnit(code.line, what, "Copy the codes of the source, and add none")
    return meant


def _unknown_code(code: Element) -> UnreadableUnit:
    what = f"the text holds <{code.name}>, which is no inline code of XLIFF 1.2"
    return UnreadableUnit(code.line, what, "Export the file from the tool as plain XLIFF 1.2")


def _require_all_segments(segmented: Element | None, target: Element) -> None:
    """Refuse a target of which some segments are empty and others are not."""
    texts = {mark.get("mid"): mark.text() for mark in _segments(segmented)} if segmented else {}
    for mark in _segments(target):
        has_source = not segmented or not _is_blank(texts.get(mark.get("mid"), ""))
        if (
            _is_blank(mark.text())
            and not any(isinstance(child, Element) for child in mark.content)
            and has_source
        ):
            what = "some segments of the text are translated, and some are empty"
            raise UnreadableUnit(mark.line, what, "Translate all segments of the unit")


def _segments(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if child.name == "mrk" and child.get("mtype") == "seg":
            yield child
        else:
            yield from _segments(child)


def _is_blank(text: str) -> bool:
    return _BLANK.fullmatch(text) is not None


def _context(unit: Element) -> str | None:
    contexts = (
        context.text()
        for group in unit.elements("context-group")
        for context in group.elements("context")
        if context.get("context-type") == _CONTEXT
    )
    return next(contexts, None)


def _needs_review(unit: Element) -> bool:
    """Tell whether the file says that a person still has to confirm the translation.

    What the standard says comes first, then what the tool says, then `approved`. A state of the tool's
    own (`x-…`) confirms nothing.
    """
    target = unit.first("target")
    state = target.get("state").lower() if target else ""
    if state:
        return state not in _FINISHED
    if target and target.get("state-qualifier") in _GUESSES:
        return True
    tool_states = _tool_states(unit)
    return (
        any(tool_state in _UNFINISHED_IN_TOOLS for tool_state in tool_states)
        if tool_states
        else unit.get("approved") == "no"
    )


def _tool_states(unit: Element) -> list[str]:
    own = unit.get("status", namespace=_MEMOQ)
    states = [own] if own else []
    for definitions in unit.content:
        if isinstance(definitions, Element) and definitions.namespace == _SDL:
            states += [seg.get("conf") for seg in definitions.elements("seg")]
    return states
