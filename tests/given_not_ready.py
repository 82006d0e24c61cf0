"""Campaigns whose Arabic is not ready: what tests of the policies do and look at."""

from sqlalchemy import select

from given import given_revision, heard
from newsletter.campaigns import campaigns, ticks
from newsletter.database import ledger
from newsletter.database.outcomes import record
from newsletter.database.schema import delivery, member, wave
from newsletter.delivery.campaign import CampaignTerms
from newsletter.delivery.outcomes import Outcome
from newsletter.i18n.locale import Locale
from newsletter.revision.not_ready import NotReadyPolicy

FALLBACK, SKIP, HOLD, BLOCK = NotReadyPolicy
ARABIC = Locale("ar")


def create(database, clock, policy=None, **terms):
    """Make a campaign with a policy of its own."""
    return campaigns.create(
        database,
        "first",
        list_name="members",
        now=clock.now,
        terms=CampaignTerms(not_ready=policy, **terms),
    )


def send(database, clock, policy, at=None, **terms):
    """Make a campaign and send it, now or later; return its number."""
    id_ = create(database, clock, policy, **terms).campaign.id
    campaigns.send(database, id_, at=at, now=clock.now)
    return id_


def publish_arabic(database, clock):
    """Publish a newer revision that is ready in Arabic too."""
    clock.advance(minutes=1)
    return given_revision(database, clock.now, "en", "es", "fr", "ar")


def tick(database, clock):
    """Run one tick."""
    return ticks.tick(database, now=clock.now, is_dead=lambda _: False)


def rows(database):
    """Return (first letter of the address, state, locale) of every delivery, and its revision by letter."""
    columns = (member.c.address, delivery.c.state, delivery.c.locale, wave.c.revision_id)
    with database.read() as db:
        found = db.execute(
            select(*columns)
            .join(member, member.c.id == delivery.c.member_id)
            .join(wave, wave.c.id == delivery.c.wave_id)
            .order_by(member.c.address)
        ).all()
    return [(row[0][0], row[1], row[2]) for row in found], {row[0][0]: row[3] for row in found}


def accept_all(database, clock):
    """Do what workers do, with a relay that says yes; return whom mails went to."""
    accepted = []
    for wave_id in tick(database, clock).nudges:
        with database.write() as db:
            while held := ledger.lease_chunk(db, wave_id, worker="a", now=clock.now):
                leased = ledger.rows_of(db, held)
                ledger.commit_group(db, [], [(row.delivery_id, held) for row in leased], now=clock.now)
                record(db, [heard(row, Outcome.ACCEPTED) for row in leased], now=clock.now)
                ledger.give_back(db, held)
                accepted += [row.address[0] for row in leased]
    return accepted
