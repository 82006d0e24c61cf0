"""All checks over all messages: what the gate and `newsletter catalogue check` ask.

    Catalogues, Glossary ──▶ findings() ──▶ list[Finding]
    Catalogue ──▶ mended_catalogue() ──▶ (Catalogue, list[Finding]): the safe fixes applied

Empty, fuzzy and obsolete entries are nobody's translation yet and are not checked. A flag
`ignore-<check>` switches a check off for its message.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from newsletter.i18n.locale import Locale
from newsletter.newsroom.glossary import NO_GLOSSARY, Glossary
from newsletter.newsroom.markdown import NO_REFERENCES, References
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.plural_forms import PluralForms
from newsletter.translation.checks import ALL
from newsletter.translation.checks.base import Check, Finding, FindingText, Severity, TextPair
from newsletter.translation.checks.consistency import (
    IGNORE,
    INCONSISTENT,
    UNKNOWN_FLAG,
    entry_with_comment_flags,
    inconsistent_entries,
    unknown_flag_findings,
)
from newsletter.translation.checks.placeholders import placeholders
from newsletter.translation.checks.plurals import (
    PLURAL_COUNT,
    PLURAL_RULE,
    coarse_rule_findings,
    form_count_findings,
    numbers_of,
    plural_rule,
    plural_rule_findings,
)

CODES = frozenset([*(check.code for check in ALL), PLURAL_COUNT, PLURAL_RULE, INCONSISTENT, UNKNOWN_FLAG])
"""Every name that may follow `ignore-`."""
_MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSource:
    """What a catalogue was translated from."""

    locale: Locale
    glossary: Glossary = NO_GLOSSARY
    """With the article's own kept names, see `glossary.with_kept`."""
    references: References = NO_REFERENCES
    """The article's link reference definitions, see `markdown.references`."""


def findings(
    catalogues: Sequence[Catalogue],
    *,
    source_locale: Locale,
    glossary: Glossary = NO_GLOSSARY,
    references: References = NO_REFERENCES,
) -> list[Finding]:
    """Return every fault of these catalogues, all translated from one language, by file and line."""
    source = CheckedSource(locale=source_locale, glossary=glossary, references=references)
    own_findings = [finding for catalogue in catalogues for finding in catalogue_findings(catalogue, source)]
    return sorted_findings([*own_findings, *inconsistencies(catalogues)])


def catalogue_findings(catalogue: Catalogue, source: CheckedSource) -> list[Finding]:
    """Return every fault that one catalogue shows by itself, in the order of its messages."""
    forms = plural_rule(catalogue)
    own_findings = [
        finding for entry in catalogue.entries for finding in _entry_findings(entry, catalogue, source, forms)
    ]
    if any(entry.plural is not None and entry.is_translated for entry in catalogue.entries):
        head = catalogue.header_entry
        own_findings += [
            _finding(catalogue, head, PLURAL_RULE, text) for text in plural_rule_findings(catalogue)
        ]
        own_findings += [
            _finding(catalogue, head, PLURAL_RULE, text, severity=Severity.WARNS)
            for text in coarse_rule_findings(catalogue)
        ]
    return own_findings


def inconsistencies(catalogues: Sequence[Catalogue]) -> list[Finding]:
    """Return the messages that one language's catalogues translate in different ways."""
    return [
        _finding(catalogue, entry, INCONSISTENT, text, severity=Severity.WARNS)
        for catalogue, entry, text in inconsistent_entries(catalogues)
        if IGNORE + INCONSISTENT not in entry_with_comment_flags(entry).flags
    ]


def sorted_findings(unsorted: Sequence[Finding]) -> list[Finding]:
    """Return findings by file and line; those of one line as they came."""
    return sorted(unsorted, key=lambda finding: (finding.path, finding.line))


def _entry_findings(
    entry: CatalogueEntry, catalogue: Catalogue, source: CheckedSource, forms: PluralForms | None
) -> Iterator[Finding]:
    if not entry.is_translated:
        return
    if entry.comments:
        entry = entry_with_comment_flags(entry)
    if entry.flags and any(flag.startswith(IGNORE) for flag in entry.flags):
        for text in unknown_flag_findings(entry, CODES):
            yield _finding(catalogue, entry, UNKNOWN_FLAG, text, severity=Severity.WARNS)
    if entry.plural is not None and IGNORE + PLURAL_COUNT not in entry.flags:
        for text in form_count_findings(entry, forms):
            yield _finding(catalogue, entry, PLURAL_COUNT, text)
    checks = _enabled_checks(entry)
    for form, pair in enumerate(_pairs(entry, Locale(catalogue.language), source, forms)):
        for check in checks:
            for text in check.findings(pair):
                finding = _finding(catalogue, entry, check.code, text, severity=check.severity)
                yield replace(finding, form=form, fixed=_safe_fix(check, pair))


def _enabled_checks(entry: CatalogueEntry) -> Sequence[Check]:
    """Return the checks that the flags of a message leave on."""
    if any(flag.startswith(IGNORE) for flag in entry.flags):
        return [check for check in ALL if IGNORE + check.code not in entry.flags]
    return ALL


def _finding(
    catalogue: Catalogue,
    entry: CatalogueEntry,
    code: str,
    text: FindingText,
    *,
    severity: Severity = Severity.BLOCKS,
) -> Finding:
    return Finding(
        check=code,
        severity=severity,
        path=catalogue.path,
        line=entry.line,
        key=entry.key,
        what=text.what,
        remedy=text.remedy,
    )


def _pairs(
    entry: CatalogueEntry, locale: Locale, source: CheckedSource, forms: PluralForms | None
) -> Iterator[TextPair]:
    """Yield a pair for each form of a message, with the source form that it stands for."""
    for index, translation in enumerate(entry.translations):
        text, may_lack = _source_of(entry, index, forms)
        yield TextPair(
            source=text,
            translation=translation,
            locale=locale,
            source_locale=source.locale,
            context=entry.context,
            flags=entry.flags,
            glossary=source.glossary,
            references=source.references,
            may_lack=may_lack,
        )


def _source_of(entry: CatalogueEntry, index: int, forms: PluralForms | None) -> tuple[str, frozenset[str]]:
    """Return the source of a form, and what it may lack: the number, where it stands for one only.

    A form of 0 and 1 may lack it too, as in `msgfmt --check-format`; one of 1, 21, 31 … may not.
    """
    if entry.plural is None:
        return entry.text, frozenset()
    numbers = numbers_of(forms, index) if forms else ()
    if len(numbers) > 1 and numbers != (0, 1):
        return entry.plural, frozenset()
    named = frozenset(placeholders(entry.plural))
    counting = named - frozenset(placeholders(entry.text)) or (named & {"n", "count", "number"})
    return (entry.text if 1 in numbers else entry.plural), counting or (
        named if len(named) == 1 else frozenset()
    )


def _safe_fix(check: Check, pair: TextPair) -> str | None:
    """Return a check's fix, if it mends the fault and causes no other that blocks."""
    fixed = check.fixed_translation(pair)
    if not fixed or fixed == pair.translation:
        return None
    better = replace(pair, translation=fixed)
    is_mended = not any(True for _ in check.findings(better))
    return fixed if is_mended and _blocking_count(better) <= _blocking_count(pair) else None


def _blocking_count(pair: TextPair) -> int:
    return sum(1 for check in ALL if check.severity is Severity.BLOCKS for _ in check.findings(pair))


def mended_catalogue(catalogue: Catalogue, source: CheckedSource) -> tuple[Catalogue, list[Finding]]:
    """Return the catalogue with every safe fix applied, and what was fixed; no second run would fix more."""
    forms = plural_rule(catalogue)
    done: list[Finding] = []
    entries = []
    for entry in catalogue.entries:
        better = entry
        for _ in range(_MOST_ROUNDS):
            fixable = [
                finding for finding in _entry_findings(better, catalogue, source, forms) if finding.fixed
            ]
            if not fixable:
                break
            done.append(fixable[0])
            better = _entry_with_fix(better, fixable[0])
        entries.append(better)
    return (replace(catalogue, entries=tuple(entries)) if done else catalogue), done


def _entry_with_fix(entry: CatalogueEntry, finding: Finding) -> CatalogueEntry:
    """Return the entry with one of its forms fixed."""
    texts = list(entry.translations)
    texts[finding.form] = finding.fixed or ""
    return replace(entry, translations=tuple(texts))
