"""The broker and Celery's configuration. A message is a nudge without a body; the database holds the work.

Redis may vanish at any moment: that costs a delay until the next tick, never a mail.
"""

from typing import Any

from celery import Celery
from kombu import Connection, Queue
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from newsletter.delivery.nudges import SEND_SLICE
from newsletter.errors import UnavailableError

MOST_NUDGES = 32
"""That wait at once: more workers than that find work by the next tick."""
_QUEUE = "slices"

# Well above a slice with its last reply (30 s + 10 min): a task is not given to a second worker while
# the first is at it (celery/celery#3270). A nudge that gets lost is replaced by the next tick.
_VISIBILITY_TIMEOUT_S = 3600
# Kombu would otherwise try for six seconds, asleep, before it says that nobody is there.
_TWICE_AT_ONCE: dict[str, Any] = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


def celery_app(broker_url: str) -> Celery:
    """Return a Celery application for this broker. It keeps no results and takes nudges only."""
    app = Celery("newsletter", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_default_queue=_QUEUE,
        task_ignore_result=True,
        task_acks_late=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": _VISIBILITY_TIMEOUT_S,
            "socket_timeout": 30.0,
            "socket_connect_timeout": 5.0,
            **_TWICE_AT_ONCE,
        },
        timezone="UTC",
        enable_utc=True,
    )
    return app


def require_broker(app: Celery, *, shown_as: str) -> None:
    """Raise UnavailableError unless the broker answers."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(timeout=3, **_TWICE_AT_ONCE)
            connection.default_channel  # noqa: B018 -- opening the channel asks the server
    except (OperationalError, RedisError, OSError) as error:
        raise UnavailableError(
            f"No broker answers at {shown_as} ({type(error).__name__}). "
            "Start everything with `newsletter up`, or mend NEWSLETTER_BROKER_URL"
        ) from error


def nudge(app: Celery, slice_count: int) -> bool:
    """Have as many nudges wait as there are slices to be had, a worker's each, and no more.

    False when the broker is away: the next tick asks again.
    """
    try:
        with app.connection_for_write() as connection:
            wanted_count = min(slice_count, MOST_NUDGES) - _waiting_count(connection)
            for _ in range(wanted_count):
                app.send_task(SEND_SLICE, retry=False, connection=connection)
    except (OperationalError, RedisError, OSError):
        return False
    return True


def _waiting_count(connection: Connection) -> int:
    """Return how many nudges nobody has taken up yet."""
    declared: Any = Queue(_QUEUE)(connection.default_channel).queue_declare()
    return int(declared.message_count)
