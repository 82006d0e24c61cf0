"""What asks workers for work, and what a worker sends with."""

from dataclasses import dataclass, field
from functools import cached_property

from celery import Celery

from newsletter.broker import celery_app as broker
from newsletter.broker.worker_names import is_dead, this_worker
from newsletter.campaigns.dispatch import DispatchTools
from newsletter.clock import now
from newsletter.database.database import Database
from newsletter.delivery.nudges import Nudges
from newsletter.smtp.pool import SmtpPool
from newsletter.wiring import Installation


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

    def nudge(self, nudges: Nudges) -> None:
        """Ask for slices of waves, of each until the broker is away."""
        for wave_id, slice_count in nudges.items():
            all(broker.nudge(self.celery, wave_id) for _ in range(min(slice_count, broker.MOST_NUDGES)))

    def is_dead(self, worker: str) -> bool:
        """Tell whether a worker that holds a lease is known not to run any more."""
        return is_dead(worker)


def dispatch_tools(installation: Installation, database: Database) -> DispatchTools:
    """Return what a worker process sends with. Needs a running event loop."""
    return DispatchTools(
        database=database,
        transport=SmtpPool(installation.relay),
        connection_count=installation.relay.connections_count,
        keys=installation.keys,
        public_url=installation.public_url,
        world_url=installation.world_url,
        worker=str(this_worker()),
        clock=now,
    )
