"""PO files are read strictly: what GNU gettext refuses is refused, with a line and a remedy."""

import pytest

from newsletter.po.parser import CatalogueEntry, PreviousSource, scan

ORDER = "Write msgctxt (if any), msgid, then msgstr"
GOOD_ENTRY = 'msgid "next"\nmsgstr "suivant"\n'

BAD = [
    # text   faults as (line, part of what is wrong)   why
    ('msgid "a\nmsgstr "b"\n', [(1, "not closed")], "a quote is not closed in the source"),
    ('msgid "a"\nmsgstr "b\n', [(2, "not closed")], "a quote is not closed in the translation"),
    ('msgid "a"\nmsgstr "b\\"\n', [(2, "not closed")], "the closing quote is escaped"),
    (
        'msgid "a"\nmsgstr "say "hi""\n',
        [(2, 'hi"" stands after the closing quote')],
        "quotes inside not escaped",
    ),
    ('msgid "a"\nmsgstr b\n', [(2, "stands where a quoted text should be")], "no quotes at all"),
    ("msgid “a”\nmsgstr “b”\n", [(1, "quoted text should be"), (2, "quoted text should be")], "curly quotes"),
    ('mgsid "a"\nmsgstr "b"\n', [(1, "mgsid is no keyword")], "a keyword is misspelt"),
    ('msgid "a"\nmsgstr "b"\nBonjour\n', [(3, "Bonjour is no keyword")], "text without comment sign"),
    ("msgid \"a\"\nmsgstr 'b'\n", [(2, "quoted text should be")], "single quotes"),
    ('msgid "a"\n“b”\n', [(2, "“b” is no keyword")], "a line of curly quotes"),
    ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', [(1, "msgid has no msgstr")], "msgstr is missing"),
    ('msgid "a"\n', [(1, "msgid has no msgstr")], "the file ends before msgstr"),
    ('msgctxt "c"\n\nmsgctxt "d"\nmsgid "a"\nmsgstr ""\n', [(1, "msgctxt has no msgid")], "only a context"),
    ('msgstr "b"\n', [(1, "msgstr cannot stand here")], "msgstr comes first"),
    ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', [(3, "msgstr cannot stand after msgstr")], "two msgstr"),
    ('msgstr "b"\nmsgid "a"\nmsgstr "c"\n', [(1, "msgstr cannot stand here")], "order turned round"),
    ('msgid "a"\nmsgstr[0] "b"\n', [(2, "msgstr[0] cannot stand after msgid")], "form without plural"),
    (
        'msgid "a"\nmsgid_plural "as"\nmsgstr "b"\n',
        [(3, "msgstr cannot stand after msgid_plural")],
        "plural without forms",
    ),
    (
        'msgid "a"\nmsgid_plural "as"\nmsgstr[1] "b"\n',
        [(3, "msgstr[1] cannot stand after msgid_plural")],
        "forms do not begin at 0",
    ),
    (
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[2] "b"\n',
        [(4, "msgstr[2] cannot stand after msgstr[0]")],
        "a form is left out",
    ),
    (
        'msgid "a"\n# why\nmsgstr "b"\n',
        [(1, "no msgstr"), (3, "cannot stand here")],
        "a comment inside an entry",
    ),
    ('"a"\n', [(1, "without a keyword")], "a text on its own"),
    ('msgid "a\\q"\nmsgstr "b"\n', [(1, r"\q means nothing")], "an unknown escape"),
    ('msgid "\\xZZ"\nmsgstr "b"\n', [(1, r"\x means nothing")], "a hexadecimal escape without digits"),
    ('msgid "\\351t\\351"\nmsgstr "b"\n', [(1, r"\351 names a byte")], "a letter as a Latin-1 byte"),
    ('msgid "\\x00"\nmsgstr "b"\n', [(1, "NUL")], "NUL, escaped"),
    ('msgctxt "a\\004"\nmsgid "b"\nmsgstr "c"\n', [(1, "U+0004")], "the context separator of MO files"),
    ('msgid\nmsgstr "b"\n', [(1, "msgid has no text")], "a keyword without text"),
    ('#~ msgid "a"\nmsgstr "b"\n', [(2, "partly obsolete")], "half of an entry is obsolete"),
    ('msgid "a"\n#~ msgstr "b"\n', [(2, "partly obsolete")], "the other half is obsolete"),
    (
        '#| msgstr "z"\nmsgid "a"\nmsgstr "b"\n',
        [(1, "msgstr cannot stand after #|")],
        "a previous translation",
    ),
    (
        '#| "z"\nmsgid "a"\nmsgstr "b"\n',
        [(1, "a text cannot stand after #|")],
        "previous text without keyword",
    ),
    (
        '#| msgid "z\nmsgid "a"\nmsgstr "b"\n',
        [(1, "not closed")],
        "a quote is not closed in the previous text",
    ),
    ('domain "x"\nmsgid "a"\nmsgstr "b"\n', [(1, "domain is not used here")], "two domains in one file"),
    (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> theirs\n',
        [(2, "merge conflict"), (4, "merge conflict"), (6, "merge conflict")],
        "a merge conflict",
    ),
    (f'msgid "{"a" * 80}\n', [(1, "a…")], "a long line is shown in part"),
]


def found_in(text):
    """Return what is wrong with a text, as (line, what)."""
    faults = scan(text, path="fr.po").faults
    assert {fault.path for fault in faults} <= {"fr.po"}
    return [(fault.line, fault.what) for fault in faults]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in BAD], ids=[row[2] for row in BAD])
class TestBadSyntax:
    """Each row of the table is a file that no catalogue comes from."""

    def test_each_fault_names_its_line(self, text, expected):
        """The faults are those of the table, on its lines, and no others."""
        found = found_in(text)

        assert [line for line, _ in found] == [line for line, _ in expected]
        assert all(part in what for (_, what), (_, part) in zip(found, expected, strict=True))

    def test_the_faulty_entry_is_not_given_out(self, text, expected):
        """Nothing of a faulty entry is believed, and the entry after it is read all the same."""
        entries = scan(f"{text}\n#\n{GOOD_ENTRY}", path="fr.po").entries

        assert entries[-1].translations == ("suivant",)
        assert all(entry.line not in [line for line, _ in expected] for entry in entries[:-1])


def test_all_faults_of_a_file_come_at_once():
    """A translator mends a file in one go."""
    assert len(found_in("\n#\n".join(text for text, _, _ in BAD))) >= len(BAD)


def test_every_fault_has_a_remedy():
    """A fault that says no way out helps nobody."""
    assert all(fault.remedy for text, _, _ in BAD for fault in scan(text, path="fr.po").faults)


def only_entry(text):
    """Return the one entry of a text without faults."""
    found = scan(text, path="fr.po")
    assert found.faults == ()
    (entry,) = found.entries
    return entry


COMMENTED = """# t
#
#  indented
#. x
#: a.md:1 b.md:2
#: \u2068c d.md\u2069:3
#, fuzzy, no-wrap
#, fuzzy
msgid "a"
msgstr ""
"""
GOOD = [
    ('msgid "a"\nmsgstr "b"\n', CatalogueEntry(text="a", translations=("b",)), "the simplest"),
    ('msgid "a"\r\nmsgstr "b"\r\n', CatalogueEntry(text="a", translations=("b",)), "line ends of Windows"),
    (
        '  msgid\t"a"\n\n\tmsgstr"b"',
        CatalogueEntry(text="a", translations=("b",)),
        "free spacing, no last line end",
    ),
    (
        'msgid ""\n"a\\n"\n"b" "c"\nmsgstr\n"d"\n',
        CatalogueEntry(text="a\nbc", translations=("d",)),
        "continued texts",
    ),
    (
        'msgctxt ""\nmsgid "a"\nmsgstr ""\n',
        CatalogueEntry(context="", text="a"),
        "an empty context is not no context",
    ),
    (
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr [ 1 ] "bs"\n',
        CatalogueEntry(text="a", plural="as", translations=("b", "bs")),
        "plural forms",
    ),
    (
        'msgid "\\a\\b\\f\\n\\r\\t\\v\\\\\\"\\x41\\101"\nmsgstr ""\n',
        CatalogueEntry(text='\a\b\f\n\r\t\v\\"AA'),
        "every escape",
    ),
    (
        COMMENTED,
        CatalogueEntry(
            text="a",
            comments=("t", "", " indented"),
            extracted=("x",),
            places=("a.md:1", "b.md:2", "c d.md:3"),
            flags=("fuzzy", "no-wrap"),
        ),
        "all kinds of comment",
    ),
    (
        '#= python-brace-format, range: 0..5\n#=======\nmsgid "a"\nmsgstr ""\n',
        CatalogueEntry(text="a", flags=("python-brace-format", "range: 0..5"), comments=("=======",)),
        "sticky flags of gettext 1.0, and a ruled line that is none",
    ),
    (
        '#| msgctxt "c"\n#| msgid ""\n#| "old"\n#| msgid_plural "olds"\nmsgid "a"\nmsgstr "b"\n',
        CatalogueEntry(text="a", translations=("b",), previous=PreviousSource("c", "old", "olds")),
        "previous source",
    ),
    (
        '# t\n#~ # u\n#~\n#, fuzzy\n#~| msgid "old"\n#~ msgid "a"\n#~ msgstr ""\n#~ "b"\n',
        CatalogueEntry(
            text="a",
            translations=("b",),
            comments=("t", "u"),
            flags=("fuzzy",),
            previous=PreviousSource(text="old"),
            obsolete=True,
        ),
        "an obsolete entry",
    ),
    (
        'msgid "a\u2028\x85b\x0cc"\nmsgstr ""\n',
        CatalogueEntry(text="a\u2028\x85b\x0cc"),
        "what else Unicode ends lines with",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in GOOD], ids=[row[2] for row in GOOD])
def test_good_syntax(text, expected):
    """What gettext writes is understood, comments included."""
    assert only_entry(text) == expected


def test_an_entry_knows_the_line_of_its_source():
    """Faults that are found later point to the msgid, below comments and context."""
    assert only_entry('# c\n\nmsgctxt "c"\nmsgid "a"\nmsgstr "b"\n').line == 4


def test_comments_after_the_last_entry_are_kept():
    """A translator's note at the end of the file is not lost."""
    assert scan(f"{GOOD_ENTRY}\n# À revoir.\n", path="fr.po").closing_comments == ("À revoir.",)
