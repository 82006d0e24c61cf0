"""The present, for everything that asks for it: rules get it as an argument."""

from datetime import UTC, datetime

__all__ = ["now"]


def now() -> datetime:
    """Return the present as aware UTC: the clock of the whole installation."""
    return datetime.now(UTC)
