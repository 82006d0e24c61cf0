"""Keys of an installation, each derived from its secret for one purpose."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.mime.link_tokens import derived_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """`links`: the first signs, all verify. `message_ids`: makes Message-IDs our own."""

    links: tuple[bytes, ...]
    message_ids: bytes


def keys_of(secrets: Sequence[str]) -> Keys:
    """Return the keys of the present secret (the first) and of earlier ones."""
    encoded = [secret.encode() for secret in secrets]
    return Keys(
        links=tuple(derived_key(secret, "links") for secret in encoded),
        message_ids=derived_key(encoded[0], "message-ids"),
    )
