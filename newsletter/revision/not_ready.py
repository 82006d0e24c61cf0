"""What becomes of members whose language is offered but not ready: said by campaign, list or newsroom."""

from enum import StrEnum


class NotReadyPolicy(StrEnum):
    """What becomes of members whose language is offered but not ready."""

    FALLBACK = "fallback"
    """They get the next best language at once."""
    SKIP = "skip"
    """They get nothing."""
    HOLD = "hold"
    """They wait until a newer revision is ready in their language."""
    BLOCK = "block"
    """Nobody gets anything until all languages are ready."""
