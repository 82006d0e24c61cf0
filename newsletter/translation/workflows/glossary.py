"""The newsroom's glossary: take over what a termbase or another tool's file says.

bytes of a TBX or CSV file ──▶ read ──▶ merge_terms() ──▶ glossary.csv
"""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePath

from newsletter.errors import Fault, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import Glossary
from newsletter.newsroom.glossary_csv import ForeignTerms, glossary_text, read_foreign_csv
from newsletter.translation.glossary_merge import GlossaryMerge, merge_terms
from newsletter.translation.tbx import read_tbx

_XML_SUFFIXES = (".tbx", ".xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryReport:
    """What an import has done, or would do."""

    path: str
    merge: GlossaryMerge
    faults: tuple[Fault, ...]
    """What of the other file could not be used."""
    is_changed: bool
    """Whether the file was written, or would be."""


def sorted_glossary(folder: NewsroomFolder) -> Glossary:
    """Return the newsroom's glossary, its terms in the order of their letters."""
    unsorted = folder.glossary()
    return replace(unsorted, terms=tuple(sorted(unsorted.terms, key=lambda term: _sort_key(term.source))))


def import_terms(
    folder: NewsroomFolder, content: bytes, *, name: str, target: Locale | None = None, is_dry: bool = False
) -> GlossaryReport:
    """Merge the terms of a TBX or CSV file into `glossary.csv`.

    Args:
        folder: the newsroom.
        content: the file.
        name: the file's name; its end says what it is.
        target: the language of a CSV file's column `target`.
        is_dry: write nothing.

    Raises:
        TranslationError: the file cannot be read, or `glossary.csv` has faults.
        RuleError: the file is of another kind, or `target` is no language of the newsroom.
    """
    newsroom, present = folder.newsroom(), folder.glossary()
    languages = [language for language in newsroom.languages if language != newsroom.source_language]
    if target is not None and target not in languages:
        known = ", ".join(map(str, languages)) or "none"
        raise RuleError(f"{target} is no language that the newsroom translates into. Name one of: {known}")
    foreign = _foreign_terms(content, name, source=newsroom.source_language, target=target)
    merge = merge_terms(present, foreign, languages=languages)
    is_changed = bool(merge.added or merge.completed)
    if is_changed and not is_dry:
        folder.write(present.path, glossary_text(merge.glossary))
    return GlossaryReport(path=present.path, merge=merge, faults=foreign.faults, is_changed=is_changed)


def _sort_key(text: str) -> str:
    """Return what to sort a term by: capitals are small letters, an accent counts after its letter."""
    return unicodedata.normalize("NFKD", text.casefold())


def _foreign_terms(content: bytes, name: str, *, source: Locale, target: Locale | None) -> ForeignTerms:
    suffix = PurePath(name).suffix.lower()
    if suffix in _XML_SUFFIXES:
        return read_tbx(content, path=name, source=source)
    if suffix != ".csv":
        raise TranslationError([Fault(name, None, "terms come as TBX or CSV", "Export them as one of these")])
    return read_foreign_csv(content, path=name, source=source, target=target)
