"""A body with gaps: whatever is spliced in, the reader gets back text and values exactly."""

import email
import email.policy
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.mime.transfer_encoding import part_of

ARABIC = "أخبار المدن الكبرى والمناطق الحضرية في العالم لهذا الأسبوع. "
ENGLISH = "News of the cities and regions of the world, = and more = this week. "
PLAIN = "Nothing needs to be encoded here."


def on_the_wire(part, values):
    """The bytes of a part, its headers included."""
    header = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {part.encoding}\r\n\r\n"
    return header.encode() + b"".join(part.splice(values))


def read_back(part, values):
    """What a reader that is not ours finds, without the line end that belongs to the boundary."""
    parsed = email.message_from_bytes(on_the_wire(part, values), policy=email.policy.default)
    raw = parsed.get_payload(decode=True)
    return (raw.removesuffix(b"\r\n") if part.encoding == "quoted-printable" else raw).decode()


def with_values(pieces, values):
    """What the reader should find: constants and values, line ends as mail has them."""
    return "".join(re.sub("\r\n|\r|\n", "\r\n", constant) + values.get(name, "") for constant, name in pieces)


def assert_fit_for_the_wire(content):
    """Seven bits, CRLF only, at most 76 characters a line, no blank before a line end."""
    assert content.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 76
    assert not [line for line in lines if line.endswith((b" ", b"\t"))]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH * 20, "quoted-printable"),
        ("Nouvelles de la région métropolitaine. " * 20, "quoted-printable"),
        (ARABIC * 20, "base64"),
        ("世界大都市协会本周新闻" * 20, "base64"),
        ("Новости городов " * 20, "base64"),
    ],
)
def test_the_shorter_encoding_is_taken(text, encoding):
    """Scripts with few ASCII letters would triple in quoted-printable."""
    assert part_of([(text, None)]).encoding == encoding


@pytest.mark.parametrize("filler", [ENGLISH, ARABIC], ids=["quoted-printable", "base64"])
@pytest.mark.parametrize("letter", ["a", "é", "ह", "👩", "=", " ", "."])
def test_a_value_of_any_length_fits_anywhere(filler, letter):
    """Every phase of base64 and every column of quoted-printable is hit."""
    for before in range(6):
        pieces = [(filler * 3 + "x" * before, "name"), ("y" * before, "name"), (f" {filler}" * 3, None)]
        part = part_of(pieces)
        for length in range(121):
            values = {"name": letter * length}
            assert read_back(part, values) == with_values(pieces, values)
            assert_fit_for_the_wire(on_the_wire(part, values).partition(b"\r\n\r\n")[2])


texts = st.text(st.sampled_from("abc =.\t\n\rFrom é中👩‍\u0301"), max_size=90) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=60
)
names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120)


@given(
    st.lists(st.tuples(texts, st.sampled_from(["name", "url"])), max_size=5),
    texts,
    names,
    names,
    st.booleans(),
)
def test_any_text_with_any_values_comes_back_exactly(gaps, last, name, url, in_arabic):
    """Constants short and long, neighbouring slots, blanks at every edge."""
    pieces = [*gaps, (last + ARABIC * 4 if in_arabic else last, None)]
    values = {"name": name, "url": url}
    part = part_of(pieces)

    assert read_back(part, values) == with_values(pieces, values)
    assert_fit_for_the_wire(on_the_wire(part, values).partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("From the mayor", "=46rom the mayor"),
        (".hidden", "=2Ehidden"),
        ("trailing \nblank\t", "trailing=20\r\nblank=09"),
        ("a=b", "a=3Db"),
        ("x" * 73 + "From here", "x" * 73 + "=\r\n=46rom here"),
        ("form\x0cfeed\x00", "form=0Cfeed=00"),
    ],
)
def test_what_gateways_damage_is_encoded(line, written):
    """A changed byte would break the DKIM signature (RFC 2049 §3)."""
    part = part_of([(f"{line}\n{PLAIN}\n{line}", None)])

    assert b"".join(part.splice({})) == f"{written}\r\n{PLAIN}\r\n{written}\r\n".encode()


@pytest.mark.parametrize(("value", "written"), [("From Ada", "=46rom Ada"), (".Ada", "=2EAda")])
def test_a_value_that_gateways_would_damage_is_encoded(value, written):
    """A value stands at the beginning of a line of its own."""
    part = part_of([(PLAIN, "name"), (PLAIN, None)])

    assert b"".join(part.splice({"name": value})) == f"{PLAIN}=\r\n{written}=\r\n{PLAIN}\r\n".encode()
