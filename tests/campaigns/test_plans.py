"""A campaign's status counts every row, also one in a language that no revision has."""

import pytest
from sqlalchemy import update

from given import given_wave
from newsletter.campaigns import campaigns
from newsletter.database.schema import delivery
from newsletter.i18n.locale import Locale
from newsletter.identifiers import OccasionId

CAMPAIGN = OccasionId(1)


@pytest.mark.parametrize("tag", ["ca", "zh-Hans", "en-x-elsewhere", "no language at all"])
def test_a_row_in_a_language_that_no_revision_has_is_shown_as_it_stands(database, clock, tag):
    """Behind the others, with its counts and without a subject."""
    given_wave(database, clock.now, count=2)
    with database.write() as db:
        db.execute(update(delivery).where(delivery.c.id == 1).values(locale=tag))

    status = campaigns.status(database, CAMPAIGN)

    shown = [(one.locale, one.subject, one.by_state, one.fell_back) for one in status.languages]
    assert shown == [
        (Locale("en"), "Subject in en", {"pending": 1}, ()),
        (Locale(tag), "", {"pending": 1}, ()),
    ]


def test_a_row_without_a_language_counts_among_all(database, clock):
    """Who gets nothing, for nothing was ready, stands in no language's line."""
    given_wave(database, clock.now, count=2)
    with database.write() as db:
        db.execute(update(delivery).where(delivery.c.id == 1).values(locale=None))

    status = campaigns.status(database, CAMPAIGN)

    assert [(one.locale, one.by_state) for one in status.languages] == [(Locale("en"), {"pending": 1})]
    assert status.candidate_count == 2
