"""A language that a person reads: a BCP 47 tag as a value object, with CLDR behind it.

    text ──▶ Locale.parse() ──▶ Locale ──▶ relatives(), best_match(wanted, available) ──▶ Match

Nothing here is process state: the locale is an argument of everything that needs one.

Sources: RFC 5646 (tags), RFC 4647 §3.4 (lookup), CLDR `likelySubtags`, `parentLocales` and
`languageAlias` as Babel ships them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import babel
from babel.core import get_global

Direction = Literal["ltr", "rtl"]

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}|[a-z]{5,8})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<territory>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.ASCII,
)
# What glibc and GNU gettext write after "@", as subtags.
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
# CLDR: Norwegian without further word is Bokmål; Nynorsk descends from it.
_MACROLANGUAGES = {"no": "nb"}
# Scripts written from right to left (Unicode scriptMetadata.txt, column "RTL?").
_RIGHT_TO_LEFT = frozenset(
    re.findall(
        r"\w{4}",
        "Adlm Arab Aran Armi Avst Chrs Cprt Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb "
        "Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi",
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Locale:
    """A canonical BCP 47 tag. Make one with `Locale.parse`.

    >>> Locale.parse("zh_hans"), Locale.parse("iw"), Locale.parse("sr@latin")
    (Locale(tag='zh-Hans'), Locale(tag='he'), Locale(tag='sr-Latn'))
    """

    tag: str

    @classmethod
    def parse(cls, text: str) -> "Locale":
        """Return the locale that a tag, a gettext folder or a POSIX locale name means.

        Raises:
            ValueError: not a well-formed tag, or of a language that CLDR does not know.
        """
        return cls(_canonical_tag(text))

    @classmethod
    def try_parse(cls, text: str) -> "Locale | None":
        """Return what `parse` returns, None where that raises."""
        try:
            return cls.parse(text)
        except ValueError:
            return None

    @property
    def language(self) -> str:
        """The primary subtag, such as `zh`."""
        return self.tag.split("-", 1)[0]

    @property
    def script(self) -> str:
        """The script that this locale is written in, by CLDR where the tag does not say it."""
        return _maximised_subtags(self.tag)[1]

    @property
    def direction(self) -> Direction:
        """Which way the script runs: the value of HTML's `dir`."""
        return "rtl" if self.script in _RIGHT_TO_LEFT else "ltr"

    def agrees_with(self, other: "Locale") -> bool:
        """Tell whether both can name one text: same language and script, no two different territories.

        >>> Locale("fr").agrees_with(Locale("fr-CA")), Locale("fr-FR").agrees_with(Locale("fr-CA"))
        (True, False)
        """
        mine, theirs = _TAG.fullmatch(self.tag.lower()), _TAG.fullmatch(other.tag.lower())
        territories = {match["territory"] for match in (mine, theirs) if match and match["territory"]}
        return _maximised_subtags(self.tag)[:2] == _maximised_subtags(other.tag)[:2] and len(territories) <= 1

    def descends_from(self, other: "Locale") -> bool:
        """Tell whether what is said of the other locale holds for this one: it is that one, or below it.

        >>> Locale("ca-ES").descends_from(Locale("ca")), Locale("pt-PT").descends_from(Locale("pt-BR"))
        (True, False)
        """
        is_same = _maximised_subtags(self.tag) == _maximised_subtags(other.tag)
        return is_same or _lineage(other.tag)[0] in _lineage(self.tag)

    @property
    def gettext_name(self) -> str:
        """The name of this locale's folder, as gettext writes it: `zh_Hans`, `pt_BR`."""
        return self.tag.replace("-", "_")

    @property
    def gettext_language(self) -> str:
        """What a catalogue's header calls this language: gettext knows no scripts, but @variants.

        Source: GNU gettext manual, "Locale Names" (ll_CC@variant).

        >>> [Locale.parse(tag).gettext_language for tag in ("pt-BR", "zh-Hant", "sr-Latn", "sr-Cyrl")]
        ['pt_BR', 'zh_TW', 'sr@latin', 'sr']
        """
        match = _TAG.fullmatch(self.tag.lower())
        script = (match["script"] or "").title() if match else ""
        if match is None or not script:
            return self.gettext_name
        territory = (match["territory"] or "").upper()
        if self.language == "zh":
            territory = territory or _maximised_subtags(self.tag)[2]
        plain = "_".join(part for part in (self.language, territory) if part)
        if _maximised_subtags(plain.replace("_", "-"))[1] == script:
            return plain
        variant = {of: word for word, of in _MODIFIERS.items()}.get(script)
        return f"{plain}@{variant}" if variant else self.gettext_name

    @property
    def cldr(self) -> babel.Locale:
        """Babel's locale for dates, numbers and names: this one, or its nearest ancestor."""
        for tag in _ancestors(self.tag):
            try:
                return babel.Locale.parse(tag, sep="-")
            except (babel.UnknownLocaleError, ValueError):
                continue
        return babel.Locale("en")

    def name_in(self, reader: "Locale") -> str:
        """Return what this language is called in the reader's language.

        >>> Locale.parse("ar").name_in(Locale.parse("fr"))
        'arabe'
        """
        return self.cldr.get_display_name(reader.cldr) or self.tag

    def __str__(self) -> str:
        """Return the tag."""
        return self.tag


Languages = tuple[Locale, ...]
"""What a person reads, the best first."""


@dataclass(frozen=True, slots=True)
class LocaleMatch:
    """Which locale was chosen, and why, in words for the ledger."""

    locale: Locale
    why: str


def best_match(wanted: Sequence[Locale], available: Collection[Locale], *, default: Locale) -> LocaleMatch:
    """Return the first of the wanted languages that can be had (`relatives`), or the default.

    >>> hans, en = Locale.parse("zh-Hans"), Locale.parse("en")
    >>> best_match([Locale.parse("zh-TW")], [hans, en], default=en)
    LocaleMatch(locale=Locale(tag='en'), why='none of zh-TW is ready')
    """
    for locale in wanted:
        for relative in relatives(locale, available):
            return LocaleMatch(relative, match_reason(locale, relative))
    asked = ", ".join(str(locale) for locale in wanted)
    return LocaleMatch(default, f"none of {asked} is ready" if asked else "no language was asked for")


def match_reason(wanted: Locale, locale: Locale) -> str:
    """Return how a locale meets a wanted one, in words for the ledger."""
    return f"{wanted} was asked for" if wanted == locale else f"{locale} stands in for {wanted}"


def relatives(locale: Locale, among: Collection[Locale]) -> list[Locale]:
    """Return those that a reader of the locale can read, the nearest first.

    The locale itself; its CLDR ancestors (es-MX: es-419, es; pt-AO: pt-PT, pt); then what shares an
    ancestor with it, the nearest ancestor first and its likely territory before others. Always of the
    same language *and script*: zh-TW is never met by zh-Hans, nor sr-Latn by sr-Cyrl.

    >>> [str(locale) for locale in relatives(Locale("pt-AO"), [Locale("pt-BR"), Locale("pt-PT")])]
    ['pt-PT', 'pt-BR']
    """
    kin = [other for other in among if _kind(other.tag) == _kind(locale.tag)]
    return sorted(kin, key=lambda other: _distance(locale.tag, other.tag))


def lineage(locale: Locale) -> tuple[Locale, ...]:
    """Return a locale and its CLDR ancestors of the same language and script, the nearest first.

    >>> [str(locale) for locale in lineage(Locale("zh-HK"))]
    ['zh-HK', 'zh-Hant']
    """
    return (locale, *(Locale(tag) for tag in _lineage(locale.tag)[1:]))


def _kind(tag: str) -> tuple[str, str]:
    """Return what two locales must share to be read by the same people: (language, script)."""
    language, script, _ = _maximised_subtags(tag)
    return _lineage(language)[-1].partition("-")[0], script


def _distance(wanted: str, other: str) -> tuple[int | bool | str, ...]:
    """Return how far one locale is from another of its kind: smaller is nearer, never equal for two."""
    if wanted == other:
        return (0, 0)
    line, other_line = _lineage(wanted), _lineage(other)
    if other_line[0] in line:
        return (1, line.index(other_line[0]), other)
    shared = next((place for place, tag in enumerate(line) if tag in other_line), len(line) - 1)
    is_likely = _maximised_subtags(line[shared]) == _maximised_subtags(other)
    return (2, shared, not is_likely, len(other_line), other)


@lru_cache(maxsize=4096)
def _lineage(tag: str) -> tuple[str, ...]:
    """Return a tag's ancestry in canonical names, up to where language or script would change."""
    named = _tag_with_needed_script(tag)
    script, language = _maximised_subtags(tag)[1], named.partition("-")[0]
    line = []
    for ancestor in _ancestors(named):
        macrolanguage = ancestor in _MACROLANGUAGES
        if _maximised_subtags(ancestor)[1] != script or not (
            macrolanguage or ancestor.partition("-")[0] == language
        ):
            break
        line.append(ancestor)
    return tuple(line)


def _tag_with_needed_script(tag: str) -> str:
    """Return the tag with its script exactly where that is not the usual one: zh-TW as zh-Hant-TW."""
    match = _TAG.fullmatch(tag.lower())
    if match is None:
        return tag
    language, territory, script = (
        match["language"],
        (match["territory"] or "").upper(),
        _maximised_subtags(tag)[1],
    )
    without = "-".join(part for part in (language, territory) if part)
    # pa-Guru-PK: usual for the language, not for the language there.
    is_usual = script == _maximised_subtags(language)[1] == _maximised_subtags(without)[1]
    named = without if is_usual else "-".join(part for part in (language, script, territory) if part)
    return named + match["rest"]


def _ancestors(tag: str) -> Iterator[str]:
    """Yield a tag and its CLDR parents, up to but without the root."""
    parents = get_global("parent_exceptions")
    current = tag
    while current and current != "root":
        yield current
        parent = parents.get(current.replace("-", "_"))
        current = _shorter_tag(current) if parent is None else parent.replace("_", "-")


def _shorter_tag(tag: str) -> str:
    """Return a tag without its last subtag, nor a singleton that would be left at its end (RFC 4647 §3.4)."""
    return re.sub(r"(-[a-z0-9])?-[^-]+$", "", tag) if "-" in tag else ""


@lru_cache(maxsize=4096)
def _maximised_subtags(tag: str) -> tuple[str, str, str]:
    """Return (language, script, territory), what the tag leaves out filled in from CLDR."""
    match = _TAG.fullmatch(tag.lower())
    language, script, territory = (
        (match["language"], match["script"] or "", match["territory"] or "") if match else (tag, "", "")
    )
    language = _MACROLANGUAGES.get(language, language)
    likely = get_global("likely_subtags")
    for probe in (
        (language, script.title(), territory.upper()),
        (language, "", territory.upper()),
        (language, script.title(), ""),
        (language, "", ""),
    ):
        full = likely.get("_".join(part for part in probe if part))
        if full:
            _, likely_script, likely_territory = [*full.split("_"), "", ""][:3]
            return (language, script.title() or likely_script, territory.upper() or likely_territory)
    return (language, script.title() or "Latn", territory.upper())


@lru_cache(maxsize=4096)
def _canonical_tag(text: str) -> str:
    name, _, modifier = text.strip().partition("@")
    name = name.partition(".")[0].replace("_", "-").lower()
    match = _TAG.fullmatch(name)
    if match is None:
        raise ValueError(f"{text!r} is not a language tag; write one such as fr, pt-BR or zh-Hans (BCP 47)")
    language, script, territory = match["language"], match["script"], match["territory"]
    language, _, aliased_script = get_global("language_aliases").get(language, language).partition("_")
    if language not in babel.Locale("en").languages:
        raise ValueError(
            f"{text!r} names no language that CLDR knows; write one such as fr, pt-BR or zh-Hans"
        )
    script = (script or _MODIFIERS.get(modifier, "") or aliased_script).title()
    rest = match["rest"] if script or not modifier else f"-{modifier}"
    return "-".join(part for part in (language, script, (territory or "").upper()) if part) + rest
