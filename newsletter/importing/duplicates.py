"""Rule: what stands in the text twice. Doubled paragraphs go, doubled words stay; both are told.

blocks ──▶ without_repeats() ──▶ blocks
"""

import re

from newsletter.i18n.locale import Locale
from newsletter.importing.blocks import Block, BlockKind, ImportFaults, Places, excerpt, plain_words
from newsletter.importing.sentences import word_count
from newsletter.importing.word_lists import folded_text, words_in

_FEWEST_WORDS = 4
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_][\w'’]*)\s+\1(?![\w'’-])", re.IGNORECASE)
# Languages in which saying a word twice is grammar.
_REDUPLICATING = frozenset(
    [
        "id", "ms", "jv", "su", "vi", "th", "lo", "km", "my", "hi", "ur", "bn", "pa", "gu",
        "mr", "ta", "te", "kn", "ml", "si", "ne", "tr", "az", "uz", "kk", "ky", "tk", "fa",
        "ku", "ckb", "hy", "ka", "sw", "yo", "ig", "ha", "zu", "rw", "ht", "pcm", "sa", "haw",
        "mi", "fil", "tl", "ko", "ja", "zh", "am",
    ]
)  # fmt: skip


def without_repeats(blocks: list[Block], notes: ImportFaults) -> list[Block]:
    """Return the blocks, each paragraph once."""
    first_lines: dict[str, int] = {}
    kept = []
    for block in blocks:
        key = folded_text(plain_words(block.text)) if block.kind in _COMPARED else ""
        if key and key in first_lines and word_count(key) >= _FEWEST_WORDS:
            what = f"this repeats line {first_lines[key]}, and was left out: {excerpt(block.text)}"
            notes.add(
                block.line, what, "Nothing, unless it is said twice on purpose", kind="doubled paragraphs"
            )
            continue
        first_lines.setdefault(key, block.line)
        kept.append(block)
    return kept


_COMPARED = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.CAPTION, BlockKind.IMAGE)


def tell_doubled_words(blocks: list[Block], notes: ImportFaults) -> None:
    """Note words that stand twice in a row, where the language does not do so on purpose."""
    language = notes.language
    if language.language in _REDUPLICATING:
        return
    for block in blocks:
        places = Places(block.text, block.line)
        for match in _DOUBLED.finditer(block.text) if block.is_prose else ():
            if _is_slip(match, language):
                what = f"a word stands twice: {excerpt(match[0])}"
                remedy = "Delete one of them, if it is a slip; both were kept"
                notes.add(places.line_at(match.start()), what, remedy, kind="doubled words")


def _is_slip(match: re.Match[str], language: Locale) -> bool:
    first, second = match[0].split()[0], match[0].split()[-1]
    if match[1].casefold() in words_in(language.language, "doubled"):
        return False
    # Duran Duran, Baden Baden: a name.
    return not (first[0].isupper() and second[0].isupper())
