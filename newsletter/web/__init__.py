"""Pages behind the links of a mail, and its images. A GET changes nothing.

    /r/TOKEN        read online
    /u/TOKEN        unsubscribe: GET asks, POST acts (RFC 8058: without cookie, login or redirect)
    /assets/…       pictures by their SHA-256, for ever the same
    /health         200 while the database answers and can be written; 503 with the reason otherwise

All of them answer 503 while the database is away: a mail program then posts its one click again.

Nothing is logged of a request but its route: a path holds a token.
"""

import uvicorn

from newsletter.errors import UnavailableError
from newsletter.subscriptions.pages import Links
from newsletter.web.app import web_app
from newsletter.wiring import Installation

__all__ = ["serve", "web_app"]


def serve(installation: Installation) -> None:
    """Serve on the address and port of the settings until SIGTERM or SIGINT.

    Raises:
        UnavailableError: the port cannot be had.
    """
    host, port = installation.settings.web_host, installation.settings.web_port
    with installation.database() as database:
        config = uvicorn.Config(
            web_app(Links(database=database, keys=installation.keys)),
            host=host,
            port=port,
            access_log=False,
            server_header=False,
            log_config=None,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(config)
        try:
            server.run()
        except SystemExit as error:
            raise UnavailableError(
                f"The web service cannot listen on {host}:{port}. "
                "End what has the port, or set NEWSLETTER_WEB_PORT"
            ) from error
