"""The elements of HTML that begin a block of their own (HTML Living Standard §15.3, rendering)."""

import re

HEADING = re.compile(r"h[1-6]")
# fmt: off
BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header",
        "hgroup", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)
# fmt: on
