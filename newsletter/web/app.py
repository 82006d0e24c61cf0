"""The web service: routes and response headers. Each handler calls one function of `Links`."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import structlog
from anyio.to_thread import run_sync
from litestar import Litestar, MediaType, Request, Response, post, route
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.enums import HttpMethod
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_400_BAD_REQUEST,
    HTTP_404_NOT_FOUND,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)

from newsletter.clock import now
from newsletter.errors import DatabaseUnavailableError
from newsletter.i18n.locale import Locale
from newsletter.subscriptions.pages import Links, Page, unavailable_page

log = structlog.get_logger(__name__)

MAX_BODY_BYTES = 16 * 1024
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""What a mail program posts, exactly (RFC 8058 §3.1)."""
BUTTON = ("confirm", "yes")
"""What the button of our own page posts."""

_READ = (HttpMethod.GET, HttpMethod.HEAD)
_ACCEPT_LANGUAGE_MAX = 10
_RETRY_AFTER_S = 60
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src http: https:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}
_Request = Request[Any, Any, State]
_Links = NamedDependency[Links]


def web_app(links: Links) -> Litestar:
    """Return the ASGI application."""
    return Litestar(
        [show_home, health, show_online, unsubscribe_page, unsubscribe, show_image],
        dependencies={"links": Provide(lambda: links, sync_to_thread=False)},
        exception_handlers={
            HTTPException: _error_response,
            DatabaseUnavailableError: _unavailable_response,
            Exception: _failure_response,
        },
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        state=State({"links": links}),
    )


@route("/", http_method=_READ)
async def show_home(request: _Request, links: _Links) -> Response[str]:
    """Show where one is."""
    return _page_response(await run_sync(lambda: links.home_page(wanted=_wanted_languages(request))))


@route("/health", http_method=_READ, media_type=MediaType.TEXT)
async def health(links: _Links) -> str:
    """Answer 200 while the database answers and can be written: what cannot, cannot unsubscribe anybody."""
    await run_sync(links.require_working)
    return "ok"


@route("/r/{token:str}", http_method=_READ)
async def show_online(request: _Request, token: FromPath[str], links: _Links) -> Response[str]:
    """Show the mail of a token, with neutral values."""
    return _page_response(await run_sync(lambda: links.online_page(token, wanted=_wanted_languages(request))))


@route("/u/{token:str}", http_method=_READ)
async def unsubscribe_page(request: _Request, token: FromPath[str], links: _Links) -> Response[str]:
    """Ask whether the member wants to leave the list. Scanners that follow links change nothing."""
    return _page_response(
        await run_sync(lambda: links.unsubscribe_page(token, wanted=_wanted_languages(request)))
    )


@post("/u/{token:str}", status_code=HTTP_200_OK)
async def unsubscribe(request: _Request, token: FromPath[str], links: _Links) -> Response[str]:
    """End the subscription: for our own button, and for a mail program's one-click post (RFC 8058).

    Needs no cookie, no login, no Referer; never redirects. Anything else than these two bodies asks again.
    """
    posted_field = await _posted_field(request)
    evidence = {ONE_CLICK: "one-click", BUTTON: "page"}.get(posted_field) if posted_field else None
    wanted = _wanted_languages(request)
    if evidence is None:
        page = await run_sync(lambda: links.unsubscribe_page(token, wanted=wanted))
        return _page_response(page, HTTP_400_BAD_REQUEST)
    unsubscribe = partial(links.unsubscribe, token, evidence=evidence, wanted=wanted, now=now())
    return _page_response(await run_sync(unsubscribe))


@route("/assets/{name:str}", http_method=_READ)
async def show_image(name: FromPath[str], links: _Links) -> Response[bytes]:
    """Show a published picture. Its name is its content, so it may be kept for ever."""
    picture = await run_sync(links.image, name.partition(".")[0])
    if picture is None:
        return Response(b"", status_code=HTTP_404_NOT_FOUND, media_type="text/plain")
    media_type, body = picture
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(body, media_type=media_type, headers=headers)


def _page_response(page: Page, status_code: int = HTTP_200_OK) -> Response[str]:
    return Response(
        page.html,
        status_code=status_code if page.is_found else HTTP_404_NOT_FOUND,
        media_type=MediaType.HTML,
        headers={**_HEADERS, "Content-Language": str(page.locale)},
    )


async def _posted_field(request: _Request) -> tuple[str, str] | None:
    """Return the one field that was posted, None when it was anything else."""
    form = await request.form()
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return fields[0] if len(fields) == 1 else None


def _wanted_languages(request: _Request) -> Sequence[Locale]:
    """Return the languages of the browser, the most wanted first (RFC 9110 §12.5.4)."""
    ranked_locales = []
    for part in request.headers.get("accept-language", "").split(",")[:_ACCEPT_LANGUAGE_MAX]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            ranked_locales.append((-float(weight or 1), Locale.parse(tag)))
        except ValueError:
            continue
    return [locale for _, locale in sorted(ranked_locales, key=lambda pair: pair[0])]


def _error_response(request: _Request, error: HTTPException) -> Response[str]:
    """Show the same page for every address that leads nowhere; plain words for a wrong method or body."""
    if error.status_code != HTTP_404_NOT_FOUND:
        return Response(
            error.detail, status_code=error.status_code, media_type=MediaType.TEXT, headers=_HEADERS
        )
    links: Links = request.app.state["links"]
    try:
        return _page_response(links.unknown_page(wanted=_wanted_languages(request)))
    except DatabaseUnavailableError as unavailable:
        return _unavailable_response(request, unavailable)


def _unavailable_response(request: _Request, error: DatabaseUnavailableError) -> Response[str]:
    """Say that it is our fault and will pass: 503 lets a mail program post its one click again.

    Whoever watches `/health` reads what is the matter; who follows a link gets a page.
    """
    log.error("web.unavailable", why=str(error))
    headers = {**_HEADERS, "Retry-After": str(_RETRY_AFTER_S)}
    if request.url.path.rstrip("/") == "/health":
        return Response(
            str(error), status_code=HTTP_503_SERVICE_UNAVAILABLE, media_type=MediaType.TEXT, headers=headers
        )
    page = unavailable_page(wanted=_wanted_languages(request))
    response = _page_response(page, HTTP_503_SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = headers["Retry-After"]
    return response


def _failure_response(_request: _Request, error: Exception) -> Response[str]:
    """Say that it is our fault, without saying more; the log has the kind of error, never the path."""
    log.error("web.failed", error=type(error).__name__, exc_info=error)
    return Response(
        "Something went wrong here. Please try again in a minute.",
        status_code=HTTP_500_INTERNAL_SERVER_ERROR,
        media_type=MediaType.TEXT,
        headers=_HEADERS,
    )
