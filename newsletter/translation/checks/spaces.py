"""Check: the translation begins and ends with a space where the source does."""

from collections.abc import Iterator

from newsletter.translation.checks.base import Check, Flaw, Severity, TextPair


class KeepsOuterSpace(Check):
    """Space at the two ends is that of the source."""

    code = "outer-space"
    severity = Severity.WARNS
    good = (
        TextPair(source="A word", translation="Un mot"),
        TextPair(source=" A word ", translation=" Un mot "),
        TextPair(source="By ", translation="Par "),
    )
    bad = (
        TextPair(source="A word", translation=" Un mot"),
        TextPair(source="A word", translation="Un mot\u00a0"),
        TextPair(source="A word", translation="Un mot\n"),
        TextPair(source="By ", translation="Par"),
    )

    def flaws(self, pair: TextPair) -> Iterator[Flaw]:
        """Yield a flaw for each end."""
        said, shown = pair.source, pair.translation
        if not (said[:1].isspace() or said[-1:].isspace() or shown[:1].isspace() or shown[-1:].isspace()):
            return
        for end, wanted, found in zip(("beginning", "end"), _ends(said), _ends(shown), strict=True):
            if wanted != found:
                verb = (
                    "has other space than"
                    if wanted and found
                    else "lacks the space of"
                    if wanted
                    else "adds space to"
                )
                yield Flaw(
                    f"the {end} of the translation {verb} the source", "Begin and end as the source does"
                )

    def fixed(self, pair: TextPair) -> str | None:
        """Return the translation between the spaces of the source."""
        before, after = _ends(pair.source)
        return f"{before}{pair.translation.strip()}{after}"


def _ends(text: str) -> tuple[str, str]:
    """Return the space before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
