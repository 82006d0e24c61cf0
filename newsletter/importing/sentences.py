"""Where sentences begin and end, by Unicode's properties, in any script.

Sources: UAX #29 §5 and PropList.txt (Sentence_Terminal); UAX #44 (General_Category, Lowercase).
"""

import regex

from newsletter.importing.blocks import plain_words
from newsletter.importing.word_lists import words_for

# What may stand behind the end of a sentence: closing marks, notes, symbols such as ©, emoji.
_CLOSING = r"[\p{Pe}\p{Pf}\p{Pi}\"'“”„«»‟*_\s\p{So}\p{Sk}\p{Mn}\p{Cf}\p{No}]"
# `;` is also the Greek question mark; a colon announces what follows; dandas, Ethiopic and Tibetan
# ends are Sentence_Terminal, Greek ano teleia and Armenian verjaket are not.
_END = regex.compile(rf"(?:[\p{{Sentence_Terminal}}…:：;；։·⋯]|\.\.\.)(?:{_CLOSING}|\[[\w\s]{{1,4}}\])*\Z")
# Thai and Lao end a sentence with a space or with nothing.
_UNMARKED_END = regex.compile(rf"[\p{{Thai}}\p{{Lao}}]{_CLOSING}*\Z")
_UNFINISHED = regex.compile(r"[,，、،;؛\-–—(\[{「『（《“«„&/+]\Z")
_LATER_MARK = regex.compile(r"[,.;:!?)\]}，。、；：！？）」』】》〉،؛؟।」%\p{Mn}\p{Mc}]")
_FIRST_WORD = regex.compile(
    r"[\p{Pi}\p{Ps}\p{Pf}\"'“”„«»¿¡*_\s\p{Cf}]*(?P<word>[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'’.@/-]*)"
)
_SENTENCE = regex.compile(
    r".+?(?:[.!?…][\p{Pe}\p{Pf}\"'”»]*(?=\s)|[。！？؟।۔።։][\p{Pe}\p{Pf}\"'”»]*|\Z)", regex.DOTALL
)
_WORD = regex.compile(r"\w[\w'’-]*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def ends_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does.

    >>> ends_sentence("They met."), ends_sentence("会议结束。"), ends_sentence("ed participants to bring")
    (True, True, False)
    """
    tail = plain_words(text).rstrip()[-60:]
    return _END.search(tail) is not None or _UNMARKED_END.search(tail) is not None


def is_unfinished(text: str) -> bool:
    """Return whether a text stops where no text stops: behind a comma, a hyphen, an opening bracket."""
    return _UNFINISHED.search(plain_words(text).rstrip()[-1:]) is not None


def begins_midway(text: str) -> bool:
    """Return whether a text begins inside a sentence: with a small letter, or with what only comes later.

    Scripts without case have no small letters; `iPhone`, `d’Artagnan` and `van Gogh` are no fragments.
    """
    words = plain_words(text).lstrip()
    if words and _LATER_MARK.match(words) and not words.startswith(("...", "…", "?!")):
        return True
    match = _FIRST_WORD.match(words)
    if match is None:
        return False
    word = match["word"]
    first = word[0]
    if (
        not first.islower()
        or not _has_case(words)
        or first.upper() == first
        or any(letter.isupper() for letter in word)
    ):
        return False
    if "/" in word or "@" in word or "." in word[:-1]:
        return False
    return not _is_name(word, words[match.end() :])


def _has_case(words: str) -> bool:
    """Return whether a text is in a script with case; a foreign word at its beginning tells nothing."""
    letters = [letter for letter in words[:80] if letter.isalpha()]
    uncased = sum(letter.upper() == letter.lower() for letter in letters)
    return uncased * 4 < len(letters)


def _is_name(word: str, following: str) -> bool:
    rest = following.lstrip(" '’-")
    return word.rstrip("'’-").casefold() in words_for("name_particle") and rest[:1].isupper()


def word_count(text: str) -> int:
    """Return how many words a text has; two letters of a script without spaces count as one.

    >>> word_count("government networks and reflect"), word_count("城市治理")
    (4, 2)
    """
    words = plain_words(text)
    unspaced = len(_UNSPACED.findall(words))
    return len(_WORD.findall(_UNSPACED.sub(" ", words))) + (unspaced + 1) // 2


def first_sentences(text: str, most_characters: int) -> str:
    """Return as many whole sentences of a text as fit, at least the first one, cut at a word if need be."""
    words = " ".join(plain_words(text).split())
    sentences = ""
    for match in _SENTENCE.finditer(words):
        if sentences and len(sentences) + len(match[0]) > most_characters:
            break
        sentences += match[0]
    sentences = sentences.strip()
    if len(sentences) <= most_characters:
        return sentences
    cut = sentences[: most_characters - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most_characters // 2 :] else cut).rstrip(" ,;:،，") + "…"
