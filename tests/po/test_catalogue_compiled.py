"""Compiled catalogues carry what readers may see, and a damaged one is refused as a whole."""

import gettext
import io
import shutil
import struct
import subprocess

import pytest

from newsletter.i18n.locale import Locale
from newsletter.po.catalogue import read_catalogue
from newsletter.po.faults import PoError
from newsletter.po.mo import compile_catalogue, read_compiled_catalogue
from newsletter.templating.interface import interface_of

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""
ENTRIES = """
msgid "City"
msgstr "Cité"

msgctxt "title"
msgid "City"
msgstr "Ville"

msgid "Untranslated"
msgstr ""

#, fuzzy
msgid "Fuzzy"
msgstr "Flou"

#~ msgid "Obsolete"
#~ msgstr "Vieux"

msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] "{n} ville"
msgstr[1] "{n} villes"

msgid "{n} list"
msgid_plural "{n} lists"
msgstr[0] "{n} liste"
msgstr[1] ""
"""


def catalogue(text=HEADER + ENTRIES, encoding="utf-8"):
    """Read a PO file's text."""
    return read_catalogue(text.encode(encoding), path="fr.po", language="fr")


def swapped(octets):
    """Return an MO file in the other byte order."""
    count = struct.unpack_from("<I", octets, 8)[0]
    words = 7 + 4 * count
    return struct.pack(f">{words}I", *struct.unpack_from(f"<{words}I", octets)) + octets[4 * words :]


def changed(octets, at, *words):
    """Return a file with other 32-bit numbers from a place on."""
    return octets[:at] + struct.pack(f"<{len(words)}I", *words) + octets[at + 4 * len(words) :]


def packed(pairs):
    """Return an MO file of pairs of bytes, in the order given."""
    sources, translations = zip(*pairs, strict=True)
    at, tables = 28 + 16 * len(pairs), []
    for text in (*sources, *translations):
        tables += [len(text), at]
        at += len(text) + 1
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    words = (*head, *tables)
    return struct.pack(f"<{len(words)}I", *words) + b"".join(
        text + b"\0" for text in (*sources, *translations)
    )


GOOD = compile_catalogue(catalogue())
HEAD = b"Content-Type: text/plain; charset=UTF-8\n"
TABLE = 28
HASHED = changed(GOOD, 20, 3, len(GOOD)) + struct.pack("<3I", 1, 2, 2)


SAID = [
    # context   text   expected
    ("", "City", "Cité"),
    (None, "City", "Cité"),
    ("title", "City", "Ville"),
    ("subject", "City", "City"),
    ("", "Untranslated", "Untranslated"),
    ("", "Fuzzy", "Fuzzy"),
    ("", "Obsolete", "Obsolete"),
    ("", "{n} list", "{n} list"),
    ("", "{n} city", "{n} ville"),
    ("", "", ""),
    (None, "", ""),
]


def shown(compiled_catalogue):
    """Return how pages ask a compiled catalogue."""
    return interface_of(Locale("fr"), [compiled_catalogue])


class TestReaders:
    """What is read back is what the catalogue would show."""

    @pytest.mark.parametrize("octets", [GOOD, swapped(GOOD)], ids=["little-endian", "big-endian"])
    def test_gettext(self, octets):
        """The text itself stands in for what has no translation, and the header for nothing."""
        read = shown(read_compiled_catalogue(octets, path="fr.mo"))

        assert [read.gettext(context, text) for context, text, _ in SAID] == [said for _, _, said in SAID]

    @pytest.mark.parametrize(
        ("singular", "plural", "n", "expected"),
        [
            ("{n} city", "{n} cities", 0, "{n} ville"),
            ("{n} city", "{n} cities", 2, "{n} villes"),
            ("{n} list", "{n} lists", 1, "{n} list"),
            ("{n} list", "{n} lists", 2, "{n} lists"),
            ("City", "Cities", 1, "City"),
            ("", "things", 2, "things"),
        ],
    )
    def test_ngettext(self, singular, plural, n, expected):
        """The catalogue's rule chooses a translation; without one, the source has two forms."""
        assert (
            shown(read_compiled_catalogue(GOOD, path="fr.mo")).ngettext("", singular, plural, n) == expected
        )

    def test_without_a_rule_the_source_counts(self):
        """A catalogue in which nothing counts has no plural forms."""
        octets = compile_catalogue(
            catalogue(HEADER.replace('"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n', ""))
        )
        read = read_compiled_catalogue(octets, path="fr.mo")

        assert (read.plural_forms, shown(read).ngettext("", "day", "days", 2)) == (None, "days")

    def test_one_is_not_always_the_first_form(self):
        """A message that counts, asked for without a number, is given for one."""
        octets = compile_catalogue(catalogue(HEADER.replace("n > 1", "n == 1") + ENTRIES))

        assert read_compiled_catalogue(octets, path="fr.mo").translation("", "{n} city") == "{n} villes"

    def test_python_reads_the_same(self):
        """The standard library accepts the file and finds the same words."""
        theirs = gettext.GNUTranslations(io.BytesIO(GOOD))

        assert theirs.pgettext("title", "City") == "Ville"
        assert theirs.ngettext("{n} city", "{n} cities", 5) == "{n} villes"
        assert theirs.gettext("Fuzzy") == "Fuzzy"

    def test_the_same_catalogue_gives_the_same_bytes(self):
        """A revision's digest depends on words, not on the order of a file."""
        first, second = 'msgid "a"\nmsgstr "b"\n\n', 'msgid "c"\nmsgstr "d"\n\n'

        assert compile_catalogue(catalogue(f"{HEADER}\n{first}{second}")) == compile_catalogue(
            catalogue(f"{HEADER}\n{second}{first}")
        )

    def test_another_charset_becomes_utf8(self):
        """The header of the compiled file says what the compiled file is in."""
        text = HEADER.replace("UTF-8", "ISO-8859-1") + ENTRIES

        assert compile_catalogue(catalogue(text, "iso8859-1")) == compile_catalogue(
            catalogue(text.replace("ISO-8859-1", "UTF-8"))
        )

    def test_a_charset_that_is_declared_is_read(self):
        """What msgfmt made of an old catalogue is read in its old charset."""
        octets = packed([(b"", HEAD.replace(b"UTF-8", b"KOI8-U")), (b"a", "Так".encode("koi8-u"))])

        assert read_compiled_catalogue(octets, path="uk.mo").translation("", "a") == "Так"

    @pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt of GNU gettext is not on PATH")
    @pytest.mark.parametrize("order", ["little", "big"])
    def test_what_msgfmt_compiles_is_read(self, tmp_path, order):
        """Hash tables and either byte order of GNU gettext are understood."""
        made = tmp_path / "fr.mo"
        command = ["msgfmt", f"--endianness={order}", "-o", str(made), "-"]
        subprocess.run(command, input=(HEADER + ENTRIES).encode(), check=True)

        assert read_compiled_catalogue(made.read_bytes(), path="fr.mo") == read_compiled_catalogue(
            GOOD, path="fr.mo"
        )


RULE = HEAD + b"Plural-Forms: nplurals=2; plural=(n > 1);\n"
HELD = [
    # pairs beside the header                             what is held                            why
    ([(b"a", b"b")], {(None, "a"): ("b",)}, "a message without a context"),
    ([(b"\4a", b"b")], {("", "a"): ("b",)}, "an empty context, which gettext tells from none"),
    ([(b"x\4y\4a", b"b")], {("x\4y", "a"): ("b",)}, "the last U+0004 separates"),
    ([(b"x\4a\0as", b"b\0bs")], {("x", "a"): ("b", "bs")}, "a plural goes by its singular"),
    ([(b"a", b"")], {}, "an empty translation"),
    ([(b"a\0as", b"b\0")], {}, "half a plural"),
    ([(b"a", b"b"), (b"a\0as", b"c\0cs")], {(None, "a"): ("c", "cs")}, "the plural wins over the plain one"),
    ([(b"a", b"b"), (b"a\0as", b"\0cs")], {(None, "a"): ("b",)}, "unless it is not complete"),
    ([(b"\0as", b"b\0bs")], {}, "a plural of nothing is the header to gettext"),
]


@pytest.mark.parametrize(("pairs", "held"), [row[:2] for row in HELD], ids=[row[2] for row in HELD])
def test_what_a_catalogue_holds(pairs, held):
    """The translations by context and text, each found by its key and by nothing else."""
    translations = read_compiled_catalogue(packed([(b"", RULE), *pairs]), path="fr.mo").translations

    assert dict(translations) == held
    assert len(translations) == len(held)
    assert [translations[key] for key in held] == list(held.values())


@pytest.mark.parametrize(
    "key", [(None, ""), (None, "x\4a"), (None, "x\4a\0as"), ("x", "as"), (None, "\ud800")]
)
def test_what_no_message_says_is_not_found(key):
    """Neither the header nor a text that only looks like one in the file."""
    octets = packed([(b"", RULE), (b"x\4a\0as", b"b\0bs")])

    assert key not in read_compiled_catalogue(octets, path="fr.mo").translations


DAMAGED = [
    # bytes   part of what is wrong   why
    (b"", "it has 0 bytes", "nothing"),
    (GOOD[:27], "it has 27 bytes", "cut off in its head"),
    (GOOD[:59], "cut off within a table", "cut off in a table"),
    (GOOD[:-1], "does not end where it should", "the last byte is missing"),
    (GOOD[:-20], "does not end where it should", "the last texts are missing"),
    (b"PK\x03\x04" + GOOD[4:], "does not begin with the mark", "another kind of file"),
    (changed(GOOD, 4, 2 << 16), "of revision 2.0", "a newer major revision"),
    (changed(GOOD, 4, 1), "of revision 0.1", "system-dependent strings, which we would not see"),
    (changed(GOOD, 8, 2**32 - 1), "cut off within a table of 4294967295", "a wild count"),
    (changed(GOOD, 12, 2**32 - 1), "cut off within a table", "a table outside the file"),
    (changed(GOOD, TABLE + 12, len(GOOD)), "does not end where it should", "a text outside the file"),
    (changed(GOOD, TABLE + 8, 2), "does not end where it should", "a text of wrong length"),
    (changed(GOOD, TABLE + 8, 2**31), "longer than the file", "a text of wild length"),
    (
        packed([(b"", HEAD), (b"b", b"x"), (b"a", b"y")]),
        "not in order",
        "texts that a binary search would miss",
    ),
    (packed([(b"", HEAD), (b"a", b"x"), (b"a", b"y")]), "not in order", "one text twice"),
    (changed(HASHED, 20, 3, len(GOOD) + 4), "cut off within its hash table", "half a hash table"),
    (HASHED, "hash table is damaged", "a hash table of nonsense"),
    (packed([(b"a", b"b")]), "no header", "no header"),
    (packed([(b"", b"Language: fr\n")]), "no charset that is known", "no charset"),
    (packed([(b"", HEAD.replace(b"UTF-8", b"UTF-7"))]), "no charset that is known", "an impossible charset"),
    (packed([(b"", HEAD), (b"a", b"\xe9")]), "can't decode byte 0xe9", "a charset that lies"),
    (packed([(b"", HEAD), (b"a", b"b\0c")]), "'a' has 2 translations", "forms without a plural"),
    (packed([(b"", HEAD), (b"a\0as", b"b\0c")]), "'a' has 2 translations", "a plural without a rule"),
    (
        packed([(b"", HEAD + b"Plural-Forms: nplurals=2; plural=n/0;\n")]),
        "divides by zero",
        "a rule that fails",
    ),
]


@pytest.mark.parametrize(("octets", "what"), [row[:2] for row in DAMAGED], ids=[row[2] for row in DAMAGED])
def test_a_damaged_file_is_refused(octets, what):
    """No word of a file is used that is cut off, out of order or not what it says."""
    with pytest.raises(PoError) as refused:
        read_compiled_catalogue(octets, path="locales/fr.mo")

    (fault,) = refused.value.faults
    assert (fault.path, fault.line) == ("locales/fr.mo", None)
    assert what in fault.what
    assert fault.remedy


@pytest.mark.parametrize("length", range(0, len(GOOD), 7))
def test_no_part_of_a_file_is_taken_for_the_whole(length):
    """Wherever a download stops, what arrived is refused."""
    with pytest.raises(PoError):
        read_compiled_catalogue(GOOD[:length], path="fr.mo")
