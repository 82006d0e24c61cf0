"""Lists and members: make a list, import an address file.

    file ──▶ read once: faults, notes ──▶ read again: members ──▶ store, 500 in a transaction

Read twice on purpose: a file with a fault changes nothing, and memory stays flat. An import that is
killed half way is completed by running it again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from newsletter.database import members
from newsletter.database.database import Database
from newsletter.database.members import MemberImportCounts, require_list
from newsletter.errors import Fault, MemberFileError, NotFoundError, RuleError
from newsletter.i18n.locale import Languages
from newsletter.members.csv_import import MemberRow, SkippedRow, open_member_file
from newsletter.members.csv_lines import MAX_FILE_BYTES, too_large_fault
from newsletter.members.member import NewMember
from newsletter.members.member_list import MemberList
from newsletter.revision.not_ready import NotReadyPolicy

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_BATCH = 500
_MOST_FAULTS_TOLD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to import. `on_progress`: (members done now, members in all)."""

    skip_bad: bool
    now: datetime
    on_progress: Callable[[int, int], None] = lambda *_: None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberImportReport:
    """What an import did, and what it left out."""

    added: MemberImportCounts
    faults: tuple[Fault, ...]
    """The first of them; a file that is wrong throughout needs no million lines to say so."""
    fault_count: int
    notes: tuple[SkippedRow, ...]
    ignored_columns: tuple[str, ...]


def create_list(
    database: Database, name: str, *, title: str, now: datetime, not_ready: NotReadyPolicy | None = None
) -> MemberList:
    """Make a list. Its name is part of the List-Id of every mail and cannot be changed later.

    `not_ready`: what becomes of members whose language is not ready; None leaves it to the newsroom.

    Raises:
        RuleError: the name is none, or taken.
    """
    if not _NAME.fullmatch(name):
        raise RuleError(
            f"{name!r} cannot name a list: use lower-case letters, digits and hyphens "
            "(it becomes part of the List-Id)"
        )
    with database.write() as db:
        id_ = members.create_list(db, name, title=title, now=now)
        if id_ is None:
            raise RuleError(f"There is a list {name!r} already")
        members.set_not_ready(db, id_, not_ready)
    return MemberList(id_, name, title, 0, not_ready)


def set_not_ready(database: Database, name: str, policy: NotReadyPolicy | None) -> MemberList:
    """Change what becomes of a list's members whose language is not ready; campaigns made before keep theirs.

    Raises:
        NotFoundError: there is no such list.
    """
    with database.write() as db:
        members.set_not_ready(db, require_list(db, name).id, policy)
        return require_list(db, name)


def all_lists(database: Database) -> list[MemberList]:
    """Return all lists by name."""
    with database.read() as db:
        return members.lists(db)


def import_members(database: Database, file: Path, *, to: str, options: ImportOptions) -> MemberImportReport:
    """Put the members of an address file on a list.

    Raises:
        NotFoundError: there is no such list, or no such file.
        MemberFileError: the file has bad rows and `skip_bad` is not asked for; nothing was imported.
    """
    with database.read() as db:
        list_id = require_list(db, to).id
    first_reading = _read_first(file)
    if first_reading.faults and not options.skip_bad:
        raise MemberFileError([*first_reading.faults, _nothing_imported_fault(file, first_reading)])
    added = MemberImportCounts(0, 0, 0)
    for batch in _batches(_mailable_members(file, first_reading)):
        with database.write() as db:
            added += members.add_members(db, batch, to=list_id, evidence=file.name, now=options.now)
        options.on_progress(len(batch), first_reading.member_count)
    return MemberImportReport(
        added=added,
        faults=first_reading.faults,
        fault_count=first_reading.fault_count,
        notes=first_reading.notes,
        ignored_columns=first_reading.ignored_columns,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _FirstReading:
    """What a first reading of an address file gives."""

    member_count: int
    faults: tuple[Fault, ...]
    fault_count: int
    notes: tuple[SkippedRow, ...]
    ignored_columns: tuple[str, ...]

    def withdrawn_keys(self) -> frozenset[str]:
        """Return the keys of addresses that a later row takes back."""
        return frozenset(note.withdrawn.key for note in self.notes if note.withdrawn)


def _read_first(file: Path) -> _FirstReading:
    member_count = fault_count = 0
    faults: list[Fault] = []
    notes: list[SkippedRow] = []
    with _open_file(file) as source:
        member_file = open_member_file(source, path=file.name)
        for row in member_file:
            if isinstance(row, MemberRow):
                member_count += 1
            elif isinstance(row, Fault):
                fault_count += 1
                faults += [row] if fault_count <= _MOST_FAULTS_TOLD else []
            else:
                notes.append(row)
    return _FirstReading(
        member_count=member_count,
        faults=tuple(faults),
        fault_count=fault_count,
        notes=tuple(notes),
        ignored_columns=tuple(member_file.columns.ignored),
    )


def _mailable_members(file: Path, first_reading: _FirstReading) -> Iterator[NewMember]:
    withdrawn_keys = first_reading.withdrawn_keys()
    with _open_file(file) as source:
        for row in open_member_file(source, path=file.name):
            if isinstance(row, MemberRow) and row.member.address.key not in withdrawn_keys:
                yield row.member


def _batches(people: Iterator[NewMember]) -> Iterator[list[NewMember]]:
    while batch := list(islice(people, _BATCH)):
        yield batch


def _open_file(file: Path) -> BinaryIO:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise MemberFileError([too_large_fault(file.name)])
        return file.open("rb")
    except OSError as error:
        raise NotFoundError(f"{file} cannot be read ({error.strerror}). Name an address file") from error


def _nothing_imported_fault(file: Path, first_reading: _FirstReading) -> Fault:
    good_count, fault_count = first_reading.member_count, first_reading.fault_count
    what = f"nothing was imported; {good_count} rows are good, {fault_count} have faults"
    return Fault(file.name, None, what, "Mend the rows, or import the good ones with --skip-bad")


def count_readers(database: Database, list_names: Sequence[str]) -> dict[Languages, int]:
    """Return how many confirmed members of some lists have each ordered list of languages.

    A list that is not there has no members.
    """
    counts: Counter[Languages] = Counter()
    with database.read() as db:
        for member_list in members.lists(db):
            if member_list.name in list_names:
                counts.update(members.count_by_languages(db, member_list.id))
    return dict(counts)
