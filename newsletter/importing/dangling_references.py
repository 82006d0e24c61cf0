"""Rule: tell the paragraphs that refer to what is no longer there.

blocks ──▶ tell_cut_away()

Two kinds: words that point ("see below", "as the picture shows"), where there is nothing to see; and
sentences that take a thing as known ("this presentation", "the fishbowl conversation was followed
by"), where no paragraph before has named it. Nothing is changed: only a person knows what was there.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from newsletter.importing.blocks import Block, Kind, Notes, excerpt, plain
from newsletter.importing.fragments import is_loose
from newsletter.importing.word_lists import Purpose, entries, words_for

_EARLY_CHARACTERS = 180
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3
_THING = re.compile(r"<thing of (\d)>")
_POINTS_AT: Mapping[Kind, Purpose] = {
    Kind.IMAGE: "points_at_picture",
    Kind.TABLE: "points_at_table",
    Kind.CODE: "points_at_video",
}


def tell_cut_away(blocks: list[Block], notes: Notes, *, known: str) -> None:
    """Note every paragraph that refers to something that is not in the text, nor in `known`."""
    kinds = {Kind.IMAGE if "![" in block.text else block.kind for block in blocks}
    seen = [known.casefold()]
    for block in blocks:
        words = plain(block.text)
        if block.kind in {Kind.PARAGRAPH, Kind.ITEM}:
            for place, reason in _references(words, kinds, " ".join(seen)):
                what = f"this refers to what is not here any more ({reason}): {excerpt(words[place:])}"
                remedy = "Say what it was, or reword the sentence"
                notes.add(block.line_at(place), what, remedy, kind="references to what was cut away")
        # A loose line, such as a caption without its picture, introduces nothing.
        if block.kind is not Kind.PARAGRAPH or not is_loose(block):
            seen.append(words.casefold())


def _references(words: str, kinds: Iterable[Kind], seen: str) -> Iterator[tuple[int, str]]:
    for kind, purpose in _POINTS_AT.items():
        found = _pointing(purpose).search(words)
        if found and kind not in kinds:
            yield found.start(), excerpt(found[0])
    if found := _pointing("points_elsewhere").search(words):
        yield found.start(), excerpt(found[0])
    beginning = words.lstrip()[:_EARLY_CHARACTERS]
    for anaphora in _anaphora():
        found = anaphora.match(beginning)
        if found and not _is_known(found["thing"], seen):
            yield 0, excerpt(found["thing"])
            return


@cache
def _pointing(purpose: Purpose) -> re.Pattern[str]:
    return re.compile("|".join(entries(purpose)), re.IGNORECASE)


@cache
def _anaphora() -> tuple[re.Pattern[str], ...]:
    """Return how a sentence begins that takes a thing as known; the group `thing` is what it names."""
    phrases = (*entries("after_this_thing"), *entries("thing_was_followed"))
    return tuple(re.compile(_THING.sub(_thing_pattern, phrase), re.IGNORECASE) for phrase in phrases)


def _thing_pattern(found: re.Match[str]) -> str:
    """Return the pattern of a thing in one word or more, for `<thing of N>`."""
    return rf"(?P<thing>[\w-]+(?: [\w-]+){{0,{int(found[1]) - 1}}})"


def _is_known(thing: str, seen: str) -> bool:
    """Return whether a thing was named before: one of its words, by its first letters."""
    stems = [_stem(word) for word in thing.casefold().split() if word not in words_for("stop")]
    return any(stem in seen for stem in stems) or not stems


def _stem(word: str) -> str:
    """Return a word without its ending, and without the Arabic article."""
    bare = word.removeprefix("ال")
    return bare[: max(_SHORTEST_STEM, len(bare) - _LONGEST_ENDING)]
