"""Compiled catalogues: the MO files that a revision carries, written and read.

    Catalogue ──▶ compile_catalogue() ──▶ bytes ──▶ read_compiled_catalogue() ──▶ CompiledCatalogue

Written are translations that readers may see, and nothing else; the same catalogue always gives the
same bytes. Read is only what is whole: every offset, order, hash and letter is looked at before a word
is used, in bulk, because a page waits for it; a message is taken apart when somebody asks for it.

Source: GNU gettext manual, "The Format of GNU MO Files".
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add, lt

from newsletter.po.catalogue import Catalogue, header_field, header_fields
from newsletter.po.charset import charset_named
from newsletter.po.escapes import excerpt
from newsletter.po.faults import PoError, PoFault
from newsletter.po.parser import CatalogueEntry, EntryKey
from newsletter.po.plural_forms import PluralForms, parse_plural_forms

_MAGIC = 0x950412DE
_HEAD = 28  # seven 32-bit words
_CONTEXT_END = "\x04"
_REMEDY = "Compile the catalogue again, or publish the edition again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledCatalogue:
    """The translations of one MO file. Make one with `read_compiled_catalogue`."""

    header: Mapping[str, str]
    plural_forms: PluralForms | None
    """The catalogue's own rule; None where it counts nothing."""
    translations: Mapping[EntryKey, tuple[str, ...]]
    """By context (None where there is none) and text; several where the message has a plural."""

    def translation(self, context: str | None, text: str) -> str | None:
        """Return a message's translation (for one, where it counts), or None where there is none.

        An empty context is no context, and an empty text has no translation.
        """
        forms = self.translations.get((context or None, text)) if text else None
        if forms is None:
            return None
        return forms[self.plural_forms.index(1)] if self.plural_forms and len(forms) > 1 else forms[0]

    def plural(self, context: str | None, text: str, n: int) -> str | None:
        """Return the translation for a number of things, or None where there is none."""
        forms = self.translations.get((context or None, text)) if text else None
        if forms is None or self.plural_forms is None or len(forms) != self.plural_forms.count:
            return None
        return forms[self.plural_forms.index(n)]


def compile_catalogue(catalogue: Catalogue) -> bytes:
    """Return the MO file of a catalogue: what is translated and confirmed, in UTF-8."""
    pairs = {b"": _header(catalogue).encode()}
    pairs |= {
        _source(entry): "\0".join(entry.translations).encode()
        for entry in catalogue.entries
        if entry.is_translated
    }
    sources = sorted(pairs)  # the format asks for the order of the bytes
    return _packed_file(sources, [pairs[source] for source in sources])


def read_compiled_catalogue(data: bytes, *, path: str) -> CompiledCatalogue:
    """Return the catalogue that an MO file of either byte order holds.

    Raises:
        PoError: the file is cut off, damaged, or of a newer revision of the format.
    """
    try:
        sources, translations = _unpacked_texts(data)
        header, codec = _header_and_codec(sources, translations)
        forms = _plural_forms(header)
        _require_letters(sources, codec)
        _require_letters(translations, codec)
        by_source = _translations_by_source(
            sources, translations, codec, form_count=forms.count if forms else 0
        )
    except ValueError as error:
        what = f"the compiled catalogue is no good: {error}"
        raise PoError([PoFault(path, None, what, _REMEDY)]) from error
    return CompiledCatalogue(header=header, plural_forms=forms, translations=_Translations(by_source, codec))


def _plural_forms(header: Mapping[str, str]) -> PluralForms | None:
    field = header_field(header, "Plural-Forms")
    return parse_plural_forms(field) if field else None


def _header(catalogue: Catalogue) -> str:
    header = {name: value for name, value in catalogue.header.items() if name.lower() != "content-type"}
    header["Content-Type"] = "text/plain; charset=UTF-8"
    return "".join(f"{name}: {value}\n" for name, value in header.items())


def _source(entry: CatalogueEntry) -> bytes:
    context = "" if entry.context is None else entry.context + _CONTEXT_END
    plural = "" if entry.plural is None else "\0" + entry.plural
    return f"{context}{entry.text}{plural}".encode()


def _packed_file(sources: Sequence[bytes], translations: Sequence[bytes]) -> bytes:
    """Return an MO file without a hash table, which is optional."""
    count = len(sources)
    tables: list[int] = []
    at = _HEAD + 16 * count
    for text in (*sources, *translations):
        tables += (len(text), at)
        at += len(text) + 1
    words = (_MAGIC, 0, count, _HEAD, _HEAD + 8 * count, 0, _HEAD + 16 * count, *tables)
    return struct.pack(f"<{len(words)}I", *words) + b"".join(
        text + b"\0" for text in (*sources, *translations)
    )


def _unpacked_texts(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the source texts and translations of an MO file, as bytes."""
    if len(data) < _HEAD:
        raise ValueError(f"it has {len(data)} bytes, fewer than its head")
    order = {_MAGIC: "<", int.from_bytes(_MAGIC.to_bytes(4, "little"), "big"): ">"}.get(_word(data, 0, "<"))
    if order is None:
        raise ValueError("it does not begin with the mark of an MO file")
    revision, count, source_table, translation_table, hash_size, hash_table = struct.unpack_from(
        f"{order}6I", data, 4
    )
    if revision & 0xFFFF or revision >> 16 > 1:
        raise ValueError(f"it is of revision {revision >> 16}.{revision & 0xFFFF}, and 0.0 and 1.0 are known")
    sources = _texts(data, order, source_table, count)
    if not all(map(lt, sources, sources[1:])):
        raise ValueError("its source texts are not in order")
    _check_hashes(data, order, hash_table, hash_size, count)
    return sources, _texts(data, order, translation_table, count)


def _word(data: bytes, at: int, order: str) -> int:
    word: int = struct.unpack_from(f"{order}I", data, at)[0]
    return word


def _texts(data: bytes, order: str, table: int, count: int) -> list[bytes]:
    if table + 8 * count > len(data):
        raise ValueError(f"it is cut off within a table of {count} texts")
    numbers = struct.unpack_from(f"{order}{2 * count}I", data, table)
    lengths, starts = numbers[::2], numbers[1::2]
    if sum(lengths) > len(data):
        raise ValueError("its texts are longer than the file")
    ends = list(map(add, starts, lengths))
    if not _are_ends(data, ends):
        at = next(at for at, end in zip(starts, ends, strict=True) if not _are_ends(data, [end]))
        raise ValueError(f"the text at offset {at} does not end where it should")
    return [data[at:end] for at, end in zip(starts, ends, strict=True)]


def _are_ends(data: bytes, places: Sequence[int]) -> bool:
    """Tell whether a NUL stands at each of these places."""
    try:
        return not any(map(data.__getitem__, places))
    except IndexError:
        return False


def _check_hashes(data: bytes, order: str, table: int, size: int, count: int) -> None:
    """Refuse a hash table that does not hold every text once: C programs would miss some."""
    if size == 0:
        return
    if table + 4 * size > len(data):
        raise ValueError("it is cut off within its hash table")
    numbers = struct.unpack_from(f"{order}{size}I", data, table)
    if sorted(number for number in numbers if number) != list(range(1, count + 1)):
        raise ValueError("its hash table is damaged")


def _header_and_codec(sources: Sequence[bytes], translations: Sequence[bytes]) -> tuple[dict[str, str], str]:
    if not sources or sources[0]:  # in the order of the bytes, the empty text is the first
        raise ValueError("it has no header")
    header = translations[0]
    content_type = header_field(header_fields(header.decode("latin-1")), "Content-Type")
    codec = charset_named(content_type.rpartition("charset=")[2].strip())
    if codec is None:
        raise ValueError("its header declares no charset that is known")
    return header_fields(header.decode(codec)), codec


def _require_letters(texts: Sequence[bytes], codec: str) -> None:
    """Raise ValueError unless every text is one in this charset; UTF-8 is looked at all at once."""
    if codec == "utf-8":
        b"\0".join(texts).decode()
    else:
        for text in texts:
            text.decode(codec)


def _translations_by_source(
    sources: Sequence[bytes], translations: Sequence[bytes], codec: str, *, form_count: int
) -> dict[bytes, bytes]:
    """Return the translations of every context and singular but the header's, as they stand in the file.

    Raises:
        ValueError: a message has more or fewer translations than its plural asks for.
    """
    by_source = dict(zip(sources, translations, strict=True))
    for source, translation in zip(sources, translations, strict=True):
        if 0 in source or 0 in translation:  # memchr, four times as fast as asking for b"\0"
            singular, is_plural, _ = source.partition(b"\0")
            forms = translation.split(b"\0")
            if len(forms) != (form_count if is_plural else 1):
                shown = excerpt(singular.decode(codec).rpartition(_CONTEXT_END)[2])
                raise ValueError(f"{shown!r} has {len(forms)} translations, which its plural does not allow")
            del by_source[source]
            if all(forms):
                by_source[singular] = translation
    by_source.pop(b"", None)
    return by_source


class _Translations(Mapping[EntryKey, tuple[str, ...]]):
    """Every message but those of which a form is missing, decoded and taken apart at the look."""

    __slots__ = ("_by_source", "_codec")

    def __init__(self, by_source: Mapping[bytes, bytes], codec: str) -> None:
        self._by_source = by_source
        self._codec = codec

    def __getitem__(self, key: EntryKey) -> tuple[str, ...]:
        context, text = key
        source = text if context is None else f"{context}{_CONTEXT_END}{text}"
        stored = None if _CONTEXT_END in text else self._stored_translation(source)
        if not stored:
            raise KeyError(key)
        return tuple(stored.decode(self._codec).split("\0"))

    def _stored_translation(self, source: str) -> bytes | None:
        """Return what stands in the file for a source; what its charset cannot say is not in it."""
        try:
            return self._by_source.get(source.encode(self._codec))
        except UnicodeEncodeError:
            return None

    def __iter__(self) -> Iterator[EntryKey]:
        for source, translation in self._by_source.items():
            if translation:
                context, separator, text = source.decode(self._codec).rpartition(_CONTEXT_END)
                yield (context if separator else None, text)

    def __len__(self) -> int:
        return sum(1 for _ in self)
