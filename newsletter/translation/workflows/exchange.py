"""Exchange with translators' tools: a locale's catalogues as one XLIFF file or one zip, and back.

    NewsroomFolder ──▶ export_catalogues() ──▶ FILE ──▶ a CAT tool
    FILE ──▶ import_file() ──▶ NewsroomFolder

An import reads and matches everything before it writes anything.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from newsletter.errors import Fault, NotFoundError, RuleError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN
from newsletter.po.catalogue import Catalogue
from newsletter.po.writer import catalogue_text
from newsletter.progress import Progress, tell_nobody
from newsletter.translation.interface import INTERFACE_LANGUAGE
from newsletter.translation.workflows.exchange_files import returned_files
from newsletter.translation.xliff.apply import AppliedFile, apply_file
from newsletter.translation.xliff.units import OutgoingCatalogue, ReturnedFile, ReturnedMessage
from newsletter.translation.xliff.write_v12 import xliff12_text
from newsletter.translation.xliff.write_v21 import xliff21_text
from newsletter.translation.xliff.zip_bundle import write_bundle, zip_bytes


class ExchangeFormat(StrEnum):
    """What translators' tools read."""

    XLIFF_12 = "xliff-1.2"
    XLIFF_21 = "xliff-2.1"
    PO = "po"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What is to be exported."""

    locale: Locale
    file_format: ExchangeFormat
    edition: str | None = None
    """Only this one's own catalogue and those of its articles; None for all that there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What was exported."""

    path: Path
    locale: Locale
    domains: tuple[str, ...]
    message_count: int
    translated_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainReport:
    """What became of one catalogue's share of an import."""

    domain: str
    locale: Locale
    path: str
    taken_count: int = 0
    review_count: int = 0
    """Of those taken: how many a person still has to confirm."""
    unchanged_count: int = 0
    refused_count: int = 0
    refusals: tuple[Fault, ...] = ()
    """Why, one by one; a single one where a whole domain is refused."""


def export_catalogues(
    folder: NewsroomFolder, order: ExportOrder, *, out: Path, on_progress: Progress = tell_nobody
) -> ExportReport:
    """Write the catalogues of a locale into one file for translators.

    Raises:
        NotFoundError: there are none, or no such edition.
        RuleError: XLIFF 2.1 is wanted of texts in several languages.
    """
    outgoing = _outgoing(folder, order, on_progress)
    write_bundle(out, _content(outgoing, order))
    entries = [entry for outgoing_catalogue in outgoing for entry in outgoing_catalogue.entries]
    return ExportReport(
        path=out,
        locale=order.locale,
        domains=tuple(outgoing_catalogue.domain for outgoing_catalogue in outgoing),
        message_count=len(entries),
        translated_count=sum(entry.is_translated for entry in entries),
    )


def import_file(
    folder: NewsroomFolder,
    file: Path,
    *,
    locale: Locale | None,
    is_dry_run: bool = False,
    on_progress: Progress = tell_nobody,
) -> list[DomainReport]:
    """Take the translations of a file into the catalogues, and say what became of each domain's.

    Args:
        folder: the newsroom.
        file: XLIFF 1.2 or 2.1, a PO file, or a zip of PO files.
        locale: what it is translated into; None where the file says it.
        is_dry_run: change nothing.
        on_progress: told of each catalogue.

    Raises:
        NotFoundError: there is no such file.
        TranslationError: the file cannot be used; nothing has been changed.
    """
    by_path: dict[tuple[Locale, str], list[ReturnedFile]] = defaultdict(list)
    for found_locale, returned_file in returned_files(folder, file, locale=locale):
        by_path[found_locale, returned_file.domain].append(returned_file)
    reports: list[DomainReport] = []
    texts: dict[str, str] = {}
    for (found_locale, domain), files in by_path.items():
        report, text = _domain_report(folder, found_locale, _joined_file(files))
        reports.append(report)
        if text is not None:
            texts[report.path] = text
        on_progress(domain, len(by_path))
    if not is_dry_run:
        _write_all(folder, texts)
    return reports


def _outgoing(folder: NewsroomFolder, order: ExportOrder, on_progress: Progress) -> list[OutgoingCatalogue]:
    domains = _domains(folder, order)
    outgoing = []
    for domain in domains:
        catalogue = folder.catalogue(order.locale, domain)
        if catalogue is not None:
            language = _language(folder, domain)
            outgoing.append(OutgoingCatalogue(domain=domain, source_language=language, catalogue=catalogue))
        on_progress(domain, len(domains))
    return outgoing


def _domains(folder: NewsroomFolder, order: ExportOrder) -> list[str]:
    """Return the domains that there are catalogues of, in the order of the edition, else by name."""
    known = [domain for locale, domain in folder.catalogue_names() if locale == order.locale]
    wanted = known if order.edition is None else folder.manuscript(order.edition).texts
    domains = [domain for domain in wanted if domain in known]
    if domains:
        return domains
    there_are = ", ".join(sorted({str(locale) for locale, _ in folder.catalogue_names()})) or "none"
    what = f"There are no catalogues of {order.edition or 'this newsroom'} in {order.locale}"
    raise NotFoundError(
        f"{what}. There are catalogues in: {there_are}. "
        "Run `newsletter catalogue update`, or name one of these"
    )


def _language(folder: NewsroomFolder, domain: str) -> Locale:
    """Return what a domain is written in; the newsroom's language where its text is gone."""
    if domain == INTERFACE_DOMAIN:
        return Locale(INTERFACE_LANGUAGE)
    text = folder.text(domain)
    return text.language if text else folder.newsroom().source_language


def _content(outgoing: Sequence[OutgoingCatalogue], order: ExportOrder) -> bytes:
    if order.file_format is ExchangeFormat.PO:
        return zip_bytes(
            {
                outgoing_catalogue.catalogue.path: catalogue_text(outgoing_catalogue.catalogue).encode()
                for outgoing_catalogue in outgoing
            }
        )
    if not any(outgoing_catalogue.entries for outgoing_catalogue in outgoing):
        raise RuleError("The catalogues hold no messages. Run `newsletter catalogue update` first")
    if order.file_format is ExchangeFormat.XLIFF_12:
        return xliff12_text(outgoing).encode()
    sources = sorted({outgoing_catalogue.source_language for outgoing_catalogue in outgoing})
    if len(sources) > 1:
        raise RuleError(
            f"The texts are written in {', '.join(map(str, sources))}, and a document in XLIFF 2.1 has one "
            "source language. Use --format xliff-1.2, or export one edition (--edition)"
        )
    return xliff21_text(outgoing, source=sources[0], target=order.locale).encode()


def _joined_file(files: Sequence[ReturnedFile]) -> ReturnedFile:
    """Return one item for a domain that a tool has split over several."""
    units: list[ReturnedMessage] = [unit for file in files for unit in file.units]
    return replace(files[0], units=tuple(units))


def _domain_report(
    folder: NewsroomFolder, locale: Locale, file: ReturnedFile
) -> tuple[DomainReport, str | None]:
    """Return what becomes of a domain's units, and the catalogue's new text if there is one."""
    catalogue: Catalogue | None = folder.catalogue(locale, file.domain)
    path = folder.catalogue_path(locale, file.domain)
    report = DomainReport(domain=file.domain, locale=locale, path=path)
    if catalogue is None:
        what = f"there is no catalogue {path}"
        remedy = "Run `newsletter catalogue update` if the text is new; else it is gone from the newsroom"
        return replace(
            report, refused_count=len(file.units), refusals=(Fault(*file.where, what, remedy),)
        ), None
    applied = apply_file(catalogue, file)
    text = catalogue_text(applied.catalogue) if applied.taken_count else None
    return _report_with_counts(report, applied), text


def _report_with_counts(report: DomainReport, applied: AppliedFile) -> DomainReport:
    return replace(
        report,
        taken_count=applied.taken_count,
        review_count=applied.review_count,
        unchanged_count=applied.unchanged_count,
        refused_count=len(applied.refusals),
        refusals=applied.refusals,
    )


def _write_all(folder: NewsroomFolder, texts: Mapping[str, str]) -> None:
    """Write all catalogues, or put back those that were written when the disk refused one."""
    before = {path: (folder.root / path).read_bytes() for path in texts}
    written: list[str] = []
    try:
        for path, text in texts.items():
            folder.write(path, text)
            written.append(path)
    except OSError:
        for path in written:
            folder.write_bytes(path, before[path])
        raise
