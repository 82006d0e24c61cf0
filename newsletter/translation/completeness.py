"""How much of a text is translated: counted, never guessed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completeness:
    """Messages in all, and those with a translation that is not fuzzy."""

    message_count: int
    translated_count: int

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing."""
        return self.translated_count == self.message_count
