"""The words of the interface in the reader's language: what templates say besides the articles.

    template: _("By {author}", author=…) ──▶ Interface.gettext ──▶ filled_message() ──▶ escaped text

A translation is text, never markup: it is escaped as it goes in, and so is every value. (With Jinja's
newstyle gettext a translator's `"` or `<script>` goes out raw.)
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup, escape

from newsletter.i18n.locale import Locale

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
FSI, LRI, PDI = "\u2068", "\u2066", "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """The interface's messages in one locale; the source text where a message has no translation."""

    locale: Locale
    gettext: Callable[[str, str], str]
    """(context or "", source text) → text."""
    ngettext: Callable[[str, str, str, int], str]
    """(context or "", singular, plural, count) → text, by the plural rule of the locale."""
    number: Callable[[int], str] = str
    """How the locale writes the count itself."""


class InterfaceTranslations(Protocol):
    """A catalogue, as the interface asks it: a PO file's or an MO file's."""

    def translation(self, context: str | None, text: str) -> str | None:
        """Return a message's translation, or None where readers should see none."""

    def plural(self, context: str | None, text: str, n: int) -> str | None:
        """Return the translation for a number of things, or None where readers should see none."""


def interface_of(
    locale: Locale, catalogues: Sequence[InterfaceTranslations], *, number: Callable[[int], str] = str
) -> Interface:
    """Return the interface in a locale; the first catalogue that has a message says it."""

    def gettext(context: str, text: str) -> str:
        return _first_translation(catalogue.translation(context, text) for catalogue in catalogues) or text

    def ngettext(context: str, singular: str, plural: str, n: int) -> str:
        translation = _first_translation(catalogue.plural(context, singular, n) for catalogue in catalogues)
        return translation or (singular if n == 1 else plural)

    return Interface(locale=locale, gettext=gettext, ngettext=ngettext, number=number)


def _first_translation(translations: Iterable[str | None]) -> str | None:
    return next((translation for translation in translations if translation is not None), None)


def filled_message(text: str, source: str, values: Mapping[str, object], *, as_html: bool) -> str:
    """Return a message with its `{placeholders}` filled in, escaped for HTML where that is asked for.

    A translation that names a placeholder nobody fills is not used: the source text stands instead.

    Raises:
        KeyError: the source text itself names a placeholder that has no value.

    >>> filled_message("Par {author}", "By {author}", {"author": "<b>"}, as_html=True)
    Markup('Par &lt;b&gt;')
    """
    if any(name not in values for name in _PLACEHOLDER.findall(text)):
        text = source
    constants, names = _PLACEHOLDER.split(text)[::2], _PLACEHOLDER.findall(text)
    filled = [values[name] for name in names] + [""]
    if as_html:
        return Markup().join(escape(part) for pair in zip(constants, filled, strict=True) for part in pair)
    return "".join(f"{constant}{value}" for constant, value in zip(constants, filled, strict=True))


def isolated_value(value: object, *, as_html: bool) -> str:
    """Return a foreign value so that its direction cannot disturb the sentence around it.

    `<bdi>` in HTML, FSI … PDI elsewhere (UAX #9 §2.4, W3C "Inline markup and bidirectional text").
    """
    if as_html:
        return Markup("<bdi>{}</bdi>").format(value)
    return f"{FSI}{value}{PDI}"
