"""Templates write dates, numbers and lists as the newsroom asks for each language."""

from dataclasses import replace
from datetime import date

import pytest

from given_texts import ARTICLE, EDITION
from newsletter.i18n.calendars import Calendar
from newsletter.i18n.digits import Digits
from newsletter.i18n.formats import Conventions, format_number
from newsletter.i18n.locale import Locale
from newsletter.newsroom.manuscript import manuscript_of
from newsletter.newsroom.settings import Newsroom
from newsletter.rendering.views import html_values, text_values
from newsletter.revision.placeholders import Slot, SlotKind, SlotTokens
from newsletter.templating.interface import Interface
from newsletter.templating.templates import Templates, render
from newsletter.translation.localise import localise

FARSI, ENGLISH = Locale("fa"), Locale("en")
SLOTS = tuple(
    Slot(name=name, kind=SlotKind.TEXT, max_chars=100, neutral="x")
    for name in ("name", "list_title", "unsubscribe_url", "online_url")
)


def given_edition(conventions):
    """Return an edition in Persian with an article that fell back to English."""
    newsroom = Newsroom(
        name="Polycentra",
        source_language=ENGLISH,
        languages=(ENGLISH, FARSI),
        sender_name="Polycentra",
        sender_address="news@example.org",
        postal_address="Barcelona",
        website="https://www.example.org",
        conventions=conventions,
    )
    day = date(2026, 12, 1)
    articles = {slug: replace(ARTICLE, slug=slug, date=day) for slug in ("at-home", "fell-back")}
    edition = replace(EDITION, articles=tuple(articles), date=day)
    return localise(
        manuscript_of(newsroom, edition, articles),
        locale=FARSI,
        catalogues={},
        article_locales={"at-home": FARSI, "fell-back": ENGLISH},
    )


PERSIAN_LATIN = Conventions(calendar=Calendar.PERSIAN, digits=Digits.LATIN)
ASKED = [
    # conventions   dates of edition and articles   a number   why
    ({}, "۱ دسامبر ۲۰۲۶|۱ دسامبر ۲۰۲۶|December 1, 2026", "۱٬۲۳۴", "CLDR's own"),
    (
        {FARSI: PERSIAN_LATIN},
        "10 آذر 1405|10 آذر 1405|December 1, 2026",
        "1,234",
        "asked for in one language",
    ),
    (
        {ENGLISH: PERSIAN_LATIN},
        "۱ دسامبر ۲۰۲۶|۱ دسامبر ۲۰۲۶|Azar 10, 1405 AP",
        "۱٬۲۳۴",
        "an article that fell back follows its own",
    ),
]


@pytest.mark.parametrize("view", [html_values, text_values], ids=["HTML", "text"])
@pytest.mark.parametrize(
    ("conventions", "dates", "number"), [row[:3] for row in ASKED], ids=[row[3] for row in ASKED]
)
def test_templates_see_what_is_asked_for(view, conventions, dates, number):
    """Dates are ready; `number` and `listed` are there for what a template counts and enumerates."""
    source = (
        "{{ date }}{% for article in articles %}|{{ article.date }}{% endfor %}~"
        '{{ number(1234) }}~{{ listed(["a", "b"]) }}'
    )
    values = view(
        given_edition(conventions),
        slots=SLOTS,
        tokens=SlotTokens("0123456789abcdef"),
        assets=lambda path: path,
    )
    interface = Interface(locale=FARSI, gettext=lambda _c, text: text, ngettext=lambda _c, one, _m, _n: one)

    said = render("m.txt", templates=Templates({"m.txt": source}), interface=interface, values=values)

    assert said.split("~") == [dates, number, "a و b"]


def test_counts_in_messages_are_written_by_the_locale():
    """The plural form is chosen by the number; what stands in the text are the language's digits."""
    marathi = Locale("mr")
    interface = Interface(
        locale=marathi,
        gettext=lambda _context, text: text,
        ngettext=lambda _context, one, many, n: one if n == 1 else many,
        number=lambda n: format_number(n, locale=marathi),
    )
    source = (
        '{{ ngettext("{n} article", "{n} articles", 12) }}, {{ npgettext("c", "{n} day", "{n} days", 1) }}'
    )

    said = render("m.txt", templates=Templates({"m.txt": source}), interface=interface, values={})

    assert said == "१२ articles, १ day"
