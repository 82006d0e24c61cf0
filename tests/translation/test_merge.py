"""After the source has changed, every translation is where it belongs, and none is passed off as good."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.po.parser import CatalogueEntry, PreviousSource
from newsletter.translation.merge import merged_entries
from newsletter.translation.messages import Message
from newsletter.translation.similar import SimilarTexts

LONG = "The network of metropolitan regions opens a new office in Montréal this autumn."


def entry(text, translation="", *, context="paragraph", **more):
    """Return an entry with one translation."""
    return CatalogueEntry(context=context, text=text, translations=(translation,), **more)


def paragraph(text, **more):
    """Return a message as an article has them."""
    return Message(context="paragraph", text=text, **more)


def merged(entries, *messages):
    """Return the merged entries of a language with two plural forms."""
    return merged_entries(entries, messages, form_count=2)


CHANGES = [
    # before, after, is the translation offered?, why
    (LONG, LONG.replace("autumn", "winter"), True, "one word is another"),
    (LONG, LONG + " Everybody is welcome.", True, "a sentence was added"),
    ("Agenda", "Agendas", True, "a single word, a letter more"),
    (
        "都市圏ネットワークは今年の秋に新しい事務所を開く。",
        "都市圏ネットワークは来年の春に新しい事務所を開く。",
        True,
        "no spaces",
    ),
    (LONG, "Nothing here is like what stood there before.", False, "another text"),
    ("Yes", "Programme", False, "short and different"),
]


@pytest.mark.parametrize(
    ("before", "after", "is_offered"), [row[:3] for row in CHANGES], ids=[row[3] for row in CHANGES]
)
def test_a_changed_text_gets_the_translation_of_what_it_was(before, after, is_offered):
    """As fuzzy, with the text that the translation was made for; or nothing."""
    found = merged([entry(before, "traduction")], paragraph(after))[0]

    assert found.translations == (("traduction",) if is_offered else ("",))
    assert found.is_fuzzy is is_offered
    assert found.previous == (PreviousSource("paragraph", before) if is_offered else None)


class TestMoves:
    """Moved, re-ordered, removed, brought back."""

    def test_order_is_the_source_s_and_nothing_is_fuzzy(self):
        """Where a paragraph stands is no part of what it is."""
        before = [entry(text, f"fr {text}") for text in ("a", "b", "c")]

        found = merged(before, paragraph("c"), paragraph("a"), paragraph("b"))

        assert [(one.text, one.translations[0], one.is_fuzzy) for one in found] == [
            ("c", "fr c", False),
            ("a", "fr a", False),
            ("b", "fr b", False),
        ]

    def test_what_comes_back_is_whole_again(self):
        """Obsolete entries are translations that wait."""
        gone = merged([entry(LONG, "fr")])
        back = merged(gone, paragraph(LONG))

        assert [one.obsolete for one in gone] == [True]
        assert back == [entry(LONG, "fr")]

    def test_a_paragraph_that_becomes_a_list_item_keeps_its_translation_to_confirm(self):
        """Another role may need other words."""
        found = merged([entry(LONG, "fr")], Message(context="list item", text=LONG))[0]

        assert (found.translations, found.is_fuzzy) == (("fr",), True)
        assert found.previous == PreviousSource("paragraph", LONG)

    def test_the_same_role_is_preferred_among_alike_texts(self):
        """A heading's translation is rarely a paragraph's."""
        before = [entry("New offices", "Titre", context="heading"), entry("New officer", "Texte")]

        assert merged(before, paragraph("New office"))[0].translations == ("Texte",)

    def test_a_translation_in_use_serves_a_new_text_like_it(self):
        """A second announcement that differs by a date."""
        found = merged([entry(LONG, "fr")], paragraph(LONG), paragraph(LONG.replace("autumn", "spring")))

        assert [(one.translations, one.is_fuzzy) for one in found] == [(("fr",), False), (("fr",), True)]

    def test_a_change_that_is_taken_back_leaves_no_trace(self):
        """The guess for the text in between is not kept beside what it was guessed from."""
        between = merged([entry(LONG, "fr")], paragraph(LONG.replace("autumn", "winter")))

        assert merged(between, paragraph(LONG)) == [entry(LONG, "fr")]

    def test_a_guess_that_somebody_worked_on_is_kept(self):
        """Even when its text is gone again."""
        between = merged([entry(LONG, "fr")], paragraph(LONG.replace("autumn", "winter")))
        worked_on = [replace(one, translations=("better",)) if one.is_fuzzy else one for one in between]

        assert [one.obsolete for one in merged(worked_on, paragraph(LONG))] == [False, True]


class TestFlagsAndComments:
    """The source decides about its own; the translator about all others."""

    def test_a_limit_that_changed_replaces_the_old_one(self):
        """Two limits would contradict each other."""
        before = entry("Subject", "Objet", flags=("max-length:80", "ignore-numbers", "md-text"))

        found = merged([before], paragraph("Subject", flags=("max-length:120",)))[0]

        assert found.flags == ("max-length:120", "ignore-numbers")

    def test_a_leftover_older_source_goes_with_the_mark(self):
        """`#|` without `fuzzy` says nothing."""
        before = entry("Text", "Texte", previous=PreviousSource("paragraph", "Old"))

        assert merged([before], paragraph("Text"))[0].previous is None

    def test_the_source_of_a_guess_survives_a_second_change(self):
        """The translator compares with what was translated, not with what nobody ever was."""
        first = merged([entry(LONG, "fr")], paragraph(LONG.replace("autumn", "winter")))
        second = merged(first, paragraph(LONG.replace("autumn", "spring")))

        assert second[0].previous == PreviousSource("paragraph", LONG)


@given(st.lists(st.text("abc xyz日本", max_size=30), unique=True, max_size=12), st.randoms())
def test_every_message_is_there_once_and_every_confirmed_translation_stays_confirmed(texts, dice):
    """Whatever was added, removed and moved."""
    texts = [text for text in texts if text]
    before = [entry(text, f"fr {text}") for text in texts]
    kept = dice.sample(texts, len(texts) // 2)
    messages = [paragraph(text) for text in [*kept, *(f"{text} new" for text in texts[:3])]]

    found = merged(before, *{message.text: message for message in messages}.values())

    assert {one.text for one in found if not one.obsolete} == {message.text for message in messages}
    assert all(one.is_translated for one in found if one.text in kept)
    assert {one.translations[0] for one in found} >= {f"fr {text}" for text in texts}


class TestSimilarTexts:
    """The quick look gives what the long one would."""

    def test_among_many_texts_the_nearest_is_found(self):
        """Though only few are compared letter by letter."""
        texts = [f"Number {n} of the words that everybody says about item{n} again" for n in range(300)]

        found = SimilarTexts(texts).nearest_places(
            texts[250].replace("again", "once more"), least_percent=60, limit=2
        )

        assert [place for _, place in found] == [250]

    def test_scripts_without_spaces_are_compared_by_pairs_of_letters(self):
        """A long run of letters is no word."""
        alphabet = [chr(0x4E00 + n) for n in range(900)]
        texts = ["".join(alphabet[(n * 7 + k * k) % 900] for k in range(40)) for n in range(200)]

        found = SimilarTexts(texts).nearest_places(texts[77][:30] + "新しい", least_percent=60, limit=1)

        assert [place for _, place in found] == [77]

    def test_nothing_alike_is_nothing(self):
        """No answer is better than a wrong one."""
        assert SimilarTexts([LONG] * 100).nearest_places("x y z w v u", least_percent=60, limit=3) == []
