"""What becomes of a member whose language is not ready: by languages, gates and policy."""

import pytest

from newsletter.delivery.language_policy import LanguageRules, Verdict, decide, policy_of
from newsletter.i18n.fallbacks import Fallbacks, Offer
from newsletter.i18n.locale import Locale
from newsletter.revision.not_ready import NotReadyPolicy

OFFER = Offer(ready=[Locale("en"), Locale("es"), Locale("pt-BR")], shut=[Locale("ar"), Locale("pt-PT")])
FALLBACKS = Fallbacks({Locale("ar"): (Locale("es"),), Locale("eu"): (Locale("es"),)})
FALLBACK, SKIP, HOLD, BLOCK = NotReadyPolicy

MEMBERS = [
    # wanted      policy    verdict              missing  locale  why
    ("en", BLOCK, Verdict.GETS, None, "en", "their language is ready"),
    ("ar", FALLBACK, Verdict.FALLS_BACK, "ar", "es", "the next best by the newsroom's edge"),
    ("ar en", FALLBACK, Verdict.FALLS_BACK, "ar", "en", "the next best that they named"),
    ("ar", SKIP, Verdict.SKIPPED, "ar", "es", "nothing is sent"),
    ("ar", HOLD, Verdict.HELD, "ar", "es", "they wait"),
    ("ar", BLOCK, Verdict.BLOCKS, "ar", "es", "all wait"),
    ("ar en", HOLD, Verdict.HELD, "ar", "en", "what they read first counts, whatever else is ready"),
    ("en ar", HOLD, Verdict.GETS, None, "en", "what they read first is ready"),
    ("ar-EG", HOLD, Verdict.HELD, "ar", "es", "by a relative"),
    ("pt-PT", HOLD, Verdict.GETS, None, "pt-BR", "a relative that is ready is read at once"),
    ("eu", BLOCK, Verdict.GETS, None, "es", "a language that is not offered is nothing to wait for"),
    ("eu en", SKIP, Verdict.GETS, None, "en", "nor is it a reason to be skipped"),
    ("eu ar", HOLD, Verdict.HELD, "ar", "es", "the first language that is offered counts"),
    ("", SKIP, Verdict.GETS, None, "en", "nothing asked for"),
]


@pytest.mark.parametrize(
    ("wanted", "policy", "verdict", "missing", "locale"),
    [row[:5] for row in MEMBERS],
    ids=[f"{row[0]} {row[1]}: {row[5]}" for row in MEMBERS],
)
def test_what_becomes_of_a_member(wanted, policy, verdict, missing, locale):
    """Each member meets with what the table says."""
    rules = LanguageRules(policy=policy, fallbacks=FALLBACKS, default=Locale("en"))

    found = decide([Locale(tag) for tag in wanted.split()], OFFER, rules)

    assert found.verdict is verdict
    assert found.missing == (Locale(missing) if missing else None)
    assert found.choice.locale == Locale(locale)
    assert found.is_leaving is (verdict in (Verdict.GETS, Verdict.FALLS_BACK))


@pytest.mark.parametrize(
    ("wanted", "stands_in"), [("en", False), ("pt-PT", False), ("ar", True), ("eu", True), ("eu en", False)]
)
def test_what_stands_in_for_something_that_was_named(wanted, stands_in):
    """A relative is what they asked for; what only an edge or the default gives is not."""
    rules = LanguageRules(policy=FALLBACK, fallbacks=FALLBACKS, default=Locale("en"))

    assert decide([Locale(tag) for tag in wanted.split()], OFFER, rules).is_stand_in is stands_in


@pytest.mark.parametrize(
    ("said", "policy"),
    [
        ([SKIP, HOLD, BLOCK], SKIP),
        ([None, HOLD, BLOCK], HOLD),
        ([None, None, BLOCK], BLOCK),
        ([], FALLBACK),
    ],
)
def test_who_says_it_first(said, policy):
    """The campaign, then its list, then the newsroom; without a word it is as it always was."""
    assert policy_of(*said) is policy
