"""What people have translated is found again for the same text and for texts like it."""

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.entry_text import entry_text
from newsletter.po.parser import CatalogueEntry, PreviousSource
from newsletter.translation.machine_drafts import drafted_entry
from newsletter.translation.memory import Memory, filled_entry, is_untranslated

HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n>1;\\n"\n'
)
DRAFT = entry_text(drafted_entry(CatalogueEntry(text="A machine said this"), "Machine", "X")).replace(
    "#, fuzzy\n", ""
)
KNOWN = f"""{HEADER}
msgctxt "title"
msgid "The congress opens in Seoul"
msgstr "Le congrès s’ouvre à Séoul"

msgctxt "paragraph"
msgid "The congress opens in Seoul"
msgstr "Le congrès s'ouvre à Séoul"

#, fuzzy
msgid "Nobody has confirmed this"
msgstr "Personne"

msgid "Half of it"
msgid_plural "Halves of it"
msgstr[0] "Moitié"
msgstr[1] ""

msgid "{{n}} city"
msgid_plural "{{n}} cities"
msgstr[0] "{{n}} ville"
msgstr[1] "{{n}} villes"

{DRAFT}
#~ msgid "Write to us at any time"
#~ msgstr "Écrivez-nous à tout moment"
"""


@pytest.fixture
def memory():
    """What one French catalogue remembers."""
    return Memory.from_catalogues(
        [read_catalogue_file(KNOWN.encode(), path="l/fr/a.po", locale=Locale("fr"))]
    )


def found(memory, text, **entry):
    """Return (percent, translation) of the suggestions for a text."""
    suggestions = memory.suggestions(CatalogueEntry(text=text, **entry), least_percent=70)
    return [(one.percent, one.translations[0]) for one in suggestions]


class TestRemembering:
    """Only what a person stands for."""

    def test_what_is_remembered(self, memory):
        """Whole translations, obsolete ones too."""
        assert len(memory) == 4
        assert found(memory, "Write to us at any time") == [(100, "Écrivez-nous à tout moment")]

    @pytest.mark.parametrize(
        "text",
        ["Nobody has confirmed this", "Half of it", "A machine said this"],
        ids=["fuzzy", "half", "machine"],
    )
    def test_what_is_not(self, memory, text):
        """Fuzzy ones, half ones, and drafts that nobody has approved, fuzzy flag or not."""
        assert found(memory, text) == []

    def test_an_empty_memory(self):
        """Nothing is known, nothing is found."""
        assert Memory.from_catalogues([]).suggestions(CatalogueEntry(text="Anything")) == []


class TestSuggesting:
    """The best first."""

    def test_the_same_role_goes_first(self, memory):
        """Both translations are offered, the one of the same context before the other."""
        apostrophes = found(memory, "The congress opens in Seoul", context="paragraph")
        assert apostrophes == [(100, "Le congrès s'ouvre à Séoul"), (100, "Le congrès s’ouvre à Séoul")]
        assert found(memory, "The congress opens in Seoul", context="title") == apostrophes[::-1]

    def test_texts_that_are_alike(self, memory):
        """With how alike they are, and where they stand."""
        (one, _) = memory.suggestions(CatalogueEntry(text="The congress opens in Berlin", context="title"))
        assert (one.percent, one.where, one.source) == (87, "l/fr/a.po:5", "The congress opens in Seoul")

    def test_what_is_too_unlike_is_left_out(self, memory):
        """At a hundred only the same text is left."""
        near = CatalogueEntry(text="The congress opens in Seoul.")
        assert memory.suggestions(near, least_percent=70) != []
        assert memory.suggestions(near, least_percent=99) == []
        assert memory.suggestions(CatalogueEntry(text="Trams run again")) == []

    def test_white_space_makes_no_other_text(self, memory):
        """It is not the same letter by letter, but as alike as can be."""
        assert found(memory, "The  congress opens\nin Seoul", context="title")[0][0] == 99

    def test_words_in_another_order_break_a_tie(self):
        """Of two that are equally alike, the one of the same words is first."""
        text = HEADER + '\nmsgid "ab cd ef gX"\nmsgstr "letters"\n\nmsgid "cd ab ef gh"\nmsgstr "words"\n'
        catalogue = read_catalogue_file(text.encode(), path="a.po", locale=Locale("fr"))
        suggestions = Memory.from_catalogues([catalogue]).suggestions(
            CatalogueEntry(text="ab cd ef gh"), least_percent=50
        )
        assert {one.translations[0] for one in suggestions} == {"letters", "words"}

    def test_the_limit(self, memory):
        """No more than asked for, each translation once."""
        assert len(memory.suggestions(CatalogueEntry(text="The congress opens in Seoul"), limit=1)) == 1

    @pytest.mark.parametrize(
        ("entry", "count"),
        [
            (CatalogueEntry(text="{n} city", plural="{n} cities", translations=("", "")), 1),
            (CatalogueEntry(text="{n} city", plural="{n} cities", translations=("", "", "")), 0),
            (CatalogueEntry(text="{n} city"), 0),
            (CatalogueEntry(text="Write to us at any time", plural="x", translations=("", "")), 0),
        ],
        ids=["as many forms", "more forms", "no plural wanted", "no plural known"],
    )
    def test_messages_that_count(self, memory, entry, count):
        """Form by form, and only where the counts agree."""
        suggestions = memory.suggestions(entry, least_percent=95)
        assert len(suggestions) == count
        assert all(len(one.translations) == len(entry.translations) for one in suggestions)


class TestFilling:
    """A suggestion in a catalogue says that it is one."""

    def test_another_text_is_named(self, memory):
        """Fuzzy, with the place in a comment and the remembered source as the previous one."""
        entry = CatalogueEntry(
            text="The congress opens in Berlin", context="title", flags=("md-text",), comments=("Mind",)
        )
        done = filled_entry(entry, memory.suggestions(entry)[0])

        assert done.translations == ("Le congrès s’ouvre à Séoul",)
        assert done.flags == ("fuzzy", "md-text")
        assert done.comments == ("Mind", "Memory: 87 %, l/fr/a.po:5")
        assert done.previous == PreviousSource("title", "The congress opens in Seoul", None)
        assert "#| msgid" in entry_text(done)

    def test_the_same_text_has_no_previous_one(self, memory):
        """There is nothing to compare."""
        entry = CatalogueEntry(text="Write to us at any time")
        assert filled_entry(entry, memory.suggestions(entry)[0]).previous is None

    @pytest.mark.parametrize(
        "entry",
        [
            CatalogueEntry(text="a", translations=("b",)),
            CatalogueEntry(text="a", flags=("fuzzy",)),
            CatalogueEntry(text="a", obsolete=True),
        ],
        ids=["translated", "fuzzy", "obsolete"],
    )
    def test_nothing_is_overwritten(self, memory, entry):
        """It is a mistake to ask for that."""
        suggestion = memory.suggestions(CatalogueEntry(text="Write to us at any time"))[0]
        assert not is_untranslated(entry)
        with pytest.raises(ValueError, match="has a translation"):
            filled_entry(entry, suggestion)
