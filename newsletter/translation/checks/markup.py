"""Checks: emphasis, code, links, images and line breaks are those of the source; links lead nowhere else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair

LOCALISED_LINK = "localised-link"
"""The flag of a message whose links deliberately lead to other pages, as fr.wikipedia.org for en."""

_SAFE = re.compile(r"https?://[^/]|mailto:[^/]", re.IGNORECASE)
_BARE = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"'«»“”()\[\]]+", re.IGNORECASE)
_CLOSING = ".,;:!?*_…"
_HOW = {
    "emphasis": "*word*",
    "strong": "**word**",
    "strikethrough": "~~word~~",
    "code": "`word`",
    "link": "[word](address)",
    "image": "![word](address)",
    "line break": "two spaces at the end of a line",
}


class KeepsMarkup(Check):
    """The translation has the inline constructs of the source, each as often, in whatever order."""

    code = "markup"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="A **big** word", translation="Un mot **important**"),
        TextPair(source="[One](a) and [two](b)", translation="[Deux](b) et [un](a)"),
        TextPair(source="2 * 3 * 4", translation="2 * 3 * 4"),
        TextPair(source="A *title*", translation="Un *titre*", context="title"),
        TextPair(source="See <https://example.org/>", translation="Voir [ici](https://example.org/)"),
    )
    bad = (
        TextPair(source="A **big** word", translation="Un mot important"),
        TextPair(source="A **big** word", translation="Un mot **important"),
        TextPair(source="A **big** word", translation="Un mot *important*"),
        TextPair(source="A word", translation="Un `mot`"),
        TextPair(source="A ~~big~~ word", translation="Un mot"),
        TextPair(source="An ![image](a.png)", translation="Une image"),
        TextPair(source="One  \ntwo", translation="Un deux"),
        TextPair(source="A **word** here", translation="这里有个**“词”**吧"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per kind of construct of which there are more or fewer."""
        source_constructs, translation_constructs = pair.said.constructs, pair.shown.constructs
        if source_constructs == translation_constructs:
            return
        wanted, actual = Counter(source_constructs), Counter(translation_constructs)
        for kind in sorted(wanted.keys() | actual.keys()):
            if wanted[kind] != actual[kind]:
                yield FindingText(
                    f"{kind} ({_HOW[kind]}) occurs {actual[kind]} times, in the source {wanted[kind]} times",
                    "Mark up the words that say the same as in the source",
                )


class KeepsTargets(Check):
    """Links and images lead where those of the source lead, and to nowhere else."""

    code = "links"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="[One](https://a.org) [two](b)", translation="[Deux](b) [un](https://a.org)"),
        TextPair(
            source="[A](https://en.wikipedia.org/wiki/A)",
            translation="[A](https://fr.wikipedia.org/wiki/A)",
            flags=(LOCALISED_LINK,),
        ),
        TextPair(source="See https://a.org/.", translation="Voir https://a.org/"),
        TextPair(source="See [it][1]", translation="Voyez-[le][1]", references=(("1", "https://a.org/"),)),
        TextPair(source="He [the mayor] came", translation="Il [le maire] est venu"),
    )
    bad = (
        TextPair(source="[A](https://a.org)", translation="[A](https://b.org)"),
        TextPair(source="[A](https://a.org)", translation="A"),
        TextPair(source="A", translation="[A](https://b.org)"),
        TextPair(source="A", translation="<https://b.org>"),
        TextPair(source="A", translation="A https://b.org"),
        TextPair(source="A", translation="A www.b.org", context="subject"),
        TextPair(source="A", translation="![A](https://b.org/pixel.gif)"),
        TextPair(source="A", translation="[A][1]", references=(("1", "https://a.org/"),)),
        TextPair(source="[A](https://a.org)", translation="[A](/b)", flags=(LOCALISED_LINK,)),
        TextPair(source="[A](https://a.org)", translation="[A](ftp://b.org)", flags=(LOCALISED_LINK,)),
        TextPair(source="![A](a.png)", translation="![A](b.png)", flags=(LOCALISED_LINK,)),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per target that was lost or invented."""
        is_localised = LOCALISED_LINK in pair.flags
        source_links, translation_links = pair.said.links, pair.shown.links
        if source_links or translation_links:
            wanted = Counter((link.kind, link.target) for link in source_links)
            actual = Counter((link.kind, link.target) for link in translation_links)
            yield from _invented_target_findings(actual - wanted, is_localised=is_localised)
            for kind, target in sorted(wanted - actual):
                if not (is_localised and kind == "link"):
                    yield FindingText(
                        f"the {kind} to {target} is missing", "Copy its address from the source"
                    )
        new = set(bare_addresses(pair.shown.text)) - set(bare_addresses(pair.said.text))
        new -= {link.target for link in translation_links}
        for address in sorted(new):
            if not (is_localised and _SAFE.match(address)):
                yield FindingText(
                    f"the address {address} is not in the source", f"Remove it, or flag it {LOCALISED_LINK}"
                )


def _invented_target_findings(
    targets: Iterable[tuple[str, str]], *, is_localised: bool
) -> Iterator[FindingText]:
    for kind, target in sorted(targets):
        if kind == "image":
            yield FindingText(f"the image {target} is not in the source", "Copy its address from the source")
        elif not is_localised:
            remedy = f"Copy the address from the source, or flag the message {LOCALISED_LINK} if it is meant"
            yield FindingText(f"the link to {target} is not in the source", remedy)
        elif not _SAFE.match(target):
            yield FindingText(
                f"the localised link {target} is no web or mail address", "Begin it with https://"
            )


def bare_addresses(text: str) -> list[str]:
    """Return the web addresses that a text shows; mail programs make links of them.

    >>> bare_addresses("See https://example.org/a.")
    ['https://example.org/a']
    """
    if "://" not in text and "www." not in text.lower():
        return []
    return [address.rstrip(_CLOSING) for address in _BARE.findall(text)]
