"""The made-up languages show what real ones do to a layout, and break nothing that programs read."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.locale import Locale
from newsletter.translation.messages import Message
from newsletter.translation.pseudo import PSEUDO_LOCALES, PseudoKind, pseudo_catalogue, pseudo_text

ACCENTS, RTL = PseudoKind.ACCENTS, PseudoKind.RTL

SAID = [
    # text   accents   right to left   why
    ("News", "⟦Ñéŵš öñé⟧", "⟦نعشس ونع⟧", "four letters become eight"),
    ("Dear {name},", "⟦Ðéåŕ {name}, öñé ţŵö⟧", "⟦دعار {name}، ونع تشو⟧", "a placeholder stays"),
    (
        "*all* of `it`",
        "⟦*åļļ* öƒ `it` öñé ţŵö ţĥŕéé⟧",
        "⟦*الل* وف `it` ونع تشو تهرعع⟧",
        "so do marks and code",
    ),
    ("R&amp;D", "⟦Ŕ&amp;Ð öñé⟧", "⟦ر&amp;د ونع⟧", "and character references"),
    ("Metropolis", "⟦Metropolis öñé⟧", "⟦Metropolis ونع⟧", "and names that are kept"),
    ("", "", "", "nothing stays nothing"),
    (" \n", " \n", " \n", "and so does space"),
    ("欢迎", "⟦欢迎 öñé⟧", "⟦欢迎 ونع⟧", "a source in another script is framed all the same"),
]


@pytest.mark.parametrize(
    ("text", "accents", "rtl"), [row[:3] for row in SAID], ids=[repr(row[0]) + ": " + row[3] for row in SAID]
)
def test_a_text_is_said(text, accents, rtl):
    """In both made-up languages."""
    assert pseudo_text(text, ACCENTS, kept=("Metropolis",)) == accents
    assert pseudo_text(text, RTL, kept=("Metropolis",)) == rtl


LENGTHS = [(8, 2.0), (20, 1.8), (30, 1.6), (50, 1.5), (200, 1.4), (2000, 1.4)]


@pytest.mark.parametrize(("length", "at_least"), LENGTHS)
@pytest.mark.parametrize("kind", PseudoKind, ids=str)
def test_a_text_becomes_longer(kind, length, at_least):
    """Short ones double, long ones grow by two fifths (W3C, "Text size in translation")."""
    found = len(pseudo_text("x" * length, kind)) / length

    assert at_least <= found <= at_least + 9 / length + 0.1


def test_a_text_with_a_limit_keeps_to_it():
    """A subject may have 120 characters: the padding gives way, never the words."""
    text = "word " * 21 + "words"

    said = pseudo_text(text, ACCENTS, most=120)

    assert len(said) <= 120
    assert said.endswith("ŵöŕðš öñé ţŵö⟧")
    assert pseudo_text("x" * 130, ACCENTS, most=120) == f"⟦{'ẋ' * 130}⟧"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80), st.sampled_from(PseudoKind))
def test_every_text_is_framed_and_keeps_its_placeholders(text, kind):
    """Two brackets, the same placeholders, no letter lost."""
    said = pseudo_text(text, kind)

    assert re.findall(r"\{\w+\}", said) == re.findall(r"\{\w+\}", text)
    if text.strip():
        assert said.startswith("⟦")
        assert said.endswith("⟧")
        assert len(said) > len(text.strip())


def test_right_to_left_is_of_letters_alone():
    """Strong right-to-left letters, no control character: the bidi algorithm has its real work to do."""
    said = pseudo_text("The quick brown fox jumps over the lazy dog", RTL)

    kinds = {unicodedata.bidirectional(char) for char in said if char.isalpha()}
    assert kinds == {"AL"}
    assert not any(unicodedata.category(char) == "Cf" for char in said)


def test_the_made_up_languages_are_locales_like_others():
    """Tags with their direction, script and plural forms."""
    accents, rtl = PSEUDO_LOCALES[ACCENTS], PSEUDO_LOCALES[RTL]

    assert (Locale.parse("en_xa"), Locale.parse("ar-XB")) == (accents, rtl)
    assert (accents.direction, rtl.direction) == ("ltr", "rtl")


def test_a_catalogue_has_every_message():
    """With its context, its limit, and as many plural forms as the language has."""
    messages = [
        Message(context="subject", text="News", flags=("max-length:6",)),
        Message(context="", text="{n} day", plural="{n} days"),
    ]

    english, arabic = (pseudo_catalogue(messages, kind) for kind in (ACCENTS, RTL))

    assert english.translation("subject", "News") == "⟦Ñéŵš⟧"
    assert english.translation("", "other") is None
    assert [english.plural(None, "{n} day", n) for n in (1, 2)] == ["⟦{n} ðåý öñé⟧", "⟦{n} ðåýš öñé ţŵö⟧"]
    assert {arabic.plural(None, "{n} day", n) for n in (0, 2, 3, 11, 100)} == {"⟦{n} داضس ونع تشو⟧"}
    assert arabic.plural(None, "{n} day", 1) == "⟦{n} داض ونع⟧"
