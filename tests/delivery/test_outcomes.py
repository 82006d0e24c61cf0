"""SMTP replies are classified as RFC 5321 says, corner cases included."""

import pytest

from newsletter.delivery.outcomes import Outcome, outcome_of

ACCEPTED, DEFERRED, REFUSED = Outcome.ACCEPTED, Outcome.DEFERRED, Outcome.REFUSED

REPLIES = [
    # code  after   outcome    why
    (250, "RCPT", ACCEPTED, "the ordinary yes"),
    (251, "RCPT", ACCEPTED, "not local, but the server forwards it"),
    (252, "DATA", ACCEPTED, "any 2xx is a yes"),
    (421, "DATA", DEFERRED, "server going down"),
    (450, "RCPT", DEFERRED, "mailbox busy"),
    (452, "RCPT", DEFERRED, "too many recipients"),
    (451, "MAIL", DEFERRED, "local error"),
    (552, "RCPT", DEFERRED, "old spelling of 452, §4.5.3.1.10"),
    (552, "MAIL", REFUSED, "larger than the limit that SIZE told"),
    (552, "DATA", REFUSED, "over quota: the exception is for RCPT only"),
    (550, "RCPT", REFUSED, "no such mailbox"),
    (554, "DATA", REFUSED, "rejected as spam"),
    (599, "DATA", REFUSED, "an unknown code means what its first digit means"),
]


@pytest.mark.parametrize(
    ("code", "after", "outcome"),
    [row[:3] for row in REPLIES],
    ids=[f"{code} {after}: {why}" for code, after, _, why in REPLIES],
)
def test_reply(code, after, outcome):
    """Each reply leads to the outcome in the table."""
    assert outcome is outcome_of(code, after=after)


@pytest.mark.parametrize("code", [-1, 0, 99, 199, 334, 354, 600])
def test_a_number_that_is_no_final_reply_is_an_error(code):
    """Asking too early, or about nonsense, is our bug and gets no outcome."""
    with pytest.raises(ValueError, match="not a final SMTP reply"):
        outcome_of(code, after="DATA")
