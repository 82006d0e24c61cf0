"""Two documents, one the translation of the other, become pairs: certain, doubtful with a reason, or none."""

import pytest

from newsletter.i18n.locale import Locale
from newsletter.newsroom.article import parse_article
from newsletter.translation.alignment import Certainty, align
from newsletter.translation.alignment.read_target import read_translation
from newsletter.translation.alignment.segments import segments_of_article

SOURCE = """\
---
title: City congress
summary: Forty cities met in Lima.
date: 2026-03-01
language: en
author: Ana Puig
---

## What was decided

The congress began on 4 March with [a speech](https://example.org/en/speech) by the mayor.

Everybody was asked to bring a plan for cheaper housing, and most of them did so.

- Build 1,200 homes before 2030.
- Ask `council.example` for the money.

## What comes next

Will there be another congress? Nobody could tell us when we asked.

Members find the report on [the site](https://example.org/report).
"""
FRENCH = """\
---
title: Congrès des villes
description: Quarante villes se sont réunies à Lima.
layout: post
---

## Ce qui a été décidé

Le congrès a commencé le 4 mars avec [un discours](https://example.org/fr/speech) du maire.

Tout le monde devait apporter un plan pour des logements moins chers, et la plupart l’ont fait.

* Construire 1 200 logements avant 2030.
* Demander l’argent à `council.example`.

## La suite

Y aura-t-il un autre congrès ? Personne n’a pu nous le dire quand nous avons demandé.

Les membres trouvent le rapport sur [le site](https://example.org/report).
"""
SPEECH = "Le congrès a commencé le 4 mars avec [un discours](https://example.org/fr/speech) du maire."
PLAN = "Tout le monde devait apporter un plan pour des logements moins chers, et la plupart l’ont fait."
REPORT = "Les membres trouvent le rapport sur [le site](https://example.org/report)."


def source_of(text=SOURCE):
    """Return the segments of an article."""
    return segments_of_article(parse_article(text, slug="congress", path="articles/congress.md"))


def read(text, name="fr.md"):
    """Return the segments of a translated document."""
    return read_translation(text.encode(), name=name, language=Locale("fr"))


def aligned(translated, source=SOURCE, **options):
    """Return the alignment of two documents."""
    return align(source_of(source), read(translated), **options)


def said(found):
    """Return translation and certainty by the beginning of the source."""
    return {pair.source.text[:10]: (pair.translation, str(pair.certainty)) for pair in found.pairs}


class TestTheSameStructure:
    """Documents that differ in language only."""

    def test_everything_is_certain(self):
        """Fields pair by their names, blocks by what they look like."""
        found = said(aligned(FRENCH))

        assert found.pop("Ana Puig") == ("", "missing")
        assert {certainty for _, certainty in found.values()} == {"certain"}
        assert found["City congr"][0] == "Congrès des villes"
        assert found["Forty citi"][0] == "Quarante villes se sont réunies à Lima."
        assert found["Everybody "][0] == PLAN

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("* ", "- "),
            ("* ", "1. "),
            (" avec ", "\navec "),
            ("## La suite", "### La suite"),
            ("## La suite", "La suite\n--------"),
            ("---\n\n## Ce", "---\n{% include toc.html %}\n\n## Ce"),
            ("## La suite", "## La suite\n{: .centre}"),
            (
                SPEECH,
                f"<p>{SPEECH.replace('[un discours](https://example.org/fr/speech)', 'un discours')}</p>",
            ),
        ],
        ids=[
            "another marker",
            "a numbered list",
            "hard-wrapped lines",
            "another level of heading",
            "an underlined heading",
            "a template tag",
            "kramdown attributes",
            "a paragraph of HTML without its link",
        ],
    )
    def test_another_way_to_write_it_changes_nothing(self, before, after):
        """What a translator's editor does to a file is no other structure."""
        found = aligned(FRENCH.replace(before, after))

        assert found.count(Certainty.CERTAIN) == 10
        assert found.left_over == ()

    def test_a_picture_may_be_html(self):
        """Only the alt text of a picture is translated, and both ways to write it have one."""
        source = SOURCE + "\n![Forty mayors on a stage](https://example.org/a.png)\n"
        french = FRENCH + '\n<img src="https://example.org/a.png" alt="Quarante maires">\n'

        assert said(aligned(french, source))["Forty mayo"] == ("Quarante maires", "certain")


class TestAnotherStructure:
    """Translations that somebody shortened, extended or rearranged."""

    def test_what_is_lacking_is_missing(self):
        """A paragraph that nobody translated gets nothing, and its neighbours keep what is theirs."""
        found = said(aligned(FRENCH.replace(PLAN + "\n\n", "")))

        assert found["Everybody "] == ("", "missing")
        assert found["The congre"] == (SPEECH, "certain")

    def test_what_was_added_is_left_over(self):
        """A translator's note stands for nothing; it is told with its line."""
        note = "Traduit par les bénévoles de la rédaction, merci à toutes et à tous."
        found = aligned(FRENCH.replace("## Ce qui", f"{note}\n\n## Ce qui"))

        assert [(block.text, block.line) for block in found.left_over] == [(note, 7)]
        assert found.count(Certainty.CERTAIN) == 10

    def test_two_paragraphs_for_one_are_joined_and_doubtful(self):
        """Both halves are kept, in one translation that a person looks at."""
        first, second = (
            "Tout le monde devait apporter un plan",
            "pour des logements, et la plupart l’ont fait.",
        )
        pair = aligned(FRENCH.replace(PLAN, f"{first}\n\n{second}")).pairs_by_key[
            "paragraph", "Everybody was asked to bring a plan for cheaper housing, and most of them did so."
        ]

        assert (pair.translation, pair.certainty) == (f"{first} {second}", "doubtful")
        assert "two paragraphs" in pair.why

    def test_one_paragraph_for_two_is_cut_between_sentences(self):
        """Each of the two gets its sentences, doubtful."""
        found = aligned(FRENCH.replace(f"{SPEECH}\n\n", f"{SPEECH} "))

        assert said(found)["The congre"] == (SPEECH, "doubtful")
        assert said(found)["Everybody "] == (PLAN, "doubtful")

    def test_what_moved_is_found_by_its_marks(self):
        """Its link and nothing else says which paragraph it is: a person confirms that."""
        moved = FRENCH.replace(f"\n{REPORT}\n", "").replace("## Ce qui", f"{REPORT}\n\n## Ce qui")
        found = aligned(moved)
        pair = found.pairs_by_key[
            "paragraph", "Members find the report on [the site](https://example.org/report)."
        ]

        assert pair.translation == REPORT
        assert found.left_over == ()

    def test_a_text_in_two_places_has_one_translation(self):
        """The wording that is used most; that there are others is told."""
        source = SOURCE + "\n## Read more\n\nOne.\n\n## Read more\n\nTwo.\n\n## Read more\n\nThree.\n"
        french = FRENCH + "\n## Lire plus\n\nUn.\n\n## Lire la suite\n\nDeux.\n\n## Lire la suite\n\nTrois.\n"
        pair = aligned(french, source).pairs_by_key["heading", "Read more"]

        assert (pair.translation, pair.certainty) == ("Lire la suite", "certain")
        assert "2 ways" in pair.why

    def test_another_kind_of_block_is_doubtful(self):
        """A heading that became a paragraph is no sure thing."""
        found = said(aligned(FRENCH.replace("## La suite", "**La suite**")))

        assert found["What comes"][1] != "certain"

    def test_nothing_stands_for_nothing(self):
        """An empty document leaves everything missing, and raises nothing."""
        found = aligned("---\ntitle: Congrès\n---\n")

        assert found.count(Certainty.MISSING) == 10
        assert found.aligned_share == pytest.approx(1 / 11)


class TestHeads:
    """Titles and summaries that one of the documents says in its body."""

    def test_a_first_heading_is_the_title(self):
        """A document without front matter has its title in `#`, its summary in the first paragraph."""
        body = FRENCH.split("---\n", 2)[2]
        found = said(aligned(f"# Congrès **des** villes\n\nQuarante villes se sont réunies à Lima.\n{body}"))

        assert found["City congr"] == ("Congrès des villes", "certain")
        assert found["Forty citi"][0] == "Quarante villes se sont réunies à Lima."

    def test_a_heading_of_another_level_is_found_too(self):
        """Where no heading is the title for certain, the one that stands where it should is."""
        body = FRENCH.split("---\n", 2)[2]

        assert said(aligned(f"## Congrès des villes\n{body}"))["City congr"][0] == "Congrès des villes"

    @pytest.mark.parametrize(
        ("first", "summary", "certainty"),
        [
            ("Un deux trois. Quatre cinq six.", "Un deux trois.", "certain"),
            ("Un deux trois, quatre cinq six.", "Un deux trois, quatre cinq six.", "doubtful"),
        ],
        ids=["as many sentences", "sentences that the translator joined"],
    )
    def test_a_summary_that_is_the_beginning_is_taken_from_there(self, first, summary, certainty):
        """What an import took from the first paragraph, the alignment takes from its translation."""
        source = SOURCE.replace("Forty cities met in Lima.", "One two three.").replace(
            "## What was", "One two three. Four five six.\n\n## What was"
        )
        french = FRENCH.replace("description: Quarante villes se sont réunies à Lima.\n", "")
        found = aligned(french.replace("## Ce qui", f"{first}\n\n## Ce qui"), source)
        pair = found.pairs_by_key["summary", "One two three."]

        assert (pair.translation, str(pair.certainty)) == (summary, certainty)

    def test_the_alt_text_of_the_picture_above_pairs_by_its_key(self):
        """It is front matter in both, under the names that site generators use."""
        source = SOURCE.replace("author: Ana Puig", "image: images/a.png\nimage_alt: Mayors on a stage")
        french = FRENCH.replace("layout: post", "image-alt: Des maires")

        assert said(aligned(french, source))["Mayors on "] == ("Des maires", "certain")


class TestCopies:
    """What nobody translated must not count as translated."""

    def test_a_copy_counts_for_nothing(self):
        """A whole copy has no translation at all, names included."""
        found = aligned(SOURCE)

        assert (found.aligned_share, found.count(Certainty.COPY)) == (0.0, 11)

    def test_a_copied_paragraph_stays_untranslated(self):
        """The rest of the document is translated all the same."""
        english = "Everybody was asked to bring a plan for cheaper housing, and most of them did so."
        found = aligned(FRENCH.replace(PLAN, english))

        assert said(found)["Everybody "] == ("", "copy")
        assert found.count(Certainty.CERTAIN) == 9

    def test_one_language_may_repeat_itself(self):
        """British and American English are written alike for the most part."""
        assert aligned(SOURCE, same_language=True).count(Certainty.CERTAIN) == 11

    def test_the_translation_beside_a_copy_is_taken(self):
        """A document that gives the original and its translation is a doubtful, but useful one."""
        english = "Everybody was asked to bring a plan for cheaper housing, and most of them did so."
        found = aligned(FRENCH.replace(PLAN, f"{english}\n\n{PLAN}"))

        assert said(found)["Everybody "] == (PLAN, "doubtful")
        assert found.left_over == ()


class TestReading:
    """Documents as they are published."""

    def test_an_article_of_a_newsroom_is_read_as_one(self):
        """Its blocks are those of its messages, markers of emphasis included."""
        text = SOURCE.replace("a plan", "_a plan_")

        assert read(text) == source_of(text)

    def test_an_article_with_its_own_references_is_read_as_foreign(self):
        """Otherwise the links of its translations would point to nothing in the source."""
        text = (
            SOURCE.replace("[the site](https://example.org/report)", "[the site][1]")
            + "\n[1]: https://a.example/\n"
        )

        assert read(text).blocks[-1].text == "Members find the report on [the site](https://a.example/)."

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("<html><body><h1>Titre</h1><p>Un texte entier.</p></body></html>", "fr.html"),
            ("Titre\n\nUn texte entier.\n", "fr.txt"),
        ],
    )
    def test_other_kinds_of_text_are_read_too(self, text, name):
        """HTML and plain text have blocks as well."""
        assert "Un texte entier." in [block.text for block in read(text, name).blocks]

    def test_blocks_know_their_line_and_level(self):
        """Lines are those of the file; the second paragraph of an item is of the item."""
        text = "## A a\n\n- b b\n\n  c c\n\n  - d d\n"
        found = [(block.role, block.text, block.line, block.level) for block in read(text).blocks]

        assert found == [
            ("heading", "A a", 1, 2),
            ("list item", "b b", 3, 1),
            ("list item", "c c", 5, 1),
            ("list item", "d d", 7, 2),
        ]
