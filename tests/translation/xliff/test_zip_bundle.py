"""Bundles from outside: a zip is unpacked within bounds, and leads nowhere."""

import stat
import struct
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import NotFoundError, TranslationError
from newsletter.translation.xliff.zip_bundle import (
    MOST_BYTES,
    MOST_FILES,
    FileBundle,
    read_bundle,
    write_bundle,
    zip_bytes,
)

PO = b'msgid ""\n'


def given_zip(tmp_path, files, **options):
    """Write a zip of (name, content), and return its path."""
    octets = BytesIO()
    with ZipFile(octets, "w", **options) as made:
        for name, content in files:
            made.writestr(name, content)
    return given_file(tmp_path, octets.getvalue())


def given_file(tmp_path, octets):
    """Write a file, and return its path."""
    path = tmp_path / "back.zip"
    path.write_bytes(octets)
    return path


def refused(path):
    """Read what must be refused, and return the first fault."""
    with pytest.raises(TranslationError) as caught:
        read_bundle(path)
    return caught.value.faults[0]


class TestWriting:
    """What goes out is the same whenever the same is in it."""

    def test_the_same_files_make_the_same_bytes(self, tmp_path):
        """Order and time leave no trace."""
        files = {"b/x.po": PO, "a/ü.po": b"2"}

        octets = zip_bytes(files)

        assert octets == zip_bytes(dict(reversed(files.items())))
        assert dict(read_bundle(given_file(tmp_path, octets)).files) == files

    @given(st.dictionaries(st.text(st.characters(categories=["L"]), min_size=1), st.binary()))
    def test_every_name_and_content_comes_back(self, tmp_path_factory, files):
        """In any script."""
        path = given_file(tmp_path_factory.mktemp("zip"), zip_bytes(files))

        assert dict(read_bundle(path).files) == files

    def test_a_file_is_written_whole(self, tmp_path):
        """And leaves nothing beside it."""
        write_bundle(tmp_path / "out.xlf", b"<xliff/>")

        assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("out.xlf", b"<xliff/>")]

    @pytest.mark.parametrize("name", ["", "missing/out.xlf"])
    def test_a_place_that_is_no_file_is_refused(self, tmp_path, name):
        """A folder, or a file in none."""
        with pytest.raises(NotFoundError, match="cannot be written"):
            write_bundle(tmp_path / name, b"")


class TestReading:
    """What comes back is a file, or a zip of files."""

    def test_a_single_file(self, tmp_path):
        """Its content is for the readers to judge."""
        (tmp_path / "fr.xlf").write_bytes(b"<x/>")

        assert read_bundle(tmp_path / "fr.xlf") == FileBundle(
            "fr.xlf", is_zip=False, files={"fr.xlf": b"<x/>"}
        )

    def test_what_archivers_add_is_left_out(self, tmp_path):
        """Folders and the notes of file managers."""
        files = [("a/", b""), ("__MACOSX/a/._x.po", b"?"), ("a/.DS_Store", b"?"), ("a/x.po", PO)]

        assert dict(read_bundle(given_zip(tmp_path, files)).files) == {"a/x.po": PO}

    def test_there_is_no_such_file(self, tmp_path):
        """The text says which."""
        with pytest.raises(NotFoundError, match="There is no file"):
            read_bundle(tmp_path / "back.zip")

    def test_a_huge_file(self, tmp_path):
        """It is not read to its end."""
        with (tmp_path / "back.zip").open("wb") as file:
            file.truncate(MOST_BYTES + 1)

        assert "more than" in refused(tmp_path / "back.zip").what


NAMES = [
    "../x.po",
    "a/../../x.po",
    "/etc/x.po",
    "a\\..\\..\\x.po",
    "C:\\x.po",
    "C:x.po",
    "\\\\host\\share\\x.po",
]


class TestHostileZips:
    """Nothing of them is used."""

    @pytest.mark.parametrize("name", NAMES)
    def test_a_name_that_leads_out(self, tmp_path, name):
        """On any system, though no name is ever used as a path."""
        assert "leads out" in refused(given_zip(tmp_path, [(name, PO)])).what

    def test_a_name_with_nul(self, tmp_path):
        """Readers disagree about where such a name ends."""
        octets = zip_bytes({"axb.po": PO}).replace(b"axb.po", b"a\0b.po")

        assert "leads out" in refused(given_file(tmp_path, octets)).what

    def test_a_name_that_is_not_utf_8(self, tmp_path):
        """It says nothing certain about which catalogue is meant."""
        octets = zip_bytes({"axb.po": PO}).replace(b"axb.po", b"a\xe9b.po")

        assert "not in UTF-8" in refused(given_file(tmp_path, octets)).what

    def test_a_name_that_only_says_it_is_utf_8(self, tmp_path):
        """A flag is a claim."""
        octets = zip_bytes({"aé.po": PO}).replace("é".encode(), b"\xe9\xe9")

        assert "damaged" in refused(given_file(tmp_path, octets)).what

    def test_a_link(self, tmp_path):
        """Its content would be a path."""
        entry = ZipInfo("x.po")
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16

        assert "a link" in refused(given_zip(tmp_path, [(entry, "/etc/hostname")])).what

    def test_an_encrypted_file(self, tmp_path):
        """Nobody is asked for a password."""
        octets = bytearray(zip_bytes({"x.po": PO}))
        at = octets.index(b"PK\x01\x02")
        octets[at + 8 : at + 10] = struct.pack("<H", 1)

        assert "encrypted" in refused(given_file(tmp_path, bytes(octets))).what

    def test_another_way_of_packing(self, tmp_path):
        """Everybody reads deflate."""
        assert "deflate" in refused(given_zip(tmp_path, [("x.po", PO)], compression=ZIP_BZIP2)).what

    def test_a_bomb(self, tmp_path):
        """Two megabytes of nothing in two kilobytes."""
        path = given_zip(tmp_path, [("x.po", bytes(2_000_000))], compression=ZIP_DEFLATED)

        assert "times its size" in refused(path).what

    def test_a_bomb_that_lies_about_its_size(self, tmp_path):
        """No more is unpacked than was declared."""
        path = given_zip(tmp_path, [("x.po", bytes(2_000_000))], compression=ZIP_DEFLATED)
        octets = path.read_bytes().replace(struct.pack("<I", 2_000_000), struct.pack("<I", 10))

        assert "damaged" in refused(given_file(tmp_path, octets)).what

    def test_too_many_bytes_together(self, tmp_path):
        """However they are spread."""
        octets = zip_bytes({"a.po": PO, "b.po": PO})
        at = octets.index(b"PK\x01\x02") + 24  # "uncompressed size" in the central directory
        octets = octets[:at] + struct.pack("<I", MOST_BYTES) + octets[at + 4 :]

        assert "more than" in refused(given_file(tmp_path, octets)).what

    def test_too_many_files(self, tmp_path):
        """No newsroom has as many catalogues in a language."""
        assert "files" in refused(given_zip(tmp_path, [(f"{n}", b"") for n in range(MOST_FILES + 1)])).what

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_two_files_of_one_name(self, tmp_path):
        """Readers disagree about which of them counts."""
        assert "two files" in refused(given_zip(tmp_path, [("x.po", PO), ("x.po", b"2")])).what

    @pytest.mark.parametrize("octets", [b"PK", b"PK\x03\x04 rubbish", zip_bytes({"x.po": PO})[:-5]])
    def test_damage(self, tmp_path, octets):
        """What is cut off or made up is no zip."""
        assert "damaged" in refused(given_file(tmp_path, octets)).what

    def test_a_file_whose_content_is_damaged(self, tmp_path):
        """Its checksum says so."""
        octets = zip_bytes({"x.po": PO}).replace(PO, PO[::-1])

        assert "damaged" in refused(given_file(tmp_path, octets)).what
