"""What asks workers for work, and what a worker sends with."""

from dataclasses import dataclass, field
from functools import cached_property

from celery import Celery

from newsletter.broker import celery_app as broker
from newsletter.broker.worker_names import is_dead, this_worker
from newsletter.campaigns.beat import BeatTools
from newsletter.campaigns.compose import Composers
from newsletter.campaigns.dispatch import DispatchTools
from newsletter.clock import now
from newsletter.database.database import Database
from newsletter.database.database_clock import DatabaseClock
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
        """Ask for as many slices as waves could use; where the broker is away, the next tick asks again."""
        if nudges:
            broker.nudge(self.celery, sum(nudges.values()))


def beat_tools(installation: Installation, database: Database) -> BeatTools:
    """Return what the beat ticks with."""
    return BeatTools(
        database=database,
        clock=DatabaseClock(database, host_clock=now),
        is_dead=is_dead,
        nudge=installation.nudge,
        world_url=installation.world_url,
    )


def dispatch_tools(installation: Installation, database: Database) -> DispatchTools:
    """Return what a worker process sends with. Needs a running event loop."""
    return DispatchTools(
        database=database,
        transport=SmtpPool(installation.relay),
        connection_count=installation.relay.connections_count,
        composers=Composers(database, keys=installation.keys, public_url=installation.public_url),
        world_url=installation.world_url,
        worker=str(this_worker()),
        is_dead=is_dead,
        clock=DatabaseClock(database, host_clock=now),
    )
