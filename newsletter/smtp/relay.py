"""The relay: which SMTP server takes our mail, and on which terms.

NEWSLETTER_SMTP_URL ──▶ Relay.parse() ──▶ Relay ──▶ pool.py keeps connections to it

smtp://host[:25]        STARTTLS, except on this machine's loopback, where there is no TLS
smtps://host[:465]      TLS from the first octet (RFC 8314 §3.3)
?tls=none|starttls      says so for smtp://     ?ehlo=name      how we introduce ourselves
?verify=no              any certificate will do  ?connections=10 how many at once
?ca=/path/to/ca.pem     trust this authority     ?mails=100      how many mails per connection
?rehearsal=yes          delivers nothing to anybody: takes what is not fit for the world (tests)
"""

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qsl

from newsletter.errors import SettingsError
from newsletter.server_url import ESCAPES, ServerUrl, split_server_url

_PARAMETERS = ("tls", "verify", "ca", "ehlo", "connections", "mails", "rehearsal")
_FORM = "its form is smtp://host:port or smtps://user:password@host:port"
_PORTS = {"smtp": 25, "smtps": 465}


class Tls(StrEnum):
    """When the connection becomes encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """How long each phase may take, in seconds. Source: RFC 5321 §4.5.3.2.

    Giving up earlier after the dot, on a server that is still storing the mail, would leave the
    outcome unknown for no reason.
    """

    connect_s: float = 30.0
    greeting_s: float = 300.0
    command_s: float = 300.0
    data_s: float = 120.0
    block_s: float = 180.0
    """Without any progress while the body is being written."""
    dot_s: float = 600.0
    quit_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """One SMTP server that we may submit to. Its password is in no repr and in no error."""

    host: str
    port: int
    tls: Tls
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    verify: bool = True
    ca_file: Path | None = None
    ehlo_name: str | None = None
    """None: the address literal of our end of the connection (RFC 5321 §4.1.3), which needs no DNS."""
    connections_count: int = 10
    mails_per_connection: int | None = None
    """None: as many as the relay lets us."""
    is_rehearsal: bool = False
    """Somebody says that it delivers nothing; for tests only."""
    timeouts: Timeouts = Timeouts()

    def __post_init__(self) -> None:
        """Refuse to send a password in clear to anywhere but this machine (RFC 4954 §9)."""
        if self.user is not None and self.tls is Tls.NONE and not is_loopback(self.host):
            raise SettingsError(
                f"The relay {self.address} (NEWSLETTER_SMTP_URL) has a user name but no TLS, so that the "
                "password would travel in clear. Use smtps://, or add ?tls=starttls"
            )

    @property
    def address(self) -> str:
        """Return `host:port` for messages to a person."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, url: str) -> "Relay":
        """Return the relay that a URL describes; the forms are in the module's docstring.

        Raises:
            SettingsError: the URL cannot be used; its text never repeats the URL, which may hold a password.

        >>> Relay.parse("smtp://mail.example.org:587?tls=starttls").tls
        <Tls.STARTTLS: 'starttls'>
        """
        parts, fault = _split(url)
        if parts is None:
            _refuse(f"{fault}; {_FORM}")
        if parts.scheme not in _PORTS or not parts.host or parts.path.strip("/"):
            _refuse(f"names no SMTP server; {_FORM}; {ESCAPES}")
        if parts.password and not parts.user:
            _refuse("has a password and no user name; write smtps://user:password@host:port")
        return _relay_of(parts, _parameters_of(parts.query))


def _split(url: str) -> tuple[ServerUrl | None, str]:
    """Return the parts of a URL, or None and what is wrong with it."""
    try:
        return split_server_url(url), ""
    except ValueError as error:
        return None, str(error)


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address never leaves this machine."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _relay_of(parts: ServerUrl, parameters: dict[str, str]) -> Relay:
    return Relay(
        host=parts.host,
        port=parts.port or _PORTS[parts.scheme],
        tls=_tls_of(parts.scheme, parts.host, parameters.get("tls"), has_user=parts.user is not None),
        user=parts.user,
        password=(parts.password or "") if parts.user else None,
        verify=_is_yes("verify", parameters.get("verify", "yes")),
        ca_file=_file_of(parameters.get("ca")),
        ehlo_name=_ehlo_name_of(parameters.get("ehlo")),
        connections_count=_count("connections", parameters.get("connections", "10")),
        mails_per_connection=_count("mails", parameters["mails"]) if "mails" in parameters else None,
        is_rehearsal=_is_yes("rehearsal", parameters.get("rehearsal", "no")),
    )


def _parameters_of(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    unknown = sorted({name for name, _ in pairs} - set(_PARAMETERS))
    if unknown:
        _refuse(f"has the unknown parameter {unknown[0]!r}; known are {', '.join(_PARAMETERS)}")
    if len(pairs) != len(dict(pairs)):
        _refuse("has a parameter twice; write each once")
    return dict(pairs)


def _tls_of(scheme: str, host: str, wanted: str | None, *, has_user: bool) -> Tls:
    if scheme == "smtps":
        if wanted is not None:
            _refuse("says tls=… beside smtps://, which is TLS from the start; leave the parameter out")
        return Tls.IMPLICIT
    if wanted is None and has_user and is_loopback(host):
        _refuse(
            "has a user name; say ?tls=none to allow a password in clear on this machine, or ?tls=starttls"
        )
    if wanted not in {None, "none", "starttls"}:
        _refuse("has an unknown tls=…; write tls=none or tls=starttls, or smtps:// for TLS from the start")
    return Tls(wanted or ("none" if is_loopback(host) else "starttls"))


def _is_yes(name: str, text: str) -> bool:
    if text not in {"yes", "no"}:
        _refuse(f"has an unknown {name}=…; write {name}=yes or {name}=no")
    return text == "yes"


def _file_of(text: str | None) -> Path | None:
    if text is None:
        return None
    if not Path(text).is_file():
        _refuse(f"names the file ca={text}, which does not exist; give the path of a PEM file")
    return Path(text)


def _ehlo_name_of(text: str | None) -> str | None:
    if text is not None and not (text.isascii() and text.isprintable() and text and " " not in text):
        _refuse("has an ehlo=… that is no host name; write ehlo=news.example.org")
    return text


def _count(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        _refuse(f"has {name}=… that is no number above 0; write {name}=10")
    return int(text)


def _refuse(what: str) -> NoReturn:
    raise SettingsError(f"The relay's URL (NEWSLETTER_SMTP_URL) {what}")
