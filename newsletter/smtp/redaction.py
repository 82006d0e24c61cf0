"""What may be shown of a relay's words: they end in logs, in the database and on a person's screen.

    Reply ──▶ shown_reply() ──▶ code, enhanced status, and of the text its plain words

A relay repeats what it was told: addresses in any spelling, our own user name, a login's base64. So a
word is shown only when it is plain: letters in one case, a number, the name of a host. Anything else
is `…`. Of a reply about a mail no word is shown at all: `str(reply)` has none. No IO.

Source: RFC 5321 §4.1.2 (quoted local parts), RFC 4954 §4 (base64 in AUTH), RFC 3461 §4 (`+40` for @).
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

from newsletter.smtp.replies import Reply

_MOST_CHARS = 200
_LOOKED_AT_CHARS = 600
_HIDDEN = "…"
# What holds blanks inside: quoted local parts (an open quote goes to the end), and an @ that stands alone or
# is written as a word.
_SPELT_APART = re.compile(
    r'"[^"]*(?:"\S*|$)'
    r"|\S*\s*[@＠﹫]\s*\S*"
    r"|\S*\s*[(\[{<]\s*(?:at|AT|At|arroba)\s*[)\]}>]\s*\S*"
    r"|\S+\s+(?:at|AT|At)\s+\S+(?:\s+(?:dot|DOT|Dot)\s+\S+|\.\w{2,}\S*)+"
)
_ENDS = "\"'.,:;!?()[]-"
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,5}")
_HOST = re.compile(r"[a-z][a-z0-9-]{0,30}(?:\.[a-z][a-z0-9-]{0,30})+")
_WORD = re.compile(r"[^\W\d_]{1,24}(?:['’/-][^\W\d_]{1,24}){0,3}")
_SHORT_CHARS = 4


def shown_reply(reply: Reply, *, secrets: Iterable[str | None] = ()) -> str:
    """Return a reply's code and enhanced status with the plain words of its text, on one line.

    Args:
        reply: of a greeting, EHLO, STARTTLS or AUTH; never of a mail's own commands.
        secrets: what must not be shown in whatever spelling: the user name, the password.

    >>> shown_reply(Reply(535, ("5.7.8 <ana@x.example> is no user of mx1.example",)))
    '535 5.7.8 … is no user of mx1.example'
    """
    text = "".join(letter if letter.isprintable() else "?" for letter in " ".join(reply.lines))
    if len(text) > _LOOKED_AT_CHARS:  # half a word may be half an address
        text = text[:_LOOKED_AT_CHARS].rpartition(" ")[0]
    for spelling in sorted(_spellings(secrets), key=len, reverse=True):
        text = re.sub(spelling, _HIDDEN, text, flags=re.IGNORECASE)
    words = [word if _is_plain(word) else _HIDDEN for word in _SPELT_APART.sub(f" {_HIDDEN} ", text).split()]
    shown = " ".join(word for word, before in zip(words, ["", *words], strict=False) if word != before)
    return f"{reply.code} {shown}"[:_MOST_CHARS].rstrip()


def _is_plain(word: str) -> bool:
    """Tell whether a word can hold nobody's address and no encoded secret."""
    bare_word = word.strip(_ENDS)
    if not bare_word or _NUMBER.fullmatch(bare_word) or _HOST.fullmatch(bare_word):
        return True
    is_in_one_case = bare_word in (bare_word.lower(), bare_word.upper(), bare_word.capitalize())
    return is_in_one_case and bool(_WORD.fullmatch(bare_word))


def _spellings(secrets: Iterable[str | None]) -> set[str]:
    """Return a pattern for each way in which a secret may be written; of a short one, as a whole word."""
    found = set()
    for secret in secrets:
        if not secret:
            continue
        local_part = secret.partition("@")[0]
        encoded = (b64encode(form.encode("utf-8", "replace")).decode() for form in (secret, f"\0{secret}"))
        for spelling in {secret, local_part, quote(secret, safe=""), quote_plus(secret), *encoded} - {""}:
            pattern = re.escape(spelling)
            found.add(pattern if len(spelling) >= _SHORT_CHARS else rf"(?<!\w){pattern}(?!\w)")
    return found
