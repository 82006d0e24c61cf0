"""Pseudo-localisation: a made-up language, to see what a layout does to real ones.

    list[Message] ──▶ pseudo_catalogue() ──▶ Catalogue ──▶ the usual way of a translation

Two of them. `accents` is English to read, longer, in letters with marks above and below, between
brackets: what has no brackets was never translated, what has lost one is cut off. `rtl` has real Arabic
letters. Android's way, Latin words turned round by control characters, is not taken: overrides hide
just the faults to look for (a missing isolation, a stray full stop), and Latin letters need neither
the fonts nor the line height of Arabic, nor do they suffer from capitals, slant and letter spacing.

Sources: W3C, "Text size in translation" (how much longer a short text becomes); CLDR's pseudo-locales
en-XA and ar-XB (the tags).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import cycle

from newsletter.i18n.locale import Locale
from newsletter.newsroom.inline import TextRun, text_runs
from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.plural_forms import parse_plural_forms, plural_forms_field
from newsletter.translation.messages import Message


class PseudoKind(StrEnum):
    """Which made-up language."""

    ACCENTS = "accents"
    RTL = "rtl"


PSEUDO_LOCALES: Mapping[PseudoKind, Locale] = {
    PseudoKind.ACCENTS: Locale("en-XA"),
    PseudoKind.RTL: Locale("ar-XB"),
}

_ARABIC = "ابصدعفغهيجكلمنوثقرستطذشخضز"
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_LETTERS: Mapping[PseudoKind, dict[int, int]] = {
    PseudoKind.ACCENTS: str.maketrans(
        _SMALL + _SMALL.upper(), "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
    ),
    PseudoKind.RTL: str.maketrans(_SMALL + _SMALL.upper() + ",;?", 2 * _ARABIC + "،؛؟"),
}
# Letters up to, and how much longer the text becomes: W3C's table, at least two fifths.
_GROWTH = ((10, 1.0), (20, 0.8), (30, 0.6), (50, 0.5))
_LEAST_GROWTH = 0.4
_PADDING = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MAX_LENGTH = "max-length:"
_OPEN, _CLOSE = "⟦", "⟧"


def pseudo_text(text: str, kind: PseudoKind, *, kept: Sequence[str] = (), most: int | None = None) -> str:
    """Return a text as the made-up language says it; `kept` words, placeholders and Markdown stay.

    `most`: the characters that the result may have, if it can be kept that short by being no longer
    than the source and its brackets.

    >>> pseudo_text("Dear {name}, read **all** of it", PseudoKind.ACCENTS)
    '⟦Ðéåŕ {name}, ŕéåð **åļļ** öƒ îţ öñé ţŵö ţĥŕéé ƒöûŕ⟧'
    """
    if not text.strip():
        return text
    text_pieces = list(text_runs(text, kept=kept))
    translation = "".join(_piece_text(piece, kind) for piece in text_pieces)
    length = sum(len(piece.text) for piece in text_pieces if piece.is_read)
    words = _padding(length, at_most=None if most is None else most - len(translation) - len(_OPEN + _CLOSE))
    padded = " ".join([translation.strip(), *(word.translate(_LETTERS[kind]) for word in words)])
    return f"{_OPEN}{padded}{_CLOSE}"


def pseudo_catalogue(messages: Sequence[Message], kind: PseudoKind, *, kept: Sequence[str] = ()) -> Catalogue:
    """Return a whole catalogue of the made-up language, with the plural forms of its CLDR parent."""
    locale = PSEUDO_LOCALES[kind]
    plural_forms = plural_forms_field(str(locale))
    header = f"Language: {locale.gettext_name}\nPlural-Forms: {plural_forms}\n"
    return Catalogue(
        language=str(locale),
        path=f"pseudo/{locale.gettext_name}.po",
        header_entry=CatalogueEntry(text="", translations=(header,)),
        entries=tuple(_entry(message, kind, plural_forms, kept) for message in messages),
    )


def _piece_text(piece: TextRun, kind: PseudoKind) -> str:
    return piece.text.translate(_LETTERS[kind]) if piece.is_read else piece.text


def _padding(length: int, *, at_most: int | None) -> list[str]:
    """Return as many words as a text of this many characters grows by, a space before each."""
    growth = next((growth for most, growth in _GROWTH if length <= most), _LEAST_GROWTH)
    wanted, words, size = length * growth, list[str](), 0
    for word in cycle(_PADDING):
        size += len(word) + 1
        if at_most is not None and size > at_most:
            break
        words.append(word)
        if size >= wanted:
            break
    return words


def _entry(message: Message, kind: PseudoKind, plural_forms: str, kept: Sequence[str]) -> CatalogueEntry:
    forms, most = parse_plural_forms(plural_forms), _longest(message)
    sources = [message.text]
    if message.plural is not None:
        sources = [message.plural] * forms.count
        sources[forms.index(1)] = message.text
    return CatalogueEntry(
        context=message.context or None,
        text=message.text,
        plural=message.plural,
        translations=tuple(pseudo_text(source, kind, kept=kept, most=most) for source in sources),
    )


def _longest(message: Message) -> int | None:
    """Return how many characters a translation may have."""
    flag = next((flag for flag in message.flags if flag.startswith(_MAX_LENGTH)), "")
    return int(flag.removeprefix(_MAX_LENGTH)) if flag else None
