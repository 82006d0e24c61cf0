"""Quotes in an address file: fields of many lines, and quotes that do not close."""

import io
import tracemalloc

import pytest

from newsletter.errors import Fault, MemberFileError
from newsletter.members.csv_import import MemberRow, open_member_file

HEADER = "email,name,notes\n"


def rows(text):
    """Return what all rows of a file give."""
    return list(open_member_file(io.BytesIO(text.encode()), path="members.csv"))


def test_a_field_may_have_many_lines():
    """A column that is not used may hold a whole letter; the lines below are numbered right."""
    letter = "Dear all,\n" * 50

    first, second, fault = rows(f'{HEADER}ana@example.org,Ana,"{letter}"\nbob@example.org,"Bob",x\n,,x\n')

    assert (first.line, second.line, fault.where) == (2, 53, "members.csv:54")


def test_a_quote_within_a_field_stands_for_itself():
    """`Jim "Jimbo" Hale` needs no quotes around it."""
    [row] = rows(HEADER + 'jim@example.org,Jim "Jimbo" Hale,"a ""b"" c"\n')

    assert row.member.name == 'Jim "Jimbo" Hale'


@pytest.mark.parametrize(
    ("lines", "opened_in"),
    [
        (['a@x.org,"Ana,n'], 2),
        (['a@x.org,"Ana,n', 'b@x.org,"Bob",n'], 2),
        (['a@x.org,"Ana,n', *["b@x.org,Bob,n"] * 10], 2),
        (["a@x.org,Ana,n", 'b@x.org,Bob,"n'], 3),
        (['a@x.org,"two', 'lines","n'], 3),
        (['a@x.org,"two', 'lines","n', 'b@x.org,Bob,"n"'], 3),
        (['a@x.org,Ana,"n""'], 2),
        (['a@x.org,Ana,"'], 2),
    ],
)
def test_an_open_quote_is_named_where_it_opens(lines, opened_in):
    """Not where a parser gave up, and not the end of the file."""
    faults = [row for row in rows(HEADER + "\n".join(lines) + "\n") if isinstance(row, Fault)]

    assert faults[0].where == f"members.csv:{opened_in}"
    assert faults[0].what == "a quote opens in this line and does not close"


def test_the_rows_behind_an_open_quote_are_read():
    """A quote that does not close costs one row, not the file."""
    many = "".join(f"m{n}@example.org,Member {n},x\n" for n in range(1000))
    fault, *members = rows(f'{HEADER}ana@example.org,"Ana,x\n{many}')

    assert fault.where == "members.csv:2"
    assert len(members) == 1000
    assert all(isinstance(row, MemberRow) for row in members)


def test_an_open_quote_does_not_take_the_memory_of_the_whole_file():
    """What is held while looking for the closing quote is bounded."""
    rest = b"m@example.org,a member with a long name and more,x\n" * 20_000
    source = io.BytesIO(HEADER.encode() + b'ana@example.org,"Ana,x\n' + rest)
    tracemalloc.start()

    notes = sum(1 for _ in open_member_file(source, path="members.csv"))

    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert notes == 20_001
    assert peak_bytes < 700_000


def test_a_quote_may_not_hold_more_than_a_line_may():
    """Two lines of 40,000 characters in one field are taken for a quote that does not close."""
    fault, *_ = rows(f'{HEADER}ana@example.org,Ana,"{"x" * 40_000}\n{"x" * 40_000}"\n')

    assert fault.where == "members.csv:2"


def test_a_file_of_nothing_but_open_quotes_ends():
    """Each would be looked for in the lines below, which takes long in a large file of rubbish."""
    text = HEADER + 'a",""",b\n' * 100_000

    with pytest.raises(MemberFileError, match="more than 100 lines have quotes that do not fit"):
        rows(text)
