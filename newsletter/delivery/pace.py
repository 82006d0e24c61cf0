"""How much work a worker takes on: about five seconds of it, at the pace that the relay shows.

A campaign of five must not wait until a slow relay is through with five hundred mails of another one.
Units: mails, seconds.
"""

WORK_AHEAD_S = 5.0
_LOW_WATER_S = 0.25


def portion_size(*, pace_per_s: float | None, ahead_count: int, connection_count: int) -> int:
    """Return how many mails to lease next; 1 or more.

    Args:
        pace_per_s: mails that got an outcome each second; None before the first.
        ahead_count: mails leased already that no connection has taken up.
        connection_count: connections in use.

    >>> portion_size(pace_per_s=10.0, ahead_count=9, connection_count=10)
    41
    """
    wanted_count = 2 * connection_count if pace_per_s is None else int(pace_per_s * WORK_AHEAD_S)
    return max(wanted_count, connection_count, 1 + ahead_count) - ahead_count


def low_water(*, pace_per_s: float | None, connection_count: int) -> int:
    """Return how few mails may lie ready before more are leased, so that no connection waits."""
    return max(connection_count, int((pace_per_s or 0.0) * _LOW_WATER_S))
