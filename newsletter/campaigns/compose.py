"""The message composer: from a leased row of the ledger to the mail of that member.

    wave ──▶ Composers.of() ──▶ MessageComposer ──▶ prepare(locale), compose(LeasedRow) ──▶ OutgoingMail

A process keeps the prepared messages of the waves that it sent from last, one per locale: preparing ten
languages takes a quarter of a second.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from newsletter.database import campaigns, revisions
from newsletter.database.database import Database
from newsletter.database.ledger import LeasedRow
from newsletter.errors import NotFoundError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import OccasionId, RevisionId, WaveId
from newsletter.mime.headers import Mailbox
from newsletter.mime.keys import Keys
from newsletter.mime.link_tokens import LinkToken, Purpose, sign
from newsletter.mime.message_id import envelope_sender, message_id
from newsletter.mime.outgoing import OutgoingMail
from newsletter.mime.personalise import PersonalValues, personalise
from newsletter.mime.prepared import Letterhead, PreparedMessage, prepare_message
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.sending_settings import SendingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFacts:
    """What a mail says of its campaign: nothing that changes while it is sent."""

    id: OccasionId
    list_name: str
    list_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveContext:
    """What all mails of one wave have in common: the revision, the list, the Date."""

    campaign: CampaignFacts
    revision_id: RevisionId
    settings: SendingSettings
    date_at: datetime


_WAVES_KEPT = 8


class Composers:
    """The composers of the waves that a process sends from. Not for several threads at once."""

    def __init__(self, database: Database, *, keys: Keys, public_url: str) -> None:
        """Keep what all of them need."""
        self._database, self._keys, self._public_url = database, keys, public_url
        self._by_wave: dict[WaveId, MessageComposer] = {}

    def of(self, wave_id: WaveId) -> "MessageComposer":
        """Return the composer of a wave that was released; the one from before, if nothing has changed."""
        with self._database.read() as db:
            context = _wave_context(db, wave_id)
        kept = self._by_wave.pop(wave_id, None)
        if kept is None or kept.context != context:
            kept = MessageComposer(self._database, context, keys=self._keys, public_url=self._public_url)
        self._by_wave[wave_id] = kept
        while len(self._by_wave) > _WAVES_KEPT:
            del self._by_wave[next(iter(self._by_wave))]
        return kept


def _wave_context(db: Connection, wave_id: WaveId) -> WaveContext:
    wave = campaigns.find_wave(db, wave_id)
    assert wave is not None
    assert wave.date_at is not None
    campaign = campaigns.find(db, wave.occasion_id)
    assert campaign is not None
    return WaveContext(
        campaign=CampaignFacts(id=campaign.id, list_name=campaign.list_name, list_title=campaign.list_title),
        revision_id=wave.revision_id,
        settings=revisions.load_revision(db, wave.revision_id).settings,
        date_at=wave.date_at,
    )


class MessageComposer:
    """Builds the mails of one wave. Not for several threads at once."""

    def __init__(self, database: Database, context: WaveContext, *, keys: Keys, public_url: str) -> None:
        """Keep what every mail needs."""
        self._database, self.context, self._keys, self._public_url = database, context, keys, public_url
        self._prepared_messages: dict[Locale, PreparedMessage] = {}

    def prepare(self, locale: Locale) -> None:
        """Read and prepare what all mails in a locale have in common, unless it is kept from before.

        Raises:
            NotFoundError: the revision has no mail in it.
            DatabaseUnavailableError: the database is away.
        """
        if locale in self._prepared_messages:
            return
        with self._database.read() as db:
            stored_mail = revisions.part_body(db, self.context.revision_id, "mail", str(locale))
        if stored_mail is None:
            raise NotFoundError(f"Revision {self.context.revision_id} has no mail in {locale}")
        self._prepared_messages[locale] = prepare_message(
            CompiledMail.from_json(stored_mail), letterhead=letterhead(self.context)
        )

    def compose(self, row: LeasedRow) -> OutgoingMail:
        """Return the mail of one row in a locale that was prepared: the same bytes at every attempt.

        Whatever is raised here comes of this one row.
        """
        prepared_message = self._prepared_messages[row.locale]
        unsubscribe_url = self._link("u", Purpose.UNSUBSCRIBE, row)
        values = {"unsubscribe_url": unsubscribe_url, "online_url": self._link("r", Purpose.ONLINE, row)}
        personal = PersonalValues(
            recipient=row.address,
            name=row.name,
            values={**values, "name": row.name or "", "list_title": self.context.campaign.list_title},
            message_id=message_id(row.delivery_id, key=self._keys.message_ids, domain=self._domain),
            date=self.context.date_at,
            envelope_sender=envelope_sender(self._token(Purpose.BOUNCE, row), domain=self._domain),
            unsubscribe_uris=(unsubscribe_url,),
        )
        return personalise(prepared_message, personal, delivery_id=row.delivery_id)

    @property
    def _domain(self) -> str:
        return self.context.settings.sender_domain

    def _link(self, page: str, purpose: Purpose, row: LeasedRow) -> str:
        return f"{self._public_url}/{page}/{self._token(purpose, row)}"

    def _token(self, purpose: Purpose, row: LeasedRow) -> str:
        token = LinkToken(
            purpose=purpose, member_id=row.member_id, list_id=row.list_id, delivery_id=row.delivery_id
        )
        return sign(token, keys=self._keys.links)


def letterhead(context: WaveContext) -> Letterhead:
    """Return the headers that all mails of a list share."""
    settings, campaign = context.settings, context.campaign
    return Letterhead(
        sender=Mailbox(settings.sender_name, settings.sender_address),
        reply_to=Mailbox("", settings.reply_to) if settings.reply_to else None,
        list_title=campaign.list_title,
        list_identifier=f"{campaign.list_name}.{settings.sender_domain}",
        feedback_id=(f"c{campaign.id}", campaign.list_name, "newsletter", _sender_id(settings.sender_domain)),
    )


def _sender_id(domain: str) -> str:
    """Return the constant last field of the Feedback-ID: 5 to 15 characters made of the domain."""
    return re.sub(r"[^a-z0-9]", "", domain.lower())[:15].ljust(5, "0")
