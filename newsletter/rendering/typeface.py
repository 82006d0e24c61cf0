"""How each script is set: fonts that readers' machines have, and how much air it needs.

No font is ever loaded: a mail asks no third party for anything. `lang` decides the shapes of Han
characters; the stacks below only make sure that a good font of that script is asked first.
"""

from dataclasses import dataclass

from markupsafe import Markup

from newsletter.i18n.locale import Locale

_EVERYWHERE = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
# Scripts with letter case: only there are capitals, letter spacing and italics native.
_CASED = frozenset(["Latn", "Cyrl", "Grek", "Armn"])
# By script: fonts of Apple, Windows, Android and Linux in that order; line height without unit.
_SCRIPTS = {
    "Arab": ("'Geeza Pro', 'Segoe UI', Tahoma, 'Noto Naskh Arabic', 'Noto Sans Arabic'", 1.9),
    "Aran": ("'Noto Nastaliq Urdu', 'Jameel Noori Nastaleeq', 'Geeza Pro', 'Segoe UI', Tahoma", 2.2),
    "Hebr": ("'Arial Hebrew', 'Segoe UI', Arial, 'Noto Sans Hebrew'", 1.7),
    "Hans": ("'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC'", 1.8),
    "Hant": ("'PingFang TC', 'PingFang HK', 'Microsoft JhengHei', 'Noto Sans TC', 'Noto Sans CJK TC'", 1.8),
    "Jpan": ("'Hiragino Sans', 'Yu Gothic', Meiryo, 'Noto Sans JP', 'Noto Sans CJK JP'", 1.8),
    "Kore": ("'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', 'Noto Sans CJK KR'", 1.75),
    "Deva": ("'Kohinoor Devanagari', 'Nirmala UI', Mangal, 'Noto Sans Devanagari'", 1.8),
    "Beng": ("'Kohinoor Bangla', 'Nirmala UI', Vrinda, 'Noto Sans Bengali'", 1.8),  # codespell:ignore beng
    "Guru": ("'Gurmukhi MN', 'Nirmala UI', Raavi, 'Noto Sans Gurmukhi'", 1.8),
    "Gujr": ("'Kohinoor Gujarati', 'Nirmala UI', Shruti, 'Noto Sans Gujarati'", 1.8),
    "Orya": ("'Noto Sans Oriya', 'Nirmala UI', Kalinga", 1.8),
    "Taml": ("'Tamil Sangam MN', 'Nirmala UI', Latha, 'Noto Sans Tamil'", 1.8),
    "Telu": ("'Kohinoor Telugu', 'Nirmala UI', Gautami, 'Noto Sans Telugu'", 1.8),
    "Knda": ("'Noto Sans Kannada', 'Nirmala UI', Tunga", 1.8),
    "Mlym": ("'Malayalam Sangam MN', 'Nirmala UI', Kartika, 'Noto Sans Malayalam'", 1.8),
    "Sinh": ("'Sinhala Sangam MN', 'Nirmala UI', 'Iskoola Pota', 'Noto Sans Sinhala'", 1.8),
    "Thai": ("Thonburi, 'Leelawadee UI', 'Noto Sans Thai'", 1.8),
    "Laoo": ("'Lao Sangam MN', 'Leelawadee UI', 'Noto Sans Lao'", 1.8),
    "Khmr": ("'Khmer Sangam MN', 'Leelawadee UI', 'Noto Sans Khmer'", 2.0),
    "Mymr": ("'Myanmar Sangam MN', 'Myanmar Text', 'Noto Sans Myanmar'", 2.0),
    "Tibt": ("Kailasa, 'Microsoft Himalaya', 'Noto Serif Tibetan'", 2.0),
    "Ethi": ("Kefa, Ebrima, 'Noto Sans Ethiopic'", 1.75),
    "Geor": ("Helvetica, 'Segoe UI', Sylfaen, 'Noto Sans Georgian'", 1.65),
    "Armn": ("Mshtakan, 'Segoe UI', Sylfaen, 'Noto Sans Armenian'", 1.65),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """How one locale is set. The values are CSS of our own, safe in attributes and style sheets."""

    family: Markup
    line_height: float
    is_cased: bool
    """False: no letter spacing (it tears Arabic and Indic words apart) and no slanted letters."""


def typeface(locale: Locale) -> Typeface:
    """Return how a locale is set, by its script."""
    names, line_height = _SCRIPTS.get(locale.script, ("", 1.6))
    return Typeface(
        family=Markup(f"{names}, {_EVERYWHERE}" if names else _EVERYWHERE),  # noqa: S704 constants of this file
        line_height=line_height,
        is_cased=locale.script in _CASED,
    )
