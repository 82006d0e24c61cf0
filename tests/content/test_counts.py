"""Counted phrases of an article follow the plural rule of each language, and make no markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.catalogue import read_catalogue
from newsletter.content.conventions import USUAL, Conventions
from newsletter.content.counts import (
    Count,
    counts_of,
    filled,
    filled_markdown,
    messages_of_counts,
    said_counts,
    unused,
)
from newsletter.content.digits import Digits
from newsletter.content.markdown import Markdown, tokens
from newsletter.locale import Locale

SEATS = {"n": "12", "one": "{n} seat is left", "other": "{n} seats are left"}


def count(n=12, *, one="{n} seat is left", other="{n} seats are left"):
    """Return the phrase `seats`."""
    return Count(name="seats", n=n, one=one, other=other)


def polish(*forms):
    """Return a Polish catalogue with the phrase."""
    lines = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    rule = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Language: pl\\n"\n"Plural-Forms: {rule}\\n"\n\n'
        f'msgctxt "count"\nmsgid "{count().one}"\nmsgid_plural "{count().other}"\n{lines}'
    )
    return read_catalogue(text.encode(), path="pl.po", locale=Locale("pl"))


def shown(body):
    """Return what a reader sees of inline tokens, and the types of all tokens."""
    found = [child for token in tokens(body) for child in token.children or []]
    return "".join(child.content for child in found), {child.type for child in found}


def test_a_phrase_is_read():
    """A number and two forms; nothing is noted."""
    noted = []

    assert counts_of({"seats": SEATS}, note=lambda *fault: noted.append(fault)) == (count(),)
    assert noted == []


def test_a_language_with_one_form_writes_one():
    """`one` may be left out; gettext gets the same text twice."""
    (found,) = counts_of({"seats": {"n": "3", "other": "残り{n}席"}}, note=print)

    assert (found.one, found.other) == ("残り{n}席", "残り{n}席")


WRONG = [
    # name   what stands below it   words   why
    ("Seats", SEATS, "cannot name a count", "a capital"),
    ("name", SEATS, "cannot name a count", "the member's name"),
    ("n", SEATS, "cannot name a count", "the number's own"),
    ("", SEATS, "cannot name a count", "nothing"),
    ("seats", {**SEATS, "n": "twelve"}, "has no whole number", "a word"),
    ("seats", {**SEATS, "n": "-1"}, "has no whole number", "below zero"),
    ("seats", {**SEATS, "n": "1.5"}, "has no whole number", "a part"),
    ("seats", {**SEATS, "n": "9" * 5000}, "has no whole number", "more than anybody counts"),
    ("seats", {**SEATS, "n": "१२"}, "has no whole number", "digits of another script"),
    ("seats", {"n": "1", "one": "a seat"}, "has no text with {n}", "no plural"),
    ("seats", {**SEATS, "other": "many seats"}, "has no text with {n}", "a plural without its number"),
    ("seats", {**SEATS, "few": "{n}"}, "`few` is not a key", "a form that only translators write"),
    ("seats", {}, "has no whole number", "nothing below it"),
]


@pytest.mark.parametrize(("name", "said", "words"), [row[:3] for row in WRONG], ids=[row[3] for row in WRONG])
def test_a_wrong_phrase_is_noted(name, said, words):
    """And left out; the others stand."""
    noted = []

    found = counts_of({name: said, "days": SEATS}, note=lambda what, remedy: noted.append((what, remedy)))

    assert [one.name for one in found] == ["days"]
    assert any(words in what for what, _ in noted)
    assert all(remedy for _, remedy in noted)


def test_what_no_text_uses_is_told():
    """A slip of the pen in the text or in the name."""
    assert unused([count()], ["{seat} are left", "seats"]) == ["seats"]
    assert unused([count()], ["title", "Hurry: {seats}."]) == []


def test_a_translator_sees_one_message():
    """Singular and plural together, told which number it is."""
    (message,) = messages_of_counts([count()], place="articles/a.md:4")

    assert (message.context, message.text, message.plural) == ("count", count().one, count().other)
    assert (message.places, message.flags) == (("articles/a.md:4",), ("python-brace-format",))
    assert "12" in message.comment


FORMS = [
    # n   text   why
    (1, "zostało {n} miejsce", "one"),
    (2, "zostały {n} miejsca", "few"),
    (22, "zostały {n} miejsca", "few again"),
    (12, "zostało {n} miejsc", "many"),
    (0, "zostało {n} miejsc", "none"),
]


@pytest.mark.parametrize(
    ("n", "text"), [row[:2] for row in FORMS], ids=[f"{row[0]}: {row[2]}" for row in FORMS]
)
def test_the_catalogues_own_rule_chooses(n, text):
    """Three forms in Polish."""
    catalogue = polish("zostało {n} miejsce", "zostały {n} miejsca", "zostało {n} miejsc")

    assert said_counts([count(n)], catalogue, locale=Locale("pl")) == {"seats": text.replace("{n}", str(n))}


OWN = [
    ("en", 1, USUAL, "1 seat is left", "English has one for 1"),
    ("en", 0, USUAL, "0 seats are left", "and the rest for none"),
    ("fr", 0, USUAL, "0 seat is left", "in a French source, none is singular"),
    ("ja", 1, USUAL, "1 seats are left", "Japanese has no singular"),
    ("en", 12345, USUAL, "12,345 seats are left", "a large number has its signs"),
    ("mr", 12, USUAL, "१२ seats are left", "digits of the language"),
    ("mr", 12, Conventions(digits=Digits.LATIN), "12 seats are left", "unless others are asked for"),
]


@pytest.mark.parametrize(
    ("tag", "n", "conventions", "text"), [row[:4] for row in OWN], ids=[f"{row[0]}: {row[4]}" for row in OWN]
)
@pytest.mark.parametrize("catalogue", [None, polish("", "", "")], ids=["without a catalogue", "untranslated"])
def test_the_author_is_heard_where_there_is_no_translation(catalogue, tag, n, conventions, text):
    """By CLDR's rule for the language of the article."""
    said = said_counts([count(n)], catalogue, locale=Locale(tag), conventions=conventions)

    assert said == {"seats": text}


FILLED = [
    # body   what is read   why
    ("Hurry: {seats}!", "Hurry: 12 seats!", "in a paragraph"),
    ("**{seats}** left", "12 seats left", "between marks"),
    ("[{seats}](https://a.example)", "12 seats", "as the text of a link"),
    ("[{seats}] left", "[12 seats] left", "between brackets that are no link"),
    ("a {chair} and {}", "a {chair} and {}", "other braces are two signs"),
    ("run `{seats}` now", "run {seats} now", "code is left alone"),
    ("| {seats} |\n|---|\n| b |", "12 seatsb", "in a table"),
]


@pytest.mark.parametrize(("body", "text"), [row[:2] for row in FILLED], ids=[row[2] for row in FILLED])
def test_a_text_gets_its_phrases(body, text):
    """Where it says their names."""
    assert shown(filled_markdown(Markdown(body), {"seats": "12 seats"}))[0] == text


def test_a_translation_gets_them_too():
    """Wherever the translator has put them; what has none stays."""
    body = Markdown("Hurry: {seats}.\n\nBye.", {("paragraph", "Hurry: {seats}."): "{seats} : vite !"})

    assert shown(filled_markdown(body, {"seats": "12 places"}))[0] == "12 places : vite !Bye."
    assert filled_markdown(body, {}) is body


def test_a_title_is_no_markdown():
    """Nothing is escaped there."""
    assert filled("*{seats}* & {chair}", {"seats": "12 <seats>"}) == "*12 <seats>* & {chair}"


@given(st.text(alphabet="ab*_`[](){}<>!&;#\\|~:/@.- 1", min_size=1, max_size=30).filter(str.strip))
def test_a_phrase_is_never_markup(phrase):
    """Whatever stands in it is read as it was written, and nothing but text comes out."""
    text, types = shown(filled_markdown(Markdown("x{seats}x"), {"seats": phrase}))

    assert text == f"x{phrase}x"
    assert types <= {"text", "text_special"}
