"""When to write to the ledger, and when to try a deferred mail again. Units: seconds."""

from datetime import datetime, timedelta

QUIET_S = 0.0005
"""Nothing new for this long: write what there is."""

# RFC 5321 §4.5.4.1: the first retry after at least half an hour in general, sooner the first few
# times; giving up after 4 to 5 days. Greylisting relays ask for some minutes.
_WAITS_S = (300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400, 86400, 86400)


def flush_due(*, ready_count: int, open_count: int, quiet_s: float) -> bool:
    """Tell whether the ledger's writer should commit now.

    Args:
        ready_count: connections that wait for their permit, and outcomes not yet recorded.
        open_count: connections in use.
        quiet_s: since the last of them came.

    >>> flush_due(ready_count=5, open_count=10, quiet_s=0.0)
    True
    >>> flush_due(ready_count=1, open_count=10, quiet_s=0.0)
    False
    """
    return ready_count * 2 >= open_count or quiet_s >= QUIET_S


def next_attempt_at(*, attempt_count: int, now: datetime) -> datetime | None:
    """Return when a mail that was deferred `attempt_count` times (1 or more) is due again.

    None: it has been tried often enough (about five days); it is refused.
    """
    if attempt_count > len(_WAITS_S):
        return None
    return now + timedelta(seconds=_WAITS_S[attempt_count - 1])
