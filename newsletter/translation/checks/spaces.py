"""Check: the translation begins and ends with a space where the source does."""

from collections.abc import Iterator

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair


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

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding for each end."""
        source, translation = pair.source, pair.translation
        if not (
            source[:1].isspace()
            or source[-1:].isspace()
            or translation[:1].isspace()
            or translation[-1:].isspace()
        ):
            return
        for end, wanted, actual in zip(("beginning", "end"), _ends(source), _ends(translation), strict=True):
            if wanted != actual:
                verb = (
                    "has other space than"
                    if wanted and actual
                    else "lacks the space of"
                    if wanted
                    else "adds space to"
                )
                yield FindingText(
                    f"the {end} of the translation {verb} the source", "Begin and end as the source does"
                )

    def fixed_translation(self, pair: TextPair) -> str | None:
        """Return the translation between the spaces of the source."""
        before, after = _ends(pair.source)
        return f"{before}{pair.translation.strip()}{after}"


def _ends(text: str) -> tuple[str, str]:
    """Return the space before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
