"""Decode a foreign text by what it declares about itself, or refuse it; then tell what it is.

bytes ──▶ decode() ──▶ text ──▶ kind_of() ──▶ which reader reads it

What a text is, its content tells; its name only decides where it could be both.

Sources: WHATWG Encoding and HTML §13.2.3.2 (prescan of a byte stream), XML 1.0 appendix F.
"""

import codecs
import re
from typing import Literal

from newsletter.errors import ArticleError, Fault
from newsletter.importing.template_tags import has_templates
from newsletter.newsroom.front_matter import normalise_source

TextKind = Literal["html", "markdown", "plain"]

MAX_BYTES = 8 * 1024 * 1024
_PRESCAN_BYTES = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_OF_TEXTS = re.compile(
    r"utf-8|ascii|cp(125\d|866|874|932|949|950)|iso8859-\d+|koi8-[rut]|gb\w+|hz|big5\w*|euc_\w+|shift_\w+"
    r"|iso2022_jp\w*|tis-620|mac-\w+"
)
# WHATWG: pages that say Latin-1 or ASCII mean windows-1252, and so on.
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}


def decode(source: bytes, name: str) -> str:
    r"""Return the text with `\n` line ends, in NFC.

    Raises:
        ArticleError: too large, an encoding that is not known, or bytes that do not fit theirs.
    """
    if len(source) > MAX_BYTES:
        what = f"the file has {len(source):,} bytes"
        raise ArticleError(
            [Fault(name, None, what, f"Cut it down to the article; {MAX_BYTES:,} bytes are the limit")]
        )
    encoding, start = _encoding(source, name)
    nul = source.find(b"\x00") if not encoding.startswith(("utf-16", "utf-32")) else -1
    if nul >= 0:
        raise ArticleError(
            [_fault(source, name, nul, "is NUL, so this is no text, or UTF-16 without its mark")]
        )
    try:
        text = source[start:].decode(encoding)
    except UnicodeDecodeError as error:
        what = f"(0x{source[start + error.start]:02x}) does not fit {encoding}"
        raise ArticleError([_fault(source, name, start + error.start, what)]) from None
    return normalise_source(text)


def _fault(source: bytes, name: str, offset: int, what: str) -> Fault:
    line = source.count(b"\n", 0, offset) + 1
    return Fault(name, line, f"byte {offset} {what}", "Save the text as UTF-8 and import it again")


def _encoding(source: bytes, name: str) -> tuple[str, int]:
    """Return the encoding, and where the text begins behind a byte order mark."""
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return encoding, len(mark)
    match = _DECLARED.search(source[:_PRESCAN_BYTES])
    if match is None:
        return "utf-8", 0
    declared = (match[1] or match[2]).decode("ascii")
    codec = _codec(declared)
    if codec is None:
        fault = Fault(name, 1, f"the encoding {declared!r} is unknown", "Save the text as UTF-8")
        raise ArticleError([fault])
    return ("utf-8" if _is_utf8_after_all(source) else codec), 0


def _codec(declared: str) -> str | None:
    """Return the codec that is meant by an encoding's name, None where no web page is written in it."""
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        return None
    # A page that can be read as ASCII and says UTF-16 cannot be UTF-16 (HTML §13.2.3.2).
    if codec.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return _MEANT.get(codec, codec) if _OF_TEXTS.fullmatch(codec) else None


def _is_utf8_after_all(source: bytes) -> bool:
    """Return whether the text is UTF-8 whatever it declares: other encodings hardly ever look like it."""
    try:
        return not source.isascii() and bool(source.decode("utf-8"))
    except UnicodeDecodeError:
        return False


_DOCUMENT = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(
    r"</?(?:p|div|h[1-6]|article|section|main|ul|ol|li|table|tr|td|span|figure|header|body|a|img|br|strong|em|b|i)"
    r"\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_FRONT_MATTER = re.compile(r"\s*(?:---[ \t]*\n(?:[ \t]*\n|[ \t]*#[^\n]*\n)*[\w-]+[ \t]*:|\+\+\+[ \t]*\n)")
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}(?:```|~~~)|^[^\n]{1,200}\n(?:={3,}|-{3,})[ \t]*$"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S"
    r"|(?<![\w*])\*\*[^\s*][^*\n]{0,300}\*\*(?!\*)|^ {0,3}>[ \t]\S|^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+",
    re.MULTILINE,
)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_HTML_NAMES = (".html", ".htm", ".xhtml")


def kind_of(text: str, name: str) -> TextKind:
    """Return whether a text is HTML, Markdown or plain.

    >>> kind_of("<p>Hello</p>", "a.txt"), kind_of("# Hello", "a.txt"), kind_of("Hello", "a.txt")
    ('html', 'markdown', 'plain')
    """
    if _FRONT_MATTER.match(text):
        return "markdown"
    if _DOCUMENT.match(text):
        return "html"
    tags, marks = len(_TAGS.findall(text)), len(_MARKDOWN.findall(text))
    named_markdown = name.lower().endswith(_MARKDOWN_NAMES)
    if tags and ((tags > 4 * marks and not named_markdown) or name.lower().endswith(_HTML_NAMES)):
        return "html"
    return "markdown" if marks or named_markdown or has_templates(text) else "plain"
