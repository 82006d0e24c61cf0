"""Another tool's terms are added; what the newsroom says already stands."""

import pytest

from newsletter.i18n.locale import Locale
from newsletter.newsroom.glossary import Glossary, Term
from newsletter.newsroom.glossary_csv import ForeignTerms
from newsletter.translation.glossary_merge import merge_terms

FR, FR_FR, DE, PT_BR = (Locale(tag) for tag in ("fr", "fr-FR", "de", "pt-BR"))


def said(*ways, locale=FR, source="city", **more):
    """Return a term."""
    return Term(source=source, translations={locale: ways} if ways else {}, **more)


def merge(ours, theirs, *, languages=(FR, PT_BR)):
    """Merge one list of terms into another."""
    foreign = ForeignTerms(path="x.tbx", terms=tuple(theirs))
    return merge_terms(Glossary(tuple(ours)), foreign, languages=languages)


CASES = [
    # ours                       theirs                    afterwards              conflicts  why
    ([], said("ville"), said("ville"), 0, "a new term"),
    (said(), said("ville"), said("ville"), 0, "a language that was missing"),
    (said("ville"), said("ville", "cité"), said("ville", "cité"), 0, "a further way to say it"),
    (said("ville", "cité"), said("ville"), said("ville", "cité"), 0, "fewer ways: ours stay"),
    (said("ville", "cité"), said("cité"), said("ville", "cité"), 0, "our second way: we prefer ours"),
    (said("ville"), said("cité"), said("ville"), 1, "another word: a person decides"),
    (said(is_kept=True), said("ville"), said(is_kept=True), 1, "we keep it, they translate it"),
    (said("ville"), said(is_kept=True), said("ville"), 1, "they keep it, we translate it"),
    (said("ville"), said("ville", note="n"), said("ville", note="n"), 0, "a note"),
    (said("ville", note="ours"), said("ville", note="n"), said("ville", note="ours"), 0, "our note stays"),
    (
        said("ville"),
        said("ville", locale=FR_FR),
        said("ville"),
        0,
        "the variant of a language is the language",
    ),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "afterwards", "conflicts"), [row[:4] for row in CASES], ids=[row[4] for row in CASES]
)
def test_one_term(ours, theirs, afterwards, conflicts):
    """The term is afterwards what the table says, and a second merge changes nothing."""
    first = merge(ours if isinstance(ours, list) else [ours], [theirs])
    assert first.glossary.terms == (afterwards,)
    assert len(first.conflicts) == conflicts

    second = merge(first.glossary.terms, [theirs])
    assert (second.glossary.terms, second.added, second.completed) == (first.glossary.terms, (), ())


def test_languages_that_nobody_publishes_in():
    """They are left out, and told."""
    found = merge([], [said("Stadt", locale=DE)])
    assert (found.glossary.terms, found.added, found.left_out) == ((), (), (DE,))


def test_two_concepts_of_one_name():
    """The first one counts, the second is a conflict for a person."""
    found = merge([], [said("banque", source="bank"), said("rive", source="bank", line=9)])
    assert found.added == ("bank",)
    assert found.completed == ()
    assert [conflict.where for conflict in found.conflicts] == ["x.tbx:9"]
