"""Extract, translate, localise, extract again: nothing is lost, added or moved on the way round."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from given_texts import updated_text
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.article import Article
from newsletter.newsroom.manuscript import article_domain
from newsletter.newsroom.markdown import references, tokens, units
from newsletter.po.writer import catalogue_text
from newsletter.translation.checks.base import Severity
from newsletter.translation.checks.runner import findings
from newsletter.translation.localise import localise_article
from newsletter.translation.messages import messages_of_article
from newsletter.translation.pseudo import PseudoKind, pseudo_text
from newsletter.translation.update import Heading

EN, XA = Locale("en"), Locale("en-XA")
HEADING = Heading(title="x", project="x")
PIECES = r"""
city heat *plan* **now** `code` [link](https://example.org/a) ![map](images/m.png) ~~old~~ 1,234 {name} &
< > \* _ * [x] ](y <b>b</b> https://example.org 都市 مدينة é
"""
WORDS = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=8).map(" ".join)
BLOCKS = st.one_of(
    WORDS,
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), WORDS),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"1. {item}" for item in items)),
    WORDS.map("> {}".format),
    WORDS.map("```\n{}\n```".format),
    st.tuples(WORDS, WORDS).map(lambda cells: f"| A | B |\n|---|---|\n| {cells[0]} | {cells[1]} |"),
    st.tuples(WORDS, WORDS).map("\n".join),
    st.tuples(WORDS, WORDS).map("  \n".join),
    st.just("---"),
    st.just("![A map](images/map.png)"),
    st.just("[ref]: https://example.org/ref"),
)
BODIES = st.lists(BLOCKS, min_size=1, max_size=7).map("\n\n".join)


def article(body):
    """Return an article with this body."""
    return Article(
        slug="a",
        path="articles/a.md",
        language=EN,
        title="Title",
        summary="Summary words",
        body=body,
        body_line=9,
    )


def translated(source):
    """Return the catalogue of an article in the made-up language, as a translator gives it back."""
    text = updated_text(None, messages_of_article(source), locale=XA, heading=HEADING)
    empty = read_catalogue_file(text.encode(), path="a.po", locale=XA)
    entries = [
        replace(entry, translations=(pseudo_text(entry.text, PseudoKind.ACCENTS),)) for entry in empty.entries
    ]
    return replace(empty, entries=tuple(entries))


def shape(body):
    """Return the blocks of a text, without what they say."""
    return [(token.type, token.tag, token.markup, token.level) for token in tokens(body)]


def said(body):
    """Return what the blocks of a text say, in their order."""
    return [token.content for token in tokens(body) if token.type == "inline"]


@given(BODIES)
def test_a_localised_text_says_the_translations_in_the_order_of_the_source(body):
    """Each unit became its translation; all else, and the structure, is the source's."""
    source = article(body)
    catalogue = translated(source)

    found = localise_article(
        source, locale=XA, fell_back=False, catalogues={XA: {article_domain("a"): catalogue}}
    )

    in_source = {unit.text: pseudo_text(unit.text, PseudoKind.ACCENTS) for unit in units(body)}
    assert shape(found.body) == shape(body)
    assert said(found.body) == [in_source.get(text, text) for text in said(body)]
    assert found.title == pseudo_text("Title", PseudoKind.ACCENTS)


@given(BODIES)
def test_a_second_extraction_finds_what_the_first_found(body):
    """The source has not changed, so neither does a translated catalogue: not a byte."""
    source = article(body)
    before = catalogue_text(translated(source))

    again = updated_text(
        read_catalogue_file(before.encode(), path="a.po", locale=XA),
        messages_of_article(source),
        locale=XA,
        heading=HEADING,
    )

    assert again == before


@given(BODIES)
def test_what_keeps_the_markup_passes_the_checks(body):
    """Accents and length alone block nothing."""
    found = findings([translated(article(body))], source_locale=EN, references=references(body))

    assert [one for one in found if one.severity is Severity.BLOCKS and one.check != "max-length"] == []
