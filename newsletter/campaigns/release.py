"""Releasing: who gets what in which language now, who waits for theirs, who gets nothing.

    planned rows ─▶ decide() for each ordered list of languages ─┬▶ pending, in chunks
                                                                 ├▶ waiting on: held
                                                                 └▶ skipped

Everything here runs in the caller's transaction. Held rows are settled again when a newer revision of
the edition is there, when their deadline passes, or when a person gives up waiting.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from newsletter.database import campaigns, editions, planning, revisions, waiting
from newsletter.database.revisions import Revision
from newsletter.delivery.campaign import Campaign, Wave
from newsletter.delivery.language_policy import Decision, LanguageRules, Verdict, decide, offer_of
from newsletter.i18n.locale import Languages, Locale, LocaleMatch
from newsletter.identifiers import OccasionId, RevisionId, WaveId
from newsletter.revision.not_ready import NotReadyPolicy

Decisions = Mapping[Languages, Decision]
"""By ordered list of languages."""


def rules_of(revision: Revision, policy: NotReadyPolicy) -> LanguageRules:
    """Return the rules of a revision: its newsroom's edges are published with it."""
    return LanguageRules(policy=policy, fallbacks=revision.settings.fallbacks, default=revision.source_locale)


def decide_all(
    db: Connection, revision_id: RevisionId, language_lists: Iterable[Languages], *, policy: NotReadyPolicy
) -> Decisions:
    """Decide for each ordered list of languages, by what is ready in a revision."""
    rules = rules_of(revisions.load_revision(db, revision_id), policy)
    offer = offer_of(revisions.gates(db, revision_id).values())
    return {locales: decide(locales, offer, rules) for locales in language_lists}


def release(db: Connection, wave_id: WaveId, now: datetime) -> bool:
    """Plan and release a wave: rows, locales, chunks, Date; False when it was released before."""
    wave = campaigns.find_wave(db, wave_id)
    assert wave is not None
    if not campaigns.release_wave(db, wave_id, date_at=now):
        return False
    campaign = campaigns.find(db, wave.occasion_id)
    assert campaign is not None
    claim = editions.claim(db, campaign)
    planning.plan(db, campaign, wave_id, claim=claim, now=now)
    _decide_and_send_off(db, campaign, wave, now)
    return True


def plan_again(db: Connection, campaign: Campaign, now: datetime) -> WaveId | None:
    """Release what a campaign left out for another's sake that does not bring it; return the new wave.

    The campaign goes on, though it was finished. Its row is locked by that.
    """
    if not campaigns.reopen(db, campaign.id, now=now):
        return None
    editions.claim(db, campaign)
    newest = revisions.newest_revision(db, campaign.edition)
    assert newest is not None  # the campaign was made of one
    wave_id = campaigns.create_wave(db, campaign.id, revision_id=newest.id, release_at=now)
    campaigns.release_wave(db, wave_id, date_at=now)
    editions.take_back(db, campaign.id, into=wave_id, now=now)
    wave = campaigns.find_wave(db, wave_id)
    assert wave is not None
    _decide_and_send_off(db, campaign, wave, now)
    return wave_id


def _decide_and_send_off(db: Connection, campaign: Campaign, wave: Wave, now: datetime) -> None:
    language_lists = planning.wanted_locales(db, wave.id)
    decision_by_languages = _wave_decisions(db, wave, language_lists, campaign.not_ready)
    _leave_out(db, campaign.id, decision_by_languages, now)
    _send_off(db, wave.id, decision_by_languages, now)


def _wave_decisions(
    db: Connection, wave: Wave, language_lists: Iterable[Languages], policy: NotReadyPolicy
) -> Decisions:
    """Decide for planned rows. Who joined since it was seen that nothing blocks waits, and blocks nobody."""
    return {
        locales: replace(decision, verdict=Verdict.HELD) if decision.verdict is Verdict.BLOCKS else decision
        for locales, decision in decide_all(db, wave.revision_id, language_lists, policy=policy).items()
    }


def _leave_out(db: Connection, id_: OccasionId, decision_by_languages: Decisions, now: datetime) -> int:
    """Hold and skip the rows that do not leave now; return how many were skipped."""
    skipped_count = 0
    for locales, decision in decision_by_languages.items():
        if decision.is_leaving:
            continue
        assert decision.missing is not None
        if decision.verdict is Verdict.SKIPPED:
            skipped_count += planning.skip_unready(db, id_, locales, missing=decision.missing, now=now)
        else:
            planning.hold(db, id_, locales, missing=decision.missing, now=now)
    return skipped_count


def _send_off(db: Connection, wave_id: WaveId, decision_by_languages: Decisions, now: datetime) -> int:
    """Make the rows of a wave that leave pending, in chunks; return how many."""
    leaving_decisions = {
        locales: decision for locales, decision in decision_by_languages.items() if decision.is_leaving
    }
    moved_count = planning.release(
        db,
        wave_id,
        {locales: _match(decision) for locales, decision in leaving_decisions.items()},
        missing={
            locales: leaving_decision.missing
            for locales, leaving_decision in leaving_decisions.items()
            if leaving_decision.missing
        },
        now=now,
    )
    planning.number_into_chunks(db, wave_id)
    return moved_count


def _match(decision: Decision) -> LocaleMatch:
    assert decision.choice.locale is not None  # the rules have a default
    return LocaleMatch(decision.choice.locale, decision.choice.why)


def pin_newest(db: Connection, campaign: Campaign, wave: Wave) -> Wave:
    """Let a wave that waits send the newest revision of its edition; return the wave as it is now."""
    newest = revisions.newest_revision(db, campaign.edition)
    if newest is None or newest.id == wave.revision_id:
        return wave
    if campaigns.repin_wave(db, wave.id, revision_id=newest.id):
        return replace(wave, revision_id=newest.id)
    return wave


def blocking_languages(db: Connection, campaign: Campaign, wave: Wave) -> Counter[Locale]:
    """Return the languages for whose sake a wave must not leave yet, and how many read each first."""
    if campaign.not_ready is not NotReadyPolicy.BLOCK:
        return Counter()
    return _unready_languages(db, wave.revision_id, editions.count_owed_by_languages(db, campaign))


def _unready_languages(
    db: Connection, revision_id: RevisionId, by_languages: Mapping[Languages, int]
) -> Counter[Locale]:
    counts: Counter[Locale] = Counter()
    for locales, decision in decide_all(db, revision_id, by_languages, policy=NotReadyPolicy.BLOCK).items():
        if decision.missing is not None:
            counts[decision.missing] += by_languages[locales]
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledRows:
    """What became of held rows: how many leave, in which new wave, and how many are skipped."""

    wave_id: WaveId | None
    released_count: int
    skipped_count: int


def settle(
    db: Connection,
    campaign: Campaign,
    groups: Collection[waiting.HeldGroup],
    *,
    policy: NotReadyPolicy,
    now: datetime,
) -> SettledRows:
    """Decide anew for held rows, by the newest revision of the edition. The campaign is locked.

    What leaves does so in a wave of its own, pinned to that revision; what still has to wait does.
    """
    newest = revisions.newest_revision(db, campaign.edition)
    assert newest is not None  # the campaign was made of one
    decision_by_languages = decide_all(db, newest.id, {group.locales for group in groups}, policy=policy)
    leaving_locales = [locales for locales, decision in decision_by_languages.items() if decision.is_leaving]
    wave_id, released_count = None, 0
    if leaving_locales:
        wave_id = campaigns.create_wave(db, campaign.id, revision_id=newest.id, release_at=now)
        campaigns.release_wave(db, wave_id, date_at=now)
        waiting.take_over(db, campaign.id, leaving_locales, into=wave_id)
        released_count = _send_off(db, wave_id, decision_by_languages, now)
    skipped_count = _leave_out(db, campaign.id, decision_by_languages, now)
    return SettledRows(wave_id=wave_id, released_count=released_count, skipped_count=skipped_count)


def may_be_ready(db: Connection, campaign: Campaign) -> bool:
    """Tell whether there is a revision that the campaign's held rows have not been decided by."""
    newest = revisions.newest_revision(db, campaign.edition)
    last_wave = campaigns.waves_of(db, campaign.id)[-1]
    return newest is not None and newest.id != last_wave.revision_id
