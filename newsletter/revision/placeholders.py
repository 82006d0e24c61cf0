"""Slots: the places of personal values in a compiled mail.

Jinja runs fully before MJML; what is left for the member are opaque tokens, one per slot. A token
is made of letters and digits only, so MJML, the CSS inliner and URL escaping leave it alone; its
nonce is derived from the edition, so no article can forge one.

No conditions and no plurals per member: variants are compiled ahead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class SlotKind(StrEnum):
    """What a personal value is, and so how it is escaped in each part."""

    TEXT = "text"
    URL = "url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One personal value: its name, its limit, and what stands there for nobody in particular."""

    name: str
    kind: SlotKind
    max_chars: int
    neutral: str
    """For members without this value and for reading online; in the mail's language."""


@dataclass(frozen=True, slots=True)
class SlotTokens:
    """The tokens of one compiled mail. `nonce`: 16 lower-case hexadecimal digits."""

    nonce: str

    def token(self, name: str) -> str:
        """Return what stands for the slot in templates. Slot names are lower-case letters and `_`."""
        return f"qs{self.nonce}{name.encode().hex()}z"

    def split(self, text: str) -> Iterator[tuple[str, str | None]]:
        """Yield (constant text, name of the slot after it); the last name is None.

        >>> tokens = SlotTokens("0" * 16)
        >>> list(tokens.split("Dear " + tokens.token("name") + ","))
        [('Dear ', 'name'), (',', None)]
        """
        parts = re.split(rf"qs{self.nonce}([0-9a-f]+)z", text)
        for constant, name in zip(parts[::2], [*parts[1::2], None], strict=True):
            yield constant, bytes.fromhex(name).decode() if name else None
