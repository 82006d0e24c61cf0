"""Which language stands in for another: named ones first, then the newsroom's edges, then the source."""

from itertools import pairwise

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from newsletter.i18n.fallbacks import Choice, Fallbacks, Offer, Step, article_chain, choose, language_of
from newsletter.i18n.locale import Locale, lineage, relatives

ENGLISH = Locale("en")
EDGES = {"ca": ["es", "en"], "es": ["pt-BR"], "zh-HK": ["zh-Hans"], "nn": ["da"]}


def locales(tags):
    """Return locales by their tags, written with spaces between them."""
    return [Locale.parse(tag) for tag in tags.split()]


def edges(table):
    """Return a newsroom's edges."""
    return Fallbacks({Locale.parse(tag): tuple(map(Locale.parse, to)) for tag, to in table.items()})


def chosen(wanted, ready, shut="", *, table=EDGES, default=ENGLISH):
    """Choose by tags."""
    offer = Offer(locales(ready), locales(shut))
    return choose(locales(wanted), offer, fallbacks=edges(table), default=default)


CHOICES = [
    # wanted        ready               got       why
    ("fr", "en fr", "fr", "itself"),
    ("ca en", "en es", "en", "a second choice comes before the newsroom's edge of the first"),
    ("ca", "en es", "es", "the newsroom's first edge"),
    ("ca", "en pt-BR", "en", "the newsroom's second edge, before the edges of the first"),
    ("ca", "fr pt-BR", "pt-BR", "an edge of an edge"),
    ("ca-ES", "en es", "es", "an edge of the language holds for its territories"),
    ("ca-valencia", "en es", "es", "an edge of the language holds for its variants"),
    ("ca", "en es-MX", "es-MX", "an edge's target is met by a relative"),
    ("ca fr", "en fr es", "fr", "all that is named comes before any edge"),
    ("it ca", "en es", "es", "the edges of the second choice, where the first has none"),
    ("zh-TW", "en zh-Hans", "en", "never the other script"),
    ("zh-TW", "zh-Hans zh-Hant", "zh-Hant", "the own script"),
    ("zh-HK", "en zh-Hans", "zh-Hans", "the other script, where the newsroom says so"),
    ("zh-MO", "zh-TW zh-HK", "zh-HK", "CLDR's parent of Macau"),
    ("sr-Latn", "en sr", "en", "sr is Cyrillic"),
    ("sh", "en sr sr-Latn", "sr-Latn", "an alias that says a script"),
    ("pt-AO", "pt-BR pt-PT", "pt-PT", "CLDR's parent"),
    ("pt-AO", "pt-BR pt-MZ", "pt-MZ", "what shares the nearer parent"),
    ("es-MX", "es es-419", "es-419", "the nearer ancestor"),
    ("es-MX", "es es-AR", "es", "an ancestor comes before a sibling"),
    ("es-MX", "es-ES fr", "es-ES", "a sibling"),
    ("es-MX", "es-ES es-AR", "es-AR", "a sibling that shares the nearer ancestor"),
    ("en-AU", "en-US en-GB", "en-GB", "both descend from en-001"),
    ("es", "es-419 es-ES", "es-ES", "CLDR's likely territory"),
    ("no", "nn nb", "nb", "Norwegian without further word is Bokmål"),
    ("nn", "nb da", "nb", "a relative comes before an edge"),
    ("nb", "nn en", "nn", "both are Norwegian"),
    ("nn", "en da", "da", "an edge, where no Norwegian is ready"),
    ("iw", "en he", "he", "a deprecated code"),
    ("in", "en id", "id", "a deprecated code"),
    ("ji", "en yi", "yi", "a deprecated code"),
    ("mo", "en ro", "ro", "a deprecated code"),
    ("ht", "en fr", "en", "CLDR's data parent of another language is not what people read"),
    ("hi-Latn", "hi fr", "en", "Hindi in Latin letters is not met by Devanagari"),
    ("de", "fr", "en", "the edition's own language, at last"),
    ("", "fr", "en", "nothing asked for"),
]


@pytest.mark.parametrize(
    ("wanted", "ready", "got"), [row[:3] for row in CHOICES], ids=[f"{row[0]}: {row[3]}" for row in CHOICES]
)
def test_the_next_best_language(wanted, ready, got):
    """Each wish is met as in the table, in whatever order the ready languages come."""
    assert str(chosen(wanted, ready).locale) == got
    assert str(chosen(wanted, " ".join(ready.split()[::-1])).locale) == got


STEPS = [
    # wanted  ready    shut     why
    ("es", "es", "", "es was asked for"),
    ("es-MX", "es", "", "es stands in for es-MX"),
    ("ar en", "en", "ar", "ar is not ready; en was asked for"),
    ("ar-EG", "en", "ar", "ar, for ar-EG, is not ready; en is the edition's own language"),
    ("ca", "en", "ca es", "ca is not ready; es is not ready (ca → es); en stands in for ca (ca → en)"),
    ("nn", "en", "da", "nn is not offered; da is not ready (nn → da); en is the edition's own language"),
    ("es", "pt-PT", "", "es is not offered; pt-PT stands in for es (es → pt-BR)"),
    ("it", "en", "", "it is not offered; en is the edition's own language"),
    ("", "en", "", "no language was asked for"),
]


@pytest.mark.parametrize(("wanted", "ready", "shut", "why"), STEPS, ids=[row[3][:40] for row in STEPS])
def test_every_step_is_told_in_words(wanted, ready, shut, why):
    """The ledger keeps them, and `gate explain` shows them."""
    assert chosen(wanted, ready, shut).why == why


def test_without_a_default_there_may_be_nothing():
    """Whoever allows no default learns that nothing can be had."""
    found = chosen("it", "fr", default=None)

    assert (found.locale, found.why) == (None, "it is not offered; nothing else is ready")


def test_very_many_steps_are_told_by_the_last_one():
    """The ledger's column is no longer than it is."""
    steps = tuple(Step(path=(), text=f"step {number} of many") for number in range(100))

    assert Choice(ENGLISH, steps).why == "…; step 99 of many"
    assert len(Choice(ENGLISH, (Step(path=(), text="x" * 400),)).why) == 300


@pytest.mark.parametrize(
    ("wanted", "ready", "shut", "first"),
    [
        ("ar en", "en", "ar", "ar"),
        ("de ar", "en", "ar", "ar"),
        ("es-MX", "es", "es-419", "es"),
        ("de it", "en", "ar", None),
        ("", "en", "ar", None),
    ],
)
def test_the_offered_language_that_somebody_reads_first(wanted, ready, shut, first):
    """Not offered is passed over; a relative that is ready counts before a nearer one that is not."""
    found = language_of(locales(wanted), Offer(locales(ready), locales(shut)))

    assert found == (Locale(first) if first else None)


class TestEdges:
    """The newsroom's own edges are a graph without cycles."""

    @pytest.mark.parametrize(
        ("table", "ways"),
        [
            ({"ca": ["es"], "es": ["en"]}, []),
            ({"ca": ["es"], "es": ["ca"]}, ["ca → es → ca"]),
            ({"ca": ["ca"]}, ["ca → ca"]),
            ({"ca": ["es", "fr"], "fr": ["it"], "it": ["ca"]}, ["ca → fr → it → ca"]),
            ({"ca": ["es-MX"], "es": ["ca"]}, ["ca → es-MX → ca"]),
            ({"ca": ["es"], "es": ["ca"], "fr": ["it"], "it": ["fr"]}, ["ca → es → ca", "fr → it → fr"]),
            ({"xx": []}, []),
        ],
    )
    def test_cycles_are_found(self, table, ways):
        """Each once, spelled out from the first locale of the file, inherited edges too."""
        graph = Fallbacks({Locale(tag): tuple(map(Locale, to)) for tag, to in table.items()})

        assert [" → ".join(map(str, way)) for way in graph.cycles()] == ways

    def test_a_dense_graph_takes_no_time(self):
        """Paths are not counted one by one: 60 languages, each falling back to all later ones."""
        tags = sorted({key.split("_")[0] for key in get_global("likely_subtags") if len(key) == 2})[:60]
        graph = Fallbacks({Locale(tag): tuple(map(Locale, tags[n + 1 :])) for n, tag in enumerate(tags)})

        assert graph.cycles() == []
        assert len(list(graph.paths([Locale(tags[0])]))) == 59

    def test_they_survive_as_json(self):
        """A revision keeps them so."""
        graph = edges(EDGES)

        assert Fallbacks.from_json(graph.to_json()) == graph
        assert graph.to_json() == EDGES

    def test_the_nearest_ancestor_speaks(self):
        """An edge of es-419 comes before one of es for Mexico, and none is another's."""
        graph = edges({"es": ["pt"], "es-419": ["pt-BR"], "fr-CA": ["en-CA"]})

        assert [graph.stand_ins(Locale(tag)) for tag in ("es-MX", "es-ES", "fr-FR")] == [
            (Locale("pt-BR"),),
            (Locale("pt"),),
            (),
        ]


CHAINS = [
    # locale   source  offered             chain              why
    ("ca", "en", "ca en es fr", "es en", "an edge, then the source"),
    ("ca", "en", "ca en fr", "en", "what is not offered is left out"),
    ("pt-BR", "en", "pt-BR pt-PT en", "pt-PT en", "a sibling"),
    ("en-GB", "en", "en-GB en-US en fr", "en", "nothing comes after the source"),
    ("en", "en", "en fr", "", "an article in its own language needs none"),
    ("zh-Hant", "en", "zh-Hans zh-Hant en", "en", "never the other script"),
    ("ca", "de", "ca es en", "es en de", "the source although it is not offered"),
]


@pytest.mark.parametrize(
    ("locale", "source", "offered", "chain"), [row[:4] for row in CHAINS], ids=[row[4] for row in CHAINS]
)
def test_where_an_article_is_looked_for(locale, source, offered, chain):
    """In the chain of the table, never in the locale itself."""
    found = article_chain(Locale(locale), edges(EDGES), Locale(source), offered=locales(offered))

    assert list(found) == locales(chain)


def test_without_an_offer_the_chain_names_ancestors_and_edges():
    """The newsroom's languages are not always at hand."""
    found = article_chain(Locale("es-MX"), edges(EDGES), ENGLISH)

    assert " ".join(map(str, found)) == "es-419 es pt-BR pt en"


def _cldr_locales():
    """Return every locale that CLDR's likely subtags and parents name and that is a language of ours."""
    names = {*get_global("likely_subtags"), *get_global("parent_exceptions")}
    found = set()
    for name in names:
        try:
            found.add(Locale.parse(name))
        except ValueError:
            continue
    return sorted(found)


CLDR = _cldr_locales()
SOME = st.lists(st.sampled_from(CLDR), min_size=1, max_size=4, unique=True)


class TestWhateverCldrNames:
    """Laws over all locales of CLDR's `likelySubtags` and `parentLocales`."""

    def test_there_are_many(self):
        """The laws are tried on what they are about."""
        assert len(CLDR) > 500

    def test_what_is_no_tag_is_alone(self):
        """A tag of another time, out of a database, breaks nothing."""
        assert lineage(Locale("x")) == (Locale("x"),)

    def test_a_line_of_ancestors_keeps_language_and_script(self):
        """Nobody descends from another script, and every line ends."""
        for locale in CLDR:
            line = lineage(locale)
            assert {found.script for found in line} == {locale.script}
            assert all(one != other for one, other in pairwise(line))
            assert len(line) < 8

    @given(wanted=SOME, ready=SOME)
    def test_the_script_is_one_that_was_asked_for(self, wanted, ready):
        """Unless the default had to be taken."""
        found = choose(wanted, Offer(ready), fallbacks=Fallbacks(), default=None).locale

        assert found is None or found.script in {locale.script for locale in wanted}

    @given(wanted=SOME, ready=SOME, sources=SOME, targets=SOME)
    def test_only_an_edge_leads_to_another_script(self, wanted, ready, sources, targets):
        """A script that nobody asked for is one of the newsroom's targets."""
        graph = Fallbacks({locale: tuple(targets) for locale in sources})

        found = choose(wanted, Offer(ready), fallbacks=graph, default=None).locale

        scripts = {locale.script for locale in (*wanted, *targets)}
        assert found is None or found.script in scripts

    @given(wanted=SOME, ready=SOME)
    def test_who_names_a_ready_language_gets_one_that_they_named(self, wanted, ready):
        """And the first of them that is ready, by itself or by a relative."""
        graph = Fallbacks({locale: (ENGLISH,) for locale in wanted if locale != ENGLISH})
        firsts = [found for locale in wanted for found in relatives(locale, ready)[:1]]

        found = choose(wanted, Offer(ready), fallbacks=graph, default=None).locale

        assert not firsts or found == firsts[0]

    @given(locale=st.sampled_from(CLDR), among=SOME)
    def test_relatives_come_in_one_order(self, locale, among):
        """Whatever the order in which they are offered; the locale itself is the first."""
        found = relatives(locale, [*among, locale])

        assert found == relatives(locale, [locale, *among[::-1]])
        assert found[0] == locale
