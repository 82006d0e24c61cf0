"""Rule: a paragraph that is one quotation becomes a quote, and the line after it its speaker.

blocks ──▶ with_quotes() ──▶ blocks

Source: CLDR `delimiters` (quotationStart, quotationEnd) for the pairs.
"""

import re
from dataclasses import replace

from newsletter.importing.blocks import Block, BlockKind, ImportFaults, excerpt, plain_words
from newsletter.importing.sentences import begins_midway, ends_sentence, word_count
from newsletter.importing.word_lists import words_for

# Which marks may close what a mark has opened.
_PAIRS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "”": "”",
    "‟": "”",
    "「": "」",
    "『": "』",
    "《": "》",
    "〝": "〞〟",
    '"': '"',
    "‹": "›",
    "＂": "＂",
}
_MARKS = "".join(dict.fromkeys("".join(_PAIRS) + "".join(_PAIRS.values())))
_FAMILIES = ("“”„‟", "«»", '"＂', "「」", "『』")
_DASH = re.compile(r"[\s,，、]*(?:[-–—―‒⸺]|--)+\s*")
_SPEAKER_COMMA = re.compile(r"\s*[,，、،]\s*")
_NAME_END = re.compile(r"\s*[,，、،;()（|]|\s[-–—]\s")
_INCHES = re.compile(r"\d\s?[\"”″]")
_FEWEST_WORDS = 4
_MOST_NAME_WORDS = 7
_MOST_SPEAKER_WORDS = 30
_MOST_SPEAKER_CHARACTERS = 250


def with_quotes(blocks: list[Block], notes: ImportFaults) -> list[Block]:
    """Return the blocks with their quotations as quotes; those without a speaker are told."""
    kept: list[Block] = []
    pending = list(reversed(blocks))
    while pending:
        block = _as_quote(pending.pop())
        if block.kind is not BlockKind.QUOTE:
            kept.append(block)
            continue
        if not block.speaker and pending and _is_speaker(pending[-1]):
            block = replace(block, speaker=_undashed_speaker(pending.pop().text))
        if not block.speaker and not _is_introduced(kept):
            what = f"this quote has no speaker: {excerpt(block.text)}"
            notes.add(block.line, what, "Write below it: > — Name, role", kind="quotes without a speaker")
        kept.append(block)
    return kept


def _as_quote(block: Block) -> Block:
    """Return the block as a quote, if it is a paragraph that consists of one quotation."""
    if block.kind is BlockKind.QUOTE:
        bare, behind = _quotation_parts(block.text)
        return replace(block, text=bare) if bare and not behind else block
    if block.kind is not BlockKind.PARAGRAPH:
        return block
    bare, behind = _quotation_parts(block.text)
    if not bare or word_count(bare) < _FEWEST_WORDS:
        return block
    if behind and not _names_speaker(behind):
        return block
    return replace(block, kind=BlockKind.QUOTE, text=bare, speaker=_undashed_speaker(behind))


def is_quotation(text: str) -> bool:
    """Return whether a text begins with a quotation of several words that fills it.

    >>> is_quotation("« La ville est à nous tous. »"), is_quotation("“Yes” and “no”")
    (True, False)
    """
    bare, _ = _quotation_parts(text)
    return bool(bare) and word_count(bare) >= _FEWEST_WORDS


def _quotation_parts(text: str) -> tuple[str, str]:
    """Return the words between a text's outer quotation marks, and what stands behind them."""
    trimmed = text.strip().strip("*_").strip()
    if not trimmed or trimmed[0] not in _PAIRS:
        return "", ""
    closing, depth = _PAIRS[trimmed[0]], 0
    for place, letter in enumerate(trimmed):
        if place and letter in closing:
            depth -= 1
            if depth == 0:
                return trimmed[1:place].strip(" \u00a0\u202f\n*_"), trimmed[place + 1 :].strip("*_ \n")
        elif letter == trimmed[0]:
            depth += 1
    return "", ""


def _names_speaker(behind: str) -> bool:
    """Return whether the words behind a quotation are a dash or a comma with a short name and role."""
    if not re.search(r"\w", behind):
        return True
    match = _DASH.match(behind)
    if match and match.end():
        return _is_short(behind)
    comma = _SPEAKER_COMMA.match(behind)
    rest = behind[comma.end() :] if comma else ""
    return bool(rest) and _is_short(rest) and not begins_midway(rest) and not ends_sentence(rest)


def _is_short(text: str) -> bool:
    return word_count(text) <= _MOST_SPEAKER_WORDS and len(text) <= _MOST_SPEAKER_CHARACTERS


def _undashed_speaker(text: str) -> str:
    """Return a speaker's name and role without the dash before and the full stop behind."""
    words = _DASH.sub("", text.strip().strip("()（）"), count=1) if _DASH.match(text.strip()) else text
    words = words.strip().lstrip(",，、،").strip()
    return words[:-1] if words.endswith((".", "。", "۔")) and not words.endswith("..") else words


def _is_speaker(block: Block) -> bool:
    """Return whether a line below a quotation says who spoke: a name with a role, or behind a dash."""
    words = plain_words(block.text).strip()
    if (
        block.kind not in {BlockKind.PARAGRAPH, BlockKind.CAPTION}
        or not words
        or not _is_short(words)
        or words[0] in _PAIRS
    ):
        return False
    if _DASH.match(words):
        return True
    if begins_midway(words) or words.endswith(("?", "!", "？", "！", "؟", ":", "：")):
        return False
    name = _NAME_END.split(words, maxsplit=1)[0]
    has_role = len(name) < len(words)
    if ends_sentence(words):
        return has_role and words.count(".") <= 1 and _is_name(name)
    return (has_role and word_count(name) <= _MOST_NAME_WORDS) or word_count(words) <= _MOST_NAME_WORDS


def _is_name(words: str) -> bool:
    """Return whether some words are a person's name: in scripts with case, all of them begin large."""
    parts = words.split()
    if (
        not parts
        or word_count(words) > _MOST_NAME_WORDS
        or parts[0].casefold() in words_for("sentence_opening")
    ):
        return False
    cased = [part for part in parts if part[0].upper() != part[0].lower()]
    return (
        all(part[0].isupper() or part.casefold().rstrip("'’") in words_for("name_particle") for part in cased)
        and len(parts) != 1
    )


def _is_introduced(kept: list[Block]) -> bool:
    """Return whether the paragraph above a quote announces it, and so names who speaks."""
    return bool(kept) and plain_words(kept[-1].text).rstrip().endswith((":", "：", "—", "–"))


def tell_unbalanced_quotes(blocks: list[Block], notes: ImportFaults) -> None:
    """Note the paragraphs in which a quotation mark has no partner."""
    for number, block in enumerate(blocks):
        if not block.is_prose:
            continue
        words = _INCHES.sub("", plain_words(block.text))
        if any(_is_odd(words, family) for family in _FAMILIES) and not _goes_on(words, blocks[number + 1 :]):
            what = f"a quotation mark has no partner: {excerpt(block.text)}"
            notes.add(block.line, what, "Find where the quotation begins and ends", kind="quotation marks")


def _is_odd(words: str, family: str) -> bool:
    return sum(words.count(mark) for mark in family) % 2 == 1


def _goes_on(words: str, following: list[Block]) -> bool:
    """Return whether a quotation goes on in the next paragraph, which opens it again."""
    return (
        bool(following) and words[:1] in _MARKS and plain_words(following[0].text).lstrip()[:1] == words[:1]
    )
