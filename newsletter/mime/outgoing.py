"""One member's mail, ready for the relay."""

from dataclasses import dataclass

from newsletter.identifiers import DeliveryId


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """The envelope and the bytes of one mail.

    `content` has CRLF line ends, no line over 998 bytes, is not dot-stuffed and holds no terminating
    dot. `recipient` may be non-ASCII in its local part only; its domain is an A-label.
    """

    delivery_id: DeliveryId
    envelope_sender: str
    recipient: str
    content: bytes
