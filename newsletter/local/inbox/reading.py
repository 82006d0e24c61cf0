"""A kept mail taken apart for a person: what its parts say, where its links lead, what is odd.

Nothing in here raises, whatever came: a mail that cannot be taken apart has no parts.
"""

import email
import html
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from newsletter.i18n.locale import Locale
from newsletter.local.inbox.headers import (
    Header,
    decode_text,
    decode_words,
    first_value,
    headers_of,
    showable_text,
)

# Bounds on what one page shows. The patterns below are bounded as well, so that none takes more
# than linear time on a hostile mail.
_LINK_COUNT = 200
_LINKS_WITHIN = 1_000_000
_LINK = re.compile(
    r"""<a\b[^<>]{0,2000}?\bhref\s{0,9}=\s{0,9}(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s<>"']{1,4000}))""",
    re.IGNORECASE,
)
_BARE_LINK = re.compile(r"https?://[^\s<>\"]{1,4000}")
_HTML_LANGUAGE = re.compile(
    r"""<html\b[^<>]{0,2000}?\blang\s{0,9}=\s{0,9}["']?([A-Za-z0-9-]{1,100})""", re.IGNORECASE
)
_LINE_LIMIT_BYTES = 998


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part that is neither of the two texts."""

    filename: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedMail:
    """One mail, taken apart. `html` and `text` are None where the mail has no such part."""

    headers: tuple[Header, ...]
    language: Locale | None
    html: str | None
    text: str | None
    attachments: tuple[Attachment, ...]
    links: tuple[str, ...]
    oddities: tuple[str, ...]
    """Sentences about what relays or readers may object to."""


def parse_mail(content: bytes) -> ParsedMail:
    """Return what a mail says."""
    headers = headers_of(content)
    try:
        parts = list(_leaf_parts(email.message_from_bytes(content)))
        oddities = tuple(_oddities(content, headers))
    except RecursionError:
        parts, oddities = [], ("Its parts are nested too deeply to be taken apart.",)
    html_text, text = _text_of(parts, "text/html"), _text_of(parts, "text/plain")
    return ParsedMail(
        headers=headers,
        language=language_of(headers, html_text),
        html=html_text,
        text=text,
        attachments=tuple(_attachments(parts)),
        links=_links_in(html_text, text),
        oddities=oddities,
    )


def language_of(headers: tuple[Header, ...], html_text: str | None) -> Locale | None:
    """Return the language of a mail: what its head says (RFC 3282), else what its HTML says."""
    tags = [tag.strip() for tag in first_value(headers, "Content-Language").split(",")]
    declared = _HTML_LANGUAGE.search(html_text or "")
    for tag in tags + ([declared[1]] if declared else []):
        try:
            return Locale.parse(tag)
        except ValueError:
            continue
    return None


def _leaf_parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if not part.is_multipart())


def _text_of(parts: list[Message], media_type: str) -> str | None:
    """Return the first part of a type that is no attachment, and no longer count it as one."""
    for position, part in enumerate(parts):
        if part.get_content_type() == media_type and part.get_content_disposition() != "attachment":
            del parts[position]
            return showable_text(decode_text(_octets(part), str(part.get_content_charset("utf-8"))))
    return None


def _octets(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachments(parts: list[Message]) -> Iterator[Attachment]:
    for part in parts:
        name = showable_text(decode_words(str(part.get_filename("") or "")))
        media_type = showable_text(part.get_content_type())
        if octets := _octets(part):
            yield Attachment(filename=name or "(no name)", media_type=media_type, size_bytes=len(octets))


def _links_in(html_text: str | None, text: str | None) -> tuple[str, ...]:
    """Return where the links of both parts lead, each once, in their order; web addresses only."""
    html_links = (
        html.unescape(match[1] or match[2] or match[3])
        for match in _LINK.finditer((html_text or "")[:_LINKS_WITHIN])
    )
    text_links = (match[0].rstrip(".,;:!?)]") for match in _BARE_LINK.finditer((text or "")[:_LINKS_WITHIN]))
    links = (link.strip() for link in itertools.chain(html_links, text_links))
    web_links = (showable_text(link) for link in links if link.lower().startswith(("http://", "https://")))
    return tuple(itertools.islice(dict.fromkeys(web_links), _LINK_COUNT))


def _oddities(content: bytes, headers: tuple[Header, ...]) -> Iterator[str]:
    names = {header.name.lower() for header in headers}
    for name in ("From", "Date", "Message-ID"):
        if name.lower() not in names:
            yield f"It has no {name} header (RFC 5322 §3.6)."
    if len(re.findall(rb"[\r\n]", content)) != 2 * content.count(b"\r\n"):
        yield "A line ends in something else than CR LF (RFC 5322 §2.3)."
    longest_bytes = max(map(len, content.split(b"\r\n")))
    if longest_bytes > _LINE_LIMIT_BYTES:
        yield f"A line is {longest_bytes} bytes long; 998 are allowed (RFC 5322 §2.1.1)."
    if b"\0" in content:
        yield "It holds a NUL (RFC 5322 §2.2)."
