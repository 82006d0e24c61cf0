"""The web application of the inbox, assembled."""

from typing import Any

from litestar import Litestar, MediaType, Request, Response
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromQuery

from newsletter.errors import NotFoundError
from newsletter.local.inbox import api, pages
from newsletter.local.inbox.index import InboxFilter, InboxIndex
from newsletter.local.inbox.mailbox import InboxMailbox

_Request = Request[Any, Any, Any]
_Connection = ASGIConnection[Any, Any, Any, Any]

_HANDLERS = [
    pages.show_list,
    pages.show_mail,
    pages.show_html,
    pages.show_source,
    pages.download,
    pages.clear,
    pages.stylesheet,
    api.list_mails,
    api.show_mail,
    api.clear,
]


def inbox_app(mailbox: InboxMailbox) -> Litestar:
    """Return the pages and the API of one mailbox, as an ASGI application."""
    index = InboxIndex(mailbox)
    return Litestar(
        _HANDLERS,
        dependencies={
            "mailbox": Provide(lambda: mailbox, sync_to_thread=False),
            "index": Provide(lambda: index, sync_to_thread=False),
            "wanted": Provide(_inbox_filter, sync_to_thread=False),
        },
        guards=[_refuse_other_sites],
        exception_handlers={NotFoundError: _not_found_page, HTTPException: _http_error_page},
        after_request=_with_security_headers,
        openapi_config=None,
        logging_config=None,
    )


def _inbox_filter(
    language: FromQuery[str] = "", recipient: FromQuery[str] = "", q: FromQuery[str] = ""
) -> InboxFilter:
    return InboxFilter(language=language, recipient=recipient, words=q)


def _refuse_other_sites(connection: _Connection, _: BaseRouteHandler) -> None:
    """Decline what another site's page asks a browser to do here; programs send no Origin."""
    origin = connection.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != connection.headers.get("host"):
        raise PermissionDeniedException("Another site's page may not do that")


def _with_security_headers(response: Response[Any]) -> Response[Any]:
    """Give every answer the policy of the pages, but for a mail's HTML, which has its own."""
    response.headers.setdefault("Content-Security-Policy", pages.PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _not_found_page(request: _Request, error: NotFoundError) -> Response[Any]:
    return _error_page(request, 404, str(error))


def _http_error_page(request: _Request, error: HTTPException) -> Response[Any]:
    return _error_page(request, error.status_code, error.detail)


def _error_page(request: _Request, status_code: int, text: str) -> Response[Any]:
    """Say what is wrong: as JSON to who uses the API, as a page to who reads pages."""
    if request.url.path.startswith("/api/"):
        return Response({"error": text}, media_type=MediaType.JSON, status_code=status_code)
    return pages.render("error.html", status_code=status_code, text=text)
