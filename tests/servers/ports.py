"""Ports for servers that a test starts later: no other test of the run is given the same ones."""

import itertools
import os
import random

from newsletter.local.supervisor.ports import free_port

PORTS_EACH = 500
"""Ports of each worker of pytest-xdist, 20 workers at most before they share."""

WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 20
FIRST = 10_000 + WORKER * PORTS_EACH
OWN_PORTS = itertools.cycle(range(FIRST, FIRST + PORTS_EACH))

for _ in range(random.randrange(PORTS_EACH)):  # another run on this machine begins elsewhere
    next(OWN_PORTS)


def own_port(host="127.0.0.1"):
    """Return a port on which nobody listens, and which outgoing connections leave alone."""
    return free_port(host, among=itertools.islice(OWN_PORTS, PORTS_EACH))
