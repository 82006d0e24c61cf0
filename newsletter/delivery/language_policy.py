"""What becomes of a member when a campaign is released: by their languages and the list's policy.

    wanted, Offer, LanguageRules ──▶ decide() ──▶ Decision: get, fall back, be skipped, wait, block

Not ready is a language that the edition is offered in, that the member reads before all others that
it is offered in, and whose gate is shut. A language that the edition is not offered in is nothing to
wait for: its readers get the next best, whatever the policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsletter.i18n.fallbacks import Choice, Fallbacks, Offer, choose, language_of
from newsletter.i18n.locale import Locale
from newsletter.revision.language_gate import LanguageGate
from newsletter.revision.not_ready import NotReadyPolicy


class Verdict(StrEnum):
    """What becomes of a member."""

    GETS = "gets"
    """The mail leaves, and nothing that the member reads first is being waited for."""
    FALLS_BACK = "falls back"
    """The mail leaves in the next best language."""
    SKIPPED = "skipped"
    HELD = "held"
    BLOCKS = "blocks"
    """Nobody's mail leaves."""


_VERDICTS = {
    NotReadyPolicy.FALLBACK: Verdict.FALLS_BACK,
    NotReadyPolicy.SKIP: Verdict.SKIPPED,
    NotReadyPolicy.HOLD: Verdict.HELD,
    NotReadyPolicy.BLOCK: Verdict.BLOCKS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRules:
    """By what a campaign decides."""

    policy: NotReadyPolicy
    fallbacks: Fallbacks
    default: Locale
    """The edition's source language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of the members with one ordered list of languages."""

    verdict: Verdict
    choice: Choice
    """What they get, or would get if they were not held, skipped or blocking."""
    missing: Locale | None
    """The language that is not ready; None when theirs is, or none of theirs is offered."""

    @property
    def is_leaving(self) -> bool:
        """True when their mail leaves now."""
        return self.verdict in (Verdict.GETS, Verdict.FALLS_BACK)

    @property
    def is_stand_in(self) -> bool:
        """True when what they get is none of the languages that they named."""
        return len(self.choice.steps[-1].path) != 1


def decide(wanted: Sequence[Locale], offer: Offer, rules: LanguageRules) -> Decision:
    """Return what becomes of members who read these languages, in this order."""
    choice = choose(wanted, offer, fallbacks=rules.fallbacks, default=rules.default)
    first = language_of(wanted, offer)
    missing = first if first in offer.shut else None
    verdict = _VERDICTS[rules.policy] if missing else Verdict.GETS
    return Decision(verdict=verdict, choice=choice, missing=missing)


def offer_of(gates: Iterable[LanguageGate]) -> Offer:
    """Return what an edition offers, by its gates."""
    gates = list(gates)
    return Offer(
        ready=[gate.locale for gate in gates if gate.is_open],
        shut=[gate.locale for gate in gates if not gate.is_open],
    )


def policy_of(*policies: NotReadyPolicy | None) -> NotReadyPolicy:
    """Return the first policy that somebody named: campaign, list, newsroom, in that order.

    >>> policy_of(None, NotReadyPolicy.HOLD, NotReadyPolicy.SKIP)
    <NotReadyPolicy.HOLD: 'hold'>
    """
    return next((policy for policy in policies if policy), NotReadyPolicy.FALLBACK)
