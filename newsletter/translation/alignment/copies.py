"""Tell a translation from a copy of the source: what nobody has translated must not count as translated.

Names, code, addresses and numbers are the same in two languages; sentences are not.
"""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

# A title between quotation marks that is a link as a whole names a work.
_NOT_WORDS = re.compile(
    r"\[[\"“„«][^\[\]]*[\"”“»]\]|`[^`]*`|\]\([^()\s]*\)|https?://\S+|[@#][\w-]+|\{[^{}]*\}|!\["
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ALIKE_PERCENT = 92.0
"""Copies of an earlier version differ in a link or a word; translations into a sister language by more."""
_FEWEST_LETTERS_ALIKE = 30
_FEWEST_SMALL_WORDS = 2
_SHORTEST_WORD = 3
_FEWEST_LETTERS_UNCASED = 8
_MOST_COPIED = 0.5


def is_copy(source: str, translation: str) -> bool:
    """Return whether two texts say the same in the same words, up to typography and a detail.

    >>> is_copy('See "the plan".', "See “the plan”."), is_copy("Table", "Tableau")
    (True, False)
    """
    ours, theirs = _plain(source), _plain(translation)
    if ours == theirs:
        return True
    is_long = min(len(ours), len(theirs)) >= _FEWEST_LETTERS_ALIKE
    return is_long and fuzz.ratio(ours, theirs, score_cutoff=_ALIKE_PERCENT) > 0


def is_prose(text: str, kept: Iterable[str] = ()) -> bool:
    """Return whether a text has words that a translator would translate; `kept` are terms that stay.

    >>> is_prose("Selected questions and answers"), is_prose("Bitcoin Core 28.1"), is_prose("`tx` (#31022)")
    (True, False, False)
    """
    for term in kept:
        text = text.replace(term, " ")
    words = _WORD.findall(_NOT_WORDS.sub(" ", text))
    small = [word for word in words if word[0].islower() and len(word) >= _SHORTEST_WORD]
    uncased = sum(len(word) for word in words if word.upper() == word.lower())
    return len(small) >= _FEWEST_SMALL_WORDS or uncased >= _FEWEST_LETTERS_UNCASED


def is_copied_whole(pairs: Iterable[tuple[str, str]]) -> bool:
    """Return whether most of what could be translated of a text is the same in both: it is a copy."""
    copied_length = prose_length = 0
    for source, translation in pairs:
        if is_prose(source):
            prose_length += len(source)
            copied_length += len(source) if is_copy(source, translation) else 0
    return copied_length > _MOST_COPIED * prose_length


def _plain(text: str) -> str:
    """Return the letters, digits and spaces of a text, without case: typography is no translation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", "", folded).split())
