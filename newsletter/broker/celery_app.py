"""The broker and Celery's configuration. A message is a nudge with an id; the database holds the work.

Redis may vanish at any moment: that costs a delay until the next tick, never a mail.
"""

from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from newsletter.delivery.nudges import SEND_SLICE, TICK
from newsletter.errors import UnavailableError
from newsletter.identifiers import WaveId

TICK_EVERY_S = 5.0
MOST_NUDGES = 32
"""At once for one wave: more workers than that find work by the next tick."""

# Well above a slice with its last reply (30 s + 10 min): a task is not given to a second worker while
# the first is at it (celery/celery#3270). A nudge that gets lost is replaced by the next tick.
_VISIBILITY_TIMEOUT_S = 3600
# Kombu would otherwise try for six seconds, asleep, before it says that nobody is there.
_TWICE_AT_ONCE: dict[str, Any] = {"max_retries": 1, "interval_start": 0, "interval_step": 0}


def celery_app(broker_url: str) -> Celery:
    """Return a Celery application for this broker. It keeps no results and takes ids only."""
    app = Celery("newsletter", broker=broker_url, set_as_current=False)
    app.conf.update(
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
        beat_schedule={
            # Ticks that nobody fetched in time are worthless: the next one does the same.
            "tick": {"task": TICK, "schedule": TICK_EVERY_S, "options": {"expires": TICK_EVERY_S}},
        },
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


def nudge(app: Celery, wave_id: WaveId, *, after_s: float = 0.0) -> bool:
    """Ask a worker for a slice of a wave; False when the broker is away (the next tick asks again)."""
    try:
        app.send_task(SEND_SLICE, (wave_id,), countdown=after_s or None, retry=False)
    except (OperationalError, RedisError, OSError):
        return False
    return True
