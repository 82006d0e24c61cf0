"""What a campaign would do, and how far it is: counted, for people and machines.

revision, list ──▶ plan_of() ──▶ CampaignPlan         before its release
ledger ──▶ status_of() ──▶ CampaignStatus             afterwards
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from newsletter.campaigns.release import Decisions, decide_all
from newsletter.database import campaigns, editions, revisions, waiting
from newsletter.database.movements import Movement, movement_of
from newsletter.delivery.campaign import Campaign, Wave
from newsletter.delivery.language_policy import Verdict
from newsletter.delivery.states import CampaignState, DeliveryState
from newsletter.i18n.locale import Languages, Locale
from newsletter.identifiers import RevisionId
from newsletter.revision.language_gate import LanguageGate


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagePlan:
    """What one language's members are to get."""

    locale: Locale
    subject: str
    member_count: int
    """Those whose mail leaves in it."""
    stand_in_count: int
    """Those of them who did not name it, nor a relative of it."""
    fell_back: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetCount:
    """Members who read first a language that is not ready, or only such as the edition is not offered in."""

    locale: Locale
    is_offered: bool
    why: str
    verdict: Verdict
    member_count: int
    gets: Mapping[Locale, int]
    """What they get instead, where they get something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPlan:
    """What a campaign would do."""

    campaign: Campaign
    revision_id: RevisionId
    member_count: int
    """Those whom it is to bring the edition."""
    had_count: int
    """Those of the list who have the edition, or may have it: left out, unless it is sent again."""
    languages: tuple[LanguagePlan, ...]
    unmet: tuple[UnmetCount, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many members meet with this."""
        return sum(unmet_count.member_count for unmet_count in self.unmet if unmet_count.verdict is verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageStatus:
    """One language of a campaign: its subject, and its deliveries by state."""

    locale: Locale
    subject: str
    """Empty where no revision of the campaign has the language."""
    by_state: dict[str, int]
    fell_back: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetStatus:
    """What became of the members whose language was not ready."""

    locale: Locale
    held_count: int
    skipped_count: int
    gets: Mapping[Locale, int]
    """What the others get instead."""


_NO_MOVEMENT = Movement(moved_at=None, workers=(), next_attempt_at=None)
STILL_S = 60.0
"""A campaign in which nothing has moved for so long is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignStatus:
    """How far a campaign is. Candidates are the sum over all states."""

    campaign: Campaign
    release_at: datetime | None
    candidate_count: int
    by_state: dict[str, int]
    languages: tuple[LanguageStatus, ...]
    unmet: tuple[UnmetStatus, ...] = ()
    plan: CampaignPlan | None = None
    """What it would do; None once it is released."""
    movement: Movement = _NO_MOVEMENT
    skipped: Mapping[str, int] = field(default_factory=dict)
    """How many were left out for which reason."""

    @property
    def held_counts(self) -> dict[Locale, int]:
        """How many wait for which language: until it is published, or a person gives up waiting."""
        return {
            unmet_status.locale: unmet_status.held_count
            for unmet_status in self.unmet
            if unmet_status.held_count
        }

    @property
    def is_over(self) -> bool:
        """True when nothing more will happen by itself."""
        return self.campaign.state in (CampaignState.FINISHED, CampaignState.CANCELLED)

    def still_s(self, now: datetime) -> float | None:
        """Return for how many seconds nothing has moved; None where that is as it should be."""
        is_busy = self.campaign.state is CampaignState.SENDING and self.busy_count
        if not is_busy or self.movement.moved_at is None:
            return None
        quiet_s = (now - self.movement.moved_at).total_seconds()
        return quiet_s if quiet_s >= STILL_S else None

    @property
    def busy_count(self) -> int:
        """Deliveries that workers have still to do with: open, and not held."""
        open_states = (DeliveryState.WAITING, DeliveryState.PENDING, DeliveryState.SUBMITTING)
        return sum(self.by_state.get(state, 0) for state in open_states) - sum(self.held_counts.values())


def plan_of(db: Connection, campaign: Campaign, revision_id: RevisionId) -> CampaignPlan:
    """Return what a campaign would do with a revision, were it released now."""
    by_languages = editions.count_owed_by_languages(db, campaign)
    decision_by_languages = decide_all(db, revision_id, by_languages, policy=campaign.not_ready)
    gates, subjects = revisions.gates(db, revision_id), revisions.subjects(db, revision_id)
    gets, stand_ins = Counter[Locale](), Counter[Locale]()
    for languages, decision in decision_by_languages.items():
        if decision.is_leaving and decision.choice.locale:
            gets[decision.choice.locale] += by_languages[languages]
            is_stand_in = bool(languages) and decision.is_stand_in
            stand_ins[decision.choice.locale] += by_languages[languages] if is_stand_in else 0
    return CampaignPlan(
        campaign=campaign,
        revision_id=revision_id,
        member_count=sum(by_languages.values()),
        had_count=editions.count_had(db, campaign.edition, campaign.list_id),
        languages=tuple(
            LanguagePlan(
                locale=locale,
                subject=subjects[locale],
                member_count=gets[locale],
                stand_in_count=stand_ins[locale],
                fell_back=gates[locale].fell_back,
            )
            for locale in subjects
        ),
        unmet=_unmet_counts(decision_by_languages, by_languages, gates),
    )


def _unmet_counts(
    decision_by_languages: Decisions,
    by_languages: Mapping[Languages, int],
    gates: Mapping[Locale, LanguageGate],
) -> tuple[UnmetCount, ...]:
    """Sum up by the language that is missing; those that are not offered come last."""
    gets: dict[tuple[bool, Locale, Verdict], Counter[Locale | None]] = {}
    for languages, decision in decision_by_languages.items():
        if decision.missing or (languages and decision.is_stand_in):
            missing = decision.missing or languages[0]
            key = (decision.missing is None, missing, decision.verdict)
            locale = decision.choice.locale if decision.is_leaving else None
            gets.setdefault(key, Counter())[locale] += by_languages[languages]
    return tuple(
        UnmetCount(
            locale=missing,
            is_offered=not is_foreign,
            why="the edition is not offered in it" if is_foreign else gates[missing].why,
            verdict=Verdict.FALLS_BACK if is_foreign else verdict,
            member_count=counts.total(),
            gets={locale: count for locale, count in counts.items() if locale is not None},
        )
        for (is_foreign, missing, verdict), counts in sorted(gets.items())
    )


def status_of(db: Connection, campaign: Campaign) -> CampaignStatus:
    """Return how far a campaign is."""
    waves = campaigns.waves_of(db, campaign.id)
    by_state = campaigns.count_by_state(db, campaign.id)
    is_to_come = campaign.state in (CampaignState.DRAFT, CampaignState.SCHEDULED)
    return CampaignStatus(
        campaign=campaign,
        release_at=waves[0].release_at if waves else None,
        candidate_count=sum(by_state.values()),
        by_state=by_state,
        languages=_language_statuses(db, campaign, waves),
        unmet=_unmet_statuses(db, campaign),
        movement=movement_of(db, campaign.id),
        skipped=campaigns.count_skipped(db, campaign.id),
        plan=plan_of(db, campaign, campaign.revision_id) if campaign.revision_id and is_to_come else None,
    )


def _language_statuses(db: Connection, campaign: Campaign, waves: list[Wave]) -> tuple[LanguageStatus, ...]:
    """Return each language of the campaign, as the first revision has it that it is ready in.

    Behind them come languages that no revision has and rows name all the same: their mails count too.
    """
    first_by_locale: dict[Locale, tuple[str, tuple[str, ...]]] = {}
    for revision_id in dict.fromkeys(wave.revision_id for wave in waves):
        gates = revisions.gates(db, revision_id)
        for locale, subject in revisions.subjects(db, revision_id).items():
            first_by_locale.setdefault(locale, (subject, gates[locale].fell_back))
    by_locale: dict[Locale, dict[str, int]] = {locale: {} for locale in first_by_locale}
    for (tag, state), count in sorted(campaigns.count_by_locale(db, campaign.id).items()):
        by_locale.setdefault(Locale(tag), {})[state] = count
    statuses = []
    for locale, states in by_locale.items():
        subject, fell_back = first_by_locale.get(locale, ("", ()))
        statuses.append(LanguageStatus(locale=locale, subject=subject, by_state=states, fell_back=fell_back))
    return tuple(statuses)


def _unmet_statuses(db: Connection, campaign: Campaign) -> tuple[UnmetStatus, ...]:
    held_counts, skipped_counts = Counter[Locale](), Counter[Locale]()
    gets: dict[Locale, Counter[Locale]] = {}
    for missing_count in waiting.count_missing(db, campaign.id):
        held_counts[missing_count.missing] += (
            missing_count.member_count if missing_count.state is DeliveryState.WAITING else 0
        )
        skipped_counts[missing_count.missing] += (
            missing_count.member_count if missing_count.state is DeliveryState.SKIPPED else 0
        )
        instead = gets.setdefault(missing_count.missing, Counter())
        if missing_count.locale is not None:
            instead[missing_count.locale] += missing_count.member_count
    return tuple(
        UnmetStatus(
            locale=missing,
            held_count=held_counts[missing],
            skipped_count=skipped_counts[missing],
            gets=instead,
        )
        for missing, instead in gets.items()
    )
