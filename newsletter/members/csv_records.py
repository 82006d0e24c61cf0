"""The records of a delimited text: fields with their quotes taken off, and the line each begins on.

    lines ──▶ CsvRecords.take() ──▶ Record | Fault ──▶ csv_import.py

Python's `csv` reads a whole file into one field when a quote is not closed, and cannot say where it opened.

Source: RFC 4180 §2, read leniently where the meaning is clear: a quote inside an unquoted field stands for
itself, and spaces around a quoted field are dropped.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.errors import Fault, MemberFileError
from newsletter.members.csv_lines import MAX_LINE_CHARACTERS

MAX_LINES_OF_A_RECORD = 100
# Each costs a search through the lines that follow, so that a file of nothing else must end.
_MAX_OPEN_QUOTES = 100

# Possessive, so that a field that does not close is found in one pass.
_QUOTED = re.compile(r' *+"((?:[^"]++|"")*+)" *+')
_QUOTE_OPENS = re.compile(r' *+"')


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The fields of one record, and the 1-based line of the file it begins on."""

    line: int
    fields: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether no field holds anything: an empty line, or delimiters alone."""
        return not any(field.strip() for field in self.fields)


@dataclass(frozen=True, slots=True)
class _BrokenQuotes:
    """Where the quotes of a record stop making sense."""

    quote_at: int
    """The place of the quote that opens the field."""
    is_open: bool
    """It does not close. Otherwise text follows its closing quote."""
    spans_lines: bool


class CsvRecords:
    """Reads the records of a file one by one. A broken one costs its own line, not the rest of the file."""

    def __init__(self, lines: Iterator[str], *, path: str) -> None:
        """Begin at the first line."""
        self._lines = lines
        self._path = path
        self._lines_ahead = deque[str]()
        self._line = 1
        self._open_quotes_count = 0

    def skip_line(self) -> None:
        """Leave out the next line."""
        self._drop(1)

    def next_line(self) -> str | None:
        """Return the next line without taking it; None at the end."""
        return self._line_ahead(0)

    def skip_blank(self, delimiter: str) -> None:
        """Leave out the lines before the next record that holds anything."""
        while (record := self.peek(delimiter)) and isinstance(record, CsvRecord) and record.is_blank:
            self.take(delimiter)

    def peek(self, delimiter: str) -> CsvRecord | Fault | None:
        """Return the next record without taking it: a fault where it is broken, None at the end."""
        return self._read(delimiter)[0]

    def take(self, delimiter: str) -> CsvRecord | Fault | None:
        """Return the next record, a fault where it is broken, None at the end.

        Raises:
            MemberFileError: too many quotes do not close.
        """
        record, lines_count = self._read(delimiter)
        self._drop(lines_count)
        if isinstance(record, Fault):
            self._count_open_quotes(record)
        return record

    def _read(self, delimiter: str) -> tuple[CsvRecord | Fault | None, int]:
        """Return the next record, and how many lines it takes."""
        text = self._line_ahead(0)
        if text is None:
            return None, 0
        lines_count = 1
        fields = _fields(text, delimiter)
        while isinstance(fields, _BrokenQuotes) and fields.is_open:
            following_line = self._line_ahead(lines_count) if lines_count < MAX_LINES_OF_A_RECORD else None
            if following_line is None or len(text) + len(following_line) > MAX_LINE_CHARACTERS:
                break
            text = f"{text}\n{following_line}"
            lines_count += 1
            fields = _fields(text, delimiter)
        if isinstance(fields, _BrokenQuotes):
            lines_before = text.count("\n", 0, fields.quote_at)
            return self._fault(self._line + lines_before, fields), lines_before + 1
        return CsvRecord(self._line, fields), lines_count

    def _fault(self, line: int, broken_quotes: _BrokenQuotes) -> Fault:
        if broken_quotes.is_open or broken_quotes.spans_lines:
            return Fault(self._path, line, "a quote opens in this line and does not close", _CLOSE_IT)
        return Fault(self._path, line, "text stands behind a closing quote", _DOUBLE_IT)

    def _count_open_quotes(self, fault: Fault) -> None:
        self._open_quotes_count += 1
        if self._open_quotes_count > _MAX_OPEN_QUOTES:
            what = f"more than {_MAX_OPEN_QUOTES} lines have quotes that do not fit"
            raise MemberFileError([fault, Fault(self._path, None, what, _DOUBLE_IT)])

    def _line_ahead(self, index: int) -> str | None:
        """Return a line that is not taken yet, by its distance; None behind the end."""
        while len(self._lines_ahead) <= index:
            line = next(self._lines, None)
            if line is None:
                return None
            self._lines_ahead.append(line)
        return self._lines_ahead[index]

    def _drop(self, lines_count: int) -> None:
        for _ in range(lines_count):
            self._lines_ahead.popleft()
        self._line += lines_count


_CLOSE_IT = (
    'Close it, or, where the quote belongs to the text, put the field in quotes and write it twice ("")'
)
_DOUBLE_IT = 'Put the field in quotes, and write each quote that belongs to its text twice ("")'


def _fields(text: str, delimiter: str) -> list[str] | _BrokenQuotes:
    """Return the fields of a record, or where its quotes stop making sense."""
    if '"' not in text:
        return text.split(delimiter)
    fields, at = [], 0
    while True:
        quoted = _QUOTED.match(text, at)
        end = quoted.end() if quoted else _end_of_plain(text, at, delimiter)
        if end < 0 or (quoted and end < len(text) and text[end] != delimiter):
            is_spread = quoted is not None and "\n" in quoted[0]
            return _BrokenQuotes(text.index('"', at), is_open=end < 0, spans_lines=is_spread)
        fields.append(quoted[1].replace('""', '"') if quoted else text[at:end])
        if end == len(text):
            return fields
        at = end + 1


def _end_of_plain(text: str, at: int, delimiter: str) -> int:
    """Return where an unquoted field ends; -1 where it begins with a quote, which then does not close."""
    if _QUOTE_OPENS.match(text, at):
        return -1
    end = text.find(delimiter, at)
    return end if end >= 0 else len(text)
