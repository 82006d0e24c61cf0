"""The settings of a newsroom: who publishes, in which languages, with what look.

newsroom.toml ──▶ parse_newsroom() ──▶ Newsroom
"""

from dataclasses import dataclass, field

from newsletter.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours (`#rrggbb`) and the masthead image of mails and pages."""

    accent: str = "#0b5c8a"
    ink: str = "#1d2730"
    paper: str = "#ffffff"
    backdrop: str = "#eef2f5"
    logo: str | None = None
    """Path below the newsroom, PNG, JPEG or GIF."""
    logo_width_px: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What all editions of one organisation share."""

    name: str
    source_language: Locale
    languages: tuple[Locale, ...]
    """Every locale that editions are offered in, the source language included."""
    sender_name: str
    sender_address: str
    reply_to: str | None = None
    postal_address: str
    """Who is responsible, and where: printed in every mail (CAN-SPAM, ePrivacy art. 13(4))."""
    website: str
    look: Look = field(default_factory=Look)
