"""Approval: a reviewer's word for a catalogue as it stood, kept in the file itself.

    Catalogue ──▶ approved_catalogue() ──▶ Catalogue, its header naming reviewer, day and what was approved
    Catalogue ──▶ approval_of() ──▶ Approval ──▶ covers(entry)

The header keeps a digest of every approved pair of source and translation. So a change of either takes
that one message out of the approval, and what has changed since can be counted; the file goes to
translators and back, through git and Weblate, and carries its approval along.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from newsletter.po.catalogue import Catalogue, header_field
from newsletter.po.parser import CatalogueEntry
from newsletter.po.writer import with_header_fields

_BY, _ON, _PAIRS = "X-Approved-By", "X-Approved-On", "X-Approved-Messages"
_DIGEST_LENGTH = 10
"""Hexadecimal digits: 40 bits, so that two of a million pairs share one with a chance of one half; a pair
that was not approved is taken for one of a thousand that were with a chance of one in a billion."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved what, and when."""

    reviewer: str
    on: dt.date | None
    """None where the header does not say it, or not as a date."""
    digests: frozenset[str]

    def covers(self, entry: CatalogueEntry) -> bool:
        """Tell whether this very translation of this very source was approved."""
        return pair_digest(entry) in self.digests


def approved_catalogue(catalogue: Catalogue, *, reviewer: str, on: dt.date) -> Catalogue:
    """Return the catalogue with all its present translations approved.

    What is fuzzy or not translated is not approved by this: nobody could have read it as final.
    """
    return with_header_fields(
        catalogue,
        {
            _BY: _CONTROL.sub(" ", reviewer).strip(),
            _ON: on.isoformat(),
            _PAIRS: " ".join(pair_digests(catalogue.entries)),
        },
    )


def approval_of(catalogue: Catalogue) -> Approval | None:
    """Return the approval that a catalogue carries, or None."""
    reviewer = header_field(catalogue.header, _BY)
    if not reviewer:
        return None
    digests = frozenset(header_field(catalogue.header, _PAIRS).split())
    return Approval(reviewer, _day(header_field(catalogue.header, _ON)), digests)


def pair_digests(entries: Iterable[CatalogueEntry]) -> list[str]:
    """Return the digests of all translations that readers may see, in order."""
    return sorted({pair_digest(entry) for entry in entries if entry.is_translated})


def pair_digest(entry: CatalogueEntry) -> str:
    """Return what identifies a source and its translation together."""
    content = "\x00".join((entry.context or "", entry.text, entry.plural or "", *entry.translations))
    return sha256(content.encode()).hexdigest()[:_DIGEST_LENGTH]


def confirmed_entry(entry: CatalogueEntry) -> CatalogueEntry:
    """Return an entry whose translation a person has confirmed as it stands."""
    return replace(entry, flags=entry.other_flags, previous=None)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
