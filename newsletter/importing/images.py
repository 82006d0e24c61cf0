"""Rule: pictures need an address that a reader has and words for who cannot see them; captions need pictures.

blocks ──▶ with_pictures() ──▶ blocks

Source: WCAG 2.2, 1.1.1 (non-text content).
"""

import re
from functools import cache

from newsletter.importing.blocks import (
    Block,
    BlockKind,
    ImportFaults,
    Places,
    excerpt,
    plain_words,
    spans,
    unescaped_text,
    with_spans,
)
from newsletter.importing.inline import address, escape
from newsletter.importing.quotes import is_quotation
from newsletter.importing.sentences import ends_sentence, word_count
from newsletter.importing.urls import absolute_url, scheme_of
from newsletter.importing.word_lists import any_of

_WEB = ("http://", "https://")
_MOST_CAPTION_WORDS = 30


def with_pictures(blocks: list[Block], notes: ImportFaults, base_url: str | None) -> list[Block]:
    """Return the blocks with pictures that can be shown; what is wrong with the others is told."""
    captioned = _with_captions(blocks, notes)
    return [
        shown
        for block in captioned
        if (shown := _with_addresses(block, notes, base_url)).text or shown.kind is BlockKind.RULE
    ]


def _with_captions(blocks: list[Block], notes: ImportFaults) -> list[Block]:
    """Return the blocks in which a caption stands below its picture, or not at all."""
    kept: list[Block] = []
    captioned: Block | None = None
    for number, block in enumerate(blocks):
        above = kept[-1] if kept and kept[-1] is not captioned else None
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if not _is_caption(block, above, following):
            kept.append(block)
        elif above and above.kind is BlockKind.IMAGE:
            kept[-1:] = _captioned_image(above, block, notes)
            captioned = kept[-1]
        elif (following and following.kind is BlockKind.IMAGE) or (above and above.kind is BlockKind.TABLE):
            kept.append(_emphasised_caption(block))
        else:
            what = f"this caption's picture is missing, so it was left out: {excerpt(block.text)}"
            notes.add(
                block.line, what, "Add the picture with this text below it, or leave it so", kind="captions"
            )
    return kept


def _is_caption(block: Block, above: Block | None, following: Block | None) -> bool:
    """Return whether a block is marked as a caption, or is a line that reads like one."""
    if block.kind is BlockKind.CAPTION:
        return True
    if block.kind is not BlockKind.PARAGRAPH or is_quotation(block.text):
        return False
    words = plain_words(block.text).strip()
    is_named = any(cue.search(words) for cue in _caption_cues())
    count = word_count(words)
    if above is not None and above.kind is BlockKind.IMAGE:
        return is_named and count <= _MOST_CAPTION_WORDS
    if not is_named or ends_sentence(words):
        return False
    return count <= _MOST_CAPTION_WORDS // 2 or (following is not None and following.kind is BlockKind.IMAGE)


@cache
def _caption_cues() -> tuple[re.Pattern[str], ...]:
    """Return what captions begin with, with and without spaces, and how they name their photographer."""
    article, numbered = any_of("caption_article"), any_of("caption_numbered")
    beginning = rf"\A(?:\W*(?:{article} ?)?{any_of('caption')}(?![^\W\d_])(?!\w)|\W*©)"
    unspaced = rf"\A[^\w\s]*(?:{any_of('caption_unspaced')}|{numbered}[：:0-9一二三])"
    credit = rf"[(（\[—–-]\s*{any_of('photo_credit')}\b[^()（）]{{0,60}}[)）\]]?\s*\Z"
    return tuple(re.compile(cue, re.IGNORECASE) for cue in (beginning, unspaced, credit))


def _captioned_image(image: Block, caption: Block, notes: ImportFaults) -> list[Block]:
    """Return a picture and its caption; a picture without words takes the caption's."""
    picture = next(spans(image.text))
    words = " ".join(plain_words(caption.text).split())
    if not picture["words"]:
        what = f"the picture {excerpt(picture['url'])} has no alternative text; its caption was taken"
        notes.add(image.line, what, "Write what it shows between the brackets", kind="pictures without words")
        return [image.with_text(f"![{escape(words)}]({picture['url']})")]
    if " ".join(unescaped_text(picture["words"]).split()) == words:
        return [image]
    return [image, _emphasised_caption(caption)]


def _emphasised_caption(caption: Block) -> Block:
    text = caption.text.strip()
    words = text if re.search(r"[*\[`]", text) else f"*{text}*"
    return Block(kind=BlockKind.PARAGRAPH, text=words, line=caption.line)


def _with_addresses(block: Block, notes: ImportFaults, base_url: str | None) -> Block:
    """Return a block whose pictures have whole addresses, as far as they can be known."""
    if block.kind is BlockKind.CODE or "![" not in block.text:
        return block

    places = Places(block.text, block.line)

    def picture_markup(match: re.Match[str]) -> str:
        if not match["mark"]:
            return match[0]
        line, alt, url = places.line_at(match.start()), match["words"], match["url"]
        if not url or url.startswith("data:") or scheme_of(url) not in {"", "http", "https"}:
            what = f"the picture {excerpt(alt)} has no address that a reader could load, so it was left out"
            notes.add(line, what, "Copy the picture to images/ and add it", kind="pictures")
            return ""
        whole_url = absolute_url(url, base_url)
        if not whole_url.startswith(_WEB):
            what = f"the picture {excerpt(url)} is relative to a site that the text does not name"
            notes.add(line, what, "Copy it to images/ and write that path", kind="relative pictures")
        if not alt.strip():
            what = f"the picture {excerpt(url)} has no alternative text"
            notes.add(line, what, "Write what it shows between the brackets", kind="pictures without words")
        return f"![{alt}]({address(whole_url)})"

    return block.with_text(with_spans(block.text, picture_markup))
