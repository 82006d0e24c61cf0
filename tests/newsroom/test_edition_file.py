"""An edition's file: subject, preheader, greeting and the articles in their order."""

from datetime import date

import pytest

from newsletter.errors import ArticleError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.edition import Edition, parse_edition

GOOD = """\
---
language: en
subject: "{name}, the December news"
preheader: First steps towards the plan
greeting: "Dear {name},"
articles:
  - action-plan
  - staff-exchange
template: bulletin
lists: [members]
date: 2019-12-04
do_not_translate: Metropolis
---
Welcome.
"""


def parse(text):
    """Parse the December edition."""
    return parse_edition(text, slug="2019-12", path="editions/2019-12.md")


def faults(text):
    """Return the faults of an edition as texts."""
    with pytest.raises(ArticleError) as caught:
        parse(text)
    return [str(fault) for fault in caught.value.faults]


def test_every_key_is_read():
    """The dataclass is the file."""
    edition = parse(GOOD)

    assert edition == Edition(
        slug="2019-12",
        path="editions/2019-12.md",
        language=Locale.parse("en"),
        subject="{name}, the December news",
        preheader="First steps towards the plan",
        greeting="Dear {name},",
        articles=("action-plan", "staff-exchange"),
        template="bulletin",
        lists=("members",),
        date=date(2019, 12, 4),
        do_not_translate=("Metropolis",),
        body="Welcome.",
        body_line=14,
        lines=edition.lines,
    )


def test_what_is_usual_need_not_be_written():
    """Template, lists, date, opening words are optional."""
    short = "---\nlanguage: en\nsubject: S\npreheader: P\ngreeting: G\narticles: a\n---\n"

    edition = parse(short)

    assert (edition.template, edition.lists, edition.date, edition.body) == ("bulletin", (), None, "")


FAULTS = [
    ('"Dear {name},"', '"Dear {nam},"', "`greeting` has '{nam}'", "a slip in the placeholder"),
    ('"Dear {name},"', '"Dear { name },"', "`greeting` has '{ name }'", "spaces inside"),
    ('"Dear {name},"', '"Dear {{name}},"', "The only placeholder is {name}", "another template language"),
    ('"Dear {name},"', '"Dear {seats},"', "`greeting` has '{seats}'", "a count that is none"),
    (
        "date: 2019-12-04",
        'counts: {seats: {n: 1, other: "{n}"}}',
        "the text does not say {seats}",
        "a count that nobody uses",
    ),
    ('"{name}, the', '"{, the', "`subject` has '{'", "half a placeholder"),
    (
        "First steps",
        '"{name}: first steps"\nx: ',
        "Only the subject and the greeting",
        "a name in the preheader",
    ),
    ("  - staff-exchange", "  - action-plan", "names 'action-plan' more than once", "an article twice"),
    ("  - staff-exchange", "  - Staff exchange", "is not a slug", "a title for a slug"),
    ("  - staff-exchange", '  - ""', "has an empty line", "a dash without an article"),
    ("template: bulletin", "template: ../secret", "is not a slug", "a template outside the folder"),
    ("date: 2019-12-04", "date: soon", "is not a date", "no date"),
    ("subject:", "Subject-line:", "is not a key of this file", "another key"),
]


@pytest.mark.parametrize(("old", "new", "says"), [row[:3] for row in FAULTS], ids=[row[3] for row in FAULTS])
def test_a_wrong_value_is_told(old, new, says):
    """Each fault names file and line, and what to write instead."""
    found = faults(GOOD.replace(old, new))

    assert any(says in fault for fault in found), found
    assert all(fault.startswith("editions/2019-12.md:") for fault in found)


def test_an_edition_has_articles():
    """Without one there is nothing to send."""
    found = faults("---\nlanguage: en\nsubject: S\npreheader: P\ngreeting: G\n---\n")

    assert ["`articles` is missing or empty" in fault for fault in found] == [True]


def test_a_key_that_was_meant_is_not_missing_too():
    """One slip is one fault."""
    assert len(faults(GOOD.replace("articles:", "article:"))) == 1


COUNT = 'counts: {seats: {n: 12, one: "{n} seat", other: "{n} seats"}}'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{name}, the", "{seats}, {name}, the"),
        ("First steps towards the plan", '"{seats}: first steps"'),
        ("Dear {name}", "Dear {name}, {seats}"),
        ("Welcome", "{seats}"),
    ],
    ids=["the subject", "the preheader", "the greeting", "the opening words"],
)
def test_every_text_of_an_edition_may_use_a_count(old, new):
    """Beside the name, where that may stand."""
    (count,) = parse(GOOD.replace(old, new).replace("date: 2019-12-04", COUNT)).counts

    assert (count.name, count.n, count.line) == ("seats", 12, 11)


@pytest.mark.parametrize(
    "broken",
    ['counts: {seats: {n: 12, other: "seats"}}', "counts: {seats: {n: 12, other: {n} seats}}"],
    ids=["a wrong phrase", "broken YAML"],
)
def test_a_wrong_count_is_not_called_an_unknown_placeholder_too(broken):
    """One slip is one fault."""
    text = GOOD.replace("{name}, the", "{seats}, the").replace("date: 2019-12-04", broken)

    assert len(faults(text)) == 1
