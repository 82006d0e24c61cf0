"""Take the URL of a server apart, or say what is wrong with it without repeating any of it.

    redis://USER:PASSWORD@HOST:PORT/PATH?QUERY ──▶ split_server_url() ──▶ ServerUrl

A password that holds / ? # or @ unescaped moves parts of itself to where host, port, path and query
stand, and so into errors. What looks like that is refused, in words that hold nothing of the URL.

Source: RFC 3986 §2.1 (percent-encoding), §3.2 (authority).
"""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, unquote, urlsplit

ESCAPES = "in a user name or password write / ? # @ : [ ] and % as %2F %3F %23 %40 %3A %5B %5D and %25"
_NEVER_IN_A_HOST = frozenset(';,\\"<>^`{|}')


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerUrl:
    """The parts of a URL; user name and password with their escapes undone. Neither is in its repr."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)

    def text(self, scheme: str) -> str:
        """Return the URL again under a scheme, with everything in user name and password escaped."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        user, password = quote(self.user or "", safe=""), quote(self.password or "", safe="")
        login = f"{user}:{password}@" if password else f"{user}@" if user else ""
        port = f":{self.port}" if self.port else ""
        return f"{scheme}://{login}{host}{port}{self.path}" + (f"?{self.query}" if self.query else "")


def split_server_url(url: str) -> ServerUrl:
    """Return the parts of a URL.

    Raises:
        ValueError: half a sentence on what is wrong, and the remedy; it holds no part of the URL.

    >>> split_server_url("redis://:s%40crets@h:6379/0").password
    's@crets'
    """
    if not url.isprintable() or url != url.strip() or not url:
        raise ValueError("is empty, or has a blank at an end or a control character inside")
    found = _split(url)
    if found is None:
        raise ValueError(
            f"has a port or host that cannot be read; an IPv6 address stands in brackets, and {ESCAPES}"
        )
    parts, port = found
    if "@" in f"{parts.path}{parts.query}" or "#" in url:
        raise ValueError(f"goes on behind its host as no URL of a server does; {ESCAPES}")
    return ServerUrl(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        path=parts.path,
        query=parts.query,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def url_without_password(url: str) -> str:
    """Return a URL that may be shown, of a database or a broker; a user name alone may be a secret too.

    >>> url_without_password("redis://user:word@host:6379/0")
    'redis://user:***@host:6379/0'
    """
    scheme, _, rest = url.partition("://")
    login, at, place = rest.rpartition("@")
    user, colon, _ = login.partition(":")
    shown_login = f"{user}:***@" if colon else "***@" if at else ""
    where, _, query = place.partition("?")
    places = [pair for pair in query.split("&") if pair.startswith(("host=", "port=", "virtual_host="))]
    return f"{scheme}://{shown_login}{where}" + (f"?{'&'.join(places)}" if places else "")


def _split(url: str) -> tuple[SplitResult, int | None] | None:
    """Return the parts and the port; None where host or port can be none. Whatever raises names both."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        host.encode("idna" if ":" not in host else "ascii")
    except ValueError:  # UnicodeError is one
        return None
    is_host = not any(letter.isspace() or letter in _NEVER_IN_A_HOST for letter in host)
    return (parts, port) if is_host and port != 0 else None
