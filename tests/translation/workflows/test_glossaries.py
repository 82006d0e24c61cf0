"""Terms of another tool are taken into glossary.csv."""

import pytest

from newsletter.errors import RuleError, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.translation.workflows.glossary import import_terms, sorted_glossary
from newsrooms_for_memory import given_newsroom

CSV = b"source,target\ncity,ville\n"
TBX = b"""<tbx><text><body><conceptEntry><langSec xml:lang="en"><termSec><term>city</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>ville</term></termSec></langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(("content", "name"), [(CSV, "a.csv"), (TBX, "a.tbx"), (TBX, "a.XML")])
def test_terms_are_added_once(tmp_path, content, name):
    """A second import changes nothing."""
    folder = given_newsroom(tmp_path)
    assert sorted_glossary(folder).terms == ()

    assert import_terms(folder, content, name=name, target=Locale("fr")).is_changed
    assert (folder.root / "glossary.csv").read_text(encoding="utf-8") == "term,keep,note,fr\ncity,no,,ville\n"
    assert not import_terms(folder, content, name=name, target=Locale("fr")).is_changed


def test_terms_are_listed_in_the_order_of_their_letters(tmp_path):
    """Whatever the order of the file: capitals among small letters, accents behind."""
    folder = given_newsroom(tmp_path)
    folder.write("glossary.csv", "term,keep,fr\nzone,no,zone\nécole,no,école\nEcuador,yes,\nArvika,yes,\n")

    assert [term.source for term in sorted_glossary(folder).terms] == ["Arvika", "Ecuador", "école", "zone"]


def test_a_dry_run(tmp_path):
    """It says what would be, and writes nothing."""
    folder = given_newsroom(tmp_path)
    assert import_terms(folder, TBX, name="a.tbx", is_dry=True).merge.added == ("city",)
    assert sorted_glossary(folder).terms == ()


def test_a_language_that_nobody_translates_into(tmp_path):
    """Not even the source language."""
    for tag in ("de", "en"):
        with pytest.raises(RuleError, match="Name one of: fr"):
            import_terms(given_newsroom(tmp_path / tag), CSV, name="a.csv", target=Locale(tag))


def test_another_kind_of_file(tmp_path):
    """It is named."""
    with pytest.raises(TranslationError, match=r"a.xlsx: terms come as TBX or CSV"):
        import_terms(given_newsroom(tmp_path), CSV, name="a.xlsx")


def test_a_glossary_with_faults_is_not_touched(tmp_path):
    """Whoever wrote it mends it first."""
    folder = given_newsroom(tmp_path)
    folder.write("glossary.csv", "word\n")
    with pytest.raises(TranslationError, match=r"glossary.csv:1"):
        import_terms(folder, TBX, name="a.tbx")
