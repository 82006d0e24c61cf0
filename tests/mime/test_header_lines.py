"""Header lines: structured fields are never encoded, and are folded only where their grammar allows."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsletter.mime.headers import (
    Mailbox,
    a_label,
    date_line,
    feedback_id_line,
    list_id_line,
    list_unsubscribe_lines,
    mailbox_line,
    message_id_line,
    subject_line,
    wire_address,
)

PAGE = "https://news.example.org/unsubscribe/aea4brahaphmf4ifu3uyqxwmm2kfuthcsfl7ddc7ue"


class TestAddresses:
    """An address is taken as it is, or refused; only its domain is rewritten."""

    @pytest.mark.parametrize(
        ("address", "written"),
        [
            ("ada@example.org", "ada@example.org"),
            ("Ada.L+news@Example.ORG", "Ada.L+news@Example.ORG"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER。example", "ada@xn--bcher-kva.example"),
            ("ada@faß.example", "ada@xn--fa-hia.example"),
            ("ada@例え.jp", "ada@xn--r8jz45g.jp"),
            ("用户@例え.jp", "用户@xn--r8jz45g.jp"),
            ('"ada l"@example.org', '"ada l"@example.org'),
            ("ada@localhost", "ada@localhost"),
            ("ada@[127.0.0.1]", "ada@[127.0.0.1]"),
            (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
        ],
    )
    def test_an_address_on_the_wire(self, address, written):
        """The domain becomes an A-label by IDNA 2008; the local part stays as its owner wrote it."""
        assert wire_address(address) == written

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada l@example.org",
            "ada@example.org,eve@example.org",
            "ada@example.org>",
            "<ada@example.org",
            "ada@example.org\r\nRCPT TO:<eve@example.org>",
            "ada\u2028@example.org",
            '"ada\r\n"@example.org',
            "ada@exa mple.org",
            "ada@ex\u200bample..org",
            "ada@-_-.example",
            "ada@-a.com",
            f"{'a' * 65}@example.org",
            f"{'é' * 33}@example.org",
            f"ada@{'.'.join(['a' * 60] * 5)}",
        ],
    )
    def test_what_is_no_single_address_is_refused(self, address):
        """Nothing that could become a second address or a second line gets into an envelope."""
        with pytest.raises(ValueError, match=r"address|domain name"):
            wire_address(address)

    def test_a_refusal_does_not_repeat_the_address(self):
        """Errors end up in logs, where no address may be."""
        with pytest.raises(ValueError, match="not an address") as refusal:
            wire_address("ada lovelace@example.org")

        assert "ada" not in str(refusal.value)

    @pytest.mark.parametrize("domain", ["", "exa mple.org", "\u200b.org", "ex\u0000.org", "a" * 64 + ".org"])
    def test_what_is_no_domain_name_is_refused(self, domain):
        """A wrong domain stops at the letterhead and not at the relay."""
        with pytest.raises(ValueError, match="not a domain name"):
            a_label(domain)


class TestMailboxes:
    """From, To and Reply-To."""

    @pytest.mark.parametrize(
        ("name", "address", "line"),
        [
            ("", "ada@example.org", "To: ada@example.org\r\n"),
            ("Ada Lovelace", "ada@example.org", "To: Ada Lovelace <ada@example.org>\r\n"),
            ("Lovelace, A.", "ada@example.org", 'To: "Lovelace, A." <ada@example.org>\r\n'),
            ("Zoë", "zoe@bücher.example", "To: =?utf-8?q?Zo=C3=AB?= <zoe@xn--bcher-kva.example>\r\n"),
            ("A" * 50, "ada.lovelace@example.org", f"To: {'A' * 50}\r\n <ada.lovelace@example.org>\r\n"),
            ("A" * 54, "ada@example.org", f"To: {'A' * 54} <ada@example.org>\r\n"),
            ("A" * 55, "ada@example.org", f"To: {'A' * 55}\r\n <ada@example.org>\r\n"),
            (
                "é" * 19,
                "a@b.org",
                f"To: =?utf-8?b?{b64encode(('é' * 19).encode()).decode()}?=\r\n <a@b.org>\r\n",
            ),
        ],
    )
    def test_a_mailbox_line(self, name, address, line):
        """The address stays in one piece; a fold comes before it, when the line would grow over 76."""
        assert mailbox_line("To", Mailbox(name, address)) == line


class TestListFields:
    """What mail programs read to offer their own button for unsubscribing."""

    def test_one_click_unsubscribing(self):
        """The page stands in the header as it is, in one line whatever its length (RFC 8058 §3.1)."""
        assert list_unsubscribe_lines([PAGE]) == (
            f"List-Unsubscribe: <{PAGE}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        )

    def test_several_uris_are_folded_after_the_comma(self):
        """White space inside the angle brackets would be part of nothing."""
        lines = list_unsubscribe_lines([PAGE, "mailto:leave@example.org?subject=abc"])

        assert lines.startswith(
            f"List-Unsubscribe: <{PAGE}>,\r\n <mailto:leave@example.org?subject=abc>\r\nList-Unsub"
        )

    @pytest.mark.parametrize(
        "uris",
        [
            ["mailto:leave@example.org"],
            ["ftp://example.org/"],
            ["https://example.org/a b"],
            ["https://example.org/>"],
            ["https://example.org/é"],
            ["https://example.org/\r\nBcc: eve@example.org"],
            [PAGE, "javascript:alert(1)"],
            ["https://example.org/" + "a" * 881],
        ],
    )
    def test_what_is_no_one_click_page_is_refused(self, uris):
        """A header that promises one click and cannot keep it is worse than none."""
        with pytest.raises(ValueError, match=r"URI"):
            list_unsubscribe_lines(uris)

    @pytest.mark.parametrize(
        ("phrase", "line"),
        [
            ("Members", "List-Id: Members <members.example.org>\r\n"),
            ("", "List-Id: <members.example.org>\r\n"),
            ("Members, all", 'List-Id: "Members, all" <members.example.org>\r\n'),
            ("Membres de la métropole", "List-Id: <members.example.org>\r\n"),
            ("M" * 60, f"List-Id: {'M' * 60}\r\n <members.example.org>\r\n"),
        ],
    )
    def test_a_list_id(self, phrase, line):
        """The identifier stays as it is; a phrase beyond ASCII is left out, not encoded."""
        assert list_id_line(phrase, "members.example.org") == line

    @pytest.mark.parametrize(
        "identifier", ["members", "mem bers.example.org", "é.example.org", "a.b>\r\n", ""]
    )
    def test_a_list_id_without_a_dotted_identifier_is_refused(self, identifier):
        """RFC 2919 §2 asks for a name below a domain."""
        with pytest.raises(ValueError, match="not a list identifier"):
            list_id_line("Members", identifier)

    def test_a_list_id_over_255_characters_is_refused(self):
        """RFC 2919 §2 allows no more."""
        with pytest.raises(ValueError, match="over 255 characters"):
            list_id_line("Members", ".".join(["a" * 60] * 5))

    @pytest.mark.parametrize("fields", [("news",), ("c12", "members", "newsletter", "metropolis")])
    def test_a_feedback_id(self, fields):
        """One to four fields, in one line, as they are."""
        assert feedback_id_line(fields) == f"Feedback-ID: {':'.join(fields)}\r\n"

    @pytest.mark.parametrize("fields", [(), tuple("abcde"), ("a:b",), ("é",), ("",), ("a b",), ("a\r\n",)])
    def test_a_feedback_id_of_other_shape_is_refused(self, fields):
        """A mailbox provider throws such a one away in silence."""
        with pytest.raises(ValueError, match="not a Feedback-ID"):
            feedback_id_line(fields)


class TestDates:
    """The moment a mail says it was written."""

    @pytest.mark.parametrize(
        ("moment", "line"),
        [
            (datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "Date: Sun, 01 Mar 2026 09:05:00 +0000\r\n"),
            (
                datetime(2026, 3, 1, 9, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
                "Date: Sun, 01 Mar 2026 09:05:00 -0330\r\n",
            ),
        ],
    )
    def test_a_date(self, moment, line):
        """English names and a numeric zone, in every locale of the machine (RFC 5322 §3.3)."""
        assert date_line(moment) == line

    def test_a_moment_without_zone_is_refused(self):
        """Nobody knows when "nine o'clock" was."""
        with pytest.raises(ValueError, match="needs a time zone"):
            date_line(datetime(2026, 3, 1, 9, 5))  # noqa: DTZ001 the naive moment is the case


class TestMessageIds:
    """The name of a mail."""

    def test_a_message_id_is_written_as_it_is(self):
        """It is never folded, so that a log search finds it."""
        assert message_id_line("<12.abc@example.org>") == "Message-ID: <12.abc@example.org>\r\n"

    @pytest.mark.parametrize(
        "message_id", ["12.abc@example.org", "<12>", "<a b@example.org>", "<a@b>\r\nX: <c@d>"]
    )
    def test_what_is_no_message_id_is_refused(self, message_id):
        """A broken one would let a relay make up its own, and no evidence could be matched."""
        with pytest.raises(ValueError, match="not a Message-ID"):
            message_id_line(message_id)


def test_a_subject_line_is_encoded_behind_its_field_name():
    """The first encoded word leaves room for "Subject: "."""
    assert subject_line("Zoë") == "Subject: =?utf-8?q?Zo=C3=AB?=\r\n"
