"""Rule: tell the paragraphs that refer to what is no longer there.

blocks ──▶ tell_dangling_references()

Two kinds: words that point ("see below", "as the picture shows"), where there is nothing to see; and
sentences that take a thing as known ("this presentation", "the fishbowl conversation was followed
by"), where no paragraph before has named it. Nothing is changed: only a person knows what was there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from newsletter.importing.blocks import Block, BlockKind, ImportFaults, excerpt, plain_words
from newsletter.importing.fragments import is_loose
from newsletter.importing.word_lists import WordPurpose, words_for, words_of_purpose

_EARLY_CHARACTERS = 180
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3
_THING = re.compile(r"<thing of (\d)>")
_POINTS_AT: Mapping[BlockKind, WordPurpose] = {
    BlockKind.IMAGE: "points_at_picture",
    BlockKind.TABLE: "points_at_table",
    BlockKind.CODE: "points_at_video",
}


def tell_dangling_references(blocks: list[Block], notes: ImportFaults, *, known: str) -> None:
    """Note every paragraph that refers to something that is not in the text, nor in `known`."""
    kinds = {BlockKind.IMAGE if "![" in block.text else block.kind for block in blocks}
    seen = [known.casefold()]
    for block in blocks:
        words = plain_words(block.text)
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            for place, reason in _references(words, kinds, " ".join(seen)):
                what = f"this refers to what is not here any more ({reason}): {excerpt(words[place:])}"
                remedy = "Say what it was, or reword the sentence"
                notes.add(block.line_at(place), what, remedy, kind="references to what was cut away")
        # A loose line, such as a caption without its picture, introduces nothing.
        if block.kind is not BlockKind.PARAGRAPH or not is_loose(block):
            seen.append(words.casefold())


def _references(words: str, kinds: Iterable[BlockKind], seen: str) -> Iterator[tuple[int, str]]:
    for kind, purpose in _POINTS_AT.items():
        match = _pointing_pattern(purpose).search(words)
        if match and kind not in kinds:
            yield match.start(), excerpt(match[0])
    if match := _pointing_pattern("points_elsewhere").search(words):
        yield match.start(), excerpt(match[0])
    beginning = words.lstrip()[:_EARLY_CHARACTERS]
    for anaphora in _anaphora():
        match = anaphora.match(beginning)
        if match and not _is_known(match["thing"], seen):
            yield 0, excerpt(match["thing"])
            return


@cache
def _pointing_pattern(purpose: WordPurpose) -> re.Pattern[str]:
    return re.compile("|".join(words_of_purpose(purpose)), re.IGNORECASE)


@cache
def _anaphora() -> tuple[re.Pattern[str], ...]:
    """Return how a sentence begins that takes a thing as known; the group `thing` is what it names."""
    phrases = (*words_of_purpose("after_this_thing"), *words_of_purpose("thing_was_followed"))
    return tuple(re.compile(_THING.sub(_thing_pattern, phrase), re.IGNORECASE) for phrase in phrases)


def _thing_pattern(match: re.Match[str]) -> str:
    """Return the pattern of a thing in one word or more, for `<thing of N>`."""
    return rf"(?P<thing>[\w-]+(?: [\w-]+){{0,{int(match[1]) - 1}}})"


def _is_known(thing: str, seen: str) -> bool:
    """Return whether a thing was named before: one of its words, by its first letters."""
    stems = [_stem(word) for word in thing.casefold().split() if word not in words_for("stop")]
    return any(stem in seen for stem in stems) or not stems


def _stem(word: str) -> str:
    """Return a word without its ending, and without the Arabic article."""
    bare = word.removeprefix("ال")
    return bare[: max(_SHORTEST_STEM, len(bare) - _LONGEST_ENDING)]
