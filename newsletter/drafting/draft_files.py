"""Drafts that somebody has made elsewhere: a PO, CSV or TMX file to source texts and their translations.

    bytes ──▶ read_drafts() ──▶ {source text: draft}

Where a file says several things for one text, the first one counts. White space in a source text does not.

Sources: TMX 1.4b, §"Structural elements"; GNU gettext manual, "The Format of PO Files"; RFC 4180.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale, relatives
from newsletter.i18n.normalise import normalised_text
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.interchange.csv_rows import csv_rows
from newsletter.interchange.xml_document import document_root
from newsletter.interchange.xml_tree import XML, Element

FORMATS = ("po", "csv", "tmx")
_SOURCE_NAMES, _TARGET_NAMES = ("source", "text", "msgid"), ("target", "translation", "draft", "msgstr")
_HEADER = "source,target"


def read_drafts(content: bytes, *, path: str, source: Locale, target: Locale) -> Mapping[str, str]:
    """Return the drafts of a file by their normalised source texts (`normal_text.normal`).

    Args:
        content: the file.
        path: its name, which says by its end what it is.
        source: the language of the newsroom's texts.
        target: the language that drafts are wanted in.

    Raises:
        TranslationError: it is of no format that is known, is wrong in itself, or has no text
            in these languages.
    """
    kind = PurePath(path).suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise TranslationError(
            [Fault(path, None, "drafts come as PO, CSV or TMX", "Export them as one of these")]
        )
    if kind == "po":
        pairs = _pairs_of_po(content, path, target)
    elif kind == "csv":
        pairs = _pairs_of_csv(content, path, source, target)
    else:
        pairs = _pairs_of_tmx(content, path, source, target)
    drafts: dict[str, str] = {}
    for text, draft in pairs:
        if text.strip() and draft.strip():
            drafts.setdefault(normalised_text(text), draft)
    if not drafts:
        what = f"the file has no text in {source} with a translation in {target}"
        raise TranslationError(
            [Fault(path, None, what, "Check that it is the right file and the right --locale")]
        )
    return drafts


def _pairs_of_po(content: bytes, path: str, target: Locale) -> Iterator[tuple[str, str]]:
    catalogue = read_catalogue_file(content, path=path, locale=target)
    for entry in catalogue.entries:
        if not entry.obsolete and entry.plural is None:
            yield entry.text, entry.translations[0]


def _pairs_of_csv(content: bytes, path: str, source: Locale, target: Locale) -> Iterator[tuple[str, str]]:
    header, rows = csv_rows(content, path=path, header_like=_HEADER)
    names = [cell.strip() for cell in header.cells]
    from_column = _column(names, _SOURCE_NAMES, source)
    to_column = _column(names, _TARGET_NAMES, target)
    if from_column is None or to_column is None:
        what = f"the columns are {', '.join(names)}"
        remedy = f"Name them {_HEADER}, or {source} and {target}"
        raise TranslationError([Fault(path, header.line, what, remedy)])
    for row in rows:
        yield row.cell(from_column), row.cell(to_column)


def _column(names: list[str], known: Iterable[str], locale: Locale) -> int | None:
    """Return the column of one of these names, else the one of the locale or the nearest one to it."""
    own_column = next((place for place, name in enumerate(names) if name.lower() in known), None)
    if own_column is not None:
        return own_column
    locales = {
        named_locale: place for place, name in enumerate(names) if (named_locale := Locale.try_parse(name))
    }
    return next((locales[near] for near in relatives(locale, list(locales))), None)


def _pairs_of_tmx(content: bytes, path: str, source: Locale, target: Locale) -> Iterator[tuple[str, str]]:
    root = document_root(content, path=path, format_name="TMX 1.4")
    body = next((child for child in root.elements("body")), None)
    if root.name != "tmx" or body is None:
        what = f"this is no TMX: its root is <{root.name}>, or it has no <body>"
        raise TranslationError([Fault(path, root.line, what, "Export the drafts as TMX 1.4")])
    for unit in body.elements("tu"):
        variants = _texts_by_locale(unit)
        texts = [
            next((variants[near] for near in relatives(language, list(variants))), "")
            for language in (source, target)
        ]
        yield texts[0], texts[1]


def _texts_by_locale(unit: Element) -> dict[Locale, str]:
    """Return the texts of a unit by language; markup of its own formats (`bpt`, `ph`) is text."""
    texts: dict[Locale, str] = {}
    for variant in unit.elements("tuv"):
        locale = Locale.try_parse(variant.get("lang", namespace=XML) or variant.get("lang"))
        segment = variant.first("seg")
        if locale is not None and segment is not None:
            texts.setdefault(locale, segment.text())
    return texts
