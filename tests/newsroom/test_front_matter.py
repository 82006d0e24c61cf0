"""Front matter is read as text with lines, and everything wrong with its form is told at once."""

import pytest

from newsletter.errors import ArticleError
from newsletter.interchange.utf8 import decode_source
from newsletter.newsroom.front_matter import is_balanced, normalise_source, read_source

PATH = "articles/a.md"


def faults(text):
    """Return the faults of a file as (line, what)."""
    return [(int(fault.where.rpartition(":")[2]), fault.what) for fault in read_source(text, PATH).faults]


class TestDecoding:
    """Bytes become text only where they are UTF-8."""

    def test_a_byte_order_mark_is_no_part_of_the_text(self):
        """Windows writes a mark, which nobody sees and nobody means."""
        assert decode_source(b"\xef\xbb\xbfhello", PATH) == "hello"

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"a\nb\xff", "a.md:2: byte 3 (0xff) is not UTF-8"),
            (b"\xef\xbb\xbfa\nb\xff", "a.md:2: byte 6 (0xff) is not UTF-8"),
            (b"a\n\x00", "a.md:2: byte 2 is NUL"),
            ("a".encode("utf-16"), "a.md:1: the file is UTF-16 or UTF-32"),
            ("a".encode("utf-16-le"), "a.md:1: byte 1 is NUL"),
            (b"caf\xe9", "a.md:1: byte 3 (0xe9) is not UTF-8"),
        ],
        ids=["behind a line end", "behind a mark", "NUL", "UTF-16 with its mark", "without it", "Latin-1"],
    )
    def test_other_bytes_are_refused_with_their_place(self, content, says):
        """The fault names byte offset and line, and never a guess of an encoding."""
        with pytest.raises(ArticleError) as caught:
            decode_source(content, PATH)

        assert says in str(caught.value)


class TestReading:
    """Keys and values as their author typed them."""

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            ("no", "no"),
            ("2019-12-04", "2019-12-04"),
            ("12:30", "12:30"),
            ("'it''s'", "it's"),
            ('"a \\"b\\""', 'a "b"'),
            (">\n  folded\n  text", "folded text"),
            ("|\n  kept\n  lines", "kept lines"),
            ("~", ""),
            ('"~"', "~"),
            ("", ""),
            ("[a, no]", ("a", "no")),
            ("\n  - a\n  - b: c", None),
        ],
    )
    def test_a_scalar_stays_text(self, written, value):
        """YAML's types are never applied: Norwegian is no falsehood, a time no number."""
        assert read_source(f"---\nkey: {written}\n---\n", PATH).entries["key"].value == value

    def test_every_key_knows_its_line(self):
        """Lines are those of the file, also below a folded value."""
        source = read_source(
            "\n---\n# note\ntitle: >\n  a\n  b\nlanguage: en\n---\n\n\nBody\n\nEnd\n\n", PATH
        )

        assert {key: entry.line for key, entry in source.entries.items()} == {"title": 4, "language": 7}
        assert (source.body, source.body_line) == ("Body\n\nEnd", 11)

    def test_line_ends_and_letters_are_normalised(self):
        """CRLF, old Mac line ends and decomposed letters are one form; joiners keep their meaning."""
        assert normalise_source("\ufeffe\u0301\r\na\rb\u200c\u200d") == "é\na\nb\u200c\u200d"

    def test_an_empty_front_matter_has_no_keys(self):
        """Two fences with nothing between them are well formed."""
        assert read_source("---\n---\n", PATH).entries == {}
        assert faults("---\n---\n") == []


FORMS = [
    ("", (1, "the front matter is missing"), "nothing at all"),
    ("\n\nHello", (3, "the front matter is missing"), "text only"),
    ("---\ntitle: a\n", (1, "no closing ---"), "unclosed"),
    ("---\ntitle: a: b\n---\n", (2, "mapping values are not allowed here"), "a colon in a value"),
    ('---\na: b\ntitle: "x\n---\n', (3, "while scanning a quoted scalar"), "an unclosed quote"),
    ("---\na: b\na: c\n---\n", (3, "`a` is given a second time (first on line 2)"), "a doubled key"),
    ("---\na:\tb\n---\n", (2, "a tab stands where YAML wants spaces"), "a tab behind a key"),
    ("---\na:\n\t- b\n---\n", (3, "a tab stands where YAML wants spaces"), "a tab before a value"),
    ("---\na: *b\n---\n", (2, "`*`, `&` and `!`"), "an alias"),
    ("---\na: &b c\n---\n", (2, "`*`, `&` and `!`"), "an anchor"),
    ("---\na: !!python/object:os.system c\n---\n", (2, "`*`, `&` and `!`"), "a tag"),
    ("---\na: {b: c}\n---\n", (2, "`a` holds nested values"), "a mapping"),
    ("---\na: [[[[[[b]]]]]]\n---\n", (2, "nested too deeply"), "lists of lists"),
    ("---\n- a\n---\n", (2, "the front matter has no keys"), "a list alone"),
    ("---\n}\n---\n", (2, "the YAML is broken"), "a bracket alone"),
    ("---\na: [b\n---\n", (2, "while parsing a flow sequence"), "an unclosed list"),
    ("---\na: b\x07\x07\n---\n", (2, "an invisible control character (U+0007)"), "a bell"),
    ("---\na: b\u2028c\n---\n", (2, "an invisible control character (U+2028)"), "a line separator"),
    ("---\na: b\n---\n\nText\x00\n", (5, "an invisible control character (U+0000)"), "NUL in the body"),
    ("---\na: b\n---\n\none\n\n\u202etwo\n", (7, "an unbalanced bidirectional control"), "an override"),
    ("---\na: " + "b" * 70_000 + "\n---\n", (1, "the front matter has 70,"), "a novel as a value"),
]


@pytest.mark.parametrize(("text", "fault"), [row[:2] for row in FORMS], ids=[row[2] for row in FORMS])
def test_a_broken_form_is_told_with_its_line(text, fault):
    """Each way to break front matter has a fault of its own, on the line to mend."""
    found = faults(text)

    assert [(line, fault[1] in what) for line, what in found if line == fault[0]] == [(fault[0], True)]


NESTED = """\
---
title: A
counts:
  seats: {n: 12, one: "{n} seat", other: "{n} seats"}
  days:
    n: 3
    other: >
      in {n}
      days
---
"""


class TestKeysBelowKeys:
    """A reader may ask for keys below a key, and below those again; everything else stays text."""

    def test_all_of_them_know_their_lines(self):
        """In braces or indented, every scalar stays text."""
        counts = read_source(NESTED, PATH, nested=("counts",)).entries["counts"]

        assert (counts.line, counts.value) == (3, None)
        found = {
            name: (one.line, {key: (entry.line, entry.value) for key, entry in one.below.items()})
            for name, one in counts.below.items()
        }
        assert found == {
            "seats": (4, {"n": (4, "12"), "one": (4, "{n} seat"), "other": (4, "{n} seats")}),
            "days": (5, {"n": (6, "3"), "other": (7, "in {n} days")}),
        }

    def test_nobody_gets_them_unasked(self):
        """Without the reader's asking it is a fault, as ever."""
        assert faults(NESTED) == [(4, "`counts` holds nested values where text is expected")]

    @pytest.mark.parametrize("value", ["a", "[a, b]"], ids=["a text", "a list"])
    def test_a_text_is_no_fault_of_form(self, value):
        """Whether it will do is for the reader of the value to say."""
        entry = read_source(f"---\nk: {value}\n---\n", PATH, nested=("k",)).entries["k"]

        assert entry.below is None
        assert entry.value in ("a", ("a", "b"))

    @pytest.mark.parametrize(
        ("below", "fault"),
        [
            ("a: {b: {c: d}}", (3, "`b` holds nested values")),
            ("a: {b: [[c]]}", (3, "nested too deeply")),
            ("a: {b: {n} seats}", (3, "while parsing a flow mapping")),
            ("a: {b: {n}}", (3, "`b` holds nested values")),
            ("a:\n    b: c: d", (4, "mapping values are not allowed")),
            ('a:\n    b: "c', (4, "while scanning a quoted scalar")),
            ("a:\n   b: c\n  d: {{{{{{e: f}}}}}}", (5, "nested too deeply")),
            ("a: {b: 1, b: 2}", (3, "`b` is given a second time (first on line 3)")),
            ("a: {}\n  a: {}", (4, "`a` is given a second time (first on line 3)")),
            ("a: &x {b: c}", (3, "`*`, `&` and `!`")),
            ("<<: *x", (3, "`*`, `&` and `!`")),
            ("a: !!set {b}", (3, "`*`, `&` and `!`")),
            ("? [a]\n  : {b: c}", (4, "`?` holds nested values")),
        ],
        ids=[
            "a level more",
            "lists of lists",
            "a text without its quotes",
            "a placeholder without its quotes",
            "a colon in a text",
            "an unclosed quote",
            "far too deep",
            "a key twice",
            "a name twice",
            "an anchor",
            "a merge",
            "a tag",
            "a list for a name",
        ],
    )
    def test_a_broken_form_is_told_once_with_its_line(self, below, fault):
        """And what stands around it is read."""
        source = read_source(f"---\ncounts:\n  {below}\ntitle: A\n---\nText\n", PATH, nested=("counts",))

        (found,) = source.faults
        assert found.where == f"{PATH}:{fault[0]}"
        assert fault[1] in found.what
        assert set(source.entries) == {"counts", "title"}
        assert (source.entries["title"].value, source.body) == ("A", "Text")

    def test_what_has_lost_a_line_is_not_read_at_all(self):
        """Else the line would be called missing, too."""
        source = read_source("---\nk:\n  a:\n    b: c: d\n    e: f\n---\n", PATH, nested=("k",))

        assert (source.entries["k"].value, source.entries["k"].below) == (None, None)
        assert "double quotes" in source.faults[0].remedy


def test_all_faults_of_a_file_come_at_once():
    """Broken lines are stepped over, so that the lines below them are judged too."""
    text = "---\na: b: c\nd:\te\nf: *g\nh: {i: j}\nf: k\n---\nx\x01y\n"

    assert [line for line, _ in faults(text)] == [2, 3, 4, 5, 8]


def test_endless_broken_yaml_comes_to_an_end():
    """After twenty broken lines the file is given up; what was found is told."""
    assert len(faults("---\n" + "a: b: c\n" * 50 + "---\n")) == 20


def test_a_complex_key_is_no_key_with_a_name():
    """YAML can have lists as keys; here they are an unknown key."""
    assert list(read_source("---\n? [a, b]\n: c\n---\n", PATH).entries) == ["?"]


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("plain", True),
        ("\u2067שלום\u2069", True),
        ("\u202aa\u2066b\u2069c\u202c", True),
        ("\u202ea", False),
        ("a\u202c", False),
        ("\u202aa\u2069", False),
    ],
)
def test_bidirectional_controls_close_in_order(text, balanced):
    """An embedding ends with PDF, an isolate with PDI, the inner one first (UAX #9)."""
    assert is_balanced(text) is balanced
