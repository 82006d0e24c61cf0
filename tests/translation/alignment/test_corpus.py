"""Real articles in thirty languages, from import to localising, beside what their translators published.

The folder that NEWSLETTER_CORPUS names has `en.md` beside `<language>.md`, in any number of folders.
"""

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from newsletter.i18n.locale import Locale
from newsletter.importing import import_article
from newsletter.importing.blocks import plain_words
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.newsroom.article import parse_article
from newsletter.newsroom.markdown import Markdown, tokens, units
from newsletter.po.writer import catalogue_text
from newsletter.translation.alignment import Certainty, align
from newsletter.translation.alignment.fill_catalogue import filled_catalogue
from newsletter.translation.alignment.read_target import read_translation
from newsletter.translation.alignment.segments import segments_of_article
from newsletter.translation.messages import messages_of_article
from newsletter.translation.update import Heading, updated_catalogue

CORPUS = os.environ.get("NEWSLETTER_CORPUS")
PAIRS = sorted(
    file
    for original in Path(CORPUS or ".").rglob("en.md")
    for file in original.parent.glob("*.md")
    if CORPUS and file != original
)
pytestmark = pytest.mark.skipif(
    not CORPUS, reason="NEWSLETTER_CORPUS names no folder of Markdown files in many languages"
)
UNTRANSLATED = {"metrics/bn", "metrics/pcm", "starting-a-project/bn", "starting-a-project/pcm"}
"""Files that are the English text under another name, as our own count finds them."""
STUBS = {"best-practices/sa", "metrics/sa", "starting-a-project/sa"}
"""Files that have far fewer blocks than the English text."""
FLOORS = {"same structure": 0.95, "another structure": 0.80}
"""The least share of messages that are aligned: certain, doubtful, or known to be copied."""
EQUAL_FLOOR = 0.98
"""The least share of the blocks aligned that are, localised, the words that the translator published."""


def name_of(file):
    """Return `article/language` of a file."""
    return f"{file.parent.name}/{file.stem}"


@cache
def article_beside(folder):
    """Return the article that the import makes of the English text."""
    source = (folder / "en.md").read_bytes()
    text = import_article(source, name="en.md", language=Locale("en"), slug="text").text
    return parse_article(text, slug="text", path="articles/text.md")


@cache
def pair_of(file):
    """Return article, translated document, and their alignment."""
    article = article_beside(file.parent)
    document = read_translation(file.read_bytes(), name=file.name, language=Locale.parse(file.stem))
    return article, document, align(segments_of_article(article), document)


def catalogue_of(file):
    """Return the catalogue of a pair, written and read again."""
    article, _, found = pair_of(file)
    locale = Locale.parse(file.stem)
    fresh = updated_catalogue(
        None, messages_of_article(article), locale=locale, heading=Heading(title="x", project="y")
    )
    text = catalogue_text(filled_catalogue(fresh, found.pairs_by_key).catalogue)
    return read_catalogue_file(text.encode(), path="text.po", locale=locale)


def words(text):
    """Return what a reader sees; only white space does not count."""
    return " ".join(plain_words(text).split())


def same_structure(file):
    """Tell whether both documents have the same kinds of blocks in the same order."""
    article, document, _ = pair_of(file)
    return [unit.role for unit in units(article.body)] == [block.role for block in document.blocks]


@pytest.mark.parametrize("file", [file for file in PAIRS if name_of(file) not in STUBS], ids=name_of)
def test_a_translation_is_aligned(file):
    """Where the structure is the same nearly everything is; elsewhere, what there is."""
    found = pair_of(file)[2]
    aligned = found.aligned_share + found.count(Certainty.COPY) / len(found.pairs_by_key)

    assert aligned >= FLOORS["same structure" if same_structure(file) else "another structure"]


@pytest.mark.parametrize("file", PAIRS, ids=name_of)
class TestAPair:
    """One article in one language."""

    def test_it_is_localised_in_the_translators_words(self, file):
        """What the catalogue puts into the article's blocks is what the translator published."""
        article, document, found = pair_of(file)
        said = {
            (entry.context or "", entry.text): entry.translations[0]
            for entry in catalogue_of(file).entries
            if entry.translations[0]
        }
        localised = Markdown(article.body, said)
        assert tokens(localised)

        got = Counter(
            words(said[unit.role, unit.text])
            for unit in units(article.body)
            if (unit.role, unit.text) in said
        )
        published = Counter(words(block.text) for block in document.blocks)
        joined_or_cut = sum("paragraph" in pair.why and "stand" in pair.why for pair in found.pairs)
        assert (got & published).total() >= EQUAL_FLOOR * got.total() - 2 * joined_or_cut

    def test_a_copy_counts_for_nothing(self, file):
        """English under the name of another language is 0 % translated, and nothing else is."""
        article, _, found = pair_of(file)
        catalogue = catalogue_of(file)
        translations = [catalogue.translation(one.context, one.text) for one in messages_of_article(article)]

        assert (not any(translations)) == (name_of(file) in UNTRANSLATED)
        assert (found.aligned_share < 0.7) == (name_of(file) in UNTRANSLATED | STUBS)
