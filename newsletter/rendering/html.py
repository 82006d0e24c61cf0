"""The last steps of the HTML part: style sheets go into the elements; what it weighs.

Html ──▶ inlined_html() ──▶ HTML as it is sent
"""

import css_inline

from newsletter.rendering.mjml import Html

CLIPPED_ABOVE_BYTES = 102_400
"""Gmail cuts a mail off at about this size of its decoded HTML part (hteumeuleu/email-bugs#41)."""
_STAYS = ' data-css-inline="ignore"'


def inlined_html(html: Html) -> str:
    """Return the document with the rules to inline in `style` attributes.

    MJML's own style sheets, media queries and Outlook's conditional comments stay as they are.
    Character references become the characters themselves.
    """
    inliner = css_inline.CSSInliner(
        keep_style_tags=True,
        keep_at_rules=True,
        extra_css=html.inline_css,
        load_remote_stylesheets=False,
    )
    document: str = inliner.inline(html.source.replace("<style", f"<style{_STAYS}"))
    return document.replace(_STAYS, "")


def html_size_bytes(html: str) -> int:
    """Return what the HTML part weighs, as mail clients count it."""
    return len(html.encode())


def size_warning(html: str) -> str | None:
    """Return a sentence when mail clients would cut this HTML part off; None when they would not."""
    size_bytes = html_size_bytes(html)
    if size_bytes <= CLIPPED_ABOVE_BYTES:
        return None
    return (
        f"The HTML part has {size_bytes:,} bytes; Gmail cuts a mail off at {CLIPPED_ABOVE_BYTES:,}. "
        "Shorten the articles, or spread them over two editions."
    )
