"""Read plain text, as people paste it: lines, blank lines, bullets, and now and then a link.

text ──▶ groups of lines ──▶ blocks

A group of lines is one paragraph if it was wrapped at some width, and one paragraph a line if not.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from newsletter.i18n.locale import Locale
from newsletter.importing.blocks import Block, BlockKind, ParsedText, is_only_pictures
from newsletter.importing.dates import find_date
from newsletter.importing.inline import address, escape
from newsletter.importing.sentences import begins_midway, ends_sentence, word_count
from newsletter.importing.tables import pipe_table

_BULLET = re.compile(r"\s*(?:([•·▪‣◦●○■□▸►∙・])\s*|([-*–+])\s+)(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)、．]\s+(?=\S)")
_LINK = re.compile(
    r"\\.|(!?)\[((?:[^\[\]\\\n]|\\.){0,2000})\]\(\s{0,9}<?([^()<>\s]{0,4000}(?:\([^()\s]{0,200}\)[^()<>\s]{0,4000})?)>?(?:\s+\"[^\"\n]{0,500}\")?\s{0,9}\)"
)
_BARE_URL = re.compile(r"(?<![\w@/])https?://[^\s<>\"'«»“”「」（）]{1,4000}")
_URL_TAIL = ".,;:!?)]}…。，、；：！？"
_NARROWEST_WRAP = 45
_WIDEST_WRAP = 110
_FULL_LINE = 0.7
_LONGEST_DATE_LINE = 60


def read_plain(text: str, language: Locale) -> ParsedText:
    """Return plain text in blocks. Where one line is wider than any margin, no line was wrapped at one."""
    blocks: list[Block] = []
    may_wrap = all(_width(line) <= _WIDEST_WRAP for line in text.split("\n"))
    for first_line, lines in _groups(text):
        for number, part in _parts_around_dates(lines, first_line, language):
            blocks.extend(_blocks(part, number, may_wrap=may_wrap))
    return ParsedText(blocks=tuple(blocks))


def _groups(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of lines without a blank one between them, with the 1-based number of the first."""
    group: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield number - len(group), group
            group = []
    if group:
        yield number - len(group) + 1, group


def _parts_around_dates(
    lines: list[str], first_line: int, language: Locale
) -> Iterator[tuple[int, list[str]]]:
    """Yield a group of lines in parts: a line that is only a date stands for itself."""
    part: list[str] = []
    for number, line in enumerate(lines, start=first_line):
        found_date = find_date(line, language) if len(line) <= _LONGEST_DATE_LINE else None
        if found_date and 2 * len(found_date.words) >= len(line.strip()):
            if part:
                yield number - len(part), part
            yield number, [line]
            part = []
        else:
            part.append(line)
    if part:
        yield first_line + len(lines) - len(part), part


def _blocks(lines: list[str], first_line: int, *, may_wrap: bool) -> Iterator[Block]:
    """Yield what a group of lines is: a table, a list, a wrapped paragraph, or a paragraph a line."""
    if len(lines) > 1 and all(line.count("\t") == lines[0].count("\t") > 0 for line in lines):
        rows = [[" ".join(_inline(cell).split()) for cell in line.strip().split("\t")] for line in lines]
        yield Block(kind=BlockKind.TABLE, text=pipe_table(rows), line=first_line)
        return
    for number, run in _runs(lines, first_line):
        item = _item(run[0], len(lines))
        if item:
            marker, text = item
            yield Block(
                kind=BlockKind.ITEM,
                text=_inline("\n".join([text, *run[1:]])),
                line=number,
                level=1,
                marker=marker,
            )
        else:
            yield from _paragraphs(run, number, may_wrap=may_wrap)


def _runs(lines: list[str], first_line: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each item, and those before the first one."""
    run: list[str] = []
    start = first_line
    for number, line in enumerate(lines, start=first_line):
        if _item(line, len(lines)) and run:
            yield start, run
            run, start = [], number
        run.append(line)
    yield start, run


def _item(line: str, line_count: int) -> tuple[str, str] | None:
    """Return marker and text of a list's item; a dash alone may also begin a speaker or a dialogue."""
    if match := _BULLET.match(line):
        if match[1] or (line_count > 1 and match[2] != "–"):
            return "-", line[match.end() :]
    elif (match := _NUMBER.match(line)) and line_count > 1:
        return f"{int(match[1])}.", line[match.end() :]
    return None


def _paragraphs(lines: list[str], first_line: int, *, may_wrap: bool) -> Iterator[Block]:
    """Yield one paragraph where the lines were wrapped, else one a line."""
    if may_wrap and len(lines) > 1 and _is_wrapped(lines):
        yield Block(kind=BlockKind.PARAGRAPH, text=_inline("\n".join(lines)), line=first_line)
        return
    for number, line in enumerate(lines, start=first_line):
        text = _inline(line).strip()
        yield Block(
            kind=BlockKind.IMAGE if is_only_pictures(text) else BlockKind.PARAGRAPH, text=text, line=number
        )


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines end where a margin is: all but the last are about as wide as the widest."""
    widths = [_width(line) for line in lines]
    widest = max(widths)
    if not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return False
    return all(width >= _FULL_LINE * widest for width in widths[:-1])


def _width(line: str) -> int:
    """Return how many columns a line takes: an ideograph takes two (UAX #11)."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def _inline(text: str) -> str:
    """Return words as Markdown; links and pictures that are Markdown already stay what they are."""
    parts, done = list[str](), 0
    for match in _LINK.finditer(text):
        if match[2] is None:
            continue
        parts.append(_text_with_links(text[done : match.start()]))
        parts.append(f"{match[1]}[{escape(match[2])}]({address(match[3])})")
        done = match.end()
    return "".join([*parts, _text_with_links(text[done:])])


def _url_without_tail(url: str) -> str:
    """Return an address without the marks of the sentence around it; a bracket opened inside stays."""
    bare = url.rstrip(_URL_TAIL)
    is_open = bare.count("(") > bare.count(")") and url[len(bare) :].startswith(")")
    return f"{bare})" if is_open else bare


def _text_with_links(text: str) -> str:
    """Return words as Markdown, their bare addresses as links."""
    parts, done = list[str](), 0
    for match in _BARE_URL.finditer(text):
        url = _url_without_tail(match[0])
        parts.append(escape(text[done : match.start()]))
        parts.append(f"[{escape(url)}]({address(url)})")
        done = match.start() + len(url)
    return "".join([*parts, escape(text[done:])])


# More words, or a comma, are rather half a sentence.
_MOST_HEADING_WORDS = 10
_COMMA = re.compile(r"[,，、،;؛；]")


def with_headings(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a plain text, in which a short line alone above a text is a heading."""
    return [
        replace(block, kind=BlockKind.HEADING, level=2)
        if number + 1 < len(blocks) and _is_heading(block, blocks[number + 1])
        else block
        for number, block in enumerate(blocks)
    ]


def _is_heading(block: Block, following: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or following.line <= block.line + 1:
        return False
    if (
        ends_sentence(block.text)
        or begins_midway(block.text)
        or _COMMA.search(block.text)
        or "](" in block.text
    ):
        return False
    heads = following.kind is BlockKind.ITEM or (
        following.kind is BlockKind.PARAGRAPH and ends_sentence(following.text)
    )
    return heads and 0 < word_count(block.text) <= _MOST_HEADING_WORDS
