"""Whole XLIFF files from outside: every encoding of XML is read, and nothing that could do harm."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import TranslationError
from newsletter.interchange import xml_tree
from newsletter.interchange.xml_tree import MOST_BYTES
from newsletter.translation.xliff.reader import domain_and_folder, read_xliff


class TestDocuments:
    """What a whole file may look like."""

    BODY = (
        '<xliff version="1.2"><file original="a.po" target-language="fr"><body><trans-unit id="1">'
        "<source>é</source><target>ü</target></trans-unit></body></file></xliff>"
    )

    @pytest.mark.parametrize(
        "octets",
        [
            BODY.encode(),
            b"\xef\xbb\xbf" + BODY.encode(),
            BODY.encode("utf-16"),
            ('<?xml version="1.0" encoding="ISO-8859-1"?>' + BODY).encode("latin-1"),
            ('<?xml version="1.0" encoding="windows-1252"?>' + BODY).encode("cp1252"),
        ],
        ids=["UTF-8", "with a mark", "UTF-16", "ISO 8859-1", "windows-1252"],
    )
    def test_every_encoding_of_xml_is_read(self, octets):
        """Tools on Windows like UTF-16; old XLIFF has no namespace."""
        assert read_xliff(octets, path="fr.xlf")[0].units[0].targets == {0: "ü"}

    def test_prefixes_mean_nothing(self):
        """Namespaces count, not how they are abbreviated, and attributes have no order."""
        document = (
            '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2">'
            '<x:file target-language="fr"'
            ' original="any\\LC_MESSAGES\\a.po.xlf"><x:body><x:trans-unit id="1"><x:source>a</x:source>'
            "<x:target>b</x:target></x:trans-unit></x:body></x:file></x:xliff>"
        )
        (file,) = read_xliff(document.encode(), path="fr.xlf")

        assert (file.domain, file.folder, file.language) == ("a", "any", "fr")
        assert file.units[0].targets == {0: "b"}

    def test_the_language_of_the_targets_is_the_file_s(self):
        """Where only they say it; that of a proposal does not count."""
        target = '<alt-trans><target xml:lang="de">x</target></alt-trans><target xml:lang="fr">b</target>'
        document = self.BODY.replace(' target-language="fr"', "").replace("<target>ü</target>", target)

        assert read_xliff(document.encode(), path="fr.xlf")[0].language == "fr"

    @pytest.mark.parametrize(
        ("document", "what"),
        [
            ("", "no element found"),
            ("<xliff>", "no element found"),
            ("\n\n<xliff version='1.2'><file></xliff>", "mismatched tag"),
            ("<a:xliff/>", "unbound prefix"),
            ('<?xml version="1.0" encoding="klingon"?><xliff/>', "encoding"),
            ('<?xml version="1.0" encoding="utf-7"?><xliff/>', "encoding"),
            ("<html/>", "no XLIFF"),
            ('<xliff xmlns="urn:other" version="1.2"/>', "no XLIFF"),
            ('<xliff version="3.0"/>', "no XLIFF"),
            ('<xliff version="1.2"/>', "no <file>"),
            ("<a>" * 101, "nested deeper"),
            ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
            ('<!DOCTYPE a SYSTEM "file:///etc/hostname"><a/>', "document type"),
        ],
    )
    def test_what_is_refused(self, document, what):
        """With the line, before anything of it is used."""
        with pytest.raises(TranslationError) as refused:
            read_xliff(document.encode(), path="fr.xlf")

        assert what in refused.value.faults[0].what
        assert refused.value.faults[0].where.startswith("fr.xlf:")

    def test_a_fault_names_its_line(self):
        """Line 3, where the tag is that does not match."""
        with pytest.raises(TranslationError) as refused:
            read_xliff(b"\n\n<xliff version='1.2'><file></xliff>", path="fr.xlf")

        assert refused.value.faults[0].where == "fr.xlf:3"

    def test_an_enormous_file_is_refused_unread(self):
        """No edition needs as many bytes."""
        with pytest.raises(TranslationError, match=f"where {MOST_BYTES} are possible"):
            read_xliff(b" " * (MOST_BYTES + 1), path="fr.xlf")

    def test_many_small_elements_are_refused_before_they_fill_the_memory(self, monkeypatch):
        """Four bytes of file can make a hundred times as many in memory."""
        monkeypatch.setattr(xml_tree, "MOST_ELEMENTS", 3)

        with pytest.raises(TranslationError, match="more than 3 elements"):
            read_xliff(b"<a><b/><b/><b/></a>", path="fr.xlf")

    @given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    def test_rubbish_is_a_fault(self, octets):
        """Whatever the bytes are, they are read or refused."""
        with suppress(TranslationError):
            read_xliff(octets, path="fr.xlf")


PATHS = [
    ("locales/ar/LC_MESSAGES/interface.po", ("interface", "ar")),
    ("a/b/pt_BR/LC_MESSAGES/edition-2026-12.po", ("edition-2026-12", "pt_BR")),
    ("C:\\work\\ar\\LC_MESSAGES\\x.po.sdlxliff", ("x", "ar")),
    ("LC_MESSAGES/x.po", ("x", "")),
    ("x.PO", ("x", "")),
    ("v1.2.po", ("v1.2", "")),
    ("", ("", "")),
]


@pytest.mark.parametrize(("path", "found"), PATHS)
def test_a_path_names_domain_and_folder(path, found):
    """The file's name is the domain, with any folder above and the suffixes of tools behind."""
    assert domain_and_folder(path) == found
