"""What comes back, matched with the catalogue as it is now.

    Catalogue, [Returned] ──▶ apply_file() ──▶ Taken

A translation is taken where its source is still what the newsroom says: by the unit's id, else by
context and text. A translation of an older source is taken, fuzzy, where the catalogue remembers that
source (`#|`). Everything else is refused, each with its reason, and never changes anything.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from newsletter.errors import Fault, Place
from newsletter.po.catalogue import Catalogue
from newsletter.po.escapes import excerpt
from newsletter.po.parser import CatalogueEntry, EntryKey
from newsletter.po.plural_forms import PluralForms
from newsletter.translation.xliff.units import (
    ReturnedFile,
    ReturnedMessage,
    form_source,
    printable_text,
    unit_id,
)

_SIMILAR_PERCENT = 60.0
# A search takes 10 ms among 5,000 paragraphs: a file that is stale as a whole costs seconds.
_MOST_SEARCHES = 500
_AS_IT_IS = "Run `newsletter catalogue export` again, and translate what the file says then"
_COUNTED = range(201)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedFile:
    """A catalogue with what came back, and what became of each unit."""

    catalogue: Catalogue
    taken_count: int
    review_count: int
    """Of those taken: how many a person still has to confirm."""
    unchanged_count: int
    refusals: tuple[Fault, ...]


def returned_file_of(
    catalogue: Catalogue, *, where: Place, domain: str, folder: str = "", language: str = ""
) -> ReturnedFile:
    """Return what a PO file says, as if it had come back as XLIFF. Obsolete entries say nothing."""
    return ReturnedFile(
        where=where,
        domain=domain,
        folder=folder,
        language=language,
        units=tuple(
            _returned_message(entry, catalogue.path) for entry in catalogue.entries if not entry.obsolete
        ),
        plural_forms=catalogue.plural_forms,
    )


def apply_file(catalogue: Catalogue, file: ReturnedFile) -> AppliedFile:
    """Return the catalogue with the translations of a file that belong into it."""
    application = _FileApplication(catalogue, file.plural_forms)
    for unit in file.units:
        application.apply_unit(unit)
    return AppliedFile(
        catalogue=replace(
            catalogue,
            entries=tuple(application.applied_entries.get(entry.key, entry) for entry in catalogue.entries),
        ),
        taken_count=len(application.applied_entries),
        review_count=sum(entry.is_fuzzy for entry in application.applied_entries.values()),
        unchanged_count=application.unchanged_count,
        refusals=tuple(application.refusals),
    )


class _FileApplication:
    """Decides unit by unit. One instance works on one catalogue."""

    def __init__(self, catalogue: Catalogue, rule: PluralForms | None) -> None:
        self._index = _Index(catalogue)
        self._has_other_rule = _count_differently(catalogue.plural_forms, rule)
        self._first: dict[EntryKey, ReturnedMessage] = {}
        self.applied_entries: dict[EntryKey, CatalogueEntry] = {}
        self.unchanged_count = 0
        self.refusals: list[Fault] = []

    def apply_unit(self, unit: ReturnedMessage) -> None:
        """Take one unit in, leave things as they are, or note why it is refused."""
        entry = None if unit.fault else self._index.matching_entry(unit)
        fault = unit.fault or self._fault(unit, entry)
        if fault:
            self.refusals.append(fault)
            return
        current = self.applied_entries.get(entry.key, entry) if entry else None
        changed = current and _updated_entry(current, unit, is_older=not _has_source(current, unit))
        if current is None or changed is None or changed == current:
            self.unchanged_count += 1
        else:
            self.applied_entries[current.key] = changed

    def _fault(self, unit: ReturnedMessage, entry: CatalogueEntry | None) -> Fault | None:
        """Return why a unit that can be read cannot be taken, None where it can."""
        if not unit.has_target:
            return None
        if entry is None:
            return self._index.unknown_unit_fault(unit)
        if self._first.setdefault(entry.key, unit) is not unit:
            return _repetition_fault(unit, self._first[entry.key])
        if entry.plural is not None and self._has_other_rule:
            what = f"{_name(unit)} is counted by another rule (Plural-Forms) than the newsroom's"
            return Fault(*unit.where, what, "Translate the file that the newsroom exported, with its header")
        return _forms_fault(unit, entry)


class _Index:
    """A catalogue's entries, by everything that a unit may be recognised by."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = [entry for entry in catalogue.entries if not entry.obsolete]
        self._obsolete = {entry.key for entry in catalogue.entries if entry.obsolete}
        self._by_id = {unit_id(entry): entry for entry in self._entries}
        self._by_key = {entry.key: entry for entry in self._entries}
        self._searches_left = _MOST_SEARCHES

    def matching_entry(self, unit: ReturnedMessage) -> CatalogueEntry | None:
        """Return the entry that a unit translates, or that still holds its older source."""
        entry = self._by_id.get(unit.id)
        if entry and _has_source(entry, unit):
            return entry
        return self._entry_by_source(unit) or self._entry_by_older_source(unit)

    def unknown_unit_fault(self, unit: ReturnedMessage) -> Fault:
        """Return why no entry is translated by a unit."""
        if unit.id in self._by_id:
            what = f"{_name(unit)} was changed in the file: a source text is the newsroom's"
            return Fault(*unit.where, what, _AS_IT_IS)
        if (unit.context, _text(unit)) in self._obsolete:
            what = f"{_name(unit)} is not in the newsroom's text any more"
            return Fault(*unit.where, what, _AS_IT_IS)
        similar = self._similar_text(unit)
        if similar is None:
            return Fault(*unit.where, f"{_name(unit)} is not in the catalogue", _AS_IT_IS)
        what = f"{_name(unit)} has changed since the export: it is {excerpt(similar)!r} now"
        return Fault(*unit.where, what, _AS_IT_IS)

    def _similar_text(self, unit: ReturnedMessage) -> str | None:
        """Return the text that a unit's source has probably become, None where none is like it."""
        if self._searches_left == 0:
            return None
        self._searches_left -= 1
        texts = [entry.text for entry in self._entries if unit.context in (None, entry.context)]
        match = process.extractOne(_text(unit), texts, scorer=fuzz.ratio, score_cutoff=_SIMILAR_PERCENT)
        return match[0] if match else None

    def _entry_by_source(self, unit: ReturnedMessage) -> CatalogueEntry | None:
        text = _text(unit)
        if unit.context is not None:
            return self._by_key.get((unit.context, text))
        candidates = self._entries_by_text.get(text, ())
        contextless = self._by_key.get((None, text))
        return contextless or (candidates[0] if len(candidates) == 1 else None)

    def _entry_by_older_source(self, unit: ReturnedMessage) -> CatalogueEntry | None:
        candidates = [
            entry
            for entry in self._entries_by_older_text.get(_text(unit), ())
            if entry.previous
            and unit.context
            in (None, entry.context if entry.previous.context is None else entry.previous.context)
        ]
        return candidates[0] if len(candidates) == 1 else None

    @cached_property
    def _entries_by_text(self) -> Mapping[str, Sequence[CatalogueEntry]]:
        by_text = defaultdict(list)
        for entry in self._entries:
            by_text[entry.text].append(entry)
            if entry.plural is not None and len(entry.translations) == 1:
                by_text[entry.plural].append(entry)
        return by_text

    @cached_property
    def _entries_by_older_text(self) -> Mapping[str, Sequence[CatalogueEntry]]:
        by_text = defaultdict(list)
        for entry in self._entries:
            if entry.is_fuzzy and entry.previous and entry.previous.text:
                by_text[entry.previous.text].append(entry)
        return by_text


def _returned_message(entry: CatalogueEntry, path: str) -> ReturnedMessage:
    count = len(entry.translations)
    return ReturnedMessage(
        where=Place(path, entry.line),
        id=unit_id(entry),
        context=entry.context,
        sources={number: form_source(entry, number) for number in range(count)},
        targets=dict(enumerate(entry.translations)),
        needs_review=entry.is_fuzzy,
        notes=("\n".join(entry.comments),) if any(entry.comments) else (),
    )


def _has_source(entry: CatalogueEntry, unit: ReturnedMessage) -> bool:
    """Tell whether a unit's source is the entry's, be it with other spaces, as some tools leave it."""
    return all(
        source.split() == form_source(entry, number).split() for number, source in unit.sources.items()
    )


def _updated_entry(entry: CatalogueEntry, unit: ReturnedMessage, *, is_older: bool) -> CatalogueEntry:
    """Return an entry with a unit's translations and notes; what the unit leaves empty stays."""
    commented = replace(entry, comments=(*entry.comments, *_new_comments(entry, unit)))
    translations = tuple(unit.target(n) or old for n, old in enumerate(entry.translations))
    needs_review = unit.needs_review or is_older
    is_confirmed = not needs_review and all(unit.target(n) for n in range(len(translations)))
    if translations == entry.translations and not (entry.is_fuzzy and is_confirmed):
        return commented
    is_fuzzy = needs_review or (entry.is_fuzzy and not is_confirmed)
    return replace(
        commented,
        translations=translations,
        flags=("fuzzy", *entry.other_flags) if is_fuzzy else entry.other_flags,
        previous=entry.previous if is_fuzzy else None,
    )


def _new_comments(entry: CatalogueEntry, unit: ReturnedMessage) -> list[str]:
    """Return the lines of notes that neither the translator nor the author has written there yet."""
    present_texts = ["\n".join(map(printable_text, lines)) for lines in (entry.comments, entry.extracted)]
    new: list[str] = []
    seen: set[str] = set()
    for note in unit.notes:
        lines = note.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = "\n".join(map(printable_text, lines))
        is_known = text in seen or any(
            f"\n{text}\n" in f"\n{present_text}\n" for present_text in present_texts
        )
        if text.strip() and not is_known:
            new += lines
            seen.add(text)
    return new


def _text(unit: ReturnedMessage) -> str:
    return unit.sources.get(0, next(iter(unit.sources.values())))


def _name(unit: ReturnedMessage) -> str:
    return repr(excerpt(printable_text(_text(unit))))


def _repetition_fault(unit: ReturnedMessage, first: ReturnedMessage) -> Fault | None:
    if (unit.targets, unit.needs_review) == (first.targets, first.needs_review):
        return None
    what = f"{_name(unit)} is translated already at {first.where}, in another way"
    return Fault(*unit.where, what, "Keep the translation that is right, and remove the other")


def _forms_fault(unit: ReturnedMessage, entry: CatalogueEntry) -> Fault | None:
    count = len(entry.translations)
    if all(number < count for number in unit.targets):
        return None
    what = f"{_name(unit)} has plural form {max(unit.targets) + 1}, where the catalogue has {count}"
    return Fault(*unit.where, what, _AS_IT_IS)


def _count_differently(ours: PluralForms | None, theirs: PluralForms | None) -> bool:
    """Tell whether two rules give some number different forms."""
    if ours is None or theirs is None:
        return False
    return ours.count != theirs.count or any(ours.index(n) != theirs.index(n) for n in _COUNTED)
