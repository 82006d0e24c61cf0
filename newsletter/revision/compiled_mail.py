"""A compiled mail: one edition in one locale, with slots, before anybody's name is in it.

compile_mail() ──▶ CompiledMail ──▶ stored in the revision as JSON ──▶ prepare_message(), neutral_mail()
"""

import json
from dataclasses import asdict, dataclass

from newsletter.i18n.locale import Locale
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledMail:
    """What preview shows, what is sent and what reading online shows, all from here.

    `subject`, `html` and `text` are plain Unicode and may hold slot tokens.
    """

    locale: Locale
    subject: str
    html: str
    text: str
    tokens: SlotTokens
    slots: tuple[Slot, ...]

    def to_json(self) -> bytes:
        """Return the mail as JSON, the same bytes for the same mail."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_json(cls, stored: bytes) -> "CompiledMail":
        """Return the mail that `to_json` wrote."""
        fields = json.loads(stored)
        return cls(
            locale=Locale(**fields["locale"]),
            subject=fields["subject"],
            html=fields["html"],
            text=fields["text"],
            tokens=SlotTokens(**fields["tokens"]),
            slots=tuple(Slot(**{**slot, "kind": SlotKind(slot["kind"])}) for slot in fields["slots"]),
        )
