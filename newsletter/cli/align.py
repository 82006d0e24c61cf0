"""`newsletter catalogue align …`: start a catalogue from a document that is translated already."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from newsletter.cli import show
from newsletter.cli.options import AsJson, locale_of
from newsletter.errors import RuleError
from newsletter.services import alignment, newsrooms
from newsletter.services.articles import ForeignText

_SHOWN = 20
_USUAL_LANGUAGE = "en"


def add_to(app: typer.Typer) -> None:
    """Add this command to `newsletter catalogue`."""
    app.command()(align)


def align(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="The text: an article of the newsroom, or any file.")],
    translated: Annotated[Path, typer.Argument(help="Its translation: Markdown, HTML or plain text.")],
    locale: Annotated[str, typer.Option(help="What the translation is written in, such as fr or pt-BR.")],
    language: Annotated[
        str | None,
        typer.Option(
            help="What the text is written in, if it is no article. Default: what it says itself, or en."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The PO file of a text that is no article. Default: beside the translation."),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace translations that are confirmed already, too.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a PO file of a text and its translation, though their structures differ.

    What certainly belongs together becomes a translation, what is doubtful a fuzzy one that says why;
    what the translation lacks, or has only copied, stays untranslated.

    Example: newsletter catalogue align articles/spring.md spring.fr.md --locale fr
    """
    folder = newsrooms.find(context.obj)
    slug = alignment.slug_of(folder, source)
    other = _text(translated, locale)
    with show.progress("Aligning", to_stderr=as_json):
        if folder is not None and slug is not None:
            _refuse_for_article(out, language)
            report = alignment.align_article(folder, slug, other, overwrite=overwrite)
        else:
            text = _text(source, language)
            file = out or translated.with_suffix(".po")
            report = alignment.align_texts(text, other, out=file, overwrite=overwrite)
    (_json if as_json else _show)(report)


def _refuse_for_article(out: Path | None, language: str | None) -> None:
    if out is not None or language is not None:
        raise RuleError(
            "An article of the newsroom has its own language and its own place for catalogues. "
            "Leave --out and --language away"
        )


def _text(file: Path, tag: str | None) -> ForeignText:
    """Return a text; without a tag, in the language that it names itself, or else English."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RuleError(f"{file} cannot be read ({error.strerror}). Name a text file") from error
    found = tag or alignment.declared_language(content, name=file.name) or _USUAL_LANGUAGE
    return ForeignText(content=content, name=file.name, language=locale_of(found))


def _json(report: alignment.AlignmentReport) -> None:
    show.as_json(
        {
            "path": report.path,
            "locale": str(report.locale),
            "changed": report.is_changed,
            "certain": report.certain_count,
            "doubtful": report.doubtful_count,
            "copied": report.copy_count,
            "missing": report.missing_count,
            "kept": report.kept_count,
            "aligned_share": round(report.aligned_share, 4),
            "to_confirm": [_piece(piece) for piece in report.doubtful],
            "to_translate": [_piece(piece) for piece in report.missing],
            "left_over": [_piece(piece) for piece in report.left_over],
            "warnings": list(report.warnings),
        }
    )


def _piece(piece: alignment.LookAt) -> dict[str, Any]:
    return {"where": piece.where, "text": piece.text, "why": piece.why}


def _show(report: alignment.AlignmentReport) -> None:
    verb = "Wrote" if report.is_changed else "Nothing has changed in"
    show.out.print(f"{verb} [bold]{escape(report.path)}[/]: {report.aligned_share:.0%} aligned.")
    rows = show.table("messages", "#count")
    rows.add_row("certain", str(report.certain_count))
    rows.add_row("doubtful (fuzzy)", str(report.doubtful_count))
    rows.add_row("only copied (untranslated)", str(report.copy_count))
    rows.add_row("missing (untranslated)", str(report.missing_count))
    rows.add_row("kept as it stood", str(report.kept_count))
    rows.add_row("left over in the translation", str(len(report.left_over)))
    show.out.print(rows)
    _pieces("To confirm", report.doubtful)
    _pieces("To translate", report.missing)
    _pieces("Left over", report.left_over)
    for warning in report.warnings:
        show.note(f"warning: {warning}")


def _pieces(title: str, pieces: tuple[alignment.LookAt, ...]) -> None:
    if not pieces:
        return
    show.out.print(f"{title}:")
    for piece in pieces[:_SHOWN]:
        show.out.print(f"  [yellow]{escape(piece.where)}[/]: {escape(piece.text)}: {escape(piece.why)}.")
    if len(pieces) > _SHOWN:
        show.out.print(f"  and {len(pieces) - _SHOWN} more; --json lists them all")
