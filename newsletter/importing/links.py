"""Rule: links that lead nowhere in a mail lose their address, keep their words, and are told.

blocks ──▶ with_live_links() ──▶ blocks
"""

import re

from newsletter.importing.blocks import Block, Kind, Notes, Places, excerpt
from newsletter.importing.inline import address
from newsletter.importing.inline_links import with_spans
from newsletter.importing.urls import absolute, why_not_followed

_REMEDY = "Find the address and make the words a link again, or reword the sentence"


def with_live_links(blocks: list[Block], notes: Notes, base_url: str | None) -> list[Block]:
    """Return the blocks with links to the web, to mailboxes and telephones only."""
    return [
        _with_live_links(block, notes, base_url)
        if "](" in block.text and block.kind is not Kind.CODE
        else block
        for block in blocks
    ]


def _with_live_links(block: Block, notes: Notes, base_url: str | None) -> Block:
    places = Places(block.text, block.line)

    def live(found: re.Match[str]) -> str:
        if found["mark"]:
            return found[0]
        url = absolute(found["url"], base_url)
        reason = why_not_followed(url)
        if reason is None:
            return f"[{found['words']}]({address(url)})"
        what = f"the link {excerpt(found['words'])} {reason}; its words were kept"
        notes.add(places.line_at(found.start()), what, _REMEDY, kind="dead links")
        return found["words"]

    return block.with_text(with_spans(block.text, live))
