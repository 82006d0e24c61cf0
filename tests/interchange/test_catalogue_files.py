"""What the gettext library refuses, a translator is told: the same faults, all together."""

import pytest

from newsletter.errors import Fault, TranslationError
from newsletter.i18n.locale import Locale
from newsletter.interchange.catalogue_files import read_catalogue_file, read_compiled_file
from newsletter.po.faults import PoError

PATH = "locales/fr/LC_MESSAGES/a.po"
BAD = b"""msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: de\\n"

msgid "a
msgstr "b"
"""


def test_every_fault_keeps_its_place_and_remedy():
    """In the order of the file; a header's Language is held against the folder's locale."""
    with pytest.raises(TranslationError) as refused:
        read_catalogue_file(BAD, path=PATH, locale=Locale("fr"))

    first, second = refused.value.faults
    assert first == Fault(
        PATH,
        1,
        "the header says Language: de, but the file is in the folder of fr",
        "Move the file to the folder of its language, or correct the header",
    )
    assert (second.path, second.line, second.where) == (PATH, 4, f"{PATH}:4")
    assert isinstance(refused.value.__cause__, PoError)
    assert str(refused.value) == str(refused.value.__cause__)


def test_the_catalogue_is_in_the_locale_of_its_folder():
    """However the header spells it."""
    content = BAD.replace(b'"a\n', b'"a"\n').replace(b"Language: de", b"Language: zh_hans")

    assert read_catalogue_file(content, path=PATH, locale=Locale("zh-Hans")).language == "zh-Hans"


def test_a_damaged_compiled_catalogue_is_a_fault_of_the_whole_file():
    """It has no lines."""
    with pytest.raises(TranslationError) as refused:
        read_compiled_file(b"", path="interface/fr")

    assert [(fault.path, fault.line) for fault in refused.value.faults] == [("interface/fr", None)]
