"""What a catalogue and a CAT tool exchange: units going out, units coming back.

    Catalogue ──▶ OutgoingCatalogue ──▶ outgoing_forms() ──▶ write_v12.py, write_v21.py
    read_v12.py, read_v21.py ──▶ ReturnedForm ──▶ messages_of_forms() ──▶ ReturnedMessage ──▶ apply.py

A unit's id is made of context and text, like the identity of a message in gettext, so it is the same in
every export and says at once whether the source is still what was sent.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from newsletter.errors import Fault, Place
from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.plural_forms import PluralForms

_ID_DIGITS = 20
_NUMBERED = re.compile(r"(m[0-9a-f]{20})(?:\[([0-9]{1,2})\]|-([0-9]{1,2}))")
_MAX_LENGTH = re.compile(r"max-length[ \t]*:[ \t]*([0-9]{1,6})")
_PLACE = re.compile(r"(.+):([0-9]+)")
_EXAMPLES = range(1001)
_SHOWN_EXAMPLES = 4
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingCatalogue:
    """A catalogue on its way to a translator."""

    domain: str
    source_language: Locale
    catalogue: Catalogue

    @property
    def entries(self) -> list[CatalogueEntry]:
        """The entries that are in use."""
        return [entry for entry in self.catalogue.entries if not entry.obsolete]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingForm:
    """What is translated at a time: a message, or one plural form of it."""

    number: int | None
    """0-based; None where the message does not count."""
    source: str
    target: str
    hint: str
    """Which numbers the form is for, in a sentence for the translator; "" where it does not count."""
    previous: str | None
    """The source that a fuzzy translation was made for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """One unit of an XLIFF file, as far as it could be read."""

    where: Place
    id: str
    context: str | None
    """None where the file does not say it."""
    source: str
    target: str
    needs_review: bool
    notes: tuple[str, ...] = ()
    fault: Fault | None = None
    """Why this unit cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedMessage:
    """A message that came back, with all its forms."""

    where: Place
    id: str
    context: str | None
    """None where the file does not say it, or where there is none."""
    sources: Mapping[int, str]
    targets: Mapping[int, str]
    """By plural form, 0 for what does not count; "" or missing where there is no translation."""
    needs_review: bool = False
    notes: tuple[str, ...] = ()
    fault: Fault | None = None

    @property
    def has_target(self) -> bool:
        """Whether there is anything to take."""
        return any(map(self.target, self.targets))

    def target(self, number: int) -> str:
        """Return the translation of a form; "" for none, and for white space alone, as some tools leave."""
        text = self.targets.get(number, "")
        return text if text.strip() else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """All messages of one domain that came back."""

    where: Place
    domain: str
    folder: str = ""
    """The locale's folder in the path that the file remembers; "" where it names none."""
    language: str = ""
    """The target language that the file declares; "" where it declares none."""
    units: tuple[ReturnedMessage, ...]
    plural_forms: PluralForms | None = field(default=None)
    """The rule that plural forms are numbered by, where the file says one."""


def unit_id(entry: CatalogueEntry) -> str:
    """Return the id of an entry's unit: a name token of XML, the same in every export.

    >>> unit_id(CatalogueEntry(context="title", text="City"))
    'mba667977cd9005001788'
    """
    key = entry.text if entry.context is None else f"{entry.context}\x04{entry.text}"
    return "m" + sha256(key.encode()).hexdigest()[:_ID_DIGITS]


def outgoing_forms(entry: CatalogueEntry, rule: PluralForms | None) -> list[OutgoingForm]:
    """Return what is to be translated of an entry: itself, or one form after the other."""
    previous = entry.previous if entry.is_fuzzy else None
    if entry.plural is None:
        older = previous.text if previous else None
        (target,) = entry.translations
        return [OutgoingForm(number=None, source=entry.text, target=target, hint="", previous=older)]
    count = len(entry.translations)
    return [
        OutgoingForm(
            number=number,
            source=form_source(entry, number),
            target=target,
            hint=_hint(rule, number, count),
            previous=(previous.plural if number or count == 1 else None) or previous.text
            if previous
            else None,
        )
        for number, target in enumerate(entry.translations)
    ]


def form_source(entry: CatalogueEntry, number: int) -> str:
    """Return the source text of a form: the singular for the first of several, else the plural."""
    if entry.plural is None or (number == 0 and len(entry.translations) > 1):
        return entry.text
    return entry.plural


def messages_of_forms(forms: Iterable[ReturnedForm]) -> tuple[ReturnedMessage, ...]:
    """Return messages, the forms of each put together by the numbers in their ids."""
    by_id: dict[str, list[tuple[int, ReturnedForm]]] = {}
    for position, form in enumerate(forms):
        name, number = _message_id_and_number(form.id)
        # Without an id, nothing belongs together.
        by_id.setdefault(name or f"\x00{position}", []).append((number, form))
    return tuple(message for message_forms in by_id.values() for message in _messages(message_forms))


def max_length(entry: CatalogueEntry) -> int | None:
    """Return how many characters a translation may have at most, where a flag says it."""
    match = next((match for flag in entry.flags if (match := _MAX_LENGTH.fullmatch(flag))), None)
    return int(match[1]) if match else None


def place_parts(place: str) -> tuple[str, str]:
    """Return path and line of a place; "" for the line where it has none."""
    match = _PLACE.fullmatch(place)
    return (match[1], match[2]) if match else (place, "")


def printable_text(text: str) -> str:
    """Return a text for notes and attributes: what XML cannot carry becomes a visible sign.

    Only for what people read. Sources and targets keep every character (`inline.py`).
    """
    return _FORBIDDEN_IN_XML.sub(lambda match: _picture(match[0]), text)


def needs_code(character: str) -> bool:
    """Tell whether XML 1.0 (production [2], Char) cannot carry a character."""
    return _FORBIDDEN_IN_XML.fullmatch(character) is not None


def _picture(character: str) -> str:
    """Return the picture of a control character (Unicode block "Control Pictures")."""
    return chr(0x2400 + ord(character)) if ord(character) < 0x20 else "\ufffd"  # noqa: PLR2004 -- U+0020 ends them


def _hint(rule: PluralForms | None, number: int, count: int) -> str:
    numbers = [n for n in _EXAMPLES if rule is not None and rule.index(n) == number]
    examples = ", ".join(str(n) for n in numbers[:_SHOWN_EXAMPLES])
    more = ", …" if len(numbers) > _SHOWN_EXAMPLES else ""
    return f"Plural form {number + 1} of {count}" + (f", for {examples}{more}" if numbers else "")


def _message_id_and_number(name: str) -> tuple[str, int]:
    """Return the id of the message and the number of the form; 0 for what does not count."""
    match = _NUMBERED.fullmatch(name)
    return (match[1], int(match[2] or match[3])) if match else (name, 0)


def _messages(forms: list[tuple[int, ReturnedForm]]) -> Iterator[ReturnedMessage]:
    """Yield one message per set of forms; a form that stands twice begins the next set."""
    chosen: dict[int, ReturnedForm] = {}
    for number, form in forms:
        if number in chosen:
            yield _message(chosen)
            chosen = {}
        chosen[number] = form
    yield _message(chosen)


def _message(forms: Mapping[int, ReturnedForm]) -> ReturnedMessage:
    first = next(iter(forms.values()))
    return ReturnedMessage(
        where=first.where,
        id=_message_id_and_number(first.id)[0],
        context=first.context,
        sources={number: form.source for number, form in forms.items()},
        targets={number: form.target for number, form in forms.items()},
        needs_review=any(form.needs_review for form in forms.values() if form.target),
        notes=tuple(dict.fromkeys(note for form in forms.values() for note in form.notes)),
        fault=next((form.fault for form in forms.values() if form.fault), None),
    )
