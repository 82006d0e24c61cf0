r"""What a translation engine must not touch, hidden from it and put back.

    text ──▶ masked_text() ──▶ Masked.text ──▶ engine ──▶ unmasked_text() ──▶ draft, or None

Hidden are {placeholders}, code, the targets and brackets of links, marks of emphasis, addresses, entities
and the terms that are kept. Each becomes a token such as `[X1X]`, which engines copy; they add spaces to
it, change its case, or write its digits and brackets in another script, and it is still understood.

Source: CommonMark 0.31.2, "Inlines".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.newsroom.glossary import Glossary, term_spans

# Brackets, X and its likes: Cyrillic х, the sign of multiplication, Greek χ and what NFKC leaves of them.
_TOKEN = re.compile(r"[\[【〔]\s*[xх×χ]\s*(\d{1,4})\s*[xх×χ]\s*[\]】〕]", re.IGNORECASE)
_PLAIN_PIECES = r"(?P<piece>\{\w+\}|https?://[^\s<>]*[^\s<>.,;:!?)\]»”’]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_LINK_END = r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)|\]\[[^\]]*\]"
_PLAIN = re.compile(_PLAIN_PIECES)
_MARKDOWN = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<whole><[a-z][a-z0-9+.-]*:[^<>\s]*>|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);"
    r"|\\[!-/:-@\[-`{-~]|(?:  +|\\)\n)"
    rf"|(?P<end>{_LINK_END})"
    r"|(?P<open>!?\[(?![xх×χ]\d))"
    r"|(?P<run>\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=[^\W_])_{1,3}(?!\w)|~~)"
    rf"|{_PLAIN_PIECES}",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text with tokens instead of what must stay, and what each token stands for."""

    text: str
    pieces: tuple[str, ...]
    glued: tuple[tuple[bool, bool], ...]
    """Of each piece: whether it opens or closes something, so that no space may stand (before, behind) it."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything left to translate."""
        rest = _TOKEN.sub("", self.text)
        return any(unicodedata.category(char).startswith("L") for char in rest)


def masked_text(text: str, *, is_markdown: bool, glossary: Glossary) -> MaskedText:
    """Return the text as an engine may see it. `glossary`: its kept terms are hidden."""
    spans = _spans(text, is_markdown=is_markdown, glossary=glossary)
    parts, pieces, glued, behind = [], [], [], 0
    for start, end, glue in spans:
        pieces.append(text[start:end])
        glued.append(glue)
        parts += [text[behind:start], f"[X{len(pieces)}X]"]
        behind = end
    return MaskedText("".join([*parts, text[behind:]]), tuple(pieces), tuple(glued))


def unmasked_text(answer: str, original: MaskedText) -> str | None:
    """Return the engine's answer with every piece back in its place.

    None where a token is missing, comes twice or was never given, or where what opens and closes (a link,
    an emphasis) has changed its order.
    """
    answer = _readable_answer(answer)
    tokens = list(_TOKEN.finditer(answer))
    order = [int(token[1]) - 1 for token in tokens]
    if sorted(order) != list(range(len(original.pieces))):
        return None
    pairs = [number for number in order if any(original.glued[number])]
    if pairs != sorted(pairs):
        return None
    parts, behind = [], 0
    for token, number in zip(tokens, order, strict=True):
        opens_glued, closes_glued = original.glued[number][1], original.glued[number][0]
        between = answer[behind : token.start()]
        parts += [between.rstrip(" ") if closes_glued else between, original.pieces[number]]
        behind = token.end() + (_leading_spaces(answer, token.end()) if opens_glued else 0)
    return "".join([*parts, answer[behind:]]).strip()


def _leading_spaces(text: str, at: int) -> int:
    rest = text[at:]
    return len(rest) - len(rest.lstrip(" "))


def _readable_answer(answer: str) -> str:
    """Return an answer whose tokens have plain brackets; the rest of it stays as it is."""
    return re.sub(
        r"[［\[【][^\[\]］【】]{1,12}[］\]】]",
        lambda match: (
            unicodedata.normalize("NFKC", match[0])
            if _TOKEN.fullmatch(unicodedata.normalize("NFKC", match[0]))
            else match[0]
        ),
        answer,
    )


Span = tuple[int, int, tuple[bool, bool]]
_FREE = (False, False)


def _spans(text: str, *, is_markdown: bool, glossary: Glossary) -> list[Span]:
    """Return (start, end, glue) of every piece, left to right; none overlaps another."""
    own = list(_markdown_spans(text) if is_markdown else _plain_spans(text))
    # What looks like a token already would be taken for one on the way back.
    alike = [(match.start(), match.end(), _FREE) for match in _TOKEN.finditer(text)]
    kept = [(start, end, _FREE) for start, end, term in term_spans(text, glossary) if term.is_kept]
    chosen: list[Span] = []
    for span in sorted([*own, *alike, *kept], key=lambda span: (span[0], -span[1])):
        if not chosen or span[0] >= chosen[-1][1]:
            chosen.append(span)
    return chosen


def _plain_spans(text: str) -> Iterator[Span]:
    for match in _PLAIN.finditer(text):
        yield match.start(), match.end(), _FREE


def _markdown_spans(text: str) -> Iterator[Span]:
    """Yield the spans of inline Markdown; brackets that are no link and lone stars are text."""
    matches = list(_MARKDOWN.finditer(text))
    linked = _link_brackets(matches)
    runs = dict(_run_pairs([match for match in matches if match["run"]]))
    for match in matches:
        glue = _FREE
        if match["open"] or match["end"]:
            if match.start() not in linked:
                continue
            glue = (False, True) if match["open"] else (True, False)
        elif match["run"]:
            if match.start() not in runs:
                continue
            glue = runs[match.start()]
        yield match.start(), match.end(), glue


def _link_brackets(matches: list[re.Match[str]]) -> set[int]:
    """Return where the brackets stand that make links."""
    opened, linked = list[int](), set[int]()
    for match in matches:
        if match["open"]:
            opened.append(match.start())
        elif match["end"] and opened:
            linked |= {opened.pop(), match.start()}
    return linked


def _run_pairs(runs: list[re.Match[str]]) -> Iterator[tuple[int, tuple[bool, bool]]]:
    """Yield (place, glue) of marks of emphasis that have their partner."""
    opened: list[re.Match[str]] = []
    for match in runs:
        if opened and opened[-1]["run"] == match["run"] and not match.string[match.start() - 1].isspace():
            yield opened.pop().start(), (False, True)
            yield match.start(), (True, False)
        elif not match.string[match.end() : match.end() + 1].isspace():
            opened.append(match)
