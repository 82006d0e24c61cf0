"""The gate's decision for one locale of an edition, as authoring makes it and sending keeps to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsletter.i18n.locale import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageGate:
    """The decision for one locale, with its evidence."""

    locale: Locale
    is_open: bool
    why: str
    """A sentence for the editor."""
    message_count: int
    translated_count: int
    fell_back: tuple[str, ...]
    """Slugs of the articles that stand in another language."""
    article_locales: Mapping[str, Locale] = field(default_factory=dict)
    """The locale in which each article stands, by slug. Known while an edition is built."""
