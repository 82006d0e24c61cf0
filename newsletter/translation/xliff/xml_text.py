"""XML, written: elements to text, the same ones always to the same text.

Source: XML 1.0, §2.2 (Char), §2.11 (end-of-line handling), §3.3.3 (attribute-value normalisation).
"""

from collections.abc import Iterable, Mapping

from newsletter.translation.xliff.units import printable_text

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# A carriage return that is not written as a reference is read as a line end (§2.11).
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def escaped_text(text: str) -> str:
    """Return a text that XML can carry as the content of an element."""
    return text.translate(_TEXT)


def leaf(name: str, content: str = "", **attributes: str | None) -> str:
    """Return an element with content that is escaped already; attributes that are None are left out.

    In attributes' names `__` stands for a colon and `_` for a hyphen.

    >>> leaf("note", "A &amp; B", xml__lang="en", equiv_text=None)
    '<note xml:lang="en">A &amp; B</note>'
    """
    opening = f"<{name}{_attributes(attributes)}"
    return f"{opening}>{content}</{name}>" if content else f"{opening}/>"


def text_element(name: str, text: str, **attributes: str | None) -> str:
    """Return an element with text for people; what XML cannot carry is shown as a sign."""
    return leaf(name, escaped_text(printable_text(text)), **attributes)


def branch(name: str, children: Iterable[str], **attributes: str | None) -> str:
    """Return an element with others in it, one a line, or "" where there are none."""
    body = "\n".join(child for child in children if child)
    return f"<{name}{_attributes(attributes)}>\n{body}\n</{name}>" if body else ""


def _attributes(attributes: Mapping[str, str | None]) -> str:
    return "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{printable_text(value).translate(_ATTRIBUTE)}"'
        for name, value in attributes.items()
        if value is not None
    )
