"""Rule: what belongs to the site and not to the article is left out, and told.

blocks ──▶ without_boilerplate() ──▶ blocks
"""

import re

from newsletter.importing.blocks import (
    Block,
    BlockKind,
    ImportFaults,
    excerpt,
    plain_words,
    spans,
    with_spans,
)
from newsletter.importing.sentences import ends_sentence
from newsletter.importing.word_lists import folded_text, words_for

_SEPARATOR = re.compile(r"\s*[›»>→|/•·\\]+\s*|\s+[-–—]\s+")
_MOST_CRUMB_CHARACTERS = 60
_FEWEST_LINKS = 3
_LONGEST_LABEL = 40


def without_boilerplate(blocks: list[Block], notes: ImportFaults) -> list[Block]:
    """Return the blocks without rubrics, "read more", sharing and breadcrumbs."""
    kept = []
    menus = _menus(blocks)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if number in menus or (_is_boilerplate(block) and not _heads_section(block, following)):
            what = f"site furniture was left out: {excerpt(block.text)}"
            notes.add(block.line, what, "Nothing, unless it belongs to the article", kind="furniture")
        else:
            kept.append(block)
    return kept


def _menus(blocks: list[Block]) -> set[int]:
    """Return which items belong to lists of boilerplate alone; a list may well name a network."""
    menus = set[int]()
    run: list[int] = []
    for number, block in enumerate([*blocks, None]):
        if block is not None and block.kind is BlockKind.ITEM:
            run.append(number)
            continue
        if all(folded_text(plain_words(blocks[item].text)) in words_for("boilerplate") for item in run):
            menus.update(run)
        run = []
    return menus


def _is_boilerplate(block: Block) -> bool:
    if not block.is_prose or block.kind is BlockKind.ITEM:
        return False
    words = plain_words(block.text).strip()
    return folded_text(words) in words_for("boilerplate") or _is_breadcrumb(words) or _is_menu(block.text)


def _heads_section(block: Block, following: Block | None) -> bool:
    """Return whether a heading has something below it: "News" above a list is a section of the text."""
    if block.kind is not BlockKind.HEADING or following is None:
        return False
    return following.kind is not BlockKind.HEADING or following.level > block.level


def _is_breadcrumb(words: str) -> bool:
    """Return whether a line is a path through a site: `Home › News › Congress`."""
    parts = [part for part in _SEPARATOR.split(words) if part]
    if len(parts) < 2 or any(len(part) > _MOST_CRUMB_CHARACTERS for part in parts[:-1]):  # noqa: PLR2004  # a path
        return False
    if ends_sentence(words):
        return False
    known = sum(folded_text(part) in words_for("boilerplate") for part in parts)
    return (
        folded_text(parts[0]) in words_for("home")
        or known == len(parts)
        or (known > 0 and len(parts) > _FEWEST_LINKS)
    )


def _is_menu(text: str) -> bool:
    """Return whether a paragraph is nothing but short links in a row."""
    links = [span["words"] for span in spans(text) if not span["mark"]]
    rest = with_spans(text, lambda _span: "")
    return (
        len(links) >= _FEWEST_LINKS
        and not re.search(r"\w", rest)
        and all(len(words) <= _LONGEST_LABEL for words in links)
    )
