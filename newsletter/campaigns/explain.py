"""Explain which language somebody gets of an edition, and why: every step, ready or not.

    a member, or some languages ──▶ decide() by a revision or the newsroom's files ──▶ Explanation

The same rules decide that decide at a campaign's release. No name and no address is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from newsletter.campaigns.campaigns import own_list, require_revision
from newsletter.campaigns.release import offer_of, rules_of, wanted_of
from newsletter.database import members, revisions
from newsletter.database.database import Database
from newsletter.delivery.language_policy import Decision, Rules, Verdict, decide, policy_of
from newsletter.errors import NotFoundError, RuleError
from newsletter.i18n.fallbacks import Step
from newsletter.i18n.locale import Locale
from newsletter.identifiers import MemberId
from newsletter.members.member import SubscriptionState, parse_address
from newsletter.newsroom.folder import NewsroomFolder
from newsletter.publishing.build import build
from newsletter.publishing.publish import require_source
from newsletter.revision.language_gate import GateResult
from newsletter.revision.not_ready import NotReadyPolicy
from newsletter.subscriptions.lists import require_list


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedStep:
    """One look at one language."""

    text: str
    is_ready: bool
    locale: Locale | None
    """What was looked at: the language that can be had, or the one that is not ready."""
    why: str
    """What the gate says of it; empty where the edition is not offered in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Who gets what, and why."""

    edition: str
    decided_by: str
    """Whose gates these are: `revision 3`, or `the newsroom's files`."""
    reader: str
    """`member 17`, or `whoever reads these`."""
    wanted: tuple[Locale, ...]
    standing: str | None
    """The member's relation to the list; None where no member was named."""
    policy: NotReadyPolicy
    steps: tuple[ExplainedStep, ...]
    verdict: Verdict
    locale: Locale | None
    """What they get, or would get if they were not made to wait or left out."""
    missing: Locale | None

    @property
    def sentence(self) -> str:
        """The decision in words."""
        if self.standing not in (None, SubscriptionState.CONFIRMED):
            return f"gets nothing: {self.standing}"
        return {
            Verdict.GETS: f"gets {self.locale}",
            Verdict.FALLS_BACK: f"gets {self.locale}, for {self.missing} is not ready",
            Verdict.SKIPPED: f"gets nothing, for {self.missing} is not ready",
            Verdict.HELD: f"waits for {self.missing}, and would get {self.locale} without that",
            Verdict.BLOCKS: f"blocks the campaign until {self.missing} is ready",
        }[self.verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Who is asked about."""

    name: str
    wanted: tuple[Locale, ...]
    standing: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """By what is decided."""

    slug: str
    decided_by: str
    gates: Mapping[Locale, GateResult]
    rules: Rules


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
        to = require_list(db, list_name or own_list(revision))
        who = _member_id(db, member)
        found = members.find_subscription(db, who, to.id)
        standing = str(found.state) if found else f"not on the list {to.name}"
        reader = _Reader(
            name=f"member {who}", wanted=wanted_of(members.find_locales(db, who) or ""), standing=standing
        )
        return _explained(reader, _published(db, edition, (policy, to.not_ready)))


def explain_languages(
    database: Database, edition: str, wanted: Sequence[Locale], *, policy: NotReadyPolicy | None
) -> Explanation:
    """Explain by the newest revision what somebody gets who reads these languages, in this order.

    Raises:
        NotFoundError: the edition is not published.
    """
    with database.read() as db:
        return _explained(_somebody(wanted), _published(db, edition, (policy,)))


def explain_files(
    folder: NewsroomFolder,
    edition: str,
    wanted: Sequence[Locale],
    *,
    policy: NotReadyPolicy | None,
    public_url: str,
) -> Explanation:
    """Explain it by the newsroom's files, as they are now. Needs no database.

    Raises:
        SourceError: a file of the edition is wrong, or its own language cannot go out: nobody gets it.
    """
    built = build(folder, edition, public_url=public_url)
    require_source(built)
    newsroom = built.manuscript.newsroom
    rules = Rules(
        policy=policy_of(policy, newsroom.translation.not_ready),
        fallbacks=newsroom.fallbacks,
        default=built.manuscript.edition.language,
    )
    return _explained(
        _somebody(wanted),
        _Edition(
            slug=edition,
            decided_by="the newsroom's files",
            gates={decided.locale: decided for decided in built.gates},
            rules=rules,
        ),
    )


def _somebody(wanted: Sequence[Locale]) -> _Reader:
    return _Reader(name="whoever reads these", wanted=tuple(wanted))


def _published(db: Connection, edition: str, said: Iterable[NotReadyPolicy | None]) -> _Edition:
    revision = require_revision(db, edition)
    policy = policy_of(*said, revision.settings.get("not_ready"))
    return _Edition(
        slug=edition,
        decided_by=f"revision {revision.id}",
        gates=revisions.gates(db, revision.id),
        rules=rules_of(revision, policy),
    )


def _member_id(db: Connection, member: str) -> MemberId:
    """Return the member of this number or address. No error repeats an address."""
    if member.isascii() and member.isdigit():
        # No database numbers a row above that, and SQLite cannot even be asked.
        who = MemberId(int(member)) if len(member) < len(str(2**63)) else None
        known = who is not None and members.find_locales(db, who) is not None
    else:
        try:
            who = members.find_id(db, parse_address(member).key)
        except ValueError as error:
            raise RuleError(f"--member is neither a number nor an address: {error}") from None
        known = who is not None
    if who is None or not known:
        raise NotFoundError(
            "There is no member of this number or address. Members come in by: newsletter member import"
        )
    return who


def _explained(reader: _Reader, edition: _Edition) -> Explanation:
    decision = decide(reader.wanted, offer_of(edition.gates.values()), edition.rules)
    return Explanation(
        edition=edition.slug,
        decided_by=edition.decided_by,
        reader=reader.name,
        wanted=reader.wanted,
        standing=reader.standing,
        policy=edition.rules.policy,
        steps=_steps(decision, edition.gates),
        verdict=decision.verdict,
        locale=decision.choice.locale,
        missing=decision.missing,
    )


def _steps(decision: Decision, gates: Mapping[Locale, GateResult]) -> tuple[ExplainedStep, ...]:
    return tuple(_step(step, gates) for step in decision.choice.steps)


def _step(step: Step, gates: Mapping[Locale, GateResult]) -> ExplainedStep:
    locale = step.found or step.shut
    why = gates[locale].why if locale is not None and locale in gates else ""
    return ExplainedStep(text=step.text, is_ready=step.found is not None, locale=locale, why=why)
