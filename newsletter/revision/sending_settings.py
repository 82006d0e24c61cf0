"""What sending needs of a newsroom's and an edition's settings, published with every revision.

newsroom.toml, edition ──▶ SendingSettings ──▶ JSON in the revision ──▶ campaigns, composer, pages
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.instants import USUAL_ZONE
from newsletter.revision.not_ready import NotReadyPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLook:
    """The colours of pages, each `#rrggbb`."""

    accent: str = "#0b5c8a"
    ink: str = "#1d2730"
    paper: str = "#ffffff"
    backdrop: str = "#eef2f5"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingSettings:
    """Who writes to whom, and how pages look. The same settings have the same JSON."""

    name: str
    """The newsroom's."""
    sender_name: str
    sender_address: str
    reply_to: str | None
    website: str
    lists: tuple[str, ...]
    """Names of the lists that the edition itself goes to."""
    fallbacks: Fallbacks
    not_ready: NotReadyPolicy
    look: PageLook
    timezone: str = USUAL_ZONE
    """IANA name of the newsroom's zone."""
    postal_address: str = ""
    public_url: str = ""
    """Where the links of the published mails begin; like the address not said by revisions before it."""

    @property
    def sender_domain(self) -> str:
        """The domain of the sender: of the Message-ID, the List-Id and the envelope sender."""
        return self.sender_address.rpartition("@")[2]

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON values that `from_json` reads."""
        return {
            "lists": list(self.lists),
            "fallbacks": self.fallbacks.to_json(),
            "not_ready": str(self.not_ready),
            "name": self.name,
            "sender_name": self.sender_name,
            "sender_address": self.sender_address,
            "reply_to": self.reply_to,
            "website": self.website,
            "look": asdict(self.look),
            "timezone": self.timezone,
            "postal_address": self.postal_address,
            "public_url": self.public_url,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "SendingSettings":
        """Return what `to_json` wrote; what revisions before it did not have yet has its usual value."""
        return cls(
            name=stored["name"],
            sender_name=stored["sender_name"],
            sender_address=stored["sender_address"],
            reply_to=stored["reply_to"],
            website=stored["website"],
            lists=tuple(stored.get("lists", ())),
            fallbacks=Fallbacks.from_json(stored.get("fallbacks", {})),
            not_ready=NotReadyPolicy(stored.get("not_ready") or NotReadyPolicy.FALLBACK),
            look=PageLook(**stored["look"]),
            timezone=stored.get("timezone", USUAL_ZONE),
            postal_address=stored.get("postal_address", ""),
            public_url=stored.get("public_url", ""),
        )
