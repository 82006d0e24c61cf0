"""Signed tokens for links: who may do what, readable by us alone, and short enough for one header line.

    LinkToken ──▶ sign() ──▶ "aeaqk…" in a URL or an envelope sender ──▶ read() ──▶ LinkToken | None

A token has no expiry: a link to unsubscribe works for the subscription's life and long after
(standards: sixty days after the last mail). Lower-case base32, because gateways change the case of
whole addresses and URLs; mixed case is damage that no gateway does, so it is refused.

    version 1 byte │ purpose 1 byte │ member, list, delivery as varints │ HMAC-SHA256, 16 bytes

Sources: RFC 4648 §6 (base32); RFC 2104 §5 (truncated HMAC); RFC 5869 (HKDF); RFC 8058 §6 (hard to forge).
"""

import hmac
import re
from base64 import b32decode, b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from newsletter.identifiers import DeliveryId, ListId, MemberId

_VERSION = 1
_MAC_BYTES = 16
_HEADER_BYTES = 2
_NUMBERS = 3
_DAMAGED_MAX_CHARS = 400
_MORE = 0x80
# A quoted-printable reader that was none leaves "=3D" of "?t=" before and soft breaks inside;
# mail programs take the punctuation after a link for its end.
_SOFT_BREAKS = re.compile(r"=\r?\n|[\r\n]")
_DAMAGE = re.compile(
    r"(?:=?3D)?(?P<token>[A-Za-z2-7]+)(?:[=%](?:3D|3E|2E|2C|20|22|29|0D|0A)|[=.,;:!?>)\]}'\"\s])*",
    re.ASCII | re.IGNORECASE,
)


class Purpose(IntEnum):
    """What the bearer of a token may do. The numbers are in mails already sent: never change one."""

    UNSUBSCRIBE = 1
    ONLINE = 2
    BOUNCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToken:
    """One purpose for one member of one list, in one mail."""

    purpose: Purpose
    member_id: MemberId
    list_id: ListId
    delivery_id: DeliveryId


def derived_key(secret: bytes, purpose: str) -> bytes:
    """Return 32 bytes that only this secret and this purpose give (HKDF-SHA256, RFC 5869)."""
    info = b"newsletter " + purpose.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret)


def sign(token: LinkToken, *, keys: Sequence[bytes]) -> str:
    """Return the token as lower-case base32, signed with the first key.

    Raises:
        ValueError: an id below 0.
    """
    numbers = (token.member_id, token.list_id, token.delivery_id)
    payload = bytes((_VERSION, token.purpose)) + b"".join(map(_varint, numbers))
    return _base32(payload + _mac(payload, keys[0]))


def read(token: str, *, keys: Sequence[bytes]) -> LinkToken | None:
    """Return what was signed with any of the keys, or None for every other string.

    Damage that mail programs and gateways are known to do around a token, and to its case as a
    whole, is repaired; nothing else is.
    """
    raw = _token_bytes(token)
    if raw is None:
        return None
    payload, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    # Not `any`: the time taken tells nothing about which key it was.
    signed = [hmac.compare_digest(_mac(payload, key), mac) for key in keys]
    return _parsed_token(payload) if True in signed else None


def _token_bytes(token: str) -> bytes | None:
    """Return the bytes of a token, None where it is not one in its only spelling."""
    if len(token) > _DAMAGED_MAX_CHARS:
        return None
    match = _DAMAGE.fullmatch(_SOFT_BREAKS.sub("", token))
    if match is None or not (match["token"].islower() or match["token"].isupper()):
        return None
    bare = match["token"].lower()
    try:
        raw = b32decode(bare.upper() + "=" * (-len(bare) % 8))
    except ValueError:
        return None
    # The last letter has bits to spare; only zeros are ours.
    return raw if _base32(raw) == bare else None


def _parsed_token(payload: bytes) -> LinkToken | None:
    """Return the token in a payload that is ours, None if a later version made it."""
    numbers = list(_numbers(payload[_HEADER_BYTES:]))
    if payload[:1] != bytes((_VERSION,)) or len(numbers) != _NUMBERS or payload[1] not in set(Purpose):
        return None
    member_id, list_id, delivery_id = numbers
    return LinkToken(
        purpose=Purpose(payload[1]),
        member_id=MemberId(member_id),
        list_id=ListId(list_id),
        delivery_id=DeliveryId(delivery_id),
    )


def _mac(payload: bytes, key: bytes) -> bytes:
    return hmac.digest(key, payload, "sha256")[:_MAC_BYTES]


def _base32(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=").lower()


def _varint(number: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first, all but the last marked."""
    if number < 0:
        raise ValueError(f"an id is 0 or more, not {number}")
    groups = bytearray()
    while number >= _MORE:
        groups.append(number % _MORE | _MORE)
        number //= _MORE
    return bytes((*groups, number))


def _numbers(raw: bytes) -> Iterator[int]:
    number, shift = 0, 0
    for group in raw:
        number |= (group % _MORE) << shift
        shift += 7
        if group < _MORE:
            yield number
            number, shift = 0, 0
