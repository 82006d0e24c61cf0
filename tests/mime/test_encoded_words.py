"""Encoded words keep every limit of RFC 2047 and give every text back exactly."""

import email
import email.policy
import re
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from newsletter.mime.encoded_words import phrase, unstructured_value, words

SUBJECT_COLUMN = len("Subject: ")
FAMILY = "👩‍👩‍👧‍👦"

TEXTS = [
    # text, why
    ("Cities in 2026", "plain"),
    ("Métropoles : la région et le budget de l’année prochaine, dans toutes les langues", "French"),
    ("أخبار المدن الكبرى والمناطق الحضرية في العالم لهذا الأسبوع من برشلونة", "Arabic"),
    ("می‌خواهیم شهرهای بهتری بسازیم و همه می‌توانند در آن سهیم باشند", "Persian with ZWNJ"),
    ("महानगरीय क्षेत्रों के विश्व संघ की साप्ताहिक समाचार पत्रिका का नया अंक", "Devanagari"),
    ("世界大都市协会本周新闻：城市与大都市区的战略会议在巴塞罗那举行", "Chinese"),
    ("세계대도시권협회 주간 소식: 바르셀로나에서 열린 전략 회의", "Korean"),
    ("ข่าวสารประจำสัปดาห์ของสมาคมมหานครโลกจากการประชุมที่บาร์เซโลนา", "Thai"),
    (FAMILY * 12, "emoji of seven code points"),
    ("e" + "\u0301" * 90, "one cluster longer than any word"),
    ("x" * 40 + "\u0301" * 20, "a cluster that does not fit behind the field name"),
    ("\u2068Zoë\u2069, the news", "isolated name"),
    (" leading, trailing and  doubled ", "spaces"),
    ("a " * 60 + "b", "plain and long: folded"),
    ("a" * 200, "a word longer than any line"),
    ("a" * 69, "as long as the first line takes"),
    ("a" * 70, "one longer"),
    (f"{'a' * 69} {'b' * 77} c", "words that fill their lines"),
    (f"{'a' * 69} {'b' * 78} c", "a later word that is one too long"),
    ("=?utf-8?q?not_ours?=", "looks like an encoded word"),
    ("what=? no", "begins like one"),
    ("=3D_?=", "characters that Q gives a meaning"),
    ("", "nothing"),
]
TABLE = pytest.mark.parametrize("text", [text for text, _ in TEXTS], ids=[why for _, why in TEXTS])


def decodings(field, value):
    """What two independent readers make of a header value."""
    new = email.message_from_bytes(f"{field}: {value}\r\n\r\n".encode("ascii"), policy=email.policy.default)
    unfolded = value.replace("\r\n", "")
    return [str(new[field]), str(make_header(decode_header(unfolded)))]


def encoded_words_of(value):
    """The encoded words in a header value."""
    return re.findall(r"=\?[^? ]+\?[qQbB]\?[^? ]*\?=", value)


def assert_within_limits(field, value):
    """No word over 75 characters, no line over 76 that holds one, none over 78 at all."""
    assert all(len(word) <= 75 for word in encoded_words_of(value))
    for line in f"{field}: {value}".split("\r\n"):
        assert len(line) <= (76 if encoded_words_of(line) else 78)


@TABLE
def test_a_subject_comes_back_exactly(text):
    """Two readers that are not ours read the very text."""
    assert decodings("Subject", unstructured_value(text, column=SUBJECT_COLUMN)) == [text, text]


@TABLE
def test_a_subject_keeps_to_the_limits(text):
    """RFC 2047 §2 and RFC 5322 §2.1.1 hold for each line."""
    assert_within_limits("Subject", unstructured_value(text, column=SUBJECT_COLUMN))


@TABLE
def test_a_grapheme_cluster_is_split_only_if_it_is_too_long_for_a_word(text):
    """What a reader sees as one character is in one encoded word."""
    value = unstructured_value(text, column=SUBJECT_COLUMN)
    parts = [str(make_header(decode_header(word))) for word in encoded_words_of(value)]
    short = [cluster for cluster in regex.findall(r"\X", text) if len(cluster.encode()) <= 45]

    found = [cluster for part in parts for cluster in regex.findall(r"\X", part)]

    assert not parts or [cluster for cluster in found if cluster in short] == short


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200))
def test_any_text_comes_back_exactly_within_the_limits(text):
    """Whatever is no control character can stand in a subject."""
    value = unstructured_value(text, column=SUBJECT_COLUMN)

    assert str(make_header(decode_header(value.replace("\r\n", "")))) == text
    assert_within_limits("Subject", value)


@given(st.text(st.sampled_from(" aZ=?_é€中\u0301\u200d👩"), max_size=120), st.integers(1, 40))
def test_what_is_always_encoded_comes_back_from_any_column(text, column):
    """The pieces of a subject are encoded on their own, wherever they begin."""
    value = words(text, column=column)

    assert str(make_header(decode_header(value.replace("\r\n", "")))) == text
    assert_within_limits("S" * (column - 2), value)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Région", "q"),
        ("Über die Zukunft", "q"),
        ("城市", "b"),
        ("Города", "b"),
        ("  ", "q"),
    ],
)
def test_the_shorter_encoding_is_taken(text, letter):
    """Latin letters stay readable in Q; other scripts are shorter in B."""
    assert unstructured_value(text, column=SUBJECT_COLUMN).startswith(f"=?utf-8?{letter}?")


@pytest.mark.parametrize(
    "control", ["\r", "\n", "\r\n", "\0", "\t", "\x0b", "\x1c", "\x7f", "\x85", "\u2028", "\u2029"]
)
@pytest.mark.parametrize("write", [unstructured_value, phrase, words])
def test_what_could_end_a_line_is_refused(write, control):
    """A header is injected through whatever one reader takes for the end of a line."""
    with pytest.raises(ValueError, match=r"U\+[0-9A-F]{4} at 3 cannot stand in a header"):
        write(f"abc{control}Bcc: x@example.org", column=4)


NAMES = [
    # name, written, why
    ("Ada Lovelace", "Ada Lovelace", "atoms"),
    ("O'Neil-Smith", "O'Neil-Smith", "atoms with marks"),
    ("Lovelace, A. (Countess)", '"Lovelace, A. (Countess)"', "specials need quotes"),
    ('The "Mayor" \\ Dr', '"The \\"Mayor\\" \\\\ Dr"', "quotes and backslashes are escaped"),
    ("a@b.example", '"a@b.example"', "an address for a name"),
    ("", "", "no name"),
    ("Zoë", "=?utf-8?q?Zo=C3=AB?=", "beyond ASCII"),
    ("Ada  L", "=?utf-8?q?Ada__L?=", "doubled space"),
    (" Ada", "=?utf-8?q?_Ada?=", "leading space"),
    ("=?utf-8?q?Zo?=", "=?utf-8?b?PT91dGYtOD9xP1pvPz0=?=", "no reader may decode it a second time"),
]


@pytest.mark.parametrize(("name", "written"), [row[:2] for row in NAMES], ids=[why for _, _, why in NAMES])
def test_a_display_name(name, written):
    """A name is written as RFC 5322 §3.4 and RFC 2047 §5 (3) demand."""
    assert phrase(name, column=4) == written


@pytest.mark.parametrize(
    "name", [text for text, _ in TEXTS if text], ids=[why for text, why in TEXTS if text]
)
def test_a_display_name_comes_back_exactly(name):
    """The name that a reader shows is the name that was given.

    Not read with `email.policy.default`: it shows a space between encoded words of a
    phrase (python/cpython#128110), against RFC 2047 §6.2.
    """
    value = phrase(name, column=len("From: "))
    raw_name, address = parseaddr(f"{value} <a@example.org>".replace("\r\n", ""))

    assert (str(make_header(decode_header(raw_name))), address) == (name, "a@example.org")
    assert_within_limits("From", value)
