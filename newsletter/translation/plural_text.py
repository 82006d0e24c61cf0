"""Counted phrases where they are read: the form that the language asks for, in its digits, in its text.

    Count, Catalogue, Conventions ──▶ counted_phrases() ──▶ text_with_phrases(), markdown_with_phrases()

A phrase is text: it is escaped as it goes into Markdown, so neither a translator nor an author makes
markup with it.

Source: CLDR's plural categories for the author's own language; gettext's rule of the catalogue for others.
"""

import re
from collections.abc import Iterable, Mapping

from newsletter.i18n.formats import USUAL_CONVENTIONS, Conventions, format_number
from newsletter.i18n.locale import Locale
from newsletter.newsroom.inline import text_runs
from newsletter.newsroom.markdown import Markdown, units
from newsletter.newsroom.plural_phrases import CONTEXT, Count
from newsletter.po.catalogue import Catalogue

_BRACED = re.compile(r"\{(\w+)\}")
# CommonMark 0.31.2, "Backslash escapes": what can be markup, and loses that by a backslash.
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t\n]*")


def counted_phrases(
    counts: Iterable[Count],
    catalogue: Catalogue | None,
    *,
    locale: Locale,
    conventions: Conventions = USUAL_CONVENTIONS,
) -> dict[str, str]:
    """Return each phrase by name as a reader sees it, on one line, the number in the language's digits.

    Args:
        counts: the phrases of a text.
        catalogue: of the locale; None where the text stands in its author's language.
        locale: what the text is in where it is read.
        conventions: those of the locale.
    """
    return {
        count.name: _LINE_ENDS.sub(" ", _form(count, catalogue, locale)).replace(
            "{n}", format_number(count.n, locale=locale, conventions=conventions)
        )
        for count in counts
    }


def text_with_phrases(text: str, phrases: Mapping[str, str]) -> str:
    """Return a text with its phrases, for titles and summaries, which are no Markdown.

    >>> text_with_phrases("{seats}, {else}", {"seats": "12 seats"})
    '12 seats, {else}'
    """
    return _BRACED.sub(lambda match: phrases.get(match[1], match[0]), text) if phrases else text


def markdown_with_phrases(body: Markdown, phrase_texts: Mapping[str, str]) -> Markdown:
    """Return a text with its phrases, which are no markup whatever they say.

    Code and the targets of links are left alone. The order of the translations is that of the text:
    what a mail's tokens are made of has to be the same in every process.
    """
    phrases = {name: _MARKUP.sub(r"\\\1", text) for name, text in phrase_texts.items()}
    if not phrases:
        return body
    keys = dict.fromkeys((unit.role, unit.text) for unit in units(body.source))
    translations = {key: _inline_with_phrases(body.translations.get(key, key[1]), phrases) for key in keys}
    return Markdown(body.source, {**body.translations, **translations})


def _inline_with_phrases(text: str, phrases: Mapping[str, str]) -> str:
    """Return inline Markdown with its phrases, also between brackets, which may be no link at all."""
    return "".join(
        text_with_phrases(piece.text, phrases) if piece.is_read or piece.text[0] in "[{" else piece.text
        for piece in text_runs(text)
    )


def _form(count: Count, catalogue: Catalogue | None, locale: Locale) -> str:
    translated = catalogue.plural(CONTEXT, count.one, count.n) if catalogue else None
    if translated is not None:
        return translated
    return count.one if locale.cldr.plural_form(count.n) == "one" else count.other
