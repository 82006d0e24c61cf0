"""`newsletter catalogue align …`: start a catalogue from a document that is translated already."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.options import AsJson, content_of, locale_of
from newsletter.cli.output import align as show_align
from newsletter.cli.output import console
from newsletter.errors import RuleError
from newsletter.importing import ForeignText
from newsletter.newsroom import create
from newsletter.translation.workflows import align as alignment

_USUAL_LANGUAGE = "en"


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
    folder = create.named_or_nearest_newsroom(context.obj)
    slug = alignment.slug_of(folder, source)
    translation = _text(translated, locale)
    with console.progress("Aligning", to_stderr=as_json):
        if folder is not None and slug is not None:
            _refuse_for_article(out, language)
            report = alignment.align_article(folder, slug, translation, overwrite=overwrite)
        else:
            text = _text(source, language)
            file = out or translated.with_suffix(".po")
            report = alignment.align_texts(text, translation, out=file, overwrite=overwrite)
    show_align.print_alignment(report, as_json=as_json)


def _refuse_for_article(out: Path | None, language: str | None) -> None:
    if out is not None or language is not None:
        raise RuleError(
            "An article of the newsroom has its own language and its own place for catalogues. "
            "Leave --out and --language away"
        )


def _text(file: Path, tag: str | None) -> ForeignText:
    """Return a text; without a tag, in the language that it names itself, or else English."""
    content = content_of(file, wanted="a text file")
    declared_tag = tag or alignment.declared_language(content, name=file.name) or _USUAL_LANGUAGE
    return ForeignText(content=content, name=file.name, language=locale_of(declared_tag))
