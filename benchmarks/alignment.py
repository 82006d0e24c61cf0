"""How right `newsletter catalogue align` is: real translations, spoilt at random, with the truth known.

    NEWSLETTER_CORPUS=… python -m benchmarks.alignment [SEED]

Takes the pairs of documents whose blocks have the same roles in the same order (`en.md` beside
`<language>.md`), loses, adds, joins and moves blocks of the translation, drops some of the source,
and counts how many of the pairs that are called certain are so.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from newsletter.i18n.locale import Locale
from newsletter.translation.alignment.features import joined_segment
from newsletter.translation.alignment.matching import Match, block_matches
from newsletter.translation.alignment.read_target import read_translation
from newsletter.translation.alignment.scoring import Evidence
from newsletter.translation.alignment.segments import Segment

Piece = tuple[tuple[int, ...], Segment]
"""Numbers of the source blocks that a block stands for, and the block."""
Pieces = list[Piece]
_SHARES = (0.03, 0.1, 0.2)


def same_structure(corpus: Path) -> Iterator[tuple[str, tuple[Segment, ...], tuple[Segment, ...]]]:
    """Yield (name, source blocks, translated blocks) of real pairs that are known to be one to one."""
    for original in sorted(corpus.rglob("en.md")):
        source = _blocks(original)
        for file in sorted(original.parent.glob("*.md")):
            target = _blocks(file)
            is_copy = sum(
                one.text == other.text for one, other in zip(source, target, strict=False)
            ) * 2 > len(source)
            if [one.role for one in source] == [one.role for one in target] and not is_copy:
                yield f"{original.parent.name} {file.stem}", source, target


def _blocks(file: Path) -> tuple[Segment, ...]:
    return read_translation(file.read_bytes(), name=file.name, language=Locale.parse(file.stem)).blocks


def lose(pieces: Pieces, at: int, _others: Sequence[Segment], chance: random.Random) -> None:
    """Lose up to three blocks."""
    del pieces[at : at + chance.choice((1, 1, 3))]


def add(pieces: Pieces, at: int, others: Sequence[Segment], chance: random.Random) -> None:
    """Add up to three blocks of another text."""
    start = chance.randrange(len(others))
    pieces[at:at] = [((), other) for other in others[start : start + chance.choice((1, 1, 3))]]


def join(pieces: Pieces, at: int, _others: Sequence[Segment], _chance: random.Random) -> None:
    """Join two paragraphs."""
    two = pieces[at : at + 2]
    if len({piece[1].role for piece in two}) == 1 and len(two) > 1 and two[0][1].role != "heading":
        pieces[at : at + 2] = [(two[0][0] + two[1][0], joined_segment(two[0][1], two[1][1]))]


def move(pieces: Pieces, at: int, _others: Sequence[Segment], chance: random.Random) -> None:
    """Move up to eight blocks to another place."""
    count = chance.choice((1, 1, 8))
    moved = pieces[at : at + count]
    del pieces[at : at + count]
    to = chance.randrange(len(pieces) + 1)
    pieces[to:to] = moved


SPOILERS: tuple[Callable[[Pieces, int, Sequence[Segment], random.Random], None], ...] = (
    lose,
    add,
    join,
    move,
)


def spoilt(
    target: Sequence[Segment], others: Sequence[Segment], chance: random.Random, *, share: float
) -> Pieces:
    """Return a translation after changes to a share of its blocks."""
    pieces: Pieces = [((number,), block) for number, block in enumerate(target)]
    for _ in range(max(1, int(share * len(target)))):
        if pieces:
            chance.choice(SPOILERS)(pieces, chance.randrange(len(pieces)), others, chance)
    return pieces


def is_right(match: Match, source: Pieces, target: Pieces) -> bool:
    """Return whether a match joins what was one before; equal source texts stand for one another."""
    wanted = [number for block in match.sources for number in source[block][0]]
    found = sorted(number for block in match.targets for number in target[block][0])
    return sorted(wanted) == found


def main() -> None:
    """Print the share of wrong pairs by what they are called."""
    chance = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)  # noqa: S311  # no secret
    corpus = os.environ.get("NEWSLETTER_CORPUS")
    if not corpus:
        sys.exit("Set NEWSLETTER_CORPUS to the folder of real articles in many languages.")
    pairs = list(same_structure(Path(corpus)))
    found, wrong, possible = Counter[str](), Counter[str](), 0
    for name, source, target in pairs:
        others = [
            block
            for other, _, blocks in pairs
            if other.split()[1] == name.split()[1] != other
            for block in blocks
        ]
        changed = spoilt(target, others, chance, share=chance.choice(_SHARES))
        kept: Pieces = [((number,), block) for number, block in enumerate(source)]
        for _ in range(chance.choice((0, 0, 3))):
            del kept[chance.randrange(len(kept))]
        possible += sum(piece[0] in {own for own, _ in kept} for piece in changed)
        for match in block_matches(Evidence([block for _, block in kept], [block for _, block in changed])):
            kind = match.doubt or "certain"
            found[kind] += 1
            wrong[kind] += not is_right(match, kept, changed)
    for kind, count in found.most_common():
        print(f"{count:6} {wrong[kind] / count:7.2%} wrong  {kind}")  # a program's output
    print(
        f"{(found['certain'] - wrong['certain']) / possible:.1%} of what is one to one is found for certain"
    )  # same


if __name__ == "__main__":
    main()
