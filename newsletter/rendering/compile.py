"""From an edition in one locale to its compiled mail: HTML and text part, with slots.

    LocalisedEdition ──▶ compile_mail() ──▶ CompiledMail

The same edition, templates and interface give the same bytes, wherever and whenever.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

from newsletter.errors import Fault, TemplateError
from newsletter.newsroom.settings import Newsroom
from newsletter.rendering.article_html import Assets
from newsletter.rendering.html import inlined_html
from newsletter.rendering.mjml import to_html
from newsletter.rendering.views import addressed_text, html_values, text_values
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens
from newsletter.templating.interface import Interface
from newsletter.templating.templates import Templates, path_of, render
from newsletter.translation.localise import LocalisedEdition

_NEUTRAL_NAME = "mail/neutral_name.txt"
_NONCE_DIGITS = 16


def compile_mail(
    edition: LocalisedEdition, *, templates: Templates, interface: Interface, assets: Assets
) -> CompiledMail:
    """Return the mail of an edition, before anybody's name is in it.

    Args:
        edition: in the locale of the mail.
        templates: all that includes may reach; `mail/<edition.template>/mail.mjml` and `.txt` are used.
        interface: in the locale of the mail.
        assets: gives the public address of an image, by its path below the newsroom.

    Raises:
        TemplateError: a template is wrong, or does not show how to unsubscribe.
    """
    slots = _slots(edition.newsroom, templates, interface)
    tokens = SlotTokens(sha256(repr(edition).encode()).hexdigest()[:_NONCE_DIGITS])
    names = [f"mail/{edition.template}/mail.{ending}" for ending in ("mjml", "txt")]
    for_html = html_values(edition, slots=slots, tokens=tokens, assets=assets)
    for_text = text_values(edition, slots=slots, tokens=tokens, assets=assets)
    mjml = render(names[0], templates=templates, interface=interface, values=for_html)
    text = render(names[1], templates=templates, interface=interface, values=for_text)
    html = inlined_html(to_html(mjml, path=path_of(names[0])))
    _require_unsubscribing(dict(zip(names, (html, text), strict=True)), tokens)
    return CompiledMail(
        locale=edition.locale,
        subject=addressed_text(edition.subject, tokens, as_html=False),
        html=html,
        text=_tidy_text(text),
        tokens=tokens,
        slots=slots,
    )


def _slots(newsroom: Newsroom, templates: Templates, interface: Interface) -> tuple[Slot, ...]:
    """Return the personal values that a mail may show, and what stands there for nobody in particular."""
    name = render(_NEUTRAL_NAME, templates=templates, interface=interface, values={}).strip()
    text, url = SlotKind.TEXT, SlotKind.URL
    return (
        Slot(name="name", kind=text, max_chars=100, neutral=name),
        Slot(name="list_title", kind=text, max_chars=100, neutral=newsroom.name),
        Slot(name="unsubscribe_url", kind=url, max_chars=300, neutral=newsroom.website),
        Slot(name="online_url", kind=url, max_chars=300, neutral=newsroom.website),
    )


def _require_unsubscribing(parts: dict[str, str], tokens: SlotTokens) -> None:
    """Refuse a mail that a reader cannot end (GDPR art. 7(3), CAN-SPAM, Gmail's sender guidelines)."""
    faults = list(_unsubscribing_faults(parts, tokens.token("unsubscribe_url")))
    if faults:
        raise TemplateError(faults)


def _unsubscribing_faults(parts: dict[str, str], token: str) -> Iterator[Fault]:
    for name, part in parts.items():
        if token not in part:
            what = "the mail does not show how to unsubscribe"
            yield Fault(path_of(name), None, what, "Link to {{ slots.unsubscribe_url }}, as mail/base does")


def _tidy_text(text: str) -> str:
    """Return the text part without the gaps of what an edition does not have."""
    return re.sub(r"\n{3,}", "\n\n", text.strip("\n")) + "\n"
