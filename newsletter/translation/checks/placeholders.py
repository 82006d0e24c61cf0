"""Check: {placeholders} survive translation."""

import re
from collections import Counter
from collections.abc import Iterator

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COPY = "Copy placeholders exactly as they stand in the source text; their order is free"


def placeholders(text: str) -> list[str]:
    """Return the names of all placeholders, in their order.

    >>> placeholders("{n} seats in {city}")
    ['n', 'city']
    """
    return _PLACEHOLDER.findall(text) if "{" in text else []


class KeepsPlaceholders(Check):
    """Each {placeholder} appears as often in the translation as in the source."""

    code = "placeholders"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="Hello {name}", translation="Вітаємо, {name}"),
        TextPair(source="{n} seats in {city}", translation="{city} : {n} places"),
        TextPair(source="{n} days", translation="un jour", may_lack=frozenset(["n"])),
        TextPair(source="one day", translation="{n} jour", may_lack=frozenset(["n"])),
        TextPair(source="A set {1, 2}", translation="Un ensemble {1, 2}"),
    )
    bad = (
        TextPair(source="Hello {name}", translation="Вітаємо"),
        TextPair(source="Hello {name}", translation="Bonjour {nom}"),
        TextPair(source="Hello {name}", translation="Bonjour {name} {name}"),
        TextPair(source="Hello {name}", translation="Bonjour { name }"),
        TextPair(source="Hello {name}", translation="Bonjour {name"),
        TextPair(source="Hello", translation="Bonjour {name}"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per placeholder that was lost or invented."""
        if "{" not in pair.source and "{" not in pair.translation:
            return
        wanted, actual = Counter(placeholders(pair.source)), Counter(placeholders(pair.translation))
        for name in pair.may_lack:
            wanted.pop(name, None)
            actual -= Counter([name])
        for name in sorted(wanted - actual):
            yield FindingText(f"{{{name}}} is missing", _COPY)
        for name in sorted(actual - wanted):
            known = "more often than" if name in wanted else "not"
            yield FindingText(f"{{{name}}} is {known} in the source", _COPY)
