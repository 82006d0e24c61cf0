"""The message composer: from a leased row of the ledger to the mail of that member.

    LeasedRow ──▶ MessageComposer.compose() ──▶ OutgoingMail

Keeps the prepared messages of one wave, one per locale and list, for as long as the slice runs.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from newsletter.database import revisions
from newsletter.database.database import Database
from newsletter.database.ledger import LeasedRow
from newsletter.delivery.campaign import Campaign
from newsletter.i18n.locale import Locale
from newsletter.identifiers import RevisionId
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
class WaveContext:
    """What all mails of one wave have in common: the revision, the list, the Date."""

    campaign: Campaign
    revision_id: RevisionId
    settings: SendingSettings
    date_at: datetime


class MessageComposer:
    """Builds the mails of one wave. Not for several threads."""

    def __init__(self, database: Database, context: WaveContext, *, keys: Keys, public_url: str) -> None:
        """Keep what every mail needs."""
        self._database, self._context, self._keys, self._public_url = database, context, keys, public_url
        self._prepared_messages: dict[Locale, PreparedMessage] = {}

    def compose(self, row: LeasedRow) -> OutgoingMail:
        """Return the mail of one row, the same bytes at every attempt.

        Raises:
            ValueError: this one mail cannot be built; the row is to be quarantined.
        """
        prepared_message = self._prepared_messages.get(row.locale) or self._prepare_message(row.locale)
        unsubscribe_url = self._link("u", Purpose.UNSUBSCRIBE, row)
        values = {"unsubscribe_url": unsubscribe_url, "online_url": self._link("r", Purpose.ONLINE, row)}
        personal = PersonalValues(
            recipient=row.address,
            name=row.name,
            values={**values, "name": row.name or "", "list_title": self._context.campaign.list_title},
            message_id=message_id(row.delivery_id, key=self._keys.message_ids, domain=self._domain),
            date=self._context.date_at,
            envelope_sender=envelope_sender(self._token(Purpose.BOUNCE, row), domain=self._domain),
            unsubscribe_uris=(unsubscribe_url,),
        )
        return personalise(prepared_message, personal, delivery_id=row.delivery_id)

    def _prepare_message(self, locale: Locale) -> PreparedMessage:
        with self._database.read() as db:
            stored_mail = revisions.part_body(db, self._context.revision_id, "mail", str(locale))
        if stored_mail is None:
            raise ValueError(f"the revision has no mail in {locale}")
        prepared_message = prepare_message(
            CompiledMail.from_json(stored_mail), letterhead=letterhead(self._context)
        )
        self._prepared_messages[locale] = prepared_message
        return prepared_message

    @property
    def _domain(self) -> str:
        return self._context.settings.sender_domain

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
