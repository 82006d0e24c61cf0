"""Addresses of links and pictures: made absolute where the page allows, judged for use in a mail.

Sources: RFC 3986 §4.2 (relative references), §5 (resolution), §7.5 (user information).
"""

from urllib.parse import unquote, urljoin, urlsplit

from newsletter.importing.blocks import excerpt
from newsletter.newsroom.fields import web_address

MISSING = "missing:"
"""A link whose reference the text uses and does not define."""


def absolute(url: str, base_url: str | None) -> str:
    """Return the whole address of a relative one, where the page tells what it is relative to.

    >>> absolute("../plan", "https://a.example/news/2019")
    'https://a.example/plan'
    """
    if not url or url.startswith("#"):
        return url
    try:
        return urljoin(base_url or ("https:" if url.startswith("//") else ""), url)
    except ValueError:
        return url


def scheme_of(url: str) -> str:
    """Return the scheme of an address in small letters, empty where it has none."""
    try:
        return urlsplit(url).scheme
    except ValueError:
        return "?"


def why_not_followed(url: str) -> str | None:
    """Return why an address cannot be followed from a mail, None where it can.

    >>> why_not_followed("#")
    'leads nowhere (`#`)'
    """
    scheme = scheme_of(url)
    if scheme in {"mailto", "tel"}:
        return None
    if scheme in {"http", "https", "?"}:
        return _fault_of_web_address(url)
    if url in _DEAD:
        return _DEAD[url]
    if url.startswith("#"):
        return f"leads to a place of the page only ({excerpt(unquote(url))})"
    return f"leads to {excerpt(unquote(url))}, which " + (
        "no mail can open" if scheme else "is relative to the site"
    )


_DEAD = {
    "": "has no address",
    "#": "leads nowhere (`#`)",
    MISSING: "uses a reference that the text does not define",
}


def _fault_of_web_address(url: str) -> str | None:
    try:
        web_address(url)
    except ValueError as error:
        return f"cannot be followed: {error}"
    return None
