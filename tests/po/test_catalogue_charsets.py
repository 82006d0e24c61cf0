"""A catalogue is read in the charset it declares, and refused where the bytes say otherwise."""

import codecs

import pytest

from newsletter.po.catalogue import read_catalogue
from newsletter.po.faults import PoError

PATH = "locales/uk/LC_MESSAGES/interface.po"
DECLARED = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "a"\nmsgstr "{text}"\n'
)


def read(data):
    """Read a file's bytes."""
    return read_catalogue(data, path=PATH, language="uk")


def faults_of(data):
    """Return a file's faults, as (where after the path, what, remedy)."""
    with pytest.raises(PoError) as refused:
        read(data)
    assert {fault.path for fault in refused.value.faults} == {PATH}
    return [
        ("" if fault.line is None else f":{fault.line}", fault.what, fault.remedy)
        for fault in refused.value.faults
    ]


def po(text, *, charset, encoding):
    """Return a file that declares one charset and is in another."""
    return DECLARED.format(charset=charset, text=text).encode(encoding)


REAL = [
    # declared   Python's name   text
    ("UTF-8", "utf-8", "Новини 新闻 خبر 🏙"),
    ("utf8", "utf-8", "Новини"),
    ("windows-1251", "cp1251", "Новини міст"),
    ("CP1251", "cp1251", "Новини"),
    ("KOI8-U", "koi8-u", "Новини"),
    ("ISO-8859-1", "iso8859-1", "À la une : été"),
    ("ISO-8859-15", "iso8859-15", "10 €"),
    ("ISO-8859-6", "iso8859-6", "خبر"),
    ("GB18030", "gb18030", "城市新闻 𠀀"),
    ("GBK", "gbk", "城市新闻"),
    ("BIG5", "big5", "城市"),
    ("EUC-KR", "euc_kr", "도시"),
    ("Shift_JIS", "shift_jis", "都市ソ"),
    ("US-ASCII", "ascii", "plain"),
]


@pytest.mark.parametrize(("declared", "encoding", "text"), REAL, ids=[row[0] for row in REAL])
def test_a_charset_declared_rightly_is_read(declared, encoding, text):
    """Old tools still write old charsets; what they wrote is what is read."""
    assert read(po(text, charset=declared, encoding=encoding)).translation("", "a") == text


def test_utf8_may_begin_with_its_mark_and_end_lines_as_windows_does():
    """Notepad's files are read."""
    data = codecs.BOM_UTF8 + po("Новини", charset="UTF-8", encoding="utf-8").replace(b"\n", b"\r\n")

    assert read(data).translation("", "a") == "Новини"


def test_the_header_may_be_wrapped_and_commented():
    """The declaration is found wherever lines were broken, and not in comments or messages."""
    data = (
        '# charset=UTF-7\n#, fuzzy\nmsgid "" ""\nmsgstr ""\n"Content-Type: text/plain; "\n"charset=KOI8-"\n'
        '"U\\n"\n\nmsgid "a"\nmsgstr "charset=УТФ"\n'
    ).encode("koi8-u")

    assert read(data).translation("", "a") == "charset=УТФ"


LATIN_1 = po("Été", charset="UTF-8", encoding="iso8859-1")
FIRST_LETTER = LATIN_1.index(b"\xc9")
LIES = [
    # file   where, what, remedy of its first fault   why
    (
        LATIN_1,
        ":6",
        f"the byte at offset {FIRST_LETTER} (0xc9) is no utf-8",
        "UTF-8",
        "Latin-1 under a UTF-8 header",
    ),
    (
        codecs.BOM_UTF8 + LATIN_1,
        ":6",
        f"the byte at offset {FIRST_LETTER + 3} (0xc9) is no utf-8",
        "UTF-8",
        "offsets count from the file's first byte",
    ),
    (
        po("Été", charset="ISO-8859-1", encoding="utf-8"),
        ":6",
        f"declares iso8859-1, but the letter at byte offset {FIRST_LETTER + 5} is in UTF-8",
        "Declare charset=UTF-8",
        "UTF-8 under a Latin-1 header",
    ),
    (
        po("Été", charset="US-ASCII", encoding="utf-8"),
        ":6",
        f"declares ascii, but the letter at byte offset {FIRST_LETTER + 3} is in UTF-8",
        "UTF-8",
        "letters under an ASCII header",
    ),
    (
        po("l’été", charset="ISO-8859-1", encoding="cp1252"),
        ":6",
        f"the byte at offset {FIRST_LETTER + 6} (0x92) is no iso8859-1",
        "UTF-8",
        "quotes of Windows under a Latin-1 header",
    ),
    (
        po("Новини", charset="GB18030", encoding="cp1251") + b"# \xff\n",
        ":7",
        "(0xff) is no gb18030",
        "UTF-8",
        "no such byte",
    ),
    (
        b"\xef\xbb\xbf" + po("Я", charset="KOI8-R", encoding="utf-8"),
        ":1",
        "UTF-8's mark",
        "UTF-8",
        "a mark, and KOI8",
    ),
    (
        po("Я", charset="UTF-16", encoding="utf-16"),
        ":1",
        "the file is UTF-16",
        "as UTF-8",
        "UTF-16 with a mark",
    ),
    (
        po("Я", charset="UTF-16", encoding="utf-16-le"),
        ":1",
        "the file is UTF-16",
        "as UTF-8",
        "UTF-16 without one",
    ),
    (
        po("Я", charset="UTF-16", encoding="utf-16-be"),
        ":1",
        "the file is UTF-16",
        "as UTF-8",
        "the other byte order",
    ),
    (po("Я", charset="UTF-32", encoding="utf-32"), ":1", "the file is UTF-32", "as UTF-8", "UTF-32"),
    (
        po("a\0b", charset="UTF-8", encoding="utf-8"),
        ":6",
        f"the byte at offset {FIRST_LETTER + 1} is NUL",
        "damaged",
        "NUL in a text",
    ),
    (
        po("a", charset="CHARSET", encoding="utf-8"),
        ":3",
        "the placeholder charset=CHARSET",
        "UTF-8",
        "the placeholder",
    ),
    (po("a", charset="", encoding="utf-8"), ":3", "declares no charset", "UTF-8", "an empty charset"),
    (
        po("a", charset="UTF-16", encoding="utf-8"),
        ":3",
        "UTF-16, which no catalogue can have",
        "UTF-8",
        "not for PO",
    ),
    (
        po("a", charset="rot13", encoding="utf-8"),
        ":3",
        "rot13, which no catalogue can have",
        "UTF-8",
        "no charset",
    ),
    (
        po("a", charset="UTF-7", encoding="utf-8"),
        ":3",
        "UTF-7, which no catalogue can have",
        "UTF-8",
        "not ASCII's",
    ),
    (po("a", charset="é", encoding="utf-8"), ":3", "which no catalogue can have", "UTF-8", "nonsense"),
    (po("a", charset="\0", encoding="utf-8"), ":3", "no catalogue can have", "UTF-8", "nonsense with NUL"),
    (b'msgid ""\nmsgstr "Language: uk\\n"\n', ":2", "declares no charset", "UTF-8", "no declaration"),
    (b'msgid ""\nmsgstr ""\n', ":2", "declares no charset", "UTF-8", "an empty header"),
]


@pytest.mark.parametrize(
    ("data", "where", "what", "remedy"), [row[:4] for row in LIES], ids=[row[4] for row in LIES]
)
def test_a_declaration_that_lies_is_told(data, where, what, remedy):
    """The first fault names line and byte; nothing is read in a charset that was guessed."""
    found = faults_of(data)[0]

    assert found[0] == where
    assert what in found[1]
    assert remedy in found[2]


def test_what_else_is_wrong_is_told_with_it():
    """Bytes and syntax are mended in one go."""
    found = faults_of(LATIN_1 + b'\nmsgid "b\n')

    assert [where for where, _, _ in found] == [":6", ":8"]


def test_one_cause_does_not_fill_the_screen():
    """Of many lines in another charset ten are shown, and the rest is counted."""
    data = LATIN_1 + b"# \xe9\n" * 30
    found = faults_of(data)

    assert len(found) == 11
    assert ("", "21 more lines are in another charset") in [(where, what) for where, what, _ in found]
