"""CSV files as spreadsheets write them, read strictly: records that know the line where they begin.

    bytes ──▶ csv_rows() ──▶ header, records ──▶ newsroom/glossary_csv.py, drafting/draft_files.py

Understood are UTF-8 with or without its mark, commas, semicolons or tabs, any line end, and a first line
`sep=;`. What is no CSV or no UTF-8 is a fault, never guessed.

Source: RFC 4180.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from newsletter.errors import ArticleError, Fault, TranslationError
from newsletter.interchange.utf8 import decode_source

MOST_CHARACTERS = 16 * 1024 * 1024
_SEPARATOR_LINE = re.compile(r"\"?sep=([,;\t])\"?\n", re.IGNORECASE)
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One record. `line` is where it begins."""

    line: int
    cells: Sequence[str]

    def cell(self, column: int | None) -> str:
        """Return a cell without the white space around it, "" where the row ends before it."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


def csv_rows(content: bytes, *, path: str, header_like: str) -> tuple[CsvRow, list[CsvRow]]:
    """Return the header and the records of a file that are not empty.

    Raises:
        TranslationError: it is no UTF-8, no CSV, too large or empty. `header_like` is shown as the remedy.
    """
    text = _text(content, path)
    separator = _SEPARATOR_LINE.match(text)
    start = separator.end() if separator else 0
    delimiter = separator[1] if separator else _delimiter(text)
    records = _records(text[start:], delimiter, path, first_line=2 if separator else 1)
    header = next(records, None)
    if header is None:
        raise TranslationError([Fault(path, 1, "the file is empty", f"Begin it with a line {header_like}")])
    return header, list(records)


def _text(content: bytes, path: str) -> str:
    try:
        text = decode_source(content, path)
    except ArticleError as error:  # it is no article: a translator can mend it
        raise TranslationError(error.faults) from None
    if len(text) > MOST_CHARACTERS:
        what = f"the file has {len(text):,} characters, where {MOST_CHARACTERS:,} are possible"
        raise TranslationError(
            [Fault(path, None, what, "Check that it is the right file; if it is, split it")]
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _delimiter(text: str) -> str:
    """Return what separates the cells: the sign that the first line has most often, a comma for none."""
    first = text.lstrip("\n").partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _records(text: str, delimiter: str, path: str, *, first_line: int) -> Iterator[CsvRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield CsvRow(line, cells)
            line = first_line + reader.line_num
    except csv.Error as error:
        remedy = 'Close every quote, and write a quote inside a text twice: "the ""new"" plan"'
        raise TranslationError([Fault(path, line, f"the row is no CSV ({error})", remedy)]) from None
