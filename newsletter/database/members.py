"""Members, lists and subscriptions: who may be written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Table, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from newsletter.database.schema import LocaleList, consent, list_, member, subscription
from newsletter.errors import NotFoundError
from newsletter.i18n.locale import Languages
from newsletter.identifiers import ListId, MemberId
from newsletter.members.member import NewMember, SubscriptionState
from newsletter.members.member_list import MemberList
from newsletter.revision.not_ready import NotReadyPolicy

_NONE_NAMED = literal((), LocaleList)


def create_list(db: Connection, name: str, *, title: str, now: datetime) -> ListId | None:
    """Make a list; None when the name is taken, also by somebody who makes it at the same time."""
    row = db.execute(
        _insert(db, list_)
        .values(name=name, title=title, created_at=now)
        .on_conflict_do_nothing(index_elements=["name"])
        .returning(list_.c.id)
    ).scalar_one_or_none()
    return ListId(row) if row is not None else None


def lists(db: Connection) -> list[MemberList]:
    """Return all lists by name."""
    confirmed = (
        select(func.count())
        .where(subscription.c.list_id == list_.c.id, subscription.c.state == SubscriptionState.CONFIRMED)
        .scalar_subquery()
    )
    columns = (list_.c.id, list_.c.name, list_.c.title, confirmed, list_.c.not_ready)
    rows = db.execute(select(*columns).order_by(list_.c.name))
    return [
        MemberList(ListId(row[0]), row[1], row[2], row[3], NotReadyPolicy(row[4]) if row[4] else None)
        for row in rows
    ]


def set_not_ready(db: Connection, id_: ListId, policy: NotReadyPolicy | None) -> None:
    """Set a list's policy, for campaigns that are made from now on."""
    db.execute(update(list_).where(list_.c.id == id_).values(not_ready=policy))


def add_members(
    db: Connection, members: Sequence[NewMember], *, to: ListId, evidence: str, now: datetime
) -> "MemberImportCounts":
    """Put members on a list and note the consent that the file stands for.

    A known address keeps its member (name and languages are filled in where they were empty); a
    subscription that exists is left as it is, so nobody who unsubscribed comes back by a file.
    """
    if not members:
        return MemberImportCounts(0, 0, 0)
    known_count = db.execute(
        select(func.count()).where(member.c.address_key.in_([new.address.key for new in members]))
    ).scalar_one()
    ids = _upsert_members(db, members, now)
    subscribed_ids = _subscribe(db, ids, to, now)
    if subscribed_ids:
        db.execute(
            insert(consent),
            [
                {"member_id": id_, "list_id": to, "event": "imported", "evidence": evidence, "at": now}
                for id_ in subscribed_ids
            ],
        )
    return MemberImportCounts(
        len(members) - known_count, len(subscribed_ids), len(members) - len(subscribed_ids)
    )


@dataclass(frozen=True, slots=True)
class MemberImportCounts:
    """What an import did: members new to the service, new on the list, there already."""

    new_count: int
    subscribed_count: int
    known_count: int

    def __add__(self, other: "MemberImportCounts") -> "MemberImportCounts":
        """Return the sum."""
        return MemberImportCounts(
            self.new_count + other.new_count,
            self.subscribed_count + other.subscribed_count,
            self.known_count + other.known_count,
        )


def unsubscribe(db: Connection, member_id: MemberId, from_: ListId, *, evidence: str, now: datetime) -> bool:
    """End a subscription; False when it was not confirmed (any more). The caller skips its deliveries."""
    changed_count = db.execute(
        update(subscription)
        .where(
            subscription.c.member_id == member_id,
            subscription.c.list_id == from_,
            subscription.c.state == SubscriptionState.CONFIRMED,
        )
        .values(state=SubscriptionState.UNSUBSCRIBED, changed_at=now)
    ).rowcount
    if changed_count:
        db.execute(
            insert(consent).values(
                member_id=member_id, list_id=from_, event="unsubscribed", evidence=evidence, at=now
            )
        )
    return bool(changed_count)


def require_list(db: Connection, name: str) -> MemberList:
    """Return the list of this name.

    Raises:
        NotFoundError: there is none; the text says which there are.
    """
    by_name = {member_list.name: member_list for member_list in lists(db)}
    if name not in by_name:
        known_names = ", ".join(by_name) or "none"
        raise NotFoundError(
            f"There is no list {name!r} (known: {known_names}). Run: newsletter list create {name}"
        )
    return by_name[name]


def count_by_languages(db: Connection, to: ListId) -> dict[Languages, int]:
    """Return how many confirmed members of a list have each ordered list of languages."""
    rows = db.execute(
        select(member.c.locales, func.count())
        .join(subscription, subscription.c.member_id == member.c.id)
        .where(subscription.c.list_id == to, subscription.c.state == SubscriptionState.CONFIRMED)
        .group_by(member.c.locales)
    )
    return {locales: count for locales, count in rows}  # noqa: C416 -- dict() does not know that a row is a pair


def find_id(db: Connection, address_key: str) -> MemberId | None:
    """Return the member with this folded address, if there is one."""
    member_id = db.execute(
        select(member.c.id).where(member.c.address_key == address_key)
    ).scalar_one_or_none()
    return MemberId(member_id) if member_id is not None else None


def find_locales(db: Connection, member_id: MemberId) -> Languages | None:
    """Return a member's ordered list of languages; None when there is no such member."""
    return db.execute(select(member.c.locales).where(member.c.id == member_id)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a page about one subscription needs to know."""

    state: SubscriptionState
    list_title: str
    locales: Languages


def find_subscription(db: Connection, member_id: MemberId, to: ListId) -> Subscription | None:
    """Return the relation of a member to a list, if there is one."""
    row = db.execute(
        select(subscription.c.state, list_.c.title, member.c.locales)
        .join(list_, list_.c.id == subscription.c.list_id)
        .join(member, member.c.id == subscription.c.member_id)
        .where(subscription.c.member_id == member_id, subscription.c.list_id == to)
    ).one_or_none()
    return Subscription(SubscriptionState(row[0]), row[1], row[2]) if row else None


def _upsert_members(db: Connection, members: Sequence[NewMember], now: datetime) -> list[int]:
    statement = _insert(db, member).values(
        [
            {
                "address": new.address.text,
                "address_key": new.address.key,
                "domain": new.address.domain,
                "name": new.name,
                "locales": new.locales,
                "created_at": now,
            }
            for new in members
        ]
    )
    upsert = statement.on_conflict_do_update(
        index_elements=["address_key"],
        set_={
            "name": func.coalesce(member.c.name, statement.excluded.name),
            "locales": func.coalesce(func.nullif(member.c.locales, _NONE_NAMED), statement.excluded.locales),
        },
    ).returning(member.c.id)
    return list(db.execute(upsert).scalars())


def _subscribe(db: Connection, ids: Sequence[int], to: ListId, now: datetime) -> list[int]:
    """Make confirmed subscriptions where there is none; return the members who got one."""
    rows = [
        {"member_id": id_, "list_id": to, "state": SubscriptionState.CONFIRMED, "changed_at": now}
        for id_ in ids
    ]
    statement = (
        _insert(db, subscription).values(rows).on_conflict_do_nothing(index_elements=["member_id", "list_id"])
    )
    return list(db.execute(statement.returning(subscription.c.member_id)).scalars())


def _insert(db: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that knows ON CONFLICT; both dialects spell it alike."""
    return postgresql.insert(table) if db.dialect.name == "postgresql" else sqlite.insert(table)
