"""From a manuscript to an edition in one locale; and the gate that decides whether it may go out."""

import datetime as dt
from dataclasses import replace

import pytest

from newsletter.content.approval import approved
from newsletter.content.article import Article
from newsletter.content.catalogue import read_catalogue
from newsletter.content.catalogue_text import Heading, updated_text
from newsletter.content.completeness import Completeness
from newsletter.content.conventions import Conventions
from newsletter.content.counts import Count
from newsletter.content.digits import Digits
from newsletter.content.edition import Edition
from newsletter.content.fallbacks import Fallbacks
from newsletter.content.gate import gate
from newsletter.content.interface import messages_of_templates
from newsletter.content.localise import localise, localise_article
from newsletter.content.manuscript import manuscript_of
from newsletter.content.messages import messages_of_article, messages_of_edition
from newsletter.content.newsroom import Newsroom
from newsletter.content.readiness import readiness, whole
from newsletter.content.translation_rules import FallsBack, TranslationRules
from newsletter.errors import ArticleError
from newsletter.locale import Locale

EN, FR, ES, CA = (Locale(tag) for tag in ("en", "fr", "es", "ca"))
TODAY = dt.date(2026, 12, 1)
NEWSROOM = Newsroom(
    name="Polycentra",
    source_language=EN,
    languages=(EN, FR),
    sender_name="Polycentra",
    sender_address="news@example.org",
    postal_address="Somewhere",
    website="https://www.example.org/",
)
ARTICLE = Article(
    slug="one",
    path="articles/one.md",
    language=EN,
    title="Title",
    summary="Polycentra meets",
    category="News",
    image="images/x.png",
    image_alt="Picture",
    do_not_translate=("Polycentra",),
    body="First.\n\nSecond.\n\nFirst.",
    body_line=10,
    lines={"title": 2, "summary": 3, "image_alt": 5},
)
EDITION = Edition(
    slug="e",
    path="editions/e.md",
    language=EN,
    subject="Subject",
    preheader="Preheader",
    greeting="Dear {name},",
    articles=("one", "two"),
    body="Opening.",
)
WHOLE = Completeness(0, 0)


@pytest.fixture
def manuscript():
    """An edition with two articles."""
    two = replace(ARTICLE, slug="two", path="articles/two.md", title="Other", body="Third.")
    return manuscript_of(NEWSROOM, EDITION, {"one": ARTICLE, "two": two})


def catalogue(messages, *, without=()):
    """Return a French catalogue that says `fr:` before every text, but for some."""
    text = updated_text(None, messages, locale=FR, heading=Heading(title="x", project="x"))
    empty = read_catalogue(text.encode(), path="x.po", locale=FR)
    entries = tuple(
        entry if entry.text in without else replace(entry, translations=(f"fr:{entry.text}",))
        for entry in empty.entries
    )
    return replace(empty, entries=entries)


def catalogues(manuscript, *, without=()):
    """Return the French catalogues of a manuscript."""
    return {
        domain: catalogue(messages, without=without) for domain, messages in manuscript.messages().items()
    }


class TestMessages:
    """What of articles and editions is translated, and what a translator is told."""

    def test_an_article_s_messages_in_reading_order(self):
        """Front matter first, then the blocks; equal ones once, with every place."""
        found = [(one.context, one.text, tuple(one.places)) for one in messages_of_article(ARTICLE)]

        assert found == [
            ("title", "Title", ("articles/one.md:2",)),
            ("summary", "Polycentra meets", ("articles/one.md:3",)),
            ("category", "News", ("articles/one.md:1",)),
            ("image alt", "Picture", ("articles/one.md:5",)),
            ("paragraph", "First.", ("articles/one.md:10", "articles/one.md:14")),
            ("paragraph", "Second.", ("articles/one.md:12",)),
        ]

    def test_terms_to_keep_are_told(self):
        """Only where they stand."""
        comments = {one.text: one.comment for one in messages_of_article(ARTICLE)}

        assert comments["Polycentra meets"].endswith("\nKeep as it is: Polycentra")
        assert comments["First."] == "Paragraph"

    def test_a_translator_is_told_where_a_text_stands(self):
        """Its kind, the heading above it, and where it can be seen."""
        article = replace(ARTICLE, body="# One\n\nFirst.\n\n- item\n\n## Two\n\n> Said.")

        found = messages_of_article(article, preview_url="https://preview.example.org/one")
        comments = {one.text: one.comment.split("\n") for one in found}

        assert comments["First."] == ["Paragraph, below “One”", "Preview: https://preview.example.org/one"]
        assert comments["item"][0] == "List item, below “One”"
        assert comments["Two"][0] == "Heading"
        assert comments["Said."][0] == "Quotation, below “Two”"

    def test_an_edition_s_messages(self):
        """Subject, preheader, greeting, opening words; the name's place is flagged."""
        found = {one.context: one.flags for one in messages_of_edition(EDITION)}

        assert found == {
            "subject": ("max-length:120",),
            "preheader": ("max-length:160",),
            "greeting": ("python-brace-format",),
            "paragraph": ("md-text",),
        }

    def test_counts_come_last(self):
        """One message with a plural; phrases of the same words are one, told where each of them stands."""
        alike = [
            Count(name=name, n=n, one="a seat", other="{n} seats", line=line)
            for name, n, line in (("free", 12, 4), ("taken", 3, 5))
        ]
        other = Count(name="days", n=1, one="{n} Polycentra day", other="{n} Polycentra days", line=6)
        article = replace(ARTICLE, counts=(*alike, other), body="{free}\n\n{n} {taking}\n\n{days}, {name}")

        *_, first, second, third, seats, days = messages_of_article(article, preview_url="https://p.example")

        assert [one.flags for one in (first, second, third)] == [
            ("md-text", "python-brace-format"),
            ("md-text",),
            ("md-text", "python-brace-format"),
        ]
        assert (seats.context, seats.text, seats.plural) == ("count", "a seat", "{n} seats")
        assert (seats.places, seats.flags) == (
            ("articles/one.md:4", "articles/one.md:5"),
            ("python-brace-format",),
        )
        assert seats.comment.split("\n") == [
            "Counted phrase, part of a sentence; {n} becomes the number",
            "Preview: https://p.example",
            "Stands for {free}; the number is 12 this time",
            "Stands for {taken}; the number is 3 this time",
        ]
        assert (days.text, days.places) == ("{n} Polycentra day", ("articles/one.md:6",))
        assert "Keep as it is: Polycentra" in days.comment

    def test_an_edition_counts_too(self):
        """After its opening words."""
        count = Count(name="seats", n=12, one="{n} seat", other="{n} seats", line=7)

        found = messages_of_edition(replace(EDITION, subject="Only {seats}", counts=(count,)))

        assert found[0].flags == ("python-brace-format", "max-length:120")
        assert (found[-1].context, found[-1].places) == ("count", ("editions/e.md:7",))

    def test_moving_a_paragraph_orphans_nothing(self):
        """The context is a role, never a position."""
        moved = replace(ARTICLE, body="Second.\n\nNew.\n\nFirst.")
        before = {(one.context, one.text) for one in messages_of_article(ARTICLE)}

        assert before < {(one.context, one.text) for one in messages_of_article(moved)}

    def test_messages_of_templates(self):
        """Babel finds them; comments for translators come with them."""
        source = (
            '{# Translators: a button #}\n{{ _("Go") }}\n{{ pgettext("role", "Word") }}\n'
            '{{ ngettext("{n} day", "{n} days", 3) }}\n{{ npgettext("c", "one", "many", n) }}'
        )

        found = [
            (one.context, one.text, one.plural, one.comment, one.flags)
            for one in messages_of_templates({"mail/x.mjml": source})
        ]

        assert found == [
            ("", "Go", None, "a button", ()),
            ("role", "Word", None, "", ()),
            ("", "{n} day", "{n} days", "", ("python-brace-format",)),
            ("c", "one", "many", "", ()),
        ]


class TestManuscript:
    """An edition and its articles."""

    def test_articles_that_there_are_not_are_all_named(self):
        """With the place where they are asked for, and what there is."""
        with pytest.raises(ArticleError) as caught:
            manuscript_of(NEWSROOM, replace(EDITION, articles=("a", "one", "b")), {"one": ARTICLE})

        assert [fault.what for fault in caught.value.faults] == [
            "there is no article 'a'",
            "there is no article 'b'",
        ]
        assert "one" in caught.value.faults[0].remedy


def readiness_of(manuscript, found, **rules):
    """Return what tells how ready each text of a manuscript is, given catalogues by locale."""
    messages = manuscript.messages()

    def measured(domain, locale):
        text = manuscript.texts[domain]
        if text.language == locale:
            return whole(len(messages[domain]))
        return readiness(messages[domain], found.get(locale, {}).get(domain), source=text.language, **rules)

    return measured


def decided(manuscript, found, *, locale=FR, interface=WHOLE, **rules):
    """Return the gate's decision for a locale, given catalogues by locale."""
    return gate(
        manuscript, locale=locale, readiness_of=readiness_of(manuscript, found, **rules), interface=interface
    )


def localised(manuscript, found, *, locale=FR):
    """Return the edition in a locale, its articles as the gate has it."""
    return localise(
        manuscript,
        locale=locale,
        catalogues=found,
        article_locales=decided(manuscript, found, locale=locale).article_locales,
    )


def translated_counts(manuscript):
    """Return the French catalogues of a manuscript, its counts said in French."""
    found = catalogues(manuscript)
    for domain, one in found.items():
        entries = [
            replace(entry, translations=("{n} siège", "{n} sièges")) if entry.plural else entry
            for entry in one.entries
        ]
        found[domain] = replace(one, entries=tuple(entries))
    return found


class TestLocalising:
    """Every part in the reader's language, or an article wholly in another one."""

    def test_everything_is_translated(self, manuscript):
        """Title to body, subject to greeting."""
        found = localised(manuscript, {FR: catalogues(manuscript)})

        assert (found.subject, found.greeting, found.locale) == ("fr:Subject", "fr:Dear {name},", FR)
        assert [(one.title, one.fell_back, one.locale) for one in found.articles] == [
            ("fr:Title", False, FR),
            ("fr:Other", False, FR),
        ]
        assert found.articles[0].body.translations["paragraph", "First."] == "fr:First."

    def test_an_article_that_is_not_whole_falls_back_as_a_whole(self, manuscript):
        """One missing paragraph: not one French word is left in that article."""
        first, second = localised(manuscript, {FR: catalogues(manuscript, without=("Second.",))}).articles

        assert (first.title, first.fell_back, first.locale) == ("Title", True, EN)
        assert dict(first.body.translations) == {}
        assert (second.title, second.fell_back) == ("fr:Other", False)

    def test_counts_are_filled_in(self, manuscript):
        """In every text, by the locale in which it really stands; no brace is left."""
        count = Count(name="seats", n=12345, one="{n} seat", other="{n} seats")
        texts = dict.fromkeys(("title", "summary", "category", "image_alt", "author", "body"), "{seats}.")
        one, two = manuscript.articles
        newsroom = replace(NEWSROOM, conventions={FR: Conventions(digits=Digits.NATIVE)})
        counting = replace(
            manuscript,
            newsroom=newsroom,
            edition=replace(EDITION, subject="{name}: {seats}", preheader="{seats}", counts=(count,)),
            articles=(replace(one, counts=(count,), **texts), replace(two, title="{seats}")),
        )

        found = localised(counting, {FR: translated_counts(counting)})

        first, second = found.articles
        assert (found.subject, found.preheader) == ("fr:{name}: 12\u202f345 sièges", "fr:12\u202f345 sièges")
        said = (first.title, first.summary, first.category, first.image_alt, first.author)
        assert set(said) == {"fr:12\u202f345 sièges."}
        assert list(first.body.translations.values()) == ["fr:12\u202f345 sièges."]
        assert second.title == "fr:{seats}"

    def test_counts_fall_back_with_their_article(self, manuscript):
        """English words with English signs, whoever reads them."""
        count = Count(name="seats", n=12345, one="{n} seat", other="{n} seats")
        article = replace(ARTICLE, title="{seats}", counts=(count,))

        found = localise_article(article, locale=EN, fell_back=True, catalogues={})

        assert found.title == "12,345 seats"

    def test_an_article_falls_back_along_the_newsroom_s_own_edges(self, manuscript):
        """Catalan readers get Spanish before English, where the newsroom says so and Spanish is ready."""
        newsroom = replace(NEWSROOM, languages=(EN, ES, CA), fallbacks=Fallbacks({CA: (ES,)}))
        catalan = catalogues(manuscript, without=("Second.", "Third."))
        spanish = catalogues(manuscript, without=("Third.",))

        first, second = localised(
            replace(manuscript, newsroom=newsroom), {CA: catalan, ES: spanish}, locale=CA
        ).articles

        assert (first.title, first.fell_back, first.locale) == ("fr:Title", True, ES)
        assert (second.title, second.fell_back, second.locale) == ("Other", True, EN)

    def test_the_source_language_needs_no_catalogue(self, manuscript):
        """English is what the authors wrote."""
        found = localised(manuscript, {}, locale=EN)

        assert [one.fell_back for one in found.articles] == [False, False]
        assert found.subject == "Subject"

    def test_an_article_in_the_reader_s_language_is_at_home(self, manuscript):
        """A joint edition may hold an article written in French."""
        french = replace(manuscript.articles[0], language=FR)

        found = localised(replace(manuscript, articles=(french,)), {})

        assert (found.articles[0].fell_back, found.articles[0].locale) == (False, FR)


class TestTheGate:
    """Whether an edition may go out in a locale, with the reason."""

    @pytest.mark.parametrize(
        ("without", "interface", "is_open", "why", "fell_back"),
        [
            ((), WHOLE, True, "15 of 15 messages translated", ()),
            (("Second.",), WHOLE, True, "14 of 15 messages translated", ("one",)),
            (("Second.", "Third."), WHOLE, False, "no article is ready; one: 1 of 6", ("one", "two")),
            (("Subject",), WHOLE, False, "the edition itself: 1 of 4 messages are not ready (1 missing)", ()),
            ((), Completeness(16, 15), False, "1 of 16 messages of the interface are not translated", ()),
        ],
    )
    def test_decisions(self, manuscript, without, interface, is_open, why, fell_back):
        """Frame ready and one article ready: open. Each shut gate says what is missing."""
        found = decided(manuscript, {FR: catalogues(manuscript, without=without)}, interface=interface)

        assert (found.is_open, found.fell_back) == (is_open, fell_back)
        assert why in found.why

    def test_a_newsroom_may_refuse_editions_with_an_article_in_another_language(self, manuscript):
        """Then one article that is not ready shuts the gate."""
        strict = replace(NEWSROOM, translation=TranslationRules(falls_back=FallsBack.EDITION))

        found = decided(
            replace(manuscript, newsroom=strict), {FR: catalogues(manuscript, without=("Second.",))}
        )

        assert (found.is_open, found.fell_back) == (False, ("one",))
        assert found.why == "the article one: 1 of 6 messages are not ready (1 missing)"

    def test_where_approval_is_needed_nothing_goes_out_without_it(self, manuscript):
        """Whole, but nobody has read it."""
        found = catalogues(manuscript)
        read = {domain: approved(one, reviewer="R", on=TODAY) for domain, one in found.items()}

        assert decided(manuscript, {FR: found}, needs_approval=True).why == (
            "the edition itself: no reviewer has approved it in locales/fr/LC_MESSAGES/edition-e.po"
        )
        assert decided(manuscript, {FR: read}, needs_approval=True).is_open

    def test_the_source_language_is_whole(self, manuscript):
        """Nothing to translate, nothing missing."""
        found = decided(manuscript, {}, locale=EN)

        assert (found.is_open, found.translated_count) == (True, found.message_count)

    def test_without_catalogues_nothing_is_translated(self, manuscript):
        """Zero per cent, not a hundred."""
        found = decided(manuscript, {})

        assert (found.is_open, found.translated_count) == (False, 0)
