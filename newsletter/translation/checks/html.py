"""Checks: no HTML but what the source shows; HTML and entities are plain text in this project."""

import html
import re
from collections import Counter
from collections.abc import Iterator

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

# Up to 2,000 characters: enough for any tag, and a bound for hostile texts.
_TAG = re.compile(r"<(?:[/!?]?[A-Za-z]|!--)[^<>]{0,2000}>")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[^\s<>@]+@[^\s<>]+>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _tags(text: str) -> Counter[str]:
    """Return the tags, also those written with entities; `<https://…>` is none."""
    plain = html.unescape(text) if "&" in text else text
    tags = (" ".join(tag.split()) for tag in _TAG.findall(plain) if not _AUTOLINK.fullmatch(tag))
    return Counter(tags)


def _has_tags(pair: TextPair) -> bool:
    return any("<" in text or "&" in text for text in (pair.source, pair.translation))


class InventsNoHtml(Check):
    """Every tag of the translation stands in the source."""

    code = "html"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="A <b>word</b>", translation="Un <b>mot</b>"),
        TextPair(source="See <https://a.org>", translation="Voir <https://a.org>"),
        TextPair(source="1 < 2 > 0", translation="1 < 2 > 0"),
    )
    bad = (
        TextPair(source="A word", translation="Un <b>mot</b>"),
        TextPair(source="A word", translation="Un <script src=//x>mot</script>", context="title"),
        TextPair(source="A word", translation="Un &lt;img src=x&gt; mot"),
        TextPair(source="A <a>word</a>", translation='Un <a href="https://b.org">mot</a>'),
        TextPair(source="A word", translation="Un mot<!-- x -->"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per tag that the source has not."""
        if _has_tags(pair):
            for tag in sorted(_tags(pair.translation) - _tags(pair.source)):
                yield FindingText(
                    f"{tag} is not in the source", "Remove it: HTML is shown to readers as it is written"
                )


class KeepsHtml(Check):
    """Every tag of the source stands in the translation, and entities are written as characters."""

    code = "html-lost"
    severity = Severity.WARNS
    good = (
        TextPair(source="A <b>word</b>", translation="Un <b>mot</b>"),
        TextPair(source="A&nbsp;word", translation="Un mot"),
        TextPair(source="R&D", translation="R&D"),
    )
    bad = (
        TextPair(source="A <b>word</b>", translation="Un mot"),
        TextPair(source="R&D", translation="R&amp;D", context="subject"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per tag that was lost, and per entity that was added."""
        if not _has_tags(pair):
            return
        for tag in sorted(_tags(pair.source) - _tags(pair.translation)):
            yield FindingText(f"{tag} is missing", "Copy it from the source")
        new = Counter(_ENTITY.findall(pair.translation)) - Counter(_ENTITY.findall(pair.source))
        for entity in sorted(new):
            yield FindingText(f"{entity} is not in the source", "Write the character itself")
