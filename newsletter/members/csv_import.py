"""An address file, row by row: members, what is wrong, and what is left out.

    bytes ──▶ csv_lines.py ──▶ csv_records.py ──▶ MemberFile ──▶ MemberRow | Fault | Note

What is wrong with the file raises `MemberFileError`, at once or when the place is reached. What is wrong
with one row is a `Fault` among the rows, which names the line and never the address. Memory stays flat,
but for one key for each address, by which duplicates are found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from newsletter.errors import Fault, MemberFileError, Place
from newsletter.i18n.locale import Locale
from newsletter.members.csv_columns import Columns, known_count, read_header
from newsletter.members.csv_lines import Readable, lines_of
from newsletter.members.csv_records import CsvRecord, CsvRecords
from newsletter.members.csv_status import left_out_reason
from newsletter.members.member import Address, NewMember, parse_address, parse_locales, parse_name

DELIMITERS = (",", ";", "\t", "|")
# Excel writes it, and reads it, as the first line.
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w"\s]|\t)"?[,;\t|]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member, and the line of the file that names them."""

    line: int
    member: NewMember


class SkipKind(StrEnum):
    """Why a row that is not wrong gives no member."""

    MERGED = "merged"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that is not wrong and gives no member. It does not stop an import."""

    place: Place
    kind: SkipKind
    what: str
    withdrawn: Address | None = None
    """A member that an earlier row gave and that this one says must not be written to."""

    @property
    def where(self) -> str:
        """The place as it is shown."""
        return str(self.place)

    def __str__(self) -> str:
        """Return the note as one line for a person."""
        return f"{self.place}: {self.kind}: {self.what}."


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFile:
    """An address file whose header is read. Can be iterated once."""

    path: str
    delimiter: str
    columns: Columns
    _records: CsvRecords = field(repr=False)

    def __iter__(self) -> Iterator[MemberRow | Fault | SkippedRow]:
        """Yield what each row gives, in the order of the file; several faults where a row has several.

        Raises:
            MemberFileError: from here on the file is no text, or has too long a line.
        """
        rows = _Rows(self.path, self.columns)
        while (record := self._records.take(self.delimiter)) is not None:
            if isinstance(record, Fault):
                yield record
            elif not record.is_blank:
                yield from rows.read(record)


def open_member_file(source: Readable, *, path: str) -> MemberFile:
    """Return an address file with its delimiter and columns found.

    Args:
        source: the file, opened in binary mode; it is read while the rows are.
        path: how reports name it.

    Raises:
        MemberFileError: not a text in UTF-8 or UTF-16, or without a header or a row.
    """
    records = CsvRecords(lines_of(source, path=path), path=path)
    delimiter = _declared_delimiter(records) or _likely_delimiter(records)
    records.skip_blank(delimiter)
    header = records.take(delimiter)
    if header is None:
        raise MemberFileError(
            [Fault(path, None, "the file is empty", "Export it again, with a header and a row a member")]
        )
    if isinstance(header, Fault):
        raise MemberFileError([header])
    columns = read_header(header.fields, where=Place(path, header.line))
    records.skip_blank(delimiter)
    if records.peek(delimiter) is None:
        what = "the file has a header and no row"
        raise MemberFileError([Fault(path, header.line, what, "Export it again, with a row for each member")])
    return MemberFile(path=path, delimiter=delimiter, columns=columns, _records=records)


def _declared_delimiter(records: CsvRecords) -> str | None:
    """Return the delimiter that the file's first line declares, and leave that line out."""
    match = _SEPARATOR_LINE.fullmatch(records.next_line() or "")
    if match is None:
        return None
    records.skip_line()
    return match[1]


def _likely_delimiter(records: CsvRecords) -> str:
    """Return the delimiter by which the header has most columns that are known, then most columns."""

    def likelihood(delimiter: str) -> tuple[int, int, bool]:
        records.skip_blank(delimiter)
        header = records.peek(delimiter)
        if not isinstance(header, CsvRecord):
            return 0, 0, True  # a broken quote is the better explanation for a header of one column
        return known_count(header.fields), len(header.fields) - 1, False

    return max(DELIMITERS, key=likelihood)


class _Rows:
    """Reads the rows of one file, and remembers whose addresses it has met."""

    def __init__(self, path: str, columns: Columns) -> None:
        self._path = path
        self._columns = columns
        self._member_lines = dict[str, int]()
        self._left_out_lines = dict[str, int]()

    def read(self, row: CsvRecord) -> Iterator[MemberRow | Fault | SkippedRow]:
        """Yield the member of a row, or what is the matter with it."""
        where = Place(self._path, row.line)
        if len(row.fields) != self._columns.count:
            yield _field_count_fault(where, len(row.fields), self._columns.count)
        elif reason := left_out_reason(row.fields, self._columns):
            yield self._leave_out(row, reason, where)
        else:
            yield from self._member(row, where)

    def _member(self, row: CsvRecord, where: Place) -> Iterator[MemberRow | Fault | SkippedRow]:
        faults = list[Fault]()
        address = _address(row.fields[self._columns.address], where, faults)
        name = self._name(row.fields, where, faults)
        locales = self._locales(row.fields, where, faults)
        if address is None or faults:
            yield from faults
        elif address.key in self._member_lines or address.key in self._left_out_lines:
            yield SkippedRow(place=where, kind=SkipKind.MERGED, what=self._duplicate_message(address.key))
        else:
            self._member_lines[address.key] = row.line
            yield MemberRow(row.line, NewMember(address=address, name=name, locales=locales))

    def _duplicate_message(self, key: str) -> str:
        if key in self._left_out_lines:
            return f"line {self._left_out_lines[key]} has the same address, and is left out"
        return f"line {self._member_lines[key]} has the same address, and counts"

    def _leave_out(self, row: CsvRecord, reason: str, where: Place) -> SkippedRow:
        """Return the note of a row that must not be written to, whatever else is wrong with it."""
        address = _address(row.fields[self._columns.address], where, [])
        if address is None:
            return SkippedRow(place=where, kind=SkipKind.LEFT_OUT, what=reason)
        member_line = self._member_lines.pop(address.key, None)
        self._left_out_lines.setdefault(address.key, row.line)
        if member_line is None:
            return SkippedRow(place=where, kind=SkipKind.LEFT_OUT, what=reason)
        what = f"{reason}, so line {member_line} with the same address does not count either"
        return SkippedRow(place=where, kind=SkipKind.LEFT_OUT, what=what, withdrawn=address)

    def _name(self, fields: Sequence[str], where: Place, faults: list[Fault]) -> str | None:
        columns = self._columns
        full, first, last = (
            "" if index is None else fields[index].strip()
            for index in (columns.name, columns.first_name, columns.last_name)
        )
        try:
            return parse_name(full or _full_name(first, last))
        except ValueError as error:
            faults.append(Fault(*where, str(error), "Correct the name, or leave it out"))
            return None

    def _locales(self, fields: Sequence[str], where: Place, faults: list[Fault]) -> tuple[Locale, ...]:
        index = self._columns.languages
        try:
            return () if index is None else parse_locales(fields[index])
        except ValueError as error:
            remedy = "Write tags such as fr, pt-BR or zh-Hans (BCP 47), with spaces between them"
            faults.append(Fault(*where, str(error), remedy))
            return ()


def _address(text: str, where: Place, faults: list[Fault]) -> Address | None:
    try:
        return parse_address(text)
    except ValueError as error:
        faults.append(Fault(*where, str(error), "Correct the address, or delete the row"))
        return None


def _full_name(first: str, last: str) -> str:
    """Return first and last name as one; a last name that holds the first one already is the whole."""
    return last if first in last.split(" ") else f"{first} {last}"


def _field_count_fault(where: Place, fields_count: int, columns_count: int) -> Fault:
    what = f"the row has {fields_count} fields, and the header {columns_count}"
    return Fault(*where, what, "Put fields that hold the delimiter in quotes, and leave none out")
