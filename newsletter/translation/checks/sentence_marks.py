"""How languages end their sentences.

Sources: CLDR exemplar punctuation; Unicode core specification, chapters 9 (Arabic), 12 (Indic),
6.2 (general punctuation).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsletter.i18n.locale import Locale

STOP, QUESTION, EXCLAMATION, ELLIPSIS, COLON = (
    "full stop",
    "question mark",
    "exclamation mark",
    "ellipsis",
    "colon",
)

KIND_OF: Mapping[str, str] = {
    **dict.fromkeys(".。．｡।॥۔։።။។།᠃꓿", STOP),
    **dict.fromkeys("?？؟՞፧\u037e", QUESTION),
    **dict.fromkeys("!！՜", EXCLAMATION),
    **dict.fromkeys("…⋯", ELLIPSIS),
    **dict.fromkeys(":：፡፥", COLON),
}
"""What each mark at the end of a sentence is, in whatever language."""


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """The marks of one language. The first of each is the one to write."""

    of: Mapping[str, str]
    """Kind → every mark that is right there."""
    is_free: frozenset[str] = field(default_factory=frozenset)
    """Kinds that may be left out or stand elsewhere: Thai ends its sentences with a space."""


_LATIN = {STOP: ".", QUESTION: "?", EXCLAMATION: "!", ELLIPSIS: "…⋯", COLON: ":"}
_CJK = {STOP: "。．｡", QUESTION: "？", EXCLAMATION: "！", ELLIPSIS: "…⋯", COLON: "："}
_ARABIC = {**_LATIN, QUESTION: "؟"}
_DANDA = {**_LATIN, STOP: "।॥."}
_BY_LANGUAGE = {
    **dict.fromkeys(["zh", "yue"], SentenceMarks(_CJK)),
    "ja": SentenceMarks({**_CJK, COLON: "：:"}),
    **dict.fromkeys(["ar", "fa", "ps", "ckb", "arz"], SentenceMarks(_ARABIC)),
    **dict.fromkeys(["ur", "ks", "sd"], SentenceMarks({**_ARABIC, STOP: "۔."})),
    **dict.fromkeys(
        ["hi", "bn", "ne", "as", "or", "pa", "mr", "sa", "mai", "bho", "doi", "brx"], SentenceMarks(_DANDA)
    ),
    "hy": SentenceMarks({**_LATIN, STOP: "։:", COLON: ":.՝"}, frozenset([QUESTION, EXCLAMATION, COLON])),
    "el": SentenceMarks({**_LATIN, QUESTION: ";\u037e"}),
    "am": SentenceMarks({**_LATIN, STOP: "።", QUESTION: "?፧", COLON: "፥፡:"}, frozenset([COLON])),
    "ti": SentenceMarks({**_LATIN, STOP: "።", QUESTION: "?፧", COLON: "፥፡:"}, frozenset([COLON])),
    "my": SentenceMarks({**_LATIN, STOP: "။"}, frozenset([QUESTION, EXCLAMATION, COLON])),
    "km": SentenceMarks({**_LATIN, STOP: "។"}, frozenset([STOP, QUESTION, COLON])),
    "bo": SentenceMarks({**_LATIN, STOP: "།"}, frozenset([QUESTION, EXCLAMATION, COLON])),
    "dz": SentenceMarks({**_LATIN, STOP: "།"}, frozenset([QUESTION, EXCLAMATION, COLON])),
    "th": SentenceMarks(_LATIN, frozenset([STOP, QUESTION, ELLIPSIS, COLON])),
    "lo": SentenceMarks(_LATIN, frozenset([STOP, QUESTION, ELLIPSIS, COLON])),
}
_OTHERS = SentenceMarks(_LATIN)
_FREE_ALL = SentenceMarks(_LATIN, frozenset(_LATIN))
_LATIN_LIKE = frozenset(
    ["Latn", "Cyrl", "Grek", "Hebr", "Kore", "Geor", "Taml", "Telu", "Knda", "Mlym", "Gujr", "Sinh"]
)


def marks_of(locale: Locale) -> SentenceMarks:
    """Return the marks of a language; one of which nothing is known may end as it likes."""
    marks = _BY_LANGUAGE.get(locale.language)
    if locale.language == "pa" and locale.script == "Arab":
        return _BY_LANGUAGE["ur"]
    return marks or (_OTHERS if locale.script in _LATIN_LIKE else _FREE_ALL)
