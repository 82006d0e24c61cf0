"""Whatever happens to a document, its alignment ends, loses no block, and calls certain what is so."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.translation.alignment import Certainty, align
from newsletter.translation.alignment.best_path import best_chain
from newsletter.translation.alignment.matching import block_matches
from newsletter.translation.alignment.read_target import read_translation
from newsletter.translation.alignment.scoring import Evidence
from newsletter.translation.alignment.segments import Segment, TargetText

_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "бвгдежзийклмнопрстуфхцчшщы")
ROLES = st.sampled_from(["heading", "paragraph", "paragraph", "list item", "quote"])
WORDS = st.text("abcdefgh ", min_size=3, max_size=120).filter(lambda text: text.strip())
ENDS = st.sampled_from([".", "?", ":", ""])


def pseudo(block: Segment) -> Segment:
    """Return a block in a made-up language of another script; addresses and digits stay."""
    text, bracket, rest = block.text.partition("](")
    return Segment(block.role, text.translate(_LETTERS) + bracket + rest, block.line, block.level)


@st.composite
def blocks(draw, *, anchored):
    """Draw up to thirty blocks; anchored ones have a link each that no other has."""
    drawn = draw(st.lists(st.tuples(ROLES, WORDS, ENDS), min_size=1, max_size=30))
    return [
        Segment(
            role,
            f"{words} {number}{end}" + (f" [x](https://a.example/{number})" if anchored else ""),
            number + 1,
        )
        for number, (role, words, end) in enumerate(drawn)
    ]


@settings(max_examples=60)
@given(blocks(anchored=False))
def test_a_document_and_its_translation_of_the_same_structure_are_one(source):
    """Every block is certain, and stands for its own."""
    found = align(TargetText({}, tuple(source)), TargetText({}, tuple(map(pseudo, source))))

    assert {pair.certainty for pair in found.pairs} == {Certainty.CERTAIN}
    assert [pair.translation for pair in found.pairs] == [pseudo(block).text for block in source]


@settings(max_examples=60)
@given(blocks(anchored=True), st.randoms(use_true_random=False))
def test_anchored_blocks_are_never_paired_wrongly_for_certain(source, chance):
    """Blocks lost, doubled and moved: what is called certain has the same link."""
    target = [pseudo(block) for block in source if chance.random() < 0.8]
    target += chance.sample(target, min(2, len(target)))
    for _ in range(3):
        if target:
            target.insert(chance.randrange(len(target)), target.pop(chance.randrange(len(target))))

    for match in block_matches(Evidence(source, target)):
        if not match.doubt:
            ours, theirs = source[match.sources[0]], target[match.targets[0]]
            assert ours.text.rpartition("](")[2] == theirs.text.rpartition("](")[2]


@settings(max_examples=60)
@given(blocks(anchored=False), blocks(anchored=False))
def test_no_block_is_used_twice(source, target):
    """Two documents that have nothing in common end in some alignment all the same."""
    found = block_matches(Evidence(source, target))

    for numbers in (
        [n for match in found for n in match.sources],
        [n for match in found for n in match.targets],
    ):
        assert len(numbers) == len(set(numbers))


@settings(max_examples=40)
@given(blocks(anchored=True), blocks(anchored=False))
def test_a_chain_never_crosses_and_has_no_rival_that_is_better(source, target):
    """Links go forward in both texts; a margin below nothing would be a chain that is not the best."""
    links = best_chain(Evidence(source, target))

    assert all(link.margin >= -1e-6 for link in links)
    assert all(one.sources[-1] < other.sources[0] for one, other in pairwise(links))
    assert all(one.targets[-1] < other.targets[0] for one, other in pairwise(links))


@settings(max_examples=80)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_any_text_can_be_read_and_aligned(text):
    """Rubbish is a document with few blocks, or none."""
    document = read_translation(text.encode("utf-8", "replace"), name="fr.md", language=Locale("fr"))

    assert len(align(document, document).pairs) == len(document.blocks) + len(document.fields)


@pytest.mark.parametrize("size", [40, 520])
def test_long_texts_are_aligned_within_a_band(size):
    """Texts of unusual length are looked at near their diagonal only, and found as surely."""
    chance = random.Random(7)
    source = [
        Segment("paragraph", f"{'word ' * chance.randrange(3, 60)}{number}", number) for number in range(size)
    ]
    target = [pseudo(block) for block in source]
    del target[10:14]
    found = block_matches(Evidence(source, target))

    right = [match for match in found if source[match.sources[0]].line == target[match.targets[0]].line]
    assert len(found) == len(right) == size - 4
