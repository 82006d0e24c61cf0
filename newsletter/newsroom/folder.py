"""A newsroom on disk: the only place that knows where its files lie.

    newsroom.toml   glossary.csv (optional)   articles/<slug>.md   editions/<slug>.md   images/…
    locales/<locale>/LC_MESSAGES/<domain>.po   locales/<domain>.pot   templates/… (own ones, optional)

Read and parse; no rule lives here. All paths that leave this module are below the newsroom.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsletter.errors import (
    ArticleError,
    Fault,
    FileAccessError,
    NotFoundError,
    Place,
    SourceError,
    TemplateError,
    TranslationError,
)
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.interchange.utf8 import decode_source
from newsletter.newsroom.article import Article, parse_article
from newsletter.newsroom.catalogue_shelf import CatalogueShelf
from newsletter.newsroom.edition import Edition, parse_edition
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.newsroom.glossary_csv import read_glossary
from newsletter.newsroom.manuscript import (
    INTERFACE_DOMAIN,
    Manuscript,
    article_domain,
    edition_domain,
    manuscript_of,
)
from newsletter.newsroom.own_file import MEGABYTE, UnusableFileError, read_own_file
from newsletter.newsroom.pictures import IMAGE_TYPES, MOST_PICTURE_BYTES, picture_fault
from newsletter.newsroom.settings import Newsroom, parse_newsroom
from newsletter.po.catalogue import Catalogue
from newsletter.resources import built_in_templates, shipped_path, template_names_below

SETTINGS_FILE = "newsroom.toml"
KEPT_RESULTS_FOLDER = "var/kept"
"""Results that can be made again; may be deleted at any time."""
MOST_KEPT_RESULTS = 120
_MOST_TEXT_BYTES = 5 * MEGABYTE
_MOST_CATALOGUE_BYTES = 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the newsroom. `suffix` begins with a dot."""

    path: str
    suffix: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class NewsroomFolder:
    """One newsroom on disk."""

    root: Path

    def newsroom(self) -> Newsroom:
        """Return the settings."""
        return parse_newsroom(self._text(SETTINGS_FILE), path=SETTINGS_FILE)

    def article_slugs(self) -> list[str]:
        """Return the slugs of all articles."""
        return self._slugs("articles")

    def edition_slugs(self) -> list[str]:
        """Return the slugs of all editions."""
        return self._slugs("editions")

    def article(self, slug: str) -> Article:
        """Return one article."""
        path = f"articles/{slug}.md"
        return parse_article(self._text(path), slug=slug, path=path)

    def edition(self, slug: str) -> Edition:
        """Return one edition.

        Raises:
            NotFoundError: there is none of this name.
        """
        known = self.edition_slugs()
        if slug not in known:
            raise NotFoundError(
                f"There is no edition {slug!r} in {self.root}. Known: {', '.join(known) or 'none'}. "
                f"Write editions/{slug}.md, or name one of these"
            )
        path = f"editions/{slug}.md"
        return parse_edition(self._text(path), slug=slug, path=path)

    def text(self, domain: str) -> Article | Edition | None:
        """Return the article or the edition of a domain; None for the interface, and for what is gone."""
        slug = domain.partition("-")[2]
        if domain == article_domain(slug) and slug in self.article_slugs():
            return self.article(slug)
        if domain == edition_domain(slug) and slug in self.edition_slugs():
            return self.edition(slug)
        return None

    def manuscript(self, slug: str) -> Manuscript:
        """Return an edition with its articles.

        Raises:
            ArticleError: with the faults of all files that it is made of.
        """
        newsroom, edition = self.newsroom(), self.edition(slug)
        known = set(self.article_slugs())
        articles: dict[str, Article] = {}
        faults: list[Fault] = []
        for article_slug in edition.articles:
            try:
                if article_slug in known:
                    articles[article_slug] = self.article(article_slug)
            except ArticleError as error:
                faults += error.faults
        if faults:
            raise ArticleError(faults)
        return manuscript_of(newsroom, edition, articles)

    def shelf(self, names: Iterable[tuple[Locale, str]]) -> CatalogueShelf:
        """Return the catalogues that there are of these (locale, domain), each read once."""
        catalogues: dict[Locale, dict[str, Catalogue]] = {}
        faults: dict[tuple[Locale, str], tuple[Fault, ...]] = {}
        for locale, domain in names:
            of_locale = catalogues.setdefault(locale, {})
            try:
                catalogue = self.catalogue(locale, domain)
            except TranslationError as error:
                faults[locale, domain] = error.faults
            else:
                of_locale |= {domain: catalogue} if catalogue else {}
        return CatalogueShelf(catalogues=catalogues, faults=faults)

    def catalogue(self, locale: Locale, domain: str) -> Catalogue | None:
        """Return one catalogue, None where there is no file."""
        path = self.catalogue_path(locale, domain)
        content = self._content(path, at_most=_MOST_CATALOGUE_BYTES, error=TranslationError)
        return None if content is None else read_catalogue_file(content, path=path, locale=locale)

    def has_catalogue(self, locale: Locale, domain: str) -> bool:
        """Tell whether there is a file, be it good or not."""
        return os.path.lexists(self.root / self.catalogue_path(locale, domain))

    def catalogue_path(self, locale: Locale, domain: str) -> str:
        """Return where a catalogue is, or is to be."""
        return f"locales/{locale.gettext_name}/LC_MESSAGES/{domain}.po"

    def catalogue_names(self) -> list[tuple[Locale, str]]:
        """Return (locale, domain) of every catalogue that there is.

        Raises:
            TranslationError: a folder below `locales/` is named after no language.
        """
        return [(_locale_of_folder(file), file.stem) for file in self._files("locales/*/LC_MESSAGES/*.po")]

    def glossary(self) -> Glossary:
        """Return the newsroom's words, none where there is no `glossary.csv`."""
        path = NO_GLOSSARY.path
        content = self._content(path, at_most=_MOST_TEXT_BYTES, error=TranslationError)
        return NO_GLOSSARY if content is None else read_glossary(content, path=path)

    def templates(self) -> dict[str, str]:
        """Return the sources of all templates by name; own ones lie over the built-in ones.

        Raises:
            TemplateError: an own one is no text of the newsroom's.
        """
        own = self.root / "templates"
        names = template_names_below(own) if own.is_dir() else []
        return {**built_in_templates(), **{name: self._own_template(f"templates/{name}") for name in names}}

    def _own_template(self, path: str) -> str:
        content = self._content(path, at_most=_MOST_TEXT_BYTES, error=TemplateError)
        try:
            return decode_source(content or b"", path)
        except ArticleError as error:
            raise TemplateError(error.faults) from None

    def image(self, path: str, *, named_in: Place) -> Image:
        """Return a picture.

        Raises:
            ArticleError: it is not there, lies outside, or is nothing that mail programs show.
        """
        suffix = Path(path).suffix.lower()
        if suffix not in IMAGE_TYPES and (self.root / path).is_file():
            what = f"{path} is of a kind that mail programs do not show"
            raise ArticleError([Fault(*named_in, what, "Save it as PNG, JPEG or GIF")])
        try:
            body = read_own_file(self.root, path, at_most=MOST_PICTURE_BYTES)
        except UnusableFileError as error:
            raise ArticleError([Fault(*named_in, f"{path}: {error.what}", error.remedy)]) from None
        if body is None:
            raise ArticleError(
                [Fault(*named_in, f"there is no image {path}", "Put the file there, or mend the path")]
            )
        if (fault := picture_fault(body, suffix)) is not None:
            raise ArticleError([Fault(*named_in, f"{path} {fault[0]}", fault[1])])
        return Image(path, suffix, IMAGE_TYPES[suffix], body)

    def write(self, path: str, text: str) -> bool:
        """Write a text file, whole or not at all; False when it was the same already."""
        return self.write_bytes(path, text.encode())

    def write_bytes(self, path: str, content: bytes) -> bool:
        """Write a file, whole or not at all; False when it was the same already."""
        file = self.root / path
        if not file.parent.resolve().is_relative_to(self.root.resolve()):
            raise FileAccessError(path, "the folder leads out of the newsroom")
        if file.is_file() and file.read_bytes() == content:
            return False
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_name(f".{file.name}.unfinished")
        try:
            unfinished.write_bytes(content)
        except OSError:
            unfinished.unlink(missing_ok=True)  # a full disk would hold half of it
            raise
        unfinished.replace(file)
        return True

    def bytes_of(self, path: str) -> bytes | None:
        """Return a file as it is, None where there is none that could be read."""
        try:
            return read_own_file(self.root, path, at_most=_MOST_CATALOGUE_BYTES)
        except (OSError, UnusableFileError):
            return None

    def kept_result(self, key: str) -> bytes | None:
        """Return what an earlier run has kept under a key."""
        return self.bytes_of(f"{KEPT_RESULTS_FOLDER}/{key}")

    def keep_result(self, key: str, value: bytes) -> None:
        """Keep a result that can be made again, and no more of them than a few editions need.

        A newsroom that cannot be written to keeps nothing.
        """
        with suppress(OSError):
            self.write_bytes(f"{KEPT_RESULTS_FOLDER}/{key}", value)
            files = sorted((self.root / KEPT_RESULTS_FOLDER).iterdir(), key=lambda file: file.stat().st_mtime)
            for file in files[:-MOST_KEPT_RESULTS]:
                file.unlink(missing_ok=True)

    def _text(self, path: str) -> str:
        """Return a source file's text.

        Raises:
            ArticleError: it is no file of the newsroom's, is gone, or is no UTF-8.
        """
        content = self._content(path, at_most=_MOST_TEXT_BYTES, error=ArticleError)
        if content is None:
            raise ArticleError([Fault(path, None, "there is no such file", "Put it there, or mend the name")])
        return decode_source(content, path)

    def _content(self, path: str, *, at_most: int, error: type[SourceError]) -> bytes | None:
        """Return a file, None where there is none; raise `error` for what is no file of the newsroom's."""
        try:
            return read_own_file(self.root, path, at_most=at_most)
        except UnusableFileError as unusable:
            raise error([Fault(path, None, unusable.what, unusable.remedy)]) from None

    def _slugs(self, folder: str) -> list[str]:
        return [file.stem for file in self._files(f"{folder}/*.md")]

    def _files(self, pattern: str) -> list[Path]:
        """Return what a pattern finds, in order, without what editors and version control hide (`.#a.md`)."""
        files = sorted(self.root.glob(pattern))
        return [
            file for file in files if not any(p.startswith(".") for p in file.relative_to(self.root).parts)
        ]


def _locale_of_folder(file: Path) -> Locale:
    name = file.parent.parent.name
    try:
        return Locale.parse(name)
    except ValueError as error:
        remedy = "Name the folder as gettext does, such as fr, pt_BR or zh_Hans"
        raise TranslationError([Fault(f"locales/{name}", None, str(error), remedy)]) from error


def find_newsroom(start: Path) -> NewsroomFolder | None:
    """Return the newsroom that a directory is in: its own, or the nearest one above."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / SETTINGS_FILE).is_file():
            return NewsroomFolder(folder)
    return None


def built_in_interface(locale: Locale) -> Catalogue | None:
    """Return the interface catalogue that ships with the package in a locale."""
    path = f"locales/{locale.gettext_name}/LC_MESSAGES/{INTERFACE_DOMAIN}.po"
    file = shipped_path("locales").parent / path
    return read_catalogue_file(file.read_bytes(), path=path, locale=locale) if file.exists() else None
