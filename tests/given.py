"""What tests start from: members, a revision, a released wave, in any database."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from newsletter.database import campaigns, editions, members, planning, revisions
from newsletter.database.database import Database
from newsletter.database.ledger import LeasedRow
from newsletter.database.outcomes import AttemptReceipt
from newsletter.database.revisions import NewRevision, RevisionPart
from newsletter.delivery.outcomes import Outcome, Receipt
from newsletter.delivery.states import CampaignState
from newsletter.i18n.locale import Locale, LocaleMatch
from newsletter.identifiers import ListId, OccasionId, RevisionId, WaveId
from newsletter.members.member import NewMember, parse_address
from newsletter.revision.compiled_mail import CompiledMail
from newsletter.revision.language_gate import LanguageGate
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens
from newsletter.revision.sending_settings import SendingSettings

SETTINGS = {
    "name": "Polycentra",
    "sender_name": "Polycentra",
    "sender_address": "news@example.org",
    "reply_to": None,
    "website": "https://www.example.org/",
    "look": {"accent": "#0b5c8a", "ink": "#1d2730", "paper": "#ffffff", "backdrop": "#eef2f5"},
}


def locales(*tags: str) -> tuple[Locale, ...]:
    """Return locales by their tags."""
    return tuple(Locale.parse(tag) for tag in tags)


def new_member(address: str, *tags: str, name: str | None = None) -> NewMember:
    """Return a member as an address file would name one."""
    return NewMember(address=parse_address(address), name=name, locales=locales(*tags))


def given_list(database: Database, now: datetime, *, name: str = "members", title: str = "Members") -> ListId:
    """Make a list."""
    with database.write() as db:
        made = members.create_list(db, name, title=title, now=now)
    assert made is not None
    return made


def given_members(database: Database, to: ListId, people: Sequence[NewMember], now: datetime) -> None:
    """Put people on a list."""
    with database.write() as db:
        members.add_members(db, people, to=to, evidence="a test", now=now)


def people(count: int, *tags: str) -> list[NewMember]:
    """Return that many members who read these languages."""
    return [new_member(f"member{number}@host{number % 7}.example", *tags) for number in range(1, count + 1)]


def compiled_mail(tag: str, *, subject: str = "", html: str = "", text: str = "") -> CompiledMail:
    """Return a small compiled mail with all slots."""
    tokens = SlotTokens("0123456789abcdef")
    name, leave, online = (tokens.token(slot) for slot in ("name", "unsubscribe_url", "online_url"))
    locale = Locale.parse(tag)
    opening = f'<html lang="{tag}" dir="{locale.direction}"><body><div lang="{tag}">'
    return CompiledMail(
        locale=locale,
        subject=subject or f"Subject in {tag}",
        html=html
        or f'{opening}<p>Dear {name}</p><a href="{leave}">x</a><a href="{online}">y</a></div></body></html>',
        text=text or f"Dear {name}\n\n{leave}\n{online}\n",
        tokens=tokens,
        slots=(
            Slot(name="name", kind=SlotKind.TEXT, max_chars=100, neutral="reader"),
            Slot(name="list_title", kind=SlotKind.TEXT, max_chars=100, neutral="Polycentra"),
            Slot(
                name="unsubscribe_url", kind=SlotKind.URL, max_chars=300, neutral="https://www.example.org/"
            ),
            Slot(name="online_url", kind=SlotKind.URL, max_chars=300, neutral="https://www.example.org/"),
        ),
    )


def given_revision(
    database: Database,
    now: datetime,
    *tags: str,
    edition: str = "first",
    extra: Sequence[RevisionPart] = (),
    shut: Sequence[str] = (),
) -> RevisionId:
    """Publish an edition in these languages; the first is its source. Those in `shut` are not ready."""
    mails = [compiled_mail(tag) for tag in tags or ("en",)]
    parts = [part("mail", str(mail.locale), mail.to_json()) for mail in mails] + list(extra)
    new = NewRevision(
        digest=sha256(json.dumps([edition, *tags, [p.sha256 for p in parts], *shut]).encode()).hexdigest(),
        edition=edition,
        source_locale=mails[0].locale,
        settings=SendingSettings.from_json(SETTINGS),
        gates=(
            *(gate_of(mail.locale) for mail in mails),
            *(gate_of(one, shut=True) for one in locales(*shut)),
        ),
        subjects={mail.locale: mail.subject for mail in mails},
        parts=tuple(parts),
    )
    with database.write() as db:
        return revisions.publish(db, new, now=now)[0]


def gate_of(locale: Locale, *, shut: bool = False) -> LanguageGate:
    """Return the decision of the gate for a locale."""
    return LanguageGate(
        locale=locale,
        is_open=not shut,
        why="2 of 7 messages are not translated" if shut else "",
        message_count=7,
        translated_count=5 if shut else 7,
        fell_back=(),
    )


def part(
    role: revisions.PartRole, name: str, body: bytes, *, media_type: str = "application/json"
) -> RevisionPart:
    """Return a part of a revision."""
    return RevisionPart(
        role=role, name=name, sha256=sha256(body).hexdigest(), media_type=media_type, body=body
    )


def given_campaign(
    database: Database, now: datetime, *, to: ListId, revision: RevisionId
) -> tuple[OccasionId, WaveId]:
    """Make a campaign with one wave, in draft."""
    with database.write() as db:
        campaign = campaigns.create(db, edition="first", list_id=to, now=now)
        return campaign, campaigns.create_wave(db, campaign, revision_id=revision, release_at=now)


def heard(
    row: LeasedRow, outcome: Outcome, code: int | None = None, *, permitted: bool = True, **more: str
) -> AttemptReceipt:
    """Return what became of a leased row's mail, at the attempt of that lease."""
    receipt = Receipt(delivery_id=row.delivery_id, outcome=outcome, code=code, **more)
    return receipt, row.attempt(is_permitted=permitted)


def given_wave(database: Database, now: datetime, *, count: int, tags: Sequence[str] = ("en",)) -> WaveId:
    """Make a released wave with that many pending deliveries in English."""
    to = given_list(database, now)
    given_members(database, to, people(count, *tags), now)
    campaign, wave = given_campaign(database, now, to=to, revision=given_revision(database, now, *tags))
    release(database, campaign, wave, to, now)
    return wave


def release(database: Database, campaign: OccasionId, wave: WaveId, to: ListId, now: datetime) -> None:
    """Plan and release a wave, every member in the first of their languages."""
    with database.write() as db:
        campaigns.move(db, campaign, to=CampaignState.SENDING, now=now)
        campaigns.release_wave(db, wave, date_at=now)
        found = campaigns.find(db, campaign)
        planning.plan(db, found, wave, claim=editions.claim(db, found), now=now)
        wanted = planning.wanted_locales(db, wave)
        matches = {languages: LocaleMatch(languages[0], "asked for") for languages in wanted}
        planning.release(db, wave, matches, now=now)
        planning.number_into_chunks(db, wave)
