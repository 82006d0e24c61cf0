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
from newsletter.newsroom.markdown import UnitKey
from newsletter.translation.alignment.copies import is_copied_whole, is_copy, is_prose
from newsletter.translation.alignment.features import features_of, joined_segment
from newsletter.translation.alignment.fields import FieldPair, paired_fields, summary_from_body
from newsletter.translation.alignment.matching import Match, block_matches, matches_beside_copies
from newsletter.translation.alignment.scoring import Evidence
from newsletter.translation.alignment.segments import Segment, TargetText
from newsletter.translation.alignment.split import split_text


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
class AlignedPair:
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

    pairs: tuple[AlignedPair, ...]
    """One per field and block of the source, in its order."""
    left_over: tuple[Segment, ...]
    """Blocks of the translation that stand for nothing."""

    @cached_property
    def pairs_by_key(self) -> Mapping[UnitKey, AlignedPair]:
        """The best pair of every message; a text that stands in several places has one translation."""
        groups: dict[UnitKey, list[AlignedPair]] = {}
        for pair in self.pairs:
            groups.setdefault(pair.source.key, []).append(pair)
        return {key: _best_pair(pairs) for key, pairs in groups.items()}

    def count(self, certainty: Certainty) -> int:
        """Return how many messages stand so."""
        return sum(pair.certainty is certainty for pair in self.pairs_by_key.values())

    @property
    def aligned_share(self) -> float:
        """The share of messages that have a translation, certain or doubtful; 0.0 to 1.0."""
        aligned = self.count(Certainty.CERTAIN) + self.count(Certainty.DOUBTFUL)
        return aligned / max(1, len(self.pairs_by_key))


def align(
    source: TargetText, target: TargetText, *, same_language: bool = False, kept: Collection[str] = ()
) -> Alignment:
    """Return what stands for what.

    Args:
        source: of the article.
        target: of the translated document.
        same_language: whether both are written in one language; then a copy is a translation.
        kept: terms that are not translated, such as names.
    """
    fields = paired_fields(source, target)
    blocks = [*(field.as_block for field in fields if field.other is None and field.as_block), *source.blocks]
    evidence = Evidence(blocks, target.blocks)
    all_matches = (
        block_matches(evidence) if same_language else matches_beside_copies(block_matches(evidence), evidence)
    )
    pairs = dict(_block_pairs(evidence, all_matches))
    aligned_fields = [_field_pair(field, pairs) for field in fields]
    body = [pairs.get(id(block), AlignedPair(block)) for block in source.blocks]
    aligned_fields = [_summary_pair(pair, body) for pair in aligned_fields]
    aligned_pairs = tuple(aligned_fields + body)
    return Alignment(
        aligned_pairs if same_language else _pairs_without_copies(aligned_pairs, kept),
        tuple(_left_over_blocks(source, target, all_matches)),
    )


def _left_over_blocks(
    source: TargetText, target: TargetText, all_matches: Iterable[Match]
) -> Iterator[Segment]:
    """Yield the blocks of a translation that stand for nothing; the source's own words are no find."""
    used = {number for match in all_matches for number in match.targets}
    for number, block in enumerate(target.blocks):
        is_own = any(is_copy(own.text, block.text) for own in source.blocks) if number not in used else True
        if not is_own:
            yield block


def _field_pair(field: FieldPair, pairs: Mapping[int, AlignedPair]) -> AlignedPair:
    """Return the pair of a field: by its name, or by the block of the translation that stands for it."""
    if field.other is not None:
        return AlignedPair(field.field, field.other.text, Certainty.CERTAIN)
    block_pair = pairs.get(id(field.as_block))
    if block_pair is None:
        return AlignedPair(field.field)
    return replace(
        block_pair, source=field.field, translation=" ".join(plain_words(block_pair.translation).split())
    )


def _summary_pair(pair: AlignedPair, body: Sequence[AlignedPair]) -> AlignedPair:
    """Return the pair of a summary that is the beginning of the text, taken from the translation's."""
    if pair.source.role != "summary" or pair.translation:
        return pair
    for block in body:
        derived = summary_from_body(pair.source.text, block.source.text, block.translation)
        if derived:
            is_certain = derived.is_same_count and block.certainty is Certainty.CERTAIN
            certainty = Certainty.CERTAIN if is_certain else Certainty.DOUBTFUL
            return replace(
                pair, translation=derived.text, certainty=certainty, why="" if is_certain else derived.why
            )
    return pair


def _block_pairs(evidence: Evidence, all_matches: Iterable[Match]) -> Iterator[tuple[int, AlignedPair]]:
    """Yield the pairs of source blocks, by the `id()` of the block: equal texts stand in several places."""
    for match in all_matches:
        sources = [evidence.source[number] for number in match.sources]
        text = _joined_text([evidence.target[number] for number in match.targets])
        certainty = Certainty.DOUBTFUL if match.doubt else Certainty.CERTAIN
        for block, part in zip(sources, _parts(text, sources), strict=True):
            if part:
                yield id(block), AlignedPair(block, part, certainty, match.doubt)


def _joined_text(targets: Sequence[Segment]) -> str:
    merged_block = targets[0]
    for target in targets[1:]:
        merged_block = joined_segment(merged_block, target)
    return merged_block.text


def _parts(text: str, sources: Sequence[Segment]) -> tuple[str, ...]:
    """Return what of a translation stands for each of one or two source blocks."""
    if len(sources) == 1:
        return (text,)
    weights = [features_of(source).weight for source in sources]
    return split_text(text, weights[0] / sum(weights))


def _pairs_without_copies(pairs: tuple[AlignedPair, ...], kept: Collection[str]) -> tuple[AlignedPair, ...]:
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


def _best_pair(pairs: Sequence[AlignedPair]) -> AlignedPair:
    """Return the surest of the pairs of one message, and of those the wording that is used most."""
    rank = min(_RANK[pair.certainty] for pair in pairs)
    surest = [pair for pair in pairs if _RANK[pair.certainty] == rank]
    wordings = Counter(pair.translation for pair in surest)
    best = max(surest, key=lambda pair: wordings[pair.translation])
    if len({folded_text(wording) for wording in wordings}) == 1 or rank > _RANK[Certainty.DOUBTFUL]:
        return best
    wordings_note = WORDINGS.format(count=len(wordings), places=len(surest))
    return replace(best, why=f"{best.why}; {wordings_note}" if best.why else wordings_note)
