"""What asks workers for work, and what a worker sends with."""

from dataclasses import dataclass, field
from functools import cached_property

from celery import Celery

from newsletter.broker import celery_app as broker
from newsletter.broker.celery_app import SEND_SLICE, SLICE_S, TICK
from newsletter.broker.worker_names import is_dead, this_worker
from newsletter.campaigns.dispatch import DispatchTools
from newsletter.clock import now
from newsletter.identifiers import WaveId
from newsletter.smtp.pool import SmtpPool
from newsletter.wiring import Database, Installation

__all__ = ["SEND_SLICE", "SLICE_S", "TICK", "Workers", "dispatch_tools", "is_dead"]


@dataclass(frozen=True)
class Workers:
    """The workers of an installation, behind its broker."""

    broker_url: str = field(repr=False)
    shown_as: str = field(kw_only=True)
    """The broker's URL without its password."""

    @cached_property
    def celery(self) -> Celery:
        """The Celery application; connects when it is used."""
        return broker.celery_app(self.broker_url)

    def require_broker(self) -> None:
        """Raise UnavailableError unless the broker answers."""
        broker.require_broker(self.celery, shown_as=self.shown_as)

    def nudge(self, wave_id: WaveId, *, slice_count: int = 1) -> bool:
        """Ask for slices of a wave; False when the broker is away. Too many do no harm."""
        return all(broker.nudge(self.celery, wave_id) for _ in range(min(slice_count, broker.MOST_NUDGES)))


def dispatch_tools(found: Installation, database: Database) -> DispatchTools:
    """Return what a worker process sends with. Needs a running event loop."""
    return DispatchTools(
        database=database,
        transport=SmtpPool(found.relay),
        connection_count=found.relay.connections_count,
        keys=found.keys,
        public_url=found.public_url,
        worker=str(this_worker()),
        clock=now,
    )
