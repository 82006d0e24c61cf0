"""Read the broker's address as the client library wants it: Valkey speaks Redis, under either name.

NEWSLETTER_BROKER_URL ──▶ parse_broker_url() ──▶ Celery's `broker_url`

redis://host[:6379][/0]     valkey:// is the same        rediss://, valkeys:// with TLS
redis+socket:///path        a socket of this machine     ?virtual_host=0   its number of a database

Source: docs.celeryq.dev, "Using Redis", and kombu's `transport/redis.py` (its URL).
"""

from urllib.parse import parse_qsl

from newsletter.errors import SettingsError
from newsletter.server_url import ESCAPES, ServerUrl, split_server_url

_SETTING = "The broker's URL (NEWSLETTER_BROKER_URL)"
_SOCKET = "redis+socket"
_SCHEMES = {
    "redis": "redis",
    "rediss": "rediss",
    "valkey": "redis",
    "valkeys": "rediss",
    _SOCKET: _SOCKET,
    "valkey+socket": _SOCKET,
}
_PARAMETERS = (
    "virtual_host",
    "ssl_cert_reqs",
    "ssl_ca_certs",
    "ssl_certfile",
    "ssl_keyfile",
    "ssl_check_hostname",
)
_CERTIFICATES = ("CERT_REQUIRED", "CERT_OPTIONAL", "CERT_NONE", "required", "optional", "none")


def parse_broker_url(url: str) -> str:
    """Return the URL in the spelling that the client library understands.

    Raises:
        SettingsError: it cannot be used; the text never repeats it, for it may hold a password.

    >>> parse_broker_url("valkeys://:s%2Fcret@broker.example.org/0")
    'rediss://:s%2Fcret@broker.example.org/0'
    """
    fault = ""
    try:
        parts = split_server_url(url)
        fault = _fault_in(parts)
    except ValueError as error:
        fault = str(error)
    if fault:
        raise SettingsError(f"{_SETTING} {fault}")
    return parts.text(_SCHEMES[parts.scheme])


def _fault_in(parts: ServerUrl) -> str:
    """Say what Celery's client library would stumble over; empty where there is nothing."""
    scheme, database = _SCHEMES.get(parts.scheme), parts.path.strip("/")
    if scheme is None or bool(parts.host) is (scheme == _SOCKET) or (scheme == _SOCKET and not database):
        return (
            "is not of the form redis://HOST:6379/0, rediss://…, valkey://…, valkeys://… "
            f"or redis+socket:///PATH; {ESCAPES}"
        )
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if not {name for name, _ in pairs} <= set(_PARAMETERS):
        return f"has an unknown parameter; known are {', '.join(_PARAMETERS)}"
    if dict(pairs).get("ssl_cert_reqs", "none") not in _CERTIFICATES:
        return "has an unknown ssl_cert_reqs=…; write required, optional or none"
    number = dict(pairs).get("virtual_host", "0") if scheme == _SOCKET else database or "0"
    if not (number.isascii() and number.isdigit()):
        return "ends with no number of a database; write /0"
    return ""
