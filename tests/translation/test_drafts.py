"""A machine's draft is known as one until a person has changed or approved it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.parser import CatalogueEntry
from newsletter.po.writer import catalogue_text
from newsletter.translation.machine_drafts import (
    DraftMark,
    approved_draft,
    draft_mark,
    drafted_entry,
    is_unapproved_draft,
    mark_comments,
)

HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = CatalogueEntry(text="Hello", flags=("md-text",), comments=("Mind the tone",))
DRAFT = drafted_entry(ENTRY, "Bonjour", "LibreTranslate")


def through_a_file(entry):
    """Return the entry as it is read from a file that it was written to."""
    empty = read_catalogue_file(HEADER, path="a.po", locale=Locale("fr"))
    text = catalogue_text(replace(empty, entries=(entry,)))
    return read_catalogue_file(text.encode(), path="a.po", locale=Locale("fr")).entries[0]


class TestMarking:
    """What a draft looks like."""

    def test_it_is_fuzzy_and_says_where_it_is_from(self):
        """The comment of the translator stays."""
        assert DRAFT.flags == ("fuzzy", "md-text")
        assert DRAFT.comments[0] == "Mind the tone"
        assert draft_mark(DRAFT) == DraftMark("LibreTranslate", "9172e8eec99f")
        assert mark_comments(DRAFT) == ("Machine draft: LibreTranslate, sha256:9172e8eec99f",)

    def test_an_old_mark_gives_way(self):
        """There is one mark."""
        assert len(drafted_entry(replace(DRAFT, translations=("",)), "Salut", "Other").comments) == 2

    @pytest.mark.parametrize("origin", ["", "a, b", "x\ny # z", "sha256:000000000000", "Ünïcode"])
    def test_any_origin(self, origin):
        """Whatever it is called, the mark is one line and is found again."""
        entry = drafted_entry(ENTRY, "Bonjour", origin)
        assert is_unapproved_draft(through_a_file(entry))
        assert "\n" not in "".join(entry.comments)

    @pytest.mark.parametrize(
        ("entry", "text"),
        [
            (CatalogueEntry(text="a", translations=("b",)), "c"),
            (CatalogueEntry(text="a", plural="b", translations=("", "")), "c"),
            (CatalogueEntry(text="a"), "  "),
        ],
        ids=["translated", "counting", "an empty draft"],
    )
    def test_what_gets_no_draft(self, entry, text):
        """Nothing is overwritten, and a machine knows no plural forms."""
        with pytest.raises(ValueError, match="is no message"):
            drafted_entry(entry, text, "X")


STATES = [
    # entry                                                            unapproved  why
    (DRAFT, True, "as it was written"),
    (replace(DRAFT, flags=()), True, "a tool has removed the fuzzy flag"),
    (replace(DRAFT, translations=("Bonjour ",)), True, "a tool has changed white space"),
    (replace(DRAFT, obsolete=True), True, "obsolete"),
    (
        replace(DRAFT, comments=("machine draft: X , sha256:9172E8EEC99F",)),
        True,
        "a respelled mark",
    ),
    (replace(DRAFT, translations=("Bonjour !",)), False, "a person has changed it"),
    (replace(DRAFT, translations=("",)), False, "a person has emptied it"),
    (replace(DRAFT, comments=()), False, "the mark is gone"),
    (approved_draft(DRAFT), False, "a person has approved it"),
    (ENTRY, False, "nobody has drafted it"),
]


@pytest.mark.parametrize(("entry", "unapproved"), [row[:2] for row in STATES], ids=[row[2] for row in STATES])
def test_whose_it_is(entry, unapproved):
    """The machine's as long as it says what the machine said, here and after a file."""
    assert is_unapproved_draft(entry) is unapproved
    assert is_unapproved_draft(through_a_file(entry)) is unapproved


def test_the_mark_of_the_present_text_counts():
    """A catalogue that was joined from two may have two marks."""
    other = "Machine draft: Other, sha256:000000000000"
    both = replace(DRAFT, comments=(*DRAFT.comments, other))
    assert draft_mark(both) == DraftMark("LibreTranslate", "9172e8eec99f")
    assert draft_mark(replace(both, translations=("x",))) == DraftMark("Other", "000000000000")


def test_approving_removes_all_traces():
    """What is left is the translation and what people wrote."""
    assert approved_draft(DRAFT) == replace(ENTRY, translations=("Bonjour",))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x04")).filter(str.strip))
def test_any_draft_is_found_again(text):
    """Whatever the machine says, it is known as the machine's after it was in a file."""
    assert is_unapproved_draft(through_a_file(drafted_entry(ENTRY, text, "X")))
