"""How ready a text is in a language: every message counted once, by what stands in its way.

    messages, Catalogue, Findings ──▶ readiness() ──▶ Readiness ──▶ gate.py decides, the board shows

A message is ready when a person has translated it, nobody marked it as doubtful, no check blocks it, and
no machine wrote it without a person's word.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import HEADER_KEY, Catalogue
from newsletter.po.parser import CatalogueEntry, EntryKey
from newsletter.translation.approval import Approval, approval_of
from newsletter.translation.checks.base import Finding, Severity
from newsletter.translation.checks.untranslated import is_copied_catalogue
from newsletter.translation.machine_drafts import is_unapproved_draft
from newsletter.translation.memory import is_offered
from newsletter.translation.merge import message_key
from newsletter.translation.messages import Message


class Standing(StrEnum):
    """Where one message stands; the first that is true."""

    MISSING = "missing"
    DRAFT = "draft"
    """A machine wrote it, and nobody has said yes to it, be it marked as fuzzy or not."""
    FUZZY = "fuzzy"
    COPIED = "copied"
    """The source text stands there, in a catalogue that is mostly a copy."""
    FAULTY = "faulty"
    """A check blocks it."""
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How ready one article or edition is in one locale."""

    message_count: int
    counts: dict[Standing, int]
    """By standing; their sum is `message_count`."""
    warning_count: int = 0
    approval: Approval | None = None
    unapproved_count: int = 0
    """Ready messages that the approval does not cover: they, or their source, changed since."""
    changed_count: int = 0
    """Messages, ready or not, that changed since the approval; without one, since their translation."""
    needs_approval: bool = False

    @property
    def ready_count(self) -> int:
        """Messages that may go out."""
        return self.counts.get(Standing.READY, 0)

    @property
    def percent(self) -> int:
        """Ready messages of all, rounded down: 100 means all."""
        return self.ready_count * 100 // self.message_count if self.message_count else 100

    @property
    def is_translated(self) -> bool:
        """True when every message is ready."""
        return self.ready_count == self.message_count

    @property
    def is_approved(self) -> bool:
        """True when a reviewer has approved everything as it stands now."""
        return self.approval is not None and self.is_translated and not self.unapproved_count

    @property
    def is_ready(self) -> bool:
        """True when the text may go out in this locale."""
        return self.is_translated and (self.is_approved or not self.needs_approval)

    @property
    def why_not(self) -> str:
        """What stands in the way, for the editor; "" when nothing does."""
        if self.is_ready:
            return ""
        if self.is_translated:
            return self._why_not_approved()
        lacking = [f"{count} {standing}" for standing, count in self.counts.items() if count]
        return (
            f"{self.message_count - self.ready_count} of {self.message_count} messages are not ready "
            f"({', '.join(text for text in lacking if not text.endswith(Standing.READY))})"
        )

    def _why_not_approved(self) -> str:
        if self.approval is None:
            return "no reviewer has approved it"
        return f"{self.unapproved_count} of {self.message_count} messages changed since it was approved"


def complete_readiness(message_count: int) -> Readiness:
    """Return the readiness of a text in its own language."""
    return Readiness(message_count=message_count, counts={Standing.READY: message_count})


def partial_readiness(message_count: int, *, of: int) -> Readiness:
    """Return the readiness of a text of which so many messages are ready; the others are missing."""
    return Readiness(
        message_count=of, counts={Standing.READY: message_count, Standing.MISSING: of - message_count}
    )


def readiness(
    messages: Sequence[Message],
    catalogue: Catalogue | None,
    *,
    source: Locale,
    findings: Collection[Finding] = (),
    needs_approval: bool = False,
) -> Readiness:
    """Count the messages of a text by where they stand in a catalogue.

    Args:
        messages: of the text, each once.
        catalogue: in one locale; None where there is none yet.
        source: what the text is written in.
        findings: what the checks say about that catalogue.
        needs_approval: whether only a reviewer's word makes it ready.
    """
    blocked = {finding.key for finding in findings if finding.severity is Severity.BLOCKS}
    entries = {message_key(message): _entry(message, catalogue) for message in messages}
    is_all_copied = catalogue is not None and is_copied_catalogue(catalogue, source_locale=source)
    standings = {
        key: _standing(entry, blocked, is_whole_copy=is_all_copied) for key, entry in entries.items()
    }
    approval = approval_of(catalogue) if catalogue else None
    return Readiness(
        message_count=len(entries),
        counts={standing: list(standings.values()).count(standing) for standing in Standing},
        warning_count=sum(f.severity is Severity.WARNS and f.key in entries for f in findings),
        approval=approval,
        unapproved_count=_unapproved_count(entries, standings, approval),
        changed_count=_changed_count(entries.values(), approval),
        needs_approval=needs_approval,
    )


def _entry(message: Message, catalogue: Catalogue | None) -> CatalogueEntry | None:
    """Return the entry of a message, unless nothing is in it or it counts in another way."""
    entry = catalogue.entries_by_key.get(message_key(message)) if catalogue else None
    if entry is None or entry.obsolete or not all(entry.translations):
        return None
    return entry if (entry.plural is None) == (message.plural is None) else None


def _standing(
    entry: CatalogueEntry | None, blocked: Collection[EntryKey], *, is_whole_copy: bool
) -> Standing:
    if entry is None:
        return Standing.MISSING
    if is_unapproved_draft(entry):
        return Standing.DRAFT
    if entry.is_fuzzy:
        return Standing.FUZZY
    if is_whole_copy and _repeats_source(entry):
        return Standing.COPIED
    is_miscounted = entry.plural is not None and HEADER_KEY in blocked  # the header has the plural rule
    return Standing.FAULTY if is_miscounted or entry.key in blocked else Standing.READY


def _repeats_source(entry: CatalogueEntry) -> bool:
    return entry.translations[0] == entry.text


def _unapproved_count(
    entries: dict[EntryKey, CatalogueEntry | None],
    standings: dict[EntryKey, Standing],
    approval: Approval | None,
) -> int:
    ready = [entry for key, entry in entries.items() if entry and standings[key] is Standing.READY]
    return sum(not approval.covers(entry) for entry in ready) if approval else len(ready)


def _changed_count(entries: Collection[CatalogueEntry | None], approval: Approval | None) -> int:
    """Count messages that are not what they were when the language was last whole."""
    if approval is not None:
        return sum(entry is None or entry.is_fuzzy or not approval.covers(entry) for entry in entries)
    return sum(entry is not None and _is_outdated(entry) for entry in entries)


def _is_outdated(entry: CatalogueEntry) -> bool:
    """Tell whether an entry was translated, and its source changed then; a memory's offer never was."""
    return entry.is_fuzzy and entry.previous is not None and not is_offered(entry)
