"""Counted phrases as their author writes them; everything wrong with one is told on its line."""

import pytest

from newsletter.newsroom.fields import Fields
from newsletter.newsroom.front_matter import read_source
from newsletter.newsroom.plural_phrases import Count, counts_of, note_unused

SEATS = '{n: 12, one: "{n} seat is left", other: "{n} seats are left"}'
ONE, OTHER = 'one: "{n} seat"', 'other: "{n} seats"'


def fields_of(*phrases):
    """Return the values of a file with these lines below `counts:`, which stands on line 2."""
    lines = "".join(f"  {line}\n" for line in phrases)
    return Fields(read_source(f"---\ncounts:\n{lines}---\n", "a.md", nested=("counts",)), known=("counts",))


def faults(fields):
    """Return what is wrong, each with its line."""
    return [(fault.where, fault.what) for fault in fields.faults]


def test_a_phrase_is_read():
    """A number and two forms, and the line."""
    fields = fields_of(f"seats: {SEATS}", "days:", "  n: 3", "  other: '{n} days'")

    found = counts_of(fields)

    assert found == (
        Count(name="seats", n=12, one="{n} seat is left", other="{n} seats are left"),
        Count(name="days", n=3, one="{n} days", other="{n} days"),
    )
    assert ([count.line for count in found], fields.faults) == ([3, 4], [])


def test_a_language_with_one_form_writes_one():
    """`one` may be left out or empty; gettext gets the same text twice."""
    (found,) = counts_of(fields_of('seats: {n: 3, one: "", other: "残り{n}席"}'))

    assert (found.one, found.other) == ("残り{n}席", "残り{n}席")


@pytest.mark.parametrize("front", ["title: a", "counts:", "counts: {}", "counts: ~"])
def test_there_may_be_none(front):
    """No key, or nothing below it."""
    fields = Fields(
        read_source(f"---\n{front}\n---\n", "a.md", nested=("counts",)), known=("counts", "title")
    )

    assert (counts_of(fields), fields.faults) == ((), [])


WRONG = [
    # phrase   words   why
    (f"Seats: {SEATS}", "`Seats` cannot name a count", "a capital"),
    (f"name: {SEATS}", "`name` cannot name a count", "the member's name"),
    (f"n: {SEATS}", "`n` cannot name a count", "the number's own"),
    (f"'': {SEATS}", "`` cannot name a count", "nothing"),
    (f"sièges: {SEATS}", "`sièges` cannot name a count", "a letter with an accent"),
    (f"a: {{n: twelve, {OTHER}}}", "`n` of the count `a` is no whole number", "a word"),
    (f"a: {{n: -1, {OTHER}}}", "is no whole number", "below zero"),
    (f"a: {{n: 1.5, {OTHER}}}", "is no whole number", "a part"),
    (f"a: {{n: {'9' * 5000}, {OTHER}}}", "is no whole number", "more than anybody counts"),
    (f"a: {{n: १२, {OTHER}}}", "is no whole number", "digits of another script"),
    (f"a: {{n: [1, 2], {OTHER}}}", "`n` of the count `a` is a list", "two numbers"),
    (f"a: {{n: , {OTHER}}}", "is no whole number", "an empty number"),
    (f"a: {{{OTHER}}}", "the count `a` has no number", "no number"),
    (f"a: {{n: 1, {ONE}}}", "the count `a` has no text", "no plural"),
    ("a: {n: 1, other: many}", "`other` of the count `a` does not say {n}", "a plural without its number"),
    (f"a: {{n: 1, few: x, {OTHER}}}", "`few` is not a key", "a form that only translators write"),
    ('a: {n: 1, one: "{x} seat", other: "{n}"}', "`one` of the count `a` has {x}", "another placeholder"),
    ('a: {n: 1, other: "{n}{name}"}', "`other` of the count `a` has {name}", "the member's name in a text"),
    ('a: {n: 1, one: [x], other: "{n}"}', "`one` of the count `a` is a list", "a list of texts"),
    ('a: {n: 1, other: "\u202e{n}"}', "an unbalanced bidirectional control", "an override"),
    ("a: 12", "the count `a` is a text alone", "a number alone"),
    ("a:", "the count `a` is a text alone", "nothing below it"),
]


@pytest.mark.parametrize(("phrase", "words"), [row[:2] for row in WRONG], ids=[row[2] for row in WRONG])
def test_a_wrong_phrase_is_told_once(phrase, words):
    """And left out; the others stand."""
    fields = fields_of(phrase, f"days: {SEATS}")

    assert [count.name for count in counts_of(fields)] == ["days"]
    ((where, what),) = faults(fields)
    assert (where, words in what) == ("a.md:3", True)
    assert fields.faults[0].remedy


def test_an_empty_phrase_lacks_everything():
    """Both are told."""
    fields = fields_of("a: {}")

    assert counts_of(fields) == ()
    assert faults(fields) == [
        ("a.md:3", "the count `a` has no number"),
        ("a.md:3", "the count `a` has no text"),
    ]


def test_a_fault_is_on_the_line_of_its_key():
    """Where the phrase has lines of its own."""
    fields = fields_of("a:", "  n: 12", "  one: a", "  other: b")

    counts_of(fields)
    assert faults(fields) == [("a.md:6", "`other` of the count `a` does not say {n}")]


def test_what_could_not_be_read_is_not_told_again():
    """The front matter has said so."""
    fields = fields_of("a: {n: 1, other: {n}}", "b: [[c]]")
    before = list(fields.faults)

    assert counts_of(fields) == ()
    assert (fields.faults, len(before)) == (before, 2)


def test_two_phrases_of_one_singular_have_one_plural():
    """Gettext knows them by the singular, and could not tell them apart."""
    alike = fields_of(f"a: {SEATS}", f"b: {SEATS}")
    different = fields_of("a: {n: 1, one: a day, other: '{n} days'}", "b: {n: 1, one: a day, other: '{n} d'}")

    assert (len(counts_of(alike)), alike.faults) == (2, [])
    counts_of(different)
    assert faults(different) == [("a.md:4", "the counts `a` and `b` have the same `one` and another `other`")]


def test_what_no_text_uses_is_told():
    """A slip of the pen in the text or in the name."""
    fields = fields_of(f"seats: {SEATS}", f"days: {SEATS}")

    note_unused(fields, counts_of(fields), ["{seat} are left", None, "seats", "in {days}"])

    assert faults(fields) == [("a.md:3", "the text does not say {seats}")]
