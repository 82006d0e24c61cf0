"""`newsletter catalogue approve`: a reviewer's word for a language."""

from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson, locale_of
from newsletter.cli.output import catalogue
from newsletter.clock import now
from newsletter.translation.workflows import approve as approval
from newsletter.translation.workflows import update_catalogues


def approve(
    context: typer.Context,
    locale: Annotated[str, typer.Option(help="The language that was reviewed.")],
    reviewer: Annotated[str, typer.Option("--by", help="Who has reviewed it; written into the files.")],
    edition: Annotated[
        str | None, typer.Option(help="Slug of an edition: it and its articles only. Default: all texts.")
    ] = None,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Confirm fuzzy translations as they stand.")] = False,
    drafts: Annotated[bool, typer.Option("--drafts", help="Confirm machine drafts as they stand.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give a reviewer's word for the translations of a language as they stand now.

    The catalogue keeps who, when, and a digest of each pair of texts: what changes later is out again.

    Example: newsletter catalogue approve --locale ar --edition 2026-12 --by "Amira Haddad"
    """
    folder = current_newsroom(context)
    review = approval.Review(reviewer=reviewer, on=now().date(), confirms_fuzzy=fuzzy, confirms_drafts=drafts)
    texts = update_catalogues.domains(folder, edition=edition)
    reports = approval.approve(folder, texts, locale=locale_of(locale), review=review)
    catalogue.print_approvals(reports, as_json=as_json)
