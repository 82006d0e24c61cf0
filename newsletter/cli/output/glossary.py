"""What `newsletter glossary …` prints."""

from collections.abc import Mapping
from typing import Any

from rich.markup import escape

from newsletter.cli.output import console
from newsletter.i18n.locale import Locale
from newsletter.newsroom.glossary import Glossary, Term
from newsletter.translation.workflows.glossary import GlossaryReport


def print_import(report: GlossaryReport, *, is_dry: bool, as_json: bool) -> None:
    """Show what an import has done, or with `is_dry` would do, and what a person has to decide."""
    if as_json:
        console.print_json(_import_json(report, is_dry=is_dry))
        return
    merge = report.merge
    auxiliary = "would be " if is_dry else ""
    console.out.print(
        f"{len(merge.added)} terms {auxiliary}added, {len(merge.completed)} {auxiliary}completed."
    )
    if merge.left_out:
        languages = ", ".join(map(str, merge.left_out))
        console.out.print(f"Left out, since the newsroom does not translate into them: {escape(languages)}.")
    groups = (("disagree with glossary.csv", merge.conflicts), ("could not be used", report.faults))
    for title, faults in groups:
        if faults:
            console.out.print(f"{len(faults)} things {title}:")
        for fault in faults:
            console.print_fault(fault)


def print_terms(glossary: Glossary, locale: Locale | None, *, as_json: bool) -> None:
    """Show the terms that are said in a language; without one, all in every language."""
    terms = [term for term in glossary.terms if locale is None or term.accepted_translations(locale)]
    if as_json:
        console.print_json([_term_json(term, locale) for term in terms])
        return
    rows = console.table("term", "", "note")
    for term in terms:
        translations = "; ".join(
            f"{tag}: {' | '.join(texts)}" for tag, texts in _translations(term, locale).items()
        )
        rows.add_row(escape(term.source), escape("kept" if term.is_kept else translations), escape(term.note))
    console.out.print(rows)


def _import_json(report: GlossaryReport, *, is_dry: bool) -> dict[str, Any]:
    merge = report.merge
    return {
        "path": report.path,
        "added": list(merge.added),
        "completed": list(merge.completed),
        "conflicts": [console.fault_json(fault) for fault in merge.conflicts],
        "unused": [console.fault_json(fault) for fault in report.faults],
        "other_languages": [str(locale) for locale in merge.left_out],
        "changed": report.is_changed and not is_dry,
    }


def _term_json(term: Term, locale: Locale | None) -> dict[str, Any]:
    translations = {str(tag): list(texts) for tag, texts in _translations(term, locale).items()}
    return {"term": term.source, "keep": term.is_kept, "note": term.note, "translations": translations}


def _translations(term: Term, locale: Locale | None) -> Mapping[Locale, tuple[str, ...]]:
    return term.translations if locale is None else {locale: term.accepted_translations(locale)}
