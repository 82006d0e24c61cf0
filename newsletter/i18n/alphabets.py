"""Alphabets that go another way than Unicode, for `collation.py`.

Source: CLDR 48, `common/collation`: which letters are letters of their own, and where they stand.
"""

from collections.abc import Mapping

from newsletter.i18n.locale import Locale, lineage

# Chains are separated by commas. Each begins at a letter and gives those that come after it; `=` puts a
# spelling beside another: the same letter, told apart only where all else is equal.
_OWN: Mapping[str, str] = {
    "ar": "ة=ت, ى=ي",
    "az": "c ç, e ə, g ğ, h x, ı i, k q, o ö, s ş, u ü",
    "be": "е ё",
    "bn": "ঔ ং ঃ ঁ",
    "ca": "l=l·",
    "cs": "c č, h ch, r ř, s š, z ž",
    "cy": "c ch, d dd, f ff, g ng, l ll, p ph, r rh, t th",
    "da": "z æ=ä ø=ö=ő å=aa, y=ü",
    "eo": "c ĉ, g ĝ, h ĥ, j ĵ, s ŝ, u ŭ",
    "es": "n ñ",
    "et": "s š z ž, w õ ä ö ü",
    "fa": "آ ا, و ه=ہ",
    "fi": "z å ä=æ ö=ø",
    "hr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "hu": "c cs, d dz dzs, g gy, l ly, n ny, o ö=ő, s sz, t ty, u ü=ű, z zs",
    "is": "a á, d ð, e é, i í, o ó, u ú, y ý, z þ æ=ä ö=ø å",
    "kk": "ы і",
    "lt": "c č, i=y, s š, z ž",
    "lv": "c č, g ģ, i=y, k ķ, l ļ, n ņ, r ŗ, s š, z ž",
    "nb": "z æ=ä ø=ö=ő å=aa, y=ü",
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "ro": "a ă â, i î, s ș=ş, t ț=ţ",
    "sk": "a ä, c č, h ch, o ô, s š, z ž",
    "sl": "c č ć, d đ, s š, z ž",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "sv": "z å ä=æ ö=ø, y=ü",
    "ta": "ஔ ஃ, வ ழ ள ற ன ஜ ஶ ஷ ஸ ஹ",
    "tr": "c ç, g ğ, ı i, o ö, s ş, u ü",
    "ur": "ا آ, و ه=ہ ھ",
    "vi": "a ă â, d đ, e ê, o ô ơ, u ư",
}
_LIKE: Mapping[str, str] = {
    "nn": "nb",
    "no": "nb",
    "bs": "hr",
    "sr-Latn": "hr",
    "fo": "da",  # codespell:ignore fo
    "tk": "tr",
}

CYRILLIC = "аәбвгґғдђѓеєжзѕиіїйјкқлљмнњңоөпрстћќуўұүфхһцчџшщъыьэюя"
"""Letters of their own in most languages, though Unicode takes some of them apart (й is и and a breve)."""
TWO_PART_VOWELS = "ோொௌোৌൊോൌ"
"""Of Tamil, Bengali and Malayalam: Unicode takes them apart into signs that stand elsewhere."""
ARABIC = "ءابپتٹثجچحخدڈذرڑزژسشصضطظعغفقكگلمنںهھويے"
PLAIN: Mapping[str, str] = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "ð": "d",
    "đ": "d",
    "ø": "o",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ĸ": "q",
    "ς": "σ",
    "ک": "ك",
    "ی": "ي",
    "ى": "ي",
    "ہ": "ه",
    "ة": "ت",
    "ך": "כ",
    "ם": "מ",
    "ן": "נ",
    "ף": "פ",
    "ץ": "צ",
}
"""Letters that count as others, though Unicode has no decomposition for them."""


def alphabet_of(locale: Locale) -> str:
    """Return the chains of a language, nothing where Unicode's order is its own."""
    tags = (found.tag for found in lineage(locale))
    return next((_OWN[_LIKE.get(tag, tag)] for tag in tags if _LIKE.get(tag, tag) in _OWN), "")
