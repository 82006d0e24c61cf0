"""The names that a delivery bears outside: its Message-ID and its envelope sender.

Both follow from ids and keys alone, so a mail that is built again bears the same ones, and neither
holds an address.

Sources: RFC 5322 §3.6.4 (Message-ID); RFC 5321 §4.5.3.1.1 (64 octets of local part); VERP, D. J.
Bernstein 1997 (an envelope sender of its own for each mail, so that a bounce tells whose it is).
"""

import hmac
from base64 import b32encode

from newsletter.identifiers import DeliveryId
from newsletter.mime.headers import a_label, wire_address

_DIGEST_BYTES = 15


def message_id(delivery_id: DeliveryId, *, key: bytes, domain: str) -> str:
    """Return the Message-ID of a delivery, in its angle brackets: id, keyed digest, domain.

    The id in clear lets a person find the delivery from a relay's log; the digest keeps two
    installations, or one restored from a backup with a new key, from using the same Message-ID.
    """
    digest = hmac.digest(key, b"message-id %d" % delivery_id, "sha256")[:_DIGEST_BYTES]
    return f"<{delivery_id}.{b32encode(digest).decode().lower()}@{a_label(domain)}>"


def envelope_sender(token: str, *, domain: str) -> str:
    """Return the address to which a bounce of this mail comes back; `token` is of `links.sign`.

    Raises:
        ValueError: the token is too long for a local part, or the domain is none.
    """
    return wire_address(f"bounce+{token}@{domain}")
