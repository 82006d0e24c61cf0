"""Explain by the newest revision which language a member, or whoever reads some languages, gets.

a member, or some languages ──▶ Reader, Offered by the newest revision ──▶ delivery.explanation.explain()
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from newsletter.campaigns.campaigns import own_list, require_revision
from newsletter.campaigns.release import rules_of
from newsletter.database import members, revisions
from newsletter.database.database import Database
from newsletter.database.members import require_list
from newsletter.delivery.explanation import Explanation, OfferedLanguages, Reader, explain, reader_of
from newsletter.delivery.language_policy import policy_of
from newsletter.errors import NotFoundError, RuleError
from newsletter.i18n.locale import Locale
from newsletter.identifiers import MemberId
from newsletter.members.member import parse_address
from newsletter.members.member_list import MemberList
from newsletter.revision.not_ready import NotReadyPolicy


def explain_member(
    database: Database, edition: str, member: str, *, list_name: str | None, policy: NotReadyPolicy | None
) -> Explanation:
    """Explain by the newest revision what a member of a list gets.

    Args:
        database: where member and revision are.
        edition: slug of a published edition.
        member: the member's number, or address.
        list_name: None takes the list that the edition itself names.
        policy: None takes the list's, or else the newsroom's.

    Raises:
        NotFoundError: there is no such edition, list or member.
        RuleError: no list is named, and the edition names none or several.
    """
    with database.read() as db:
        revision = require_revision(db, edition)
        member_list = require_list(db, list_name or own_list(revision))
        return explain(
            _reader(db, member, member_list), _published_languages(db, edition, policy, member_list.not_ready)
        )


def explain_languages(
    database: Database, edition: str, wanted: Sequence[Locale], *, policy: NotReadyPolicy | None
) -> Explanation:
    """Explain by the newest revision what somebody gets who reads these languages, in this order.

    Raises:
        NotFoundError: the edition is not published.
    """
    with database.read() as db:
        return explain(reader_of(wanted), _published_languages(db, edition, policy))


def _reader(db: Connection, member: str, member_list: MemberList) -> Reader:
    """Return a member of this number or address as a reader of a list."""
    id_ = _member_id(db, member)
    subscription = members.find_subscription(db, id_, member_list.id)
    return Reader(
        name=f"member {id_}",
        wanted=members.find_locales(db, id_) or (),
        standing=str(subscription.state) if subscription else f"not on the list {member_list.name}",
    )


def _published_languages(db: Connection, edition: str, *policies: NotReadyPolicy | None) -> OfferedLanguages:
    revision = require_revision(db, edition)
    return OfferedLanguages(
        edition=edition,
        decided_by=f"revision {revision.id}",
        gates=revisions.gates(db, revision.id),
        rules=rules_of(revision, policy_of(*policies, revision.settings.not_ready)),
    )


def _member_id(db: Connection, member: str) -> MemberId:
    """Return the member of this number or address. No error repeats an address."""
    if member.isascii() and member.isdigit():
        # No database numbers a row above that, and SQLite cannot even be asked.
        member_id = MemberId(int(member)) if len(member) < len(str(2**63)) else None
        is_known = member_id is not None and members.find_locales(db, member_id) is not None
    else:
        try:
            member_id = members.find_id(db, parse_address(member).key)
        except ValueError as error:
            raise RuleError(f"--member is neither a number nor an address: {error}") from None
        is_known = member_id is not None
    if member_id is None or not is_known:
        raise NotFoundError(
            "There is no member of this number or address. Members come in by: newsletter member import"
        )
    return member_id
