"""Is what is to be sent fit for the world: do its links lead anywhere, is its sender somebody?

    public URL, settings ──▶ what is to be mended, a sentence each ──▶ publish, send, tick and workers refuse

Asked wherever mail goes to a relay that delivers. The local inbox takes everything.

Sources: RFC 2606 §2 and §3, RFC 6761 §6 (names for tests and examples); RFC 6762 §3 and appendix G, RFC 8375
(names of private networks); RFC 7686, RFC 9476 (names outside the DNS); `ipaddress` for IANA's registries of
special addresses.
"""

import re
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from unicodedata import normalize
from urllib.parse import urlsplit

from newsletter.errors import RuleError, SettingsError
from newsletter.revision.sending_settings import SendingSettings

PLACEHOLDER_POSTAL_ADDRESS = "Street and number, postcode and city, country"
"""What `newsletter init` writes, for its owner to change."""
_INVENTED_PLACES = ("street and number", "postcode and city", "12 example square", "example city")
"""Parts of that, and of the example's."""
_NAMES_OF_NOBODY = (
    *("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"),
    *("local", "corp", "home", "home.arpa", "internal", "intranet", "lan", "private"),
    *("alt", "onion"),
)
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")


def is_of_the_world(host: str) -> bool:
    """Tell whether a host name or address can be one that everybody reaches.

    >>> is_of_the_world("news.python.org"), is_of_the_world("127.0.0.1"), is_of_the_world("news.example.org")
    (True, False, False)
    """
    name = normalize("NFKC", host).replace("。", ".").casefold().strip("[]").rstrip(".")
    try:
        address = _address_of(name)
    except OSError:
        return False
    if address is not None:
        return address.is_global and not address.is_multicast
    return "." in name and not any(f".{name}".endswith(f".{reserved}") for reserved in _NAMES_OF_NOBODY)


def _address_of(name: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is written as, None for a name; OSError for what ends in a number only.

    Browsers read 127.1, 0x7f000001 and 2130706433 as 127.0.0.1 (WHATWG URL, "IPv4 parser").
    """
    if ":" in name:
        address = ip_address(name.partition("%")[0])
        return getattr(address, "ipv4_mapped", None) or address
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        return IPv4Address(socket.inet_aton(name))
    return None


def require_public_url(public_url: str) -> None:
    """Refuse to start what sends to the world with links that lead nowhere.

    Raises:
        SettingsError: with what is to be set.
    """
    if faults := _url_faults(public_url):
        raise SettingsError(_refusal(faults))


def require_fit_to_publish(settings: SendingSettings) -> None:
    """Refuse to publish what could not be sent.

    Raises:
        RuleError: with everything that is to be mended.
    """
    if faults := [*_url_faults(settings.public_url), *_newsroom_faults(settings)]:
        raise RuleError(_refusal(faults))


def sending_trouble(settings: SendingSettings, *, public_url: str) -> str | None:
    """Return why mails of a revision are not to be sent with links that begin so, or None."""
    faults = [*_published_url_faults(settings), *_newsroom_faults(settings)]
    if faults:
        faults.append(
            "Then publish the edition again (newsletter publish), and make the campaign again "
            "(newsletter campaign create)"
        )
    faults = [*_url_faults(public_url), *faults]
    return _refusal(faults) if faults else None


def _refusal(faults: Sequence[str]) -> str:
    return f"Mail goes to a real relay (NEWSLETTER_SMTP_URL), but this is not fit for it. {'. '.join(faults)}"


def _url_faults(public_url: str) -> list[str]:
    if is_of_the_world(_host_of(public_url)):
        return []
    what = f"Links would begin with {public_url}, which the world does not reach"
    return [f"{what}. Set NEWSLETTER_PUBLIC_URL to where it reaches the web service"]


def _published_url_faults(settings: SendingSettings) -> list[str]:
    """Return what is wrong with the links that a revision has inside; older ones do not say."""
    if not settings.public_url or is_of_the_world(_host_of(settings.public_url)):
        return []
    return [
        f"The edition was published with pictures at {settings.public_url}, which the world does not reach"
    ]


def _newsroom_faults(settings: SendingSettings) -> list[str]:
    """Return what is still an example's in the newsroom's own settings."""
    reply_domain = (settings.reply_to or "").rpartition("@")[2]
    asked = [
        ("The sender", settings.sender_domain, "address, below [sender]"),
        ("The address for answers", reply_domain, "reply_to"),
        ("The website", _host_of(settings.website), "website"),
    ]
    faults = [
        f"{what} is at {host}, a name for examples or private networks. Write your own in "
        f"newsroom.toml ({key})"
        for what, host, key in asked
        if host and not is_of_the_world(host)
    ]
    if any(place in _spaced(settings.postal_address) for place in _INVENTED_PLACES):
        faults.append(
            "The postal address is a placeholder. Write in newsroom.toml (postal_address) who is responsible"
        )
    return faults


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())


def _host_of(url: str) -> str:
    """Return the host of a URL; nothing where it cannot be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
