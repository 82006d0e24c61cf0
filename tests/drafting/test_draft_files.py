"""Drafts come from PO, CSV and TMX files as agencies and engines export them."""

import pytest

from newsletter.drafting.draft_files import read_drafts
from newsletter.errors import TranslationError
from newsletter.i18n.locale import Locale

EN, FR = Locale("en"), Locale("fr")
PO = b"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#, fuzzy
msgid "Hello"
msgstr "Bonjour"

msgctxt "title"
msgid "Hello"
msgstr "Salut"

msgid "Nothing"
msgstr ""

#~ msgid "Old"
#~ msgstr "Vieux"
"""
TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="EN-US"><seg>Hello</seg></tuv><tuv xml:lang="fr-FR"><seg>Bonjour</seg></tuv></tu>
<tu><tuv lang="en"><seg>See <bpt i="1">**</bpt>this<ept i="1">**</ept></seg></tuv>
<tuv lang="fr"><seg>Voyez <bpt i="1">**</bpt>ceci<ept i="1">**</ept></seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>Hallo</seg></tuv><tuv xml:lang="!"><seg>x</seg></tuv></tu>
</body></tmx>"""


def read(content, name):
    """Return the French drafts of a file."""
    return read_drafts(content, path=name, source=EN, target=FR)


def test_po():
    """Fuzzy ones too: that is how engines mark theirs; of several the first counts."""
    assert read(PO, "x.po") == {"Hello": "Bonjour"}


@pytest.mark.parametrize(
    "content",
    [
        b"source,target\nHello,Bonjour\n",
        b"msgid;msgstr\nHello;Bonjour\n",
        b"id,en,fr\n1,Hello,Bonjour\n",
        b"en-US\tfr-FR\n Hello\tBonjour\n",
        b"source,target\nHello,Bonjour\nHello,Salut\nEmpty,\n",
    ],
    ids=["source and target", "semicolons", "a column a language", "regional ones", "the first counts"],
)
def test_csv(content):
    """Columns by their names or their languages."""
    assert read(content, "x.CSV") == {"Hello": "Bonjour"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tmx(encoding):
    """Marks of formats are text, and a document type does no harm."""
    content = TMX.replace("UTF-8", encoding.upper()).encode(encoding)
    assert read(content, "x.tmx") == {"Hello": "Bonjour", "See **this**": "Voyez **ceci**"}


REFUSED = [
    (b"", "x.docx", "PO, CSV or TMX", "another kind of file"),
    (b"", "x.po", "header is missing", "an empty PO file"),
    (b"", "x.csv", "empty", "an empty CSV file"),
    (b"a,b\nc,d\n", "x.csv", "columns are a, b", "columns that say nothing"),
    (b"source,target\na,\n", "x.csv", "no text in en", "no draft at all"),
    (b"<tmx/>", "x.tmx", "no TMX", "a TMX without a body"),
    (b"<html><body/></html>", "x.tmx", "no TMX", "another document"),
    (b"<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>", "x.tmx", "declares entities", "entities"),
    (b"\x00\xff", "x.tmx", "well-formed", "bytes"),
    (b"\xff\xff", "x.csv", "UTF-8", "bytes in a CSV file"),
]


@pytest.mark.parametrize(
    ("content", "name", "what"), [row[:3] for row in REFUSED], ids=[row[3] for row in REFUSED]
)
def test_refusals(content, name, what):
    """Each says what is wrong with the file."""
    with pytest.raises(TranslationError, match=what):
        read(content, name)
