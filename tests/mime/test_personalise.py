"""One member's mail, judged from its bytes by a reader that is not ours."""

import email
import email.policy
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.mime.headers import Mailbox
from newsletter.mime.personalise import PersonalValues, neutral_mail, personalise
from newsletter.mime.prepared import Letterhead, prepare_message
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens

TOKENS = SlotTokens("0123456789abcdef")
WEBSITE = "https://www.example.org/?a=1&b=2"
PAGE = "https://news.example.org/u/aea4brahaphmf4ifu3uyqxwmm2kfuthcsfl7ddc7ue?x='1'&y=2"
HEADERS = [
    "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
    "Content-Language", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Precedence",
    "Auto-Submitted",
]  # fmt: skip
LETTERHEAD = Letterhead(
    sender=Mailbox("Métropolis", "news@example.org"),
    reply_to=Mailbox("", "editors@example.org"),
    list_title="Members",
    list_identifier="members.example.org",
    feedback_id=("c12", "members", "newsletter", "metropolis"),
)
SCRIPTS = [
    # locale, subject, body, name
    ("en", "Hello {name}, the news", "Three cities, one plan.", "Ada O'Neil"),
    ("fr", "Bonjour {name}, voici les nouvelles", "À Barcelone, l’été dernier.", "Zoë d’Été"),
    ("ar", "مرحبا \u2068{name}\u2069، أخبار المدن الكبرى في العالم", "أخبار المدن والمناطق.", "محمد"),
    ("fa", "سلام {name}، خبرهای شهرهای بزرگ جهان", "می‌خواهیم شهرهای بهتری بسازیم.", "علی‌رضا"),
    ("hi", "नमस्ते {name}, महानगरों के समाचार", "महानगरीय क्षेत्रों के समाचार।", "क्षितिज"),
    ("zh-Hans", "{name}，您好：本周都市新闻与战略会议", "世界大都市协会本周新闻。", "王小明"),
    ("ko", "{name} 님, 이번 주 대도시 소식입니다", "세계대도시권협회 소식.", "김민준"),
    ("th", "สวัสดี {name} ข่าวมหานครประจำสัปดาห์", "ข่าวสารประจำสัปดาห์", "สมชาย"),
    ("pt-BR", "👩‍👩‍👧‍👦 {name} 🏙️", "Notícias 🧑🏽‍🤝‍🧑🏿 das cidades.", "👩🏽‍💻 Ana"),
]
TABLE = pytest.mark.parametrize(
    ("locale", "subject", "body", "name"), SCRIPTS, ids=[row[0] for row in SCRIPTS]
)


def a_mail(subject="Hello {name}", body="News", locale="en", repeats=30):
    """A compiled mail with the name in all three contents and a URL in an attribute."""
    html = (
        f'<p title="{{name}}">{body} {{name}},</p>\n' + f"<p>{body}</p>\n" * repeats + '<a href="{url}">x</a>'
    )
    text = f"{{name}},\n\n{body}\n" + f"{body}\n" * repeats + "<{url}>\n"
    contents = {"subject": subject, "html": html, "text": text}
    for slot in ("name", "url"):
        contents = {key: value.replace(f"{{{slot}}}", TOKENS.token(slot)) for key, value in contents.items()}
    name = Slot(name="name", kind=SlotKind.TEXT, max_chars=100, neutral="dear <reader>")
    url = Slot(name="url", kind=SlotKind.URL, max_chars=300, neutral=WEBSITE)
    return CompiledMail(locale=Locale.parse(locale), tokens=TOKENS, slots=(name, url), **contents)


ADA = PersonalValues(
    recipient="ada@bücher.example",
    name="Ada",
    values={"name": "Ada", "url": PAGE},
    message_id="<7.abc@example.org>",
    date=datetime(2026, 3, 1, 9, 5, tzinfo=UTC),
    envelope_sender="bounce+abc@example.org",
    unsubscribe_uris=(PAGE,),
)


def sent(compiled, personal=ADA):
    """The mail of one member."""
    return personalise(prepare_message(compiled, letterhead=LETTERHEAD), personal, delivery_id=7)


def called(name):
    """The values of a member with this name."""
    return replace(ADA, name=name, values={"name": name, "url": PAGE})


def read(outgoing):
    """Subject, HTML and text as a reader that is not ours decodes them, with plain line ends."""
    parsed = email.message_from_bytes(outgoing.content, policy=email.policy.default)
    text, html = (
        part.get_payload(decode=True).decode().replace("\r\n", "\n") for part in parsed.iter_parts()
    )
    return str(parsed["Subject"]), html, text


def expected(compiled, name, url=PAGE):
    """What a reader should find, put together in the simplest way."""
    values = {TOKENS.token("name"): name, TOKENS.token("url"): url}
    subject, html, text = compiled.subject, compiled.html, compiled.text
    for token, value in values.items():
        subject, html, text = (
            subject.replace(token, value),
            html.replace(token, escape(value)),
            text.replace(token, value),
        )
    return subject, html, text


def raw_headers(outgoing):
    """The header lines, unfolded, as (field, value)."""
    block = outgoing.content.partition(b"\r\n\r\n")[0].decode()
    return [tuple(line.split(": ", 1)) for line in re.sub("\r\n(?= )", "", block).split("\r\n")]


class TestContent:
    """What is read is what was compiled, with the member's values in it."""

    @TABLE
    def test_every_script_comes_back_exactly(self, locale, subject, body, name):
        """Subject, HTML and text are the compiled ones, in every script."""
        compiled = a_mail(subject, body, locale)

        assert read(sent(compiled, called(name))) == expected(compiled, name)

    @TABLE
    def test_every_script_is_fit_for_the_wire(self, locale, subject, body, name):
        """Seven bits, CRLF only, no line over 78, whatever the length of the name."""
        for length in range(0, 121, 7):
            content = sent(a_mail(subject, body, locale), called((name * 40)[:length])).content
            assert content.isascii()
            assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
            others = (
                line for line in content.split(b"\r\n") if not line.startswith((b"List-Unsub", b"Content-T"))
            )
            assert max(map(len, others)) <= 78
            assert max(map(len, content.split(b"\r\n"))) <= 998

    @given(
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=100), st.booleans()
    )
    def test_any_name_comes_back_exactly(self, name, in_arabic):
        """Each part holds the compiled text with the name, escaped in HTML and only there."""
        compiled = a_mail(body="أخبار المدن" if in_arabic else "News")
        name = name.strip()

        assert read(sent(compiled, called(name))) == expected(compiled, name or "dear <reader>")

    def test_the_text_comes_before_the_html(self):
        """A reader shows the last part that it understands (RFC 2046 §5.1.4)."""
        parsed = email.message_from_bytes(sent(a_mail()).content, policy=email.policy.default)

        assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
        assert not parsed.defects
        assert not any(part.defects for part in parsed.iter_parts())

    def test_the_same_arguments_give_the_same_bytes(self):
        """A mail whose fate is unknown may be built again, and then it is the same mail."""
        digests = {hashlib.sha256(sent(a_mail()).content).hexdigest() for _ in range(3)}

        assert len(digests) == 1

    def test_neutral_is_what_a_member_without_values_gets(self):
        """Preview, reading online and sending show one thing, and here is the proof."""
        compiled = a_mail()

        assert read(sent(compiled, replace(ADA, values={}))) == tuple(neutral_mail(compiled))
        assert tuple(neutral_mail(compiled)) == expected(compiled, "dear <reader>", WEBSITE)


class TestHeaders:
    """Which headers there are, and in what order."""

    def test_each_header_is_there_once_and_in_order(self):
        """The wire shows them as a reader expects them (RFC 5322 §3.6)."""
        assert [field for field, _ in raw_headers(sent(a_mail()))] == HEADERS

    def test_the_list_headers_are_written_out(self):
        """No encoded word in what a mail program has to act on (RFC 8058 §3.1)."""
        headers = dict(raw_headers(sent(a_mail())))

        assert headers["List-Unsubscribe"] == f"<{PAGE}>"
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert not [field for field in headers if field.startswith("List-") and "=?" in headers[field]]

    def test_a_notice_has_nothing_to_unsubscribe_from(self):
        """A button that does nothing is worse than none."""
        notice = replace(ADA, unsubscribe_uris=())

        assert "List-Unsubscribe" not in dict(raw_headers(sent(a_mail(), notice)))

    def test_envelope_and_header_name_the_same_recipient(self):
        """The domain is an A-label in both."""
        outgoing = sent(a_mail())

        assert (outgoing.delivery_id, outgoing.envelope_sender) == (7, "bounce+abc@example.org")
        assert outgoing.recipient == "ada@xn--bcher-kva.example"
        assert dict(raw_headers(outgoing))["To"] == "Ada <ada@xn--bcher-kva.example>"

    def test_an_international_local_part_stays_as_it_is(self):
        """Such a mail goes to relays with SMTPUTF8 only, which take UTF-8 headers (RFC 6532)."""
        outgoing = sent(a_mail(), replace(ADA, recipient="用户@例え.jp", name=None))

        assert dict(raw_headers(outgoing))["To"] == outgoing.recipient == "用户@xn--r8jz45g.jp"

    @pytest.mark.parametrize(
        "change",
        [
            {"recipient": "ada@example.org\r\nBcc: eve@example.org"},
            {"envelope_sender": "bounce@example.org> BODY=8BITMIME"},
            {"message_id": "<a@b>\r\nBcc: eve@example.org"},
            {"unsubscribe_uris": ("https://example.org/\r\nBcc: eve@example.org",)},
            {"values": {"url": "javascript:alert(1)"}},
            {"values": {"url": "https://example.org/" + "a" * 300}},
            {"date": datetime(2026, 3, 1)},  # noqa: DTZ001 the naive moment is the case
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_what_cannot_go_over_the_wire_is_refused(self, change):
        """One mail is quarantined; none is sent with something else in its place."""
        with pytest.raises(ValueError, match=r"address|Message-ID|URI|URL|time zone"):
            sent(a_mail(), replace(ADA, **change))


class TestHostileNames:
    """A name is what anybody typed into a form."""

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("Ada\r\nBcc: eve@example.org", "Ada Bcc: eve@example.org"),
            ("Ada\u2028Eve", "Ada Eve"),
            ("Ada\x00\x1b[31m\x9b", "Ada[31m"),
            ("Ada\x1cEve\x0b", "AdaEve"),
            ("\u202eadA\u202c \u2066x\u2069", "adA x"),
            ("  Ada\t", "Ada"),
            ("علی\u200cرضا", "علی\u200cرضا"),
            ("<script>alert('1')</script> & \"Co\"", "<script>alert('1')</script> & \"Co\""),
            ("{{7*7}} {name} %s", "{{7*7}} {name} %s"),
            (TOKENS.token("url"), TOKENS.token("url")),
            ("\ud800Ada", "Ada"),
            ("\r\n \u202e", "dear <reader>"),
            ("", "dear <reader>"),
            ("n" * 101, "n" * 100),
            ("👩‍👩‍👧‍👦" * 15, "👩‍👩‍👧‍👦" * 14),
            ("a" * 99 + " b", "a" * 99),
            ("e" + "\u0301" * 120, "e" + "\u0301" * 99),
        ],
    )
    def test_a_name_is_made_harmless(self, name, shown):
        """Nothing ends a line, reorders its neighbours, is markup, or is cut inside a character."""
        compiled = a_mail()
        subject, html, text = read(sent(compiled, called(name)))
        # Tokens of other slots may stand in a name; the oracle must not fill them.
        wanted = expected(compiled, "\0")

        assert (subject, html, text) == (
            wanted[0].replace("\0", shown),
            wanted[1].replace("\0", escape(shown)),
            wanted[2].replace("\0", shown),
        )

    @pytest.mark.parametrize(
        "name", ["Ada\r\nBcc: eve@example.org", "Ada\u2028\u202eEve", "=?utf-8?q?=0d=0aBcc:x?="]
    )
    def test_a_name_in_the_to_header_is_made_harmless(self, name):
        """The headers stay those that we wrote, and the name decodes to one line."""
        headers = raw_headers(sent(a_mail(), called(name)))
        shown = str(make_header(decode_header(dict(headers)["To"])))

        assert [field for field, _ in headers] == HEADERS
        assert not re.search("[\r\n\u2028\u202e]", shown)
