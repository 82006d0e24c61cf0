"""From a manuscript to an edition in one locale; and the gate that decides whether it may go out."""

import datetime as dt
from dataclasses import replace

import pytest

from given_texts import ARTICLE, EDITION, updated_text
from newsletter.errors import ArticleError
from newsletter.i18n.digits import Digits
from newsletter.i18n.fallbacks import Fallbacks
from newsletter.i18n.formats import Conventions
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.manuscript import INTERFACE_DOMAIN, manuscript_of
from newsletter.newsroom.plural_phrases import Count
from newsletter.newsroom.settings import Newsroom
from newsletter.newsroom.translation_settings import FallsBack, TranslationRules
from newsletter.translation.approval import approved_catalogue
from newsletter.translation.gate import gate
from newsletter.translation.localise import localise, localise_article
from newsletter.translation.messages import messages_of
from newsletter.translation.readiness import complete_readiness, partial_readiness, readiness
from newsletter.translation.readiness_table import ReadinessTable
from newsletter.translation.update import Heading

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
WHOLE = complete_readiness(0)


@pytest.fixture
def manuscript():
    """An edition with two articles."""
    two = replace(ARTICLE, slug="two", path="articles/two.md", title="Other", body="Third.")
    return manuscript_of(NEWSROOM, EDITION, {"one": ARTICLE, "two": two})


def catalogue(messages, *, without=()):
    """Return a French catalogue that says `fr:` before every text, but for some."""
    text = updated_text(None, messages, locale=FR, heading=Heading(title="x", project="x"))
    empty = read_catalogue_file(text.encode(), path="x.po", locale=FR)
    entries = tuple(
        entry if entry.text in without else replace(entry, translations=(f"fr:{entry.text}",))
        for entry in empty.entries
    )
    return replace(empty, entries=entries)


def catalogues(manuscript, *, without=()):
    """Return the French catalogues of a manuscript."""
    return {
        domain: catalogue(messages_of(text), without=without) for domain, text in manuscript.texts.items()
    }


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


def table_of(manuscript, found, *, locale, interface, **rules):
    """Return how ready each text of a manuscript is, given catalogues by locale."""

    def measured(text, domain, locale):
        messages = messages_of(text)
        if text.language == locale:
            return complete_readiness(len(messages))
        return readiness(messages, found.get(locale, {}).get(domain), source=text.language, **rules)

    return ReadinessTable(
        {
            wanted: {
                **{domain: measured(text, domain, wanted) for domain, text in manuscript.texts.items()},
                INTERFACE_DOMAIN: interface,
            }
            for wanted in {locale, *manuscript.newsroom.languages}
        }
    )


def decided(manuscript, found, *, locale=FR, interface=WHOLE, **rules):
    """Return the gate's decision for a locale, given catalogues by locale."""
    table = table_of(manuscript, found, locale=locale, interface=interface, **rules)
    return gate(manuscript, table, locale)


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
            (
                (),
                partial_readiness(15, of=16),
                False,
                "1 of 16 messages of the interface are not translated",
                (),
            ),
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

    @pytest.mark.parametrize(("least", "is_open"), [(1, True), (50, True), (51, False), (100, False)])
    def test_a_newsroom_may_ask_for_a_share_of_the_articles(self, manuscript, least, is_open):
        """One of two is half: a mail of one article among many in another language helps nobody."""
        rules = replace(NEWSROOM, translation=TranslationRules(least_ready_percent=least))

        found = decided(
            replace(manuscript, newsroom=rules), {FR: catalogues(manuscript, without=("Second.",))}
        )

        assert found.is_open is is_open
        assert is_open or found.why == f"1 of 2 articles are ready; the newsroom asks for {least} %"

    def test_where_approval_is_needed_nothing_goes_out_without_it(self, manuscript):
        """Whole, but nobody has read it."""
        found = catalogues(manuscript)
        read = {domain: approved_catalogue(one, reviewer="R", on=TODAY) for domain, one in found.items()}

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
