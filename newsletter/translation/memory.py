"""Translation memory: what people have translated before, found again for texts that are like it.

    Catalogues of one locale ──▶ Memory.of() ──▶ suggestions(entry) ──▶ a translator, or filled_entry()

Remembered is what a person stands for: whole translations that are not fuzzy and no machine's draft. Those
that are obsolete count too: they are last year's boilerplate. A message that counts is only suggested
for one that counts, in as many forms.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from newsletter.i18n.normalise import normalised_text
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry, PreviousSource
from newsletter.translation.machine_drafts import is_unapproved_draft

LEAST_PERCENT = 70
"""From here on a translation of another text is worth a translator's look."""
MOST_SUGGESTIONS = 3
_EXACT = 100
_ALMOST = 99
"""What is alike but for white space and the form of its letters is not the same text."""
_CANDIDATES = 20
_NOTE = "Memory: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A translation that was made for the same text, or for one like it."""

    percent: int
    """How alike the texts are, 0 to 100; 100 means letter by letter."""
    translations: tuple[str, ...]
    """One, or one per plural form."""
    where: str
    """`path:line` of the catalogue that it is from."""
    context: str | None
    source: str
    plural: str | None


@dataclass(frozen=True, slots=True)
class _KnownTranslation:
    """One translation, and where it stands."""

    entry: CatalogueEntry
    where: str


class Memory:
    """What is remembered of one language. Make one with `Memory.of`."""

    def __init__(self, translations: Sequence[_KnownTranslation]) -> None:
        self._by_text: dict[str, list[_KnownTranslation]] = defaultdict(list)
        for known in translations:
            self._by_text[known.entry.text].append(known)
        self._translation_counts = Counter(
            (known.entry.text, known.entry.translations) for known in translations
        )
        self._texts = sorted(self._by_text, key=lambda text: (len(normalised_text(text)), text))
        self._normalised_texts = [normalised_text(text) for text in self._texts]
        self._lengths = [len(text) for text in self._normalised_texts]

    @classmethod
    def from_catalogues(cls, catalogues: Iterable[Catalogue]) -> "Memory":
        """Return the memory of all catalogues of one language; an earlier one goes first among equals."""
        return cls(
            [
                _KnownTranslation(entry, f"{catalogue.path}:{entry.line}")
                for catalogue in catalogues
                for entry in catalogue.entries
                if _is_remembered(entry)
            ]
        )

    def __len__(self) -> int:
        """Return how many translations are remembered."""
        return sum(self._translation_counts.values())

    def suggestions(
        self, entry: CatalogueEntry, *, least_percent: float = LEAST_PERCENT, limit: int = MOST_SUGGESTIONS
    ) -> list[Suggestion]:
        """Return what may serve for a message, the best first; each translation once.

        The same text goes first, that of the same role before others, then what was said most often. What
        is equally alike is told apart by its words, whatever their order.
        """
        ranked = [
            (_rank(entry, known, percent, self._translation_counts), _suggestion(known, percent))
            for percent, text in self._nearest_texts(entry.text, least_percent)
            for known in self._by_text[text]
            if _fits(entry, known.entry)
        ]
        best: dict[tuple[str, ...], Suggestion] = {}
        for _, suggestion in sorted(ranked, key=lambda pair: pair[0]):
            best.setdefault(suggestion.translations, suggestion)
        return list(best.values())[:limit]

    def _nearest_texts(self, text: str, least_percent: float) -> list[tuple[int, str]]:
        """Return (percent, text) of the remembered texts that are like this one.

        Only texts of a length that can be so much alike are looked at: of a letters and b letters,
        a < b, at most 2a / (a + b) are the same (rapidfuzz's normalised indel ratio).
        """
        wanted = normalised_text(text)
        most = 200.0 / max(least_percent, 1.0) - 1.0
        start = bisect_left(self._lengths, len(wanted) / most)
        end = bisect_right(self._lengths, len(wanted) * most)
        candidates = process.extract(
            wanted,
            self._normalised_texts[start:end],
            scorer=fuzz.ratio,
            score_cutoff=least_percent,
            limit=_CANDIDATES,
        )
        matches = [
            (min(int(percent), _ALMOST), self._texts[start + place]) for _, percent, place in candidates
        ]
        others = [pair for pair in matches if pair[1] != text]
        return [(_EXACT, text), *others] if text in self._by_text else others


def is_untranslated(entry: CatalogueEntry) -> bool:
    """Tell whether nobody, no machine and no memory has said anything for a message that is in use."""
    return not (entry.obsolete or entry.is_fuzzy or any(entry.translations))


def filled_entry(entry: CatalogueEntry, suggestion: Suggestion) -> CatalogueEntry:
    """Return the entry with a suggested translation, fuzzy, saying where it is from.

    Raises:
        ValueError: the entry says something already.
    """
    if not is_untranslated(entry):
        raise ValueError(f"{entry.text!r} has a translation, or is not in use")
    note = f"{_NOTE}{suggestion.percent} %, {suggestion.where}"
    source_texts = (suggestion.source, suggestion.plural)
    return replace(
        entry,
        translations=suggestion.translations,
        flags=("fuzzy", *entry.flags),
        comments=(*entry.comments, note),
        previous=None
        if source_texts == (entry.text, entry.plural)
        else PreviousSource(suggestion.context, *source_texts),
    )


def is_offered(entry: CatalogueEntry) -> bool:
    """Tell whether a translation is what a memory has offered, and nobody has confirmed it yet."""
    return entry.is_fuzzy and any(comment.startswith(_NOTE) for comment in entry.comments)


def _is_remembered(entry: CatalogueEntry) -> bool:
    return (
        bool(entry.text) and not entry.is_fuzzy and all(entry.translations) and not is_unapproved_draft(entry)
    )


def _fits(wanted: CatalogueEntry, known: CatalogueEntry) -> bool:
    """Tell whether both count, in as many forms, or neither does."""
    counts = (wanted.plural is None, len(wanted.translations))
    return counts == (known.plural is None, len(known.translations))


Rank = tuple[int, bool, float, int, bool]


def _rank(
    wanted: CatalogueEntry,
    remembered: _KnownTranslation,
    percent: int,
    translation_counts: Counter[tuple[str, tuple[str, ...]]],
) -> Rank:
    """Return where a suggestion goes: smaller is better; those that are equal stay in their order."""
    known = remembered.entry
    same_words = _EXACT if percent == _EXACT else fuzz.token_sort_ratio(wanted.text, known.text)
    times = translation_counts[known.text, known.translations]
    return (-percent, known.context != wanted.context, -same_words, -times, known.obsolete)


def _suggestion(remembered: _KnownTranslation, percent: int) -> Suggestion:
    entry = remembered.entry
    return Suggestion(
        percent=percent,
        translations=entry.translations,
        where=remembered.where,
        context=entry.context,
        source=entry.text,
        plural=entry.plural,
    )
