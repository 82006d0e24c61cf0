"""What goes out as XLIFF comes back as it was, whatever a catalogue holds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import Place
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.parser import CatalogueEntry, PreviousSource
from newsletter.po.writer import catalogue_text
from newsletter.translation.xliff.apply import apply_file, returned_file_of
from newsletter.translation.xliff.reader import read_xliff
from newsletter.translation.xliff.units import OutgoingCatalogue
from newsletter.translation.xliff.write_v12 import xliff12_text
from newsletter.translation.xliff.write_v21 import xliff21_text

ENGLISH, UKRAINIAN = Locale.parse("en"), Locale.parse("uk")
PATH = "locales/uk/LC_MESSAGES/article-a.po"
HEADER = """msgid ""
msgstr ""
"Language: uk\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\\n"
"""

# What XML and inline codes give a meaning comes often, and so does what XML cannot carry.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "{name}",
                "{n}",
                "{имя}",
                "{",
                "}",
                "]]>",
                "&amp;",
                "<",
                ">",
                "&",
                "  ",
                "\n",
                "\r",
                "\r\n",
                "\t",
            ]
        ),
        st.sampled_from(
            ["\x01", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\ufffe", "\uffff", "\U0001f3d9"]
        ),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"), max_size=8),
    ),
    max_size=8,
).map("".join)
SOURCES = TEXTS.filter(bool)
# White space alone is what tools leave where nobody has translated: it does not come back.
TRANSLATIONS = TEXTS.map(lambda text: text if text.strip() else "")
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)
COMMENTS = st.lists(LINES, max_size=3).map(tuple).filter(lambda lines: not lines or any(lines))


@st.composite
def entries(draw):
    """An entry in use, translated, fuzzy, in part or not at all."""
    plural = draw(st.none() | SOURCES)
    count = 1 if plural is None else 3
    translations = tuple(draw(st.lists(TRANSLATIONS, min_size=count, max_size=count)))
    is_fuzzy = any(translations) and draw(st.booleans())
    return CatalogueEntry(
        context=draw(st.none() | TEXTS),
        text=draw(SOURCES),
        plural=plural,
        translations=translations,
        flags=("fuzzy", "md-text") if is_fuzzy else ("md-text",),
        comments=draw(COMMENTS),
        extracted=draw(st.just(()) | st.just(("Keep as it is: \x01 Polycentra",))),
        places=draw(st.just(()) | st.just(("articles/a b.md:3", "the page"))),
        previous=draw(st.none() | st.builds(PreviousSource, context=st.none(), text=SOURCES))
        if is_fuzzy
        else None,
    )


CATALOGUES = st.lists(entries(), min_size=1, max_size=4, unique_by=lambda entry: entry.key).map(
    lambda found: replace(
        read_catalogue_file(HEADER.encode(), path=PATH, locale=UKRAINIAN), entries=tuple(found)
    )
)


def blank(catalogue):
    """Return a catalogue as it is before any translator has seen it."""
    return replace(
        catalogue,
        entries=tuple(
            replace(
                entry,
                translations=("",) * len(entry.translations),
                flags=tuple(flag for flag in entry.flags if flag != "fuzzy"),
                comments=(),
            )
            for entry in catalogue.entries
        ),
    )


def written(catalogue, version):
    """Return a catalogue as XLIFF."""
    outgoing = [OutgoingCatalogue(domain="article-a", source_language=ENGLISH, catalogue=catalogue)]
    if version == "1.2":
        return xliff12_text(outgoing)
    return xliff21_text(outgoing, source=ENGLISH, target=UKRAINIAN)


@pytest.mark.parametrize("version", ["1.2", "2.1"])
@settings(max_examples=40)
@given(CATALOGUES)
def test_a_catalogue_comes_back_as_it_was(version, catalogue):
    """Translations, states and comments of an export fill an empty catalogue again."""
    (file,) = read_xliff(written(catalogue, version).encode(), path="uk.xlf")

    taken = apply_file(blank(catalogue), file)

    assert taken.refusals == ()
    without_previous = [replace(entry, previous=None) for entry in catalogue.entries]
    assert [replace(entry, previous=None) for entry in taken.catalogue.entries] == without_previous


@pytest.mark.parametrize("version", ["1.2", "2.1"])
@settings(max_examples=40)
@given(CATALOGUES)
def test_an_export_that_nobody_touched_changes_nothing(version, catalogue):
    """What equals the catalogue is unchanged, previous sources included."""
    (file,) = read_xliff(written(catalogue, version).encode("utf-8"), path="uk.xlf")

    taken = apply_file(catalogue, file)

    assert (taken.taken_count, taken.refusals) == (0, ())
    assert (taken.catalogue, taken.unchanged_count) == (catalogue, len(catalogue.entries))


@settings(max_examples=40)
@given(CATALOGUES)
def test_a_po_file_comes_back_as_it_was(catalogue):
    """PO goes the same way back as XLIFF."""
    read = read_catalogue_file(catalogue_text(catalogue).encode(), path=PATH, locale=UKRAINIAN)

    taken = apply_file(blank(read), returned_file_of(read, where=Place("uk.po"), domain="article-a"))

    assert taken.refusals == ()
    assert [entry.translations for entry in taken.catalogue.entries] == [
        entry.translations for entry in read.entries
    ]
    assert [entry.is_fuzzy for entry in taken.catalogue.entries] == [entry.is_fuzzy for entry in read.entries]
