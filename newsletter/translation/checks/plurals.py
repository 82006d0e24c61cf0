"""Checks of a catalogue's plurals: every form is there, and the rule counts as the language does.

Catalogues that are read from files cannot have such faults (`po/catalogue.py`); those that come
from elsewhere can.
"""

from collections.abc import Iterator
from functools import lru_cache

from newsletter.po.catalogue import Catalogue
from newsletter.po.parser import CatalogueEntry
from newsletter.po.plural_forms import PluralForms, parse_plural_forms, plural_forms_field
from newsletter.translation.checks.base import FindingText

PLURAL_COUNT = "plural-count"
PLURAL_RULE = "plural-expression"

_NUMBERS = range(201)
"""Enough to see a difference: no language's rule looks further than at the last two digits."""


def plural_rule(catalogue: Catalogue) -> PluralForms | None:
    """Return the catalogue's rule, None where it has none or a faulty one."""
    try:
        return catalogue.plural_forms
    except ValueError:
        return None


def plural_rule_findings(catalogue: Catalogue) -> Iterator[FindingText]:
    """Yield what is wrong with the rule of a catalogue that counts something."""
    usual = plural_forms_field(catalogue.language)
    try:
        forms = catalogue.plural_forms
    except ValueError as error:
        yield FindingText(str(error), f"Write {usual}")
        return
    if forms is None:
        yield FindingText("the header has no Plural-Forms, but messages count something", f"Write {usual}")
    elif not _tells_one(forms) and _tells_one(parse_plural_forms(usual)):
        yield FindingText(f"the rule {forms.expression} does not tell one from many", f"Write {usual}")


def coarse_rule_findings(catalogue: Catalogue) -> Iterator[FindingText]:
    """Yield a finding where the rule gives one form to numbers that the language says in different ways."""
    forms, usual = plural_rule(catalogue), plural_forms_field(catalogue.language)
    if forms is None or not _tells_one(forms):
        return
    form_of = parse_plural_forms(usual).index
    first: dict[int, int] = {}
    for n in _NUMBERS:
        other = first.setdefault(forms.index(n), n)
        if form_of(other) != form_of(n):
            what = f"the rule {forms.expression} gives {other} and {n} one form, the language has two"
            yield FindingText(what, f"Write {usual}, with a msgstr for each form")
            return


def form_count_findings(entry: CatalogueEntry, forms: PluralForms | None) -> Iterator[FindingText]:
    """Yield a finding where an entry has not as many translations as the rule has forms."""
    if forms is not None and len(entry.translations) != forms.count:
        yield FindingText(
            f"the message has {len(entry.translations)} msgstr, but nplurals is {forms.count}",
            f"Write msgstr[0] to msgstr[{forms.count - 1}]",
        )


def _tells_one(forms: PluralForms) -> bool:
    return len({forms.index(n) for n in _NUMBERS}) > 1


@lru_cache(maxsize=256)
def numbers_of(forms: PluralForms, index: int) -> tuple[int, ...]:
    """Return the numbers up to 200 that a form stands for."""
    return tuple(n for n in _NUMBERS if forms.index(n) == index)
