"""Check a newsroom's catalogues: every fault of every translation, and the safe fixes written back.

    NewsroomFolder ──▶ check_catalogues() ──▶ CheckReport

What cannot be read is reported like what is wrong, and does not keep the rest from being checked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from newsletter.errors import Fault, NotFoundError, SourceError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary, with_kept_terms
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, article_domain, edition_domain
from newsletter.newsroom.markdown import references
from newsletter.po.catalogue import Catalogue
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.checks.base import Finding, Severity
from newsletter.translation.checks.runner import (
    CheckedSource,
    catalogue_findings,
    inconsistencies,
    mended_catalogue,
    sorted_findings,
)
from newsletter.translation.interface import INTERFACE_LANGUAGE

UNREADABLE = "unreadable"
"""The code of what is wrong with a file as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """One file that was looked at, and what is wrong with it."""

    path: str
    message_count: int = 0
    """Translations that were checked: those that readers may see."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found, and what it mended."""

    root: Path
    """Of the newsroom; all paths are below it."""
    files: tuple[CheckedFile, ...]
    fixed: tuple[Finding, ...] = ()
    """Faults that are no more, with the lines that they stood on."""

    @property
    def message_count(self) -> int:
        """How many translations were checked."""
        return sum(file.message_count for file in self.files)

    @property
    def blocking_count(self) -> int:
        """How many faults keep a translation from its readers."""
        return sum(finding.severity is Severity.BLOCKS for file in self.files for finding in file.findings)

    @property
    def warning_count(self) -> int:
        """How many faults only want to be looked at."""
        return sum(finding.severity is Severity.WARNS for file in self.files for finding in file.findings)


@dataclass(slots=True)
class _CheckRun:
    """What is being checked, and what has been found so far."""

    folder: NewsroomFolder
    fixes: bool
    glossary: Glossary = NO_GLOSSARY
    catalogues: list[tuple[Catalogue, CheckedSource]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fixed: list[Finding] = field(default_factory=list)


def check_catalogues(
    folder: NewsroomFolder,
    *,
    locales: Sequence[Locale] = (),
    edition: str | None = None,
    fixes: bool = False,
    on_progress: Progress = tell_nobody,
) -> CheckReport:
    """Check the catalogues of a newsroom, and with `fixes` mend what can be mended safely.

    Args:
        folder: the newsroom.
        locales: only these; without any, all that there are.
        edition: slug; only this edition and its articles. Without it everything, the interface included.
        fixes: write the safe fixes into the files; only files with a fix are written.
        on_progress: told of each catalogue.

    Raises:
        NotFoundError: there is no such edition, or a locale that nothing is translated into.
        SourceError: the newsroom's settings or its glossary cannot be read.
    """
    run = _CheckRun(folder, fixes, folder.glossary())
    chosen_locales = _chosen_locales(run, locales)
    names = [(locale, domain, source) for domain, source in _texts(run, edition) for locale in chosen_locales]
    shelf = folder.shelf((locale, domain) for locale, domain, source in names if locale != source.locale)
    for locale, domain, source in names:
        run.faults += shelf.faults.get((locale, domain), ())
        catalogue = shelf.find(locale, domain)
        if catalogue is not None:
            _take_in(run, catalogue, source, domain)
        on_progress(domain, len(names))
    return CheckReport(root=folder.root, files=tuple(_checked_files(run)), fixed=tuple(run.fixed))


def _chosen_locales(run: _CheckRun, wanted: Sequence[Locale]) -> list[Locale]:
    """Return the locales to check: what the newsroom offers, and whatever else there are catalogues of."""
    known = dict.fromkeys(run.folder.newsroom().languages)
    try:
        known |= dict.fromkeys(locale for locale, _ in run.folder.catalogue_names())
    except TranslationError as error:
        run.faults += error.faults
    missing = [str(locale) for locale in wanted if locale not in known]
    if missing:
        raise NotFoundError(
            f"The newsroom has no catalogue in {', '.join(missing)}. "
            f"Name one of: {', '.join(map(str, known))}"
        )
    return list(dict.fromkeys(wanted)) or list(known)


def _texts(run: _CheckRun, edition: str | None) -> Iterator[tuple[str, CheckedSource]]:
    """Yield (domain, source) of every text that is translated; one that cannot be read is a fault."""
    for domain in _domains(run.folder, edition):
        try:
            text = run.folder.text(domain)
        except SourceError as error:
            run.faults += error.faults
            continue
        if text is not None:  # an edition may name an article that is not there yet
            glossary = with_kept_terms(run.glossary, text.do_not_translate)
            yield (
                domain,
                CheckedSource(locale=text.language, glossary=glossary, references=references(text.body)),
            )
    if edition is None:
        yield INTERFACE_DOMAIN, CheckedSource(locale=Locale(INTERFACE_LANGUAGE), glossary=run.glossary)


def _domains(folder: NewsroomFolder, edition: str | None) -> list[str]:
    """Return the domains of all texts, or of an edition's."""
    editions = folder.edition_slugs() if edition is None else [edition]
    articles = folder.article_slugs() if edition is None else folder.edition(edition).articles
    return [*map(article_domain, articles), *map(edition_domain, editions)]


def _take_in(run: _CheckRun, catalogue: Catalogue, source: CheckedSource, domain: str) -> None:
    """Add one catalogue to the run, mended if that is wanted."""
    try:
        checked = _mend_catalogue(run, catalogue, source, domain) if run.fixes else catalogue
    except SourceError as error:
        run.faults += error.faults
    else:
        run.catalogues.append((checked, source))


def _mend_catalogue(run: _CheckRun, catalogue: Catalogue, source: CheckedSource, domain: str) -> Catalogue:
    """Return the catalogue as it stands in its file after the safe fixes: its lines may have moved."""
    better, done = mended_catalogue(catalogue, source)
    if not done:
        return catalogue
    run.fixed += done
    run.folder.write(catalogue.path, catalogue_text(better))
    return run.folder.catalogue(Locale(catalogue.language), domain) or better


def _checked_files(run: _CheckRun) -> Iterator[CheckedFile]:
    """Yield every file that was looked at, by path."""
    all_findings = [
        *inconsistencies([catalogue for catalogue, _ in run.catalogues]),
        *map(_unreadable_finding, run.faults),
    ]
    for catalogue, source in run.catalogues:
        all_findings += catalogue_findings(catalogue, source)
    counts = {
        catalogue.path: sum(entry.is_translated for entry in catalogue.entries)
        for catalogue, _ in run.catalogues
    }
    by_path = {
        path: list(own)
        for path, own in groupby(sorted_findings(all_findings), key=lambda finding: finding.path)
    }
    for path in sorted(counts.keys() | by_path.keys()):
        own = tuple(by_path.get(path, ()))
        yield CheckedFile(path=path, message_count=counts.get(path, 0), findings=own)


def _unreadable_finding(fault: Fault) -> Finding:
    return Finding(
        check=UNREADABLE,
        severity=Severity.BLOCKS,
        path=fault.path,
        line=fault.line or 1,
        key=(None, ""),
        what=fault.what,
        remedy=fault.remedy,
    )
