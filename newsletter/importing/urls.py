"""Addresses of links and pictures: made absolute where the page allows, judged for use in a mail.

Rule: links that lead nowhere in a mail lose their address, keep their words, and are told.

blocks ──▶ with_live_links() ──▶ blocks

Sources: RFC 3986 §4.2 (relative references), §5 (resolution), §7.5 (user information).
"""

import re
from urllib.parse import unquote, urljoin, urlsplit

from newsletter.importing.blocks import Block, BlockKind, ImportFaults, Places, excerpt, with_spans
from newsletter.importing.inline import address
from newsletter.newsroom.fields import web_address

MISSING = "missing:"
"""A link whose reference the text uses and does not define."""
_REMEDY = "Find the address and make the words a link again, or reword the sentence"


def absolute_url(url: str, base_url: str | None) -> str:
    """Return the whole address of a relative one, where the page tells what it is relative to.

    >>> absolute_url("../plan", "https://a.example/news/2019")
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


def with_live_links(blocks: list[Block], notes: ImportFaults, base_url: str | None) -> list[Block]:
    """Return the blocks with links to the web, to mailboxes and telephones only."""
    return [
        _with_live_links(block, notes, base_url)
        if "](" in block.text and block.kind is not BlockKind.CODE
        else block
        for block in blocks
    ]


def _with_live_links(block: Block, notes: ImportFaults, base_url: str | None) -> Block:
    places = Places(block.text, block.line)

    def live_link(match: re.Match[str]) -> str:
        if match["mark"]:
            return match[0]
        url = absolute_url(match["url"], base_url)
        reason = why_not_followed(url)
        if reason is None:
            return f"[{match['words']}]({address(url)})"
        what = f"the link {excerpt(match['words'])} {reason}; its words were kept"
        notes.add(places.line_at(match.start()), what, _REMEDY, kind="dead links")
        return match["words"]

    return block.with_text(with_spans(block.text, live_link))
