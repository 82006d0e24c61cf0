"""Approve: a reviewer's word for the translations of a language, written into their catalogues.

    Domain, Catalogue ──▶ confirmed entries ──▶ readiness ──▶ approved_catalogue() ──▶ the same file

Approved is only what could go out: a message that is missing, doubtful or faulty stops it, and then
nothing is written at all.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsletter.errors import Fault, RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.newsroom.glossary import Glossary, with_kept_terms
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.writer import catalogue_text
from newsletter.translation.approval import approved_catalogue, confirmed_entry
from newsletter.translation.checks.runner import findings
from newsletter.translation.machine_drafts import approved_draft, draft_mark
from newsletter.translation.readiness import Readiness, readiness
from newsletter.translation.workflows.update_catalogues import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a reviewer says yes to."""

    reviewer: str
    on: dt.date
    confirms_fuzzy: bool = False
    """Fuzzy translations as they stand, too."""
    confirms_drafts: bool = False
    """Machine drafts as they stand, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalReport:
    """One catalogue after its approval."""

    path: str
    locale: Locale
    message_count: int
    confirmed_count: int
    """Messages that this approval has confirmed."""
    warning_count: int


def approve(
    folder: NewsroomFolder, texts: Sequence[Domain], *, locale: Locale, review: Review
) -> list[ApprovalReport]:
    """Approve the catalogues of some texts in a locale; all of them, or none.

    Texts that are written in that locale themselves have no translation, and wait for no approval.

    Raises:
        RuleError: the reviewer has no name, or all texts are written in that locale.
        TranslationError: a text is not ready to be approved, with the reason of each.
    """
    if not review.reviewer.strip():
        raise RuleError('An approval needs the name of its reviewer, such as --by "Amira Haddad"')
    translated = [text for text in texts if text.language != locale]
    if not translated:
        raise RuleError(f"All of this is written in {locale} itself: name the --locale of a translation")
    glossary = folder.glossary()
    faults: list[Fault] = []
    done: list[tuple[Catalogue, ApprovalReport]] = []
    for text in translated:
        path = folder.catalogue_path(locale, text.name)
        catalogue = folder.catalogue(locale, text.name)
        reviewed_catalogue = _reviewed_catalogue(catalogue, review) if catalogue else None
        text_readiness = _catalogue_readiness(text, reviewed_catalogue, glossary)
        if reviewed_catalogue is None or catalogue is None or not text_readiness.is_translated:
            faults.append(Fault(path, None, text_readiness.why_not, _remedy(catalogue)))
            continue
        confirmed_count = sum(
            a != b for a, b in zip(catalogue.entries, reviewed_catalogue.entries, strict=True)
        )
        report = ApprovalReport(
            path=path,
            locale=locale,
            message_count=text_readiness.message_count,
            confirmed_count=confirmed_count,
            warning_count=text_readiness.warning_count,
        )
        done.append((approved_catalogue(reviewed_catalogue, reviewer=review.reviewer, on=review.on), report))
    if faults:
        raise TranslationError(faults)
    for catalogue, report in done:
        folder.write(report.path, catalogue_text(catalogue))
    return [report for _, report in done]


def _reviewed_catalogue(catalogue: Catalogue, review: Review) -> Catalogue:
    return replace(catalogue, entries=tuple(_reviewed_entries(catalogue.entries, review)))


def _reviewed_entries(entries: Iterable[CatalogueEntry], review: Review) -> Iterable[CatalogueEntry]:
    for entry in entries:
        is_draft = draft_mark(entry) is not None
        if entry.obsolete or not all(entry.translations):
            yield entry
        elif is_draft and review.confirms_drafts:
            yield approved_draft(entry)
        elif entry.is_fuzzy and not is_draft and review.confirms_fuzzy:
            yield confirmed_entry(entry)
        else:
            yield entry


def _catalogue_readiness(text: Domain, catalogue: Catalogue | None, glossary: Glossary) -> Readiness:
    catalogue_findings = (
        findings(
            [catalogue],
            source_locale=text.language,
            glossary=with_kept_terms(glossary, text.kept_terms),
            references=text.references,
        )
        if catalogue
        else ()
    )
    return readiness(text.messages, catalogue, source=text.language, findings=catalogue_findings)


def _remedy(catalogue: Catalogue | None) -> str:
    if catalogue is None:
        return "Run `newsletter catalogue update`, and translate the file that it makes"
    return (
        "Translate what is missing, and see `newsletter catalogue check`; "
        "--fuzzy and --drafts confirm those as they stand"
    )
