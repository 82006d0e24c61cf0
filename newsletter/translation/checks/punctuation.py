"""Checks: sentences end as their language ends them; French spaces, Spanish opening marks."""

import re
from collections.abc import Iterator
from functools import lru_cache

from newsletter.i18n.locale import Locale
from newsletter.translation.checks.base import Check, FindingText, Severity, TextPair
from newsletter.translation.checks.sentence_marks import ELLIPSIS, KIND_OF, QUESTION, STOP, marks_of

_AFTER_THE_END = " \t\n\u00a0\u202f\u200e\u200f\u2069\u202c\"'”’»›“‘«‹)]}）］】」』〉》*_"
_CLOSES_MARKUP = "*_"
_NO_BREAK, _NARROW = "\u00a0", "\u202f"
_SHORT_WORD = re.compile(r"(?:^|\W)\w{1,4}\.$|\w\.\w+\.$")
_SENTENCE_WORDS = 3
_NO_SPACE_BEFORE = re.compile(r"(?<=[\w»”\"*_)%°])([?!;:]+)(?=[\s*_)»”]|$)")
_NOT_BEFORE_SPACE = re.compile(r"\w+://\S+|:\w+:|\{\w+\}|&#?\w+;|`[^`]*`|\d:\d")
_CLAUSE = re.compile(r"[^.!?:;,…¿¡\n*_`\[\]<>]+[?!]")


@lru_cache(maxsize=16384)
def ending(text: str) -> tuple[str, int]:
    """Return the mark that a text ends with ("" for none; `...` is `…`), and the place after it.

    Closing quotes and brackets after the mark do not count.
    """
    end = len(text.rstrip(_AFTER_THE_END))
    if text[:end].endswith("..."):
        return "…", end
    last = text[end - 1 : end]
    return (last if last in KIND_OF or last == ";" else ""), end


def _kind(mark: str, locale: Locale) -> str:
    """Return what a mark is in a language: `;` asks in Greek, and ends nothing elsewhere."""
    if mark and mark in marks_of(locale).of[QUESTION]:
        return QUESTION
    if mark and mark in marks_of(locale).of[STOP]:
        return STOP
    return KIND_OF.get(mark, "")


class EndsAlike(Check):
    """The translation ends as the source does, with the marks of its own language."""

    code = "sentence-end"
    severity = Severity.WARNS
    good = (
        TextPair(source="We met.", translation="Nous nous sommes vus."),
        TextPair(source="We met.", translation="我们见面了。", locale=Locale("zh-Hans")),
        TextPair(source="Did we meet?", translation="هل التقينا؟", locale=Locale("ar")),
        TextPair(source="Did we meet?", translation="Συναντηθήκαμε;", locale=Locale("el")),
        TextPair(source="Did we meet?", translation="Մենք հանդիպե՞լ ենք", locale=Locale("hy")),
        TextPair(source="We met.", translation="ہم ملے۔", locale=Locale("ur")),
        TextPair(source="We met.", translation="हम मिले।", locale=Locale("hi")),
        TextPair(source="We met.", translation="เราพบกัน", locale=Locale("th")),
        TextPair(source="We “met.”", translation="Nous « nous sommes vus »."),
        TextPair(source="Wait...", translation="Attendez…"),
        TextPair(source="We met…", translation="Nous nous sommes vus."),
        TextPair(source="We met.", translation="اسیں ملے۔", locale=Locale("pa-PK")),
        TextPair(source="We met; ", translation="Nous nous sommes vus ; "),
        TextPair(source="Cities and regions", translation="Villes, régions, etc."),
    )
    bad = (
        TextPair(source="We all met.", translation="Nous nous sommes vus"),
        TextPair(source="We met.", translation="Nous nous sommes vus ?"),
        TextPair(source="Our meeting", translation="Notre rencontre."),
        TextPair(source="We met.", translation="我们见面了.", locale=Locale("zh-Hans")),
        TextPair(source="Did we meet?", translation="هل التقينا?", locale=Locale("ar")),
        TextPair(source="Did we meet?", translation="Συναντηθήκαμε?", locale=Locale("el")),
        TextPair(source="Note:", translation="注意:", locale=Locale("zh-Hans")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding for an end of another kind, or for a mark of another language."""
        source_mark, _ = ending(pair.source)
        translation_mark, end = ending(pair.translation)
        wanted, actual = _kind(source_mark, pair.source_locale), _kind(translation_mark, pair.locale)
        marks = marks_of(pair.locale)
        if wanted == actual:
            if actual and translation_mark not in marks.of[actual]:
                remedy = f"Write {marks.of[actual][0]}"
                yield FindingText(f"the {actual} {translation_mark} is not that of {pair.locale}", remedy)
        elif not {wanted, actual} & marks.is_free and not _is_excused(
            pair, translation_mark, end, wanted, actual
        ):
            yield FindingText(
                f"the source ends with {_kind_in_words(wanted)}, "
                f"the translation with {_kind_in_words(actual)}",
                "End the translation as the source ends",
            )

    def fixed_translation(self, pair: TextPair) -> str | None:
        """Return the translation with the right mark, where only its form is wrong or a full stop lacks."""
        text = pair.translation
        translation_mark, end = ending(text)
        source_kind, kind = (
            _kind(ending(pair.source)[0], pair.source_locale),
            _kind(translation_mark, pair.locale),
        )
        if source_kind == kind and kind and kind != ELLIPSIS:
            return f"{text[: end - 1]}{marks_of(pair.locale).of[kind][0]}{text[end:]}"
        is_sentence = len(pair.source.split()) >= _SENTENCE_WORDS
        if source_kind == STOP and not translation_mark and is_sentence and text[end - 1 : end].isalpha():
            if text[end:].strip(_CLOSES_MARKUP):
                return None
            return f"{text}{marks_of(pair.locale).of[STOP][0]}"
        return None


def _is_excused(pair: TextPair, translation_mark: str, end: int, wanted: str, actual: str) -> bool:
    """Tell whether the end is an abbreviation's, on either side, or one that is as good."""
    if {wanted, actual} == {STOP, ELLIPSIS}:
        return True
    if wanted == "" and actual == STOP:
        return translation_mark == "." and bool(_SHORT_WORD.search(pair.translation[:end]))
    if wanted == STOP and actual == "":
        source_end = ending(pair.source)[1]
        return (
            bool(_SHORT_WORD.search(pair.source[:source_end])) and len(pair.source.split()) < _SENTENCE_WORDS
        )
    return False


def _kind_in_words(kind: str) -> str:
    if not kind:
        return "no mark"
    return f"{'an' if kind[0] == 'e' else 'a'} {kind}"


class SpacesFrenchMarks(Check):
    """French has a space before ? ! ; and : (in Canada and Switzerland it may not)."""

    code = "french-space"
    severity = Severity.WARNS
    good = (
        TextPair(source="Where?", translation="Où\u202f?"),
        TextPair(source="Where?", translation="Où ?"),
        TextPair(source="Where?", translation="Où?", locale=Locale("fr-CA")),
        TextPair(source="At 10:30", translation="À 10:30"),
        TextPair(source="See https://a.org:", translation="Voir https://a.org/a?"),
        TextPair(source="Where?", translation="Wo?", locale=Locale("de")),
    )
    bad = (
        TextPair(source="Where?", translation="Où?"),
        TextPair(source="Note: a", translation="Note: un"),
        TextPair(source="**Note**: a", translation="**Note**: un"),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield one fault, whatever the number of marks."""
        if _is_european_french(pair.locale) and _spaced_text(pair.translation) != pair.translation:
            yield FindingText("the space before ? ! ; or : is missing", "Put a no-break space before it")

    def fixed_translation(self, pair: TextPair) -> str | None:
        """Return the translation with no-break spaces before these marks."""
        return _spaced_text(pair.translation)


def _is_european_french(locale: Locale) -> bool:
    return locale.language == "fr" and locale.tag not in ("fr-CA", "fr-CH")


def _spaced_text(text: str) -> str:
    """Return a French text with a space before its high marks; addresses, times and code are left alone."""
    if not any(mark in text for mark in "?!;:"):
        return text
    exempt_matches = list(_NOT_BEFORE_SPACE.finditer(text))

    def with_space(match: re.Match[str]) -> str:
        if any(exempt.start() <= match.start(1) < exempt.end() for exempt in exempt_matches):
            return match[0]
        return (_NO_BREAK if match[1] == ":" else _NARROW) + match[1]

    return _NO_SPACE_BEFORE.sub(with_space, text)


class OpensSpanishMarks(Check):
    """Spanish opens a question with ¿ and an exclamation with ¡."""

    code = "spanish-opening"
    severity = Severity.WARNS
    good = (
        TextPair(source="Where are we?", translation="¿Dónde estamos?", locale=Locale("es")),
        TextPair(source="If so, where?", translation="Si es así, ¿dónde?", locale=Locale("es")),
        TextPair(source="Where are we?", translation="Onde estamos?", locale=Locale("pt")),
        TextPair(source="See https://a.org/?a!", translation="Véase https://a.org/?a!", locale=Locale("es")),
    )
    bad = (
        TextPair(source="Where are we?", translation="Dónde estamos?", locale=Locale("es")),
        TextPair(source="Welcome, all!", translation="Bienvenidos, todos!", locale=Locale("es-MX")),
    )

    def findings(self, pair: TextPair) -> Iterator[FindingText]:
        """Yield a finding per kind of mark that closes and never opens."""
        if pair.locale.language != "es":
            return
        for closing, opening in (("?", "¿"), ("!", "¡")):
            if closing in pair.translation and opening not in pair.translation and closing in pair.prose:
                yield FindingText(f"{closing} has no {opening} before it", f"Write {opening} where it begins")

    def fixed_translation(self, pair: TextPair) -> str | None:
        """Return the translation with its opening mark, where it is one clause and nothing else."""
        text = pair.translation
        if _CLAUSE.fullmatch(text) is None or not text[0].isalpha():
            return None
        return f"{'¿' if text[-1] == '?' else '¡'}{text}"
