"""The gettext library by itself: language tags as text, its own error, nothing of this product."""

from dataclasses import replace

import pytest

from newsletter.po.catalogue import read_catalogue
from newsletter.po.faults import PoError, PoFault
from newsletter.po.mo import compile_catalogue, read_compiled_catalogue
from newsletter.po.plural_forms import plural_forms_field
from newsletter.po.writer import catalogue_text, with_header_fields

PO = b"""msgid ""
msgstr ""
"Language: tlh\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgctxt "title"
msgid "City"
msgstr "veng"

msgid "{n} city"
msgid_plural "{n} cities"
msgstr[0] "{n} vengmey"
"""
BAD = PO + b'\nmsgid "City\nmsgstr "x"\n\nmsgid "Town"\n'


def test_a_catalogue_is_read_changed_written_and_compiled_under_any_tag():
    """Nobody asks whether CLDR knows the language, and a header is believed that nobody checks."""
    catalogue = read_catalogue(PO, path="tlh.po", language="x-klingon")

    signed = with_header_fields(catalogue, {"last-translator": "Marc Okrand"})
    again = read_catalogue(catalogue_text(signed).encode(), path="tlh.po", language="x-klingon")
    translations = read_compiled_catalogue(compile_catalogue(again), path="tlh.mo").translations

    assert (again.language, again.header["last-translator"]) == ("x-klingon", "Marc Okrand")
    assert replace(again, header_entry=catalogue.header_entry) == catalogue
    assert dict(translations) == {("title", "City"): ("veng",), (None, "{n} city"): ("{n} vengmey",)}


def test_whoever_reads_may_check_the_language():
    """The check is asked what the header says, and its answer is a fault of the header."""
    asked = []

    def check(declared):
        asked.append(declared)
        return "the language is made up", "Write another"

    with pytest.raises(PoError) as refused:
        read_catalogue(PO, path="tlh.po", language="tlh", check_language=check)

    assert asked == ["tlh"]
    assert refused.value.faults == (PoFault("tlh.po", 1, "the language is made up", "Write another"),)


def test_an_error_has_path_and_line_and_tells_everything():
    """Path and line are those of the first fault; the text has a line for each."""
    with pytest.raises(PoError) as refused:
        read_catalogue(BAD, path="po/tlh.po", language="tlh")

    error = refused.value
    assert (error.path, error.line) == ("po/tlh.po", 15)
    assert [(fault.path, fault.line) for fault in error.faults] == [("po/tlh.po", 15), ("po/tlh.po", 18)]
    assert str(error).split("\n") == [str(fault) for fault in error.faults]
    assert str(error.faults[1]).startswith("po/tlh.po:18: msgid has no msgstr. Write msgctxt")


def test_an_error_of_a_whole_file_has_no_line():
    """A compiled catalogue has no lines."""
    with pytest.raises(PoError, match=r"^a\.mo: the compiled catalogue is no good") as refused:
        read_compiled_catalogue(b"", path="a.mo")

    assert (refused.value.path, refused.value.line) == ("a.mo", None)


@pytest.mark.parametrize(
    ("tag", "count"),
    [("pt-BR", 2), ("zh-Hans", 1), ("ar", 6), ("sr-Latn-RS", 3), ("bal-Latn", 2), ("x-klingon", 2), ("", 2)],
)
def test_a_tag_is_enough_for_plural_forms(tag, count):
    """Whatever CLDR does not know counts as English does."""
    assert plural_forms_field(tag).startswith(f"nplurals={count};")
