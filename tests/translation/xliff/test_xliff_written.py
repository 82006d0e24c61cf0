"""What a CAT tool is given: documents that keep the rules of XLIFF 1.2 and 2.1.

Both were valid against OASIS's schemas (xliff-core-1.2-strict.xsd, xliff_core_2.0.xsd) when these tests
were written; the rules that matter are here one by one.
"""

import re
from xml.etree import ElementTree as ET

import pytest

from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file
from newsletter.translation.xliff.units import OutgoingCatalogue
from newsletter.translation.xliff.write_v12 import xliff12_text
from newsletter.translation.xliff.write_v21 import xliff21_text

ENGLISH, ARABIC = Locale.parse("en"), Locale.parse("ar")
PO = r"""msgid ""
msgstr ""
"Language: ar\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# Is this right?
# I am not sure.
#. Keep as it is: Polycentra
#: articles/heat.md:3
#: "the page"
#, fuzzy, md-text, max-length:60
#| msgid "Dear {name}"
msgctxt "title"
msgid "Dear **{name}**\t& <b>\a"
msgstr "{name}, {name}\a"

msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] "{n} a"
msgstr[1] ""

#, fuzzy
#| msgid "{n} town"
#| msgid_plural "{n} towns"
msgid "{n} region"
msgid_plural "{n} regions"
msgstr[0] "c"
msgstr[1] "d"

msgctxt "bell \a"
msgid "Done"
msgstr "Fait"

#~ msgid "Gone"
#~ msgstr "Parti"
"""
N12 = "{urn:oasis:names:tc:xliff:document:1.2}"
N21 = "{urn:oasis:names:tc:xliff:document:2.0}"
SIZES = "{urn:oasis:names:tc:xliff:sizerestriction:2.0}"


def outgoing(po=PO, path="locales/ar/LC_MESSAGES/article-heat.po"):
    """Return a catalogue on its way out."""
    catalogue = read_catalogue_file(po.encode(), path=path, locale=ARABIC)
    return OutgoingCatalogue(domain="article-heat", source_language=ENGLISH, catalogue=catalogue)


@pytest.fixture
def first():
    """The document in XLIFF 1.2."""
    return ET.fromstring(xliff12_text([outgoing()]))


@pytest.fixture
def second():
    """The document in XLIFF 2.1."""
    return ET.fromstring(xliff21_text([outgoing()], source=ENGLISH, target=ARABIC))


class TestXliff12:
    """XLIFF 1.2, with the representation guide for PO."""

    def test_a_file_says_where_it_is_from(self, first):
        """Its path in the newsroom, both languages as BCP 47, and that spaces count."""
        file = first.find(f"{N12}file")

        assert first.get("version") == "1.2"
        assert file.attrib == {
            "original": "locales/ar/LC_MESSAGES/article-heat.po",
            "source-language": "en",
            "target-language": "ar",
            "datatype": "po",
            "{http://www.w3.org/XML/1998/namespace}space": "preserve",
        }

    def test_what_is_obsolete_stays_at_home(self, first):
        """Only what somebody asks for is translated."""
        assert "Gone" not in ET.tostring(first, encoding="unicode")

    def test_states(self, first):
        """Fuzzy needs review, untranslated needs translation, translated is approved."""
        found = [
            (unit.find(f"{N12}target").get("state"), unit.get("approved"))
            for unit in first.iter(f"{N12}trans-unit")
        ]

        assert found == [
            ("needs-review-translation", "no"),
            ("translated", "yes"),
            ("needs-translation", "no"),
            ("needs-review-translation", "no"),
            ("needs-review-translation", "no"),
            ("translated", "yes"),
        ]

    def test_placeholders_and_bells_are_codes(self, first):
        """A target repeats its source's codes by their ids; Markdown stays text."""
        unit = first.find(f".//{N12}trans-unit")
        source, target = unit.find(f"{N12}source"), unit.find(f"{N12}target")

        assert "".join(source.itertext()) == "Dear **{name}**\t& <b>"
        assert [(code.tag, code.get("id"), code.get("ctype")) for code in source] == [
            (f"{N12}ph", "1", "x-placeholder"),
            (f"{N12}x", "2", "x-char-0007"),
        ]
        assert [code.get("id") for code in target] == ["1", "3", "2"]

    def test_what_a_translator_should_know(self, first):
        """Context, places, comments of both sides, a limit, and the older source of a fuzzy translation."""
        unit = first.find(f".//{N12}trans-unit")
        contexts = [(one.get("context-type"), one.text) for one in unit.iter(f"{N12}context")]
        notes = [(note.get("from"), note.get("annotates"), note.text) for note in unit.iter(f"{N12}note")]
        older = unit.find(f"{N12}alt-trans")

        assert contexts == [
            ("x-gettext-msgctxt", "title"),
            ("sourcefile", "articles/heat.md"),
            ("linenumber", "3"),
            ("sourcefile", '"the'),
            ("sourcefile", 'page"'),
        ]
        assert notes == [
            ("developer", "source", "Keep as it is: Polycentra"),
            ("translator", "target", "Is this right?\nI am not sure."),
        ]
        assert (unit.get("maxwidth"), unit.get("size-unit")) == ("60", "char")
        assert older.get("alttranstype") == "previous-version"
        assert "".join(older.find(f"{N12}source").itertext()) == "Dear {name}"

    def test_plural_forms_are_a_group(self, first):
        """Each form says which numbers it is for; the singular is only the first one's source."""
        group = first.find(f".//{N12}group")
        units = group.findall(f"{N12}trans-unit")

        assert group.get("restype") == "x-gettext-plurals"
        assert [unit.get("id") for unit in units] == [f"{group.get('id')}[0]", f"{group.get('id')}[1]"]
        assert ["".join(unit.find(f"{N12}source").itertext()) for unit in units] == ["{n} city", "{n} cities"]
        assert [unit.find(f"{N12}note").text for unit in units] == [
            "Plural form 1 of 2, for 1",
            "Plural form 2 of 2, for 0, 2, 3, 4, …",
        ]

    def test_each_form_has_its_own_older_source(self, first):
        """The singular's older text with the first form, the plural's with the others."""
        texts = ["".join(one.find(f"{N12}source").itertext()) for one in first.iter(f"{N12}alt-trans")]

        assert texts == ["Dear {name}", "{n} town", "{n} towns"]


class TestXliff21:
    """XLIFF 2.1, core and the size and length restriction module."""

    def test_the_document_says_both_languages(self, second):
        """One source and one target language for all its files."""
        assert (second.get("version"), second.get("srcLang"), second.get("trgLang")) == ("2.1", "en", "ar")
        assert second.find(f"{N21}file").get("original") == "locales/ar/LC_MESSAGES/article-heat.po"

    def test_states(self, second):
        """Only what readers may see is "translated"; a sub-state has a state beside it."""
        found = [
            (one.get("state"), one.get("subState"), one.find(f"{N21}target") is not None)
            for one in second.iter(f"{N21}segment")
        ]

        assert found == [
            ("initial", "gettext:fuzzy", True),
            ("translated", None, True),
            ("initial", None, False),
            ("initial", "gettext:fuzzy", True),
            ("initial", "gettext:fuzzy", True),
            ("translated", None, True),
        ]

    def test_placeholders_have_their_original_and_bells_are_cp(self, second):
        """Every dataRef names a data element of its unit, every id is unique in its text."""
        unit = second.find(f".//{N21}unit")
        data = {one.get("id"): one.text for one in unit.iter(f"{N21}data")}
        source, target = unit.find(f".//{N21}source"), unit.find(f".//{N21}target")

        assert [(c.tag, c.get("id"), data.get(c.get("dataRef")), c.get("hex")) for c in source] == [
            (f"{N21}ph", "1", "{name}", None),
            (f"{N21}cp", None, None, "0007"),
        ]
        assert [(c.get("id"), data.get(c.get("dataRef"))) for c in target] == [
            ("1", "{name}"),
            ("3", "{name}"),
            (None, None),
        ]

    def test_what_a_translator_should_know(self, second):
        """Notes by category, and a limit in code points with the profile that it needs."""
        unit = second.find(f".//{N21}unit")

        assert [(note.get("category"), note.text) for note in unit.iter(f"{N21}note")] == [
            ("context", "title"),
            ("location", "articles/heat.md:3"),
            ("location", '"the'),
            ("location", 'page"'),
            ("developer", "Keep as it is: Polycentra"),
            ("previous", "Dear {name}"),
            ("translator", "Is this right?\nI am not sure."),
        ]
        assert unit.get(f"{SIZES}sizeRestriction") == "60"
        profiles = second.find(f"{N21}file/{SIZES}profiles")
        assert profiles.get("generalProfile") == "xliff:codepoints"

    def test_plural_forms_are_units_of_a_group(self, second):
        """A tool may join segments, but never units (element unit)."""
        group = second.find(f".//{N21}group")

        assert [unit.get("id") for unit in group] == [f"{group.get('id')}-0", f"{group.get('id')}-1"]


@pytest.mark.parametrize("version", ["first", "second"])
class TestBoth:
    """What holds for both versions."""

    def test_ids_are_name_tokens_and_unique(self, version, request):
        """The same in every export, made of context and text."""
        tags = {f"{N12}trans-unit", f"{N21}unit"}
        ids = [one.get("id") for one in request.getfixturevalue(version).iter() if one.tag in tags]

        assert len(ids) == len(set(ids)) == 6
        assert all(re.fullmatch(r"m[0-9a-f]{20}(\[\d\]|-\d)?", one) for one in ids)

    def test_what_xml_cannot_carry_is_shown_in_notes(self, version, request):
        """A context is for people there: the id says which message it is."""
        texts = [one.text for one in request.getfixturevalue(version).iter()]

        assert "bell \u2407" in texts


def test_a_catalogue_without_messages_is_left_out():
    """A file without a unit would be invalid."""
    empty = outgoing(PO[: PO.index("# Is")], path="locales/ar/LC_MESSAGES/b.po")

    assert xliff12_text([empty, outgoing()]) == xliff12_text([outgoing()])
    assert "b.po" not in xliff21_text([empty, outgoing()], source=ENGLISH, target=ARABIC)


def test_a_language_of_one_form_is_shown_the_plural():
    """The plural is what stands for any number there."""
    po = PO[: PO.index("# Is")].replace("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;")
    po += 'msgid "{n} city"\nmsgid_plural "{n} cities"\nmsgstr[0] ""\n'
    root = ET.fromstring(xliff12_text([outgoing(po)]))

    assert "".join(root.find(f".//{N12}source").itertext()) == "{n} cities"
