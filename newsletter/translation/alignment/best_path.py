"""The best chain of pairs through two texts, and how much better it is without each of its links broken.

    Evidence ──▶ best_chain() ──▶ list[Link]

A link joins one block with one, or two neighbours with one; blocks without a link stand in one text
only. A link's margin is the loss of the best chain that does *not* have it: where a block could as well
stand for its neighbour's twin the margin is small, however good the chain is.

Source: Needleman and Wunsch 1970 (the chain); Gale and Church 1993 (two to one).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.translation.alignment.scoring import IMPOSSIBLE, Evidence, EvidencePart

_GAP = -4.0
_MERGE = -5.0
_NARROWEST_BAND = 120
_MOST_CELLS = 250_000
_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


@dataclass(frozen=True, slots=True)
class PathLink:
    """Blocks of the source, by number, and those of the translation that stand for them."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    score: float
    """Evidence in natural log odds."""
    margin: float
    """What any other chain loses; 0 or more."""


def best_chain(evidence: Evidence | EvidencePart) -> list[PathLink]:
    """Return the links of the best chain, in order."""
    return _Lattice(evidence).links()


class _Row:
    """Scores of one row of the lattice in the columns of its band."""

    __slots__ = ("columns", "values")

    def __init__(self, columns: range, values: list[float]) -> None:
        self.columns, self.values = columns, values

    def score_at(self, column: int) -> float:
        return self.values[column - self.columns.start] if column in self.columns else IMPOSSIBLE

    def scores_between(self, start: int, stop: int) -> list[float]:
        """Return the scores of some columns, which may lie outside of the band."""
        before = max(0, min(stop, self.columns.start) - start)
        after = max(0, stop - max(start, self.columns.stop))
        inside = self.values[
            max(0, start - self.columns.start) : max(0, min(stop, self.columns.stop) - self.columns.start)
        ]
        return [IMPOSSIBLE] * before + inside + [IMPOSSIBLE] * after


class _Lattice:
    """All chains of two texts: row i and column j stand behind i source and j target blocks."""

    def __init__(self, evidence: Evidence | EvidencePart) -> None:
        self._evidence = evidence
        self._height, self._width = len(evidence.source), len(evidence.target)
        self._band = self._half_band()
        self._bands = [self._columns(i) for i in range(self._height + 1)]
        # gains[step][i] are the scores of that step *into* row i, per column of its band.
        self._gains = {step: [self._gains_into(i, step) for i in range(self._height + 1)] for step in _STEPS}
        self._rows_before = self._scores_from_start()
        self._rows_after = self._scores_to_end()

    def links(self) -> list[PathLink]:
        """Return the links of the best chain."""
        best = self._rows_before[self._height].score_at(self._width)
        steps = list(self._walk())
        return [
            PathLink(
                tuple(range(i - step[0], i)),
                tuple(range(j - step[1], j)),
                self._gain(step, i, j),
                best - self._rival_score(i, j, step),
            )
            for i, j, step in reversed(steps)
            if 0 not in step
        ]

    def _half_band(self) -> int:
        """Return how far from the diagonal chains are looked for: anywhere in texts of common size."""
        if self._height * self._width <= _MOST_CELLS:
            return self._width + 1
        return abs(self._height - self._width) + _NARROWEST_BAND

    def _columns(self, i: int) -> range:
        middle = i * self._width // max(1, self._height)
        return range(max(0, middle - self._band), min(self._width, middle + self._band) + 1)

    def _gain(self, step: tuple[int, int], i: int, j: int) -> float:
        return self._gains[step][i][j - self._bands[i].start]

    def _gains_into(self, i: int, step: tuple[int, int]) -> list[float]:
        """Return what a step adds that ends in row i, per column."""
        columns = self._bands[i]
        if 0 in step:
            return [_GAP] * len(columns)
        lead = min(len(columns), max(0, step[1] - columns.start)) if i >= step[0] else len(columns)
        rest = range(columns.start + lead, columns.stop)
        if step == (1, 1):
            return [IMPOSSIBLE] * lead + [self._evidence.pair_score(i - 1, j - 1) for j in rest]
        sources, run = range(i - step[0], i), step[1]
        return [IMPOSSIBLE] * lead + [
            _MERGE + self._evidence.merge_score(sources, range(j - run, j)) for j in rest
        ]

    def _scores_from_start(self) -> list[_Row]:
        """Return the best score from the beginning to every place."""
        rows: list[_Row] = []
        for i, columns in enumerate(self._bands):
            values = [IMPOSSIBLE] * len(columns)
            for step in _STEPS:
                rise, run = step
                if rise and i >= rise:
                    behind = rows[i - rise].scores_between(columns.start - run, columns.stop - run)
                    values = [
                        max(value, other + gain)
                        for value, other, gain in zip(values, behind, self._gains[step][i], strict=True)
                    ]
            if i == 0:
                values[0] = 0.0
            rows.append(_Row(columns, _scores_with_gaps(values)))
        return rows

    def _scores_to_end(self) -> list[_Row]:
        """Return the best score from every place to the end."""
        rows: dict[int, _Row] = {}
        for i in range(self._height, -1, -1):
            columns = self._bands[i]
            values = [IMPOSSIBLE] * len(columns)
            for step in _STEPS:
                rise, run = step
                if rise and i + rise <= self._height:
                    ahead = rows[i + rise].scores_between(columns.start + run, columns.stop + run)
                    gains = _Row(self._bands[i + rise], self._gains[step][i + rise])
                    reached = gains.scores_between(columns.start + run, columns.stop + run)
                    values = [
                        max(value, other + gain)
                        for value, other, gain in zip(values, ahead, reached, strict=True)
                    ]
            if i == self._height:
                values[-1] = 0.0
            rows[i] = _Row(columns, _scores_with_gaps(values[::-1])[::-1])
        return [rows[i] for i in range(self._height + 1)]

    def _walk(self) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Yield the steps of the best chain from its end: where each ends, and its size."""
        i, j = self._height, self._width
        while i or j:
            step = max(
                (candidate for candidate in _STEPS if i >= candidate[0] and j >= candidate[1]),
                key=lambda candidate: (
                    self._rows_before[i - candidate[0]].score_at(j - candidate[1])
                    + self._gain(candidate, i, j)
                ),
            )
            yield i, j, step
            i, j = i - step[0], j - step[1]

    def _rival_score(self, i: int, j: int, taken: tuple[int, int]) -> float:
        """Return the score of the best chain in which the last source block of a link is placed elsewhere."""
        best = IMPOSSIBLE
        block = i - 1
        for step in _STEPS:
            for end in range(block + 1, min(block + step[0], self._height) + 1):
                best = max(best, self._best_score_through(end, step, but=(i, j) if step == taken else None))
        return best

    def _best_score_through(self, end: int, step: tuple[int, int], *, but: tuple[int, int] | None) -> float:
        """Return the score of the best chain that ends a step in a row; not in the place `but`."""
        columns = self._bands[end]
        start = end - step[0]
        if start < 0:
            return IMPOSSIBLE
        behind = self._rows_before[start].scores_between(columns.start - step[1], columns.stop - step[1])
        totals = [
            score_before + gain + score_after
            for score_before, gain, score_after in zip(
                behind, self._gains[step][end], self._rows_after[end].values, strict=True
            )
        ]
        if but is not None and but[0] == end:
            totals[but[1] - columns.start] = IMPOSSIBLE
        return max(totals)


def _scores_with_gaps(values: Sequence[float]) -> list[float]:
    """Return the scores of a row after steps within it."""
    scores: list[float] = []
    best = IMPOSSIBLE
    for value in values:
        best = max(value, best + _GAP)
        scores.append(best)
    return scores
