"""How much of a text is translated: counted, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsletter.content.catalogue import Catalogue
from newsletter.content.messages import Message


@dataclass(frozen=True, slots=True)
class Completeness:
    """Messages in all, and those with a translation that is not fuzzy."""

    message_count: int
    translated_count: int

    @property
    def is_whole(self) -> bool:
        """True when nothing is missing."""
        return self.translated_count == self.message_count

    def __add__(self, other: "Completeness") -> "Completeness":
        """Return the sum of two texts."""
        return Completeness(
            self.message_count + other.message_count, self.translated_count + other.translated_count
        )


def completeness(messages: Sequence[Message], catalogue: Catalogue | None) -> Completeness:
    """Count the messages that the catalogue translates."""
    if catalogue is None:
        return Completeness(len(messages), 0)
    translated = sum(catalogue.translation(message.context, message.text) is not None for message in messages)
    return Completeness(len(messages), translated)
