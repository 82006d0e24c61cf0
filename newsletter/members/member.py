"""A member: a person who may be written to, and their relation to a list.

Addresses are kept as they are sent to (the domain as A-labels, RFC 5890); a key in lower case finds
duplicates. The local part is never changed for sending (RFC 5321 §2.4). No provider's private rules
(dots, "+tag") are applied: what differs in more than case is another address.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import idna
import regex
from email_validator import EmailNotValidError, validate_email

from newsletter.i18n.locale import Languages, Locale

MAX_NAME_CHARACTERS = 200
# RFC 5321 §4.5.3.1.1 and §4.5.3.1.3 (a path of 256 octets, less its angle brackets).
_MAX_LOCAL_OCTETS = 64
_MAX_ADDRESS_OCTETS = 254

_DOT_ATOM = regex.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+")
# RFC 1123 §2.1; two hyphens after two letters are for A-labels alone (RFC 5890 §2.3.1).
_PLAIN_DOMAIN = regex.compile(r"(?:(?!..--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?+(?:\.(?!$)|$)){2,}+")
_INVISIBLE = regex.compile(r"[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]")
_JOINERS = "\u200c\u200d"
_NOT_IN_A_NAME = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufffd]")
_VISIBLE = regex.compile(r"[\p{L}\p{N}\p{S}\p{P}]")
_DOT = regex.compile("[.。．｡]")  # UTS #46 §4: what separates the labels of a domain
_BETWEEN_TAGS = regex.compile(r"[\s,;|/،؛、，；]+")
# Kept for tests by RFC 6761 like `.test` and `.example`, but refused by email-validator.
_REHEARSAL_SUFFIXES = (".localhost", ".invalid")


class SubscriptionState(StrEnum):
    """A member's relation to one list."""

    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An email address: what it is sent to, how duplicates are found, its domain."""

    text: str
    key: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A member as an address file names one."""

    address: Address
    name: str | None
    locales: Languages
    """In the member's own order; may be empty."""


def parse_address(text: str) -> Address:
    """Return the address.

    Raises:
        ValueError: no address that mail can be sent to; the text says why, without the address.

    >>> parse_address("Ana@Bücher.example").text
    'Ana@xn--bcher-kva.example'
    """
    stripped = text.strip()
    _refuse_unreadable(stripped)
    local, _, domain = stripped.rpartition("@")
    if not _DOT_ATOM.fullmatch(local):
        local = _local_part(stripped)
    if len(local.encode()) > _MAX_LOCAL_OCTETS:
        raise ValueError(f"the part before the @ is longer than {_MAX_LOCAL_OCTETS} octets")
    ascii_domain = _ascii_domain(domain)
    address = f"{local}@{ascii_domain}"
    if len(address.encode()) > _MAX_ADDRESS_OCTETS:
        raise ValueError(f"the address is longer than {_MAX_ADDRESS_OCTETS} octets")
    folded = unicodedata.normalize("NFC", local.lower())
    return Address(text=address, key=f"{folded}@{ascii_domain}", domain=ascii_domain)


def parse_name(text: str) -> str | None:
    """Return a person's name in NFC, None where there is none.

    Zero-width joiners stay (Persian, Hindi and others are written with them), and so does what a
    spreadsheet would take for a formula: where the name goes, it is escaped.

    Raises:
        ValueError: what no name has, or a name cannot carry into a mail; the text says what.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if unwanted := _NOT_IN_A_NAME.findall(name):
        raise ValueError(f"the name holds {_code_points(unwanted)}, which no name has")
    if len(name) > MAX_NAME_CHARACTERS:
        raise ValueError(f"the name has {len(name)} characters, and {MAX_NAME_CHARACTERS} is the most")
    return name if _VISIBLE.search(name) else None


@lru_cache(maxsize=4096)
def parse_locales(text: str) -> Languages:
    """Return the languages of a list of tags, in its order, each once.

    Raises:
        ValueError: some are no tags of known languages; the text names them.

    >>> parse_locales("pt-BR, es; pt_BR")
    (Locale(tag='pt-BR'), Locale(tag='es'))
    """
    locales = dict[Locale, None]()
    unknown = []
    for tag in filter(None, _BETWEEN_TAGS.split(text)):
        try:
            locales[Locale.parse(tag)] = None
        except ValueError:
            unknown.append(repr(tag[:40]))
    if unknown:
        raise ValueError(f"{', '.join(unknown[:5])} names no language that is known")
    return tuple(locales)


def _refuse_unreadable(address: str) -> None:
    """Raise where an address is empty, far too long, or holds what a person cannot see."""
    if not address:
        raise ValueError("the address is empty")
    # Before anything takes time: letters of a domain take fewer octets as A-labels, but not that few.
    if len(address) > 4 * _MAX_ADDRESS_OCTETS:
        raise ValueError(f"the address is longer than {_MAX_ADDRESS_OCTETS} octets")
    invisible = [
        match[0]
        for match in _INVISIBLE.finditer(address)
        # Some scripts need joiners; IDNA decides where a domain may have them (RFC 5892 appendix A).
        if match[0] not in _JOINERS or "@" not in address[: match.start()]
    ]
    if invisible:
        raise ValueError(f"the address holds characters that cannot be seen ({_code_points(invisible)})")


def _local_part(address: str) -> str:
    """Return the local part in NFC, where it is not one of plain ASCII (RFC 6531 §3.3)."""
    local, _, domain = address.rpartition("@")
    # Judged apart from its domain, which has rules of its own, unless the whole shows what is wrong.
    checked_address = f"{local}@example.org" if local and not domain.endswith(("]", ">")) else address
    return _validated_parts(checked_address)[0]


def _ascii_domain(domain: str) -> str:
    """Return a domain as A-labels in lower case."""
    if _PLAIN_DOMAIN.fullmatch(domain):
        # 0.5 µs instead of 60: of a domain of plain labels, only the last one can be wrong.
        _a_labels("example." + domain[domain.rindex(".") + 1 :].lower())
        return domain.lower()
    return _a_labels(domain)


@lru_cache(maxsize=4096)
def _a_labels(domain: str) -> str:
    written_labels = _DOT.split(domain)
    labels = [_joined_label(label) for label in written_labels]
    # email-validator knows every rule but two: that joiners can be right, and the names for rehearsals.
    checked_domain = ".".join(
        "joined" if a_label else label for label, a_label in zip(written_labels, labels, strict=True)
    )
    suffix = next((name for name in _REHEARSAL_SUFFIXES if checked_domain.endswith(name)), "")
    checked_domain = checked_domain.removesuffix(suffix) + ".example" if suffix else checked_domain
    ascii_domain = _validated_parts(f"x@{checked_domain}")[1]
    if "." not in ascii_domain:
        raise ValueError("the part after the @ has no dot")
    ascii_domain = ascii_domain.removesuffix(".example") + suffix if suffix else ascii_domain
    return ".".join(a_label or label for a_label, label in zip(labels, ascii_domain.split("."), strict=True))


def _joined_label(label: str) -> str | None:
    """Return the A-label of a label with joiners where they are right, None for one without any."""
    is_a_label = label.lower().startswith("xn--")
    try:
        unicode_label = idna.ulabel(label) if is_a_label else label
        if not any(joiner in unicode_label for joiner in _JOINERS):
            return None
        return idna.alabel(idna.uts46_remap(unicode_label)).decode("ascii")
    except UnicodeError as error:
        if is_a_label and label.isascii():
            return None  # email-validator says what is wrong with it
        raise ValueError(f"the part after the @ is no domain ({error})") from error


def _validated_parts(address: str) -> tuple[str, str]:
    """Return the local part in NFC and the domain as A-labels."""
    try:
        # `test_environment` admits names kept for tests (RFC 6761): rehearsals use them.
        valid_email = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(str(error).rstrip(".")) from error
    return valid_email.local_part, valid_email.ascii_domain


def _code_points(letters: list[str]) -> str:
    """Return the code points of some characters, each once."""
    return ", ".join(dict.fromkeys(f"U+{ord(letter):04X}" for letter in letters))
