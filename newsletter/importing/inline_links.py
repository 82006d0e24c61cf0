r"""Find the links and pictures of inline Markdown, in time that grows with the text only.

A search that may begin at any bracket reads a row of escaped ones (`\[\[\[`) again from each of
them. Here an escape is a match too, so every letter is looked at once.
"""

import re
from collections.abc import Callable, Iterator

_SPAN = re.compile(
    r"\\.|(?P<mark>!?)\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\((?P<url>[^()\s]*)\)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"(?<!\\)(?:\*\*|~~|`+|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w))")


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield the links and pictures of a text: groups `mark` (`!` of a picture), `words`, `url`."""
    return (found for found in _SPAN.finditer(text) if found["words"] is not None)


def with_spans(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    """Return the text with every link and picture replaced."""
    return _SPAN.sub(lambda found: found[0] if found["words"] is None else replace(found), text)


def unescaped(text: str) -> str:
    r"""Return a text without the backslashes before punctuation (CommonMark §2.4).

    >>> unescaped(r"\[sic\]")
    '[sic]'
    """
    return _ESCAPE.sub(lambda found: found[1], text)


def words_of(text: str) -> str:
    """Return what a reader sees of inline Markdown: no addresses, no marks, no pictures."""
    return unescaped(with_spans(_MARKS.sub("", text), lambda found: "" if found["mark"] else found["words"]))


def is_only_pictures(text: str) -> bool:
    """Return whether a text has pictures and nothing else."""
    rest = with_spans(text, lambda found: "" if found["mark"] else found[0])
    return rest != text and not rest.strip()
