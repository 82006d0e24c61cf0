"""The order of words in a language's own alphabet: å after z in Swedish, ñ after n in Spanish.

    Locale ──▶ collation_key() ──▶ sorted(texts, key=…): as a reader would look them up

Unicode's collation algorithm in small: letters first, then accents, then capitals. Its table of 40,000
weights is not here: letters stand in Unicode's own order without their accents, and where an alphabet
goes another way it has a line in `alphabets.py`. Chinese characters are ordered as the national
character sets order their common ones: by pinyin (GB 2312), by strokes (Big5), by reading (JIS X 0208);
what is not common comes after those. Names of languages come out as ICU 78 sorts them in the
languages of tests/i18n/calendars/order.json, but for Chinese ones of equally many strokes.

Sources: UTS #10, "Unicode Collation Algorithm"; CLDR, `common/collation`.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newsletter.i18n.alphabets import ARABIC, CYRILLIC, PLAIN, TWO_PART_VOWELS, alphabet_of
from newsletter.i18n.locale import Locale

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[bool, ...], str]
"""Letters; accents; capitals; the text itself, so that no two different texts are equal."""

_SPACING = 1000  # room for letters between two neighbours of Unicode
_NO_LETTER = -(10**7)
_HAN = 0x4E00 * _SPACING
_RARE_HAN = _HAN + 10**6
_HAN_CODECS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "euc_jp"}
_SMALL_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_KANA_VOWELS = {"A": "ア", "I": "イ", "U": "ウ", "E": "エ", "O": "オ"}
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
# A vowel that is written before its consonant is read after it (Thai, Lao).
_VOWEL_FIRST = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])|([\u0ec0-\u0ec4])([\u0e81-\u0eae])")
_DOT_BELOW_FIRST = re.compile("\u0323([\u0302\u0306])")
# Combining classes of signs that are letters all the same: virama, and u below the line in Thai and Lao.
_LETTERS_BELOW = frozenset([9, 103, 118])
_CAPITALS = {"tr": str.maketrans("Iİ", "ıi"), "az": str.maketrans("Iİ", "ıi")}


class _Letter(NamedTuple):
    weight: int
    variant: int = 0


def collation_key(locale: Locale) -> Callable[[str], Key]:
    """Return what to sort texts by; things that have a name by `lambda it: key(it.name)`.

    >>> sorted(["Åbo", "Zürich", "Ängelholm", "Arvika"], key=collation_key(Locale("sv")))
    ['Arvika', 'Zürich', 'Åbo', 'Ängelholm']
    """
    return lambda text: _key(text, locale)


def _key(text: str, locale: Locale) -> Key:
    letters: list[int] = []
    accents: list[int] = []
    for found in _letters(_prepared(text, locale), locale):
        if isinstance(found, _Letter):
            letters.append(found.weight)
            accents += [0, found.variant]
        else:
            accents.append(found)
    return tuple(letters), tuple(accents), tuple(char.isupper() for char in text), text


def _prepared(text: str, locale: Locale) -> str:
    """Return the text in small letters, taken apart, in the order in which it is read."""
    small = text.translate(_CAPITALS.get(locale.language, {})).lower()
    apart = _DOT_BELOW_FIRST.sub("\\1\u0323", unicodedata.normalize("NFKD", small))
    turned = _VOWEL_FIRST.sub(
        lambda found: "".join(filter(None, (found[2], found[1], found[4], found[3]))), apart
    )
    return _kana(turned) if locale.language == "ja" else turned


def _kana(text: str) -> str:
    """Return katakana for all kana, a long vowel written out."""
    large = text.translate(_HIRAGANA).translate(_SMALL_KANA)
    return re.sub(
        "([\u30a1-\u30fa])([\u3099\u309a]?)ー", lambda found: found[1] + found[2] + _vowel(found[1]), large
    )


def _vowel(kana: str) -> str:
    return _KANA_VOWELS.get(unicodedata.name(kana)[-1], "")


def _letters(text: str, locale: Locale) -> Iterator[_Letter | int]:
    """Yield letters, and accents as numbers."""
    own, pattern = _tailoring(locale)
    at = 0
    while at < len(text):
        if found := pattern.match(text, at):
            yield own[found[0]]
            at = found.end()
        else:
            yield from _usual(text[at], locale.script)
            at += 1


def _usual(char: str, script: str) -> Iterator[_Letter | int]:
    """Yield what a character is in languages that have no rule of their own for it."""
    category = unicodedata.category(char)
    accent = unicodedata.combining(char)
    if category == "Cf":
        return
    if accent and accent not in _LETTERS_BELOW:
        yield ord(char)
    elif category == "Nd":  # codespell:ignore nd
        yield _Letter((ord("0") + unicodedata.digit(char)) * _SPACING)
    elif category[0] in "ZPSC":
        yield _Letter(_NO_LETTER + ord(char))
    elif category == "Lo" and _is_han(char):
        yield _Letter(_han_weight(char, script))
    else:
        plain = PLAIN.get(char, char)
        yield from (_Letter(_weight(letter), variant=int(plain != char)) for letter in plain)


def _weight(letter: str) -> int:
    for row in (CYRILLIC, ARABIC):
        if letter in row:
            return ord(row[0]) * _SPACING + row.index(letter) * 10
    return ord(letter) * _SPACING


def _is_han(char: str) -> bool:
    return "CJK UNIFIED" in unicodedata.name(char, "")


def _han_weight(char: str, script: str) -> int:
    try:
        return _HAN + int.from_bytes(char.encode(_HAN_CODECS[script]), "big")
    except (KeyError, UnicodeEncodeError):
        return _RARE_HAN + ord(char)


@lru_cache(maxsize=64)
def _tailoring(locale: Locale) -> tuple[dict[str, _Letter], re.Pattern[str]]:
    """Return the letters of a language's own rules, and what finds them in a text."""
    apart = {letter: unicodedata.normalize("NFKD", letter) for letter in CYRILLIC + TWO_PART_VOWELS}
    own = {parts: _Letter(_weight(letter)) for letter, parts in apart.items() if parts != letter}
    for chain in filter(None, alphabet_of(locale).split(", ")):
        base = _weight(PLAIN.get(chain[0], unicodedata.normalize("NFKD", chain[0])[0]))
        for place, spellings in enumerate(chain.split()):
            for variant, spelling in enumerate(spellings.split("=")):
                own[unicodedata.normalize("NFKD", spelling)] = _Letter(base + place, variant)
    longest_first = sorted(own, key=len, reverse=True)
    return own, re.compile("|".join(map(re.escape, longest_first)))
