"""Write inline Markdown: escape what would be mistaken for markup, and nothing else.

Source: CommonMark 0.31, §2.4 (escapes), §6.2 (emphasis: left- and right-flanking), §6.3 (links).
"""

import re
import unicodedata
from urllib.parse import quote

from newsletter.importing.blocks import BREAK
from newsletter.importing.cleanup import visible_text

_ALWAYS = re.compile(r"[\\`*\[\]<]")
# An underscore inside a word is no emphasis, an ampersand that begins no entity is itself.
_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_TILDES = re.compile(r"~(?=~)")
_LINE_START = re.compile(r"(?m)^([ \t]*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+(?=\s*$)|-{2,}(?=\s*$))")
_NUMBER_START = re.compile(r"(?m)^([ \t]*\d{1,9})([.)])(?=\s|$)")
_SAFE_IN_ADDRESS = "!#$%&*+,-./:;=?@_~'[]"


def escape(text: str) -> str:
    r"""Return plain words as inline Markdown that shows exactly them.

    >>> print(escape("2 * 3 [sic] snake_case AT&T"))
    2 \* 3 \[sic\] snake_case AT&T
    """
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    return _TILDES.sub(r"\\~", _ENTITY.sub("&amp;", text))


def escape_line_starts(text: str) -> str:
    r"""Return a paragraph's Markdown in which no line begins a heading, a quote, a list or a rule.

    >>> print(escape_line_starts("1986. A great year"))
    1986\. A great year
    """
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))


def address(url: str) -> str:
    """Return an address as a Markdown destination: no space, no parenthesis, no angle bracket.

    >>> address("https://a.example/x (1).pdf")
    'https://a.example/x%20%281%29.pdf'
    """
    return (
        quote("".join(url.split("\n")).strip(), safe=_SAFE_IN_ADDRESS)
        if not url.isascii() or _is_odd_url(url)
        else url
    )


def _is_odd_url(url: str) -> bool:
    return not url.isprintable() or any(letter in url for letter in ' ()<>"\\^`{|}\t\n\r')


def link(text: str, url: str) -> str:
    """Return a link, or the text alone where there is no text to click on."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}[{inner.replace(BREAK, ' ')}]({address(url)}){after}"


def emphasise(text: str, mark: str, preceding: str = "", following: str = "") -> str:
    """Return the text between two marks, placed so that CommonMark sees emphasis.

    A closing mark between punctuation and a letter is not right-flanking: `**标题：**文` shows its
    asterisks. So outer spaces always, and outer punctuation where a letter is next to it, stay outside.
    """
    start, end = 0, len(text)
    loose_before, loose_after = _is_letter(preceding[-1:]), _is_letter(following[:1])
    while start < end and (text[start].isspace() or (loose_before and _is_loose(text[start]))):
        start += 1
    while end > start and (text[end - 1].isspace() or (loose_after and _is_loose(text[end - 1]))):
        end -= 1
    # Where markup or an escape stands next to a letter, there is no place for the marks.
    is_stuck = start < end and (
        (loose_before and _is_punctuation(text[start])) or (loose_after and _is_punctuation(text[end - 1]))
    )
    if start == end or is_stuck:
        return text
    return f"{text[:start]}{mark}{text[start:end]}{mark}{text[end:]}"


def _is_letter(letter: str) -> bool:
    return bool(letter) and not letter.isspace() and not _is_punctuation(letter)


def _is_loose(letter: str) -> bool:
    """Return whether a letter is punctuation that belongs to no markup."""
    return _is_punctuation(letter) and letter not in "*()`[]\\~_"


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"


class _Span:
    """An open link or mark: where its text begins among the pieces."""

    __slots__ = ("kind", "start", "value")

    def __init__(self, kind: str, start: int, value: str) -> None:
        self.kind, self.start, self.value = kind, start, value


class _EmphasisedText:
    """Emphasised text that waits for its neighbours before it is written."""

    __slots__ = ("mark", "text")

    def __init__(self, text: str, mark: str) -> None:
        self.text, self.mark = text, mark


class InlineBuilder:
    """Gathers the inline text of one block while tags open and close around it."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._pieces: list[str | _EmphasisedText] = []
        self._spans: list[_Span] = []
        self._code: list[str] | None = None
        self._code_depth = 0

    def add(self, markdown: str) -> None:
        """Add what is Markdown already."""
        if self._code is None:
            self._pieces.append(markdown)
        elif markdown == BREAK:
            self._code.append("\n")

    def add_text(self, text: str, *, raw: bool) -> None:
        """Add words; `raw` ones are Markdown already, though no HTML."""
        if self._code is not None:
            self._code.append(visible_text(text))
            return
        clean = visible_text(text)
        self._pieces.append(clean.replace("<", "\\<") if raw else escape(clean))

    def add_image(self, alt: str, src: str) -> None:
        """Add a picture; one inside a link takes the link's place."""
        words = " ".join(escape(visible_text(alt)).split())
        self.add(f"![{words}]({address(src)})")

    def open_link(self, url: str) -> None:
        """Begin a link; links do not nest, so an open one ends."""
        if self._code is None:
            self.close_link()
            self._spans.append(_Span("link", len(self._pieces), url))

    def close_link(self) -> None:
        """End the open link, if there is one, and the marks inside it."""
        if any(span.kind == "link" for span in self._spans) and self._code is None:
            while self._spans[-1].kind != "link":
                self.close_mark(self._spans[-1].value)
            span = self._spans.pop()
            text = _join(self._pieces[span.start :])
            # A picture in a link: the picture is kept, the link around it is not.
            self._pieces[span.start :] = [text if "![" in text else link(text, span.value)]

    def open_mark(self, mark: str) -> None:
        """Begin emphasis."""
        if self._code is None:
            self._spans.append(_Span("mark", len(self._pieces), mark))

    def close_mark(self, mark: str) -> None:
        """End the innermost emphasis, if it is of this mark. Emphasis inside the same emphasis is one."""
        if self._code is not None or not self._spans or self._spans[-1].value != mark:
            return
        span = self._spans.pop()
        text = _join(self._pieces[span.start :])
        is_nested = any(outer.value == mark for outer in self._spans)
        self._pieces[span.start :] = [text if is_nested or "![" in text else _EmphasisedText(text, mark)]

    def open_code(self) -> None:
        """Begin code, in which nothing is markup."""
        self._code_depth += 1
        self._code = [] if self._code is None else self._code

    def close_code(self) -> None:
        """End code, and add it between as many backticks as it needs."""
        self._code_depth -= 1
        if self._code is not None and self._code_depth <= 0:
            words = " ".join("".join(self._code).split())
            self._code, self._code_depth = None, 0
            if words:
                self._pieces.append(code_span(words))

    def take_code(self) -> str:
        """Return the code gathered so far as it stands, and begin anew."""
        text = "".join(self._code or ())
        self._code, self._code_depth = None, 0
        self.take()
        return text

    def take(self) -> str:
        """Return the Markdown gathered so far, and begin anew; links and emphasis end with the block."""
        if self._code is not None:
            self._code_depth = 0
            self.close_code()
        while self._spans:
            if self._spans[-1].kind == "link":
                self.close_link()
            else:
                self.close_mark(self._spans[-1].value)
        text, self._pieces = _join(self._pieces), []
        return text


def code_span(words: str) -> str:
    """Return code between more backticks than it has in a row (CommonMark §6.1).

    >>> code_span("a`b")
    '``a`b``'
    """
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    gap = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{gap}{words}{gap}{fence}"


def _join(pieces: list[str | _EmphasisedText]) -> str:
    """Return the pieces in one text; emphasis sees the letters on both sides of it."""
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        later = pieces[number + 1] if number + 1 < len(pieces) else ""
        following = later if isinstance(later, str) else later.text
        parts.append(emphasise(piece.text, piece.mark, parts[-1] if parts else "", following))
    return "".join(parts)
