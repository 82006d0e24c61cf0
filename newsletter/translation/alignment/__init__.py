"""Alignment: from two documents, one the translation of the other, to the pairs that a catalogue holds.

    Article ──▶ Text ─┐
                      ├─▶ align() ──▶ Alignment ──▶ filled() ──▶ Catalogue
    document ─▶ Text ─┘

What is certain becomes a translation. What is doubtful becomes a fuzzy one with the reason, because a
wrong sentence under the right heading is worse than none. Nothing is invented for the rest.

Source: GNU gettext manual, "Fuzzy Entries"; po4a-gettextize(1) for the wish to start from a translated
document (it asks for two documents of the same structure; this does not).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from newsletter.importing.blocks import plain_words
from newsletter.importing.word_lists import folded_text
from newsletter.newsroom.markdown import Key
from newsletter.translation.alignment.copies import is_copied_whole, is_copy, is_prose
from newsletter.translation.alignment.features import features_of, joined
from newsletter.translation.alignment.fields import FieldPair, paired_fields, summary_from_body
from newsletter.translation.alignment.matching import Match, beside_copies, matches
from newsletter.translation.alignment.scoring import Evidence
from newsletter.translation.alignment.segments import Segment, Text
from newsletter.translation.alignment.split import cut


class Certainty(StrEnum):
    """How surely one piece of the source has its translation, or why it has none."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    COPY = "copy"
    """The other document says it in the source's language: nobody has translated it."""
    MISSING = "missing"


_RANK = {certainty: rank for rank, certainty in enumerate(Certainty)}
WORDINGS = "the translation words it in {count} ways at its {places} places; this is one of them"


@dataclass(frozen=True, slots=True)
class Pair:
    """One piece of the source and what stands for it."""

    source: Segment
    translation: str = ""
    """Inline Markdown; "" where there is none to use."""
    certainty: Certainty = Certainty.MISSING
    why: str = ""
    """Why it is doubtful, for the translator."""


@dataclass(frozen=True)
class Alignment:
    """What two documents have in common."""

    pairs: tuple[Pair, ...]
    """One per field and block of the source, in its order."""
    left_over: tuple[Segment, ...]
    """Blocks of the translation that stand for nothing."""

    @cached_property
    def by_key(self) -> Mapping[Key, Pair]:
        """The best pair of every message; a text that stands in several places has one translation."""
        found: dict[Key, list[Pair]] = {}
        for pair in self.pairs:
            found.setdefault(pair.source.key, []).append(pair)
        return {key: _best(pairs) for key, pairs in found.items()}

    def count(self, certainty: Certainty) -> int:
        """Return how many messages stand so."""
        return sum(pair.certainty is certainty for pair in self.by_key.values())

    @property
    def aligned_share(self) -> float:
        """The share of messages that have a translation, certain or doubtful; 0.0 to 1.0."""
        aligned = self.count(Certainty.CERTAIN) + self.count(Certainty.DOUBTFUL)
        return aligned / max(1, len(self.by_key))


def align(
    source: Text, target: Text, *, same_language: bool = False, kept: Collection[str] = ()
) -> Alignment:
    """Return what stands for what.

    Args:
        source: of the article.
        target: of the translated document.
        same_language: whether both are written in one language; then a copy is a translation.
        kept: terms that are not translated, such as names.
    """
    named = paired_fields(source, target)
    whole = [*(one.as_block for one in named if one.other is None and one.as_block), *source.blocks]
    evidence = Evidence(whole, target.blocks)
    found = matches(evidence) if same_language else beside_copies(matches(evidence), evidence)
    pairs = dict(_pairs(evidence, found))
    said = [_field(one, pairs) for one in named]
    body = [pairs.get(id(block), Pair(block)) for block in source.blocks]
    said = [_summary(pair, body) for pair in said]
    everything = tuple(said + body)
    return Alignment(
        everything if same_language else _without_copies(everything, kept),
        tuple(_left_over(source, target, found)),
    )


def _left_over(source: Text, target: Text, found: Iterable[Match]) -> Iterator[Segment]:
    """Yield the blocks of a translation that stand for nothing; the source's own words are no find."""
    used = {number for match in found for number in match.targets}
    for number, block in enumerate(target.blocks):
        is_own = any(is_copy(own.text, block.text) for own in source.blocks) if number not in used else True
        if not is_own:
            yield block


def _field(one: FieldPair, pairs: Mapping[int, Pair]) -> Pair:
    """Return the pair of a field: by its name, or by the block of the translation that stands for it."""
    if one.other is not None:
        return Pair(one.field, one.other.text, Certainty.CERTAIN)
    found = pairs.get(id(one.as_block))
    if found is None:
        return Pair(one.field)
    return replace(found, source=one.field, translation=" ".join(plain_words(found.translation).split()))


def _summary(pair: Pair, body: Sequence[Pair]) -> Pair:
    """Return the pair of a summary that is the beginning of the text, taken from the translation's."""
    if pair.source.role != "summary" or pair.translation:
        return pair
    for block in body:
        found = summary_from_body(pair.source.text, block.source.text, block.translation)
        if found:
            is_certain = found.is_same_count and block.certainty is Certainty.CERTAIN
            certainty = Certainty.CERTAIN if is_certain else Certainty.DOUBTFUL
            return replace(
                pair, translation=found.text, certainty=certainty, why="" if is_certain else found.why
            )
    return pair


def _pairs(evidence: Evidence, found: Iterable[Match]) -> Iterator[tuple[int, Pair]]:
    """Yield the pairs of source blocks, by the `id()` of the block: equal texts stand in several places."""
    for match in found:
        sources = [evidence.source[number] for number in match.sources]
        text = _text([evidence.target[number] for number in match.targets])
        certainty = Certainty.DOUBTFUL if match.doubt else Certainty.CERTAIN
        for block, part in zip(sources, _parts(text, sources), strict=True):
            if part:
                yield id(block), Pair(block, part, certainty, match.doubt)


def _text(targets: Sequence[Segment]) -> str:
    whole = targets[0]
    for target in targets[1:]:
        whole = joined(whole, target)
    return whole.text


def _parts(text: str, sources: Sequence[Segment]) -> tuple[str, ...]:
    """Return what of a translation stands for each of one or two source blocks."""
    if len(sources) == 1:
        return (text,)
    weights = [features_of(source).weight for source in sources]
    return cut(text, weights[0] / sum(weights))


def _without_copies(pairs: tuple[Pair, ...], kept: Collection[str]) -> tuple[Pair, ...]:
    """Return the pairs without translations that only repeat the source."""
    is_whole = is_copied_whole((pair.source.text, pair.translation) for pair in pairs if pair.translation)
    return tuple(
        replace(pair, translation="", certainty=Certainty.COPY, why="")
        if pair.translation
        and is_copy(pair.source.text, pair.translation)
        and (is_whole or is_prose(pair.source.text, kept))
        else pair
        for pair in pairs
    )


def _best(pairs: Sequence[Pair]) -> Pair:
    """Return the surest of the pairs of one message, and of those the wording that is used most."""
    rank = min(_RANK[pair.certainty] for pair in pairs)
    surest = [pair for pair in pairs if _RANK[pair.certainty] == rank]
    wordings = Counter(pair.translation for pair in surest)
    best = max(surest, key=lambda pair: wordings[pair.translation])
    if len({folded_text(wording) for wording in wordings}) == 1 or rank > _RANK[Certainty.DOUBTFUL]:
        return best
    told = WORDINGS.format(count=len(wordings), places=len(surest))
    return replace(best, why=f"{best.why}; {told}" if best.why else told)
