"""`newsletter glossary …`: the newsroom's words."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from newsletter.cli import show
from newsletter.cli.here import newsroom
from newsletter.cli.options import AsJson, locale_of
from newsletter.errors import Fault, RuleError
from newsletter.locale import Locale
from newsletter.services import glossaries
from newsletter.services.glossaries import Glossary, GlossaryReport

app = typer.Typer(help="The newsroom's words: how they are said, and what is kept.", no_args_is_help=True)


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="TBX, or CSV with source,target or a column a language.")],
    locale: Annotated[str | None, typer.Option(help="The language of a CSV file's column target.")] = None,
    is_dry: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Merge the terms of a termbase into glossary.csv. What the newsroom says already stands.

    Where the two disagree, both are shown and nothing is changed: a person decides.

    Example: newsletter glossary import agency.tbx --dry-run
    """
    target = None if locale is None else locale_of(locale)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RuleError(f"{file} cannot be read ({error.strerror}). Name a TBX or CSV file") from error
    report = glossaries.import_terms(newsroom(context), content, name=file.name, target=target, is_dry=is_dry)
    _imported(report, is_dry=is_dry, as_json=as_json)


@app.command("list")
def list_(
    context: typer.Context,
    locale: Annotated[str | None, typer.Option(help="Only what is said in this language.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the glossary: every term with the ways to say it, or that it is kept as it is.

    Example: newsletter glossary list --locale fr
    """
    wanted = None if locale is None else locale_of(locale)
    _listed(glossaries.glossary(newsroom(context)), wanted, as_json=as_json)


def _imported(report: GlossaryReport, *, is_dry: bool, as_json: bool) -> None:
    merge = report.merge
    if as_json:
        show.as_json(
            {
                "path": report.path,
                "added": list(merge.added),
                "completed": list(merge.completed),
                "conflicts": [_fault(one) for one in merge.conflicts],
                "unused": [_fault(one) for one in report.faults],
                "other_languages": [str(one) for one in merge.left_out],
                "changed": report.is_changed and not is_dry,
            }
        )
        return
    done = "would be " if is_dry else ""
    show.out.print(f"{len(merge.added)} terms {done}added, {len(merge.completed)} {done}completed.")
    if merge.left_out:
        languages = ", ".join(map(str, merge.left_out))
        show.out.print(f"Left out, since the newsroom does not translate into them: {escape(languages)}.")
    groups = (("disagree with glossary.csv", merge.conflicts), ("could not be used", report.faults))
    for title, faults in groups:
        if faults:
            show.out.print(f"{len(faults)} things {title}:")
        for one in faults:
            show.fault(one)


def _listed(glossary: Glossary, locale: Locale | None, *, as_json: bool) -> None:
    terms = [term for term in glossary.terms if locale is None or term.accepted(locale)]
    if as_json:
        show.as_json(
            [
                {
                    "term": term.source,
                    "keep": term.is_kept,
                    "note": term.note,
                    "translations": {str(tag): list(said) for tag, said in term.translations.items()}
                    if locale is None
                    else {str(locale): list(term.accepted(locale))},
                }
                for term in terms
            ]
        )
        return
    rows = show.table("term", "", "note")
    for term in terms:
        said = term.translations if locale is None else {locale: term.accepted(locale)}
        ways = "; ".join(f"{tag}: {' | '.join(texts)}" for tag, texts in said.items())
        rows.add_row(escape(term.source), escape("kept" if term.is_kept else ways), escape(term.note))
    show.out.print(rows)


def _fault(one: Fault) -> dict[str, Any]:
    return {"where": one.where, "what": one.what, "remedy": one.remedy}
