"""What a maker of drafts can do, and in what portions it is asked.

texts ──▶ portions() ──▶ DraftProvider.drafts() ──▶ a draft or None for each
"""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from newsletter.i18n.locale import Locale

MOST_TEXTS = 25
MOST_CHARACTERS = 2000
"""What the public LibreTranslate takes at once; own servers are set to more, or to no limit."""

_Item = TypeVar("_Item")


class DraftProvider(Protocol):
    """Makes drafts."""

    @property
    def name(self) -> str:
        """What the mark of a draft names as its origin."""
        ...

    @property
    def is_engine(self) -> bool:
        """True where texts go to a translation engine, which is shown no markup and no placeholders."""
        ...

    def drafts(self, texts: Sequence[str], *, source: Locale, target: Locale) -> list[str | None]:
        """Return a draft for each text, in their order; None where there is none.

        Raises:
            UnavailableError: the server does not answer, or not as it should.
            RuleError: it does not translate between these languages.
            SettingsError: it does not accept the key.
        """
        ...


def portions(texts: Sequence[tuple[str, _Item]]) -> Iterator[list[tuple[str, _Item]]]:
    """Yield texts with what belongs to them in portions of `MOST_TEXTS` and `MOST_CHARACTERS` at most.

    A text that is longer than that goes alone.
    """
    portion: list[tuple[str, _Item]] = []
    length = 0
    for pair in texts:
        if portion and (len(portion) == MOST_TEXTS or length + len(pair[0]) > MOST_CHARACTERS):
            yield portion
            portion, length = [], 0
        portion.append(pair)
        length += len(pair[0])
    if portion:
        yield portion
