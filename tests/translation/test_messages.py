"""What of articles, editions and templates is translated, and what a translator is told of it."""

from dataclasses import replace

from given_texts import ARTICLE, EDITION
from newsletter.errors import Place
from newsletter.newsroom.glossary import Glossary, Term
from newsletter.newsroom.plural_phrases import Count
from newsletter.translation.messages import Hints, messages_of_article, messages_of_edition
from newsletter.translation.template_messages import messages_of_templates


class TestMessages:
    """What of articles and editions is translated, and what a translator is told."""

    def test_an_article_s_messages_in_reading_order(self):
        """Front matter first, then the blocks; equal ones once, with every place."""
        found = [(one.context, one.text, tuple(map(str, one.places))) for one in messages_of_article(ARTICLE)]

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

    def test_the_newsroom_s_kept_words_are_told_too(self):
        """Whole words only, in the order of the text."""
        glossary = Glossary((Term(source="Metropolis", is_kept=True), Term(source="network")))
        article = replace(ARTICLE, body="Metropolis and Polycentra, a network.\n\nMetropolises.")

        found = messages_of_article(article, hints=Hints(glossary=glossary))
        comments = {one.text: one.comment.split("\n")[1:] for one in found}

        assert comments["Metropolis and Polycentra, a network."] == ["Keep as it is: Metropolis, Polycentra"]
        assert comments["Metropolises."] == []

    def test_a_translator_is_told_where_a_text_stands(self):
        """Its kind, the heading above it, and where it can be seen."""
        article = replace(ARTICLE, body="# One\n\nFirst.\n\n- item\n\n## Two\n\n> Said.")

        found = messages_of_article(article, hints=Hints(preview_url="https://preview.example.org/one"))
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

        *_, first, second, third, seats, days = messages_of_article(
            article, hints=Hints(preview_url="https://p.example")
        )

        assert [one.flags for one in (first, second, third)] == [
            ("md-text", "python-brace-format"),
            ("md-text",),
            ("md-text", "python-brace-format"),
        ]
        assert (seats.context, seats.text, seats.plural) == ("count", "a seat", "{n} seats")
        assert (seats.places, seats.flags) == (
            (Place("articles/one.md", 4), Place("articles/one.md", 5)),
            ("python-brace-format",),
        )
        assert seats.comment.split("\n") == [
            "Counted phrase, part of a sentence; {n} becomes the number",
            "Preview: https://p.example",
            "Stands for {free}; the number is 12 this time",
            "Stands for {taken}; the number is 3 this time",
        ]
        assert (days.text, days.places) == ("{n} Polycentra day", (Place("articles/one.md", 6),))
        assert "Keep as it is: Polycentra" in days.comment

    def test_an_edition_counts_too(self):
        """After its opening words."""
        count = Count(name="seats", n=12, one="{n} seat", other="{n} seats", line=7)

        found = messages_of_edition(replace(EDITION, subject="Only {seats}", counts=(count,)))

        assert found[0].flags == ("python-brace-format", "max-length:120")
        assert (found[-1].context, found[-1].places) == ("count", (Place("editions/e.md", 7),))

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
