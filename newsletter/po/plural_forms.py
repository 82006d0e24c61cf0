"""Plural forms: which of a catalogue's translations goes with a number.

    "nplurals=2; plural=n > 1;" ──▶ parse_plural_forms() ──▶ PluralForms.index(n)

The expression is C over unsigned 64-bit numbers, written by whoever sent the catalogue. It is parsed
into closures, never evaluated as Python, and its length and nesting are bounded, so a hostile header
costs an error and no time.

Sources: GNU gettext manual, "Plural forms" and "Translating plural forms"; precedences as in
gettext-runtime/intl/plural.y; `lookup` of an impossible index as in `plural_lookup` of dcigettext.c.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import babel
from babel.messages.plurals import PLURALS
from babel.plural import PluralRule, to_gettext

PluralFunction = Callable[[int], int]

_SHAPE = re.compile(r"\s*nplurals\s*=\s*([0-9]+)\s*;\s*plural\s*=\s*([^;]*[^;\s])[\s;]*")
_TOKEN = re.compile(r"\s*([0-9]+|n\b|\|\||&&|[=!<>]=|[-<>+*/%!?:()])\s*")
_UNSIGNED = 2**64 - 1  # C's `unsigned long`, in which gettext computes
# CLDR's richest languages have 6 forms and gettext's longest known expression (Breton) 130 tokens.
_MOST_FORMS = 16
_MOST_PIECES = 300
_MOST_DIGITS = 21  # one more than 2**64 has: enough to see that a number is too large
_DEEPEST = 40
_SAMPLES = range(1001)  # what `msgfmt --check-header` tries

_POWER = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    ">": 4,
    "<=": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
_OPERATORS: dict[str, Callable[[int, int], int]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.floordiv,
    "%": operator.mod,
}

# Only "other" in CLDR's plurals.xml, and missing from Babel's table of gettext headers.
_ONE_FORM = frozenset(
    [
        "bm",
        "hnj",
        "id",
        "ig",
        "ii",
        "jbo",
        "jv",
        "kde",
        "kea",
        "lkt",
        "ms",
        "my",
        "nqo",
        "osa",
        "sah",
        "ses",
        "sg",
        "su",
        "to",
        "tpi",
        "wo",
        "yo",
        "yue",
    ]
)
# Babel 2.18 gives Armenian one form; CLDR has one (0 and 1) and other. Its Arabic has the last two
# forms the other way round than the gettext manual and every translator's tool.
_CORRECTED = {
    "hy": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);",
}


@dataclass(frozen=True, slots=True)
class PluralForms:
    """How many forms a catalogue's messages have, and which one a number takes."""

    count: int
    expression: str
    _evaluate: PluralFunction = field(repr=False, compare=False)

    def index(self, n: int) -> int:
        """Return which form goes with a number: 0 to `count` - 1.

        Where the expression gives an impossible answer, the first form is used, as in libintl.

        >>> parse_plural_forms("nplurals=2; plural=n > 1;").index(1)
        0
        """
        try:
            form = self._evaluate(n & _UNSIGNED)
        except ZeroDivisionError:
            return 0
        return form if form < self.count else 0


@lru_cache(maxsize=256)
def parse_plural_forms(text: str) -> PluralForms:
    """Return the meaning of a `Plural-Forms` header field.

    Raises:
        ValueError: it is no such field, or it fails for some number from 0 to 1000.
    """
    match = _SHAPE.fullmatch(text)
    if match is None:
        raise ValueError("Plural-Forms is not of the shape nplurals=NUMBER; plural=EXPRESSION;")
    count = int(match[1][:_MOST_DIGITS])
    if not 1 <= count <= _MOST_FORMS:
        raise ValueError(f"nplurals is {match[1][:20]}, where 1 to {_MOST_FORMS} are possible")
    forms = PluralForms(count, match[2], _Parser(_pieces(match[2])).parse())
    _try_out(forms)
    return forms


def plural_forms_field(language: str) -> str:
    """Return the `Plural-Forms` field that a new catalogue in a language should have.

    Babel's table of what gettext programs use comes first; for languages outside it, CLDR's rule, where
    that can be said of whole numbers.

    >>> plural_forms_field("pt-BR")
    'nplurals=2; plural=(n > 1);'

    Args:
        language: a BCP 47 tag, such as `fr`, `pt-BR`, `zh-Hans`.
    """
    base = language.partition("-")[0]
    if base in _CORRECTED:
        return _CORRECTED[base]
    if base in PLURALS:
        count, expression = PLURALS.get(language.replace("-", "_"), PLURALS[base])
        return f"nplurals={count}; plural={expression};"
    if base in _ONE_FORM:
        return "nplurals=1; plural=0;"
    return _cldr_field(language) or "nplurals=2; plural=(n != 1);"


def _cldr_field(language: str) -> str | None:
    """Return CLDR's rule as gettext writes it, unless it has forms that no whole number takes."""
    rule = _cldr_rule(language)
    try:
        forms = parse_plural_forms(to_gettext(rule))
    except ValueError:  # a rule about compact exponents ("e"), which gettext cannot say
        return None
    seen = {rule(n) for n in _SAMPLES}
    return f"nplurals={forms.count}; plural={forms.expression};" if len(seen) == forms.count > 1 else None


def _cldr_rule(language: str) -> PluralRule:
    """Return the plural rule of a tag, or of as much of it as CLDR knows; English's where it knows none."""
    tag = language
    while tag:
        try:
            return babel.Locale.parse(tag, sep="-").plural_form
        except (babel.UnknownLocaleError, ValueError):
            tag = tag.rpartition("-")[0]
    return babel.Locale("en").plural_form


def _try_out(forms: PluralForms) -> None:
    for n in _SAMPLES:
        try:
            form = forms._evaluate(n)  # noqa: SLF001 - the raw answer, which `index` would smooth over
        except ZeroDivisionError:
            raise ValueError(f"the plural expression divides by zero for n={n}") from None
        if form >= forms.count:
            raise ValueError(
                f"the plural expression gives form {form} for n={n}, "
                f"but nplurals={forms.count} allows 0 to {forms.count - 1}"
            )


def _pieces(expression: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    while at < len(expression):
        match = _TOKEN.match(expression, at)
        if match is None:
            raise ValueError(
                f"the plural expression holds {expression[at : at + 20]!r}, which means nothing there"
            )
        if len(pieces) == _MOST_PIECES:
            raise ValueError(f"the plural expression has more than {_MOST_PIECES} numbers and operators")
        pieces.append(match[1])
        at = match.end()
    return pieces


class _Parser:
    """Precedence climbing over the pieces of one expression."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = [*pieces, ""]
        self._at = 0

    def parse(self) -> PluralFunction:
        """Return the whole expression as a function of n."""
        evaluate = self._conditional_expression(0)
        self._expect("")
        return evaluate

    def _conditional_expression(self, depth: int) -> PluralFunction:
        condition = self._binary_expression(1, depth)
        if self._pieces[self._at] != "?":
            return condition
        self._at += 1
        then = self._conditional_expression(depth + 1)
        self._expect(":")
        otherwise = self._conditional_expression(depth + 1)
        return lambda n: then(n) if condition(n) else otherwise(n)

    def _binary_expression(self, weakest: int, depth: int) -> PluralFunction:
        left = self._unary_expression(depth)
        while (power := _POWER.get(self._pieces[self._at], 0)) >= weakest:
            sign = self._take()
            left = _binary_function(sign, left, self._binary_expression(power + 1, depth))
        return left

    def _unary_expression(self, depth: int) -> PluralFunction:
        if depth > _DEEPEST:
            raise ValueError(f"the plural expression is nested deeper than {_DEEPEST} levels")
        piece = self._take()
        if piece == "!":
            operand = self._unary_expression(depth + 1)
            return lambda n: int(not operand(n))
        if piece == "(":
            inner = self._conditional_expression(depth + 1)
            self._expect(")")
            return inner
        return _atom(piece)

    def _take(self) -> str:
        piece = self._pieces[self._at]
        self._at = min(self._at + 1, len(self._pieces) - 1)
        return piece

    def _expect(self, piece: str) -> None:
        actual = self._take()
        if actual != piece:
            raise ValueError(
                f"the plural expression has {actual or 'its end'} where "
                f"{piece or 'its end'} should be (piece {self._at} of {len(self._pieces) - 1})"
            )


def _atom(piece: str) -> PluralFunction:
    if piece == "n":
        return lambda n: n
    if not piece.isdigit():
        raise ValueError(f"the plural expression has {piece or 'its end'} where a number or n should be")
    number = int(piece[:_MOST_DIGITS])
    if number > _UNSIGNED:
        raise ValueError("the plural expression has a number above 18446744073709551615")
    return lambda _: number


def _binary_function(sign: str, left: PluralFunction, right: PluralFunction) -> PluralFunction:
    if sign == "&&":
        return lambda n: int(bool(left(n) and right(n)))
    if sign == "||":
        return lambda n: int(bool(left(n) or right(n)))
    operation = _OPERATORS[sign]
    return lambda n: int(operation(left(n), right(n))) & _UNSIGNED
