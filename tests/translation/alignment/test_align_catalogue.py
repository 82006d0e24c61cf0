"""An alignment fills a catalogue; nothing that a translator did is lost."""

from dataclasses import replace

import pytest

from newsletter.i18n.locale import Locale
from newsletter.po.parser import PreviousSource
from newsletter.translation.alignment import AlignedPair, Certainty
from newsletter.translation.alignment.fill_catalogue import filled_catalogue
from newsletter.translation.alignment.segments import Segment
from newsletter.translation.messages import Message
from newsletter.translation.update import Heading, updated_catalogue

SOURCE = Segment("paragraph", "Hello", 1)
CERTAIN = AlignedPair(SOURCE, "Bonjour", Certainty.CERTAIN)
DOUBTFUL = AlignedPair(SOURCE, "Salut", Certainty.DOUBTFUL, "the lengths differ")
COPY = AlignedPair(SOURCE, "", Certainty.COPY)


def catalogue_with(**changes):
    """Return a catalogue of one message, with these changes to its entry."""
    made = updated_catalogue(
        None,
        [Message(context="paragraph", text="Hello")],
        locale=Locale("fr"),
        heading=Heading(title="x", project="y"),
    )
    return replace(made, entries=(replace(made.entries[0], **changes),))


def entry_after(pair, *, overwrite=False, **changes):
    """Return the entry of a catalogue after an alignment."""
    return filled_catalogue(
        catalogue_with(**changes), {SOURCE.key: pair}, overwrite=overwrite
    ).catalogue.entries[0]


ROWS = [
    ("empty, certain", CERTAIN, {}, ("Bonjour", False)),
    ("empty, doubtful", DOUBTFUL, {}, ("Salut", True)),
    ("empty, copied", COPY, {}, ("", False)),
    ("confirmed stays", CERTAIN, {"translations": ("Allô",)}, ("Allô", False)),
    ("fuzzy makes way", CERTAIN, {"translations": ("Allô",), "flags": ("fuzzy",)}, ("Bonjour", False)),
    ("fuzzy stays", DOUBTFUL, {"translations": ("Allô",), "flags": ("fuzzy",)}, ("Allô", True)),
    (
        "an earlier alignment makes way",
        DOUBTFUL,
        {"translations": ("Allô",), "flags": ("fuzzy",), "comments": ("Aligned: x",)},
        ("Salut", True),
    ),
    ("obsolete stays", CERTAIN, {"translations": ("Allô",), "obsolete": True}, ("Allô", False)),
]


@pytest.mark.parametrize(("pair", "before", "after"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_stands_there_is_replaced_by_what_is_better_only(pair, before, after):
    """A person's word counts more than an alignment, a certain pair more than a guess."""
    entry = entry_after(pair, **before)

    assert (entry.translations[0], entry.is_fuzzy) == after


def test_a_doubtful_entry_says_why():
    """The reason is a comment that translators see; it replaces that of an earlier run, and no other."""
    entry = entry_after(DOUBTFUL, comments=("Ask Ana", "Aligned: x"), previous=PreviousSource(text="Hi"))

    assert entry.comments == ("Ask Ana", "Aligned: the lengths differ")
    assert entry.previous is None


def test_confirmed_translations_are_replaced_on_request():
    """Whoever corrects the document can align it again."""
    assert entry_after(CERTAIN, overwrite=True, translations=("Allô",)).translations == ("Bonjour",)


@pytest.mark.parametrize(("there", "kept"), [("Allô", 1), ("Bonjour", 0)])
def test_what_was_kept_in_other_words_is_counted(there, kept):
    """The same words are nothing to tell."""
    assert filled_catalogue(catalogue_with(translations=(there,)), {SOURCE.key: CERTAIN}).kept_count == kept


def test_messages_that_were_not_aligned_stay():
    """A catalogue may hold more than a document."""
    made = catalogue_with(translations=("Allô",))

    assert filled_catalogue(made, {}).catalogue == made
