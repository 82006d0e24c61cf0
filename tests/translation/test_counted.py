"""Counted phrases follow the plural rule of each language, and make no markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.digits import Digits
from newsletter.i18n.formats import USUAL_CONVENTIONS, Conventions
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.markdown import Markdown, tokens
from newsletter.newsroom.plural_phrases import Count
from newsletter.translation.plural_text import counted_phrases, markdown_with_phrases, text_with_phrases


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
    return read_catalogue_file(text.encode(), path="pl.po", locale=Locale("pl"))


def shown(body):
    """Return what a reader sees of inline tokens, and the types of all tokens."""
    found = [child for token in tokens(body) for child in token.children or []]
    return "".join(child.content for child in found), {child.type for child in found}


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

    assert counted_phrases([count(n)], catalogue, locale=Locale("pl")) == {
        "seats": text.replace("{n}", str(n))
    }


OWN = [
    ("en", 1, USUAL_CONVENTIONS, "1 seat is left", "English has one for 1"),
    ("en", 0, USUAL_CONVENTIONS, "0 seats are left", "and the rest for none"),
    ("fr", 0, USUAL_CONVENTIONS, "0 seat is left", "in a French source, none is singular"),
    ("ja", 1, USUAL_CONVENTIONS, "1 seats are left", "Japanese has no singular"),
    ("en", 12345, USUAL_CONVENTIONS, "12,345 seats are left", "a large number has its signs"),
    ("mr", 12, USUAL_CONVENTIONS, "१२ seats are left", "digits of the language"),
    ("mr", 12, Conventions(digits=Digits.LATIN), "12 seats are left", "unless others are asked for"),
]


@pytest.mark.parametrize(
    ("tag", "n", "conventions", "text"), [row[:4] for row in OWN], ids=[f"{row[0]}: {row[4]}" for row in OWN]
)
@pytest.mark.parametrize("catalogue", [None, polish("", "", "")], ids=["without a catalogue", "untranslated"])
def test_the_author_is_heard_where_there_is_no_translation(catalogue, tag, n, conventions, text):
    """By CLDR's rule for the language of the article."""
    said = counted_phrases([count(n)], catalogue, locale=Locale(tag), conventions=conventions)

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
    assert shown(markdown_with_phrases(Markdown(body), {"seats": "12 seats"}))[0] == text


def test_a_translation_gets_them_too():
    """Wherever the translator has put them; what has none stays."""
    body = Markdown("Hurry: {seats}.\n\nBye.", {("paragraph", "Hurry: {seats}."): "{seats} : vite !"})

    assert shown(markdown_with_phrases(body, {"seats": "12 places"}))[0] == "12 places : vite !Bye."
    assert markdown_with_phrases(body, {}) is body


def test_the_order_is_that_of_the_text():
    """A mail's tokens are made of it, and have to be the same in every process."""
    texts = [f"{word} {{seats}}" for word in ("one", "two", "three", "four", "five", "six")]

    body = markdown_with_phrases(Markdown("\n\n".join(texts)), {"seats": "12"})

    assert [text for _, text in body.translations] == texts


def test_the_picture_of_a_block_gets_them_in_its_words():
    """Where it stands alone, and only its words are translated."""
    (inline,) = [
        token
        for token in tokens(markdown_with_phrases(Markdown("![{seats} left](x.png)"), {"seats": "1*2*"}))
        if token.children
    ]

    (image,) = inline.children
    assert "".join(child.content for child in image.children) == "1*2* left"


def test_a_phrase_stands_on_one_line():
    """Whatever a translator has typed; a space that does not break stays."""
    catalogue = polish(r"a", r"b", r"{n}\u00a0miejsc \n\n  zostało".replace(r"\u00a0", "\u00a0"))

    assert counted_phrases([count(5)], catalogue, locale=Locale("pl")) == {"seats": "5\u00a0miejsc zostało"}


def test_a_title_is_no_markdown():
    """Nothing is escaped there."""
    assert text_with_phrases("*{seats}* & {chair}", {"seats": "12 <seats>"}) == "*12 <seats>* & {chair}"


@given(st.text(alphabet="ab*_`[](){}<>!&;#\\|~:/@.- 1", min_size=1, max_size=30).filter(str.strip))
def test_a_phrase_is_never_markup(phrase):
    """Whatever stands in it is read as it was written, and nothing but text comes out."""
    text, types = shown(markdown_with_phrases(Markdown("x{seats}x"), {"seats": phrase}))

    assert text == f"x{phrase}x"
    assert types <= {"text", "text_special"}
