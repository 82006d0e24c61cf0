"""Each message of a text is counted once, by what stands in its way; and a reviewer's word is kept."""

import datetime as dt
from dataclasses import replace

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.parser import PreviousSource
from newsletter.po.writer import catalogue_text
from newsletter.translation.approval import approval_of, approved_catalogue, pair_digest
from newsletter.translation.checks.base import Finding, Severity
from newsletter.translation.machine_drafts import drafted_entry
from newsletter.translation.messages import Message
from newsletter.translation.readiness import Standing, complete_readiness, readiness
from newsletter.translation.update import Heading, updated_catalogue

EN, FR = Locale("en"), Locale("fr")
TODAY = dt.date(2026, 12, 1)
TEXTS = [
    "The network opens a new office in Montréal.",
    "Applications close at the end of the month.",
    "Every member region has one vote, whatever its size.",
    "Thirty places are available this year.",
]
MESSAGES = [Message(context="paragraph", text=text) for text in TEXTS]
HEADING = Heading(title="x", project="x")


def catalogue(*changes, messages=MESSAGES, locale=FR):
    """Return a catalogue, whole but for these changes to its first entries."""
    empty = updated_catalogue(None, messages, locale=locale, heading=HEADING)
    entries = [replace(entry, translations=(f"Traduction : {entry.text}",)) for entry in empty.entries]
    for place, change in enumerate(changes):
        entries[place] = change(entries[place])
    return replace(empty, path="x.po", entries=tuple(entries))


def measured(found, **more):
    """Return how ready the text is."""
    return readiness(MESSAGES, found, source=EN, **more)


def finding(entry, severity=Severity.BLOCKS):
    """Return a fault of an entry."""
    return Finding(check="x", severity=severity, path="x.po", line=1, key=entry.key, what="w", remedy="r")


def drafted(entry):
    """Return the entry with a machine's text in the place of its translation."""
    return drafted_entry(replace(entry, translations=("",)), "Brouillon.", "Engine")


CHANGES = [
    (lambda entry: replace(entry, translations=("",)), Standing.MISSING, "nobody has translated it"),
    (lambda entry: replace(entry, obsolete=True), Standing.MISSING, "obsolete is not there"),
    (lambda entry: replace(entry, flags=("fuzzy",)), Standing.FUZZY, "nobody has confirmed it"),
    (drafted, Standing.DRAFT, "a machine wrote it"),
    (
        lambda entry: replace(drafted(entry), flags=()),
        Standing.DRAFT,
        "a draft that lost its fuzzy mark is still a draft",
    ),
    (lambda entry: replace(entry, translations=("Autre.",)), Standing.READY, "any translation"),
    (lambda entry: replace(entry, plural="x", translations=("a", "b")), Standing.MISSING, "counts otherwise"),
]


@pytest.mark.parametrize(
    ("change", "standing"), [row[:2] for row in CHANGES], ids=[row[2] for row in CHANGES]
)
def test_where_a_message_stands(change, standing):
    """The first thing that is in its way counts."""
    found = measured(catalogue(change))

    assert found.counts[standing] == (4 if standing is Standing.READY else 1)
    assert sum(found.counts.values()) == found.message_count == 4
    assert found.is_ready is (standing is Standing.READY)


def test_nothing_is_translated_where_there_is_no_catalogue():
    """Zero per cent, and the reason."""
    found = measured(None)

    assert (found.percent, found.is_ready) == (0, False)
    assert found.why_not == "4 of 4 messages are not ready (4 missing)"


def test_what_a_check_blocks_is_not_ready_and_a_warning_does_not_hinder():
    """Both are counted."""
    good = catalogue()
    first, second = good.entries[:2]

    found = measured(good, findings=[finding(first), finding(second, Severity.WARNS)])

    assert (found.counts[Standing.FAULTY], found.ready_count, found.warning_count) == (1, 3, 1)
    assert found.percent == 75


def test_a_plural_rule_that_is_blocked_blocks_what_counts():
    """It stands in the header, which is no message: what counts nothing stays ready."""
    seats = Message(context="count", text="one seat", plural="{n} seats")
    found = catalogue(messages=[*MESSAGES, seats])
    forms = replace(found.entries[-1], translations=("une place", "{n} places"))
    found = replace(found, entries=(*found.entries[:-1], forms))

    measured_ = readiness([*MESSAGES, seats], found, source=EN, findings=[finding(found.header_entry)])

    assert (measured_.counts[Standing.FAULTY], measured_.ready_count) == (1, len(MESSAGES))


def test_a_copy_of_the_source_is_no_translation():
    """Stubs that repeat the English are 0 %, names and all."""
    copy = catalogue(*[lambda entry: replace(entry, translations=(entry.text,))] * 4)

    found = measured(copy)

    assert (found.percent, found.counts[Standing.COPIED]) == (0, 4)


def test_one_sentence_that_stays_as_it_is_makes_no_copy():
    """A motto may be left in its language."""
    found = measured(catalogue(lambda entry: replace(entry, translations=(entry.text,))))

    assert found.is_ready


def test_another_spelling_of_the_same_language_may_repeat_the_source():
    """British English for American."""
    british = Locale("en-GB")
    same = catalogue(*[lambda entry: replace(entry, translations=(entry.text,))] * 4, locale=british)

    assert measured(same).is_ready


def test_a_text_in_its_own_language_is_whole():
    """And a text without messages, too."""
    assert complete_readiness(4).is_ready
    assert complete_readiness(0).percent == 100


class TestApproval:
    """A reviewer's word covers pairs of source and translation as they stood."""

    def test_it_survives_the_file(self):
        """Reviewer, day and pairs are in the header."""
        text = catalogue_text(approved_catalogue(catalogue(), reviewer="Amira\nHaddad", on=TODAY))
        found = approval_of(read_catalogue_file(text.encode(), path="x.po", locale=FR))

        assert (found.reviewer, found.on, len(found.digests)) == ("Amira Haddad", TODAY, 4)

    def test_a_file_that_nobody_approved_says_so(self):
        """No header field, no approval."""
        assert approval_of(catalogue()) is None

    def test_a_day_that_is_none_takes_nothing_away(self):
        """Somebody edited the header; the pairs still count."""
        text = catalogue_text(approved_catalogue(catalogue(), reviewer="R", on=TODAY)).replace(
            "2026-12-01", "soon"
        )

        found = approval_of(read_catalogue_file(text.encode(), path="x.po", locale=FR))

        assert (found.on, len(found.digests)) == (None, 4)

    @pytest.mark.parametrize(
        ("change", "changed_count"),
        [
            (lambda entry: entry, 0),
            (lambda entry: replace(entry, translations=("Autre.",)), 1),
            (lambda entry: replace(entry, flags=("fuzzy",)), 1),
            (lambda entry: replace(entry, translations=("",)), 1),
        ],
        ids=["nothing changed", "another translation", "doubtful again", "translation gone"],
    )
    def test_changes_since_then_are_counted(self, change, changed_count):
        """And where approval is needed, they stop the text."""
        before = approved_catalogue(catalogue(), reviewer="R", on=TODAY)
        after = replace(before, entries=(change(before.entries[0]), *before.entries[1:]))

        found = measured(after, needs_approval=True)

        assert found.changed_count == changed_count
        assert found.is_ready is (changed_count == 0)

    def test_a_changed_source_is_out_of_the_approval(self):
        """2 of 4 messages changed since the translation was approved."""
        changed = [replace(one, text=one.text + " Really.") for one in MESSAGES[:2]] + MESSAGES[2:]
        before = approved_catalogue(catalogue(), reviewer="R", on=TODAY)
        after = updated_catalogue(before, changed, locale=FR, heading=HEADING)

        found = readiness(changed, after, source=EN)

        assert (found.changed_count, found.ready_count, found.is_approved) == (2, 2, False)
        assert approval_of(after) == approval_of(before)

    def test_without_approval_changes_since_the_translation_are_counted(self):
        """The merge leaves the older source with each of them."""
        doubtful = catalogue(
            lambda entry: replace(entry, flags=("fuzzy",), previous=PreviousSource("paragraph", "Older."))
        )

        assert measured(doubtful).changed_count == 1

    def test_what_a_memory_offers_was_never_translated(self):
        """So it has not changed since."""
        offered = PreviousSource("paragraph", "Last year's sentence.")
        found = catalogue(
            lambda entry: replace(
                entry, flags=("fuzzy",), previous=offered, comments=("Memory: 80 %, x.po:4",)
            )
        )

        assert measured(found).changed_count == 0

    def test_what_is_needed_is_said(self):
        """Nobody approved it; or it changed since."""
        good = catalogue()
        before = approved_catalogue(good, reviewer="R", on=TODAY)
        after = replace(
            before, entries=(replace(good.entries[0], translations=("Autre.",)), *good.entries[1:])
        )

        assert measured(good).why_not == ""
        assert measured(good, needs_approval=True).why_not == "no reviewer has approved it"
        assert measured(after, needs_approval=True).why_not == (
            "1 of 4 messages changed since it was approved"
        )

    def test_context_plural_and_text_are_told_apart(self):
        """No two pairs that differ share a digest."""
        entry = catalogue().entries[0]
        others = [
            replace(entry, context="heading"),
            replace(entry, text="x"),
            replace(entry, plural="x"),
            replace(entry, translations=("x",)),
        ]

        assert len({pair_digest(one) for one in (entry, *others)}) == 5
