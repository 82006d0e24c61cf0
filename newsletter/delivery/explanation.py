"""Explain which language somebody gets of an edition, and why: every step, ready or not.

    Reader, OfferedLanguages ──▶ explain() ──▶ Explanation

The same rules decide that decide at a campaign's release. What is offered comes from a revision
(`campaigns.explain`) or from the newsroom's files (`publishing.offer`). No name and no address is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsletter.delivery.language_policy import Decision, LanguageRules, Verdict, decide, offer_of
from newsletter.i18n.fallbacks import Step
from newsletter.i18n.locale import Languages, Locale
from newsletter.members.member import SubscriptionState
from newsletter.revision.language_gate import LanguageGate
from newsletter.revision.not_ready import NotReadyPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is asked about."""

    name: str
    """`member 17`, or `whoever reads these`."""
    wanted: Languages
    standing: str | None = None
    """The member's relation to the list; None where no member was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedLanguages:
    """What an edition offers, and by which rules it is decided."""

    edition: str
    decided_by: str
    """Whose gates these are: `revision 3`, or `the newsroom's files`."""
    gates: Mapping[Locale, LanguageGate]
    rules: LanguageRules


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
    wanted: Languages
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


def reader_of(wanted: Sequence[Locale]) -> Reader:
    """Return somebody who reads these languages, in this order."""
    return Reader(name="whoever reads these", wanted=tuple(wanted))


def explain(reader: Reader, offered: OfferedLanguages) -> Explanation:
    """Return which language a reader gets of what is offered, with every step that led there."""
    decision = decide(reader.wanted, offer_of(offered.gates.values()), offered.rules)
    return Explanation(
        edition=offered.edition,
        decided_by=offered.decided_by,
        reader=reader.name,
        wanted=reader.wanted,
        standing=reader.standing,
        policy=offered.rules.policy,
        steps=_steps(decision, offered.gates),
        verdict=decision.verdict,
        locale=decision.choice.locale,
        missing=decision.missing,
    )


def _steps(decision: Decision, gates: Mapping[Locale, LanguageGate]) -> tuple[ExplainedStep, ...]:
    return tuple(_step(step, gates) for step in decision.choice.steps)


def _step(step: Step, gates: Mapping[Locale, LanguageGate]) -> ExplainedStep:
    locale = step.found or step.shut
    why = gates[locale].why if locale is not None and locale in gates else ""
    return ExplainedStep(text=step.text, is_ready=step.found is not None, locale=locale, why=why)
