"""Wait for what other processes do."""

import time

FOR_EVER_S = 900.0
"""No result: it only keeps a broken test from lasting for ever, however slow or busy the machine is."""
_LOOK_EVERY_S = 0.02


def until(is_done, *, meanwhile=lambda: None):
    """Ask again and again until it is so, and do something meanwhile; fail once the time is over.

    What is waited for is an event of another process, which can tell nobody here.
    """
    latest = time.monotonic() + FOR_EVER_S
    while not is_done():
        assert time.monotonic() < latest, f"it did not happen within {FOR_EVER_S} s"
        meanwhile()
        time.sleep(_LOOK_EVERY_S)
