"""What tests of dispatching start from: a worker's tools on a relay in memory, and what became of it."""

import asyncio
from collections import Counter

from sqlalchemy import select

from newsletter.campaigns.compose import Composers
from newsletter.campaigns.dispatch import DispatchTools, send_slice
from newsletter.database.schema import delivery
from newsletter.mime.keys import keys_of
from servers.waiting import FOR_EVER_S

KEYS = keys_of(["a secret that is at least thirty-two characters long"])


def tools(database, transport, clock, **changes):
    """Return what a worker sends with, on a transport in memory."""
    return DispatchTools(
        **{
            "database": database,
            "transport": transport,
            "connection_count": 10,
            "composers": Composers(database, keys=KEYS, public_url="https://news.example.org"),
            "worker": "worker-a",
            "clock": clock,
            "is_dead": lambda _: False,
            **changes,
        }
    )


def run(given_tools, **options):
    """Run one slice to its end."""
    return asyncio.run(send_slice(given_tools, at_most_s=FOR_EVER_S, **options))


def states(database):
    """Count the deliveries by state."""
    with database.read() as db:
        return Counter(db.execute(select(delivery.c.state)).scalars())


def addressees(transport):
    """Count the mails that the relay took by recipient."""
    return Counter(mail.recipient for mail in transport.taken_mails)
