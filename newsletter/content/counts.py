"""Counted phrases of an article: "12 seats are left", said by each language's own plural rule.

    front matter        counts:
                          seats: {n: 12, one: "{n} seat is left", other: "{n} seats are left"}
    body                Hurry: {seats}.

    counts_of() ──▶ Count ──▶ messages_of_counts() ──▶ PO, one msgid and its msgid_plural
                      └─────▶ said_counts() ──▶ filled(), filled_markdown()

A phrase is text: it is escaped as it goes into Markdown, so neither a translator nor an author makes
markup with it. Braces around any other word are what they always were, two signs.

Source: GNU gettext manual, "Plural forms"; CLDR's plural categories for the author's own language.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsletter.content.catalogue import Catalogue
from newsletter.content.conventions import USUAL, Conventions, format_number
from newsletter.content.inline_text import pieces
from newsletter.content.markdown import Markdown, units
from newsletter.content.messages import Message
from newsletter.locale import Locale

CONTEXT = "count"
"""The context of these messages in catalogues."""
KEYS = ("n", "one", "other")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = frozenset(["n", "name"])  # the number itself, and the member's name
_WHOLE = re.compile(r"[0-9]{1,15}")
_BRACED = re.compile(r"\{(\w+)\}")
# CommonMark 0.31.2, "Backslash escapes": what can be markup, and loses that by a backslash.
_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")

Note = Callable[[str, str], None]
"""(what is wrong, what to do about it)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One counted phrase, as its author wrote it."""

    name: str
    """The text says `{name}` where the phrase is to stand."""
    n: int
    one: str
    """With `{n}` or without; the same as `other` in languages that have one form."""
    other: str


def counts_of(nested: Mapping[str, Mapping[str, str]], *, note: Note) -> tuple[Count, ...]:
    """Return the phrases of an article's front matter; those that are wrong are noted and left out.

    Args:
        nested: what stands below `counts:`, all scalars as text.
        note: is told what is wrong, and what to do about it.
    """
    read = (_count(name, said, note) for name, said in nested.items())
    return tuple(count for count in read if count)


def unused(counts: Iterable[Count], texts: Sequence[str]) -> list[str]:
    """Return the names that no text uses: most often a slip of the pen in one of the two places."""
    return [count.name for count in counts if not any(f"{{{count.name}}}" in text for text in texts)]


def messages_of_counts(counts: Iterable[Count], *, place: str) -> list[Message]:
    """Return a message for each phrase. `place`: `path:line`."""
    return [
        Message(
            context=CONTEXT,
            text=count.one,
            plural=count.other,
            places=(place,),
            comment=f"The number is {count.n} this time. Stands where the text says {{{count.name}}}",
            flags=("python-brace-format",),
        )
        for count in counts
    ]


def said_counts(
    counts: Iterable[Count],
    catalogue: Catalogue | None,
    *,
    locale: Locale,
    conventions: Conventions = USUAL,
) -> dict[str, str]:
    """Return each phrase by name as a reader sees it, the number in the digits of the language.

    Args:
        counts: the article's phrases.
        catalogue: of the locale; None where the article stands in its author's language.
        locale: what the article is in where it is read.
        conventions: those of the locale.
    """
    return {
        count.name: _form(count, catalogue, locale).replace(
            "{n}", format_number(count.n, locale=locale, conventions=conventions)
        )
        for count in counts
    }


def filled(text: str, said: Mapping[str, str]) -> str:
    """Return a text with its phrases, for titles and summaries, which are no Markdown.

    >>> filled("{seats}, {else}", {"seats": "12 seats"})
    '12 seats, {else}'
    """
    return _BRACED.sub(lambda found: said.get(found[1], found[0]), text)


def filled_markdown(body: Markdown, said: Mapping[str, str]) -> Markdown:
    """Return a text with its phrases, which are no markup whatever they say.

    Code and the targets of links are left alone.
    """
    phrases = {name: _MARKUP.sub(r"\\\1", text) for name, text in said.items()}
    if not phrases:
        return body
    keys = {(unit.role, unit.text) for unit in units(body.source)}
    shown = {key: _with_phrases(body.translations.get(key, key[1]), phrases) for key in keys}
    return Markdown(body.source, {**body.translations, **shown})


def _with_phrases(text: str, phrases: Mapping[str, str]) -> str:
    """Return inline Markdown with its phrases, also between brackets, which may be no link at all."""
    return "".join(
        filled(piece.text, phrases) if piece.is_read or piece.text[0] in "[{" else piece.text
        for piece in pieces(text)
    )


def _count(name: str, said: Mapping[str, str], note: Note) -> Count | None:
    other = said.get("other", "")
    one = said.get("one") or other
    n = said.get("n", "")
    wrong = list(_faults(name, said))
    for what, remedy in wrong:
        note(what, remedy)
    return None if wrong else Count(name=name, n=int(n), one=one, other=other)


def _faults(name: str, said: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield (what, remedy) of everything that is wrong with one phrase."""
    if not _NAME.fullmatch(name) or name in _TAKEN:
        yield f"`{name}` cannot name a count", "Use small letters a to z, digits and _; not `n` or `name`"
    for key in said:
        if key not in KEYS:
            yield f"`{key}` is not a key of the count `{name}`", f"The keys are {', '.join(KEYS)}"
    if not _WHOLE.fullmatch(said.get("n", "")):
        yield f"the count `{name}` has no whole number", "Write n: 12"
    if "{n}" not in said.get("other", ""):
        yield f"the count `{name}` has no text with {{n}}", 'Write other: "{n} seats are left"'


def _form(count: Count, catalogue: Catalogue | None, locale: Locale) -> str:
    translated = catalogue.plural(CONTEXT, count.one, count.n) if catalogue else None
    if translated is not None:
        return translated
    return count.one if locale.cldr.plural_form(count.n) == "one" else count.other
