"""Which blocks of two texts are one, and how surely.

    Evidence ──▶ block_matches() ──▶ list[Match]

The first chain finds what stands in the same order in both texts. What it leaves is chained again,
until nothing more is found: so a section that moved is found by the marks that it kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsletter.translation.alignment.best_path import PathLink, best_chain
from newsletter.translation.alignment.copies import is_copy, is_prose
from newsletter.translation.alignment.scoring import Evidence, EvidencePart, Reasons
from newsletter.translation.alignment.segments import Segment

# Measured by benchmarks/alignment.py: with these, under 1 % of certain pairs are wrong.
CERTAIN_MARGIN = 5.0
# Beside a gap, what stands there may as well be a loss and an addition at once.
_LOOSE_MARGIN = 8.0
_FIRM_MARKS = 2.0
_CERTAIN_SCORE = 0.5
_LEAST_SCORE = -3.0
_CERTAIN_MARKS_MOVED, _LEAST_MARKS_MOVED = 6.0, 2.0
_MOST_PASSES = 6
_FAR_LENGTH = -1.5

TWO_FOR_ONE = "two paragraphs of the translation stand for this one"
ONE_FOR_TWO = "one paragraph of the translation stands for two of the source; it was cut between sentences"
MOVED = "it stands at another place in the translation"
BETWEEN = "nothing in it is proof; it stands between two certain neighbours"
AMBIGUOUS = "it could also stand for a neighbouring paragraph"
BESIDE_COPY = "the document gives the original's words beside it"
LENGTHS = "the lengths differ"
FORMS = "it is of another kind in the translation: {target}, not {source}"
MARKS = "links, numbers or names of the two differ"


@dataclass(frozen=True, slots=True)
class Match:
    """Blocks of the source, by number, and those of the translation that stand for them."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]
    doubt: str = ""
    """Why a person must look at it; "" where it is certain."""


def block_matches(evidence: Evidence) -> list[Match]:
    """Return the matches of two texts, in the order of the source; every block in one at most."""
    links = [link for link in best_chain(evidence) if link.score >= _LEAST_SCORE]
    firm_links = _firm_links(links, evidence)
    all_matches = [_judged_match(link, evidence, is_firm=link in firm_links) for link in links]
    for _ in range(_MOST_PASSES):
        moved = _moved_matches(evidence, all_matches)
        if not moved:
            break
        all_matches += moved
    return sorted(_matches_with_neighbours_named(all_matches), key=lambda match: match.sources)


def _firm_links(links: Sequence[PathLink], evidence: Evidence) -> set[PathLink]:
    """Return the links with nothing new or lost beside them in either text."""
    ends = {(-1, -1), *((link.sources[-1], link.targets[-1]) for link in links)}
    starts = {
        (len(evidence.source), len(evidence.target)),
        *((link.sources[0], link.targets[0]) for link in links),
    }
    return {
        link
        for link in links
        if (link.sources[0] - 1, link.targets[0] - 1) in ends
        and (link.sources[-1] + 1, link.targets[-1] + 1) in starts
    }


def matches_beside_copies(all_matches: Iterable[Match], evidence: Evidence) -> list[Match]:
    """Return the matches, with the translation where a document gives the original's words beside it."""
    known = list(all_matches)
    free = set(_numbers_left(len(evidence.target), (match.targets for match in known)))
    resolved: list[Match] = []
    for match in known:
        neighbour = _translation_beside_copy(match, evidence, free)
        free.discard(-1 if neighbour is None else neighbour)
        resolved.append(match if neighbour is None else Match(match.sources, (neighbour,), BESIDE_COPY))
    return resolved


def _translation_beside_copy(match: Match, evidence: Evidence, free: set[int]) -> int | None:
    """Return the free neighbour of a copy that is its translation, if there is one."""
    source, copy = evidence.source[match.sources[0]], match.targets[0]
    if not is_prose(source.text) or not is_copy(source.text, evidence.target[copy].text):
        return None
    neighbours = (number for number in (copy + 1, copy - 1) if number in free)
    return next(
        (
            number
            for number in neighbours
            if evidence.target[number].role == source.role
            and evidence.reasons(match.sources[0], number).length > _FAR_LENGTH
        ),
        None,
    )


def _judged_match(link: PathLink, evidence: Evidence, *, is_firm: bool) -> Match:
    """Return the match of a link in the order of both texts."""
    if len(link.targets) > 1:
        return Match(link.sources, link.targets, TWO_FOR_ONE)
    if len(link.sources) > 1:
        return Match(link.sources, link.targets, ONE_FOR_TWO)
    (i,), (j,) = link.sources, link.targets
    reasons = evidence.reasons(i, j)
    if evidence.contradicts(i, j):
        return Match(link.sources, link.targets, MARKS)
    if link.score < _CERTAIN_SCORE:
        return Match(
            link.sources, link.targets, _strongest_doubt(reasons, evidence.source[i], evidence.target[j])
        )
    wanted = CERTAIN_MARGIN if is_firm or reasons.marks >= _FIRM_MARKS else _LOOSE_MARGIN
    return Match(link.sources, link.targets, "" if link.margin >= wanted else AMBIGUOUS)


def _strongest_doubt(reasons: Reasons, source: Segment, target: Segment) -> str:
    """Return what speaks most against two blocks being one."""
    if source.role != target.role and reasons.form < min(reasons.length, reasons.marks):
        return FORMS.format(source=source.role, target=target.role)
    return LENGTHS if reasons.length <= reasons.marks else MARKS


def _moved_matches(evidence: Evidence, all_matches: Sequence[Match]) -> list[Match]:
    """Return the matches among what is left, by marks, or beside one that is matched so."""
    sources = _numbers_left(len(evidence.source), (match.sources for match in all_matches))
    targets = _numbers_left(len(evidence.target), (match.targets for match in all_matches))
    links = best_chain(EvidencePart(evidence, sources, targets))
    proven_links = {
        (sources[link.sources[0]], targets[link.targets[0]]): link
        for link in links
        if evidence.marks(sources[link.sources[0]], targets[link.targets[0]]) >= _LEAST_MARKS_MOVED
        and link.score > 0
    }
    neighbour_links = {
        (i, j): link
        for link in links
        if (i := sources[link.sources[0]], j := targets[link.targets[0]])
        and ({(i - 1, j - 1), (i + 1, j + 1)} & proven_links.keys())
        and link.score > 0
    }
    return [
        Match((i,), (j,), "" if _is_proof(evidence.marks(i, j), link) else MOVED)
        for (i, j), link in (proven_links | neighbour_links).items()
    ]


def _is_proof(marks: float, link: PathLink) -> bool:
    return min(marks, link.score) >= _CERTAIN_MARKS_MOVED and link.margin >= CERTAIN_MARGIN


def _numbers_left(count: int, taken: Iterable[tuple[int, ...]]) -> list[int]:
    gone = {number for numbers in taken for number in numbers}
    return [number for number in range(count) if number not in gone]


def _matches_with_neighbours_named(all_matches: Iterable[Match]) -> list[Match]:
    """Return the matches; where only the place speaks for one, and does so on both sides, it is told."""
    known = list(all_matches)
    certain = {(match.sources[0], match.targets[0]) for match in known if not match.doubt}
    return [
        replace(match, doubt=BETWEEN)
        if match.doubt in {AMBIGUOUS, MARKS} and _is_between(match, certain)
        else match
        for match in known
    ]


def _is_between(match: Match, certain: set[tuple[int, int]]) -> bool:
    i, j = match.sources[0], match.targets[0]
    return (i - 1, j - 1) in certain and (i + 1, j + 1) in certain
