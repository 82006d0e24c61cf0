"""Bundles: one file, or a zip of files, that goes to a translator and comes back.

    {name: bytes} ──▶ zip_bytes() ──▶ write_bundle() ──▶ FILE
    FILE ──▶ read_bundle() ──▶ FileBundle

What comes back is from outside. Sizes, numbers and ratios are bounded, and no name in a zip is ever
used as a path on this machine.

Sources: PKWARE APPNOTE 6.3.10, §4.4.4 (flags), §4.4.17 (file names), appendix D (UTF-8); OWASP, "Zip
Slip", "Decompression bombs".
"""

import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from newsletter.errors import Fault, NotFoundError, TranslationError

MOST_BYTES = 64 * 1024 * 1024
"""Of a file, packed, and of all files in a zip together, unpacked."""
MOST_FILES = 5000
# Deflate makes catalogues 3 to 20 times smaller, and a bomb up to 1032 times.
MOST_RATIO = 100
_RATIO_COUNTS_FROM_BYTES = 1024 * 1024
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
_MARK = b"PK"
# The earliest time that a zip can tell: the same content makes the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, (stat.S_IFREG | 0o644) << 16
# What archivers and file managers add.
_LITTER = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])
_PACK_AGAIN = "Pack the files again, as an ordinary zip"


@dataclass(frozen=True, slots=True)
class FileBundle:
    """What a file holds. `files`: by name, in the order of the zip; of a single file just that one."""

    name: str
    is_zip: bool
    files: Mapping[str, bytes]


def write_bundle(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all.

    Raises:
        NotFoundError: its folder does not exist, or the path is a folder.
    """
    if not path.parent.is_dir() or path.is_dir():
        raise NotFoundError(f"{path} cannot be written: name a file in a folder that exists")
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by their names; the same files always give the same bytes.

    They are stored as they are: what deflate makes of them differs between versions of zlib.
    """
    octets = BytesIO()
    with ZipFile(octets, "w", ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(name, _NO_TIME)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, content)
    return octets.getvalue()


def read_bundle(path: Path) -> FileBundle:
    """Return what a file holds, whether it is a zip or not.

    Raises:
        NotFoundError: there is no such file.
        TranslationError: it is too large, or a zip that cannot be trusted.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}. Name one that a translator has sent back")
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        what = f"the file has more than {MOST_BYTES} bytes"
        raise TranslationError([Fault(path.name, None, what, "Split it into several files")])
    if content.startswith(_MARK):
        return FileBundle(path.name, is_zip=True, files=_unzipped_files(content, path.name))
    return FileBundle(path.name, is_zip=False, files={path.name: content})


def _unzipped_files(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_litter(entry)]
            faults = list(_faults(entries, name))
            if faults:
                raise TranslationError(faults)
            # A bomb lies about its size: zipfile unpacks no more than was declared, and tests the checksum.
            return {entry.filename: archive.read(entry) for entry in entries}
    # zipfile's own words for damage, and those of what it unpacks with.
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise TranslationError([Fault(name, None, f"the zip is damaged: {error}", _PACK_AGAIN)]) from error


def _faults(entries: list[ZipInfo], name: str) -> Iterator[Fault]:
    """Yield what is wrong with a zip, before anything of it is unpacked."""
    if len(entries) > MOST_FILES:
        yield Fault(
            name, None, f"the zip has {len(entries)} files, where {MOST_FILES} are possible", _PACK_AGAIN
        )
        return
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Fault(name, None, f"the files in the zip have more than {MOST_BYTES} bytes", "Split the zip")
    seen: set[str] = set()
    for entry in entries:
        what = _fault_of(entry) or ("the zip has two files of this name" if entry.filename in seen else "")
        seen.add(entry.filename)
        if what:
            yield Fault(f"{name}:{entry.filename!a}"[:200], None, what, _PACK_AGAIN)


def _fault_of(entry: ZipInfo) -> str:
    """Return what is wrong with one file of a zip, "" if nothing is."""
    ratio = entry.file_size // max(entry.compress_size, 1)
    checks = (
        (entry.flag_bits & _ENCRYPTED, "the file is encrypted"),
        (_has_other_charset(entry), "the file's name is not in UTF-8"),
        (_leads_out(entry.orig_filename), "the file's name leads out of the zip"),
        (stat.S_ISLNK(entry.external_attr >> 16), "the file is a link"),
        (entry.compress_type not in _METHODS, "the file is packed in another way than deflate"),
        (
            entry.file_size > _RATIO_COUNTS_FROM_BYTES and ratio > MOST_RATIO,
            f"the file grows to {ratio} times its size",
        ),
    )
    return next((what for is_so, what in checks if is_so), "")


def _has_other_charset(entry: ZipInfo) -> bool:
    return not entry.orig_filename.isascii() and not entry.flag_bits & _NAME_IS_UTF8


def _leads_out(name: str) -> bool:
    """Tell whether a name is no plain path below the zip, on any system."""
    windows = PureWindowsPath(name)
    return (
        not name
        or "\0" in name
        or PurePosixPath(name).is_absolute()
        or bool(windows.anchor)
        or ".." in windows.parts
    )


def _is_litter(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return entry.is_dir() or path.name in _LITTER or path.parts[:1] == ("__MACOSX",)
