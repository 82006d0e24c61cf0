"""How a program shows that it is ready: a socket accepts, a URL answers 200."""

import http.client
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

_ANSWER_WITHIN_S = 1.0


@dataclass(frozen=True, slots=True)
class TcpProbe:
    """Ready when a TCP connection to host and port is accepted."""

    host: str
    port: int

    def reset(self) -> None:
        """Nothing stays behind: a port closes with its program."""

    def is_answered(self) -> bool:
        """Return True when somebody accepts the connection."""
        try:
            with socket.create_connection((self.host, self.port), timeout=_ANSWER_WITHIN_S):
                return True
        except OSError:
            return False

    def __str__(self) -> str:
        """Name what is asked."""
        return f"{self.host} port {self.port} accepts connections"


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """Ready when a GET of an http:// URL is answered with 200."""

    url: str

    def reset(self) -> None:
        """Nothing stays behind: a port closes with its program."""

    def is_answered(self) -> bool:
        """Return True when the answer is 200.

        `http.client` and not `urllib.request`, which would ask a proxy named in the environment.
        """
        split_url = urlsplit(self.url)
        connection = http.client.HTTPConnection(split_url.netloc, timeout=_ANSWER_WITHIN_S)
        try:
            connection.request(
                "GET", f"{split_url.path or '/'}{'?' * bool(split_url.query)}{split_url.query}"
            )
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def __str__(self) -> str:
        """Name what is asked."""
        return f"{self.url} answers 200"
