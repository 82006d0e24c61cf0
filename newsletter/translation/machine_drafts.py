"""Machine drafts: translations that nobody has looked at yet, and that say so.

    entry, draft ──▶ drafted_entry() ──▶ entry, fuzzy, with origin ──▶ approved_draft(), or a person's words

The mark is a translator's comment, because that is what every tool keeps:

    # Machine draft: LibreTranslate, sha256:9b1f0c2d4e5a

The digest is of what the machine wrote. As long as the translation still is that, nobody has worked on
it, even where a tool has removed the fuzzy flag: so it does not go out. Once a person changes the text,
it is theirs. White space does not count, since tools wrap lines and cut ends on their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from newsletter.i18n.normalise import normalised_text
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry

_DIGEST_LENGTH = 12
_MARK = re.compile(rf"\s*Machine draft: *(.*?),? *sha256: *([0-9a-f]{{{_DIGEST_LENGTH}}})\s*", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Who drafted a translation, and the digest of what it was then."""

    origin: str
    """Such as `LibreTranslate`, or the name of a file."""
    digest: str
    """The first 12 hexadecimal digits of its SHA-256."""


def drafted_entry(entry: CatalogueEntry, text: str, origin: str) -> CatalogueEntry:
    """Return the entry with a machine's text, fuzzy and marked as such.

    Raises:
        ValueError: the entry has a translation, or counts: a machine knows no plural forms.
    """
    if any(entry.translations) or entry.plural is not None or not text.strip():
        raise ValueError(f"{entry.text!r} is no message without a translation and a plural, or has no draft")
    name = " ".join(_UNPRINTABLE.sub(" ", origin).split())
    mark = f"Machine draft: {name}, sha256:{draft_digest((text,))}"
    return replace(
        entry,
        translations=(text,),
        flags=("fuzzy", *entry.other_flags),
        comments=(*_without_marks(entry), mark),
        previous=None,
    )


def draft_mark(entry: CatalogueEntry) -> DraftMark | None:
    """Return the mark of a draft: the one of the present text, else the last one; None without any."""
    marks = list(_marks(entry))
    present = draft_digest(entry.translations)
    return next((mark for mark in marks if mark.digest == present), marks[-1] if marks else None)


def is_unapproved_draft(entry: CatalogueEntry) -> bool:
    """Tell whether a translation still is what a machine wrote, and nobody has approved it."""
    mark = draft_mark(entry)
    return mark is not None and any(entry.translations) and mark.digest == draft_digest(entry.translations)


def without_drafts(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without what a machine wrote and nobody has approved."""
    if not any(map(is_unapproved_draft, catalogue.entries)):
        return catalogue
    kept = tuple(entry for entry in catalogue.entries if not is_unapproved_draft(entry))
    return replace(catalogue, entries=kept)


def approved_draft(entry: CatalogueEntry) -> CatalogueEntry:
    """Return the entry as a person's own: without the mark and without the fuzzy flag."""
    return replace(
        entry,
        flags=entry.other_flags,
        comments=_without_marks(entry),
        previous=None,
    )


def mark_comments(entry: CatalogueEntry) -> tuple[str, ...]:
    """Return the comments that mark a draft: whoever moves a translation elsewhere takes them along."""
    return tuple(line for line in entry.comments if _MARK.fullmatch(line))


def draft_digest(texts: Sequence[str]) -> str:
    """Return what identifies a draft, whatever its white space."""
    content = "\x00".join(map(normalised_text, texts))
    return sha256(content.encode()).hexdigest()[:_DIGEST_LENGTH]


def _marks(entry: CatalogueEntry) -> Iterator[DraftMark]:
    for line in entry.comments:
        if match := _MARK.fullmatch(line):
            yield DraftMark(match[1].strip(), match[2].lower())


def _without_marks(entry: CatalogueEntry) -> tuple[str, ...]:
    return tuple(line for line in entry.comments if not _MARK.fullmatch(line))
