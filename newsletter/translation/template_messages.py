"""The interface's messages: what mails and pages say besides the articles.

    templates ──▶ messages_of_templates() ──▶ list[Message]

Templates say them as `_()`, `pgettext()`, `ngettext()`; Babel's extractor finds them. Comments that begin
with "Translators:" go to the translator.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from jinja2.ext import babel_extract

from newsletter.errors import Place
from newsletter.translation.messages import Message

_KEYWORDS = ("_", "gettext", "ngettext", "pgettext", "npgettext")


def messages_of_templates(templates: Mapping[str, str]) -> list[Message]:
    """Return the messages of all templates (by name: source), by name and line."""
    return [message for name in sorted(templates) for message in _messages_of(name, templates[name])]


def _messages_of(name: str, source: str) -> Iterator[Message]:
    calls = babel_extract(
        BytesIO(source.encode()),
        _KEYWORDS,
        ["Translators:"],
        {"encoding": "utf-8", "trim_blocks": "true", "lstrip_blocks": "true"},
    )
    for line, function, call_texts, comments in calls:
        context, text, plural = _parts(function or "_", call_texts)
        yield Message(
            context=context,
            text=text,
            plural=plural,
            places=(Place(f"templates/{name}", line),),
            comment=" ".join(comments).removeprefix("Translators:").strip(),
            flags=("python-brace-format",) if "{" in text else (),
        )


def _parts(function: str, call_texts: str | Sequence[str | None] | None) -> tuple[str, str, str | None]:
    """Return (context, text, plural) of a call, whichever of gettext's functions it is."""
    texts = (
        [call_texts]
        if isinstance(call_texts, str)
        else [text for text in call_texts or () if text is not None]
    )
    context = texts.pop(0) if function in ("pgettext", "npgettext") else ""
    return context, texts[0], texts[1] if function in ("ngettext", "npgettext") else None
