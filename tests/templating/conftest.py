"""What templates are filled in with."""

from collections.abc import Callable

import pytest

from given_templates import interface_of, shipped_templates
from newsletter.templating.interface import Interface


@pytest.fixture(scope="session")
def templates() -> dict[str, str]:
    """The built-in templates by name."""
    return shipped_templates()


@pytest.fixture
def interface() -> Callable[..., Interface]:
    """Makes an interface in a locale from what it says there."""
    return interface_of
