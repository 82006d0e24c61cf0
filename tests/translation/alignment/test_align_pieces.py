"""What an alignment looks at in a text: words that are a copy, ends of sentences, marks that stay."""

import pytest

from newsletter.translation.alignment.copies import is_copied_whole, is_copy, is_prose
from newsletter.translation.alignment.features import SegmentKind, features_of, joined_segment
from newsletter.translation.alignment.segments import Segment
from newsletter.translation.alignment.split import sentences, split_text


class TestCopies:
    """A copy is told from a translation by its words."""

    @pytest.mark.parametrize(
        ("text", "prose"),
        [
            ("Most of them did so", True),
            ("城市治理的新方向探讨", True),
            ("Bitcoin Core 28.1", False),
            ("`most of them did`", False),
            ("https://example.org/most/of/them", False),
            ("— @lord, [“Tips for new maintainers”](https://lord.io/)", False),
            ("12 %", False),
        ],
    )
    def test_prose(self, text, prose):
        """Names, code, addresses, titles of works and numbers may be the same in two languages."""
        assert is_prose(text) is prose

    def test_terms_that_are_kept_are_no_prose(self):
        """An article says itself what is not translated."""
        assert not is_prose("open cities network", ["open cities network"])

    @pytest.mark.parametrize(
        ("source", "translation", "copy"),
        [
            ("It's “new”.", "It’s *new*.", True),
            ("Read the guide that we wrote in 2024.", "Read the guide that we wrote in 2025.", True),
            ("Read it", "Lisez-le", False),
            ("Cities 2024", "Cities 2025", False),
        ],
        ids=["typography", "an earlier version", "a translation", "too short to be alike by accident"],
    )
    def test_copies(self, source, translation, copy):
        """A copy says the same words, up to typography and a detail."""
        assert is_copy(source, translation) is copy

    def test_a_text_without_prose_is_no_copy(self):
        """Where nothing could be translated, nothing was copied."""
        assert not is_copied_whole([("Lima", "Lima")])


class TestCutting:
    """Sentences, in the scripts that end them differently."""

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("One. Two!", ["One. ", "Two!"]),
            ("一。二？三", ["一。", "二？", "三"]),
            ("Version 3.5 of example.org is out.", ["Version 3.5 of example.org is out."]),
            ("A [b. c](u) d. E.", ["A [b. c](u) d. ", "E."]),
            ("**A. B.** C.", ["**A. B.** ", "C."]),
            ("", []),
        ],
    )
    def test_sentences(self, text, parts):
        """No link, emphasis or number is cut."""
        assert sentences(text) == parts

    def test_one_sentence_is_not_cut(self):
        """Then the second paragraph has nothing."""
        assert split_text("Only this.", 0.5) == ("Only this.", "")

    def test_the_nearest_end_is_taken(self):
        """The share of the source's first paragraph decides where."""
        assert split_text("Aaaa. Bbbb. Cccc.", 0.7) == ("Aaaa. Bbbb.", "Cccc.")


class TestMarks:
    """What no translator changes, whatever the script."""

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("[a](https://fr.wikipedia.org/wiki/Lima#x)", (SegmentKind.ADDRESS, "wikipedia.org/wiki/lima")),
            ("<https://www.example.org/pt-br/a/>", (SegmentKind.ADDRESS, "example.org/a")),
            ("[a][Topic RBF]", (SegmentKind.ADDRESS, "topic rbf")),
            ("``a ` b``", (SegmentKind.CODE, "a ` b")),
            ("Dear {name},", (SegmentKind.CODE, "{name}")),
            ("Danke, @Lord", (SegmentKind.CODE, "@lord")),
            ("٤٢", (SegmentKind.NUMBER, "42")),
            ("1\u00a0200", (SegmentKind.NUMBER, "1200")),
            ("GitHub ヘ", (SegmentKind.WORD, "github")),
        ],
    )
    def test_mark(self, text, mark):
        """Each is found, in the form that both languages share."""
        assert mark in features_of(Segment("paragraph", text, 1)).marks

    def test_an_address_within_the_page_is_none(self):
        """The anchors of headings are translated with them."""
        assert not features_of(Segment("paragraph", "[](#anchor)", 1)).marks

    def test_scripts_without_spaces_are_joined_without_one(self):
        """Two paragraphs become one as that script writes it."""
        assert joined_segment(Segment("quote", "一。", 1), Segment("quote", "二。", 3)).text == "一。二。"
