"""What MJML allows: which element stands where, with which attributes and what kind of values.

mjml-python checks none of this and drops silently what it does not know.

Sources: `mjml_components.json` beside this file and the `dependencies` of mjml-preset-core, both of
npm mjml 5.4.1 (MIT). Where this project is stricter, the reason is in the table.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_CONTENT = frozenset(
    [
        *("mj-accordion", "mj-button", "mj-carousel", "mj-divider", "mj-image", "mj-navbar", "mj-raw"),
        *("mj-social", "mj-spacer", "mj-table", "mj-text"),
    ]
)
CHILDREN: Mapping[str, frozenset[str]] = {
    "": frozenset(["mjml"]),
    "mjml": frozenset(["mj-head", "mj-body"]),
    "mj-head": frozenset(["mj-attributes", "mj-breakpoint", "mj-raw", "mj-style", "mj-title"]),
    "mj-body": frozenset(["mj-hero", "mj-raw", "mj-section", "mj-wrapper"]),
    "mj-wrapper": frozenset(["mj-hero", "mj-raw", "mj-section"]),
    "mj-section": frozenset(["mj-column", "mj-group", "mj-raw"]),
    "mj-group": frozenset(["mj-column", "mj-raw"]),
    "mj-column": _CONTENT,
    "mj-hero": _CONTENT,
    "mj-accordion": frozenset(["mj-accordion-element", "mj-raw"]),
    "mj-accordion-element": frozenset(["mj-accordion-text", "mj-accordion-title", "mj-raw"]),
    "mj-carousel": frozenset(["mj-carousel-image"]),
    "mj-navbar": frozenset(["mj-navbar-link", "mj-raw"]),
    "mj-social": frozenset(["mj-raw", "mj-social-element"]),
}
"""Which elements may stand in which; what is not named here as a key holds none."""

REFUSED: Mapping[str, tuple[str, str]] = {
    "mj-include": ("it loses the width of the mail (mrml)", 'Write {% include "…" %} instead'),
    "mj-font": ("it loads a font from elsewhere, which tells a third party who reads", "Use `face.family`"),
    "mj-html-attributes": ("mjml-python cannot read it", "Write the HTML in mj-text or mj-raw"),
    "mj-preview": (
        "it stands outside of what `lang` and `dir` reach",
        'Write {% include "mail/preheader.mjml" %} first in mj-body',
    ),
    "script": ("no mail client runs it, and filters refuse the mail", "Remove it"),
    "iframe": ("mail clients refuse it", "Remove it"),
    "object": ("mail clients refuse it", "Remove it"),
    "embed": ("mail clients refuse it", "Remove it"),
    "link": ("it loads something from elsewhere", "Write the style sheet in mj-style"),
    "base": ("it redirects every link of the mail", "Remove it"),
}
"""Elements that no template may use: why, and what to do instead."""

REQUIRED: Mapping[str, Mapping[str, str]] = {
    "mjml": {"lang": "screen readers need the language", "dir": "the text needs its direction"},
    "img": {"alt": "mjml-python adds none, and screen readers read the address out"},
    "mj-image": {
        "alt": "mjml-python adds none, and screen readers read the address out",
        "src": "it is empty",
    },
    "mj-carousel-image": {"alt": "screen readers read the address out", "src": "it is empty"},
    "mj-social-element": {
        "alt": "screen readers read the address out",
        "src": "mjml would load an icon from a third party",
    },
    "mj-accordion": {
        "icon-wrapped-url": "mjml would load an icon from a third party",
        "icon-unwrapped-url": "mjml would load an icon from a third party",
    },
    "mj-carousel": {
        "left-icon": "mjml would load an icon from a third party",
        "right-icon": "mjml would load an icon from a third party",
    },
}
"""Attributes that must be there, and what goes wrong without them."""

_OUTSIDE_THE_TABLE: Mapping[str, Mapping[str, str]] = {
    "mjml": {"lang": "string", "dir": "enum(ltr,rtl)"},
    "mj-title": {},
    "mj-style": {"inline": "enum(inline)"},
}
_COLOUR_NAMES = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson currentcolor cyan
darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen
darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey
darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite
forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink
indianred indigo inherit ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue
lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon
lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen
linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose
moccasin navajowhite navy none oldlace olive olivedrab orange orangered orchid palegoldenrod
palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver
skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato transparent
turquoise violet wheat white whitesmoke yellow yellowgreen
"""
_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(?:rgb|hsl)a?\([\d\s.,%/]+\)", re.IGNORECASE
)
_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_PATTERNS = {"string": r".*", "boolean": r"true|false", "integer": r"\d+"}
_KIND = re.compile(r"(\w+)(?:\((.*)\))?(\{1,4\})?")


@cache
def _components() -> dict[str, dict[str, dict[str, str]]]:
    """Return the table of components that is shipped with this module."""
    text = files("newsletter.rendering").joinpath("mjml_components.json").read_text(encoding="utf-8")
    table: dict[str, dict[str, dict[str, str]]] = json.loads(text)["components"]
    return table


def kinds_of(element: str) -> Mapping[str, str] | None:
    """Return the attributes that an MJML element may have with their kinds; None for no such element."""
    if element in _OUTSIDE_THE_TABLE:
        return _OUTSIDE_THE_TABLE[element]
    component = _components().get(element)
    if component is None:
        return None
    return {**component["allowed_attributes"], "css-class": "string", "mj-class": "string"}


@cache
def kinds_of_all() -> Mapping[str, str]:
    """Return every attribute of every element, for `mj-all` and `mj-class`; the loosest kind wins."""
    merged: dict[str, str] = {}
    for component in _components().values():
        for name, kind in component["allowed_attributes"].items():
            merged[name] = kind if merged.get(name, kind) == kind else "string"
    return merged


def holds_html(element: str) -> bool:
    """Tell whether an MJML element holds HTML or text instead of further MJML elements."""
    return bool(_components().get(element, {}).get("ending_tag"))


def is_of_kind(value: str, kind: str) -> bool:
    """Tell whether an attribute's value is what MJML says it must be.

    >>> is_of_kind("0 32px", "unit(px,%){1,4}"), is_of_kind("12", "unit(px)"), is_of_kind("0", "unit(px)")
    (True, False, True)
    """
    name, choices, repeated = _parts(kind)
    if name == "enum":
        return value in choices
    if name == "unit":
        words = value.split() if repeated else [value]
        return 1 <= len(words) <= (4 if repeated else 1) and all(_is_length(word, choices) for word in words)
    if name == "unitWithNegative":
        return _is_length(value.removeprefix("-"), choices)
    if name == "color":
        return value.lower() in _COLOUR_NAMES.split() or _COLOUR.fullmatch(value) is not None
    return re.fullmatch(_PATTERNS[name], value, re.ASCII | re.DOTALL) is not None


def kind_in_words(kind: str) -> str:
    """Return what a kind allows, for a person.

    >>> kind_in_words("unit(px,%){1,4}"), kind_in_words("enum(left,right)")
    ('one to four lengths in px or %', 'one of left, right')
    """
    name, choices, repeated = _parts(kind)
    units = " or ".join(choice or "no unit" for choice in choices)
    return {
        "enum": "one of " + ", ".join(choice for choice in choices if choice),
        "unit": f"{'one to four lengths' if repeated else 'a length'} in {units}",
        "unitWithNegative": f"a length in {units}, negative or not",
        "boolean": "true or false",
        "integer": "a whole number",
        "color": "a colour such as #0b5c8a",
    }[name]


def _parts(kind: str) -> tuple[str, list[str], bool]:
    match = _KIND.fullmatch(kind)
    assert match is not None, f"mjml_components.json holds an unknown kind: {kind}"
    return match[1], (match[2] or "").split(","), bool(match[3])


def _is_length(word: str, units: list[str]) -> bool:
    if word in {"0", *(unit for unit in units if unit == "auto")}:
        return True
    numeric = [re.escape(unit) for unit in units if unit != "auto"]
    return re.fullmatch(f"{_NUMBER}(?:{'|'.join(numeric)})", word, re.ASCII) is not None
