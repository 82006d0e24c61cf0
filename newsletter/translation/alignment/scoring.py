"""How much speaks for two blocks being one in two languages, in natural log odds against chance.

    two tuples of Segment ──▶ Evidence ──▶ single(i, j), merged(…) ──▶ best_path.py

Each feature adds log(P(seen | a pair) / P(seen | two blocks at random)); what blocks show at random is
counted in the two texts at hand. So a link that stands once in both texts says much, the word "the"
nothing, and numbers that stand in one of the texts only nothing either.

Source: for lengths, Gale and Church 1993, "A Program for Aligning Sentences in Bilingual Corpora"
(log ratios are used here in place of differences: they suit texts whose scripts differ in density).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, log
from statistics import fmean, median

from newsletter.translation.alignment.features import Features, Mark, SegmentKind, features_of, joined_segment
from newsletter.translation.alignment.segments import Segment

_KEPT = {SegmentKind.ADDRESS: 0.93, SegmentKind.CODE: 0.9, SegmentKind.NUMBER: 0.88, SegmentKind.WORD: 0.7}
"""How often a translator keeps a mark of each kind."""
# Marks of one block hang together (a name, its link, the number behind it): not all of each counts.
_DAMPING = 0.6
MOST_OF_MARKS, _LEAST_OF_MARKS = 9.0, -6.0
_LEAST_OF_LENGTH = -5.0
_SAME_ROLE, _OTHER_ROLE, _NEVER_OTHER = 0.93, 0.05, 0.004
_APART = frozenset(["heading", "image alt", "table heading"])
"""Roles that a translator hardly ever turns into others."""
_FEWEST_FOR_RATIO = 5
_MERGEABLE = frozenset(["paragraph", "list item", "quote"])
# A block that stands for two is about as long as both, and longer than either.
_MERGED_FACTOR, _MORE_THAN_ONE = 1.4, 1.1
_Form = tuple[str, int, str, int, bool]
_WORD_AGREEMENT = 0.6
"""A word that one text has much more often is another word there, or stands in a quotation."""
_BLOCKS_BEFORE = 8
"""As if so many blocks without a mark had been seen: that two of two blocks share a link is no chance."""
_FEW, _MOST_FREQUENT = 3, 0.5
"""Marks that stand in more than a few blocks and in more than this share tell nothing."""
IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Reasons:
    """The parts of one judgement."""

    marks: float
    length: float
    form: float
    """Role, level, ending, links."""


class Evidence:
    """What two texts show. Numbers of blocks count from 0 in each."""

    def __init__(self, source: Sequence[Segment], target: Sequence[Segment]) -> None:
        """Count what is rare in both."""
        self.source, self.target = source, target
        self._source_features = [features_of(segment) for segment in source]
        self._target_features = [features_of(segment) for segment in target]
        self._marks = _Marks(self._source_features, self._target_features)
        self._roles = Counter(segment.role for segment in target)
        self._log_ratio = self._measured_ratio()
        self._source_forms = [
            _form(segment, features) for segment, features in zip(source, self._source_features, strict=True)
        ]
        self._target_forms = [
            _form(segment, features) for segment, features in zip(target, self._target_features, strict=True)
        ]
        self._form_scores: dict[tuple[_Form, _Form], float] = {}
        self._merged_features: dict[tuple[int, int], Features] = {}
        self._merge_bounds = (
            _merge_bounds(source, self._source_features),
            _merge_bounds(target, self._target_features),
        )

    def pair_score(self, i: int, j: int) -> float:
        """Return the evidence that source block i and target block j are one."""
        length = self._length_score(self._source_features[i].weight, self._target_features[j].weight)
        return self._marks.score(i, j) + length + self._form_score(i, j)

    def reasons(self, i: int, j: int) -> Reasons:
        """Return the evidence of `single` in its parts."""
        length = self._length_score(self._source_features[i].weight, self._target_features[j].weight)
        return Reasons(self._marks.score(i, j), length, self._form_score(i, j))

    def marks(self, i: int, j: int) -> float:
        """Return what the marks alone say."""
        return self._marks.score(i, j)

    def contradicts(self, i: int, j: int) -> bool:
        """Tell whether two blocks have links, none in common, and one that the other text has elsewhere."""
        return self._marks.contradict(self._source_features[i].marks, self._target_features[j].marks)

    def merge_score(self, sources: range, targets: range) -> float:
        """Return the evidence that two neighbours and one block of the other text are one.

        IMPOSSIBLE where their lengths or roles say at once that they are not.
        """
        if not self._may_merge(sources, targets):
            return IMPOSSIBLE
        source_features = self._block_features(0, sources)
        target_features = self._block_features(1, targets)
        length = self._length_score(source_features.weight, target_features.weight)
        roles = self._role_score(self.source[sources[0]], self.target[targets[0]])
        return (
            self._marks.score_of_sets(source_features.marks, target_features.marks)
            + length
            + _ending_score(source_features.ending, target_features.ending)
            + roles
        )

    def _block_features(self, side: int, numbers: range) -> Features:
        """Return what one block shows, or two as the one that they could be."""
        if len(numbers) == 1:
            return (self._source_features, self._target_features)[side][numbers[0]]
        features = self._merged_features.get((side, numbers[0]))
        if features is None:
            first, second = ((self.source, self.target)[side][number] for number in numbers)
            features = self._merged_features[side, numbers[0]] = features_of(joined_segment(first, second))
        return features

    def _may_merge(self, sources: range, targets: range) -> bool:
        if len(sources) > 1:
            shortest, longest = self._merge_bounds[0][sources[0]]
            wanted = self._target_features[targets[0]].weight * exp(-self._log_ratio)
            block = self.target[targets[0]]
        else:
            shortest, longest = self._merge_bounds[1][targets[0]]
            wanted = self._source_features[sources[0]].weight * exp(self._log_ratio)
            block = self.source[sources[0]]
        return shortest < wanted < longest and block.role in _MERGEABLE

    def _length_score(self, source: int, target: int) -> float:
        half, slope = _length_scale(min(source, target))
        off = log(target / source) - self._log_ratio
        return max(half - slope * off * off, _LEAST_OF_LENGTH)

    def _form_score(self, i: int, j: int) -> float:
        key = self._source_forms[i], self._target_forms[j]
        score = self._form_scores.get(key)
        if score is None:
            source_features, target_features = self._source_features[i], self._target_features[j]
            score = self._form_scores[key] = (
                self._role_score(self.source[i], self.target[j])
                + _ending_score(source_features.ending, target_features.ending)
                + _link_score(source_features.link_count, target_features.link_count)
                + (0.0 if source_features.begins_bold == target_features.begins_bold else -0.8)
            )
        return score

    def _role_score(self, source: Segment, target: Segment) -> float:
        frequency = (self._roles[source.role] + 0.5) / (len(self.target) + 1)
        if source.role == target.role:
            level = 0.0 if source.level == target.level else -0.8
            return log(_SAME_ROLE / frequency) + level
        is_apart = bool(_APART & {source.role, target.role})
        return log((_NEVER_OTHER if is_apart else _OTHER_ROLE) / (1 - frequency))

    def _measured_ratio(self) -> float:
        """Return the log of how much longer the translation is: by blocks that are one for certain."""
        pairs = self._marks.unique_pairs()
        ratios = [log(self._target_features[j].weight / self._source_features[i].weight) for i, j in pairs]
        if len(ratios) >= _FEWEST_FOR_RATIO:
            return median(ratios)
        return self._usual_ratio()

    def _usual_ratio(self) -> float:
        """Return the log of how much longer blocks of the same role are: a part may be untranslated."""
        sides = (
            _log_weights(self.source, self._source_features),
            _log_weights(self.target, self._target_features),
        )
        shared = sides[0].keys() & sides[1].keys()
        counts = [min(len(sides[0][role]), len(sides[1][role])) for role in shared]
        ratios = [fmean(sides[1][role]) - fmean(sides[0][role]) for role in shared]
        return max(-2.0, min(2.0, fmean(ratios, counts))) if shared else 0.0


class EvidencePart:
    """Some blocks of two texts, seen as texts of their own; what is rare is still counted in the whole."""

    def __init__(self, evidence: Evidence, sources: Sequence[int], targets: Sequence[int]) -> None:
        """Take the blocks of these numbers."""
        self._evidence, self._sources, self._targets = evidence, sources, targets
        self.source = [evidence.source[number] for number in sources]
        self.target = [evidence.target[number] for number in targets]

    def pair_score(self, i: int, j: int) -> float:
        """Return the evidence that source block i and target block j are one."""
        return self._evidence.pair_score(self._sources[i], self._targets[j])

    def merge_score(self, _sources: range, _targets: range) -> float:
        """Return that there are none: what is left need not have been neighbours."""
        return IMPOSSIBLE


class _Marks:
    """The marks that stand in both texts, and what sharing or missing one says."""

    def __init__(self, source: Sequence[Features], target: Sequence[Features]) -> None:
        counts = _block_counts(source), _block_counts(target)
        sizes = len(source) + _BLOCKS_BEFORE, len(target) + _BLOCKS_BEFORE
        self._gain = {
            mark: _gains(mark[0], (counts[0][mark], counts[1][mark]), sizes)
            for mark in counts[0].keys() & counts[1].keys()
            if all(
                count[mark] <= max(_FEW, _MOST_FREQUENT * size)
                for count, size in zip(counts, sizes, strict=True)
            )
        }
        self._counts = counts
        self._source = [features.marks & self._gain.keys() for features in source]
        self._target = [features.marks & self._gain.keys() for features in target]
        self._lacking = (
            [sum(self._gain[mark][1] for mark in marks) for marks in self._source],
            [sum(self._gain[mark][2] for mark in marks) for marks in self._target],
        )
        self._shared = self._shared_scores()

    def score(self, i: int, j: int) -> float:
        """Return what the marks of two blocks say."""
        shared = self._shared.get((i, j), 0.0)
        return _bounded_score(self._lacking[0][i] + self._lacking[1][j] + shared)

    def contradict(self, source: frozenset[Mark], target: frozenset[Mark]) -> bool:
        """Tell whether both have links, none in common, and one that the other text has elsewhere."""
        ours, theirs = (
            {mark for mark in marks if mark[0] is SegmentKind.ADDRESS} for marks in (source, target)
        )
        if not ours or not theirs or ours & theirs:
            return False
        return bool((ours & self._counts[1].keys()) or (theirs & self._counts[0].keys()))

    def score_of_sets(self, source: frozenset[Mark], target: frozenset[Mark]) -> float:
        """Return what two sets of marks say."""
        ours, theirs = source & self._gain.keys(), target & self._gain.keys()
        lacking = sum(self._gain[m][1] for m in ours - theirs) + sum(self._gain[m][2] for m in theirs - ours)
        return _bounded_score(lacking + sum(self._gain[mark][0] for mark in ours & theirs))

    def unique_pairs(self) -> set[tuple[int, int]]:
        """Return the pairs that share a mark which stands once in each text."""
        once = [
            {mark: number for number, marks in enumerate(side) for mark in marks if counts[mark] == 1}
            for side, counts in zip((self._source, self._target), self._counts, strict=True)
        ]
        return {
            (number, once[1][mark])
            for mark, number in once[0].items()
            if mark in once[1] and mark[0] is not SegmentKind.WORD
        }

    def _shared_scores(self) -> dict[tuple[int, int], float]:
        """Return, for all pairs that share a mark, what is to be added for the marks they share."""
        places: dict[Mark, list[int]] = {}
        for j, marks in enumerate(self._target):
            for mark in marks:
                places.setdefault(mark, []).append(j)
        shared: dict[tuple[int, int], float] = {}
        for i, marks in enumerate(self._source):
            for mark in marks:
                gain, lack, other_lack = self._gain[mark]
                for j in places[mark]:
                    shared[i, j] = shared.get((i, j), 0.0) + gain - lack - other_lack
        return shared


def _gains(kind: SegmentKind, counts: tuple[int, int], sizes: tuple[int, int]) -> tuple[float, float, float]:
    """Return what a mark says where both blocks have it, only the source's, only the translation's.

    Args:
        kind: of the mark.
        counts: of the blocks that have it, in source and translation.
        sizes: of the two texts, in blocks.
    """
    shares = counts[0] / sizes[0], counts[1] / sizes[1]
    agreement = min(counts) / max(counts)
    kept = _KEPT[kind] * agreement**0.5
    both = max(0.0, log(kept / max(shares)))
    if kind is SegmentKind.WORD and agreement < _WORD_AGREEMENT:
        return both, 0.0, 0.0
    return both, min(0.0, log((1 - kept) / (1 - shares[1]))), min(0.0, log((1 - kept) / (1 - shares[0])))


def _bounded_score(marks: float) -> float:
    return max(_LEAST_OF_MARKS, min(MOST_OF_MARKS, marks * _DAMPING))


def _block_counts(side: Iterable[Features]) -> Counter[Mark]:
    """Return in how many blocks each mark stands."""
    return Counter(mark for features in side for mark in features.marks)


def _form(segment: Segment, features: Features) -> _Form:
    """Return what the form of a block is judged by: blocks that agree in it are judged once."""
    return (segment.role, segment.level, features.ending, features.link_count, features.begins_bold)


@lru_cache(maxsize=4096)
def _length_scale(weight: int) -> tuple[float, float]:
    """Return what lengths that agree exactly say for blocks of a length, and what squared differences cost.

    The log ratio of a pair varies by `spread`, that of two blocks at random by one more.
    """
    spread = 0.03 + 4.0 / weight
    return 0.5 * log((1.0 + spread) / spread), 0.5 * (1.0 / spread - 1.0 / (1.0 + spread))


def _merge_bounds(segments: Sequence[Segment], features: Sequence[Features]) -> list[tuple[float, float]]:
    """Return, per block and the next, between which lengths a block can stand for both."""
    bounds: list[tuple[float, float]] = []
    for number in range(len(segments) - 1):
        weights = [features[number].weight, features[number + 1].weight]
        roles = {segments[number].role, segments[number + 1].role}
        shortest = max(sum(weights) / _MERGED_FACTOR, max(weights) * _MORE_THAN_ONE)
        bounds.append((shortest if roles <= _MERGEABLE else inf, sum(weights) * _MERGED_FACTOR))
    return bounds


def _log_weights(segments: Iterable[Segment], features: Iterable[Features]) -> dict[str, list[float]]:
    """Return the logs of the lengths of all blocks, by role."""
    logs: dict[str, list[float]] = {}
    for segment, block_features in zip(segments, features, strict=True):
        logs.setdefault(segment.role, []).append(log(block_features.weight))
    return logs


def _ending_score(source: str, target: str) -> float:
    """Return what the ends of two blocks say: questions, exclamations and colons are rare and kept."""
    if source == target:
        return {"": 0.3, ".": 0.2}.get(source, 1.5)
    return -1.0 if {source, target} & {"?", ":"} else -0.4


def _link_score(source: int, target: int) -> float:
    if source == target:
        return 0.7 if source else 0.1
    return -1.2 if 0 in {source, target} else -0.4
