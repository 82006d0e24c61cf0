"""`newsletter catalogue suggest` and `draft`: first words for what nobody has translated yet."""

from pathlib import Path
from typing import Annotated

import typer

from newsletter.cli.newsroom_context import current_newsroom
from newsletter.cli.options import AsJson, OfEdition, locale_of
from newsletter.cli.output import console
from newsletter.cli.output import memory as show_memory
from newsletter.drafting.provider import DraftProvider
from newsletter.translation.memory import LEAST_PERCENT
from newsletter.translation.workflows import suggest as memory

ToLocale = Annotated[str, typer.Option(help="What is translated into: a BCP 47 tag such as fr or pt-BR.")]


def suggest(
    context: typer.Context,
    locale: ToLocale,
    edition: OfEdition = None,
    least_percent: Annotated[
        int,
        typer.Option("--at-least", min=1, max=100, help="Leave out what is less alike, in percent."),
    ] = LEAST_PERCENT,
    fill: Annotated[
        bool, typer.Option("--fill", help="Write the best one into the catalogue, to be confirmed (fuzzy).")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List, for every untranslated message, what the newsroom has translated before that is like it.

    All catalogues of the language are searched, with what is no longer in use. Nothing that is there is
    overwritten, and nothing that is filled in goes out before a person has confirmed it.

    Example: newsletter catalogue suggest --locale fr --fill
    """
    folder, target_locale = current_newsroom(context), locale_of(locale)
    with console.progress("Searching", to_stderr=as_json) as advance:
        suggested_messages = memory.suggest(
            folder,
            memory.SuggestionOrder(locale=target_locale, edition=edition, least_percent=least_percent),
            on_progress=advance,
        )
    changed = memory.fill(folder, suggested_messages, locale=target_locale) if fill else None
    show_memory.print_suggestions(suggested_messages, changed=changed, as_json=as_json)


def draft(
    context: typer.Context,
    locale: ToLocale,
    edition: OfEdition = None,
    file: Annotated[
        Path | None, typer.Option("--from", help="Take drafts from a PO, CSV or TMX file; nothing is sent.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Ask this server (LibreTranslate's API). Default: NEWSLETTER_DRAFT_URL."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many messages.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write a machine's draft for every untranslated message, marked as such, to be confirmed by a person.

    Placeholders, links, code and kept terms are hidden from the server. What is translated or waits for a
    person is never sent. A run that broke off goes on where it stopped.

    Example: newsletter catalogue draft --locale fr --url http://127.0.0.1:5000
    """
    from newsletter.translation.workflows import draft as drafts  # noqa: PLC0415 -- with the next: TLS, settings; no other command waits
    from newsletter.wiring import drafting  # noqa: PLC0415

    if file is not None and url is not None:
        raise typer.BadParameter("Name a file (--from) or a server (--url), not both")
    order = drafts.DraftOrder(locale=locale_of(locale), edition=edition, limit=limit)
    folder = current_newsroom(context)
    if file is not None:
        provider: DraftProvider = drafting.file_drafts(file)
    else:
        provider = server = drafting.draft_server(url)
        console.print_note(f"Texts are sent to {server.host}.")
    with console.progress("Drafting", to_stderr=as_json) as advance:
        report = drafts.draft(folder, provider, order, on_progress=advance)
    show_memory.print_drafts(report, as_json=as_json)
