"""Checks: no address in the text that deceives its reader.

Sources: RFC 3986 §3.1 (scheme), §3.2.1 and §7.6 (user information, deceiving URIs); RFC 5891 §4 (A-labels);
UTS #39 §5.1 (mixed scripts).
"""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import idna
import regex

from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair
from newsletter.translation.checks.markup import bare_addresses

_SCRIPT_SCHEME = re.compile(
    r"(?<![\w-])(?:j\s?a\s?v\s?a\s?s\s?c\s?r\s?i\s?p\s?t|vbscript|livescript)\s?:(?=\S)|(?<![\w-])data:[\w.+-]*[/;,]\w",
    re.IGNORECASE,
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08]")
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:[/?#:]\S*)?", re.IGNORECASE)
_SCRIPTS = [
    regex.compile(rf"\p{{Script={name}}}")
    for name in ("Latn", "Cyrl", "Grek", "Armn", "Hebr", "Arab", "Deva", "Geor", "Cher")
]


class RunsNoScript(Check):
    """No `javascript:` or `data:` address, and no host whose letters are of two scripts."""

    code = "unsafe-address"
    severity = Severity.BLOCKS
    good = (
        TextPair(source="Some data: numbers", translation="Quelques data: chiffres"),
        TextPair(source="JavaScript: a language", translation="JavaScript : un langage"),
        TextPair(source="A word", translation="https://a℀b.org/"),
        TextPair(source="See https://пример.рф", translation="Voir https://пример.рф"),
    )
    bad = (
        TextPair(source="A word", translation="[Un mot](javascript:alert(1))"),
        TextPair(source="A word", translation="Un mot JaVaScRiPt:alert(1)"),
        TextPair(source="A word", translation="Un mot java\u200bscript:alert(1)"),
        TextPair(source="A word", translation="[Un mot](data:text/html;base64,AAAA)"),
        TextPair(source="A word", translation="Voir https://аpple.com/"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per address that the source has not."""
        if ":" in pair.translation:
            visible = _INVISIBLE.sub("", pair.shown.text)
            match = _SCRIPT_SCHEME.search(visible)
            if match and not _SCRIPT_SCHEME.search(pair.source):
                yield FindingText(f"{match[0]} runs a program where it is opened", "Remove the address")
        for host in _new_hosts(pair):
            if len(_scripts(host)) > 1:
                yield FindingText(
                    f"the address {host} has letters of two scripts and looks like another one",
                    "Copy the address from the source",
                )


class DeceivesNobody(Check):
    """No user information, no number as a host, no look-alike; what a link shows is where it leads."""

    code = "odd-address"
    severity = Severity.WARNS
    good = (
        TextPair(source="See https://a.org", translation="Voir https://a.org/page"),
        TextPair(source="[a.org](https://a.org/)", translation="[a.org](https://www.a.org/)"),
        TextPair(source="[b.org](https://a.org/)", translation="[b.org](https://a.org/)"),
        TextPair(source="See https://127.0.0.1/", translation="Voir https://127.0.0.1/"),
    )
    bad = (
        TextPair(source="A word", translation="https://a.org@b.org/"),
        TextPair(source="A word", translation="https://192.0.2.1/"),
        TextPair(source="A word", translation="https://xn--pple-43d.com/"),
        TextPair(source="A word", translation="https://xn--zzzz--/"),
        TextPair(source="[here](https://a.org/)", translation="[https://b.org](https://a.org/)"),
        TextPair(source="[here](https://a.org/)", translation="[b.org](https://a.org/)"),
        TextPair(source="A word", translation="https://a℀b.org/"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per address that the source has not."""
        known = set(bare_addresses(pair.said.text))
        for address in _all_addresses(pair):
            what = "" if address in known else _oddity(address)
            if what:
                yield FindingText(f"the address {address} {what}", "Compare it with the source")
        yield from _misleading_link_findings(pair)


def _all_addresses(pair: TextPair) -> list[str]:
    """Return the addresses that the translation has and the source has not."""
    targets = {link.target for link in pair.said.links}
    new = [link.target for link in pair.shown.links if link.target not in targets]
    return sorted({*new, *bare_addresses(pair.shown.text)})


def _oddity(address: str) -> str:
    """Return what is odd about an address, "" for nothing."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "is broken"
    if "@" in parts.netloc:
        return f"leads to {host}, not to what stands before the @"
    if "xn--" in host:
        return f"means {_decoded_host(host)}"
    return "has a number in place of a name" if _is_number(host) else ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.isdecimal() or host.startswith("0x")
    return True


def _decoded_host(host: str) -> str:
    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return "nothing that can be read"


def _new_hosts(pair: TextPair) -> Iterator[str]:
    """Yield the hosts of the translation's addresses that the source has not, as a reader sees them."""
    if "://" not in pair.translation and "www." not in pair.translation and not pair.shown.links:
        return
    for address in _all_addresses(pair):
        try:
            host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
        except ValueError:
            continue
        if host not in pair.source:
            yield _decoded_host(host) if "xn--" in host else host


def _scripts(host: str) -> list[str]:
    return [pattern.pattern for pattern in _SCRIPTS if pattern.search(host.rpartition(".")[0] or host)]


def _misleading_link_findings(pair: TextPair) -> Iterator[FindingText]:
    """Yield a finding per link that shows another host than it leads to, unless the source does so too."""
    if not pair.shown.links:
        return
    source_links = {(link.shown, link.target) for link in pair.said.links}
    for link in pair.shown.links:
        host_match = _HOST.fullmatch(link.shown.strip())
        if link.kind == "link" and host_match and (link.shown, link.target) not in source_links:
            host = host_match[1].lower().removeprefix("www.")
            if host not in link.target.lower() and host in _written_host(link.shown, host):
                yield FindingText(
                    f"the link shows {host} and leads to {link.target}", "Show where it leads, or words"
                )


def _written_host(shown: str, host: str) -> str:
    """Return the host again if the text is meant as an address: `b.org`, not `etc.Then`."""
    return host if "://" in shown or host.rpartition(".")[2].islower() else ""
