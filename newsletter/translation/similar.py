"""Find, among many texts, those that are most like one.

    SimilarTexts(texts).nearest(text) ──▶ [(percent, place), …]

Comparing letter by letter is done with the few texts that share telling words, so the time does not grow
with everything that a newsroom ever wrote. Short texts, whose words tell little, are compared with all.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest

from rapidfuzz import fuzz, process

_WORD = re.compile(r"\w+")
_FEW_WORDS = 3
_CANDIDATES = 40
_COMMON_SHARE = 0.05
"""A word in more of the texts than this tells nothing, unless there are only a few texts."""
_FEW_TEXTS = 64
_LONG_WORD = 16
"""Letters. Scripts without spaces make "words" of this length, which are taken apart in pairs."""


class SimilarTexts:
    """Texts to look among, by their places in the sequence."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = list(texts)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._texts):
            for word in _words(text):
                self._places[word].append(place)

    def nearest_places(self, text: str, *, least_percent: float, limit: int) -> list[tuple[float, int]]:
        """Return (percent alike, place) of the texts most like this one, the best first.

        Args:
            text: what to look for.
            least_percent: 0 to 100; what is less alike is left out (rapidfuzz's normalised indel ratio).
            limit: how many at most.
        """
        candidates = self._candidates(text)
        matches = process.extract(
            text,
            [self._texts[place] for place in candidates] if candidates is not None else self._texts,
            scorer=fuzz.ratio,
            score_cutoff=least_percent,
            limit=limit,
        )
        return [(score, place if candidates is None else candidates[place]) for _, score, place in matches]

    def _candidates(self, text: str) -> list[int] | None:
        """Return the places of texts that share telling words; None where all have to be looked at."""
        words = _words(text)
        if len(words) <= _FEW_WORDS or len(self._texts) <= _FEW_TEXTS:
            return None
        most = max(_FEW_TEXTS, int(len(self._texts) * _COMMON_SHARE))
        weights: dict[int, float] = defaultdict(float)
        for word in words:
            places = self._places.get(word, ())
            if len(places) <= most:
                for place in places:
                    weights[place] += 1 / len(places)
        return sorted(nlargest(_CANDIDATES, weights, key=weights.__getitem__))


def _words(text: str) -> set[str]:
    """Return a text's words; of scripts that write without spaces, each pair of neighbouring letters."""
    words: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        if len(word) < _LONG_WORD:
            words.add(word)
        else:
            words.update(word[at : at + 2] for at in range(len(word) - 1))
    return words
