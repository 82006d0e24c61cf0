"""glossary.csv is read strictly, whatever spreadsheet wrote it, and written the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text
from newsletter.newsroom.glossary import Glossary, Term
from newsletter.newsroom.glossary_csv import glossary_text, read_foreign_csv, read_glossary

EN, FR, ES, PT_BR = (Locale(tag) for tag in ("en", "fr", "es", "pt-BR"))
GOOD = "term,keep,note,fr\ncity,no,,ville | cité\nPolycentra,yes,Our name,\n"
TERMS = (
    Term(source="city", translations={FR: ("ville", "cité")}, line=2),
    Term(source="Polycentra", is_kept=True, note="Our name", line=3),
)

SPELLINGS = [
    # file                                               why
    (GOOD.encode(), "as we write it"),
    (b"\xef\xbb\xbf" + GOOD.encode(), "with a byte order mark"),
    (GOOD.replace("\n", "\r\n").encode(), "with CRLF"),
    (GOOD.replace("\n", "\r").encode(), "with CR"),
    (GOOD.replace(",", ";").encode(), "with semicolons, as Excel exports in much of Europe"),
    (GOOD.replace(",", "\t").encode(), "with tabs"),
    (GOOD.replace("city", '"city"').replace("term", '"Term"').encode(), "with quotes"),
    (GOOD.replace("yes", "YES").replace(" | ", "|").encode(), "typed by a person"),
]


@pytest.mark.parametrize("content", [row[0] for row in SPELLINGS], ids=[row[1] for row in SPELLINGS])
def test_spellings_of_one_glossary(content):
    """All of these say the same."""
    assert read_glossary(content).terms == TERMS


def test_the_separator_line_of_spreadsheets():
    """`sep=;` is no header."""
    found = read_glossary(("sep=;\n" + GOOD.replace(",", ";")).encode())
    assert [(term.source, term.line) for term in found.terms] == [("city", 3), ("Polycentra", 4)]


def test_a_row_over_several_lines():
    """A fault behind it names the line where the row begins."""
    with pytest.raises(TranslationError) as caught:
        read_glossary(b'term,note\na,"one\ntwo"\n,x\n')
    assert [fault.where for fault in caught.value.faults] == ["glossary.csv:4"]


FAULTS = [
    # file                                    where  part of what           why
    (b"", 1, "is empty", "an empty file"),
    (b"\n\n", 1, "is empty", "blank lines only"),
    (b"word,fr\na,b\n", 1, "'word'", "no column term"),
    (b"term,french!\n", 1, "french!", "a column of no language"),
    (b"term,,fr\n", 1, "no name", "a column without a name"),
    (b"term,fr,FR\n", 1, "two columns", "a language twice"),
    (b"term,term\n", 1, "two columns", "a column twice"),
    (b"term,fr\n,ville\n", 2, "no term", "a row without a term"),
    (b"term,fr\ncity,a\ncity,b\n", 3, "line 2", "a term twice"),
    (b"term,fr\ncity ,a\n city,b\n", 3, "line 2", "a term twice but for spaces"),
    (b"term,keep\ncity,maybe\n", 2, "'maybe'", "keep is neither yes nor no"),
    (b"term,fr\ncity,a | | b\n", 2, "empty alternative", "nothing between two bars"),
    (b"term,fr\na | b,c\n", 2, "bar", "a bar in a term"),
    (b"term,fr\ncity,a,b,c\n", 2, "4 cells", "more cells than columns"),
    (b'term,fr\n"city,a\n', 2, "no CSV", "an open quote"),
    (b'term,fr\n"city"x,a\n', 2, "no CSV", "text behind a quote"),
    (b"term,fr\ncity,cit\xe9\n", 2, "not UTF-8", "Latin-1"),
    ("term,fr\n".encode("utf-16"), 1, "UTF-16", "UTF-16"),
    (b"term\0", 1, "NUL", "NUL bytes"),
    (b"PK\x03\x04\x00\x00", 1, "NUL", "a workbook"),
    (b"term,fr\ncity,a\x07\n", 2, "U+0007", "a control character"),
]


@pytest.mark.parametrize(("content", "line", "what"), [row[:3] for row in FAULTS], ids=[r[3] for r in FAULTS])
def test_faults(content, line, what):
    """Each names the line and says what is wrong."""
    with pytest.raises(TranslationError) as caught:
        read_glossary(content)
    assert caught.value.faults[0].where == f"glossary.csv:{line}"
    assert what in str(caught.value)


def test_a_file_that_is_no_glossary():
    """Sixteen million characters are no terms."""
    with pytest.raises(TranslationError, match="characters"):
        read_glossary(b"term\n" + b"a" * (16 * 1024 * 1024))


def test_a_very_long_cell():
    """What Python's reader refuses is a fault like any other."""
    with pytest.raises(TranslationError, match="no CSV"):
        read_glossary(b"term\n" + b"a" * 200_000)


def test_all_faults_at_once():
    """In the order of the file."""
    with pytest.raises(TranslationError) as caught:
        read_glossary(b"term,keep\n,x\na,y\n")
    assert [fault.where for fault in caught.value.faults] == ["glossary.csv:2"] * 2 + ["glossary.csv:3"]


class TestWriting:
    """The file is a function of the glossary."""

    def test_terms_are_sorted_and_columns_stay(self):
        """Languages keep the order of the file, new ones go behind; an empty column stays."""
        glossary = Glossary(
            (Term(source="b", translations={ES: ("x",)}), Term(source="A", note='a "b", c')),
            locales=(PT_BR, FR),
        )
        assert glossary_text(glossary) == ('term,keep,note,pt-BR,fr,es\nA,no,"a ""b"", c",,,\nb,no,,,,x\n')

    _WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="|"), min_size=1).map(
        normalised_text
    )
    _TERM = st.builds(
        Term,
        source=_WORDS,
        translations=st.dictionaries(
            st.sampled_from([FR, ES]), st.lists(_WORDS, min_size=1, max_size=3, unique=True).map(tuple)
        ),
        is_kept=st.booleans(),
        note=st.just("") | _WORDS,
    )

    @given(st.lists(_TERM, unique_by=lambda term: term.source, max_size=5))
    def test_round_trip(self, terms):
        """What is written is read as the same terms, and written again as the same bytes."""
        text = glossary_text(Glossary(tuple(terms)))
        found = read_glossary(text.encode())
        plain = [(t.source, dict(t.translations), t.is_kept, t.note) for t in found.terms]
        assert sorted(plain, key=str) == sorted(
            [(t.source, dict(t.translations), t.is_kept, t.note) for t in terms], key=str
        )
        assert glossary_text(found) == text


class TestForeignFiles:
    """Other tools name their columns as they like."""

    def test_two_columns(self):
        """`source` and `target` with the language that somebody has said; the rest is told."""
        found = read_foreign_csv(b"source,target,id\ncity,ville,7\n", path="x.csv", source=EN, target=FR)
        assert found.terms == (Term(source="city", translations={FR: ("ville",)}, line=2),)
        assert [fault.what for fault in found.faults] == ["the column 'id' was left out"]

    def test_a_column_a_language(self):
        """The source language's own column holds the terms."""
        found = read_foreign_csv(b"en;fr;note\ncity;ville;x\n", path="x.csv", source=EN, target=None)
        assert [(t.source, t.translations, t.note) for t in found.terms] == [("city", {FR: ("ville",)}, "x")]

    def test_bad_rows_are_told_and_left_out(self):
        """The rest is used."""
        found = read_foreign_csv(b"source,target\n,x\na,b\na,c\n", path="x.csv", source=EN, target=FR)
        assert [term.source for term in found.terms] == ["a"]
        assert [fault.where for fault in found.faults] == ["x.csv:2", "x.csv:4"]

    @pytest.mark.parametrize("content", [b"a,b\nc,d\n", b"source,target\nx,y\n", b"source\nx\n"])
    def test_columns_that_say_nothing(self, content):
        """Without terms, or without a language, nothing can be taken."""
        with pytest.raises(TranslationError, match="no column"):
            read_foreign_csv(content, path="x.csv", source=EN, target=None)
