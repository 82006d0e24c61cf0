"""No test depends on how fast the machine is, or on what else it has to do."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from repository import ROOT

TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
OWN_LIMITS = {
    "a limit of its own in place of FOR_EVER_S": r"(?<![?\w])(?:timeout|within_s|at_most_s)=[1-9]",
    "a time within which an example must be done": r"\bdeadline=(?!None)",
    "a sleep in place of an event": r"\basyncio\.sleep\((?!0\))",
    "a measured time": r"\b(?:perf_counter|process_time)\b",
}


@pytest.mark.parametrize("pattern", OWN_LIMITS.values(), ids=OWN_LIMITS.keys())
def test_no_test_has(pattern):
    """What is slow is as right as what is fast."""
    words = re.compile(pattern)
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TESTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if words.search(line)
    ]

    assert found == []


def test_a_property_may_take_its_time():
    """Neither an example nor the making of one is too slow, also where a test has settings of its own."""
    own = [
        f"{path.relative_to(ROOT)}: {settings_of_its_own}"
        for path in TESTS
        for settings_of_its_own in re.findall(r"suppress_health_check=.*", path.read_text(encoding="utf-8"))
        if "too_slow" not in settings_of_its_own
    ]

    assert own == []
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check
