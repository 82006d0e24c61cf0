"""The tests of a file that share what takes long to start run in one worker."""

import pytest

from repository import ROOT
from together import SHARING, scope_of

SCOPES = [
    # test                                                     scope                            why
    ("tests/journeys/test_demo.py::TestTheWire::test_a", "tests/journeys/test_demo.py", "one demonstration"),
    (
        "tests/journeys/test_up.py::test_a[x/y.py::z]",
        "tests/journeys/test_up.py",
        "whatever its row is named",
    ),
    (
        "tests/mail/test_links.py::TestKeys::test_a[b]",
        "tests/mail/test_links.py::TestKeys::test_a",
        "a table",
    ),
    ("tests/mail/test_links.py::test_a", "tests/mail/test_links.py::test_a", "a test of its own"),
]


@pytest.mark.parametrize(("nodeid", "scope"), [row[:2] for row in SCOPES], ids=[row[2] for row in SCOPES])
def test_scope(nodeid, scope):
    """Tests of one scope are never run at once, nor by two workers."""
    assert scope_of(nodeid) == scope


@pytest.mark.parametrize("name", SHARING)
def test_each_file_that_is_named_is_there(name):
    """Under another name it would be started once per worker."""
    assert len(list((ROOT / "tests").rglob(name))) == 1
