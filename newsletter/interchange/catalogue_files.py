"""Catalogues, read for the newsroom: what the gettext library refuses becomes faults for a translator.

    bytes ──▶ read_catalogue_file() ──▶ Catalogue
    bytes ──▶ read_compiled_file() ──▶ CompiledCatalogue

The one place that turns `PoError` into `TranslationError`, and that holds a header's Language against the
locale of the folder that the file is in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import Catalogue, read_catalogue
from newsletter.po.faults import PoError
from newsletter.po.mo import CompiledCatalogue, read_compiled_catalogue


def read_catalogue_file(content: bytes, *, path: str, locale: Locale) -> Catalogue:
    """Return the catalogue that a PO file holds.

    Args:
        content: the file, in the charset that its header declares.
        path: below the newsroom; faults point to it.
        locale: of the folder that the file is in.

    Raises:
        TranslationError: with everything that is wrong with the file.
    """

    def check_language(declared: str) -> tuple[str, str] | None:
        return _wrong_language(declared, locale)

    with _told_to_translators():
        return read_catalogue(content, path=path, language=str(locale), check_language=check_language)


def read_compiled_file(content: bytes, *, path: str) -> CompiledCatalogue:
    """Return the catalogue that an MO file holds.

    Raises:
        TranslationError: the file is cut off, damaged, or of a newer revision of the format.
    """
    with _told_to_translators():
        return read_compiled_catalogue(content, path=path)


@contextmanager
def _told_to_translators() -> Iterator[None]:
    try:
        yield
    except PoError as error:
        raise TranslationError(
            Fault(fault.path, fault.line, fault.what, fault.remedy) for fault in error.faults
        ) from error


def _wrong_language(declared: str, locale: Locale) -> tuple[str, str] | None:
    """Return (what, remedy) where a header's Language is another one than the folder's."""
    try:
        language = Locale.parse(declared)
    except ValueError as error:
        return f"the header's Language is wrong: {error}", f"Write Language: {locale.gettext_name}"
    if language.agrees_with(locale):
        return None
    return (
        f"the header says Language: {declared}, but the file is in the folder of {locale.gettext_name}",
        "Move the file to the folder of its language, or correct the header",
    )
