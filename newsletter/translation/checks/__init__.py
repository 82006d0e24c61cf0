"""Checks: what a translation must keep, one small class each. `ALL` lists them; `runner.py` runs them."""

from newsletter.translation.checks.addresses import DeceivesNobody, RunsNoScript
from newsletter.translation.checks.base import Check
from newsletter.translation.checks.bidi import BalancesDirections
from newsletter.translation.checks.doubled_words import DoublesNoWord
from newsletter.translation.checks.html import InventsNoHtml, KeepsHtml
from newsletter.translation.checks.length import FitsTheMailbox, IsAboutAsLong, KeepsToMaxLength
from newsletter.translation.checks.markup import KeepsMarkup, KeepsTargets
from newsletter.translation.checks.numbers import KeepsNumbers
from newsletter.translation.checks.placeholders import KeepsPlaceholders
from newsletter.translation.checks.punctuation import EndsAlike, OpensSpanishMarks, SpacesFrenchMarks
from newsletter.translation.checks.scripts import IsInItsScript, MixesNoScripts
from newsletter.translation.checks.spaces import KeepsOuterSpace
from newsletter.translation.checks.terms import KeepsNames, KeepsToTheGlossary
from newsletter.translation.checks.untranslated import IsTranslated, SaysSomething

ALL: tuple[Check, ...] = (
    SaysSomething(),
    KeepsPlaceholders(),
    KeepsMarkup(),
    KeepsTargets(),
    InventsNoHtml(),
    KeepsHtml(),
    RunsNoScript(),
    DeceivesNobody(),
    BalancesDirections(),
    IsInItsScript(),
    MixesNoScripts(),
    IsTranslated(),
    KeepsNames(),
    KeepsToTheGlossary(),
    KeepsNumbers(),
    KeepsToMaxLength(),
    FitsTheMailbox(),
    IsAboutAsLong(),
    DoublesNoWord(),
    KeepsOuterSpace(),
    EndsAlike(),
    SpacesFrenchMarks(),
    OpensSpanishMarks(),
)
"""The checks of one message; those of whole catalogues are in `plurals.py` and `consistency.py`."""
