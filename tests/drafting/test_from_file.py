"""A file of drafts answers for the texts that it has."""

import pytest

from newsletter.drafting.file import FileDrafts
from newsletter.drafting.provider import MOST_CHARACTERS, MOST_TEXTS, portions
from newsletter.errors import RuleError
from newsletter.i18n.locale import Locale

EN, FR = Locale("en"), Locale("fr")


def test_texts_are_looked_up(tmp_path):
    """In their order, None for what the file does not have; white space does not matter."""
    file = tmp_path / "agency.csv"
    file.write_text("source,target\nHello  world,Bonjour\n", encoding="utf-8")
    provider = FileDrafts(file)

    assert provider.drafts(["Hello\nworld", "x"], source=EN, target=FR) == ["Bonjour", None]
    assert (provider.name, provider.is_engine) == ("agency.csv", False)


def test_a_file_that_is_not_there(tmp_path):
    """It is named."""
    with pytest.raises(RuleError, match="cannot be read"):
        FileDrafts(tmp_path / "x.po").drafts(["a"], source=EN, target=FR)


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        ([], []),
        ([1] * (MOST_TEXTS + 1), [MOST_TEXTS, 1]),
        ([MOST_CHARACTERS, 1], [1, 1]),
        ([MOST_CHARACTERS - 1, 1, 1], [2, 1]),
        ([1, MOST_CHARACTERS * 2, 1], [1, 1, 1]),
    ],
    ids=["none", "many", "long", "just fitting", "one that is too long goes alone"],
)
def test_portions(lengths, sizes):
    """No more texts and characters than a server takes at once."""
    assert [len(portion) for portion in portions([("a" * length, None) for length in lengths])] == sizes
