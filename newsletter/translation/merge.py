"""Bring a catalogue's entries up to what the source says now; nothing that a translator did is lost.

    entries of a Catalogue, list[Message] ──▶ merged_entries() ──▶ entries

A message that stands there already keeps its translation, however it moved. One that is new gets the
translation of the most similar one, marked fuzzy, with the text that it was made for (`#|`). What no
message asks for any more becomes obsolete, and comes back whole should the source ever say it again.

Sources: GNU gettext manual, "Invoking the msgmerge Program", "Fuzzy Entries", "Obsolete Entries";
the threshold is msgmerge's own (FUZZY_THRESHOLD in message.h).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from newsletter.po.parser import CatalogueEntry, EntryKey, PreviousSource
from newsletter.translation.machine_drafts import mark_comments
from newsletter.translation.messages import Message, is_source_flag
from newsletter.translation.similar import SimilarTexts

SIMILAR_PERCENT = 60.0
"""From here on a translation is offered for another text, as fuzzy."""
_CANDIDATES = 5
_SAME_ROLE_BONUS = 5.0


def merged_entries(
    entries: Sequence[CatalogueEntry], messages: Sequence[Message], *, form_count: int
) -> list[CatalogueEntry]:
    """Return an entry per message, in their order, then those that became or stay obsolete.

    Args:
        entries: those of the catalogue as it is, obsolete ones included.
        messages: what the source says now, each context and text once.
        form_count: how many plural forms the catalogue's language has.
    """
    known = {entry.key: entry for entry in entries}
    wanted = {message_key(message) for message in messages}
    vanished_pool = _Pool(entry for entry in entries if entry.key not in wanted)
    standing_pool = _Pool(entry for entry in entries if entry.key in wanted)
    renewed_entries = [
        _renewed_entry(
            known.get(message_key(message))
            or vanished_pool.most_similar_entry(message)
            or standing_pool.most_similar_entry(message),
            message,
            form_count,
        )
        for message in messages
    ]
    return renewed_entries + list(_obsolete_entries(entries, wanted, known))


def message_key(message: Message) -> EntryKey:
    """Return what identifies a message in a catalogue."""
    return (message.context or None, message.text)


def fresh_entry(message: Message, *, form_count: int) -> CatalogueEntry:
    """Return the entry of a message that nobody has translated."""
    return CatalogueEntry(
        context=message.context or None,
        text=message.text,
        plural=message.plural,
        translations=("",) * (1 if message.plural is None else form_count),
        flags=message.flags,
        extracted=tuple(message.comment.split("\n")) if message.comment else (),
        places=tuple(map(str, message.places)),
    )


class _Pool:
    """Entries whose translations may serve for another text."""

    def __init__(self, entries: Iterable[CatalogueEntry]) -> None:
        self._entries = [entry for entry in entries if any(entry.translations)]

    @cached_property
    def _texts(self) -> SimilarTexts:
        """Their source texts; prepared when the first new message asks for them."""
        return SimilarTexts([entry.text for entry in self._entries])

    def most_similar_entry(self, message: Message) -> CatalogueEntry | None:
        """Return the entry whose source is most like the message, if any is like it at all."""
        matches = self._texts.nearest_places(message.text, least_percent=SIMILAR_PERCENT, limit=_CANDIDATES)
        ranked = [(score + _bonus(self._entries[place], message), -place) for score, place in matches]
        return self._entries[-max(ranked)[1]] if ranked else None


def _bonus(entry: CatalogueEntry, message: Message) -> float:
    """Prefer, among texts that are alike, the one of the same role that counts in the same way."""
    same_role = entry.context == (message.context or None)
    same_kind = (entry.plural is None) == (message.plural is None)
    return _SAME_ROLE_BONUS * (same_role + same_kind)


def _renewed_entry(entry: CatalogueEntry | None, message: Message, form_count: int) -> CatalogueEntry:
    """Return a message's entry with what its translator has done for it, or for one like it."""
    fresh = fresh_entry(message, form_count=form_count)
    if entry is None:
        return fresh
    if entry.key != fresh.key:  # of another message, which was like this one
        return _doubtful_entry(fresh, entry)
    kept = replace(fresh, flags=_flags(entry.flags, message), comments=entry.comments)
    if (entry.plural, len(entry.translations)) == (fresh.plural, len(fresh.translations)):
        previous = entry.previous if entry.is_fuzzy else None
        return replace(kept, translations=entry.translations, previous=previous)
    return _doubtful_entry(kept, entry) if any(entry.translations) else kept


def _doubtful_entry(kept: CatalogueEntry, entry: CatalogueEntry) -> CatalogueEntry:
    """Return an entry with what fits of another source's translation, to be confirmed by a person."""
    count = len(kept.translations)
    return replace(
        kept,
        translations=(*entry.translations, *kept.translations)[:count],
        flags=("fuzzy", *kept.other_flags),
        comments=tuple(dict.fromkeys([*kept.comments, *mark_comments(entry)])),
        previous=entry.previous
        if entry.is_fuzzy and entry.previous
        else PreviousSource(entry.context, entry.text, entry.plural),
    )


def _flags(theirs: Sequence[str], message: Message) -> tuple[str, ...]:
    """Return the flags of both sides; a translator's `no-…-format` beats our `…-format`."""
    ours = [flag for flag in message.flags if f"no-{flag}" not in theirs]
    kept = [flag for flag in theirs if not is_source_flag(flag)]
    return tuple(dict.fromkeys([*(flag for flag in kept if flag == "fuzzy"), *ours, *kept]))


def _obsolete_entries(
    entries: Iterable[CatalogueEntry], wanted: set[EntryKey], known: Mapping[EntryKey, CatalogueEntry]
) -> Iterator[CatalogueEntry]:
    """Yield as obsolete what somebody has worked on and no message asks for any more."""
    for entry in entries:
        is_worked_on = any(entry.translations) or entry.comments
        if entry.key not in wanted and is_worked_on and not _is_repeated(entry, known):
            yield replace(entry, obsolete=True, places=(), extracted=())


def _is_repeated(entry: CatalogueEntry, known: Mapping[EntryKey, CatalogueEntry]) -> bool:
    """Tell whether an entry only repeats, unconfirmed, the translation of the text that it was like."""
    if not entry.is_fuzzy or entry.previous is None or entry.comments:
        return False
    origin = known.get((entry.previous.context, entry.previous.text or ""))
    return origin is not None and origin.translations == entry.translations
