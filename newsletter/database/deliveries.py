"""Single deliveries, looked up for the pages behind their links."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from newsletter.database.schema import delivery, wave
from newsletter.i18n.locale import Locale
from newsletter.identifiers import DeliveryId, RevisionId


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What a mail was made of."""

    revision_id: RevisionId
    locale: Locale


def find_delivery_facts(db: Connection, id_: DeliveryId) -> DeliveryFacts | None:
    """Return what a mail was made of; None when there is no such delivery or it got no locale."""
    row = db.execute(
        select(wave.c.revision_id, delivery.c.locale)
        .join(wave, wave.c.id == delivery.c.wave_id)
        .where(delivery.c.id == id_, delivery.c.locale.is_not(None))
    ).one_or_none()
    return DeliveryFacts(RevisionId(row[0]), Locale(row[1])) if row else None
