"""Write what was aligned into a catalogue; nothing that a translator did is lost.

Catalogue, Alignment ──▶ filled_catalogue() ──▶ Catalogue

Source: GNU gettext manual, "Fuzzy Entries".
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from newsletter.newsroom.markdown import UnitKey
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.translation.alignment import AlignedPair, Certainty

_MARK = "Aligned: "


@dataclass(frozen=True, slots=True)
class FilledCatalogue:
    """A catalogue after an alignment, and how many of its translations were left as they were."""

    catalogue: Catalogue
    kept_count: int
    """Confirmed ones that the document says in other words."""


def filled_catalogue(
    catalogue: Catalogue, pairs_by_message: Mapping[UnitKey, AlignedPair], *, overwrite: bool = False
) -> FilledCatalogue:
    """Return the catalogue with what was aligned.

    Args:
        catalogue: brought up to the source's messages.
        pairs_by_message: per message, what stands for it.
        overwrite: replace confirmed translations too. Without it only what is empty is filled, and
            what is fuzzy makes way for what is certain.
    """
    entries: list[CatalogueEntry] = []
    kept_count = 0
    for entry in catalogue.entries:
        pair = pairs_by_message.get((entry.context or "", entry.text))
        if pair is None or not pair.translation or entry.obsolete or entry.plural is not None:
            entries.append(entry)
        elif _may_fill(entry, pair, overwrite=overwrite):
            entries.append(_filled_entry(entry, pair))
        else:
            kept_count += entry.translations != (pair.translation,)
            entries.append(entry)
    return FilledCatalogue(replace(catalogue, entries=tuple(entries)), kept_count)


def _may_fill(entry: CatalogueEntry, pair: AlignedPair, *, overwrite: bool) -> bool:
    """Tell whether a pair is better than what stands there: a certain one than a fuzzy one, any than none."""
    if overwrite or not any(entry.translations):
        return True
    is_ours = any(comment.startswith(_MARK) for comment in entry.comments)
    return entry.is_fuzzy and (is_ours or pair.certainty is Certainty.CERTAIN)


def _filled_entry(entry: CatalogueEntry, pair: AlignedPair) -> CatalogueEntry:
    others = tuple(comment for comment in entry.comments if not comment.startswith(_MARK))
    return replace(
        entry,
        translations=(pair.translation,),
        comments=(*others, f"{_MARK}{pair.why}") if pair.why else others,
        flags=entry.other_flags if pair.certainty is Certainty.CERTAIN else ("fuzzy", *entry.other_flags),
        previous=None,
    )
