"""A database in which Arabic is not ready."""

import pytest

from given import given_list, given_members, given_revision, new_member


@pytest.fixture
def ready(database, clock):
    """A list of five members, and an edition whose Arabic is not ready."""
    to = given_list(database, clock.now)
    readers = [
        new_member("ana@x.example", "ar"),
        new_member("ben@x.example", "ar-EG", "fr"),
        new_member("cho@x.example", "es"),
        new_member("dan@x.example", "de", "es"),
        new_member("eve@x.example"),
    ]
    given_members(database, to, readers, clock.now)
    given_revision(database, clock.now, "en", "es", "fr", shut=["ar"])
    return database
