"""The pages: a list of what came, and one mail as its readers see it. They need no JavaScript.

A mail is a stranger's document. Its HTML has an address of its own, whose policy lets it run, load
and send nothing but images and its own styles, and is shown in a sandboxed frame besides.
"""

from functools import cache
from typing import Any, Literal
from urllib.parse import urlencode

import jinja2
from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from newsletter.local.inbox.headers import showable_text
from newsletter.local.inbox.index import InboxFilter, InboxIndex, count_languages
from newsletter.local.inbox.mailbox import InboxMailbox
from newsletter.local.inbox.reading import parse_mail
from newsletter.resources import shipped_path

View = Literal["html", "text", "links", "headers", "source"]
Width = Literal["both", "phone", "desktop"]

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MAIL_POLICY = "sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'"
FRAME_WIDTHS_PX = {"phone": 375, "desktop": 700}
_PER_PAGE = 50
_SHOWN_CHARACTERS = 200_000


@get("/", sync_to_thread=True)
def show_list(
    index: NamedDependency[InboxIndex], wanted: NamedDependency[InboxFilter], page: FromQuery[int] = 1
) -> Response[str]:
    """Show the wanted mails, newest first, with how many there are in each language."""
    entries = index.entries_newest_first()
    matching_entries = [entry for entry in entries if wanted.admits(entry)]
    last_page = max(1, -(-len(matching_entries) // _PER_PAGE))
    page = min(max(page, 1), last_page)
    return render(
        "list.html",
        shown=matching_entries[(page - 1) * _PER_PAGE : page * _PER_PAGE],
        found_count=len(matching_entries),
        kept_count=len(entries),
        languages=count_languages(entries),
        wanted=wanted,
        page=page,
        last_page=last_page,
    )


@get("/mails/{mail_id:str}", sync_to_thread=True)
def show_mail(
    index: NamedDependency[InboxIndex],
    mail_id: FromPath[str],
    view: FromQuery[View | None] = None,
    width: FromQuery[Width] = "both",
) -> Response[str]:
    """Show one mail: the part that was asked for, or the best that it has."""
    entry = index.entry(mail_id)
    content = index.mailbox.content(mail_id)
    reading = parse_mail(content)
    source = showable_text(content[:_SHOWN_CHARACTERS].decode("utf-8", "replace"))
    return render(
        "mail.html",
        entry=entry,
        reading=reading,
        view=view or ("text" if reading.html is None else "html"),
        width=width,
        frame_widths_px=FRAME_WIDTHS_PX if width == "both" else {width: FRAME_WIDTHS_PX[width]},
        source=source,
        text=(reading.text or "")[:_SHOWN_CHARACTERS],
        shown_characters=_SHOWN_CHARACTERS,
    )


@get("/mails/{mail_id:str}/html", sync_to_thread=True)
def show_html(mailbox: NamedDependency[InboxMailbox], mail_id: FromPath[str]) -> Response[str]:
    """Give the HTML part as it stands, held so that it can do nothing."""
    return Response(
        parse_mail(mailbox.content(mail_id)).html or "",
        media_type=MediaType.HTML,
        headers={"Content-Security-Policy": MAIL_POLICY},
    )


@get("/mails/{mail_id:str}/source", sync_to_thread=True)
def show_source(mailbox: NamedDependency[InboxMailbox], mail_id: FromPath[str]) -> Response[bytes]:
    """Give the octets as they came, as plain text."""
    return Response(mailbox.content(mail_id), media_type=MediaType.TEXT)


@get("/mails/{mail_id:str}/download", sync_to_thread=True)
def download(mailbox: NamedDependency[InboxMailbox], mail_id: FromPath[str]) -> Response[bytes]:
    """Give the octets as they came, as a file."""
    return Response(
        mailbox.content(mail_id),
        media_type="message/rfc822",
        headers={"Content-Disposition": f'attachment; filename="{mail_id}.eml"'},
    )


@post("/clear", sync_to_thread=True, status_code=303)
def clear(mailbox: NamedDependency[InboxMailbox]) -> Redirect:
    """Delete all mails and go back to the list."""
    mailbox.clear()
    return Redirect("/", status_code=303)


@get("/inbox.css", media_type="text/css", sync_to_thread=True)
def stylesheet() -> str:
    """Give the look of the pages."""
    return shipped_path("templates", "inbox", "inbox.css").read_text(encoding="utf-8")


def render(template: str, *, status_code: int = 200, **values: Any) -> Response[str]:  # noqa: ANN401
    """Return a page made from one of the inbox's templates."""
    return Response(
        _templates().get_template(template).render(values), media_type=MediaType.HTML, status_code=status_code
    )


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped_path("templates", "inbox")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["size"] = _size
    environment.globals["list_link"] = _list_link
    return environment


def _size(size_bytes: int) -> str:
    """Return a size as a person says it."""
    return f"{size_bytes / 1000:,.1f} kB"


def _list_link(wanted: InboxFilter, **changes: str | int) -> str:
    """Return the address of the list, narrowed as it is but for the changes."""
    query = {"language": wanted.language, "recipient": wanted.recipient, "q": wanted.words} | changes
    narrowed = urlencode({name: value for name, value in query.items() if value})
    return f"/?{narrowed}" if narrowed else "/"
