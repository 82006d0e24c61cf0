"""Each check by its own examples: silent about the good ones, clear about the bad ones."""

import pytest

from newsletter.translation import checks
from newsletter.translation.checks.base import Check
from newsletter.translation.checks.runner import CODES

GOOD = [(check, pair) for check in checks.ALL for pair in check.good]
BAD = [(check, pair) for check in checks.ALL for pair in check.bad]


def named(value):
    """Return the name of a row: the check, and the two texts."""
    return value.code if isinstance(value, Check) else f"{value.source} → {value.translation}"


@pytest.mark.parametrize(("check", "pair"), GOOD, ids=named)
def test_a_good_example_has_no_fault(check, pair):
    """A check is silent about what it calls good."""
    assert list(check.findings(pair)) == []


@pytest.mark.parametrize(("check", "pair"), BAD, ids=named)
def test_a_bad_example_is_explained(check, pair):
    """A check says what is wrong and what to do, in sentences that a full stop can follow."""
    findings = list(check.findings(pair))

    assert findings
    assert all(
        finding.what and finding.remedy and not f"{finding.what}{finding.remedy}".endswith(".")
        for finding in findings
    )


def test_every_check_has_both_kinds_of_example_and_a_name_of_its_own():
    """A check with no examples is a check nobody has tried."""
    assert [check.code for check in checks.ALL if not (check.good and check.bad)] == []
    assert len({check.code for check in checks.ALL}) == len(checks.ALL)
    assert {check.code for check in checks.ALL} <= CODES
