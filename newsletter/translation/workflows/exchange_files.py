"""What a translator's tool gave back, read: which catalogue of which locale each part of it is for.

FILE ──▶ returned_files() ──▶ [(Locale, ReturnedFile)] ──▶ exchange.py
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from newsletter.errors import Fault, Place, SourceError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.po.catalogue import HEADER_KEY, header_field, header_fields
from newsletter.po.charset import decoded_text
from newsletter.po.parser import scan
from newsletter.translation.xliff.apply import returned_file_of
from newsletter.translation.xliff.reader import domain_and_folder, read_xliff
from newsletter.translation.xliff.units import ReturnedFile
from newsletter.translation.xliff.zip_bundle import FileBundle, read_bundle

_SAY_IT = "Name the language with --locale"
_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
# Made from the catalogues or for them: they hold no translation that a catalogue does not hold.
_DERIVED = (".pot", ".mo")


def returned_files(
    folder: NewsroomFolder, file: Path, *, locale: Locale | None
) -> list[tuple[Locale, ReturnedFile]]:
    """Return what a file says about each catalogue, with the locale of the newsroom that it is for.

    Raises:
        NotFoundError: there is no such file.
        TranslationError: with everything that is wrong with it.
    """
    bundle = read_bundle(file)
    known = sorted({locale for locale, _ in folder.catalogue_names()} | set(folder.newsroom().languages))
    reader = _BundleReader(known, locale)
    files = list(reader.bundle(bundle))
    if not files and not reader.faults:
        remedy = "Send a file that `newsletter catalogue export` has written, or PO files"
        reader.faults.append(Fault(bundle.name, None, "there are no translations in it", remedy))
    if reader.faults:
        raise TranslationError(reader.faults)
    return files


class _BundleReader:
    """Reads one bundle and collects what is wrong with it."""

    def __init__(self, known: list[Locale], asked: Locale | None) -> None:
        self._known_locales = known
        self._asked_locale = asked
        self.faults: list[Fault] = []

    def bundle(self, bundle: FileBundle) -> Iterator[tuple[Locale, ReturnedFile]]:
        """Yield what can be read, with its locale."""
        seen: dict[tuple[Locale, str], str] = {}
        for name, content in bundle.files.items():
            path = f"{bundle.name}:{name}" if bundle.is_zip else name
            for returned_file in self._files(name, content, path=path, is_zipped=bundle.is_zip):
                locale = self._locale(returned_file)
                if locale is not None and self._is_only(seen, (locale, returned_file.domain), path):
                    yield locale, returned_file

    def _files(self, name: str, content: bytes, *, path: str, is_zipped: bool) -> list[ReturnedFile]:
        suffix = PurePosixPath(name).suffix.lower()
        if is_zipped and suffix in _DERIVED:
            return []
        try:
            if suffix == ".po":
                return self._catalogue_files(name, content, path=path)
            if is_zipped and suffix not in _XLIFF:
                fault = Fault(path, None, "this is no PO file, and no XLIFF", "Remove it from the zip")
                raise TranslationError([fault])
            return read_xliff(content, path=path)
        except SourceError as error:
            self.faults += error.faults
            return []

    def _catalogue_files(self, name: str, content: bytes, *, path: str) -> list[ReturnedFile]:
        """Return a PO file, read as strictly as the newsroom's own."""
        domain, above = domain_and_folder(name)
        declared = _declared_language(content, path)
        wanted = self._asked_locale or self._first_known_locale(
            above, declared, *reversed(PurePosixPath(name).parts[:-1])
        )
        if wanted is None:
            what = "neither its path nor its header says which of the newsroom's languages it is in"
            raise TranslationError([Fault(path, None, what, _SAY_IT)])
        declared_locale = Locale.try_parse(declared)
        if declared_locale and not declared_locale.agrees_with(wanted):
            raise TranslationError(
                [_language_fault(Place(path), "the header's Language", declared_locale, wanted)]
            )
        catalogue = read_catalogue_file(content, path=path, locale=wanted)
        return [
            returned_file_of(catalogue, where=Place(path), domain=domain, folder=above, language=str(wanted))
        ]

    def _first_known_locale(self, *names: str) -> Locale | None:
        locales = (self._newsroom_locale(locale) for name in names if (locale := Locale.try_parse(name)))
        return next((locale for locale in locales if locale), None)

    def _locale(self, file: ReturnedFile) -> Locale | None:
        """Return the newsroom's locale that a file is for; note why where there is none."""
        locales_by_origin = {"--locale": self._asked_locale}
        for name, text in (("the file's language", file.language), ("the file's folder", file.folder)):
            locales_by_origin[name] = Locale.try_parse(text)
            if text and locales_by_origin[name] is None:
                self.faults.append(Fault(*file.where, f"{name} {text!r} is no language tag", _SAY_IT))
                return None
        stated = [(name, locale) for name, locale in locales_by_origin.items() if locale]
        if not stated:
            self.faults.append(Fault(*file.where, "the file does not say its target language", _SAY_IT))
            return None
        return self._agreed_locale(file, stated)

    def _agreed_locale(self, file: ReturnedFile, stated: list[tuple[str, Locale]]) -> Locale | None:
        first = stated[0][1]
        for name, locale in stated[1:]:
            if not locale.agrees_with(first):
                self.faults.append(_language_fault(file.where, name, locale, first))
                return None
        # The folder, which we wrote, is the most exact; tools add territories to languages.
        newsroom_locale = next(
            (
                known
                for _, stated_locale in reversed(stated)
                if (known := self._newsroom_locale(stated_locale))
            ),
            None,
        )
        if newsroom_locale is None:
            what = f"{first} is no language of this newsroom"
            remedy = f"Add it to languages in newsroom.toml, or import one of: {_names(self._known_locales)}"
            self.faults.append(Fault(*file.where, what, remedy))
        return newsroom_locale

    def _newsroom_locale(self, locale: Locale) -> Locale | None:
        """Return the newsroom's locale that a tag means: itself, or the only one that agrees with it."""
        if locale in self._known_locales:
            return locale
        candidates = [known for known in self._known_locales if known.agrees_with(locale)]
        return candidates[0] if len(candidates) == 1 else None

    def _is_only(self, seen: dict[tuple[Locale, str], str], key: tuple[Locale, str], path: str) -> bool:
        """Tell whether no other file of a zip is for the same catalogue; note it where one is."""
        other = seen.setdefault(key, path)
        if other == path:
            return True
        what = f"{other} is for the same catalogue, {key[1]} in {key[0]}"
        self.faults.append(Fault(path, None, what, "Keep one of the two"))
        return False


def _declared_language(content: bytes, path: str) -> str:
    """Return the Language of a PO file's header, "" where there is none; faults are told by reading it."""
    entries = scan(decoded_text(content, path=path).text, path=path).entries
    header = next((entry for entry in entries if entry.key == HEADER_KEY), None)
    return header_field(header_fields(header.translations[0]), "Language") if header else ""


def _language_fault(where: Place, name: str, actual: Locale, wanted: Locale) -> Fault:
    remedy = f"Name the right language with --locale, or import the file that is for {wanted}"
    return Fault(*where, f"{name} is {actual}, where {wanted} is expected", remedy)


def _names(locales: list[Locale]) -> str:
    return ", ".join(map(str, locales))
