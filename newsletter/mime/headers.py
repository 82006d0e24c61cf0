"""Header lines of a mail, each ending in CRLF, written by hand because a wrong fold stays unseen.

The `email` package turns a long List-Unsubscribe or Feedback-ID into encoded words, and one-click
unsubscribing silently dies (python/cpython#85725). Structured fields here are never encoded, and
are folded only where their grammar has a comma or where an address begins.

Sources: RFC 5322 §2.1.1 (998 and 78 characters), §3.4 (addresses), §3.6 (fields); RFC 2369 §2
(list fields); RFC 2919 §2 and §3 (List-Id); RFC 8058 §3.1 (one-click); RFC 5890 §2.3.2.1 (A-labels).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache

import idna

from newsletter.mime.encoded_words import FOLD, phrase, unstructured_value

SUBJECT = "Subject: "

_LINE_MAX = 76  # what RFC 2047 §2 allows a line with an encoded word in it
_URI_MAX = 900
_LIST_ID_MAX = 255
_FEEDBACK_FIELDS_MAX = 4
_LOCAL_MAX_BYTES = 64
_ADDRESS_MAX_BYTES = 254
# A dot-atom, or a quoted string without line ends; non-ASCII letters as RFC 6531 §3.3 allows them.
_ADDRESS = re.compile(
    r'(?P<local>[^\s"(),:;<>@\[\\\]\x00-\x1f\x7f-\x9f]+|"[^\x00-\x1f\x7f-\x9f]*")@(?P<domain>[^\s@<>"]+)'
)
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\]", re.IGNORECASE | re.ASCII)
_URI = re.compile(r"(?:https?://|mailto:)[!#-;=?-~]+", re.IGNORECASE)
_FEEDBACK_FIELD = re.compile(r"[A-Za-z0-9_.-]+")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+>")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address, as From, To and Reply-To show them; the domain becomes an A-label.

    Raises:
        ValueError: not one address, or too long a one (RFC 5321 §4.5.3.1).
    """

    name: str
    address: str

    def __post_init__(self) -> None:
        """Keep the address as it goes over the wire."""
        object.__setattr__(self, "address", wire_address(self.address))


def wire_address(address: str) -> str:
    """Return the address as it stands in an envelope: its domain an A-label, its local part untouched.

    >>> wire_address("info@bücher.example")
    'info@xn--bcher-kva.example'
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError("not an address of the form name@example.org: mend it at its source")
    address_on_wire = f"{match['local']}@{a_label(match['domain'])}"
    if len(match["local"].encode()) > _LOCAL_MAX_BYTES or len(address_on_wire.encode()) > _ADDRESS_MAX_BYTES:
        raise ValueError("an address has at most 64 octets before the @ and 254 in all")
    return address_on_wire


@lru_cache(maxsize=4096)
def a_label(domain: str) -> str:
    """Return the domain in ASCII, by IDNA 2008 with the mapping of UTS #46.

    Raises:
        ValueError: not a domain name.

    >>> a_label("faß.example")
    'xn--fa-hia.example'
    """
    try:
        ascii_domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError as fault:
        raise ValueError(f"{domain!r} is not a domain name: {fault}") from fault
    if _DOMAIN.fullmatch(ascii_domain) is None:
        raise ValueError(f"{domain!r} is not a domain name; write one such as example.org")
    return ascii_domain


def is_uri(text: str) -> bool:
    """Tell whether this is an http, https or mailto URI in plain ASCII, fit for a header and an attribute."""
    return _URI.fullmatch(text) is not None


@lru_cache(maxsize=64)  # all mails of a wave have one Date
def date_line(date: datetime) -> str:
    """Return the Date of an aware moment.

    Raises:
        ValueError: the moment has no time zone.
    """
    if date.tzinfo is None:
        raise ValueError("the date of a mail needs a time zone; pass an aware datetime")
    return f"Date: {format_datetime(date)}\r\n"


def mailbox_line(field: str, to: Mailbox) -> str:
    """Return From, To or Reply-To with one mailbox; the address is never encoded or broken."""
    start = f"{field}: "
    if not to.name:
        return f"{start}{to.address}\r\n"
    shown = start + phrase(to.name, column=len(start))
    last_line_length = len(shown) - shown.rfind("\n") - 1
    fits = last_line_length + len(to.address) + len(" <>") <= _LINE_MAX
    return f"{shown}{' ' if fits else FOLD}<{to.address}>\r\n"


def subject_line(text: str) -> str:
    """Return the Subject, encoded where it has to be."""
    return f"{SUBJECT}{unstructured_value(text, column=len(SUBJECT))}\r\n"


def message_id_line(message_id: str) -> str:
    """Return the Message-ID, which is given with its angle brackets."""
    if _MESSAGE_ID.fullmatch(message_id) is None:
        raise ValueError(f"{message_id!r} is not a Message-ID; make one with delivery_names.message_id")
    return f"Message-ID: {message_id}\r\n"


def list_id_line(phrase_text: str, identifier: str) -> str:
    """Return the List-Id; the phrase is left out where it cannot be written in plain ASCII.

    Raises:
        ValueError: the identifier is no dotted name, or the value is over 255 characters.
    """
    if "." not in identifier or _DOMAIN.fullmatch(identifier) is None:
        raise ValueError(f"{identifier!r} is not a list identifier; write one such as members.example.org")
    shown = phrase(phrase_text, column=len("List-Id: "))
    value = f"{shown} <{identifier}>" if shown and "=?" not in shown else f"<{identifier}>"
    if len(value) > _LIST_ID_MAX:
        raise ValueError(f"the List-Id of {identifier} is over {_LIST_ID_MAX} characters; shorten its name")
    if len("List-Id: ") + len(value) > _LINE_MAX:
        value = value.replace(" <", f"{FOLD}<")
    return f"List-Id: {value}\r\n"


def list_unsubscribe_lines(uris: Sequence[str]) -> str:
    """Return List-Unsubscribe and List-Unsubscribe-Post; the first URI must be the one-click page.

    Raises:
        ValueError: a URI that is no http, https or mailto URI in ASCII, or over 900 characters.
    """
    for uri in uris:
        if len(uri) > _URI_MAX or not is_uri(uri):
            raise ValueError(f"{uri[:100]!r} is not an ASCII URI of at most {_URI_MAX} characters")
    if not uris[0].lower().startswith("http"):
        raise ValueError("the first URI of List-Unsubscribe must be the page that takes one-click posts")
    value = f",{FOLD}".join(f"<{uri}>" for uri in uris)
    return f"List-Unsubscribe: {value}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def feedback_id_line(fields: Sequence[str]) -> str:
    """Return the Feedback-ID of up to four fields, the last of which names the sender and never changes.

    Source: Gmail's help for senders, "Feedback Loop".

    Raises:
        ValueError: no field, over four, or one with other than letters, digits, dot, hyphen, underscore.
    """
    if not 1 <= len(fields) <= _FEEDBACK_FIELDS_MAX or not all(map(_FEEDBACK_FIELD.fullmatch, fields)):
        raise ValueError(f"{':'.join(fields)!r} is not a Feedback-ID; write one to four short ASCII names")
    return f"Feedback-ID: {':'.join(fields)}\r\n"
