"""Checks: what a translation must keep, one small class each. `ALL` lists them; `run.py` runs them."""

from newsletter.content.checks.addresses import DeceivesNobody, RunsNoScript
from newsletter.content.checks.base import Check
from newsletter.content.checks.bidi import BalancesDirections
from newsletter.content.checks.doubled_words import DoublesNoWord
from newsletter.content.checks.html import InventsNoHtml, KeepsHtml
from newsletter.content.checks.length import FitsTheMailbox, IsAboutAsLong, KeepsToMaxLength
from newsletter.content.checks.markup import KeepsMarkup, KeepsTargets
from newsletter.content.checks.numbers import KeepsNumbers
from newsletter.content.checks.placeholders import KeepsPlaceholders
from newsletter.content.checks.punctuation import EndsAlike, OpensSpanishMarks, SpacesFrenchMarks
from newsletter.content.checks.scripts import IsInItsScript, MixesNoScripts
from newsletter.content.checks.spaces import KeepsOuterSpace
from newsletter.content.checks.terms import KeepsNames, KeepsToTheGlossary
from newsletter.content.checks.untranslated import IsTranslated, SaysSomething

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
