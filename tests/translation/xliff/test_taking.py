"""What came back is matched with the catalogue as it is now; nothing is overwritten by accident."""

from dataclasses import replace

import pytest

from newsletter.errors import Place
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.parser import PreviousSource
from newsletter.translation.xliff.apply import apply_file, returned_file_of
from newsletter.translation.xliff.units import ReturnedFile, ReturnedMessage, unit_id

FRENCH = Locale.parse("fr")
PO = r"""msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

#. Keep as it is: Polycentra
#, md-text
msgctxt "title"
msgid "City"
msgstr ""

# Sure?
msgctxt "paragraph"
msgid "A city"
msgstr "Une ville"

#, fuzzy, md-text
#| msgctxt "paragraph"
#| msgid "Three large cities"
msgctxt "paragraph"
msgid "Four large cities"
msgstr "Trois grandes villes"

msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] ""
msgstr[1] ""

msgctxt "summary"
msgid "City"
msgstr ""

#~ msgctxt "paragraph"
#~ msgid "Gone"
#~ msgstr "Parti"
"""
TITLE, PARAGRAPH = ("title", "City"), ("paragraph", "A city")
FOUR, COUNT = ("paragraph", "Four large cities"), (None, "{n} city")
THREE = ("paragraph", "Three large cities")


@pytest.fixture
def catalogue():
    """A French catalogue: untranslated, translated, fuzzy with its older source, counted, obsolete."""
    return read_catalogue_file(PO.encode(), path="fr.po", locale=FRENCH)


HERE = Place("fr.xlf", 9)


def unit(key, target, *, name="7", where=HERE, **more):
    """Return a message that came back, as a tool that has renamed it."""
    targets = {0: target} if isinstance(target, str) else target
    context, text = key
    given = {"id": name, "context": context, "sources": {0: text}, "targets": targets}
    return ReturnedMessage(where=where, **{**given, **more})


def taken(catalogue, *units, rule=None):
    """Return what becomes of these units."""
    return apply_file(
        catalogue, ReturnedFile(where=Place("fr.xlf", 1), domain="a", units=units, plural_forms=rule)
    )


def entry_of(found, key):
    """Return an entry of the catalogue after the import."""
    return found.catalogue.entries_by_key[key]


class TestMatching:
    """By id, else by context and text, else by what a fuzzy entry remembers."""

    def test_by_context_and_text(self, catalogue):
        """Where a tool has renamed the units."""
        found = taken(catalogue, unit(TITLE, "Ville"))

        assert entry_of(found, TITLE).translations == ("Ville",)
        assert (found.taken_count, found.review_count, found.unchanged_count) == (1, 0, 0)

    def test_by_id_where_the_context_was_lost(self, catalogue):
        """And where the tool has touched the spaces of the source."""
        name = unit_id(catalogue.entries_by_key["paragraph", "A city"])
        found = taken(catalogue, unit((None, " A\ncity"), "La ville", name=name))

        assert entry_of(found, PARAGRAPH).translations == ("La ville",)

    def test_by_text_where_only_one_has_it(self, catalogue):
        """Two messages with one text need their context."""
        found = taken(catalogue, unit((None, "A city"), "La ville"), unit((None, "City"), "Ville"))

        assert entry_of(found, PARAGRAPH).translations == ("La ville",)
        assert [fault.where for fault in found.refusals] == ["fr.xlf:9"]

    def test_an_older_source_that_the_catalogue_remembers(self, catalogue):
        """The translation is taken, fuzzy, with the source that it was made for."""
        found = taken(catalogue, unit(THREE, "Trois villes"))

        entry = entry_of(found, FOUR)
        assert (entry.translations, entry.flags) == (("Trois villes",), ("fuzzy", "md-text"))
        assert entry.previous == PreviousSource(*THREE)
        assert (found.taken_count, found.review_count) == (1, 1)

    def test_a_counted_message_of_one_form_is_found_by_its_plural(self):
        """Where a language has one form, the plural is what the translator saw."""
        po = PO[: PO.index("#. Keep")].replace("nplurals=2; plural=(n > 1);", "nplurals=1; plural=0;")
        po += 'msgid "{n} city"\nmsgid_plural "{n} cities"\nmsgstr[0] ""\n'
        one_form = read_catalogue_file(po.encode(), path="fr.po", locale=FRENCH)

        found = taken(one_form, unit((None, "{n} cities"), "{n} 个"))

        assert entry_of(found, COUNT).translations == ("{n} 个",)


REFUSALS = [
    # key of the unit, what is said, why
    (("paragraph", "Gone"), "not in the newsroom's text any more", "obsolete"),
    (("paragraph", "A city of"), "it is 'A city' now", "its source has changed"),
    (("paragraph", "zzz"), "not in the catalogue", "unknown"),
    (("button", "A city"), "not in the catalogue", "unknown in this context"),
]


class TestRefusals:
    """Each with its place, its reason and its remedy; the catalogue stays as it was."""

    @pytest.mark.parametrize(("key", "what"), [row[:2] for row in REFUSALS], ids=[row[2] for row in REFUSALS])
    def test_refused(self, catalogue, key, what):
        """What is not asked for now is not taken."""
        found = taken(catalogue, unit(key, "x"))

        assert what in found.refusals[0].what
        assert (found.catalogue, found.taken_count, found.unchanged_count) == (catalogue, 0, 0)

    def test_a_source_that_was_changed_in_the_file(self, catalogue):
        """The id says which message it was, the text says another one."""
        name = unit_id(catalogue.entries_by_key[PARAGRAPH])
        found = taken(catalogue, unit(("paragraph", "A town"), "Un bourg", name=name))

        assert "was changed in the file" in found.refusals[0].what

    def test_a_file_that_is_stale_as_a_whole(self, catalogue):
        """After 500 searches for what a text has become, the rest is only told to be unknown."""
        stale = unit(("paragraph", "A city of"), "x")
        found = taken(catalogue, *[stale] * 501)

        assert "it is 'A city' now" in found.refusals[499].what
        assert "not in the catalogue" in found.refusals[500].what

    def test_a_form_that_the_language_has_not(self, catalogue):
        """A file for Arabic has six."""
        found = taken(catalogue, unit(COUNT, {0: "a", 2: "c"}))

        assert "plural form 3" in found.refusals[0].what

    def test_plurals_that_are_counted_by_another_rule(self, catalogue):
        """The same number of forms for other numbers would say the wrong thing to readers."""
        other = PO.replace("plural=(n > 1)", "plural=(n != 1)").replace('msgstr[0] ""', 'msgstr[0] "a"')
        back = read_catalogue_file(other.encode(), path="fr.po", locale=FRENCH)

        found = apply_file(catalogue, returned_file_of(back, where=Place("fr.po"), domain="a"))

        assert ["another rule" in fault.what for fault in found.refusals] == [True]

    def test_two_translations_of_one_message(self, catalogue):
        """The first is taken, and the second is for a person to decide; the same twice is no matter."""
        found = taken(
            catalogue, unit(TITLE, "Ville"), unit(TITLE, "Ville"), unit(TITLE, "Cité", where=Place("b", 3))
        )

        assert entry_of(found, TITLE).translations == ("Ville",)
        assert [(fault.where, found.taken_count) for fault in found.refusals] == [("b:3", 1)]

    def test_what_could_not_be_read_keeps_its_reason(self, catalogue):
        """The reader's fault is the report's."""
        fault = taken(catalogue, unit(("button", "zzz"), "x")).refusals[0]

        assert taken(catalogue, replace(unit(TITLE, "x"), fault=fault)).refusals == (fault,)


class TestNothingToDo:
    """What says nothing new changes nothing."""

    @pytest.mark.parametrize(
        ("key", "target", "more"),
        [
            (TITLE, "", {}),
            (PARAGRAPH, "", {}),
            (PARAGRAPH, " \u00a0\n", {}),
            (TITLE, " ", {}),
            (PARAGRAPH, "Une ville", {}),
            (PARAGRAPH, "Une ville", {"needs_review": True}),
            (FOUR, "Trois grandes villes", {"needs_review": True}),
            (THREE, "Trois grandes villes", {}),
            (("paragraph", "unknown"), "", {}),
        ],
        ids=[
            "still untranslated",
            "emptied",
            "emptied but for white space, as some tools do",
            "white space where nothing was",
            "as it is",
            "confirmed here since the export",
            "still fuzzy",
            "what the fuzzy entry has already",
            "unknown, and empty",
        ],
    )
    def test_unchanged(self, catalogue, key, target, more):
        """An empty target deletes nothing, and an equal one confirms no more than it says."""
        found = taken(catalogue, unit(key, target, **more))

        assert (found.catalogue, found.unchanged_count, found.refusals) == (catalogue, 1, ())


class TestStates:
    """Readers see what a person has confirmed, and nothing else."""

    def test_what_needs_review_is_fuzzy(self, catalogue):
        """Also where a confirmed translation stood before."""
        found = taken(catalogue, unit(PARAGRAPH, "La ville", needs_review=True))

        assert entry_of(found, PARAGRAPH).flags == ("fuzzy",)

    def test_a_fuzzy_translation_is_confirmed_as_it_is(self, catalogue):
        """The older source has served its purpose."""
        found = taken(catalogue, unit(FOUR, "Trois grandes villes"))

        entry = entry_of(found, FOUR)
        assert (entry.flags, entry.previous, found.taken_count) == (("md-text",), None, 1)

    def test_forms_that_are_empty_stay_as_they_are(self, catalogue):
        """A part is taken; the gate waits for the rest."""
        found = taken(catalogue, unit(COUNT, {0: "{n} ville", 1: ""}))

        assert entry_of(found, COUNT).translations == ("{n} ville", "")

    def test_a_part_confirms_nothing(self, catalogue):
        """A fuzzy plural stays fuzzy until all forms came back."""
        fuzzy = taken(catalogue, unit(COUNT, {0: "a", 1: "b"}, needs_review=True)).catalogue

        assert entry_of(taken(fuzzy, unit(COUNT, {0: "c", 1: ""})), COUNT).flags == ("fuzzy",)
        assert entry_of(taken(fuzzy, unit(COUNT, {0: "c", 1: "d"})), COUNT).flags == ()


class TestNotes:
    """What a translator writes into the file is a comment in the catalogue, once."""

    @pytest.mark.parametrize(
        ("key", "notes", "comments"),
        [
            (TITLE, ("Why?\r\nI wonder.",), ("Why?", "I wonder.")),
            (TITLE, ("Why?", "Why?"), ("Why?",)),
            (TITLE, ("Keep as it is: Polycentra",), ()),
            (TITLE, (" \n",), ()),
            (PARAGRAPH, ("Sure?",), ("Sure?",)),
            (PARAGRAPH, ("Sure",), ("Sure?", "Sure")),
        ],
        ids=["lines", "twice", "the author's own words", "nothing", "there already", "only alike"],
    )
    def test_comments(self, catalogue, key, notes, comments):
        """With a translation or without one."""
        found = taken(catalogue, unit(key, "", notes=notes))

        assert entry_of(found, key).comments == comments

    def test_a_note_beside_another_unit_s_translation_loses_neither(self, catalogue):
        """A tool may have split a message into two units."""
        found = taken(catalogue, unit(TITLE, "Ville"), unit(TITLE, "", notes=("Why?",)))

        entry = entry_of(found, TITLE)
        assert (entry.translations, entry.comments) == (("Ville",), ("Why?",))
