"""Rule: halves of sentences. What is certainly debris goes, what a reader might need stays; both are told.

blocks ──▶ without_fragments() ──▶ blocks

A paragraph is a fragment by where it begins (a small letter, a comma) and where it ends (no mark that
ends a sentence). A text that is written so throughout has a style and no fragments.
"""

from newsletter.importing.blocks import Block, BlockKind, ImportFaults, excerpt
from newsletter.importing.quotes import is_quotation
from newsletter.importing.sentences import begins_midway, ends_sentence, is_unfinished, word_count

_MOST_DEBRIS_WORDS = 12
_FEWEST_PROSE_WORDS = 12
_STYLE_SHARE = 0.5
_FEWEST_FOR_STYLE = 4


def without_fragments(blocks: list[Block], notes: ImportFaults) -> list[Block]:
    """Return the blocks without orphaned half-sentences; sentences cut in two are whole again."""
    prose = [
        block
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and word_count(block.text) >= _FEWEST_PROSE_WORDS
    ]
    small_starts = _is_style(begins_midway(block.text) for block in prose)
    open_ends = _is_style(not ends_sentence(block.text) for block in prose)
    kept: list[Block] = []
    debris: Block | None = None
    for number, block in enumerate(blocks):
        above = kept[-1] if kept and debris is None else None
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if block.kind is not BlockKind.PARAGRAPH or is_quotation(block.text):
            kept.append(block)
            debris = None
        elif begins_midway(block.text) and not small_starts:
            debris = _dropped_fragment(block, above, kept, notes)
        else:
            kept.append(block)
            debris = None
            if not open_ends or is_unfinished(block.text):
                _tell_open_end(block, above, following, notes)
    return kept


def _is_style(verdicts: object) -> bool:
    """Return whether most paragraphs are alike, so that being so says nothing."""
    answers = list(verdicts) if not isinstance(verdicts, list) else verdicts  # type: ignore[call-overload]  # an iterable
    return len(answers) >= _FEWEST_FOR_STYLE and sum(answers) > _STYLE_SHARE * len(answers)


def _dropped_fragment(
    block: Block, above: Block | None, kept: list[Block], notes: ImportFaults
) -> Block | None:
    """Join, keep or drop a paragraph that begins inside a sentence; return it if it was dropped."""
    if above is not None and above.kind is BlockKind.PARAGRAPH and not ends_sentence(above.text):
        kept[-1] = above.with_text(f"{above.text}\n{block.text}")
        what = f"a sentence was cut in two paragraphs, and joined: {excerpt(block.text)}"
        notes.add(block.line, what, "Check that nothing is lost between the halves", kind="sentences in two")
        return None
    if (
        above is not None
        and above.kind in {BlockKind.QUOTE, BlockKind.ITEM, BlockKind.CODE, BlockKind.TABLE}
        and not above.speaker
    ):
        kept.append(block)
        return None
    if not ends_sentence(block.text) and word_count(block.text) <= _MOST_DEBRIS_WORDS:
        what = f"an orphaned fragment of a sentence was left out: {excerpt(block.text)}"
        notes.add(block.line, what, "Find the whole sentence in the original", kind="fragments")
        return block
    kept.append(block)
    what = f"this begins inside a sentence, and was kept: {excerpt(block.text)}"
    notes.add(block.line, what, "Write the beginning, or delete it", kind="fragments")
    return None


def _tell_open_end(block: Block, above: Block | None, following: Block | None, notes: ImportFaults) -> None:
    """Note a paragraph that stops inside a sentence, unless what follows goes on with it."""
    if (
        ends_sentence(block.text)
        or block.text.endswith((")", "）"))
        or (following is not None and _goes_on(block, following))
    ):
        return
    is_line = word_count(block.text) < _FEWEST_PROSE_WORDS or _is_open(above) or _is_open(following)
    if is_line and not is_unfinished(block.text):
        return
    what = f"this sentence has no end, and was kept: …{excerpt(block.text[-60:])}"
    notes.add(
        block.line_at(len(block.text)), what, "Write the end of the sentence", kind="sentences without an end"
    )


def tell_loose_lines(blocks: list[Block], notes: ImportFaults) -> None:
    """Note the short lines that are no sentence and head nothing: a caption, a half-sentence, a name."""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH and is_loose(block):
            what = f"this line is no sentence, and was kept: {excerpt(block.text)}"
            remedy = "Delete it, or finish it, or make it a heading with ##"
            notes.add(block.line, what, remedy, kind="lines that are no sentence")


def is_loose(block: Block) -> bool:
    """Return whether a paragraph is a short line without a sentence's end."""
    count = word_count(block.text)
    return (
        0 < count < _FEWEST_PROSE_WORDS
        and not ends_sentence(block.text)
        and "](" not in block.text
        and not _is_marked(block.text)
    )


def _is_marked(text: str) -> bool:
    """Return whether a whole line is emphasised, as captions below pictures and small headings are."""
    return text.strip()[:1] == "*" == text.strip()[-1:]


def _is_open(neighbour: Block | None) -> bool:
    """Return whether a neighbour has no end either: a list that is not marked as one."""
    return (
        neighbour is not None and neighbour.kind is BlockKind.PARAGRAPH and not ends_sentence(neighbour.text)
    )


def _goes_on(block: Block, following: Block) -> bool:
    if following.kind is BlockKind.PARAGRAPH:
        return begins_midway(following.text) or (is_quotation(following.text) and is_unfinished(block.text))
    return following.kind in {BlockKind.ITEM, BlockKind.CODE, BlockKind.TABLE, BlockKind.QUOTE}
