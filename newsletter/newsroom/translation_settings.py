"""How a newsroom treats translations: what an article that is not ready does, who has to approve.

newsroom.toml, [translation] ──▶ translation_rules() ──▶ TranslationRules
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from newsletter.newsroom.toml import SettingsFile
from newsletter.revision.not_ready import NotReadyPolicy


class FallsBack(StrEnum):
    """What falls back to another language where not everything is translated."""

    ARTICLE = "article"
    EDITION = "edition"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRules:
    """What `[translation]` says, or its defaults."""

    not_ready: NotReadyPolicy = NotReadyPolicy.FALLBACK
    falls_back: FallsBack = FallsBack.ARTICLE
    least_ready_percent: int = 1
    """Of an edition's articles, those that must be ready in a language before it goes out; at least one."""
    needs_approval: bool = False
    """True where a translation goes out only once a reviewer has approved it as it stands."""
    preview_url: str = ""
    """Where translators see a text as readers will, with placeholders; "" where nothing is said."""

    def preview_url_of(self, domain: str, *, slug: str, edition: str) -> str:
        """Return where a text can be seen; "" where nothing is said, or the text is in no edition yet."""
        if "{edition}" in self.preview_url and not edition:
            return ""
        values = {"edition": edition, "domain": domain, "slug": slug}
        return reduce(lambda url, name: url.replace(f"{{{name}}}", values[name]), values, self.preview_url)


PREVIEW_PLACEHOLDERS = ("edition", "domain", "slug")
KEYS = ("not_ready", "falls_back", "least_ready_percent", "needs_approval", "preview_url")


def translation_rules(settings: SettingsFile) -> TranslationRules:
    """Return the rules that a newsroom's settings hold; what is wrong with them is noted there."""
    settings.expect("translation", KEYS)
    return TranslationRules(
        not_ready=settings.choice("translation.not_ready", NotReadyPolicy, NotReadyPolicy.FALLBACK),
        falls_back=settings.choice("translation.falls_back", FallsBack, FallsBack.ARTICLE),
        least_ready_percent=settings.number("translation.least_ready_percent", 1, most=100),
        needs_approval=settings.flag("translation.needs_approval"),
        preview_url=settings.address_with("translation.preview_url", PREVIEW_PLACEHOLDERS) or "",
    )
