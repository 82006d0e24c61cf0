"""Tell what a foreign text is, by what it contains; its name only decides where it could be both."""

import re
from typing import Literal

from newsletter.importing.template_tags import has_templates

TextKind = Literal["html", "markdown", "plain"]

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
