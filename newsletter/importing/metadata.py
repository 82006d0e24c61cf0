"""Find title, date, author and summary among the first blocks of a text.

ParsedText ──▶ take_metadata() ──▶ ArticleMetadata, and the blocks that are left for the body
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from newsletter.errors import ArticleError, Fault
from newsletter.importing.blocks import Block, BlockKind, ImportFaults, ParsedText, excerpt, plain_words
from newsletter.importing.cleanup import visible_text
from newsletter.importing.dates import FoundDate, find_date
from newsletter.importing.quotes import is_quotation
from newsletter.importing.sentences import begins_midway, ends_sentence, first_sentences, word_count
from newsletter.importing.word_lists import any_of, folded_text
from newsletter.newsroom.fields import web_address

_HEAD_BLOCKS = 8
_LONGEST_TITLE = 200
# A title may end in a full stop; with more words it is a sentence.
_MOST_TITLE_WORDS = 14
_LONGEST_SUMMARY = 300
_LONGEST_DATE_LINE = 90
_MOST_NAME_WORDS = 12
_MOST_KICKER_WORDS = 3
_FEWEST_SUMMARY_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMetadata:
    """What the front matter of the article will say."""

    title: str
    summary: str
    date: date | None
    author: str | None
    category: str | None
    source_url: str | None


def take_metadata(reading: ParsedText, notes: ImportFaults, name: str) -> tuple[ArticleMetadata, list[Block]]:
    """Return the head of an article, and the blocks of its body.

    Raises:
        ArticleError: there is no text at all.
    """
    blocks = list(reading.blocks)
    title, blocks = _title(reading, blocks, notes, name)
    day, blocks = _date(reading, blocks, notes)
    author, blocks = _author(reading, blocks)
    kicker, blocks = _kicker(title, blocks, notes)
    summary, blocks = _summary(reading, blocks, title, notes)
    metadata = ArticleMetadata(
        title=title,
        summary=summary,
        date=day,
        author=author,
        category=_meta(reading, "category") or kicker,
        source_url=_source_url(reading, notes),
    )
    return metadata, blocks


def _meta(reading: ParsedText, key: str) -> str | None:
    """Return what the text says about itself, if a front matter could hold it."""
    value = " ".join(visible_text(reading.meta.get(key, ("", 0))[0]).split())
    return value or None


def _title(
    reading: ParsedText, blocks: list[Block], notes: ImportFaults, name: str
) -> tuple[str, list[Block]]:
    """Return the title, and the blocks without it."""
    meta_title = _meta(reading, "title")
    number = _title_block(blocks, meta_title, notes)
    if number is not None:
        block = blocks[number]
        above = [_as_kicker(other) for other in blocks[:number]]
        return _one_line(block), [*above, *blocks[number + 1 :]]
    if meta_title:
        return meta_title, blocks
    first = next((block for block in blocks if block.is_prose and plain_words(block.text).strip()), None)
    if not blocks:
        remedy = "Give the file of the article itself, as HTML, Markdown or text"
        raise ArticleError([Fault(name, None, "there is no text in it", remedy)])
    title = first_sentences(first.text, _LONGEST_TITLE) if first else name
    what = f"the text has no title; {excerpt(title)} was taken"
    notes.add(first.line if first else 1, what, "Write a title of one line", kind="title")
    return title, blocks


def _title_block(blocks: list[Block], meta_title: str | None, notes: ImportFaults) -> int | None:
    """Return which block is the title: the one the meta data name, the highest heading, a short line."""
    headings = [number for number, block in enumerate(blocks[:40]) if block.kind is BlockKind.HEADING]
    if meta_title:
        wanted = folded_text(meta_title)
        candidates = [n for n in range(min(_HEAD_BLOCKS, len(blocks))) if blocks[n].is_prose]
        same = next((n for n in candidates if folded_text(_one_line(blocks[n])) == wanted), None)
        if same is not None:
            return same
        return next((number for number in headings if blocks[number].level == 1), None)
    top = next((number for number in headings if blocks[number].level == 1), None)
    if (
        top is None
        and headings
        and headings[0] < _HEAD_BLOCKS
        and all(_is_small(b, notes) for b in blocks[: headings[0]])
    ):
        top = headings[0]
    return top if top is not None else _title_line(blocks, notes)


def _is_small(block: Block, notes: ImportFaults) -> bool:
    """Return whether a block above a title is a date, a rubric, a picture: nothing of the article's text."""
    return (
        block.kind in {BlockKind.IMAGE, BlockKind.RULE}
        or word_count(block.text) <= _MOST_KICKER_WORDS
        or _date_in(block, notes) is not None
    )


def _title_line(blocks: list[Block], notes: ImportFaults) -> int | None:
    """Return which of the first lines is a title: short, and no sentence with others after it."""
    for number, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if block.kind in {BlockKind.IMAGE, BlockKind.RULE, BlockKind.CAPTION}:
            continue
        if block.kind is not BlockKind.PARAGRAPH or is_quotation(block.text):
            return None
        words = _one_line(block)
        if not words or _date_in(block, notes) or _byline(block) or begins_midway(words):
            continue
        if _is_rubric(block, blocks[number + 1 :], notes):
            continue
        is_sentence = words.endswith((".", "。")) and word_count(words) > _MOST_TITLE_WORDS
        return None if is_sentence or len(words) > _LONGEST_TITLE else number
    return None


def _is_rubric(block: Block, following: list[Block], notes: ImportFaults) -> bool:
    """Return whether a line is one or two words above what is rather the title."""
    if word_count(block.text) > _MOST_KICKER_WORDS or ends_sentence(block.text) or not following:
        return False
    later = following[0]
    is_line = (
        later.kind is BlockKind.PARAGRAPH
        and not ends_sentence(later.text)
        and len(plain_words(later.text)) <= _LONGEST_TITLE
    )
    longer = word_count(later.text) > word_count(block.text)
    return is_line and longer and not _date_in(later, notes) and not _byline(later) and len(following) > 1


def _one_line(block: Block) -> str:
    return " ".join(plain_words(block.text).split())


def _as_kicker(block: Block) -> Block:
    return replace(block, level=-1) if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING} else block


def _kicker(title: str, blocks: list[Block], notes: ImportFaults) -> tuple[str | None, list[Block]]:
    """Return the rubric above the title, which is the article's category, and the other blocks."""
    above = [block for block in blocks if block.level < 0]
    if above and word_count(above[-1].text) <= _MOST_KICKER_WORDS and not ends_sentence(above[-1].text):
        category = _one_line(above[-1])
        what = f"the line above the title was taken as the category: {excerpt(category)}"
        notes.add(above[-1].line, what, "Delete `category:` if it is none", kind="category")
        blocks = [block for block in blocks if block is not above[-1]]
    else:
        category = None
    lowered = [
        replace(block, level=0, kind=BlockKind.PARAGRAPH) if block.level < 0 else block for block in blocks
    ]
    return category, [
        block
        for block in lowered
        if folded_text(_one_line(block)) != folded_text(title) or block.kind is BlockKind.IMAGE
    ]


def _date(reading: ParsedText, blocks: list[Block], notes: ImportFaults) -> tuple[date | None, list[Block]]:
    """Return the article's date, and the blocks without the line that says it."""
    value, line = reading.meta.get("date", ("", 1))
    found_date = find_date(value, notes.language) if value else None
    number = next((n for n, block in enumerate(blocks[:_HEAD_BLOCKS]) if _date_in(block, notes)), None)
    if number is not None:
        date_in_line = _date_in(blocks[number], notes)
        if found_date is None:
            found_date, value, line = date_in_line, _one_line(blocks[number]), blocks[number].line
        blocks = [*blocks[:number], *_rest_of_date_line(blocks[number], notes), *blocks[number + 1 :]]
    if found_date and found_date.doubt:
        what = f"the date {excerpt(value)} is not certain: {found_date.doubt}"
        notes.add(line, what, "Correct `date:` if it is another day", kind="date")
    elif value and not found_date:
        notes.add(
            line, f"the date {excerpt(value)} was not understood", "Write date: as 2019-12-04", kind="date"
        )
    return (found_date.day if found_date else None), blocks


def _date_in(block: Block, notes: ImportFaults) -> FoundDate | None:
    """Return the date that a short line consists of, with its weekday, a place, or a name beside it."""
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.ITEM}:
        return None
    words = _one_line(block)
    if len(words) > _LONGEST_DATE_LINE or word_count(words) > _MOST_NAME_WORDS:
        return None
    found_date = find_date(words, notes.language)
    if found_date is None:
        return None
    is_labelled = _date_label().match(words) is not None
    return found_date if is_labelled or len(found_date.words) * 2 >= len(words) or _byline(block) else None


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile(any_of("date_label"), re.IGNORECASE)


def _rest_of_date_line(block: Block, notes: ImportFaults) -> list[Block]:
    """Return what a line holds beside its date: "By Ana Puig, 4 December 2019"."""
    words = _one_line(block)
    parts = re.split(r"\s*[|•·]\s*|\s[-–—]\s|,\s(?=\D*\d)", words)
    rest = [part for part in parts if _byline_start().match(part) and not find_date(part, notes.language)]
    return [block.with_text(part) for part in rest[:1]]


def _author(reading: ParsedText, blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Return who wrote the article, and the blocks without the line that says it."""
    author = _meta(reading, "author")
    if author and author.startswith(("http://", "https://")):
        author = None
    for number, block in enumerate(blocks[:_HEAD_BLOCKS]):
        name = _byline(block)
        if name:
            return author or name, [*blocks[:number], *blocks[number + 1 :]]
    return author, blocks


def _byline(block: Block) -> str | None:
    """Return the name in a line that says who wrote the text."""
    words = _one_line(block)
    match = _byline_start().match(words)
    if (
        block.kind is not BlockKind.PARAGRAPH
        or not match
        or word_count(words) > _MOST_NAME_WORDS
        or ends_sentence(words)
    ):
        return None
    name = words[match.end() :].strip()
    first = name[:1]
    return name if first and not first.islower() and not first.isdigit() else None


@cache
def _byline_start() -> re.Pattern[str]:
    return re.compile(rf"{any_of('byline')}(?:\s*[:：/]\s*|\s+)(?=\S)", re.IGNORECASE)


def _summary(
    reading: ParsedText, blocks: list[Block], title: str, notes: ImportFaults
) -> tuple[str, list[Block]]:
    """Return the summary, and the body: mails show both, so a first paragraph that is one moves."""
    meta_summary = _meta(reading, "summary")
    lead = next((n for n, block in enumerate(blocks) if _is_lead(block)), None)
    if lead is None:
        lead = next(
            (n for n, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH and ends_sentence(b.text)), None
        )
    first = blocks[lead] if lead is not None and lead < _HEAD_BLOCKS else None
    if meta_summary:
        same = first is not None and folded_text(_one_line(first)) == folded_text(meta_summary)
        return meta_summary, blocks[:lead] + blocks[(lead or 0) + 1 :] if same else blocks
    if first is None:
        notes.add(1, "the text has no paragraph to make a summary of", "Write summary:", kind="summary")
        return title, blocks
    words = _one_line(first)
    is_whole = len(words) <= _LONGEST_SUMMARY and "](" not in first.text
    if is_whole and sum(_is_lead(block) for block in blocks) > 1:
        return words, [block for block in blocks if block is not first]
    summary = first_sentences(first.text, _LONGEST_SUMMARY)
    return summary or title, blocks


def _is_lead(block: Block) -> bool:
    return (
        block.kind is BlockKind.PARAGRAPH
        and word_count(block.text) >= _FEWEST_SUMMARY_WORDS
        and not is_quotation(block.text)
    )


def _source_url(reading: ParsedText, notes: ImportFaults) -> str | None:
    url, line = reading.meta.get("source_url", ("", 1))
    try:
        return web_address(url) if url else None
    except ValueError as error:
        notes.add(
            line,
            f"the address of the original was left out: {error}",
            "Write source_url:",
            kind="source address",
        )
        return None
