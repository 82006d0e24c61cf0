"""The encoding of an address file: UTF-8 and UTF-16 are read, all else is refused and never guessed."""

import codecs
import io

import pytest

from newsletter.errors import MemberFileError
from newsletter.members import csv_lines
from newsletter.members.csv_import import MemberRow, open_member_file

KEILA = "Email;First name;Last name\r\njoel@example.org;Joël;Müller-Schultheiß\r\n"


class Drip:
    """A source that gives one byte at a time, as a pipe may."""

    def __init__(self, octets):
        self.octets = io.BytesIO(octets)

    def read(self, _size):
        """Return the next byte."""
        return self.octets.read(1)


def rows(octets):
    """Return what all rows of a file give."""
    return list(open_member_file(io.BytesIO(octets), path="members.csv"))


def refusal(source):
    """Return the one fault for which a file is refused."""
    with pytest.raises(MemberFileError) as refused:
        list(open_member_file(source, path="members.csv"))
    [fault] = refused.value.faults
    return fault


@pytest.mark.parametrize(
    "octets",
    [
        KEILA.encode(),
        codecs.BOM_UTF8 + KEILA.encode(),
        codecs.BOM_UTF16_LE + KEILA.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + KEILA.encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with its mark", "UTF-16LE", "UTF-16BE"],
)
def test_the_encodings_that_say_what_they_are(octets):
    """The same member is read from each, in whatever pieces the file comes."""
    [row] = rows(octets)

    assert row.member.name == "Joël Müller-Schultheiß"
    assert list(open_member_file(Drip(octets), path="members.csv")) == [row]


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_letters_on_the_border_of_two_chunks(shift, encoding):
    """Letters of one to four bytes, and line ends of two, come through wherever the file is cut."""
    header = f"email,notes{'x' * shift}\r\n"
    text = header + "".join(f"m{n}@example.org,é王𠮷𠮷𠮷𠮷𠮷𠮷𠮷\r\n" for n in range(10_000))

    found = rows(text.encode(encoding))

    assert [row.line for row in found] == list(range(2, 10_002))
    assert all(isinstance(row, MemberRow) for row in found)


FOREIGN = [
    # encoding     name                  the right reading and its place among the proposals
    ("cp1252", "Müller-Schultheiß", "windows-1252", 1),
    ("cp1252", "ÑANDÚ Íñigo", "windows-1252", 1),
    ("gb18030", "欧阳明", "GB18030", 1),
    ("gb18030", "張三丰 王芳", "GB18030", 1),
    ("cp932", "ヤマダ たろう", "Shift_JIS", 1),
    ("cp932", "佐藤 花子", "Shift_JIS", 1),
    ("cp950", "陳嘉欣", "Big5", 1),
    ("cp950", "林怡君 黃志偉", "Big5", 1),
    ("cp949", "김민준", "EUC-KR", 3),
    ("cp949", "이서연 남궁현", "EUC-KR", 2),
    ("cp1251", "Олена Коваленко", "windows-1251", 2),
    ("cp1256", "أحمد منصور", "windows-1256", 1),
    ("cp1250", "Łukasz Żółć", "windows-1250", 1),
]


@pytest.mark.parametrize(("encoding", "name", "reading", "place"), FOREIGN)
def test_an_encoding_that_is_not_declared_is_refused_with_proposals(encoding, name, reading, place):
    """The fault has the offset and the line, and the right reading is among the three that it shows."""
    before = b"email,name\nfirst@example.org,First\n"
    row = f"second@example.org,{name}\n".encode(encoding)

    fault = refusal(io.BytesIO(before + row + b"third@example.org,Third\n"))

    with pytest.raises(UnicodeDecodeError) as error:
        row.decode()
    assert fault.where == "members.csv:3"
    assert fault.what.startswith(f"the byte at offset {len(before) + error.value.start} (0x")
    assert "is not UTF-8" in fault.what
    proposals = fault.what.partition("the line reads ")[2].split(", as ")
    assert len(proposals) == 3
    assert proposals[place - 1].removeprefix("as ") == f"{reading} “second@example.org,{name}”"
    assert "UTF-8" in fault.remedy


def test_a_proposal_shows_the_place_in_a_long_line():
    """A person finds the letter, and is not shown ten pages."""
    fault = refusal(io.BytesIO(b"email,notes\na@example.org," + b"x" * 5_000 + b"\xfc" + b"y" * 5_000))

    assert f"“{'x' * 40}ü{'y' * 79}”" in fault.what


def test_a_proposal_shows_a_line_that_is_cut_by_a_chunk_whole():
    """The rest of the line is read for it."""
    start = b"email,name\n" + b"x@example.org,\n" * 4_366
    row = "second@example.org,Müller-Schultheiß von der Höhe".encode("cp1252")

    fault = refusal(io.BytesIO(start + row + b"\nlast@example.org,"))

    assert len(start) + 20 < 64 * 1024 < len(start + row)
    assert "as windows-1252 “second@example.org,Müller-Schultheiß von der Höhe”" in fault.what


def test_control_characters_of_a_reading_are_not_shown():
    """What is shown in a terminal cannot steer it."""
    fault = refusal(io.BytesIO(b"email,name\na@example.org,\x1b[31m\xfc\n"))

    assert "\x1b" not in fault.what


BROKEN = [
    # file                           where and what                                    why
    (b"email\na@example.org\x00\n", ":2: the byte at offset 19 is NUL", "NUL"),
    ("email\na@b.org\n".encode("utf-16-le"), ":1: the byte at offset 1 is NUL", "UTF-16 without its mark"),
    ("email\na@b.org\n".encode("utf-16-be"), ":1: the byte at offset 0 is NUL", "the other one"),
    ("email\na\0".encode("utf-16"), ":2: the byte at offset 16 is NUL", "NUL in UTF-16"),
    ("email\n\ud800a".encode("utf-16", "surrogatepass"), ":2: the byte at offset 14 (0x00) is", "half"),
    (b"\xff\xfee\x00\n", ":1: the byte at offset 4 (0x0a) is not UTF-16-LE", "half a unit"),
    (b"email\nana@example.org\xc3", ":2: the byte at offset 21 (0xc3) is not UTF-8", "half a letter"),
    (b"email\n\xed\xa0\x80", ":2: the byte at offset 6 (0xed) is not UTF-8", "a surrogate"),
    (b"email\n\xc0\xaf", ":2: the byte at offset 6 (0xc0) is not UTF-8", "an overlong form"),
    (codecs.BOM_UTF32_LE + "email".encode("utf-32-le"), ": the file is text in UTF-32", "UTF-32LE"),
    (codecs.BOM_UTF32_BE + "email".encode("utf-32-be"), ": the file is text in UTF-32", "UTF-32BE"),
    (b"PK\x03\x04\x14\x00", ": the file is a workbook", "xlsx, ods, zip"),
    (bytes.fromhex("d0cf11e0a1b11ae1"), ": the file is a workbook of an old Excel", "xls"),
    (b"\x1f\x8b\x08\x00", ": the file is compressed", "gzip"),
    (b"%PDF-1.7\n", ": the file is a PDF", "PDF"),
    (b"\x89PNG\r\n\x1a\n", ":1: the byte at offset 0 (0x89) is not UTF-8", "an image"),
    (b"email\r\x89", ":2: the byte at offset 6 (0x89) is not UTF-8", "behind an old line end"),
    (b"\xff" * 10, ":1: the byte at offset 0 (0xff) is not UTF-8", "rubbish"),
    (b"\x81\x8d", ":1: the byte at offset 0 (0x81) is not UTF-8", "what few encodings have"),
]  # fmt: skip


@pytest.mark.parametrize(("octets", "says"), [row[:2] for row in BROKEN], ids=[row[2] for row in BROKEN])
def test_a_broken_file_is_refused_with_its_place(octets, says):
    """The offset counts from the first byte of the file; the remedy is to save it as UTF-8."""
    fault = refusal(Drip(octets))

    assert str(fault).startswith(f"members.csv{says}")
    assert "Save the file as UTF-8" in fault.remedy


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    """Whatever does not end is not read to its end."""
    monkeypatch.setattr(csv_lines, "MAX_FILE_BYTES", 100_000)

    fault = refusal(io.BytesIO(b"email\n" + b"a@example.org\n" * 10_000))

    assert fault.what.startswith("the file is larger than")
