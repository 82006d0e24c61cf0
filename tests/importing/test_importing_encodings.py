"""Bytes of a foreign text are decoded by what they declare, or refused: mojibake is mended, never made."""

import pytest

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.importing.blocks import ImportFaults
from newsletter.importing.cleanup import cleaned_text
from newsletter.importing.decode import MAX_BYTES, decode

DECLARED = [
    (
        '<meta charset="iso-8859-1"><p>Caf\xe9 \x93x\x94'.encode("latin-1"),
        "Café “x”",
        "Latin-1 means windows-1252",
    ),
    ("<meta charset=windows-1251><p>Новости".encode("cp1251"), "Новости", "Cyrillic"),
    (
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>广州'.encode("gb18030"),
        "广州",
        "GB 2312",
    ),
    ("<meta charset=Shift_JIS><p>広島①".encode("cp932"), "広島①", "Shift JIS with the signs of Windows"),
    ("<meta charset=windows-1256><p>القاهرة".encode("cp1256"), "القاهرة", "Arabic"),
    ("<?xml version='1.0' encoding='ISO-8859-15'?><p>10 €".encode("iso8859-15"), "10 €", "XML"),
    ("<meta charset=iso-8859-1><p>Café".encode(), "Café", "UTF-8 that says something else"),
    ("<meta charset=utf-16><p>Café".encode(), "Café", "UTF-16 that can be read as ASCII"),
    ("Café".encode("utf-8-sig"), "Café", "UTF-8 with a mark"),
    ("Café".encode("utf-16"), "Café", "UTF-16 with a mark"),
    ("Café".encode("utf-32"), "Café", "UTF-32 with a mark"),
    ("Cafe\u0301\r\nx".encode(), "Café\nx", "decomposed letters and CRLF"),
]


@pytest.mark.parametrize(("source", "words"), [row[:2] for row in DECLARED], ids=[row[2] for row in DECLARED])
def test_what_is_declared_is_decoded(source, words):
    """Pages mean by their labels what browsers read into them (WHATWG Encoding)."""
    assert words in decode(source, "page.html")


REFUSED = [
    (b"one\ntwo caf\xe9 ", "page.html:2: byte 11 (0xe9) does not fit utf-8", "undeclared Latin-1"),
    (b"<meta charset=utf-8>\n\xff", "page.html:2: byte 21 (0xff) does not fit utf-8", "a label that lies"),
    (b"<meta charset=klingon>x", "page.html:1: the encoding 'klingon' is unknown", "an unknown label"),
    (b"<meta charset=idna>x", "page.html:1: the encoding 'idna' is unknown", "a codec that is no encoding"),
    (b"a\n\x00", "page.html:2: byte 2 is NUL", "NUL"),
    (b"\xff\xfea", "page.html:1: byte 2 (0x61) does not fit utf-16-le", "half a letter"),
    (b"x" * (MAX_BYTES + 1), "are the limit", "more than any article"),
]


@pytest.mark.parametrize(("source", "says"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_what_does_not_fit_is_refused_with_its_place(source, says):
    """The fault names byte and line, so that a person can look."""
    with pytest.raises(ArticleError) as caught:
        decode(source, "page.html")

    assert says in str(caught.value)


CLEANED = [
    ("Câ€™est une Ã©tape", "C’est une étape", [1, 1], "UTF-8 read as windows-1252"),
    ("â€œyesâ€\x9d", "“yes”", [1, 1], "with a byte that windows-1252 lacks"),
    ("Ã¢â‚¬â„¢", "’", [1, 1], "twice"),
    ("Ø§Ù„Ù‚Ø§Ù‡Ø±Ø©", "القاهرة", [1], "Arabic"),
    ("à€€à€€", "à€€à€€", [], "what is no UTF-8 either"),
    ("CAFÉ» AÇÃO", "CAFÉ» AÇÃO", [], "what only looks like it"),
    ("Ã\u00a0 propos\nÂ«", "à propos\n«", [1, 2], "on two lines"),
    ("a\nb\x07c", "a\nbc", [2], "a bell"),
    ("a\n\u202eb\nc", "a\nb\nc", [2], "an override without an end"),
    ("\u2067שלום\u2069", "\u2067שלום\u2069", [], "a closed isolate"),
    ("a\u00adb\u200bc\ufeffd", "abcd", [], "letters without width"),
    ("mi\u200cravam 👩\u200d🌾", "mi\u200cravam 👩\u200d🌾", [], "joiners, which mean something"),
    ("a\u2028b", "a\nb", [], "a line separator"),
    ("a\ufffdb", "a\ufffdb", [1], "a letter that was lost before"),
    ("x" * 2_001, "x" * 2_001, [1], "a very long line"),
]


@pytest.mark.parametrize(
    ("text", "result", "lines"), [row[:3] for row in CLEANED], ids=[row[3] for row in CLEANED]
)
def test_characters_are_cleaned_line_by_line(text, result, lines):
    """What is certain is mended and told; what is not is told."""
    notes = ImportFaults("x", Locale.parse("en"))

    assert cleaned_text(text, notes) == result
    assert [int(fault.where.partition(":")[2]) for fault in notes.faults()] == lines


def test_an_import_names_the_byte_too():
    """The refusal reaches whoever imports."""
    with pytest.raises(ArticleError, match="byte 3"):
        import_article(b"caf\xe9", name="x", language=Locale.parse("fr"), slug="x")
