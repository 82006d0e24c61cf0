"""A compiled mail: one edition in one locale, with slots, before anybody's name is in it."""

from dataclasses import dataclass

from newsletter.locale import Locale
from newsletter.mail.slots import Slot, SlotTokens


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
