"""Terms from a termbase: TBX as MultiTerm, IATE, Weblate and their like export it.

    bytes ──▶ read_tbx() ──▶ ForeignTerms ──▶ glossary_merge.py

Both editions of the standard in all their dialects: TBX 2 (`martif`, `termEntry`, `langSet`, `tig` or
`ntig`) and TBX 3 (`tbx`, `conceptEntry`, `langSec`, `termSec`), whose data categories are attributes
(DCA: `<termNote type="administrativeStatus">`) or elements (DCT: `<min:administrativeStatus>`). So
elements are told by their local names, whatever namespace a tool has put them in.

A concept with several words for it in the source language becomes a term for each of them. Words that are
deprecated or superseded are left out; preferred ones go first.

Sources: ISO 30042:2008 and ISO 30042:2019 (structure; `administrativeStatus`); TBX-Basic.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text
from newsletter.interchange.xml_document import document_root
from newsletter.interchange.xml_tree import XML, Element
from newsletter.newsroom.glossary import Term
from newsletter.newsroom.glossary_csv import ForeignTerms

_ROOTS = ("martif", "tbx", "TBX")
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERM_SECTIONS = ("termSec", "tig", "ntig")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_NOTES = ("definition", "note")
_RANKS = {"preferred": 0, "legal": 1, "standardized": 1, "regulated": 1, "admitted": 2}
_UNSTATED_RANK = 1
_LEFT_OUT = frozenset(["deprecated", "superseded", "forbidden", "obsolete", "rejected"])


@dataclass(frozen=True, slots=True)
class _Word:
    """One word for a concept in one language. A smaller rank is better."""

    text: str
    rank: int


def read_tbx(content: bytes, *, path: str, source: Locale) -> ForeignTerms:
    """Return the terms of a termbase.

    Args:
        content: the file.
        path: its name, for faults.
        source: the newsroom's source language; regional variants of it stand in for it.

    Raises:
        TranslationError: it is no well-formed XML, no TBX, or declares entities.
    """
    root = document_root(content, path=path, format_name="TBX")
    if root.name not in _ROOTS:
        what = f"this is no TBX: its root is <{root.name}>, not <martif> or <tbx>"
        raise TranslationError([Fault(path, root.line, what, "Export the termbase as TBX")])
    terms: list[Term] = []
    faults: list[Fault] = []
    for entry in _nearest_elements(root, _ENTRIES):
        words, entry_faults = _words_by_locale(entry, path)
        faults += entry_faults
        entry_terms = list(_terms(entry, words, source))
        if not entry_terms:
            what = f"the entry has no usable term in {source}"
            faults.append(Fault(path, entry.line, what, "Add one in the termbase, if it is needed"))
        terms += entry_terms
    return ForeignTerms(path=path, terms=tuple(terms), faults=tuple(faults))


def _terms(entry: Element, words: dict[Locale, list[_Word]], source: Locale) -> Iterator[Term]:
    own = _source_locale(source, words)
    others = {
        locale: tuple(dict.fromkeys(word.text for word in sorted(locale_words, key=lambda word: word.rank)))
        for locale, locale_words in words.items()
        if locale != own and locale_words
    }
    is_kept = _is_kept_entry(entry)
    if own is None or not (others or is_kept):
        return
    note = next((normalised_text(element.text()) for element in _category_elements(entry, _NOTES)), "")
    for text in dict.fromkeys(word.text for word in words[own]):
        yield Term(
            source=text,
            translations=others if not is_kept else {},
            is_kept=is_kept,
            note=note,
            line=entry.line,
        )


def _source_locale(source: Locale, words: dict[Locale, list[_Word]]) -> Locale | None:
    """Return the language that the source terms are in: the source's own, or a variant of it."""
    if words.get(source):
        return source
    return next(
        (locale for locale, locale_words in words.items() if locale_words and locale.agrees_with(source)),
        None,
    )


def _words_by_locale(entry: Element, path: str) -> tuple[dict[Locale, list[_Word]], list[Fault]]:
    """Return the words of an entry by language, and what is wrong with it."""
    words: dict[Locale, list[_Word]] = {}
    faults: list[Fault] = []
    for section in _nearest_elements(entry, _LANGUAGES):
        tag = section.get("lang", namespace=XML) or section.get("lang")
        try:
            locale = Locale.parse(tag)
        except ValueError as error:
            what = f"the language of the section is wrong: {error}"
            faults.append(Fault(path, section.line, what, "Mend its xml:lang in the termbase"))
            continue
        for element in _nearest_elements(section, _TERM_SECTIONS):
            word, word_faults = _word(element, path)
            faults += word_faults
            words.setdefault(locale, []).extend(word)
    return words, faults


def _word(section: Element, path: str) -> tuple[list[_Word], list[Fault]]:
    """Return the word of a section, none where it is not to be used."""
    term = next(_nearest_elements(section, ("term",)), None)
    text = normalised_text(term.text()) if term is not None else ""
    if not text or "|" in text:
        what = f"the term {text!r} has a bar (|)" if text else "the section has no term"
        return [], [Fault(path, section.line, what, "Mend it in the termbase")]
    statuses = [_status(element) for element in _category_elements(section, _STATUSES)]
    if _LEFT_OUT.intersection(statuses):
        return [], []
    return [
        _Word(text, min((_RANKS.get(status, _UNSTATED_RANK) for status in statuses), default=_UNSTATED_RANK))
    ], []


def _status(element: Element) -> str:
    """Return a status's first word: `preferredTerm-admn-sts`, `preferred` and `Preferred term` are one."""
    text = element.text().strip().partition("-")[0].casefold()
    return text.removesuffix("term").strip()


def _is_kept_entry(entry: Element) -> bool:
    """Tell whether an entry says that its term is not translated, as Weblate writes it."""
    return any(
        element.text().strip().casefold() in {"no", "false", "read-only"}
        for element in _category_elements(entry, ("Translation needed", "translationNeeded"))
    )


def _category_elements(section: Element, categories: Sequence[str]) -> Iterator[Element]:
    """Yield the data categories of these names: by their attribute (DCA) or their element's name (DCT)."""
    for element in _descendants(section):
        if element.name in categories or element.get("type") in categories:
            yield element


def _nearest_elements(element: Element, names: Sequence[str]) -> Iterator[Element]:
    """Yield the nearest elements of these names below one, in whatever they are wrapped."""
    for child in element.content:
        if isinstance(child, Element):
            if child.name in names:
                yield child
            else:
                yield from _nearest_elements(child, names)


def _descendants(element: Element) -> Iterator[Element]:
    for child in element.content:
        if isinstance(child, Element):
            yield child
            yield from _descendants(child)
