"""JSON over HTTP for one server: bounded in time and size, TLS verified, no redirects.

    HttpJson.get("/languages"), .post("/translate", {…}) ──▶ Answer(status, value, retry_after)

Every way in which the other side can fail is an UnavailableError that names the server and nothing of what
was sent: texts and keys stay out of errors.

Sources: RFC 9110 §10.2.3 (Retry-After), §15.4 (redirection).
"""

import json
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from newsletter.errors import SettingsError, UnavailableError

MOST_BYTES = 16 * 1024 * 1024
CONNECT_TIMEOUT_S = 10.0
ANSWER_TIMEOUT_S = 120.0
"""An engine on a small machine thinks for a while about two thousand characters."""
_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. `value` is its JSON."""

    status: int
    value: Any
    retry_after_s: float | None
    """How long it asks us to wait, None where it does not say."""


class HttpJson:
    """One server. Each request has a connection of its own."""

    def __init__(self, url: str, *, answer_timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        """Take an address apart.

        Raises:
            SettingsError: it is none of a server, or shows a user name or a password.
        """
        self._parts = _address_parts(url)
        self._answer_timeout_s = answer_timeout_s

    @property
    def host(self) -> str:
        """Where texts go, with the port if there is one: `127.0.0.1:5000`."""
        return self._parts.netloc

    def get(self, path: str) -> Answer:
        """Ask for a page below the address."""
        return self._ask("GET", path, None)

    def post(self, path: str, value: object) -> Answer:
        """Send JSON to a page below the address."""
        return self._ask("POST", path, json.dumps(value, ensure_ascii=False).encode())

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        connection = self._connection()
        headers = {"Accept": "application/json", "Content-Type": "application/json", "Connection": "close"}
        deadline = monotonic() + self._answer_timeout_s
        try:
            connection.connect()
            if connection.sock is not None:
                connection.sock.settimeout(self._answer_timeout_s)
            connection.request(method, self._parts.path.rstrip("/") + path, body, headers)
            with connection.getresponse() as response:
                return self._answer(response, self._read(response, deadline))
        except TimeoutError as error:
            raise self._unavailable_error("did not answer in time") from error
        except (OSError, HTTPException, UnicodeError) as error:
            raise self._unavailable_error(f"cannot be reached ({type(error).__name__})") from error
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            return HTTPSConnection(host, port, timeout=CONNECT_TIMEOUT_S, context=context)
        return HTTPConnection(host, port, timeout=CONNECT_TIMEOUT_S)

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        """Return the answer's octets. A server that trickles them does not hold us up for ever."""
        octets = b""
        while chunk := response.read1(_CHUNK_BYTES):
            octets += chunk
            if len(octets) > MOST_BYTES:
                raise self._unavailable_error(f"answered with more than {MOST_BYTES // 1024**2} MiB")
            if monotonic() > deadline:
                raise TimeoutError
        return octets

    def _answer(self, response: HTTPResponse, octets: bytes) -> Answer:
        status = response.status
        if 300 <= status < 400:  # noqa: PLR2004 -- RFC 9110 §15.4
            raise self._unavailable_error("sends us elsewhere; name the address where it really is")
        try:
            value = json.loads(octets)
        except (ValueError, RecursionError):
            value = None
        return Answer(status, value, _retry_after_s(response.getheader("Retry-After", "")))

    def _unavailable_error(self, what: str) -> UnavailableError:
        return UnavailableError(
            f"{self._parts.scheme}://{self.host} {what}. Check that it is up, and that it is the address "
            "of a server that speaks LibreTranslate's API (--url, NEWSLETTER_DRAFT_URL)"
        )


def _address_parts(url: str) -> SplitResult:
    """Return the parts of an address, or raise SettingsError, which does not repeat a password."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        raise SettingsError("The address of the server for drafts is none. Write https://HOST") from None
    if not is_good or "@" in parts.netloc or parts.query or parts.fragment or not url.isascii() or " " in url:
        raise SettingsError(
            "The address of the server for drafts is none. Write https://HOST or http://HOST:PORT, without a "
            "password and without ? or #; the key is NEWSLETTER_DRAFT_API_KEY"
        )
    return parts


def _retry_after_s(text: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, be they a number or a date."""
    if text.strip().isascii() and text.strip().isdigit():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
