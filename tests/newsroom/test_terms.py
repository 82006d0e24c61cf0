"""Terms are found in texts as whole words, the longest first, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.i18n.normalise import normalised_text
from newsletter.newsroom.glossary import (
    NO_GLOSSARY,
    Glossary,
    Term,
    term_spans,
    terms_in,
    with_kept_terms,
)

FR, FR_CA, AR = Locale("fr"), Locale("fr-CA"), Locale("ar")

FINDS = [
    # terms                      text                          found                 why
    (["city"], "A City grows", ["city"], "small letters stand for any case"),
    (["City"], "A city grows", [], "a capital is meant"),
    (["City"], "The City grows", ["City"], "a capital is found as it stands"),
    (["heat"], "heaters heat theatre", ["heat"], "whole words only"),
    (["heat"], "theatre", [], "not inside a word"),
    (["urban heat", "heat"], "urban heat", ["urban heat"], "the longer one is meant"),
    (["urban heat", "heat"], "heat, urban heat", ["heat", "urban heat"], "each in its own place"),
    (["urban heat"], "urban\n heat", ["urban heat"], "white space is white space"),
    (["urban heat"], "urban\u00a0heat", ["urban heat"], "a no-break space too"),
    (["C40"], "C40's cities", ["C40"], "an apostrophe ends a word"),
    (["C40"], "C400", [], "digits are letters of a word"),
    ([".NET"], "on .NET!", [".NET"], "a term may begin with a sign"),
    (["上海"], "在上海市", ["上海"], "scripts without spaces have no word ends"),
    (["हिन्दी"], "हिन्दीx", [], "vowel signs belong to the word"),
    (["हिन्दी"], "हिन्दी में", ["हिन्दी"], "and do not end it"),
    (["ville"], "Ville ville", ["ville"], "each term once"),
    (["café"], "cafe\u0301", ["café"], "composed and decomposed are the same"),
    ([""], "anything", [], "an empty term is nowhere"),
]


@pytest.mark.parametrize(
    ("terms", "text", "found"), [row[:3] for row in FINDS], ids=[row[3] for row in FINDS]
)
def test_finding(terms, text, found):
    """A text uses the terms of the table."""
    glossary = Glossary(tuple(Term(source=source) for source in terms))
    assert [term.source for term in terms_in(text, glossary)] == found


def test_spans_never_overlap():
    """Who hides terms cuts the text at them."""
    glossary = Glossary((Term(source="New York"), Term(source="York City")))
    assert [span[:2] for span in term_spans("New York City", glossary)] == [(0, 8)]


@given(
    st.lists(st.text("aAbß İ上.", min_size=1, max_size=4), max_size=6), st.text("aAbß İ上.\n", max_size=20)
)
def test_spans_are_what_they_say(sources, text):
    """Every span holds its term, in the case that the term allows, and none overlaps the next."""
    glossary = Glossary(tuple(Term(source=source) for source in map(normalised_text, sources) if source))
    behind = 0
    for start, end, term in term_spans(text, glossary):
        assert start >= behind
        assert text[start:end].casefold() == term.source.casefold()
        behind = end


class TestKeptTerms:
    """An article may keep words of its own."""

    def test_they_are_added(self):
        """A new one is found like all others."""
        glossary = with_kept_terms(Glossary((Term(source="city"),)), ["Polycentra", " "])
        assert [(t.source, t.is_kept) for t in terms_in("city Polycentra", glossary)] == [
            ("city", False),
            ("Polycentra", True),
        ]

    def test_they_beat_the_glossary(self):
        """The article knows better than the newsroom's file."""
        told = Glossary((Term(source="Commons", translations={FR: ("communs",)}),))
        (term,) = with_kept_terms(told, ["Commons"]).terms
        assert (term.is_kept, term.accepted_translations(FR)) == (True, ("Commons",))

    def test_none_changes_nothing(self):
        """Without any the glossary is the same object, in which nothing is found."""
        assert with_kept_terms(NO_GLOSSARY, []) is NO_GLOSSARY
        assert terms_in("Polycentra", NO_GLOSSARY) == []


class TestAcceptedWays:
    """What may stand for a term in a language."""

    def test_a_region_inherits(self):
        """Canadian French says what French says."""
        term = Term(source="city", translations={FR: ("ville", "cité")})
        assert (term.accepted_translations(FR_CA), term.accepted_translations(AR)) == (("ville", "cité"), ())

    def test_a_kept_term_may_be_transliterated(self):
        """It is itself, except where the glossary says something else."""
        term = Term(source="Polycentra", is_kept=True, translations={AR: ("بوليسنترا",)})
        assert (term.accepted_translations(FR), term.accepted_translations(AR)) == (
            ("Polycentra",),
            ("بوليسنترا",),
        )
