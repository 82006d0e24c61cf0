"""A mail is taken apart as far as that goes, whatever came."""

from email.header import Header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.local.inbox.headers import decode_text, decode_words, first_value, headers_of, showable_text
from newsletter.local.inbox.reading import parse_mail

WORDS = [
    # as sent                                                   as shown             why
    ("plain", "plain", "nothing to decode"),
    ("=?utf-8?q?Villes_=C3=A0?= =?utf-8?q?_vivre?= 2019", "Villes à vivre 2019", "RFC 2047 §6.2"),
    ("a =?utf-8?b?2YU=?= b", "a م b", "the space beside other text is shown"),
    ("=?utf-8?b?2YU=?=\t =?UTF-8?B?2K8=?=", "مد", "the space between words is not"),
    ("=?utf-8?b?2Q==?= =?utf-8?b?hQ==?=", "م", "a character cut in two"),
    ("=?utf-8?b?2YU?=", "م", "padding forgotten"),
    ("=?iso-8859-1*fr?q?=E9t=E9?=", "été", "RFC 2231 §5: a language"),
    ("=?gb2312?b?1tDOxA==?=", "中文", "another charset"),
    ("=?klingon?q?=C3=A9?=", "é", "a charset that nobody knows"),
    ("=?idna?q?=C3=A9?=", "é", "a codec that is no charset"),
    ("=?u\0f?q?=C3=A9?=", "é", "a NUL in the charset"),
    ("=?utf-8?b?a?=", "=?utf-8?b?a?=", "no base64 at all"),
    ("=?utf-8?q?a", "=?utf-8?q?a", "a word without end"),
    ("=?utf-8?x?a?=", "=?utf-8?x?a?=", "an encoding that does not exist"),
    ("=?utf-8?q??=", "", "nothing, encoded"),
    ("=?utf-8?q?\\u12?= \\u00e9", "\\u12 \\u00e9", "backslashes mean nothing"),
]


@pytest.mark.parametrize(("sent", "shown"), [row[:2] for row in WORDS], ids=[row[2] for row in WORDS])
def test_encoded_words(sent, shown):
    """Each text is decoded as the table says."""
    assert decode_words(sent) == shown


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_encoding_undone(text):
    """What the standard library encodes is what is read."""
    encoded = Header(text, "utf-8", maxlinelen=40).encode()

    assert first_value(headers_of(f"Subject: {encoded}\r\n\r\n".encode()), "subject") == text


HEADS = [
    (b"A: 1\r\nB: 2\r\n\r\nC: 3", [("A", "1"), ("B", "2")], "the body has none"),
    (b"A: 1\nB: 2\n\nC: 3", [("A", "1"), ("B", "2")], "bare LF"),
    (b"\r\nA: 1\r\n\r\n", [], "no head"),
    (b"A: 1", [("A", "1")], "no body"),
    (b"", [], "nothing"),
    (b"A: 1\r\n 2\r\n\t3\r\n\r\n", [("A", "1 2\t3")], "folded, RFC 5322 §2.2.3"),
    (b"A : 1\r\n: 2\r\nno colon\r\nB:\r\n\r\n", [("A", "1"), ("B", "")], "lines that are no fields"),
    (b"A: \x00\x1b[31m\r\n\r\n", [("A", "\ufffd\ufffd[31m")], "control characters"),
    ("A: né\r\n\r\n".encode(), [("A", "né")], "UTF-8, RFC 6532"),
    (b"A: n\xe9\r\n\r\n", [("A", "n\ufffd")], "octets that are no UTF-8"),
]


@pytest.mark.parametrize(("sent", "shown"), [row[:2] for row in HEADS], ids=[row[2] for row in HEADS])
def test_heads(sent, shown):
    """The fields are found where they are, and nowhere else."""
    assert [(header.name, header.value) for header in headers_of(sent)] == shown


def test_an_endless_value_is_cut_and_kept_as_sent():
    """Nobody reads megabytes of a subject, and decoding them takes seconds."""
    (header,) = headers_of(b"Subject: " + b"x" * 30_000 + b"\r\n\r\n")

    assert (header.value, len(header.raw)) == ("x" * 20_000 + "…", 30_000)


CHARSETS = [
    "utf-8",
    "latin-1",
    "x-unknown",
    "idna",
    "punycode",
    "unicode_escape",
    "undefined",
    "hex",
    "",
    "\0",
]


@pytest.mark.parametrize("charset", CHARSETS)
def test_any_charset_gives_text(charset):
    """A charset is a word that a stranger chose."""
    assert decode_text(b"a\\x\xe9", charset).startswith("a\\x")


LANGUAGES = [
    (b"Content-Language: pt-BR, en\r\n\r\n", "pt-BR", "the first of the head"),
    (b"Content-Language: ???, en\r\n\r\n", "en", "the first that is one"),
    (b"Content-Type: text/html\r\n\r\n<html dir=rtl lang=fa>", "fa", "what the HTML says"),
    (b"Content-Language: ar\r\nContent-Type: text/html\r\n\r\n<html lang='fa'>", "ar", "the head goes first"),
    (b"Content-Language: xx-yy-zz\r\n\r\n<html lang=fa>", None, "text that looks like HTML"),
    (b"", None, "nothing at all"),
]


@pytest.mark.parametrize(("sent", "tag"), [row[:2] for row in LANGUAGES], ids=[row[2] for row in LANGUAGES])
def test_languages(sent, tag):
    """The language is the one that the mail declares."""
    assert parse_mail(sent).language == (Locale.parse(tag) if tag else None)


def test_parts_are_told_apart():
    """Both texts, and what is neither."""
    reading = parse_mail(
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
        b"--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E9\r\n"
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment;"
        b' filename="=?utf-8?q?=C3=A9?="\r\n\r\nfile\r\n--b--\r\n'
    )

    assert (reading.text, reading.html) == ("hello", "<p>é")
    assert [(one.filename, one.media_type, one.size_bytes) for one in reading.attachments] == [
        ("é", "text/plain", 4)
    ]


def test_links_of_both_parts_are_listed_once_and_only_those_to_the_web():
    """An editor follows the confirmation link from here, and no script with it."""
    reading = parse_mail(
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        b"See https://a.example/x. Or (http://b.example/)\r\n--b\r\nContent-Type: text/html\r\n\r\n"
        b"<a href=\"https://a.example/x\">1</a><A class=q HREF='https://c.example/?a=1&amp;b=2'>2</A>"
        b"<a href=javascript:alert(1)>3</a><a href=mailto:a@b>4</a><a name=x>5</a>\r\n--b--\r\n"
    )

    assert reading.links == ("https://a.example/x", "https://c.example/?a=1&b=2", "http://b.example/")


ODDITIES = [
    (b"From: a\r\nDate: b\r\nMessage-ID: c\r\n\r\nx\r\n", [], "nothing odd"),
    (b"Date: b\r\nMessage-ID: c\r\n\r\n", ["no From"], "no sender"),
    (b"From: a\r\nDate: b\r\nMessage-ID: c\r\n\r\nx\ny\r\n", ["else than CR LF"], "a bare LF"),
    (b"From: a\r\nDate: b\r\nMessage-ID: c\r\n\r\n" + b"x" * 999, ["999 bytes long"], "a long line"),
    (b"From: a\r\nDate: b\r\nMessage-ID: c\r\n\r\n\0\r\n", ["NUL"], "a NUL"),
    (b"", ["no From", "no Date", "no Message-ID"], "nothing at all"),
]


@pytest.mark.parametrize(("sent", "said"), [row[:2] for row in ODDITIES], ids=[row[2] for row in ODDITIES])
def test_oddities(sent, said):
    """What a relay may object to is said in a sentence each."""
    oddities = parse_mail(sent).oddities

    assert len(oddities) == len(said)
    assert all(words in oddity for words, oddity in zip(said, oddities, strict=True))


def test_a_mail_nested_too_deeply_still_has_its_head():
    """A thousand boxes and more in boxes are not opened."""
    boxes = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(1500))
    reading = parse_mail(f"Subject: x\r\n{boxes}".encode())

    assert "nested too deeply" in reading.oddities[0]
    assert first_value(reading.headers, "Subject") == "x"


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        b"Content-Type: text/html; charset=",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n",
        b"Content-Disposition: attachment; filename*0*=utf-8'en'%e9",
        b"Content-Language: ",
        b"Subject: =?utf-7?q?+2AA-?=\r\n",
        b"\r\n--b\r\n",
        b"--b--\r\n",
        b"\r\n\r\n",
        b"begin 644 x\r\n",
        b"<html lang=",
        b"<a href='https://",
        b"\xed\xa0\x80",
        b"\0",
        b"'",
        b"\r",
        b";",
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=12))).map(b"".join))
def test_no_mail_breaks_the_reading(content):
    """Whatever came, its text can be put on a page."""
    reading = parse_mail(content)
    texts = [reading.html or "", reading.text or "", *reading.links, *reading.oddities]
    texts += [text for header in reading.headers for text in (header.name, header.value, header.raw)]
    texts += [text for one in reading.attachments for text in (one.filename, one.media_type)]

    assert all(showable_text(text) == text and text.encode() is not None for text in texts)
