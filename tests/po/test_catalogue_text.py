"""What translators receive: exact, stable, and as GNU gettext writes it."""

from dataclasses import replace

import pytest

from given_texts import updated_text
from newsletter.errors import Place, SourceError
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.po.parser import PreviousSource
from newsletter.po.writer import catalogue_text
from newsletter.translation.messages import Message
from newsletter.translation.update import Heading, template_text

HEADING = Heading(title="Congress in Durban", project="Metropolis", bugs_to="news@example.org")
FRENCH = Locale.parse("fr")
TITLE = Message(context="title", text="City", places=(Place("articles/a.md", 2),), flags=("md-text",))
COUNT = Message(context="", text="{n} city", plural="{n} cities", flags=("python-brace-format",))


def read(text, tag="fr"):
    """Read a PO file's text."""
    return read_catalogue_file(text.encode(), path="fr.po", locale=Locale.parse(tag))


def updated(existing, *messages, tag="fr"):
    """Return a catalogue's text after an update; `existing` is its text before, or None."""
    before = read(existing, tag) if existing else None
    return updated_text(before, messages, locale=Locale.parse(tag), heading=HEADING)


def entry_of(text, context, source):
    """Return one entry of a PO file's text."""
    return read(text).entries_by_key[context, source]


def translated(*messages, **changes):
    """Return a French catalogue of messages, each changed in the way of a translator."""
    before = read(updated(None, *messages))
    return catalogue_text(
        replace(before, entries=tuple(replace(entry, **changes) for entry in before.entries))
    )


TEMPLATE = """# Congress in Durban
msgid ""
msgstr ""
"Project-Id-Version: Metropolis Congress in Durban\\n"
"Report-Msgid-Bugs-To: news@example.org\\n"
"PO-Revision-Date: \\n"
"Last-Translator: \\n"
"Language-Team: \\n"
"Language: \\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"

#. Two words
#. at most.
#: articles/a.md:2 articles/b.md:7
#, md-text
msgctxt "title"
msgid "City"
msgstr ""

#, python-brace-format
msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] ""
msgstr[1] ""
"""


PLURALS = [
    # before   after   translations, flags   why
    (
        COUNT,
        replace(COUNT, plural="{n} towns"),
        ("a", "b"),
        ("fuzzy", "python-brace-format"),
        "another plural",
    ),
    (COUNT, replace(COUNT, plural=None), ("a",), ("fuzzy", "python-brace-format"), "no plural any more"),
    (replace(COUNT, plural=None), COUNT, ("a", ""), ("fuzzy", "python-brace-format"), "a plural now"),
]


class TestTemplate:
    """The POT is what a translator's tool starts from."""

    MESSAGES = (
        replace(TITLE, comment="Two words\nat most."),
        COUNT,
        Message(context="", text="{n} city"),
        Message(context="paragraph", text=""),
        replace(TITLE, places=(Place("articles/b.md", 7), Place("articles/a.md", 2)), comment="Two words"),
    )

    def test_equal_messages_are_one_entry(self):
        """Places, comments and flags of equal messages are joined, in the order in which they came."""
        assert template_text(self.MESSAGES, heading=HEADING) == TEMPLATE

    def test_without_plurals_there_is_no_rule_to_fill_in(self):
        """A placeholder that nobody needs would only be an error to msgfmt."""
        assert "Plural-Forms" not in template_text([TITLE], heading=HEADING)

    def test_one_text_with_two_plurals_is_a_fault_of_the_source(self):
        """To gettext, it is the singular that identifies a message, so one of the plurals would be lost."""
        other = replace(COUNT, plural="{n} towns", places=(Place("templates/a.html", 3),))

        with pytest.raises(SourceError) as refused:
            template_text([COUNT, other], heading=HEADING)

        assert refused.value.faults[0].where == "templates/a.html:3"

    def test_a_title_of_two_lines_stays_one_comment(self):
        """Nothing that an author writes escapes from the comment or the header field."""
        text = template_text([], heading=replace(HEADING, title='Durban\nmsgid "x"'))

        assert text.startswith('# Durban msgid "x"\nmsgid ""\n')


class TestUpdate:
    """A catalogue follows its source and loses nothing that a person did."""

    def test_a_new_catalogue_knows_its_language_and_plurals(self):
        """Header and number of forms are right before the first translator comes."""
        catalogue = read(updated(None, TITLE, COUNT, tag="uk"), "uk")

        assert catalogue.header["Language"] == "uk"
        assert catalogue.header["Plural-Forms"].startswith("nplurals=3;")
        assert [entry.translations for entry in catalogue.entries] == [("",), ("", "", "")]

    @pytest.mark.parametrize("tag", ["fr", "uk", "ar", "zh-Hans", "pt-BR", "sr-Latn", "hy", "oc"])
    def test_an_unchanged_run_changes_no_byte(self, tag):
        """What was written is written again, for every kind of plural."""
        once = updated(None, TITLE, COUNT, tag=tag)

        assert updated(once, TITLE, COUNT, tag=tag) == once

    def test_what_the_translator_did_is_kept(self):
        """Translation, comments and flags stay; places, comments and flags of the source follow it."""
        before = translated(TITLE, translations=("Ville",), comments=("Sûr ?",), flags=("fuzzy", "no-wrap"))
        moved = replace(TITLE, places=(Place("articles/a.md", 9),), comment="Short.", flags=("md-text",))

        entry = entry_of(updated(before, moved), "title", "City")

        assert (entry.translations, entry.comments) == (("Ville",), ("Sûr ?",))
        assert (entry.places, entry.extracted) == (("articles/a.md:9",), ("Short.",))
        assert entry.flags == ("fuzzy", "md-text", "no-wrap")

    def test_a_translator_may_switch_a_format_check_off(self):
        """`no-python-brace-format` is the gettext way to say that braces are only braces."""
        before = translated(COUNT, flags=("no-python-brace-format",))

        assert entry_of(updated(before, COUNT), None, "{n} city").flags == ("no-python-brace-format",)

    def test_an_older_source_is_kept_with_a_fuzzy_entry(self):
        """What the translation was made for is what the translator compares with."""
        before = translated(
            TITLE, translations=("Ville",), flags=("fuzzy",), previous=PreviousSource(text="Town")
        )

        assert entry_of(updated(before, TITLE), "title", "City").previous == PreviousSource(text="Town")

    def test_what_vanished_becomes_obsolete_and_comes_back(self):
        """A paragraph that is taken out and put in again needs no second translation."""
        before = translated(TITLE, COUNT, translations=("Ville", "Villes"))
        before = translated(TITLE, translations=("Ville",), comments=("Sûr.",))
        without = updated(before, COUNT)

        assert without.endswith(
            '\n# Sûr.\n#, md-text\n#~ msgctxt "title"\n#~ msgid "City"\n#~ msgstr "Ville"\n'
        )
        assert updated(without, COUNT) == without
        assert read(without).translation("title", "City") is None
        assert read(updated(without, TITLE)).translation("title", "City") == "Ville"

    @pytest.mark.parametrize(("changes", "is_kept"), [({}, False), ({"comments": ("Sûr ?",)}, True)])
    def test_an_entry_that_nobody_worked_on_leaves_no_trace(self, changes, is_kept):
        """Obsolete is only what would be lost."""
        assert ("City" in updated(translated(TITLE, **changes))) is is_kept

    @pytest.mark.parametrize(
        ("old", "new", "translations", "flags"), [row[:4] for row in PLURALS], ids=[row[4] for row in PLURALS]
    )
    def test_a_changed_plural_is_for_a_person_to_confirm(self, old, new, translations, flags):
        """The translations that fit stay, fuzzy, with the source that they were made for."""
        before = translated(old, translations=("a", "b") if old.plural else ("a",))

        entry = entry_of(updated(before, new), None, "{n} city")

        assert (entry.translations, entry.flags) == (translations, flags)
        assert entry.previous == PreviousSource(None, old.text, old.plural)

    def test_an_older_source_outlives_a_second_change(self):
        """Until a person confirms it, a translation keeps the source that it was made for."""
        first = PreviousSource(text="{n} town", plural="{n} towns")
        before = translated(COUNT, translations=("a", "b"), flags=("fuzzy",), previous=first)

        entry = entry_of(updated(before, replace(COUNT, plural="{n} places")), None, "{n} city")

        assert entry.previous == first

    def test_fuzzy_is_the_first_flag(self):
        """Flags stand in gettext's order, whatever the order that a tool gave them."""
        assert "#, fuzzy, no-wrap\n" in translated(TITLE, translations=("Ville",), flags=("no-wrap", "fuzzy"))

    def test_a_changed_plural_without_translation_is_just_new(self):
        """Where nothing was translated there is nothing to confirm."""
        after = updated(updated(None, COUNT), replace(COUNT, plural="{n} towns"))

        assert after == updated(None, replace(COUNT, plural="{n} towns"))

    def test_an_obsolete_plural_with_too_few_forms_comes_back_whole(self):
        """Obsolete entries are not counted when they are read, so they are when they return."""
        before = updated(None) + '\n#~ msgid "{n} city"\n#~ msgid_plural "{n} cities"\n#~ msgstr[0] "a"\n'

        entry = entry_of(updated(before, COUNT), None, "{n} city")

        assert (entry.translations, entry.is_fuzzy) == (("a", ""), True)

    def test_the_header_stays_the_translators(self):
        """Fields of their tools, their comment, their plural rule and their note at the end are kept."""
        team = '# Équipe\nmsgid ""\nmsgstr ""\n"Content-type: text/plain; charset=UTF-8\\n"\n'
        own = '"X-Generator: Weblate\\n"\n"Plural-Forms: nplurals=2; plural=n!=1;\\n"\n'
        added = '"MIME-Version: 1.0\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Language: fr\\n"\n'

        assert updated(f"{team}{own}\n# fin\n") == f"{team}{own}{added}\n# fin\n"

    def test_another_charset_becomes_utf8(self):
        """An old file is rewritten in UTF-8, and says so."""
        text = (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=windows-1251\\n"\n\nmsgid "a"\nmsgstr "Я"\n'
        )
        before = read_catalogue_file(text.encode("cp1251"), path="uk.po", locale=Locale.parse("uk"))

        assert read(catalogue_text(before), "uk").translation("", "a") == "Я"


def test_nul_is_in_no_catalogue():
    """A character that would cut a compiled text short stops the writing, not the reader."""
    with pytest.raises(ValueError, match="NUL"):
        template_text([Message(context="title", text="a\0b")], heading=HEADING)
