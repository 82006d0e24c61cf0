"""Portions: the rows that a slice has leased together, and how many of them are still in hand.

lease, rows ──▶ Portion ──▶ queue of the senders ──▶ finish() for each ──▶ the lease can be given back
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from newsletter.campaigns.compose import MessageComposer
from newsletter.database.ledger import Lease, LeasedRow
from newsletter.i18n.locale import Locale


@dataclass(slots=True, eq=False)
class Portion:
    """Some rows of one leased chunk. Not for several threads."""

    lease: Lease
    rows: Sequence[LeasedRow]
    composer: MessageComposer
    unprepared: Mapping[Locale, str]
    """Why the mail cannot be had in a language: trouble of the installation, not of its rows."""
    on_over: Callable[["Portion"], None]
    cut_off_rows: list[LeasedRow] = field(default_factory=list)
    """At which the relay ended the connection before the dot."""
    _open_count: int = 0

    def __post_init__(self) -> None:
        """Count what is in hand."""
        self._open_count = len(self.rows)

    @property
    def is_kept(self) -> bool:
        """True where the chunk is to stay leased until the slice ends: leased anew it would be no better."""
        return bool(self.unprepared) or not self.rows

    def take_again(self, count: int) -> None:
        """Have that many rows in hand again."""
        self._open_count += count

    def finish(self) -> None:
        """Say that one row is done with: its outcome is written, or there is none."""
        self._open_count -= 1
        if self._open_count == 0:
            self.on_over(self)


@dataclass(frozen=True, slots=True, eq=False)
class RowInHand:
    """A row and the portion that it belongs to."""

    row: LeasedRow
    portion: Portion
