"""A prepared message: what is the same for all members, encoded once."""

import email
import email.policy
import re
from email.header import decode_header, make_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.mime.headers import Mailbox
from newsletter.mime.prepared import Letterhead, prepare_message
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens

TOKENS = SlotTokens("0123456789abcdef")
NAME = Slot(name="name", kind=SlotKind.TEXT, max_chars=100, neutral="reader")
HELLO, REST = "=?utf-8?q?Hello_?=", "=?utf-8?q?=2C_the_news_of_all_of_the_cities?="
SENDER = Mailbox("Metropolis", "news@example.org")
MEMBERS = Letterhead(
    sender=SENDER,
    reply_to=Mailbox("Editors of the Métropolis", "editors@bücher.example"),
    list_title="Members",
    list_identifier="members.example.org",
    feedback_id=("c12", "members", "newsletter", "metropolis"),
)


def a_mail(subject="News", html="<p>News</p>", text="News", locale="en"):
    """A compiled mail; "{}" in it is the slot of the name."""
    subject, html, text = (content.replace("{}", TOKENS.token("name")) for content in (subject, html, text))
    return CompiledMail(
        locale=Locale.parse(locale), subject=subject, html=html, text=text, tokens=TOKENS, slots=(NAME,)
    )


def boundary_of(prepared):
    """The boundary that the Content-Type names."""
    return re.search('boundary="(.*)"', prepared.format_and_list_lines)[1]


class TestLetterhead:
    """Headers that all mails of a list share."""

    def test_a_list_mail_says_that_it_is_bulk(self):
        """Nobody's holiday notice answers, and providers know which list it was."""
        prepared = prepare_message(a_mail(locale="pt-BR"), letterhead=MEMBERS)

        assert prepared.format_and_list_lines == (
            "MIME-Version: 1.0\r\n"
            f'Content-Type: multipart/alternative; boundary="{boundary_of(prepared)}"\r\n'
            "Content-Language: pt-BR\r\n"
            "List-Id: Members <members.example.org>\r\n"
        )
        assert prepared.closing_lines == (
            "Feedback-ID: c12:members:newsletter:metropolis\r\n"
            "Precedence: bulk\r\n"
            "Auto-Submitted: auto-generated\r\n\r\n"
        )

    def test_sender_and_reply_address(self):
        """Names are encoded where they have to be, domains always."""
        prepared = prepare_message(a_mail(), letterhead=MEMBERS)

        assert (prepared.sender_line, prepared.reply_to_line) == (
            "From: Metropolis <news@example.org>\r\n",
            "Reply-To: =?utf-8?q?Editors_of_the_M=C3=A9tropolis?=\r\n <editors@xn--bcher-kva.example>\r\n",
        )

    def test_a_notice_has_no_list_headers(self):
        """A confirmation is no bulk mail, and has nothing to unsubscribe from."""
        prepared = prepare_message(a_mail(), letterhead=Letterhead(sender=SENDER))

        headers = prepared.reply_to_line + prepared.format_and_list_lines + prepared.closing_lines
        assert not re.search("Reply-To|List-|Feedback-ID|Precedence", headers)
        assert prepared.closing_lines == "Auto-Submitted: auto-generated\r\n\r\n"


class TestBoundary:
    """What separates the parts."""

    def test_the_same_content_has_the_same_boundary(self):
        """A mail that is built again is the same to the byte."""
        assert prepare_message(a_mail(), letterhead=MEMBERS) == prepare_message(a_mail(), letterhead=MEMBERS)

    @pytest.mark.parametrize("change", [{"subject": "Other"}, {"html": "<p>Other</p>"}, {"text": "Other"}])
    def test_other_content_has_another_boundary(self, change):
        """Two mails in one digest do not share one."""
        one, other = (prepare_message(mail, letterhead=MEMBERS) for mail in (a_mail(), a_mail(**change)))

        assert boundary_of(one) != boundary_of(other)

    @pytest.mark.parametrize("filler", ["plain ", "صحيفة "])
    def test_no_value_can_forge_it(self, filler):
        """An equals sign and an underscore never stand together in an encoded body."""
        boundary = boundary_of(prepare_message(a_mail(text="{}" + filler * 50), letterhead=MEMBERS))
        prepared = prepare_message(a_mail(text="{}" + filler * 50), letterhead=MEMBERS)

        body = b"".join(prepared.text.splice({"name": f"\r\n--{boundary}--"}))

        assert boundary.startswith("=_")
        assert b"=_" not in body


class TestSubject:
    """A Subject with a name in it."""

    @pytest.mark.parametrize(
        ("subject", "name", "line"),
        [
            ("News", "Ada", "Subject: News\r\n"),
            ("Hello {}, the news", "Ada", "Subject: Hello Ada, the news\r\n"),
            ("Hello {}", "Zoë", "Subject: =?utf-8?q?Hello_Zo=C3=AB?=\r\n"),
            ("Hello {}", "=?utf-8?q?x?=", "Subject: =?utf-8?b?SGVsbG8gPT91dGYtOD9xP3g/PQ==?=\r\n"),
            ("Hello {}", "ж" * 22, f"Subject: {HELLO}\r\n =?utf-8?b?{'0LbQttC2' * 7}0LY=?=\r\n"),
            (
                "Hello {}, the news of all of the cities",
                "Zoë",
                f"Subject: {HELLO}\r\n =?utf-8?q?Zo=C3=AB?=\r\n {REST}\r\n",
            ),
        ],
    )
    def test_a_subject_stays_readable_where_it_can(self, subject, name, line):
        """ASCII stays ASCII, short text is one word, and long text is put together from its pieces."""
        assert prepare_message(a_mail(subject), letterhead=MEMBERS).subject.line({"name": name}) == line

    @given(
        st.sampled_from(
            ["{}", "{}!", "Hi {}", "Привет, {}! Новости городов и регионов мира за неделю", "{}{} 👩‍👩‍👧"]
        ),
        st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=100),
    )
    def test_any_name_comes_back_exactly(self, subject, name):
        """Constants are encoded before the name is known, and no space gets lost between them."""
        line = prepare_message(a_mail(subject), letterhead=MEMBERS).subject.line({"name": name})
        parsed = email.message_from_bytes(line.encode("ascii") + b"\r\n", policy=email.policy.default)
        unfolded = line.removeprefix("Subject: ").replace("\r\n", "")

        assert str(make_header(decode_header(unfolded))) == subject.replace("{}", name)
        assert str(parsed["Subject"]).strip() == subject.replace("{}", name).strip()
        assert max(len(part) for part in line.split("\r\n")) <= (76 if "=?" in line else 78)

    @pytest.mark.parametrize("control", ["\n", "\r\nBcc: eve@example.org", "\u2028", "\x00"])
    def test_a_control_character_is_refused_before_anything_is_sent(self, control):
        """A subject that could end its line never becomes a prepared message."""
        with pytest.raises(ValueError, match="cannot stand in a header"):
            prepare_message(a_mail(f"News{control}"), letterhead=MEMBERS)


@pytest.mark.parametrize("place", ["subject", "html", "text"])
def test_a_slot_that_nobody_declared_is_refused(place):
    """A token must never reach a reader."""
    mail = a_mail(**{place: f"Hello {TOKENS.token('city')}"})

    with pytest.raises(ValueError, match="no slot is declared for city"):
        prepare_message(mail, letterhead=MEMBERS)
