"""Termbases in every dialect of TBX become terms; what could hurt is refused."""

import pytest

from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale
from newsletter.newsroom.glossary import Term
from newsletter.translation.tbx import read_tbx

EN, FR = Locale("en"), Locale("fr")
V2 = """<?xml version="1.0" encoding="{}"?>
<!-- from a tool -->
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="1"><descripGrp><descrip type="definition">A big place</descrip></descripGrp>
<langSet xml:lang="en"><tig><term>city</term></tig></langSet>
<langSet xml:lang="fr"><ntig><termGrp><term>cité</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>bourg</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
<tig><term>ville</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
</langSet></termEntry></body></text></martif>
"""
V3_DCA = """<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="en"
 xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader/><text><body>
<conceptEntry id="1"><descrip type="definition">A big place</descrip>
<langSec xml:lang="en"><termSec><term>city</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>cité</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
<termSec><term>bourg</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
<termSec><term> ville </term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""
V3_DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="1"><basic:definition>A big place</basic:definition>
<langSec xml:lang="en"><termSec><term>city</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>cité</term>
<min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>bourg</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>ville</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
</langSec></conceptEntry></body></text></tbx>
"""
DIALECTS = {
    "TBX 2 in UTF-8, with a document type": V2.format("UTF-8").encode(),
    "TBX 2 in UTF-16": V2.format("UTF-16").encode("utf-16"),
    "TBX 2 in Latin-1": V2.format("ISO-8859-1").encode("latin-1"),
    "TBX 3, categories as attributes": V3_DCA.encode(),
    "TBX 3, categories as elements": V3_DCT.encode(),
    "TBX 3 with a byte order mark": b"\xef\xbb\xbf" + V3_DCA.encode(),
}


def body(entries, *, head=""):
    """Return a TBX 2 file with these entries."""
    return f'{head}<martif type="TBX"><text><body>{entries}</body></text></martif>'.encode()


def entry(*languages):
    """Return an entry with (tag, term) pairs."""
    sets = "".join(f'<langSet xml:lang="{tag}"><tig><term>{t}</term></tig></langSet>' for tag, t in languages)
    return f"<termEntry>{sets}</termEntry>"


@pytest.mark.parametrize("content", DIALECTS.values(), ids=DIALECTS)
def test_dialects(content):
    """All say the same: the preferred word first, the deprecated one not at all."""
    found = read_tbx(content, path="a.tbx", source=EN)
    (term,) = found.terms
    assert (term.source, term.translations, term.note) == ("city", {FR: ("ville", "cité")}, "A big place")
    assert found.faults == ()


def test_a_variant_of_the_source_language():
    """`en-GB` holds the terms of an English newsroom; a nearer one would beat it."""
    found = read_tbx(body(entry(("en-GB", "lorry"), ("fr", "camion"))), path="a", source=EN)
    assert found.terms == (Term(source="lorry", translations={FR: ("camion",)}, line=1),)
    both = body(entry(("en-GB", "lorry"), ("en", "truck"), ("fr", "camion")))
    assert [term.source for term in read_tbx(both, path="a", source=EN).terms] == ["truck"]


def test_synonyms_of_the_source():
    """Each word for the concept is a term."""
    two = body(entry(("en", "lift"), ("en", "elevator"), ("fr", "ascenseur")))
    assert [term.source for term in read_tbx(two, path="a", source=EN).terms] == ["lift", "elevator"]


def test_what_is_not_translated():
    """Weblate writes so; the term is kept."""
    kept = '<termEntry><descrip type="Translation needed">No</descrip>'
    kept += '<langSet xml:lang="en"><tig><term>C40</term></tig></langSet></termEntry>'
    (term,) = read_tbx(body(kept), path="a", source=EN).terms
    assert (term.source, term.is_kept) == ("C40", True)


UNUSABLE = [
    (entry(("fr", "ville"), ("es", "ciudad")), "no usable term in en", "no word in the source language"),
    (entry(("en", "city")), "no usable term in en", "no word in any other language"),
    (entry(("en", "a"), ("fr", "b"), ("!!", "c")), "language of the section", "a language that is none"),
    (entry(("en", "a"), ("fr", "b | c")), "bar", "a bar, which separates alternatives in glossary.csv"),
    (entry(("en", "a"), ("fr", " ")), "no term", "an empty term"),
]


@pytest.mark.parametrize(("entries", "what"), [row[:2] for row in UNUSABLE], ids=[row[2] for row in UNUSABLE])
def test_what_cannot_be_used_is_told(entries, what):
    """The rest of the file is used all the same."""
    found = read_tbx(body(entries + entry(("en", "good"), ("fr", "bon"))), path="a.tbx", source=EN)
    assert "good" in [term.source for term in found.terms]
    assert any(what in fault.what and fault.where == "a.tbx:1" for fault in found.faults)


BOMB = '<!DOCTYPE martif [<!ENTITY a "b">]>'
REFUSED = [
    (b"", "no well-formed", "an empty file"),
    (b"\xff\xfe\x00", "no well-formed", "half a UTF-16 letter"),
    (b"\x00\x01\x02", "no well-formed", "bytes"),
    (b"<html/>", "<html>", "another document"),
    (b"<martif>", "no well-formed", "a document that breaks off"),
    (body("", head=BOMB), "declares entities", "entities"),
    (
        body("", head='<!DOCTYPE martif SYSTEM "x.dtd" [<!ENTITY % a SYSTEM "file:///etc/passwd">]>'),
        "entities",
        "XXE",
    ),
    (body("&a;"), "no well-formed", "an entity that nobody has declared"),
    (body("", head="<!--" + "--><!--" * 3000 + "<!DOCTYPE x"), "no well-formed", "comments without end"),
    (body("", head="<!DOCTYPE a SYSTEM 'x'><!DOCTYPE b>"), "document type", "two document types"),
    (body("<a>" * 200), "nested", "elements without end"),
]


@pytest.mark.parametrize(("content", "what"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_refusals(content, what):
    """Nothing is read of a file that is broken or declares more than its kind."""
    with pytest.raises(TranslationError, match=what) as caught:
        read_tbx(content, path="a.tbx", source=EN)
    assert "TBX" in caught.value.faults[0].remedy
