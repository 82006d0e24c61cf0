"""Wait for what other processes do."""

import time

_LOOK_EVERY_S = 0.02


def until(is_done, *, meanwhile=lambda: None, within_s=90.0):
    """Ask again and again until it is so, and do something meanwhile; fail once the time is over.

    What is waited for is an event of another process, which can tell nobody here. How long it takes is
    no result: `within_s` only keeps a broken test from lasting for ever.
    """
    latest = time.monotonic() + within_s
    while not is_done():
        assert time.monotonic() < latest, f"it did not happen within {within_s} s"
        meanwhile()
        time.sleep(_LOOK_EVERY_S)
