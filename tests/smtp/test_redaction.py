"""Of what a relay says, nothing is shown that may be an address, a name of ours, or a secret."""

import asyncio
import re
from base64 import b64encode

import pytest

from newsletter.delivery.outcomes import Outcome
from newsletter.errors import UnavailableError
from newsletter.smtp.fake import RelayScript
from newsletter.smtp.pool import SmtpPool
from newsletter.smtp.redaction import shown_reply
from newsletter.smtp.replies import Reply

SPELLINGS = {
    "plain": "maria@cosmo.example",
    "in brackets": "<maria@cosmo.example>:",
    "with a full stop": "maria@cosmo.example.",
    "percent hack": "maria%cosmo.example@relay",
    "percent-encoded": "maria%40cosmo.example",
    "quoted local part": '"maria of cosmo"@cosmo.example',
    "blanks around the at": "maria @ cosmo.example",
    "an at of its own": "maria@ cosmo.example",
    "at as a word in brackets": "maria(at)cosmo.example",
    "at in brackets, apart": "maria [at] cosmo.example",
    "at and dot as words": "maria at cosmo dot example",
    "at as a word": "maria AT cosmo.example",
    "international": "марія@cosmo.example",
    "international, wide at": "maria＠cosmo.example",
    "bounce address": "bounce-maria=cosmo.example",
    "bang path": "cosmo!maria",
    "xtext": "rfc822;maria+40cosmo.example",
    "an entity": "maria&#64;cosmo.example",
    "an escape": r"maria\x40cosmo.example",
    "an encoded word": "=?utf-8?q?maria=40cosmo?=",
    "base64": b64encode(b"maria@cosmo.example").decode(),
    "base64 without its end": b64encode(b"maria@cosmo.example").decode().rstrip("="),
    "hexadecimal": b"maria@cosmo.example".hex(),
    "in a web address": "https://relay.example/unblock?who=maria%40cosmo.example",
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_an_address_is_not_shown_in_any_spelling(spelling):
    """Code, enhanced status and the words around it are: they say what is wrong."""
    shown = shown_reply(Reply(535, (f"5.7.8 rejected: {spelling}", "ask your operator")))

    assert shown.startswith("535 5.7.8")
    assert shown.endswith("operator")
    assert not re.search("maria|cosmo|марія", shown)
    assert not [word for word in spelling.split() if len(word) > 3 and word in shown]


def test_what_stands_behind_an_open_quote_is_not_shown():
    """It may be half of a quoted local part, to the end."""
    assert shown_reply(Reply(550, ('5.7.1 no "maria of cosmo',))) == "550 5.7.1 no …"


def test_an_address_over_two_lines_is_not_shown():
    """A reply may break anywhere."""
    shown = shown_reply(Reply(550, ("5.7.1 no maria@", "cosmo.example here")))

    assert not re.search("maria|cosmo", shown)


USER, PASSWORD = "maria", "Correct horse/battery"
SECRETS = [
    *(USER, "MARIA", "maria@cosmo.example", PASSWORD, PASSWORD.upper(), PASSWORD.replace(" ", "%20")),
    *(b64encode(word.encode()).decode() for word in (USER, PASSWORD, f"\0{USER}\0{PASSWORD}")),
]


@pytest.mark.parametrize("secret", SECRETS)
def test_our_own_user_name_and_password_are_not_shown(secret):
    """Plain, as the log-in sends them, or as a URL has them."""
    shown = shown_reply(Reply(535, (f"5.7.8 no {secret} here",)), secrets=(USER, PASSWORD))

    assert shown.startswith("535 5.7.8 no …")
    assert shown.endswith("here")
    assert not re.search("maria|correct|horse|battery", shown, re.IGNORECASE)


def test_a_short_password_hides_itself_and_not_half_of_the_text():
    """It is looked for as a word."""
    shown = shown_reply(Reply(535, ("5.7.8 an a is no answer",)), secrets=("u", "a"))

    assert shown == "535 5.7.8 an … is no answer"


WORDS = [
    "554 no",
    "421 4.7.0 Too many connections from 192.0.2.7, try again later",
    "535 5.7.8 Error: authentication failed: wrong mechanism",
    "454 4.7.0 TLS isn't available on mx1.relay.example",
    "550 Relay refuse cet h\xf4te",
    "550 5.7.1 Відмовлено",
]


@pytest.mark.parametrize("text", WORDS)
def test_plain_words_are_shown(text):
    """An operator reads them in any language."""
    code, _, words = text.partition(" ")

    assert shown_reply(Reply(int(code), (words,))) == text


@pytest.mark.parametrize("text", ["go \x1b[31m away", "go \x00\u202eaway", "go\r\naway"])
def test_no_control_character_is_shown(text):
    """A hostile server writes nothing into a terminal or a log but words on one line."""
    assert shown_reply(Reply(550, (text,))).isprintable()


@pytest.mark.parametrize(
    "text", ["x" * 60_000, "word " * 20_000, "a@" * 30_000, '"' * 60_000, "( at " * 20_000]
)
def test_a_reply_of_pages_is_short(text):
    """And costs no time: what stands behind the beginning is not looked at."""
    assert len(shown_reply(Reply(550, (text,)))) <= 200


ECHO = '<maria@cosmo.example> "maria perez"@cosmo.example'
STAGES = {
    "greeting": ({"greeting": f"554 5.7.1 no {ECHO}"}, "554 5.7.1"),
    "EHLO": ({"answers": {"EHLO": f"550 5.7.1 {ECHO}", "HELO": f"550 5.7.1 {ECHO}"}}, "550 5.7.1"),
    "AUTH": ({"offers": ("AUTH PLAIN",), "answers": {"AUTH": f"535 5.7.8 {ECHO}"}}, "535 5.7.8"),
    "MAIL": ({"scripts": (RelayScript(mail=f"530 5.7.0 {ECHO} maria perez"),)}, "530 5.7.0"),
    "RCPT": ({"scripts": (RelayScript(rcpt=f"530 5.7.0 {ECHO} maria perez"),)}, "530 5.7.0"),
    "DATA": ({"scripts": (RelayScript(data=f"530 5.7.0 {ECHO} maria perez"),)}, "530 5.7.0"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_what_stops_the_sending_names_no_member(server, mail, yes, stage):
    """The text becomes the campaign's trouble and a line of the log: code and status, and nobody's name."""
    settings, code = STAGES[stage]
    login = {"user": "maria@cosmo.example", "password": "horse"} if stage == "AUTH" else {}

    async def attempt():
        async with server(**settings) as other, SmtpPool(other.relay(**login)) as pool:
            with pytest.raises(UnavailableError) as caught:
                await pool.submit(mail(recipient="maria@cosmo.example"), permit=yes)
            return caught.value

    error = asyncio.run(attempt())

    assert code in str(error)
    assert not re.search("maria|perez|cosmo|horse", f"{error} {error!r}")


@pytest.mark.parametrize(
    "reply", ["250 2.0.0 queued as maria@cosmo.example", "554 5.7.1 maria@cosmo.example"]
)
def test_a_receipt_holds_no_word_of_the_reply(server, mail, yes, reply):
    """Whether the relay takes the mail or not."""

    async def attempt():
        async with server(scripts=(RelayScript(dot=reply),)) as other, SmtpPool(other.relay()) as pool:
            return await pool.submit(mail(recipient="maria@cosmo.example"), permit=yes)

    receipt = asyncio.run(attempt())

    assert receipt.outcome is (Outcome.ACCEPTED if reply[0] == "2" else Outcome.REFUSED)
    assert "maria" not in repr(receipt)
